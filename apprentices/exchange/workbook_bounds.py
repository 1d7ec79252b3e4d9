"""How much a workbook holds, looked at before it is read: what it unpacks to, and how far out its cells lie.

A small file can unpack to a very large one, one stray cell makes a sheet of billions, and one long text may
stand in every cell. Nothing is believed that the file says about itself: its parts are gone through.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from apprentices.errors import BadInput, Problem
from apprentices.exchange.incoming import MEGABYTE
from apprentices.text import shown

MOST_UNPACKED = 200 * MEGABYTE
MOST_ROWS, MOST_COLUMNS = 500_000, 200
MOST_TEXT = 100 * MEGABYTE  # characters in the cells of a sheet
_ROOMY = 2_000_000  # cells; a sheet of so many has to be filled to a part of at least
_FILLED = 20  # this: one cell in twenty
_CHUNK = 1 << 16
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TIDY = "delete the empty rows and columns around the table, or copy the table to a new workbook"

Attributes = Mapping[str, str]


def check_bounds(book: ZipFile, file: str) -> None:
    """Raise BadInput where the workbook holds too much.

    What can't be unpacked or read raises the errors of `zipfile`, `zlib` and `expat`, or KeyError.
    """
    if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
        raise _refusal(file, f"unpacks to more than {MOST_UNPACKED // MEGABYTE} MB, the most that is read")
    damaged = book.testzip()  # unpacks every part to its end: no part is larger than it says
    if damaged:
        raise KeyError(damaged)
    if len({name.lower() for name in book.namelist()}) < len(book.namelist()):
        raise KeyError("two parts of one name")
    texts = _text_lengths(book)
    for part, name in _sheets(book).items():
        sheet = _Sheet(texts)
        _go_through(book, part, sheet.start, sheet.end, sheet.text)
        wrong = sheet.wrong()
        if wrong:
            raise _refusal(f"{file}[{shown(name)}]", wrong)


def _refusal(file: str, message: str) -> BadInput:
    return BadInput([Problem(file, None, None, message)])


def _go_through(
    book: ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda tag: None,
    text: Callable[[str], None] = lambda text: None,
) -> None:
    """Tell each tag of a part, without its namespace, and each piece of text."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(_local(tag), attributes)
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = text
    with book.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _sheets(book: ZipFile) -> dict[str, str]:
    """The parts that hold sheets, with their names; those too that no name leads to."""
    parts = {part.lower(): part for part in book.namelist()}
    found = {part: part for part in parts.values() if part.lower().startswith("xl/worksheets/sheet")}
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = (
                f"xl/{attributes['Target'].lower().removeprefix('/').removeprefix('xl/')}"
            )

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if _local(name) == "id"), "")
            if targets.get(key) in parts:
                found[parts[targets[key]]] = attributes["name"]

    _go_through(book, "xl/_rels/workbook.xml.rels", relation)
    _go_through(book, "xl/workbook.xml", sheet)
    return found


def _text_lengths(book: ZipFile) -> list[int]:
    """How long each of the texts is that cells refer to by number."""
    lengths: list[int] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    for part in book.namelist():
        if part.lower() == "xl/sharedstrings.xml":
            _go_through(book, part, start, text=text)
    return lengths


class _Cell(NamedTuple):
    row: int
    column: int
    place: str


class _Sheet:
    """What a sheet comes to, tag by tag: cells that hold something, the one farthest out, and all text."""

    def __init__(self, texts: list[int]) -> None:
        self._texts = texts
        self._row = self._column = 0
        self._cell = self._far = _Cell(1, 1, "A1")
        self._rows = self._columns = self._filled = self._characters = 0
        self._is_shared = False
        self._value: str | None = None  # what stands in the cell so far, while inside of one

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._is_shared = attributes.get("t") == "s"
            self._cell = self._at(attributes.get("r"))
            self._column = self._cell.column
        elif tag in ("v", "t"):
            self._value = ""

    def text(self, piece: str) -> None:
        if self._value is not None:
            self._value += piece

    def end(self, tag: str) -> None:
        if tag in ("v", "t") and self._value is not None:
            self._take(self._value)
            self._value = None

    def _at(self, place: str | None) -> _Cell:
        found = _PLACE.fullmatch(place or "")
        if not found:
            return _Cell(self._row, self._column + 1, f"row {self._row}, column {self._column + 1}")
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return _Cell(int(found[2]), column, found[0].upper())

    def _take(self, value: str) -> None:
        cell = self._cell
        self._filled += 1
        self._rows, self._columns = max(self._rows, cell.row), max(self._columns, cell.column)
        if cell.row * cell.column > self._far.row * self._far.column:
            self._far = cell
        number = int(value) if self._is_shared and value.isdigit() and len(value) < 12 else None
        shared = number is not None and number < len(self._texts)
        self._characters += self._texts[number or 0] if shared else len(value)

    def wrong(self) -> str | None:
        """What is wrong with the sheet, or None."""
        room = self._rows * self._columns
        is_thin = room > max(_ROOMY, _FILLED * self._filled)
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS or is_thin:
            return f"has a cell far out, at {self._far.place}; {_TIDY}"
        if self._characters > MOST_TEXT:
            return f"holds more than {MOST_TEXT // MEGABYTE} million characters, the most that is read"
        return None
