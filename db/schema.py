"""How the rows of each table stand in SQL: derived from the tables of `apprentices/tables.py`."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from apprentices.canonical import moment_text
from apprentices.columns import Kind, Table
from apprentices.tables import KEPT


def _from_words(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _decimal_text(value: Decimal) -> str:
    return format(value, "f")  # never 1E+2


def _time_text(value: dt.time) -> str:
    return value.isoformat("minutes")


# Kinds that are not in this list stand in SQL as they are.
_TO_SQL: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.DATE: dt.date.isoformat,
    Kind.HOURS: _decimal_text,
    Kind.MONEY: _decimal_text,
    Kind.YES_NO: int,
    Kind.WORDS: ";".join,
    Kind.TIME: _time_text,
    Kind.MOMENT: moment_text,
}
_FROM_SQL: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.DATE: dt.date.fromisoformat,
    Kind.HOURS: Decimal,
    Kind.MONEY: Decimal,
    Kind.YES_NO: bool,
    Kind.WORDS: _from_words,
    Kind.TIME: dt.time.fromisoformat,
    Kind.MOMENT: dt.datetime.fromisoformat,
}
_NUMBERS = frozenset({Kind.WHOLE, Kind.POINTS, Kind.YES_NO})


class Stored:
    """One table in SQL: the statements for its rows, and the rows as SQL values and back."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = table.name
        self._declared = table.columns
        self.columns = tuple(column.name for column in self._declared)
        self._to_sql = self._converters(_TO_SQL)
        self._from_sql = self._converters(_FROM_SQL)
        # (column, table whose code it is)
        self.references = [
            (column.name, column.refers)
            for column in self._declared
            if column.refers and column.kind is Kind.CODE
        ]
        self._optional = {field.name for field in fields(table.row) if field.default is None}
        self._defaults = {
            field.name: field.default for field in fields(table.row) if field.default is not MISSING
        }
        self._well_typed: set[tuple[type, ...]] = set()
        required = {column.name for column in self._declared if column.required}
        # As in the unique index: an empty optional column is a value like any other.
        self.key = tuple(
            f'"{name}"' if name in required else f"coalesce(\"{name}\", '')" for name in table.key
        )

    def _converters(self, by_kind: Mapping[Kind, Callable[[Any], Any]]) -> list[Any]:
        """(place, convert) of the columns that need converting."""
        return [
            (place, by_kind[column.kind])
            for place, column in enumerate(self._declared)
            if column.kind in by_kind
        ]

    @property
    def select(self) -> str:
        """All rows in the order of their entry."""
        return f"SELECT {names(self.columns)} FROM {self.name} ORDER BY id"

    @property
    def upsert(self) -> str:
        """Add a row, or change the one with its key; a row that stays the same is not touched."""
        values = [name for name in self.columns if name not in self.table.key]
        change = "NOTHING"
        if values:
            change = (
                f"UPDATE SET {', '.join(map(_taken, values))} "
                f"WHERE ({names(values)}) IS NOT ({', '.join(map(_excluded, values))})"
            )
        return (
            f"INSERT INTO {self.name} ({names(self.columns)}) VALUES ({marks(self.columns)}) "
            f"ON CONFLICT ({', '.join(self.key)}) DO {change}"
        )

    @cached_property
    def where_key(self) -> str:
        """The condition that finds a row by its key, given as `key_values`."""
        return " AND ".join(f"{part} = coalesce(?, '')" for part in self.key)

    @property
    def remove(self) -> str:
        """Remove the row with a key."""
        return f"DELETE FROM {self.name} WHERE {self.where_key}"

    def to_sql(self, rows: Iterable[Any]) -> Iterable[list[Any]]:
        """Rows as lists of SQL values, in the order of `columns`."""
        take = attrgetter(*self.columns)
        for row in rows:
            values = list(take(row))
            for place, convert in self._to_sql:
                if values[place] is not None:
                    values[place] = convert(values[place])
            yield values

    def key_values(self, rows: Iterable[Any]) -> Iterable[list[Any]]:
        """The keys of rows as lists of SQL values, for `remove`."""
        places = [self.columns.index(name) for name in self.table.key]
        for values in self.to_sql(rows):
            yield [values[place] for place in places]

    def from_sql(self, found: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Rows made of tuples of SQL values in the order of `columns`.

        Raises ValueError or ArithmeticError for values that no program writes.
        """
        make, columns, converters = self.table.row, self.columns, self._from_sql
        rows = []
        for values in found:
            if tuple(map(type, values)) not in self._well_typed:
                self._insist_on_types(values)
            fields = dict(zip(columns, values, strict=True))
            for place, convert in converters:
                if values[place] is not None:
                    fields[columns[place]] = convert(values[place])
            rows.append(make(**fields))
        return rows

    def _insist_on_types(self, values: tuple[Any, ...]) -> None:
        """SQLite watches types when it writes, not when it reads a damaged page."""
        for column, value in zip(self._declared, values, strict=True):
            kind = int if column.kind in _NUMBERS else str
            if not (isinstance(value, kind) or (value is None and column.name in self._optional)):
                raise ValueError(f"{column.name} {value!r}")
        self._well_typed.add(tuple(map(type, values)))

    def key_of(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The key of a row that is given by column."""
        return tuple(values[name] for name in self.table.key)

    def from_journal(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A row by column, with dates as dates and so on.

        What no program writes, and so could not be put back as it was, stays as SQL has it. A column that
        came with a later layout holds what that gave the row.
        """
        found = {**self._defaults, **values}
        for (place, convert), (_, back) in zip(self._from_sql, self._to_sql, strict=True):
            name = self.columns[place]
            value = found.get(name)
            if value is not None:
                with suppress(ValueError, TypeError, ArithmeticError):
                    if back(convert(value)) == value:
                        found[name] = convert(value)
        return found

    def to_journal(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same row as SQL has it."""
        found = dict(values)
        for place, convert in self._to_sql:
            name = self.columns[place]
            if not isinstance(found.get(name), str | int | None):
                found[name] = convert(found[name])
        return found


def names(columns: Iterable[str]) -> str:
    """Column names for a statement."""
    return ", ".join(f'"{name}"' for name in columns)


def marks(columns: Iterable[str]) -> str:
    """A question mark a column."""
    return ", ".join("?" for _ in columns)


def _excluded(name: str) -> str:
    return f'excluded."{name}"'


def _taken(name: str) -> str:
    return f'"{name}" = excluded."{name}"'


STORED = {name: Stored(table) for name, table in KEPT.items()}
