"""What differs between two tellings of a board, cell by cell and in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from apprentices.board import Place, by_cell
from apprentices.calendar import Days, say
from apprentices.programme import Programme
from apprentices.text import natural
from apprentices.told import Publication, Told, days_told

Change = Literal["moved", "new", "gone", "changed"]
CHANGES: tuple[Change, ...] = get_args(Change)

# What is told of a cell, and how it is called in words. What follows from the placement needs no words where
# that has changed itself.
_OF_THE_PERSON = {"name": "name", "standard": "standard", "employer": "employer", "status": "status"}
_OWN = _OF_THE_PERSON | {"starts_on": "first day", "ends_on": "last day"}
_OF_THE_PLACEMENT = {"host": "host", "team": "team", "site": "site", "supervisor": "supervisor"}
COMPARED = (*_OWN, *_OF_THE_PLACEMENT)
_values = attrgetter(*COMPARED)
_of_the_person = attrgetter(*_OF_THE_PERSON)  # of what was told, or of an apprentice
_of_the_placement = attrgetter(*_OF_THE_PLACEMENT)  # the same, or of a placement


class Fact(NamedTuple):
    """One of `COMPARED` that is told otherwise."""

    name: str
    before: str | date | None
    after: str | date | None


class Difference(NamedTuple):
    """One cell that is told otherwise; `before` or `after` is None where nothing is told of it."""

    apprentice: str
    cycle: str
    before: Told | None
    after: Told | None
    facts: tuple[Fact, ...]

    @property
    def change(self) -> Change:
        """What kind of difference it is."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "changed" if self.before.placement == self.after.placement else "moved"

    @property
    def name(self) -> str | None:
        """The person's name as it is told now, or was; None where neither side kept it."""
        names = (row.name for row in (self.after, self.before) if row)
        return next(filter(None, names), None)

    @property
    def hosts(self) -> list[str | None]:
        """The hosts that it concerns; None for one that was not kept, where no other is known."""
        known = dict.fromkeys(row.host for row in (self.before, self.after) if row and row.host)
        return [*known] or [None]


def differences(before: Iterable[Told], after: Iterable[Told], codes_only: bool = False) -> list[Difference]:
    """What is told otherwise, by cycle in time, then by apprentice; with `codes_only` no more than moves."""
    was = by_cell(before)
    now = by_cell(after)
    starts = {row.cycle: row.cycle_starts_on or date.min for row in (*was.values(), *now.values())}
    return [
        Difference(*cell, was.get(cell), now.get(cell), facts)
        for cell in sorted(was | now, key=lambda cell: (starts[cell[1]], *map(natural, reversed(cell))))
        if (facts := _facts(was.get(cell), now.get(cell), codes_only)) or _moved(was.get(cell), now.get(cell))
    ]


def of_the_stay(found: Iterable[Difference]) -> list[Difference]:
    """The differences without the person's status: nobody is told of it, and no host agrees to it."""
    kept = [one._replace(facts=tuple(fact for fact in one.facts if fact.name != "status")) for one in found]
    return [one for one in kept if one.facts or one.change != "changed"]


def outdated(publication: Publication, programme: Programme) -> set[Place]:
    """The cells that are told otherwise today although nobody was moved in them.

    With the cells whose placement differs they are those of `differences`, without looking at all of them
    again after each edit. Nothing is told anew for it: people, placements and stays are few, cells are many.
    Of a publication of codes only there are none.
    """
    if publication.codes_only:
        return set()
    people, cycles = programme.apprentices, {cycle.cycle: cycle for cycle in programme.cycles}
    of_people = {code: _of_the_person(person) for code, person in people.items()}
    of_placements = {code: _of_the_placement(team) for code, team in programme.placements.items()}

    @cache
    def days(first: date, last: date, cycle: str) -> tuple[date | None, date | None]:
        return days_told(Days(first, last), cycles[cycle])

    def is_outdated(row: Told) -> bool:
        person = people[row.apprentice]
        return (
            _of_the_person(row) != of_people[row.apprentice]
            or _of_the_placement(row) != of_placements[row.placement]
            or (row.starts_on, row.ends_on) != days(person.starts_on, person.ends_on, row.cycle)
        )

    return {
        (row.apprentice, row.cycle)
        for row in publication.rows
        if row.apprentice in people
        and row.cycle in cycles
        and row.placement in of_placements
        and is_outdated(row)
    }


def _facts(before: Told | None, after: Told | None, codes_only: bool) -> tuple[Fact, ...]:
    if before is None or after is None or codes_only:
        return ()
    pairs = zip(COMPARED, _values(before), _values(after), strict=True)
    return tuple(Fact(*pair) for pair in pairs if pair[1] != pair[2])


def _moved(before: Told | None, after: Told | None) -> bool:
    return (before and before.placement) != (after and after.placement)


def by_host(found: Sequence[Difference]) -> dict[str | None, list[Difference]]:
    """Differences by the host that has to know of them: a move from one to another stands under both."""
    hosts = dict.fromkeys(host for difference in found for host in difference.hosts)
    ordered = sorted(hosts, key=lambda host: natural(host or ""))
    return {host: [one for one in found if host in one.hosts] for host in ordered}


def in_words(difference: Difference, host: str | None) -> str:
    """What it says to that host."""
    return "; ".join([*_place(difference, host), *told_otherwise(difference)])


def _place(difference: Difference, host: str | None) -> Iterator[str]:
    before, after = difference.before, difference.after
    if before is None and after is not None:
        yield f"comes to {_team(after)}{_days(after)}"
    elif after is None and before is not None:
        yield f"no longer comes to {_team(before)}{_days(before)}"
    elif before and after and before.placement != after.placement:
        yield _move(before, after, host)


def _move(before: Told, after: Told, host: str | None) -> str:
    if before.host == after.host or None in (before.host, after.host):
        return f"moves from {_team(before)} to {_team(after)}"
    if host == after.host:
        return f"comes to {_team(after)}{_days(after)}, no longer to {_team(before)} of {before.host}"
    return f"no longer comes to {_team(before)}, but to {_team(after)} of {after.host}"


def told_otherwise(difference: Difference) -> Iterator[str]:
    """What else is told otherwise than who is where, each fact in words."""
    words = _OWN if difference.change == "moved" else _OWN | _OF_THE_PLACEMENT
    for fact in difference.facts:
        if fact.name in words:
            yield f"{words[fact.name]} {_value(fact.before)} → {_value(fact.after)}"


def _team(row: Told) -> str:
    return f"{row.team} ({row.placement})" if row.team else row.placement


def _days(row: Told) -> str:
    return f", {Days(row.starts_on, row.ends_on)}" if row.starts_on and row.ends_on else ""


def _value(value: str | date | None) -> str:
    return say(value) if isinstance(value, date) else value or "–"
