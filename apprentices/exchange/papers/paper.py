"""What a paper says, in plain data: each way of laying it out says the same."""

from collections.abc import Sequence
from typing import NamedTuple


class Grid(NamedTuple):
    """A table: the first cell of each row is its heading. `numbers`: all other cells are figures."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: bool = False


class Section(NamedTuple):
    """A heading, and what stands under it: points, each a sentence, then tables, then notes."""

    title: str
    points: Sequence[str] = ()
    grids: Sequence[Grid] = ()
    notes: Sequence[str] = ()


class Paper(NamedTuple):
    """A title, lines that say of what and when it is, and sections in the order in which they are read."""

    title: str
    about: Sequence[str]
    sections: Sequence[Section]
