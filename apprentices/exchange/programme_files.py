"""A whole programme as a folder of CSVs or as one workbook, both as `read` takes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from apprentices.columns import Column, Kind, Table
from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.cells import write_cell
from apprentices.exchange.files import (
    PRIVATE,
    PRIVATE_FOLDER,
    make_folder,
    refuse_to_overwrite,
    write_files,
)
from apprentices.exchange.sheets import Cell, Sheet, csv_file, to_xlsx
from apprentices.programme import TABLE, TABLES, Assignment
from apprentices.text import natural

# The kinds whose values a spreadsheet knows by itself; the others are handed out as text.
_AS_THEY_ARE = (Kind.DATE, Kind.WHOLE, Kind.POINTS, Kind.HOURS, Kind.MONEY, Kind.YES_NO)


def export_programme(rows: Mapping[str, Sequence[Any]], folder: Path, overwrite: bool = False) -> None:
    """Write one CSV a table; raises UsageError, also where some are there and not `overwrite`.

    Empty tables are written too: a folder that is read with `--replace` then says that they are empty.
    The files hold personal data, so only the user may read them, and enter a folder that is made for them.
    """
    if not overwrite:
        there = _files_of_a_programme(folder)
        refuse_to_overwrite(folder, (path.name for path in there.values()), ErrorKind.IN_THE_WAY)
    make_folder(folder, PRIVATE_FOLDER)
    write_files({path: make() for path, make in programme_files(rows, folder).items()}, PRIVATE)


def programme_files(rows: Mapping[str, Sequence[Any]], folder: Path) -> dict[Path, Callable[[], bytes]]:
    """How each table's CSV in a folder is made, in the place of one that is there, whatever its capitals."""
    there = _files_of_a_programme(folder)
    return {
        there.get(sheet.name, folder / f"{sheet.name}.csv"): partial(csv_file, sheet)
        for sheet in programme_sheets(rows)
    }


def export_workbook(rows: Mapping[str, Sequence[Any]], path: Path, overwrite: bool = False) -> None:
    """Write one workbook, a sheet a table, for the user's eyes only; raises UsageError as the folder does."""
    if not overwrite:
        refuse_to_overwrite(path.parent, [path.name], ErrorKind.IN_THE_WAY)
    to_xlsx(programme_sheets(rows), path, PRIVATE)


def _files_of_a_programme(folder: Path) -> dict[str, Path]:
    """What `read` would take for the tables of a programme, by table; its names are in any case."""
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise UsageError(f"{folder} can't be read: {error.strerror}") from error
    return {
        path.stem.lower(): path
        for path in paths
        if path.suffix.lower() == ".csv" and path.stem.lower() in TABLE
    }


def programme_sheets(rows: Mapping[str, Sequence[Any]]) -> list[Sheet]:
    """A sheet for each table, rows in the order given; assignments by person, then by time."""
    ordered = {**rows, "assignments": _by_person_and_time(rows)}
    return [sheet_of(table, ordered.get(table.name, ())) for table in TABLES]


def sheet_of(table: Table, rows: Iterable[Any]) -> Sheet:
    """Rows of a table with its columns, as its file has them."""
    columns = table.columns
    return Sheet(
        table.name,
        [column.name for column in columns],
        [[_cell(column, getattr(row, column.name)) for column in columns] for row in rows],
    )


def _cell(column: Column, value: Any) -> Cell:
    if value is None or column.kind in _AS_THEY_ARE:
        known: Cell = value
        return known
    return write_cell(column.kind, value)


def _by_person_and_time(rows: Mapping[str, Sequence[Any]]) -> list[Assignment]:
    people = {row.apprentice: place for place, row in enumerate(rows.get("apprentices", ()))}
    in_time = sorted(rows.get("cycles", ()), key=lambda cycle: (cycle.starts_on, natural(cycle.cycle)))
    cycles = {cycle.cycle: place for place, cycle in enumerate(in_time)}
    return sorted(rows.get("assignments", ()), key=lambda row: (people[row.apprentice], cycles[row.cycle]))
