"""The measures of a period, by host: counted, hidden where that has to be, and only then handed out."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from apprentices.calendar import Days, say
from apprentices.measures.agreed import count_agreed
from apprentices.measures.circulation import Equation
from apprentices.measures.declared import LINKED, MEASURES, Linked, Measure, Share, Unit
from apprentices.measures.hiding import hidden
from apprentices.measures.people import count_people, count_wishes, living_wage, local_places
from apprentices.measures.places import count_costs, count_kept, count_moves, count_seats
from apprentices.measures.tables import ALL, HIDDEN, UNKNOWN, Figure, Hidden, Row, Table
from apprentices.measures.tally import Known, Tally
from apprentices.rules.words import pounds
from apprentices.text import natural

_OF_PAY = ("living_wage", "below_living_wage", "pay_not_known")
_OF_HOME = ("local", "not_local", "home_not_known")
_TENTH = Decimal("0.1")
Figures = dict[str, dict[str, Figure]]  # by measure, then by column


def measures(known: Known, period: Days) -> Table:
    """The measures of a period, with what has to be hidden hidden: of nothing else is there a table."""
    return next(table for table in in_steps(known, period) if table)


def in_steps(known: Known, period: Days) -> Iterator[Table | None]:
    """The measures of a period, after steps that come to nothing yet: between them others have their turn."""
    tally = Tally()
    count_people(known, period, tally)
    yield None
    satisfied = count_wishes(known, period, tally)
    yield None
    offered = count_seats(known, period, tally)
    count_kept(known, period, tally)
    yield None
    publications = count_moves(known, period, tally)
    yield None
    count_costs(known, period, tally)
    yield None
    columns = _columns(known, tally)
    figures = _shown(tally, columns, _not_known(known, period))
    figures["offered"] = {**offered, ALL: sum(offered.values())}
    figures["publications"] = {ALL: publications}
    figures["moves_each"] = {ALL: _divided(figures["moves"][ALL], publications)}
    figures |= count_agreed(known, period, columns)
    figures["least_satisfied"] = _least(known, satisfied, figures["wished"])
    for measure in MEASURES.values():
        if measure.share:
            figures[measure.id] = _shares(figures, measure.share)
    rows = [Row(measure, _in_unit(measure, figures[id_])) for id_, measure in MEASURES.items()]
    yield Table(period, columns, rows, tuple(_notes(known, period)))


def _shown(tally: Tally, columns: Sequence[str], not_known: frozenset[str]) -> Figures:
    """The counted figures by measure, with those hidden that have to be; None for what is not known."""
    figures: Figures = {id_: dict.fromkeys(columns) for id_ in not_known}
    for linked in LINKED:
        there = [id_ for id_ in linked.measures if id_ not in not_known]
        counts = tally.counts(there, columns)
        unseen = hidden(counts, equations(linked, there, columns))
        for (id_, column), count in counts.items():
            figures.setdefault(id_, {})[column] = HIDDEN if (id_, column) in unseen else count.value
    return figures


def equations(linked: Linked, there: Sequence[str], columns: Sequence[str]) -> list[Equation]:
    """The sums that anybody knows to hold: in each column, and of each measure over the columns.

    A measure that stands in two sums of each column adds up over the columns since its parts do.
    """
    sums = [one for one in linked.sums if one.keys() <= set(there)]
    found: list[Equation] = [
        {(id_, column): sign for id_, sign in one.items()} for one in sums for column in columns
    ]
    for id_ in there:
        if sum(id_ in one for one in sums) < 2:
            found.append({(id_, column): -1 if column == ALL else 1 for column in columns})
    return found


def _columns(known: Known, tally: Tally) -> tuple[str, ...]:
    """The hosts of the programme, those that are only told of by now, one for no known host, and all."""
    hosts = known.facts.programme.hosts
    gone = sorted(tally.columns - {*hosts, UNKNOWN, ALL}, key=natural)
    return (*hosts, *gone, *({UNKNOWN} & tally.columns), ALL)


def _not_known(known: Known, period: Days) -> frozenset[str]:
    """The measures of which nothing is known at all."""
    rate = living_wage(known, period)
    pay = () if rate and rate.value is not None else _OF_PAY
    home = () if local_places(known) else _OF_HOME
    return frozenset((*pay, *home))


def _divided(number: Figure, by: int) -> Figure:
    if not isinstance(number, int):
        return number
    return (Decimal(number) / by).quantize(_TENTH, ROUND_HALF_UP) if by else None


def _least(known: Known, satisfied: Mapping[str, int], wished: Mapping[str, Figure]) -> dict[str, Figure]:
    """The fewest points of anybody, where so many have wishes that this tells of no one person."""
    found: dict[str, Figure] = {}
    people = known.facts.programme.apprentices
    for column, number in wished.items():
        there = [
            points for code, points in satisfied.items() if column in (ALL, people[code].employer or UNKNOWN)
        ]
        found[column] = number if isinstance(number, Hidden) else min(there, default=None)
    return found


def _shares(figures: Figures, share: Share) -> dict[str, Figure]:
    return {
        column: _share(part, [figures[id_].get(column) for id_ in share.whole])
        for column, part in figures[share.part].items()
    }


def _share(part: Figure, whole: Sequence[Figure]) -> Figure:
    """A share in per cent; hidden or not known as soon as a number is that it is made of."""
    numbers = [figure for figure in (part, *whole) if isinstance(figure, int)]
    if len(numbers) <= len(whole):
        return HIDDEN if HIDDEN in (part, *whole) else None
    return _divided(100 * numbers[0], sum(numbers[1:]))


def _in_unit(measure: Measure, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Sums of money are counted in pence, and told in pounds."""
    if measure.unit is not Unit.POUNDS:
        return dict(figures)
    return {
        column: Decimal(pence) / 100 if isinstance(pence, int) else pence for column, pence in figures.items()
    }


def _notes(known: Known, period: Days) -> Iterator[str]:
    """What figures of this period were measured by."""
    rate = living_wage(known, period)
    if rate and rate.value is not None and rate.from_on:
        yield f"London Living Wage: {pounds(rate.value)} an hour, to be paid from {say(rate.from_on)}."
    if places := sorted(local_places(known)):
        yield f"Local: {', '.join(places)}."
