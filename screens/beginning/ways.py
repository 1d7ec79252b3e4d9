"""The ways to begin, before there is a programme."""

from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple


class Way(Enum):
    """How somebody begins."""

    DEMO = auto()
    IMPORT = auto()
    WORKBOOK = auto()
    EMPTY = auto()


class Begun(NamedTuple):
    """What was chosen; `path` is what is to be imported."""

    way: Way
    path: Path | None = None


OFFERS = {
    Way.DEMO: ("Look around in the demo", "All of it is invented; no change is kept."),
    Way.IMPORT: ("Import what you have", "A folder of CSV files, a workbook, a parcel."),
    Way.WORKBOOK: ("Start from an empty workbook", "With lists to choose from, to fill in."),
    Way.EMPTY: ("Start with an empty programme", "Enter everything here, one by one."),
}
MADE_OF = (
    "Hosts take apprentices. Placements are their teams, each with its seats. Cycles are the dated blocks of "
    "the calendar. Apprentices are the people, with their standard and the days of their practical period. "
    "That is enough for a board; all else can come later."
)


def new_workbook(path: Path) -> str | None:
    """A workbook that isn't there yet can be made."""
    if path.suffix.lower() != ".xlsx" or not path.parent.is_dir():
        return None
    return None if path.exists() else f"Make {path.name} here"
