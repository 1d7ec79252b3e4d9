"""What the filter finds on the board: for each of its words, who has it, and in which cells."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from apprentices.board import Board, Place
from apprentices.rules.said import Finding
from apprentices.rules.words import join
from apprentices.text import plain_letters
from apprentices.workspace import Workspace
from screens.shared.phrase import Phrase, phrase

NAMED = 6  # cycles that are named
STATE_FROM = 3  # letters by which what a cell is (pinned, gap, ended …) is found


class Searched(Protocol):
    """What is asked of the view whose board is looked through."""

    workspace: Workspace
    words: tuple[str, ...]

    @property
    def board(self) -> Board: ...
    @property
    def findings(self) -> list[Finding]: ...
    def team_text(self, placement: str) -> str: ...
    def finding_text(self, finding: Finding) -> str: ...
    def states(self, apprentice: str) -> Iterator[str]: ...
    def told_of_gone(self, word: str) -> Iterator[Place]: ...


class Filter:
    """The words that are typed, and what has them; made anew whenever words or board are others."""

    def __init__(self, view: Searched) -> None:
        self._view = view
        self._cycles = [
            (cycle.cycle.casefold(), plain_letters(cycle.name or ""))
            for cycle in view.workspace.programme.cycles
        ]
        self._columns = {word: self._columns_with(word) for word in view.words}
        self._teams = {word: self._teams_with(word) for word in view.words}
        self._told = {word: self._told_with(word) for word in view.words}
        self._cells: dict[tuple[str, str], set[int]] = {}  # of those who were asked for

    def missing(self, text: str, words: Iterable[str] | None = None) -> tuple[str, ...]:
        """The words (all, unless some are given) that a text does not have."""
        words = self._view.words if words is None else words
        return tuple(word for word in words if word not in text)

    def columns(self, apprentice: str, words: Iterable[str]) -> set[int]:
        """The cycles in which a person's cell has all these words, one at least."""
        each = [self._columns[word] | self._cells_with(word, apprentice) for word in words]
        return set.intersection(*each)

    # -- by word

    def _columns_with(self, word: str) -> set[int]:
        """Cycles are found by their whole code (C1 is not C10), or by a part of their name."""
        return {
            column
            for column, (code, name) in enumerate(self._cycles)
            if word == code or (word in name and name)
        }

    def _teams_with(self, word: str) -> set[str]:
        view = self._view
        return {code for code in view.workspace.programme.placements if word in view.team_text(code)}

    def _told_with(self, word: str) -> dict[str, set[int]]:
        """By person, the cells of which a finding, or what was told of a team that is gone, has it."""
        found: dict[str, set[int]] = {}
        for apprentice, column in (*self._by_finding(word), *self._by_gone(word)):
            found.setdefault(apprentice, set()).add(column)
        return found

    def _by_finding(self, word: str) -> Iterator[tuple[str, int]]:
        view = self._view
        for finding in view.findings:
            column = view.board.cycle_index.get(finding.cycle or "")
            if column is None or word not in view.finding_text(finding):
                continue
            if finding.apprentice is not None:
                yield finding.apprentice, column
            elif finding.placement is not None:
                for apprentice in view.board.there(column, finding.placement):
                    yield apprentice, column

    def _by_gone(self, word: str) -> Iterator[tuple[str, int]]:
        for apprentice, cycle in self._view.told_of_gone(word):
            yield apprentice, self._view.board.cycle_index[cycle]

    def _cells_with(self, word: str, apprentice: str) -> set[int]:
        """The cycles in which a person's cell has it: looked for only where the person does not have it."""
        cells = self._cells.get((word, apprentice))
        if cells is None:
            teams, there = self._teams[word], self._view.board.row(apprentice)
            cells = {column for column, one in enumerate(there) if one and one.placement in teams}
            cells |= self._told[word].get(apprentice, set())
            if len(word) >= STATE_FROM:
                states = enumerate(self._view.states(apprentice))
                cells |= {column for column, state in states if word in state}
            self._cells[word, apprentice] = cells
        return cells


def found_in(cycles: Sequence[str]) -> Phrase:
    """In which cycles a row has what is looked for: they may be out of sight."""
    more = [f"{len(cycles) - NAMED} more"] if len(cycles) > NAMED else []
    return phrase(("Filter: ", "$text-muted"), f"found in {join([*cycles[:NAMED], *more])}")


def finding_text(finding: Finding) -> str:
    """What a finding is found by."""
    gravity = "waived" if finding.waived else finding.severity
    return plain_letters(f"{gravity} {finding.rule} {finding.problem}")
