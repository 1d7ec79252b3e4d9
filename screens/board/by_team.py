"""The board turned: a block of rows for each team, a row for each seat."""

from bisect import bisect_right, insort
from collections.abc import Hashable, Iterable
from itertools import accumulate
from typing import NamedTuple

from apprentices.board import Place
from apprentices.rules.said import Finding
from screens.board.face import Cell, Kind, Label
from screens.board.view import BoardView, Shown, Target, worst
from screens.shared.words import team_code, team_names


class Seat(NamedTuple):
    """One row. Without a placement it is a host's heading; without a host, a person without a place."""

    host: str | None
    placement: str | None
    number: int


class Block(NamedTuple):
    """Rows that grow and shrink together: a team's seats, a host's heading, or the people without a place."""

    host: str | None
    placement: str | None
    first: int  # the number of its first seat


WAITING = Block(None, None, -1)  # its first row is a heading


class ByTeam:
    """Rows are hosts, their teams and those teams' seats; cells name people and the seats left.

    An edit changes the heights of the blocks it touches, and where the blocks after them start.
    """

    def __init__(self, view: BoardView) -> None:
        self.view = view
        self._programme = view.workspace.programme
        self._cycles = view.board.cycles
        self._team_names = team_names(self._programme.placements.values())
        self._order = {code: number for number, code in enumerate(self._programme.apprentices)}
        self._board = view.board
        self._numbered: dict[tuple[int, str], tuple[int | None, dict[str, int]]] = {}
        self._build()

    def _build(self) -> None:
        """Look at all teams and people, and at what the filter leaves of them."""
        self._whole: set[str] = set()  # teams that the filter means as such
        self._striped: set[str] = set()  # every other team
        self._teams = self._teams_by_host()
        self._gaps = self._without_place()
        self._heights: dict[str, list[int]] = {}  # of each team, rows that it needs in each column
        self._blocks = self._all_blocks()
        self._number = {block: number for number, block in enumerate(self._blocks)}
        self._measure()

    def _measure(self) -> None:
        self._starts = list(accumulate(map(self._height, self._blocks), initial=0))
        self._first_rows = {
            block.placement: row
            for block, row in zip(self._blocks, self._starts, strict=False)
            if block.placement is not None
        }

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._starts[-1]

    def edited(self, places: Iterable[Place]) -> set[int] | None:
        """Take in an edit of these cells."""
        if self.view.words:
            self._build()  # it may mean other teams and people now
            return None
        before = self._starts
        columns = {self.view.board.cycle_index[cycle] for _, cycle in places}
        for apprentice, cycle in places:
            self._look_again(apprentice, self.view.board.cycle_index[cycle])
        for placement, heights in self._heights.items():
            for column in columns:
                heights[column] = self._needed(placement, column)
        self._measure()
        if self._starts != before:
            return None
        # Of a rotation, whatever cycle it is about, marks stand at each of the person's seats.
        seats = (
            self.row_of(Target(cycle, who)) for who in {who for who, _ in places} for cycle in self._cycles
        )
        return {row for row in seats if row is not None}

    def label(self, row: int) -> Label:
        """The host, the team at its first seat, or nothing more."""
        seat = self._seat(row)
        if seat.host is None:
            if seat.number < 0:
                gone = self.view.shown is Shown.PUBLICATION  # or in a team that is no longer there
                return Label("No team now" if gone else "No place", heading=True)
            return Label("")
        if seat.placement is None:
            return Label(seat.host, host=seat.host, heading=True)
        if seat.number:
            return Label("")
        told = self.view.told_team(seat.placement)
        if told is not None:
            return Label(team_code(told), told.team or "", host=seat.host)
        name = self._team_names.get(seat.placement, "")
        return Label(team_code(self._programme.placements[seat.placement]), name, host=seat.host)

    def cell(self, row: int, column: int) -> Cell:
        """The person in a seat, seats left, or a host's figures."""
        seat = self._seat(row)
        if seat.host is None:
            return self._gap_cell(seat, column)
        if seat.placement is None:
            return self._total(seat.host, column)
        people = self._people(seat.placement, column)
        if seat.number < len(people):
            code = people[seat.number]
            there = self.view.at(code, column)
            return Cell(
                Kind.PERSON,
                self.view.short_name(code),
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
        seat, cycle = self._seat(row), self._cycles[column]
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
        column = self._board.cycle_index[target.cycle]
        if target.apprentice is not None:
            there = self._board.row(target.apprentice)[column]
            if there is None:
                gaps = self._gaps[column]
                number = gaps.index(target.apprentice) if target.apprentice in gaps else -1
                return self._row(Seat(None, None, number))
            first = self._first_rows.get(there.placement)
            number = self._seat_numbers(column, there.placement)[target.apprentice]
            return None if first is None else first + number
        if target.placement is not None:
            taken = len(self._people(target.placement, column))
            seat = Seat(target.host, target.placement, taken)
            return self._row(seat, self._row(seat._replace(number=0)))
        return self._row(Seat(target.host, None, -1))

    def key(self, row: int) -> Hashable:
        """The seat."""
        return self._seat(row)

    def meant(self, row: int) -> list[int] | None:
        """Those in which somebody in the team has what the team has not."""
        placement = self._seat(row).placement
        if placement is None or placement in self._whole:
            return None
        rest = self.view.filter.missing(self.view.team_text(placement))
        columns = range(len(self._cycles))
        return [column for column in columns if self._column_is_meant(rest, placement, column)]

    def place_of(self, finding: Finding) -> tuple[int, int] | None:
        """The person's seat in the cycle; the team; the host. A whole rotation has no one place here."""
        if finding.cycle is None or not (finding.apprentice or finding.host):
            return None
        target = Target(finding.cycle, finding.apprentice, finding.placement, finding.host)
        if target.apprentice is None and target.placement is not None:
            row = self._row(Seat(target.host, target.placement, 0))
        else:
            row = self.row_of(target)
        return None if row is None else (row, self._board.cycle_index[finding.cycle])

    # -- inside

    def _all_blocks(self) -> list[Block]:
        blocks = []
        for host in self._programme.hosts:
            teams = [code for code in self._teams[host] if self._is_meant(code)]
            if teams:
                blocks.append(Block(host, None, -1))
            self._striped.update(teams[1::2])
            for code in teams:
                self._heights[code] = self._all_needed(code)
                blocks.append(Block(host, code, 0))
        return [*blocks, WAITING]

    def _height(self, block: Block) -> int:
        if block.placement is not None:
            return max(self._heights[block.placement], default=1)
        if block.host is not None:
            return 1
        waiting = max(map(len, self._gaps), default=0)
        return waiting and 1 + waiting

    def _needed(self, placement: str, column: int) -> int:
        """Rows for the people of a team, and for its free seats where it has any."""
        return _rows_for(len(self.view.board.there(column, placement)), self._seat_count(placement, column))

    def _all_needed(self, placement: str) -> list[int]:
        """The same in each column."""
        team, there = self._programme.placements[placement], self.view.board.there
        seats = self.view.workspace.facts.seats.of_team
        return [
            _rows_for(len(there(column, placement)), seats(team, cycle))
            for column, cycle in enumerate(self._cycles)
        ]

    def _seat(self, row: int) -> Seat:
        number = bisect_right(self._starts, row) - 1
        block = self._blocks[number]
        return Seat(block.host, block.placement, block.first + row - self._starts[number])

    def _row(self, seat: Seat, otherwise: int | None = None) -> int | None:
        block = Block(seat.host, seat.placement, 0 if seat.placement is not None else -1)
        number = self._number.get(block)
        if number is None:
            return otherwise
        row = self._starts[number] + seat.number - block.first
        return row if row < self._starts[number + 1] else otherwise

    def _look_again(self, apprentice: str, column: int) -> None:
        """Whether somebody is without a place now."""
        gaps = self._gaps[column]
        if apprentice in gaps:
            gaps.remove(apprentice)
        if self._is_waiting(apprentice, column):
            insort(gaps, apprentice, key=self._order.__getitem__)

    def _is_waiting(self, apprentice: str, column: int) -> bool:
        facts = self.view.workspace.facts
        is_active = facts.active(self._programme.apprentices[apprentice])[column]
        return is_active and self.view.board.row(apprentice)[column] is None

    def _seat_numbers(self, column: int, placement: str) -> dict[str, int]:
        """The number of each person's seat in a team: kept until somebody comes or goes."""
        edition = self._board.changed_in(column, placement)
        kept = self._numbered.get((column, placement))
        if kept is None or kept[0] != edition:
            numbers = {code: n for n, code in enumerate(self._board.there(column, placement))}
            kept = self._numbered[column, placement] = edition, numbers
        return kept[1]

    def _people(self, placement: str, column: int) -> list[str]:
        return list(self.view.board.there(column, placement))

    def _seat_count(self, placement: str, column: int) -> int:
        return self.view.workspace.seats(placement, self._cycles[column])

    def _without_place(self) -> list[list[str]]:
        """By column, the people who should be in a placement and are in none, as far as the filter goes."""
        gaps: list[list[str]] = [[] for _ in self._cycles]
        words, found = self.view.words, self.view.filter
        facts, board = self.view.workspace.facts, self.view.board
        for code, person in self._programme.apprentices.items():
            row = board.row(code)
            if None not in row:  # as most are
                continue
            there = zip(facts.active(person), row, strict=True)
            waits = [
                column
                for column, (active, filled) in enumerate(there)
                if filled is None and (active or self.view.told_at(code, column))
            ]
            rest = found.missing(self.view.person_text(code)) if waits and words else ()
            for column in found.columns(code, rest).intersection(waits) if rest else waits:
                gaps[column].append(code)
        return gaps

    def _gap_cell(self, seat: Seat, column: int) -> Cell:
        people = self._gaps[column]
        if seat.number < 0:
            return Cell(Kind.TOTAL, str(len(people)) if people else "—")
        if seat.number >= len(people):
            return Cell(Kind.BLANK)
        code = people[seat.number]
        name = self.view.short_name(code)
        if told := self.view.told_at(code, column):
            return Cell(Kind.PERSON, f"{told.placement} {name.text}", pinned=told.pinned)
        return Cell(Kind.GAP, name, mark=self.view.mark(code, column))

    def _host_of(self, placement: str) -> str:
        """The host of a team; where the publication is shown the one that was told, if still there."""
        told = self.view.told_team(placement)
        if told and told.host and told.host in self._programme.hosts:
            return told.host
        return self._programme.placements[placement].host

    def _teams_by_host(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {host: [] for host in self._programme.hosts}
        for code in self._programme.placements:
            found[self._host_of(code)].append(code)
        return found

    def _total(self, host: str, column: int) -> Cell:
        cycle = self._cycles[column]
        codes = self._teams[host]
        taken = sum(len(self._people(code, column)) for code in codes)
        seats = sum(self._seat_count(code, column) for code in codes)
        most = self.view.workspace.facts.seats.of_host(self._programme.hosts[host], cycle)
        seats = seats if most is None else min(seats, most)
        return Cell(Kind.TOTAL, f"{taken} of {seats}", mark=self._place_mark("host", host, column), host=host)

    def _place_mark(self, kind: str, code: str, column: int) -> str:
        if self.view.shown is not Shown.DRAFT:
            return " "
        return worst(self.view.about(kind, code, self._cycles[column]))

    def _is_meant(self, placement: str) -> bool:
        """Whether the filter leaves a team: by its own words, or by those of somebody in it."""
        rest = self.view.filter.missing(self.view.team_text(placement))
        if not rest:
            self._whole.add(placement)
            return True
        return any(self._column_is_meant(rest, placement, column) for column in range(len(self._cycles)))

    def _column_is_meant(self, words: tuple[str, ...], placement: str, column: int) -> bool:
        return any(self._person_is_meant(words, code, column) for code in self._people(placement, column))

    def _person_is_meant(self, words: tuple[str, ...], code: str, column: int) -> bool:
        rest = self.view.filter.missing(self.view.person_text(code), words)
        return not rest or column in self.view.filter.columns(code, rest)

    def _is_faint(self, placement: str, code: str, column: int) -> bool:
        if placement not in self._whole:
            rest = self.view.filter.missing(self.view.team_text(placement))
            if not self._person_is_meant(rest, code, column):
                return True
        return self.view.is_faint(code, self._cycles[column])


def _rows_for(taken: int, seats: int) -> int:
    return max(1, taken + (seats > taken))
