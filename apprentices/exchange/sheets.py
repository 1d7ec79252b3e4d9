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
from textwrap import wrap
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
_NARROWEST, _WIDEST = 8, 36  # columns of a workbook, in characters
_LINE, _HIGHEST = 15, 409  # the height of a line, and of the highest row, in points
_A4 = 9  # as workbooks call that paper
_IN_FOOTER = 100  # characters of a title; a footer holds 255, and an & counts twice


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


def to_tsv(sheet: Sheet) -> str:
    """The sheet for a clipboard: cells parted by tabs, texts so that no spreadsheet program runs them."""
    rows = ([_csv_text(cell) for cell in row] for row in (sheet.header, *sheet.rows))
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


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
        bold, plain = (book.add_format({"bold": bold, "text_wrap": True, "valign": "top"}) for bold in (1, 0))
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            widths = [_width(sheet, column) for column in range(len(sheet.header))]
            for column, width in enumerate(widths):
                page.set_column(column, column, width)
            for number, row in enumerate([sheet.header, *sheet.rows]):
                page.set_row(number, _height(row, widths))
                for column, cell in enumerate(row):
                    form = bold if number == 0 else day if isinstance(cell, date) else plain
                    _write_xlsx_cell(page, number, column, cell, form)
            _lay_out(page, sheet, title)
    return data.getvalue()


def _lay_out(page: Any, sheet: Sheet, title: str) -> None:
    """A header that stays; printed on A4 across, as wide as one sheet, with what it is on each."""
    last = max(len(sheet.rows), 1), len(sheet.header) - 1
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, *last)
    page.print_area(0, 0, *last)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{title[:_IN_FOOTER].replace('&', '&&')}&R&A, &P of &N")


def _csv_text(cell: Cell) -> str:
    return escape(cell) if isinstance(cell, str) else write_cell(_KINDS[type(cell)], cell)


def _json_value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def _write_xlsx_cell(page: Any, row: int, column: int, cell: Cell, form: Any) -> None:
    """Write a cell by its type: never by what its text looks like, which could be a formula."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_string(row, column, write_cell(Kind.YES_NO, cell), form)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, form)
    elif isinstance(cell, int | Decimal):
        page.write_number(row, column, cell, form)
    elif page.write_string(row, column, cell, form):
        raise UsageError(f"a cell of {page.get_name()} is too long for a workbook; write CSVs instead")


def _width(sheet: Sheet, column: int) -> int:
    texts = [sheet.header[column], *(_csv_text(row[column]) for row in sheet.rows)]
    return min(max(_NARROWEST, 2 + max(map(len, texts))), _WIDEST)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """The height of a row in points: not every program reckons that when it opens a workbook."""
    long = (
        wrap(cell, width - 2)
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, str) and len(cell) > width - 2
    )
    return min(_LINE * max(map(len, long), default=1), _HIGHEST)
