"""An empty workbook to start from: a sheet a table with lists to choose from, and one that explains."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from apprentices.columns import Column, Kind, Table
from apprentices.exchange.files import refuse_to_overwrite, write_file
from apprentices.exchange.read import READ_ME
from apprentices.exchange.template import form
from apprentices.programme import TABLE, TABLES

_LINES = 5_000  # of each sheet that have lists to choose from
_TO_KNOW = (
    "Columns marked * must be filled in; an empty cell elsewhere means that it is not known.",
    "Sheets and other columns that you do not need may be left out.",
)
_HEADER = ("sheet", "column", "", "what it is for", "how to write it")
_WIDTHS = (15, 24, 3, 70, 70)
# The kinds that a spreadsheet would take for something else as they are typed: 08:30, 1-2, 9276308686.
_AS_TEXT = (Kind.CODE, Kind.TEXT, Kind.WORDS, Kind.TIME, Kind.WHAT, Kind.WHO, Kind.RRULE, Kind.POSTCODE)


def template_workbook(path: Path, fill_in: str) -> None:
    """Write the workbook. Raises UsageError, writing nothing, when something is there already.

    The front end says in its own words how to `fill_in` the workbook and have it read.
    """
    from xlsxwriter import Workbook

    refuse_to_overwrite(path.parent, [path.name])
    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "needed": book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE7F0"}),
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _explain(book.add_worksheet(READ_ME), fill_in, formats)
        for table in TABLES:
            _add_table(book.add_worksheet(table.name), table, formats)
    write_file(path, data.getvalue())


def _explain(page: Any, fill_in: str, formats: Mapping[str, Any]) -> None:
    introduction = (fill_in, *_TO_KNOW)
    for number, text in enumerate(introduction):
        page.write_string(number, 0, text)
    top = len(introduction) + 1
    for place, (word, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(top, place, word, formats["head"])
    for number, line in enumerate(_lines(), start=top + 1):
        for place, text in enumerate(line):
            page.write_string(number, place, text, formats["wrapped"])
    page.freeze_panes(top + 1, 0)


def _lines() -> Iterator[tuple[str, ...]]:
    for table in TABLES:
        yield table.name, "", "", table.help, ""
        for column in table.columns:
            yield table.name, column.name, "*" if column.required else "", column.help, form(column, "")


def _add_table(page: Any, table: Table, formats: Mapping[str, Any]) -> None:
    for place, column in enumerate(table.columns):
        kind = "text" if column.kind in _AS_TEXT else "day" if column.kind is Kind.DATE else None
        page.set_column(place, place, max(12, len(column.name) + 4), kind and formats[kind])
        page.write_string(0, place, column.name, formats["needed" if column.required else "head"])
        source = _source(column)
        if source:
            page.data_validation(1, place, _LINES, place, _list_of(source, column))
    page.freeze_panes(1, 0)


def _source(column: Column) -> str | list[str] | None:
    """What can be chosen in a column: words, or the codes of another sheet; None where that is open."""
    if column.kind is Kind.YES_NO:
        return ["yes", "no"]
    if column.choices:
        return list(column.choices)
    if column.refers and column.kind is Kind.CODE:
        names = [other.name for other in TABLE[column.refers].columns]
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[names.index(TABLE[column.refers].key[0])]
        return f"={column.refers}!${letter}$2:${letter}${_LINES + 1}"
    return None


def _list_of(source: str | list[str], column: Column) -> dict[str, Any]:
    if isinstance(source, list):
        wrong = f"One of {', '.join(source)}."
    else:
        wrong = f"A code that stands in the sheet {column.refers}."
    return {"validate": "list", "source": source, "error_title": column.name, "error_message": wrong}
