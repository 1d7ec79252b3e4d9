"""What hosts and apprentices are told of the board, and publications: what they were told, as it was told.

It stands below the rules, which measure changes against the latest publication; what people say about what
they were told stands in `agreement/`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, NamedTuple

from apprentices.board import Board
from apprentices.calendar import Days, say
from apprentices.columns import Column, Kind, Row, Table, row_class
from apprentices.programme import STATUSES, Assignment, Cycle, Placement, Programme
from apprentices.programme import Apprentice as Somebody
from apprentices.text import counted


@row_class
class Told(Row):
    """One assignment in the words and days in which it is told.

    None is what was not known or not there; in a publication of codes only, also what was not kept.
    """

    apprentice: Annotated[str, Column(Kind.CODE, "The person.")]
    given_names: Annotated[str | None, Column(Kind.TEXT, "Given names.")] = None
    family_name: Annotated[str | None, Column(Kind.TEXT, "Family name.")] = None
    standard: Annotated[str | None, Column(Kind.CODE, "The standard the person follows.")] = None
    employer: Annotated[str | None, Column(Kind.CODE, "The host that employs the person.")] = None
    cycle: Annotated[str, Column(Kind.CODE, "The cycle.")]
    starts_on: Annotated[
        date | None, Column(Kind.DATE, "First day of the cycle in the practical period; empty: none is.")
    ] = None
    ends_on: Annotated[date | None, Column(Kind.DATE, "Last day of it.")] = None
    host: Annotated[str | None, Column(Kind.CODE, "The host.")] = None
    placement: Annotated[str, Column(Kind.CODE, "The placement.")]
    team: Annotated[str | None, Column(Kind.TEXT, "Name of the team.")] = None
    site: Annotated[str | None, Column(Kind.TEXT, "Building where the team works.")] = None
    supervisor: Annotated[str | None, Column(Kind.TEXT, "Name of the supervisor.")] = None
    # Nobody is told these of an assignment: they are kept since what is exported shows them.
    status: Annotated[str | None, Column(Kind.CHOICE, "Where the person stood.", choices=STATUSES)] = None
    pinned: Annotated[bool, Column(Kind.YES_NO, "Was it pinned?")] = False
    cycle_starts_on: Annotated[date | None, Column(Kind.DATE, "First day of the whole cycle.")] = None
    cycle_ends_on: Annotated[date | None, Column(Kind.DATE, "Last day of the whole cycle.")] = None

    @property
    def name(self) -> str | None:
        """Given and family name; None where they were not kept."""
        return None if self.given_names is None else f"{self.given_names} {self.family_name}"


TOLD = Table("publication_row", Told, ("apprentice", "cycle"), "What was told of each assignment.")


@dataclass(frozen=True, kw_only=True)
class Head:
    """What there is to say about a publication without its rows, of which there are `count`.

    `despite` is the reason why it was published although something stood against it. A publication of
    `codes_only` was made by a version of the program that kept apprentice, cycle, placement and pin alone.
    """

    number: int
    at: datetime
    by: str
    note: str | None
    despite: str | None
    codes_only: bool
    count: int

    def __str__(self) -> str:
        return f"publication {self.number} of {say(self.at.astimezone().date())}, by {self.by}"


@dataclass(frozen=True, kw_only=True)
class Publication(Head):
    """What hosts and apprentices were told; later changes of the programme change nothing in it.

    `digests` has the frozen digest of each host and cycle (`agreement/digests.py`).
    """

    rows: tuple[Told, ...]
    digests: Mapping[tuple[str, str], str]

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who was to be where, in codes: what moves and notice are measured against."""
        return tuple(
            Assignment(apprentice=r.apprentice, cycle=r.cycle, placement=r.placement, pinned=r.pinned)
            for r in self.rows
        )


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


@dataclass(frozen=True, kw_only=True)
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

    @property
    def name(self) -> str:
        """As a sheet is called."""
        return f"Publication {self.of.number}" if self.of else "Draft"

    def __str__(self) -> str:
        return str(self.of or "the draft")


def told_of(programme: Programme, assignments: Iterable[Assignment]) -> tuple[Told, ...]:
    """Assignments as they would be told now, in the order given."""
    cycles = {cycle.cycle: cycle for cycle in programme.cycles}
    return tuple(
        _told(
            programme.apprentices[a.apprentice], cycles[a.cycle], programme.placements[a.placement], a.pinned
        )
        for a in assignments
    )


def _told(person: Somebody, cycle: Cycle, team: Placement, pinned: bool) -> Told:
    stay = Days(cycle.starts_on, cycle.ends_on).clip(Days(person.starts_on, person.ends_on))
    return Told(
        apprentice=person.apprentice,
        given_names=person.given_names,
        family_name=person.family_name,
        standard=person.standard,
        employer=person.employer,
        cycle=cycle.cycle,
        starts_on=stay.first if stay else None,
        ends_on=stay.last if stay else None,
        host=team.host,
        placement=team.placement,
        team=team.team,
        site=team.site,
        supervisor=team.supervisor,
        status=person.status,
        pinned=pinned,
        cycle_starts_on=cycle.starts_on,
        cycle_ends_on=cycle.ends_on,
    )


def telling_of_draft(board: Board) -> Telling:
    """The draft as it would be told now."""
    programme = board.programme
    people, teams = programme.apprentices.values(), programme.placements.values()
    seats = {(team.placement, cycle): team.seats for team in teams for cycle in board.cycles}
    return Telling(
        of=None,
        rows=told_of(programme, board.assignments()),
        hosts=tuple(programme.hosts),
        people=tuple(Person(p.apprentice, p.name, p.standard, p.employer, p.status) for p in people),
        cycles=tuple(Span(c.cycle, c.starts_on, c.ends_on) for c in programme.cycles),
        teams=tuple(Team(t.host, t.placement, t.team, t.site, t.supervisor) for t in teams),
        seats=seats
        | {(r.placement, r.cycle): r.seats for r in programme.seats if r.placement and r.seats is not None},
    )


def telling_of(publication: Publication) -> Telling:
    """A publication as it was told; without the days of its cycles these stand by their codes."""
    rows = publication.rows
    cycles = {Span(r.cycle, r.cycle_starts_on, r.cycle_ends_on) for r in rows}
    return Telling(
        of=publication,
        rows=rows,
        hosts=tuple(dict.fromkeys(r.host for r in rows if r.host)),
        people=tuple(
            dict.fromkeys(Person(r.apprentice, r.name, r.standard, r.employer, r.status) for r in rows)
        ),
        cycles=tuple(sorted(cycles, key=lambda span: (span.starts_on or date.min, counted(span.cycle)))),
        teams=tuple(dict.fromkeys(Team(r.host, r.placement, r.team, r.site, r.supervisor) for r in rows)),
        seats={},
    )
