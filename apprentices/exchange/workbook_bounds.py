"""How much a workbook holds, looked at before it is read: what it unpacks to, and how far out its cells lie.

A small file can unpack to a very large one, one stray cell makes a sheet of billions, and one long text may
stand in every cell. Nothing is believed that the file says about itself: its parts are gone through, up
to the first bound that is broken, so that looking is bounded too.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat
from zipfile import ZipFile

from apprentices.errors import BadInput, Problem
from apprentices.exchange.damage import UNCALCULATED
from apprentices.exchange.incoming import MEGABYTE
from apprentices.text import shown

MILLION = 1_000_000
MOST_UNPACKED = 200 * MEGABYTE
MOST_ROWS, MOST_COLUMNS = 500_000, 200
# Of all sheets together: tags, cells that are written down, and rows times columns, which are kept in memory.
MOST_TAGS, MOST_CELLS, MOST_ROOM = 5 * MILLION, 2 * MILLION, 10 * MILLION
MOST_TEXT = 100 * MILLION  # characters in the cells of a sheet
_ROOMY = 2 * MILLION  # rows times columns; a sheet of so many has to be filled to a part of at least
_FILLED = 20  # this: one cell in twenty
_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20  # bytes; expat begins a tag that has no end yet anew with each chunk
_LONGEST_NUMBER = 11  # digits of the number of a text
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TIDY = "delete the empty rows and columns around the table, or copy the table to a new workbook"

Attributes = Mapping[str, str]


Lost = dict[
    tuple[int, int], str
]  # by row and column, from 1: the error of a cell, as a spreadsheet writes it


def check_bounds(book: ZipFile, file: str) -> dict[str, Lost]:
    """Raise BadInput where the workbook holds too much; returns the cells of each sheet that hold no value.

    These are errors, and formulas that nothing has calculated: the reader hands both out as empty cells.

    What can't be unpacked or read raises the errors of `zipfile`, `zlib` and `expat`, or KeyError.
    """
    if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
        raise _refusal(file, f"unpacks to more than {MOST_UNPACKED // MEGABYTE} MB, the most that is read")
    damaged = book.testzip()  # unpacks every part to its end: no part is larger than it says
    if damaged:
        raise KeyError(damaged)
    if len({name.lower() for name in book.namelist()}) < len(book.namelist()):
        raise KeyError("two parts of one name")
    parts = _Parts(book, file)
    texts = _text_lengths(parts)
    total = _Total()
    lost: dict[str, Lost] = {}
    for part, name in _sheets(parts).items():
        sheet = _Sheet(f"{file}[{shown(name)}]", texts, total)
        parts.go_through(part, sheet.start, sheet.end, sheet.text)
        sheet.finish()
        lost[name] = sheet.lost
    return lost


def _refusal(file: str, message: str) -> BadInput:
    return BadInput([Problem(file, None, None, message)])


class _Parts:
    """The parts of a workbook, gone through tag by tag until these are too many."""

    def __init__(self, book: ZipFile, file: str) -> None:
        self._book, self._file = book, file
        self._tags = 0
        self.names = book.namelist()

    def go_through(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Tell each tag of a part, without its namespace, and each piece of text."""

        def started(tag: str, attributes: Attributes) -> None:
            self._tags += 1
            if self._tags > MOST_TAGS:
                millions = MOST_TAGS // MILLION
                raise _refusal(self._file, f"holds more than {millions} million tags, the most that is read")
            start(_local(tag), attributes)

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = started
        parser.EndElementHandler = end and (lambda tag: end(_local(tag)))
        parser.CharacterDataHandler = text
        with self._book.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                parser.Parse(chunk)
                if opened.tell() - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise ValueError("a tag without an end")
            parser.Parse(b"", True)


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _sheets(parts: _Parts) -> dict[str, str]:
    """The parts that hold sheets, with their names; those too that no name leads to."""
    known = {part.lower(): part for part in parts.names}
    named: dict[str, str] = {}
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = (
                f"xl/{attributes['Target'].lower().removeprefix('/').removeprefix('xl/')}"
            )

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if _local(name) == "id"), "")
            part = known.get(targets.get(key, ""))
            if part in named:
                raise KeyError("two sheets of one part")  # each would be read in full
            if part:
                named[part] = attributes["name"]

    parts.go_through("xl/_rels/workbook.xml.rels", relation)
    parts.go_through("xl/workbook.xml", sheet)
    others = {part: part for part in parts.names if part.lower().startswith("xl/worksheets/sheet")}
    return others | named


def _text_lengths(parts: _Parts) -> list[int]:
    """How long each of the texts is that cells refer to by number."""
    lengths: list[int] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    for part in parts.names:
        if part.lower() == "xl/sharedstrings.xml":
            parts.go_through(part, start, text=text)
    return lengths


class _Total:
    """What the sheets of a workbook come to so far."""

    cells = room = 0


class _Sheet:
    """What a sheet comes to, tag by tag; raises BadInput as soon as that is too much.

    Its size is judged by the cells that hold something: formats of empty ones are let be.
    """

    def __init__(self, place: str, texts: list[int], total: _Total) -> None:
        self._place, self._texts, self._total = place, texts, total
        self._row = self._column = 0  # the last of each that was begun
        self._cell = self._far = (1, 1)
        self._rows = self._columns = self._filled = self._characters = 0
        self._is_shared = False
        self._is_value = False
        self._number = ""  # the beginning of what stands in the cell: enough to know a number
        self._length = 0
        self._type = "n"
        self._is_formula = self._has_value = False
        self.lost: Lost = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._type = attributes.get("t", "n")
            self._is_shared = self._type == "s"
            self._is_formula = self._has_value = False
            self._cell = self._at(attributes.get("r"))
            self._column = self._cell[1]
            self._total.cells += 1
            if self._total.cells > MOST_CELLS:
                raise self._too_many(f"{MOST_CELLS // MILLION} million cells")
        elif tag == "f":
            self._is_formula = True
        elif tag in ("v", "t"):
            self._is_value, self._number, self._length = True, "", 0

    def text(self, piece: str) -> None:
        if self._is_value:
            self._length += len(piece)
            if len(self._number) <= _LONGEST_NUMBER:
                self._number += piece
            self._check_text(self._length)

    def end(self, tag: str) -> None:
        if tag in ("v", "t") and self._is_value:
            self._is_value, self._has_value = False, True
            self._take()
            self._note_lost()
        elif tag == "c" and self._is_formula and not self._has_value:
            self._number, self._length = "", 0
            self._take()
            self.lost[self._cell] = UNCALCULATED

    def _note_lost(self) -> None:
        if self._type == "e":
            self.lost[self._cell] = self._number or "#ERROR!"
        elif self._is_formula and not self._length and self._type != "str":  # a text may be empty
            self.lost[self._cell] = UNCALCULATED

    def finish(self) -> None:
        """Judge what can be judged only when all of the sheet is known."""
        room = self._rows * self._columns
        if room > max(_ROOMY, _FILLED * self._filled):
            raise self._far_out(*self._far)
        self._total.room += room

    def _at(self, place: str | None) -> tuple[int, int]:
        found = _PLACE.fullmatch(place or "")
        if not found:
            return self._row, self._column + 1
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), column

    def _take(self) -> None:
        row, column = self._cell
        self._filled += 1
        number = int(self._number) if self._is_shared and _is_number(self._number) else len(self._texts)
        self._characters += self._texts[number] if number < len(self._texts) else self._length
        self._check_text(self._characters)
        if row * column > self._far[0] * self._far[1]:
            self._far = self._cell
        if row > self._rows or column > self._columns:
            self._rows, self._columns = max(self._rows, row), max(self._columns, column)
            if row > MOST_ROWS or column > MOST_COLUMNS or row * column > MOST_ROOM:
                raise self._far_out(row, column)
            if self._total.room + self._rows * self._columns > MOST_ROOM:
                raise self._too_many(f"{MOST_ROOM // MILLION} million cells, empty ones too")

    def _check_text(self, characters: int) -> None:
        if characters > MOST_TEXT:
            most = MOST_TEXT // MILLION
            raise _refusal(self._place, f"holds more than {most} million characters, the most that is read")

    def _too_many(self, what: str) -> BadInput:
        message = f"brings the workbook to more than {what}, the most that is read; {_TIDY}"
        return _refusal(self._place, message)

    def _far_out(self, row: int, column: int) -> BadInput:
        return _refusal(self._place, f"has a cell far out, at {letters(column)}{row}; {_TIDY}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def letters(column: int) -> str:
    """What a spreadsheet program calls a column, the first being 1."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
