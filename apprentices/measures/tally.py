"""Counting: numbers by measure and column, with the people who stand behind each."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.measures.hiding import Count
from apprentices.measures.tables import ALL, UNKNOWN
from apprentices.rules.facts import Facts
from apprentices.score import Score
from apprentices.statements import NOTHING_SAID, Statements
from apprentices.told import Publication


class Known(NamedTuple):
    """What measures are counted from: publications are all that were made, the oldest first."""

    facts: Facts
    board: Board
    score: Score
    publications: Sequence[Publication]
    statements: Statements = NOTHING_SAID

    def cycles_of(self, period: Days) -> list[int]:
        """The cycles that begin in a period, by index."""
        return [at for at, days in enumerate(self.facts.cycle_days) if days.first in period]


class Tally:
    """What was counted so far, host by host and for all together."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], int] = {}
        self._people: dict[tuple[str, str], set[str]] = {}

    def add(self, measure: str, host: str | None, apprentice: str, amount: int = 1) -> None:
        """Count something of a person's to a host (None: not known which)."""
        for column in (host or UNKNOWN, ALL):
            self._values[measure, column] = self._values.get((measure, column), 0) + amount
            self._people.setdefault((measure, column), set()).add(apprentice)

    @property
    def columns(self) -> set[str]:
        """The columns in which anything was counted."""
        return {column for _, column in self._values}

    def counts(self, measures: Iterable[str], columns: Sequence[str]) -> dict[tuple[str, str], Count]:
        """Every number of some measures; 0 where nothing was counted."""
        cells = [(measure, column) for measure in measures for column in columns]
        return {cell: Count(self._values.get(cell, 0), len(self._people.get(cell, ()))) for cell in cells}
