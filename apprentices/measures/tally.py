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
        self._parts: dict[tuple[str, str], dict[str, int]] = {}  # by person

    def add(self, measure: str, host: str | None, apprentice: str, amount: int = 1) -> None:
        """Count something of a person's to a host (None: not known which)."""
        for column in (host or UNKNOWN, ALL):
            parts = self._parts.setdefault((measure, column), {})
            parts[apprentice] = parts.get(apprentice, 0) + amount

    @property
    def columns(self) -> set[str]:
        """The columns in which anything was counted."""
        return {column for _, column in self._parts}

    def counts(self, measures: Iterable[str], columns: Sequence[str]) -> dict[tuple[str, str], Count]:
        """Every number of some measures; 0 where nothing was counted."""
        return {
            (measure, column): Count.of(self._parts.get((measure, column), {}).values())
            for measure in measures
            for column in columns
        }
