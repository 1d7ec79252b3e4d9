"""The tables, columns and triggers that a database of today's layout has; what a given one lacks."""

import sqlite3
from collections.abc import Iterator, Mapping

from db import problems, triggers
from db.connection import Connection
from db.publications import ROWS
from db.schema import STORED

# Beside the tables of the programme.
_OWN: Mapping[str, tuple[str, ...]] = {
    "publication": ("id", "number", "at", "by", "note", "despite", "codes_only"),
    "publication_row": ("publication", *ROWS.columns),
    "publication_digest": ("publication", "host", "cycle", "digest"),
    "event": ("id", "at", "actor", "kind", "codes", "undoes"),
    "change": ("seq", "event", "tbl", "key", "place", "op", "old", "new"),
    "open_event": ("only", "event"),
}


def tables() -> Mapping[str, tuple[str, ...]]:
    """The columns of every table."""
    programme = {name: ("id", *stored.columns) for name, stored in STORED.items()}
    return {**programme, **_OWN}


def insist_it_is_whole(conn: Connection) -> None:
    """Raise `Damaged` where a table or column is missing; inside a `read`."""
    lacking = next(missing_columns(conn), None)
    if lacking:
        raise problems.damaged(conn.path, f"it has no {lacking}")


def missing_columns(conn: sqlite3.Connection) -> Iterator[str]:
    """The tables and columns that are not there, in words."""
    found: dict[str, set[str]] = {}
    for table, column in conn.execute(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"
    ):
        found.setdefault(table, set()).add(column)
    for table, columns in tables().items():
        if table not in found:
            yield f"table {table}"
        else:
            yield from (f"column {name} in {table}" for name in columns if name not in found[table])


def missing_triggers(conn: sqlite3.Connection) -> list[str]:
    """The names of triggers of the journal that are missing, in any layout: for the tables that are there."""
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = (name for table in STORED if table in tables for name in triggers.journal_names(table))
    return [name for name in wanted if name not in found]


def wrong_triggers(conn: sqlite3.Connection) -> list[str]:
    """The names of triggers that are missing, or not as this program makes them."""
    found = dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return [name for name, sql in triggers.statements() if found.get(name) != sql]
