"""The board as tables to hand out: who is where when, as it was told or would be told now.

They carry what a host needs in order to receive a person, and nothing else about the person unless
`personal` is asked for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from apprentices.board import placed
from apprentices.columns import Kind
from apprentices.errors import UsageError
from apprentices.exchange.cells import write_cell
from apprentices.exchange.sheets import Cell, Sheet
from apprentices.programme import Clearance, Programme
from apprentices.telling import Person, Span, Team, Telling
from apprentices.text import natural
from apprentices.told import Told

By = Literal["assignment", "apprentice", "host", "matrix"]

ASSIGNMENT_COLUMNS = (
    "apprentice",
    "name",
    "standard",
    "employer",
    "cycle",
    "starts_on",
    "ends_on",
    "host",
    "placement",
    "team",
    "site",
    "supervisor",
    "status",
    "pinned",
)
PERSONAL_COLUMNS = ("date_of_birth", "uln", "hourly_pay", "step_free", "clearances")


def rotations(
    telling: Telling,
    by: By = "assignment",
    *,
    host: str | None = None,
    cycle: str | None = None,
    personal: Programme | None = None,
) -> Sheet:
    """The board in one of four forms, for all or only for one host or one cycle (by code).

    `personal` is the programme from which to add birthday, ULN, pay, access need and clearances to each
    person (those clearances that hold at the row's host), empty for people who are not in it. Raises
    UsageError for the forms by host and as a matrix, which have no place for that.
    """
    if personal and by not in ("assignment", "apprentice"):
        raise UsageError("personal data only goes into exports by assignment or by apprentice")
    header, rows = _FORMS[by](_Selection(telling, host, cycle, personal))
    return Sheet(telling.name, header, rows)


Form = tuple[list[str], list[list[Cell]]]


@dataclass(frozen=True)
class _Selection:
    """The part of a telling that is handed out."""

    telling: Telling
    host: str | None
    cycle: str | None
    personal: Programme | None

    @cached_property
    def rows(self) -> list[Told]:
        """By apprentice."""
        chosen = (
            row
            for row in self.telling.rows
            if self.host in (None, row.host) and self.cycle in (None, row.cycle)
        )
        return sorted(chosen, key=lambda row: natural(row.apprentice))

    @property
    def cycles(self) -> list[Span]:
        return [span for span in self.telling.cycles if self.cycle in (None, span.cycle)]

    @property
    def teams(self) -> list[Team]:
        """By host, then by placement."""
        chosen = (team for team in self.telling.teams if self.host in (None, team.host))
        return sorted(chosen, key=lambda team: (natural(team.host or ""), natural(team.placement)))

    def names(self, team: Team, span: Span) -> list[str]:
        """Who is in a team in a cycle, by code."""
        there = self.telling.there(team.placement, span.cycle)
        return [row.name or row.apprentice for row in there if self.host in (None, row.host)]

    @property
    def personal_header(self) -> tuple[str, ...]:
        return PERSONAL_COLUMNS if self.personal else ()

    def personal_cells(self, code: str, host: str | None) -> list[Cell]:
        """The cells of PERSONAL_COLUMNS, or none where they were not asked for."""
        if self.personal is None:
            return []
        person = self.personal.apprentices.get(code)
        if person is None:
            return [None] * len(PERSONAL_COLUMNS)
        words = [c.clearance for c in self._held.get(code, ()) if host is None or c.host in (None, host)]
        return [
            person.date_of_birth,
            person.uln,
            person.hourly_pay,
            person.step_free,
            write_cell(Kind.WORDS, dict.fromkeys(words)),
        ]

    @cached_property
    def _held(self) -> dict[str, list[Clearance]]:
        held: dict[str, list[Clearance]] = {}
        for clearance in self.personal.clearances if self.personal else ():
            held.setdefault(clearance.apprentice, []).append(clearance)
        return held


def _by_assignment(chosen: _Selection) -> Form:
    """One row an assignment, sorted by cycle in time, host and apprentice.

    The days are those of the cycle on which the person is in the practical period; where there are none,
    nobody comes, and both dates are empty.
    """
    order = {span.cycle: place for place, span in enumerate(chosen.cycles)}
    rows = sorted(chosen.rows, key=lambda row: (order[row.cycle], natural(row.host or "")))
    columns = ASSIGNMENT_COLUMNS
    return [*columns, *chosen.personal_header], [
        [*(getattr(row, name) for name in columns), *chosen.personal_cells(row.apprentice, row.host)]
        for row in rows
    ]


def _by_apprentice(chosen: _Selection) -> Form:
    """One row a person, one column a cycle, placements in the cells.

    For one host: only the people who go there, and only where they are at that host.
    """
    there = placed(chosen.rows)
    here = {row.apprentice for row in chosen.rows}
    cycles = [span.cycle for span in chosen.cycles]
    return [*Person._fields, *cycles, *chosen.personal_header], [
        [
            *person,
            *(there.get((person.apprentice, cycle)) for cycle in cycles),
            *chosen.personal_cells(person.apprentice, chosen.host),
        ]
        for person in chosen.telling.people
        if chosen.host is None or person.apprentice in here
    ]


def _by_host(chosen: _Selection) -> Form:
    """One row a placement and cycle, also where nobody is: who comes, how many, seats left.

    Below 0 where there are too many; what was published has no seats.
    """
    rows: list[list[Cell]] = []
    for team in chosen.teams:
        for span in chosen.cycles:
            names = chosen.names(team, span)
            seats = chosen.telling.seats.get((team.placement, span.cycle))
            left = None if seats is None else seats - len(names)
            rows.append([*team, *span, _joined(names), len(names), seats, left])
    return [*Team._fields, *Span._fields, "people", "count", "seats", "seats_left"], rows


def _matrix(chosen: _Selection) -> Form:
    """One row a placement, one column a cycle, names in the cells."""
    cycles = chosen.cycles
    return ["host", "placement", "team", *(span.cycle for span in cycles)], [
        [*team[:3], *(_joined(chosen.names(team, span)) for span in cycles)] for team in chosen.teams
    ]


def _joined(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


_FORMS: dict[str, Callable[[_Selection], Form]] = {
    "assignment": _by_assignment,
    "apprentice": _by_apprentice,
    "host": _by_host,
    "matrix": _matrix,
}
