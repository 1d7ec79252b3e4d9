"""The board with a row for each apprentice."""

from collections.abc import Hashable, Iterable

from apprentices.board import Place
from apprentices.rules.said import Finding
from apprentices.rules.words import told_host
from apprentices.told import Told
from screens.board.face import Before, Cell, Kind, Label
from screens.board.view import BoardView, Shown, Target, worst
from screens.shared.words import team_code, team_names


class ByPerson:
    """Rows are apprentices in the order of apprentices.csv; cells name host and team."""

    def __init__(self, view: BoardView) -> None:
        self.view = view
        self._programme = view.workspace.programme
        self._columns = view.board.cycle_index
        self._active = view.workspace.facts.active
        self._hits: dict[str, set[int]] = {}  # by person, the only cells that the filter means
        self._people = [code for code in self._programme.apprentices if self._is_meant(code)]
        self._rows = {code: row for row, code in enumerate(self._people)}
        self._teams = {
            code: (team.host, team_code(team)) for code, team in self._programme.placements.items()
        }
        self._team_names = team_names(self._programme.placements.values())

    @property
    def rows(self) -> int:
        """How many people are shown."""
        return len(self._people)

    def label(self, row: int) -> Label:
        """The person's name, with the mark of what is said about the rotation as a whole."""
        code = self._people[row]
        person = self._programme.apprentices[code]
        draft = self.view.shown is Shown.DRAFT
        mark = worst(self.view.findings_of_row(code)) if draft else " "
        named = self.view.told_person(code) or person
        return Label(self.view.short_name(code), f"{named.family_name}, {named.given_names}", mark)

    def cell(self, row: int, column: int) -> Cell:
        """Where the person is in a cycle."""
        code = self._people[row]
        there = self.view.at(code, column)
        faint = self._is_faint(code, column)
        mark = self.view.mark(code, column)
        told = self.view.told_at(code, column)
        if told is not None:
            return self._as_told(told, faint)
        before = self._before(code, column)
        if there is not None:
            host, team = self._teams[there.placement]
            name = self._team_names.get(there.placement, "")
            return Cell(Kind.PLACED, team, name, mark, host, there.pinned, faint, before=before)
        person = self._programme.apprentices[code]
        if self._active(person)[column]:
            return Cell(Kind.GAP, "gap" if before else "·· gap ··", mark=mark, faint=faint, before=before)
        why = f"— {self.view.why_inactive(person, column)}"
        return Cell(Kind.REST, "—" if before else why, mark=mark, faint=faint, before=before)

    def _as_told(self, told: Told, faint: bool) -> Cell:
        """The team that was told; with its host where that has gone, and so has no symbol."""
        host = told_host(told, self._programme)
        text = team_code(told) if host in self.view.looks else f"{host} {team_code(told)}"
        return Cell(Kind.PLACED, text, told.team or "", host=host, pinned=told.pinned, faint=faint)

    def _before(self, code: str, column: int) -> Before | None:
        """What was told of a cell that has another placement now, where the difference is shown."""
        place = (code, self.view.board.cycles[column])
        if self.view.shown is not Shown.DIFFERENCE or place not in self.view.changed:
            return None
        told, there = self.view.told.get(place), self.view.at(code, column)
        if told is None:
            active = self._active(self._programme.apprentices[code])[column]
            return Before("gap" if active else "—")
        if there is not None and there.placement == told.placement:
            return None  # told otherwise, though nobody was moved
        return Before(team_code(told), told_host(told, self._programme))

    def target(self, row: int, column: int) -> Target:
        """The person in the cycle, and where they are."""
        code = self._people[row]
        there = self.view.at(code, column)
        cycle = self.view.board.cycles[column]
        if there is None:
            return Target(cycle, code)
        return Target(cycle, code, there.placement, self._teams[there.placement][0])

    def row_of(self, target: Target) -> int | None:
        """The row of the person, or of the first who is in the team or at the host."""
        if target.apprentice is not None:
            return self._rows.get(target.apprentice)
        index = self.view.board.cycle_index[target.cycle]
        for row, code in enumerate(self._people):
            there = self.view.at(code, index)
            if there is None:
                continue
            if there.placement == target.placement or (
                target.placement is None and self._teams[there.placement][0] == target.host
            ):
                return row
        return None

    def edited(self, places: Iterable[Place]) -> set[int]:
        """The rows of the people."""
        return {self._rows[who] for who, _ in places if who in self._rows}

    def key(self, row: int) -> Hashable:
        """The person."""
        return self._people[row]

    def meant(self, row: int) -> set[int] | None:
        """Those that have what the person has not."""
        return self._hits.get(self._people[row])

    def place_of(self, finding: Finding) -> tuple[int, int] | None:
        """The cell; for a rotation its first; for a team or host the first person whom it concerns."""
        column = self._columns.get(finding.cycle or "")
        if finding.apprentice is not None:
            row = self._rows.get(finding.apprentice)
            return None if row is None else (row, column or 0)
        if column is None or finding.host is None:
            return None
        board, checker = self.view.workspace.board, self.view.workspace.checker
        teams = self.view.workspace.facts.teams_at(finding.host)
        guests = (code for team in teams for code in board.there(column, team) if code in self._rows)
        row = min((self._rows[code] for code in guests if finding in checker.at(code, column)), default=None)
        return None if row is None else (row, column)

    # -- inside

    def _is_meant(self, code: str) -> bool:
        if not self.view.words:
            return True
        found = self.view.filter
        rest = found.missing(self.view.person_text(code))
        if not rest:
            return True
        hits = self._hits[code] = found.columns(code, rest)
        return bool(hits)

    def _is_faint(self, code: str, index: int) -> bool:
        hits = self._hits.get(code)
        if hits is not None and index not in hits:
            return True
        return self.view.is_faint(code, self.view.board.cycles[index])
