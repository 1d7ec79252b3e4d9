"""How long hosts take to sign, and what waits to be decided."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from statistics import median

from apprentices.calendar import Days
from apprentices.measures.tables import ALL, Figure
from apprentices.measures.tally import Known
from apprentices.statements import Request, SignOff, Statements, in_time


def count_agreed(known: Known, period: Days, columns: Sequence[str]) -> dict[str, dict[str, Figure]]:
    """The figures of sign-offs and open decisions, by measure and column; none is of apprentices."""
    last = min(period.last, known.facts.today)
    said = _until(known.statements, last)
    taken = [(host, days) for host, on, days in _signed(said) if on in period]
    waiting = [(host, (last - since).days) for host, since in _waiting(said)]

    def by_column(
        found: Sequence[tuple[str | None, int]], figure: Callable[[list[int]], Figure]
    ) -> dict[str, Figure]:
        return {column: figure([days for host, days in found if column in (host, ALL)]) for column in columns}

    return {
        "signatures": by_column(taken, len),
        "days_to_sign": by_column(taken, _middle),
        "open_decisions": by_column(waiting, len),
        "oldest_decision": by_column(waiting, lambda days: max(days, default=None)),
    }


def _until(statements: Statements, day: date) -> Statements:
    """What had been said by a day."""
    return Statements(
        *([one for one in getattr(statements, kind.name) if one.on <= day] for kind in fields(Statements))
    )


def _signed(said: Statements) -> Iterator[tuple[str, date, int]]:
    """Each sign-off that answers a request: the host, the day, and how many days after the first request.

    A request is answered by the next sign-off of its host and cycle.
    """
    asked: dict[tuple[str, str], date] = {}
    both: list[Request | SignOff] = [*said.requests, *said.signoffs]
    for one in in_time(both):
        place = (one.host, one.cycle)
        if isinstance(one, Request):
            asked.setdefault(place, one.on)
        elif place in asked:
            yield one.host, one.on, (one.on - asked.pop(place)).days


def _waiting(said: Statements) -> Iterator[tuple[str | None, date]]:
    """What somebody has to decide: its host, where it has one, and since when it waits."""
    for request in said.asked.values():
        yield request.host, request.on
    for entry in said.open_entries:
        if entry.kind == "barrier":
            yield entry.host, entry.on


def _middle(days: list[int]) -> Figure:
    return Decimal(median(days)) if days else None
