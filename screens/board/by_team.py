"""The board turned: a block of rows for each team, a row for each seat."""

from collections.abc import Hashable
from typing import NamedTuple

from apprentices.rules.rule import Finding
from screens.board.face import Cell, Kind, Label
from screens.board.view import BoardView, Shown, Target, worst
from screens.shared.looks import CONFLICT
from screens.shared.words import short_name, team_code


class Seat(NamedTuple):
    """One row. Without a placement it is a host's heading; without a host, a person without a place."""

    host: str | None
    placement: str | None
    number: int


class ByTeam:
    """Rows are hosts, their teams and those teams' seats; cells name people and the seats left."""

    def __init__(self, view: BoardView) -> None:
        self.view = view
        self._programme = view.workspace.programme
        self._cycles = view.board.cycles
        self._whole: set[str] = set()  # teams that the filter means as such
        self._striped: set[str] = set()  # every other team
        self._gaps = [self._without_place(column) for column in range(len(self._cycles))]
        self._seats = self._all_rows()
        self._rows = {seat: row for row, seat in enumerate(self._seats)}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._seats)

    def label(self, row: int) -> Label:
        """The host, the team at its first seat, or nothing more."""
        seat = self._seats[row]
        if seat.host is None:
            if seat.number < 0:
                return Label("No place", heading=True)
            return Label("")
        if seat.placement is None:
            return Label(seat.host, host=seat.host, heading=True)
        if seat.number:
            return Label("")
        return Label(team_code(self._programme.placements[seat.placement]), host=seat.host)

    def cell(self, row: int, column: int) -> Cell:
        """The person in a seat, seats left, or a host's figures."""
        seat = self._seats[row]
        if seat.host is None:
            return self._gap_cell(seat, column)
        if seat.placement is None:
            return self._total(seat.host, column)
        people = self._people(seat.placement, column)
        if seat.number < len(people):
            code = people[seat.number]
            there = self.view.at(code, column)
            return Cell(
                Kind.PLACED,
                short_name(self._programme.apprentices[code]),
                mark=self.view.mark(code, column),
                host=seat.host,
                pinned=there is not None and there.pinned,
                faint=self._is_faint(seat.placement, code, column),
                stripe=seat.placement in self._striped,
            )
        left = self._seat_count(seat.placement, column) - len(people)
        if seat.number == len(people) and (left > 0 or not people):
            text = f"{left} free" if left > 0 else "no seats"
            mark = " " if people else self._place_mark("placement", seat.placement, column)
            return Cell(Kind.FREE, text, mark=mark, host=seat.host)
        return Cell(Kind.BLANK)

    def target(self, row: int, column: int) -> Target:
        """The person in a seat, or the team or host itself."""
        seat, cycle = self._seats[row], self._cycles[column]
        if seat.host is None:
            there = self._gaps[column]
            found = there[seat.number] if 0 <= seat.number < len(there) else None
            return Target(cycle, found)
        if seat.placement is None:
            return Target(cycle, host=seat.host)
        people = self._people(seat.placement, column)
        who = people[seat.number] if seat.number < len(people) else None
        return Target(cycle, who, seat.placement, seat.host)

    def row_of(self, target: Target) -> int | None:
        """The row of the person's seat, of the team's first free one, or of the host's heading."""
        column = self.view.board.cycle_index[target.cycle]
        if target.apprentice is not None:
            there = self.view.at(target.apprentice, column)
            if there is None:
                gaps = self._gaps[column]
                number = gaps.index(target.apprentice) if target.apprentice in gaps else -1
                return self._rows.get(Seat(None, None, number))
            people = self._people(there.placement, column)
            team = self._programme.placements[there.placement]
            return self._rows.get(Seat(team.host, there.placement, people.index(target.apprentice)))
        if target.placement is not None:
            taken = len(self._people(target.placement, column))
            seat = Seat(target.host, target.placement, taken)
            return self._rows.get(seat, self._rows.get(seat._replace(number=0)))
        return self._rows.get(Seat(target.host, None, -1))

    def key(self, row: int) -> Hashable:
        """The seat."""
        return self._seats[row]

    def place_of(self, finding: Finding) -> tuple[int, int] | None:
        """The person's seat in the cycle; the team; the host. A whole rotation has no one place here."""
        if finding.cycle is None or not (finding.apprentice or finding.host):
            return None
        target = Target(finding.cycle, finding.apprentice, finding.placement, finding.host)
        if target.apprentice is None and target.placement is not None:
            row = self._rows.get(Seat(target.host, target.placement, 0))
        else:
            row = self.row_of(target)
        return None if row is None else (row, self.view.board.cycle_index[finding.cycle])

    # -- inside

    def _all_rows(self) -> list[Seat]:
        rows: list[Seat] = []
        for host in self._programme.hosts:
            teams = [
                code
                for code, team in self._programme.placements.items()
                if team.host == host and self._is_meant(code)
            ]
            if teams:
                rows.append(Seat(host, None, -1))
            self._striped.update(teams[1::2])
            for code in teams:
                rows.extend(Seat(host, code, number) for number in range(self._height(code)))
        waiting = max(map(len, self._gaps), default=0)
        if waiting:
            rows.extend(Seat(None, None, number) for number in range(-1, waiting))
        return rows

    def _height(self, placement: str) -> int:
        columns = range(len(self._cycles))
        taken = [len(self._people(placement, column)) for column in columns]
        free = [
            self._seat_count(placement, column) > there for column, there in zip(columns, taken, strict=True)
        ]
        return max([1, *(there + more for there, more in zip(taken, free, strict=True))])

    def _people(self, placement: str, column: int) -> list[str]:
        return list(self.view.board.there(column, placement))

    def _seat_count(self, placement: str, column: int) -> int:
        return self.view.workspace.seats(placement, self._cycles[column])

    def _without_place(self, column: int) -> list[str]:
        facts, board = self.view.workspace.facts, self.view.board
        return [
            code
            for code, person in self._programme.apprentices.items()
            if board.row(code)[column] is None
            and facts.active(person)[column]
            and not self.view.missing(self.view.words, f"{self.view.person_text(code)} gap conflict")
        ]

    def _gap_cell(self, seat: Seat, column: int) -> Cell:
        people = self._gaps[column]
        if seat.number < 0:
            return Cell(Kind.TOTAL, str(len(people)) if people else "—")
        if seat.number >= len(people):
            return Cell(Kind.BLANK)
        person = self._programme.apprentices[people[seat.number]]
        draft = self.view.shown is Shown.DRAFT
        mark = CONFLICT if draft else self.view.mark(person.apprentice, column)
        return Cell(Kind.GAP, short_name(person), mark=mark)

    def _total(self, host: str, column: int) -> Cell:
        cycle = self._cycles[column]
        codes = [code for code, team in self._programme.placements.items() if team.host == host]
        taken = sum(len(self._people(code, column)) for code in codes)
        seats = sum(self._seat_count(code, column) for code in codes)
        most = self.view.workspace.facts.host_seats(self._programme.hosts[host], cycle)
        seats = seats if most is None else min(seats, most)
        return Cell(Kind.TOTAL, f"{taken} of {seats}", mark=self._place_mark("host", host, column), host=host)

    def _place_mark(self, kind: str, code: str, column: int) -> str:
        if self.view.shown is not Shown.DRAFT:
            return " "
        return worst(self.view.about(kind, code, self._cycles[column]))

    def _is_meant(self, placement: str) -> bool:
        """Whether the filter leaves a team: by its own words, or by those of somebody in it."""
        view = self.view
        rest = view.missing(view.words, view.team_text(placement))
        if not rest:
            self._whole.add(placement)
            return True
        return any(
            self._person_is_meant(rest, code, column)
            for column in range(len(self._cycles))
            for code in self._people(placement, column)
        )

    def _person_is_meant(self, words: tuple[str, ...], code: str, column: int) -> bool:
        text = f"{self.view.person_text(code)} {self.view.findings_text(code, column)}"
        return not self.view.missing(words, text)

    def _is_faint(self, placement: str, code: str, column: int) -> bool:
        if placement not in self._whole:
            rest = self.view.missing(self.view.words, self.view.team_text(placement))
            if not self._person_is_meant(rest, code, column):
                return True
        return self.view.is_faint(code, self._cycles[column])
