"""What placements ask for, against what people hold on every day of a stay: the look of the CLEAR rules.

A placement asks for some checks, any of certain words proves each of them, and the days on which a proof
holds have to cover the days of the stay that are still to come.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from apprentices.calendar import ONE_DAY, Days, say
from apprentices.programme import Apprentice, Clearance, Placement
from apprentices.rules.facts import Facts
from apprentices.rules.rule import Parameter, Params
from apprentices.rules.said import ChangeRow, Said, Severity
from apprentices.rules.words import cycle_name, team_name

WEEKS = Parameter(
    "weeks", 12, "weeks", "From so long before the first day without it, it is a conflict.", most=520
)


class Ask(NamedTuple):
    """One check that is asked for: its word, what it is called, and the words that prove it."""

    word: str
    title: str
    proofs: tuple[str, ...]

    @classmethod
    def of(cls, word: str, title: str = "", also: Sequence[str] = ()) -> "Ask":
        """A check that its own word proves, and those of `also`; without a title, as people call it."""
        return cls(word, title or title_of(word), (word, *also))


TRAINING = "training:"
_TITLES = {
    "right-to-work": "the right to work",
    "bpss": "the baseline check (BPSS)",
    "identity": "the identity check",
    "employment-history": "the check of the employment history",
    "references": "the check of references",
    "occupational-health": "the occupational health check",
    "work-health": "the work health check",
    "registration": "the professional registration",
    "honorary-contract": "an honorary contract",
    "dbs": "a DBS check",
    "dbs:basic": "a basic DBS check",
    "dbs:standard": "a standard DBS check",
    "dbs:enhanced": "an enhanced DBS check",
    "dbs:enhanced-barred": "an enhanced DBS check with the barred lists",
}


def title_of(word: str) -> str:
    """What people call a check; a host's own words stay as they are."""
    if word.startswith(TRAINING):
        return f"training in {word.removeprefix(TRAINING).replace('-', ' ')}"
    return _TITLES.get(word, word)


Asks = Callable[[Placement], Iterable[Ask]]
Applies = Callable[[Apprentice], bool]
Refusal = Callable[[Apprentice, Clearance], str | None]  # why a record proves nothing; None: it does
Span = tuple[date | None, date | None]  # first and last day; None: an open end
LastDay = Callable[[Apprentice, Clearance], date | None]  # on which a proof holds; None: for good
Lacking = Callable[[Apprentice, int, Placement], list[Said] | None]


def _expires(person: Apprentice, row: Clearance) -> date | None:
    return row.expires_on


def _everybody(person: Apprentice) -> bool:
    return True


def _none(person: Apprentice, row: Clearance) -> str | None:
    return None


def look_for(
    facts: Facts,
    params: Params,
    asks: Asks,
    applies: Applies = _everybody,
    refusal: Refusal = _none,
    last_day: LastDay = _expires,
    mend: str = "get it in time and record {word} in clearances.csv, or choose another team.",
) -> Lacking | None:
    """A look for what placements ask of people, a finding for each check that lacks; None where none asks.

    In `mend` the check's own word stands for `{word}`.
    """
    asked = {
        team.placement: found for team in facts.programme.placements.values() if (found := tuple(asks(team)))
    }
    if not asked:
        return None
    near = facts.today + timedelta(weeks=params["weeks"])

    def look(person: Apprentice, index: int, team: Placement) -> list[Said] | None:
        found = asked.get(team.placement)
        days = facts.still_to_come(person, index) if found else None
        if not found or days is None or not applies(person):
            return None
        held = facts.held.get(person.apprentice, {})
        lacking = []
        for ask in found:
            rows = [row for word in ask.proofs for row in held.get(word, ()) if row.host in (None, team.host)]
            spans = [(row.issued_on, last_day(person, row)) for row in rows if not refusal(person, row)]
            if gap := first_gap(spans, days):
                refused = next(filter(None, (refusal(person, row) for row in rows)), None)
                where = f"{team_name(team)} in {cycle_name(facts.programme.cycles[index])}"
                wrong = f"{person.name} is in {where}: {_in_words(ask, spans, gap, refused)}."
                severity = Severity.WARNING if gap > near else None
                way_out = mend.replace("{word}", ask.word)
                step = ChangeRow("clearances", f"{person.apprentice} {ask.word}", "issued_on")
                lacking.append(Said(wrong, way_out, severity, subject=ask.word, due_on=gap, step=step))
        return lacking or None

    return look


def first_gap(spans: list[Span], days: Days) -> date | None:
    """The first of the days that no span covers."""
    day = days.first
    for first, last in sorted(spans, key=lambda span: span[0] or date.min):
        if first is not None and first > day:
            return day
        if last is None:
            return None
        day = max(day, last + ONE_DAY)
        if day > days.last:
            return None
    return day


def _in_words(ask: Ask, spans: list[Span], gap: date, refused: str | None) -> str:
    """What is wrong with a check from the day on which it is first missing."""
    ended = max((last for _, last in spans if last and last < gap), default=None)
    later = min((first for first, _ in spans if first), default=None)
    if ended:
        return f"{ask.title} holds only to {say(ended)}, and is needed from {say(gap)}"
    if later:
        return f"{ask.title} holds only from {say(later)}, against {say(gap)}"
    if refused:
        return f"{ask.title} is recorded but does not count, as {refused}; one is needed from {say(gap)}"
    return f"{ask.title} is not recorded, and needed from {say(gap)}"
