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
    def state(self, apprentice: str, index: int) -> str: ...
    def told_of_gone(self, word: str) -> Iterator[Place]: ...


class Filter:
    """The words that are typed, and what has them; made anew whenever words or board are others."""

    def __init__(self, view: Searched) -> None:
        self._view = view
        self._cycles = [
            (cycle.cycle.casefold(), plain_letters(cycle.name or ""))
            for cycle in view.workspace.programme.cycles
        ]
        self._cells = {word: self._cells_with(word) for word in view.words}
        self._columns = {word: self._columns_with(word) for word in view.words}

    def missing(self, text: str, words: Iterable[str] | None = None) -> tuple[str, ...]:
        """The words (all, unless some are given) that a text does not have."""
        words = self._view.words if words is None else words
        return tuple(word for word in words if word not in text)

    def columns(self, apprentice: str, words: Iterable[str]) -> set[int]:
        """The cycles in which a person's cell has all these words, one at least."""
        each = [self._columns[word] | self._cells[word].get(apprentice, set()) for word in words]
        return set.intersection(*each)

    # -- by word

    def _columns_with(self, word: str) -> set[int]:
        """Cycles are found by their whole code (C1 is not C10), or by a part of their name."""
        return {
            column
            for column, (code, name) in enumerate(self._cycles)
            if word == code or (word in name and name)
        }

    def _cells_with(self, word: str) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for parts in (self._by_team(word), self._by_finding(word), self._by_state(word)):
            for apprentice, column in parts:
                found.setdefault(apprentice, set()).add(column)
        return found

    def _by_team(self, word: str) -> Iterator[tuple[str, int]]:
        view = self._view
        teams = {code for code in view.workspace.programme.placements if word in view.team_text(code)}
        for column in range(len(self._cycles)):
            for team in teams:
                for apprentice in view.board.there(column, team):
                    yield apprentice, column
        for apprentice, cycle in view.told_of_gone(word):
            yield apprentice, view.board.cycle_index[cycle]

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

    def _by_state(self, word: str) -> Iterator[tuple[str, int]]:
        if len(word) < STATE_FROM:
            return
        view = self._view
        for apprentice in view.workspace.programme.apprentices:
            for column in range(len(self._cycles)):
                if word in view.state(apprentice, column):
                    yield apprentice, column


def found_in(cycles: Sequence[str]) -> Phrase:
    """In which cycles a row has what is looked for: they may be out of sight."""
    more = [f"{len(cycles) - NAMED} more"] if len(cycles) > NAMED else []
    return phrase(("Filter: ", "$text-muted"), f"found in {join([*cycles[:NAMED], *more])}")


def finding_text(finding: Finding) -> str:
    """What a finding is found by."""
    gravity = "waived" if finding.waived else finding.severity
    return plain_letters(f"{gravity} {finding.rule} {finding.problem}")
