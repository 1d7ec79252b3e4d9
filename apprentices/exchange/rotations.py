"""The board as tables to hand out: who is where when.

They carry what a host needs in order to receive a person, and nothing else about the person unless
`personal` is asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.columns import Kind
from apprentices.errors import UsageError
from apprentices.exchange.cells import write_cell
from apprentices.exchange.sheets import Cell, Sheet
from apprentices.exchange.wording import did_you_mean, quoted
from apprentices.programme import Apprentice, Assignment, Clearance, Cycle, Placement, Programme
from apprentices.text import natural

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
    programme: Programme,
    board: Board,
    by: By = "assignment",
    *,
    host: str | None = None,
    cycle: str | None = None,
    personal: bool = False,
) -> Sheet:
    """The board in one of four forms, for all or only for one host or one cycle.

    - `assignment`: one row an assignment, sorted by cycle in time, host and apprentice. The days are
      those of the cycle on which the person is in the practical period; where there are none, nobody
      comes, and both dates are empty.
    - `apprentice`: one row a person, one column a cycle, placements in the cells. For one host: only
      the people who go there, and only where they are at that host.
    - `host`: one row a placement and cycle, also where nobody is: who comes, how many, seats left
      (below 0 where there are too many).
    - `matrix`: one row a placement, one column a cycle, names in the cells.

    `personal` adds birthday, ULN, pay, access need and clearances to each person (those clearances
    that hold at the row's host); only the first two forms have a place for that. Raises UsageError for
    unknown codes.
    """
    _check_code("host", host, programme.hosts)
    _check_code("cycle", cycle, board.cycles)
    if personal and by not in ("assignment", "apprentice"):
        raise UsageError("personal data only goes into exports by assignment or by apprentice")
    held: dict[str, list[Clearance]] = {}
    for clearance in programme.clearances:
        held.setdefault(clearance.apprentice, []).append(clearance)
    return _FORMS[by](_Selection(programme, board, host, cycle, personal, held))


@dataclass(frozen=True, slots=True)
class _Selection:
    """The part of the board that is handed out."""

    programme: Programme
    board: Board
    host: str | None
    cycle: str | None
    personal: bool
    held: Mapping[str, Sequence[Clearance]]  # by apprentice

    @property
    def cycles(self) -> list[Cycle]:
        return [cycle for cycle in self.programme.cycles if self.cycle in (None, cycle.cycle)]

    @property
    def placements(self) -> list[Placement]:
        """By host, then by placement."""
        chosen = (place for place in self.programme.placements.values() if self.host in (None, place.host))
        return sorted(chosen, key=lambda place: (natural(place.host), natural(place.placement)))

    def people(self, cycle: Cycle, placement: Placement) -> list[Apprentice]:
        """Who is in a placement in a cycle, by code."""
        codes = sorted(self.board.people(cycle.cycle, placement.placement), key=natural)
        return [self.programme.apprentices[code] for code in codes]

    def personal_cells(self, person: Apprentice, host: str | None = None) -> list[Cell]:
        """The cells of PERSONAL_COLUMNS, or none where they were not asked for."""
        if not self.personal:
            return []
        words = (
            clearance.clearance
            for clearance in self.held.get(person.apprentice, ())
            if host is None or clearance.host in (None, host)
        )
        return [
            person.date_of_birth,
            person.uln,
            person.hourly_pay,
            person.step_free,
            write_cell(Kind.WORDS, dict.fromkeys(words)),
        ]


def _by_assignment(chosen: _Selection) -> Sheet:
    header = [*ASSIGNMENT_COLUMNS, *(PERSONAL_COLUMNS if chosen.personal else ())]
    rows: list[list[Cell]] = []
    for cycle in chosen.cycles:
        there = [(place, person) for place in chosen.placements for person in chosen.people(cycle, place)]
        there.sort(key=lambda pair: (natural(pair[0].host), natural(pair[1].apprentice)))
        rows += [_assignment_row(chosen, cycle, place, person) for place, person in there]
    return Sheet("Rotations", header, rows)


def _assignment_row(chosen: _Selection, cycle: Cycle, place: Placement, person: Apprentice) -> list[Cell]:
    practical_period = Days(person.starts_on, person.ends_on)
    stay = Days(cycle.starts_on, cycle.ends_on).clip(practical_period)
    assignment = chosen.board.at(person.apprentice, cycle.cycle)
    return [
        person.apprentice,
        person.name,
        person.standard,
        person.employer,
        cycle.cycle,
        stay.first if stay else None,
        stay.last if stay else None,
        place.host,
        place.placement,
        place.team,
        place.site,
        place.supervisor,
        person.status,
        assignment is not None and assignment.pinned,
        *chosen.personal_cells(person, place.host),
    ]


def _by_apprentice(chosen: _Selection) -> Sheet:
    cycles = [cycle.cycle for cycle in chosen.cycles]
    about = ("apprentice", "name", "standard", "employer", "status")
    header = [*about, *cycles, *(PERSONAL_COLUMNS if chosen.personal else ())]
    rows: list[list[Cell]] = []
    for person in chosen.programme.apprentices.values():
        there = [_placement_at_host(chosen, chosen.board.at(person.apprentice, cycle)) for cycle in cycles]
        if chosen.host is None or any(there):
            rows.append(
                [
                    person.apprentice,
                    person.name,
                    person.standard,
                    person.employer,
                    person.status,
                    *there,
                    *chosen.personal_cells(person, chosen.host),
                ]
            )
    return Sheet("Rotations", header, rows)


def _placement_at_host(chosen: _Selection, assignment: Assignment | None) -> str | None:
    if assignment is None:
        return None
    host = chosen.programme.placements[assignment.placement].host
    return assignment.placement if chosen.host in (None, host) else None


def _by_host(chosen: _Selection) -> Sheet:
    header = [
        *("host", "placement", "team", "site", "supervisor", "cycle", "starts_on", "ends_on"),
        *("people", "count", "seats", "seats_left"),
    ]
    special = {
        (row.placement, row.cycle): row.seats for row in chosen.programme.seats if row.seats is not None
    }
    rows: list[list[Cell]] = []
    for place in chosen.placements:
        for cycle in chosen.cycles:
            people = chosen.people(cycle, place)
            seats = special.get((place.placement, cycle.cycle), place.seats)
            rows.append(
                [
                    *(place.host, place.placement, place.team, place.site, place.supervisor),
                    *(cycle.cycle, cycle.starts_on, cycle.ends_on),
                    *(_names(people), len(people), seats, seats - len(people)),
                ]
            )
    return Sheet("Rotations", header, rows)


def _matrix(chosen: _Selection) -> Sheet:
    cycles = chosen.cycles
    header = ["host", "placement", "team", *(cycle.cycle for cycle in cycles)]
    rows: list[Sequence[Cell]] = [
        [
            place.host,
            place.placement,
            place.team,
            *(_names(chosen.people(cycle, place)) for cycle in cycles),
        ]
        for place in chosen.placements
    ]
    return Sheet("Rotations", header, rows)


def _names(people: Iterable[Apprentice]) -> str | None:
    return "; ".join(person.name for person in people) or None


def _check_code(what: str, code: str | None, known: Iterable[str]) -> None:
    codes = list(known)
    if code is not None and code not in codes:
        raise UsageError(f"there is no {what} {quoted(code)}{did_you_mean(code, codes)}")


_FORMS: dict[str, Callable[[_Selection], Sheet]] = {
    "assignment": _by_assignment,
    "apprentice": _by_apprentice,
    "host": _by_host,
    "matrix": _matrix,
}
