"""The sheets of a workbook as lines of text, or in plain words why it can't be read."""

import zlib
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from apprentices.errors import BadInput, Problem
from apprentices.exchange.csv_files import Line
from apprentices.exchange.workbook_bounds import check_bounds

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

    try:
        with ZipFile(BytesIO(data)) as parts:
            check_bounds(parts, file)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            yield name, _lines(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (CalamineError, *_BROKEN):
        message = f"is no workbook: it looks like {_looks_like(data)}"
        raise BadInput([Problem(file, None, None, message)]) from None


def _lines(rows: list[list[Any]]) -> list[Line]:
    lines = ((number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    return [(number, cells) for number, cells in lines if any(map(str.strip, cells))]


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
