"""What hosts and apprentices are told of the board, and publications: what they were told, as it was told.

It stands below the rules, which measure changes against the latest publication; what people say about what
they were told stands in `agreement/`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated

from apprentices.calendar import Days, say
from apprentices.columns import Column, Kind, Row, Table, Truth, row_class
from apprentices.forgotten import GONE, is_forgotten
from apprentices.programme import STATUSES, Apprentice, Assignment, Cycle, Placement, Programme


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
        if is_forgotten(self.apprentice):
            return GONE
        return None if self.given_names is None else f"{self.given_names} {self.family_name}"


TOLD = Table(
    "publication_row",
    Told,
    ("apprentice", "cycle"),
    "What was told of each assignment.",
    Truth.PUBLICATION,
)


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

    @property
    def forgotten(self) -> int:
        """How many people of it were forgotten since: digests of what they were told no longer match."""
        return len({row.apprentice for row in self.rows if is_forgotten(row.apprentice)})

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who was to be where, in codes: what moves and notice are measured against."""
        return tuple(
            Assignment(apprentice=r.apprentice, cycle=r.cycle, placement=r.placement, pinned=r.pinned)
            for r in self.rows
        )


def told_of(programme: Programme, assignments: Iterable[Assignment]) -> tuple[Told, ...]:
    """Assignments as they would be told now, in the order given."""
    cycles = {cycle.cycle: cycle for cycle in programme.cycles}
    return tuple(
        _told(
            programme.apprentices[a.apprentice], cycles[a.cycle], programme.placements[a.placement], a.pinned
        )
        for a in assignments
    )


def days_told(period: Days, cycle: Cycle) -> tuple[date | None, date | None]:
    """First and last day of the cycle in a practical period; None where it has none."""
    stay = cycle.span.clip(period)
    return (None, None) if stay is None else (stay.first, stay.last)


def _told(person: Apprentice, cycle: Cycle, team: Placement, pinned: bool) -> Told:
    first, last = days_told(person.period, cycle)
    return Told(
        apprentice=person.apprentice,
        given_names=person.given_names,
        family_name=person.family_name,
        standard=person.standard,
        employer=person.employer,
        cycle=cycle.cycle,
        starts_on=first,
        ends_on=last,
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
