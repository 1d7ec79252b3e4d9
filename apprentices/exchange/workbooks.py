"""The sheets of a workbook as lines of text, or in plain words why it can't be read."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from apprentices.errors import BadInput, Problem
from apprentices.exchange.csv_files import Line
from apprentices.exchange.damage import damaged
from apprentices.exchange.wording import quoted
from apprentices.exchange.workbook_bounds import Lost, check_bounds, letters
from apprentices.text import shown

Cell = tuple[int, int]  # row and column, from 0
Range = tuple[Cell, Cell]  # the first and the last cell
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What zipfile and expat raise over what is no workbook, is damaged, has a password or says what is not so.
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_LOOKS = (
    (_OLE, "an old Excel file, or a workbook with a password; save it as .xlsx, without one"),
    (_ZIP, "a damaged workbook, or another kind of zip file; save it again as .xlsx"),
    (b"%PDF", "a PDF; save the workbook as .xlsx"),
    (b"<", "a web page; open it in the spreadsheet program and save it as .xlsx"),
    (b"{\\rtf", "a text document; save the workbook as .xlsx"),
)


def refuse_xls(data: bytes, file: str) -> BadInput:
    """Why a file whose name ends in .xls is not read."""
    if data.startswith(_ZIP):
        message = "is a workbook of the new kind (.xlsx); rename it so that it ends in .xlsx"
    else:
        message = "is of the old kind (.xls); open it and save it as .xlsx"
    return BadInput([Problem(file, None, None, message)])


def read_sheets(data: bytes, file: str) -> Iterator[tuple[str, list[Line]]]:
    """Name and lines, blank ones left out, of each sheet; raises BadInput for what is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    lost: dict[str, Lost] = {}
    try:
        with ZipFile(BytesIO(data)) as parts:
            lost = check_bounds(parts, file)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = [list(map(_text, row)) for row in sheet.to_python(skip_empty_area=False)]
            _put_back(rows, lost.get(name, {}))
            lines = _lines(rows)
            _spread(rows, sheet.merged_cell_ranges or ())
            yield name, lines
    except (CalamineError, *_BROKEN):
        errors = _errors(lost, file)  # some of the newer ones make a workbook that the reader refuses whole
        if errors:
            raise BadInput(errors) from None
        message = f"is no workbook: it looks like {_looks_like(data)}"
        raise BadInput([Problem(file, None, None, message)]) from None


def _errors(lost: Mapping[str, Lost], file: str) -> list[Problem]:
    """What is told of the cells whose value is lost, each by the letters of its column."""
    return [
        Problem(f"{file}[{shown(name)}]", row, letters(column), damaged(error) or f"holds {quoted(error)}")
        for name, cells in lost.items()
        for (row, column), error in cells.items()
    ]


def _put_back(rows: list[list[str]], lost: Lost) -> None:
    """Write the errors of cells into the rows."""
    for (row, column), error in lost.items():
        rows += ([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = error


def _lines(rows: list[list[str]]) -> list[Line]:
    """The rows that hold something, which are themselves the cells of the lines."""
    return [(number, row) for number, row in enumerate(rows, start=1) if any(map(str.strip, row))]


def _spread(rows: list[list[str]], ranges: Iterable[Range]) -> None:
    """Let a merged cell count for every cell it covers, as far as the table goes.

    Raises ValueError where ranges lie upon each other, which no spreadsheet program allows.
    """
    width = max(map(len, rows), default=0)
    room = len(rows) * width
    for (top, left), (bottom, right) in ranges:
        covered, columns = rows[top : bottom + 1], range(left, min(right + 1, width))
        room -= len(covered) * len(columns)
        if room < 0:
            raise ValueError("merged cells upon each other")
        for row in covered:
            row += [""] * (columns.stop - len(row))
            for column in columns:
                row[column] = rows[top][left]


def _text(value: Any) -> str:
    """A cell as a person would type it into a CSV."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet keeps and shows: 12.71, not 12.709999999999999.
        return format(Decimal(format(value, ".15g")), "f")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def _looks_like(data: bytes) -> str:
    if not data.strip():
        return "an empty file"
    start = data.lstrip()
    for magic, what in _LOOKS:
        if start.startswith(magic):
            return what
    if b"\0" in data:
        return "another kind of file; save the workbook as .xlsx"
    return "plain text; if it is a CSV, rename it so that it ends in .csv"
