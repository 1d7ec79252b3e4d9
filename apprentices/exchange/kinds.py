"""What a file or folder seems to hold, before all of it is read: which of the ways in it has to take."""

from enum import Enum, auto
from pathlib import Path

from apprentices.exchange.dfe_cells import COLUMNS
from apprentices.exchange.wording import plain_title
from apprentices.programme import TABLE

ENDINGS = (".csv", ".xlsx", ".xls")  # of programmes; the last are refused, with a word on how to save them
PARCEL_ENDING = ".parcel"
_HEADER_BYTES = 10_000  # a header is shorter
_FEW = 3  # titles of a bulk upload that tell one


class Holds(Enum):
    """Each has a way in of its own."""

    PROGRAMME = auto()  # all of it, or some of its tables
    PEOPLE = auto()  # an Apprenticeship Service bulk upload
    PARCEL = auto()


def kind_of(path: Path) -> Holds:
    """What is there. What can't be read counts as a programme's: its reader says what is wrong."""
    if path.suffix.lower() == PARCEL_ENDING:
        return Holds.PARCEL
    if path.suffix.lower() == ".csv" and path.stem.strip().lower() not in TABLE and _has_people(path):
        return Holds.PEOPLE
    return Holds.PROGRAMME


def tables_in(folder: Path) -> list[str]:
    """The names of a programme's tables that a folder has as CSV files. Raises `OSError`."""
    there = {path.stem.strip().lower() for path in folder.iterdir() if path.suffix.lower() == ".csv"}
    return [name for name in TABLE if name in there]


def _has_people(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES).decode("utf-8-sig", "replace").partition("\n")[0]
    except OSError:
        return False
    titles = {plain_title(title.strip('"')) for title in header.strip().split(",")}
    return len(titles & {plain_title(column.title) for column in COLUMNS}) >= _FEW
