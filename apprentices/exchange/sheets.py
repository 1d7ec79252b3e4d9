"""A table to hand out, and how it becomes a CSV, a workbook or JSON.

CSV files are UTF-8 with a byte order mark, so that a spreadsheet program reads their accents; what goes to
standard output has none, since scripts would take it for a part of the first column's name.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from types import NoneType
from typing import Any

from apprentices.columns import Kind
from apprentices.errors import UsageError
from apprentices.exchange.cells import write_cell
from apprentices.exchange.escaping import escape
from apprentices.exchange.files import SHARED, write_file
from apprentices.text import as_json

Cell = str | int | Decimal | date | bool | None

_KINDS = {
    bool: Kind.YES_NO,
    date: Kind.DATE,
    Decimal: Kind.HOURS,
    int: Kind.POINTS,
    NoneType: Kind.TEXT,
}
_NARROWEST, _WIDEST = 8, 48  # columns of a workbook, in characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to hand out; each row has one cell for each word of the header."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def to_csv(sheet: Sheet) -> str:
    """The sheet after RFC 4180, its texts so that no spreadsheet program runs them."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_csv_text, sheet.header))
    writer.writerows(map(_csv_text, row) for row in sheet.rows)
    return text.getvalue()


def csv_file(sheet: Sheet) -> bytes:
    """What a CSV file of the sheet holds."""
    return to_csv(sheet).encode("utf-8-sig")


def to_json(sheet: Sheet) -> str:
    """The rows as a list of objects by column; dates as ISO text, empty cells as null."""
    objects = [dict(zip(sheet.header, map(_json_value, row), strict=True)) for row in sheet.rows]
    return f"{as_json(objects)}\n"


def to_xlsx(sheets: Sequence[Sheet], path: Path, mode: int = SHARED, title: str = "") -> None:
    """Write a workbook of the sheets, in place of what is at `path`; raises UsageError."""
    write_file(path, workbook(sheets, title), mode)


def workbook(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """What a workbook of the sheets holds. Raises UsageError for a text that no cell can hold."""
    from xlsxwriter import Workbook

    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, title in enumerate(sheet.header):
                page.write_string(0, column, title, bold)
                page.set_column(column, column, _width(sheet, column))
            for number, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write_xlsx_cell(page, number, column, cell, day)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
    return data.getvalue()


def _csv_text(cell: Cell) -> str:
    return escape(cell) if isinstance(cell, str) else write_cell(_KINDS[type(cell)], cell)


def _json_value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def _write_xlsx_cell(page: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    """Write a cell by its type: never by what its text looks like, which could be a formula."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_string(row, column, write_cell(Kind.YES_NO, cell))
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal):
        page.write_number(row, column, cell)
    elif page.write_string(row, column, cell):
        raise UsageError(f"a cell of {page.get_name()} is too long for a workbook; write CSVs instead")


def _width(sheet: Sheet, column: int) -> int:
    texts = [sheet.header[column], *(_csv_text(row[column]) for row in sheet.rows)]
    return min(max(_NARROWEST, 2 + max(map(len, texts))), _WIDEST)
