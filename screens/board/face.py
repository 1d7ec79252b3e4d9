"""What the grid asks of whoever fills it, and what it is given: rows, labels and cells."""

from collections.abc import Collection, Hashable, Iterable
from enum import Enum, auto
from typing import NamedTuple, Protocol

from apprentices.board import Place
from apprentices.rules.said import Finding
from screens.board.view import Target
from screens.shared.words import Short


class Kind(Enum):
    """The kinds of cell, each drawn in its own way."""

    PLACED = auto()  # where a person is
    PERSON = auto()  # who is in a seat
    GAP = auto()  # active, and nobody has decided yet
    REST = auto()  # not active, and empty as it should be
    FREE = auto()  # seats that nobody has
    TOTAL = auto()  # the figures of a host
    BLANK = auto()


class Before(NamedTuple):
    """What was told of a cell that is another now."""

    text: str
    host: str | None = None


class Cell(NamedTuple):
    """What one cell shows: `long`, if there is one, where there is room for it; of people a short name."""

    kind: Kind
    text: str | Short = ""
    long: str = ""
    mark: str = " "
    host: str | None = None
    pinned: bool = False
    faint: bool = False
    stripe: bool = False
    before: Before | None = None


class Label(NamedTuple):
    """What stands in front of a row; `long`, if there is one, where there is room for it."""

    short: str | Short
    long: str = ""
    mark: str = " "
    host: str | None = None
    heading: bool = False


class Face(Protocol):
    """One way to read the board. Columns are the cycles."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        ...

    def label(self, row: int) -> Label:
        """What stands in front of a row."""
        ...

    def cell(self, row: int, column: int) -> Cell:
        """What is in a cell."""
        ...

    def target(self, row: int, column: int) -> Target:
        """What a cell stands for."""
        ...

    def row_of(self, target: Target) -> int | None:
        """The row in which something is, in its cycle; None where it isn't shown."""
        ...

    def edited(self, places: Iterable[Place]) -> set[int] | None:
        """Take in an edit of these cells alone: the rows that may look different, beside all that is in their
        columns; None where rows have moved.
        """
        ...

    def key(self, row: int) -> Hashable:
        """What a row is, whatever its number."""
        ...

    def meant(self, row: int) -> Collection[int] | None:
        """The columns for which the filter leaves a row; None where it is for the whole row."""
        ...

    def place_of(self, finding: Finding) -> tuple[int, int] | None:
        """The row and column at which a finding is best shown; None where there is none."""
        ...
