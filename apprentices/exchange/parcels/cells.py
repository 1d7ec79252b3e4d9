"""Rows of the programme as texts of cells by key, as parcels and their merging have them, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from apprentices.columns import Kind, Table
from apprentices.errors import ParcelRefused
from apprentices.exchange.cells import write_cell
from apprentices.exchange.parcels.ownership import SHARES, Cells, Key
from apprentices.exchange.rows import CheckSetting, read_row
from apprentices.programme import TABLE


def rows_in_cells(rows: Mapping[str, Iterable[Any]]) -> dict[Key, Cells]:
    """All rows of the tables that hosts share, in the texts that whoever reads them would write."""
    found: dict[Key, Cells] = {}
    for name in SHARES:
        for row in rows.get(name, ()):
            cells = cells_of(TABLE[name], row)
            read, wrong = read_row(TABLE[name], cells)
            found[key_of(name, cells)] = cells if wrong else cells_of(TABLE[name], read)
    return found


def row_of(key: Key, cells: Cells, check_setting: CheckSetting) -> Any:
    """The row that cells make. Raises `ParcelRefused` for one that no file could bring either."""
    row, wrong = read_row(TABLE[key[0]], cells, check_setting)
    if wrong:
        column, message = wrong[0]
        raise ParcelRefused(f"{' '.join(key[1])} in {key[0]}: {column} {message}.")
    return row


def cells_of(table: Table, row: Any) -> dict[str, str]:
    """The texts of a row's cells."""
    return {column.name: write_cell(column.kind, getattr(row, column.name)) for column in table.columns}


def key_of(table: str, cells: Cells) -> Key:
    """The key of a row. Raises KeyError where a column of it is missing."""
    return table, tuple([cells[name] for name in TABLE[table].key])


@cache
def defaults(table: str) -> Mapping[str, str]:
    """The texts of cells that nobody has filled in; of columns that are needed, none."""
    declared = {field.name: field.default for field in fields(TABLE[table].row)}
    return {
        column.name: write_cell(column.kind, declared[column.name])
        for column in TABLE[table].columns
        if declared[column.name] is not MISSING
    }


def default(key: Key, column: str) -> str | None:
    """The text of that cell where nobody has filled it in; None where it is needed."""
    return defaults(key[0]).get(column)


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """Which column of a table names rows of which other table."""
    return tuple(
        (column.name, column.refers)
        for column in TABLE[table].columns
        if column.refers and column.kind is Kind.CODE
    )


@cache
def required(table: str) -> frozenset[str]:
    """The columns without which there is no row, and those of its key."""
    return frozenset(column.name for column in TABLE[table].columns if column.required) | set(
        TABLE[table].key
    )
