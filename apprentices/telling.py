"""A board as it is handed out: the draft as it would be told now, or a publication as it was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from apprentices.board import Board
from apprentices.rules.seats import Seats
from apprentices.text import natural
from apprentices.told import Head, Publication, Told, told_of


class Person(NamedTuple):
    """Who is told of; in a publication of codes only, the code alone."""

    apprentice: str
    name: str | None
    standard: str | None
    employer: str | None
    status: str | None


class Span(NamedTuple):
    """A whole cycle, not clipped to anybody's practical period."""

    cycle: str
    starts_on: date | None
    ends_on: date | None


class Team(NamedTuple):
    """A placement as it is told."""

    host: str | None
    placement: str
    team: str | None
    site: str | None
    supervisor: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Telling:
    """A board as it is handed out: rows, and hosts, people, cycles and teams in whose order they are printed.

    Of the draft it has all of these; of a publication those that are in its rows. `seats` of a placement in
    a cycle are nothing that is told: a publication has none.
    """

    of: Head | None  # None: the draft
    rows: tuple[Told, ...]
    hosts: tuple[str, ...]
    people: tuple[Person, ...]
    cycles: tuple[Span, ...]  # in order of time
    teams: tuple[Team, ...]
    seats: Mapping[tuple[str, str], int]

    @cached_property
    def _there(self) -> dict[tuple[str, str], list[Told]]:
        found: dict[tuple[str, str], list[Told]] = {}
        for row in sorted(self.rows, key=lambda row: natural(row.apprentice)):
            found.setdefault((row.placement, row.cycle), []).append(row)
        return found

    def there(self, placement: str, cycle: str) -> list[Told]:
        """Who is in a placement in a cycle, by code."""
        return self._there.get((placement, cycle), [])

    @property
    def name(self) -> str:
        """As a sheet is called."""
        return f"Publication {self.of.number}" if self.of else "Draft"

    def __str__(self) -> str:
        return str(self.of or "the draft")


def telling_of_draft(board: Board) -> Telling:
    """The draft as it would be told now."""
    programme = board.programme
    people, teams = programme.apprentices.values(), programme.placements.values()
    seats = Seats(programme)
    return Telling(
        of=None,
        rows=told_of(programme, board.assignments()),
        hosts=tuple(programme.hosts),
        people=tuple(Person(p.apprentice, p.name, p.standard, p.employer, p.status) for p in people),
        cycles=tuple(Span(c.cycle, c.starts_on, c.ends_on) for c in programme.cycles),
        teams=tuple(Team(t.host, t.placement, t.team, t.site, t.supervisor) for t in teams),
        seats={(t.placement, cycle): seats.of_team(t, cycle) for t in teams for cycle in board.cycles},
    )


def telling_of(publication: Publication) -> Telling:
    """A publication as it was told; without the days of its cycles these stand by their codes."""
    rows = publication.rows
    cycles = {Span(r.cycle, r.cycle_starts_on, r.cycle_ends_on) for r in rows}
    return Telling(
        of=publication,
        rows=rows,
        hosts=tuple(sorted({r.host for r in rows if r.host}, key=natural)),
        people=tuple(
            dict.fromkeys(
                Person(r.apprentice, r.name, r.standard, r.employer, r.status)
                for r in sorted(rows, key=lambda row: natural(row.apprentice))
            )
        ),
        cycles=tuple(sorted(cycles, key=lambda span: (span.starts_on or date.min, natural(span.cycle)))),
        teams=tuple(dict.fromkeys(Team(r.host, r.placement, r.team, r.site, r.supervisor) for r in rows)),
        seats={},
    )
