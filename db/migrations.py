"""The layouts of the database, one after the other.

sqlite-utils is imported where a migration runs: opening a database that is up to date stays fast.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from db import problems, triggers
from db.connection import Connection, write

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x41707072  # "Appr": tells our databases from those of other programs


def first(db: "Database") -> None:
    """The tables of the programme, publications and the journal."""
    _run(db, "first.sql")


def rule_data(db: "Database") -> None:
    """The table of the user's own dated figures."""
    _run(db, "rule_data.sql")


def told(db: "Database") -> None:
    """Publications as what was told, and not only in codes."""
    _run(db, "told.sql")


def funding(db: "Database") -> None:
    """What rules about funding and pay need to know of people and hosts."""
    _run(db, "funding.sql")


STEPS = (first, rule_data, told, funding)
VERSION = len(STEPS)


def layout(conn: Connection) -> int:
    """Which step the database is at; 0 for an empty one. Refuses what isn't ours to write."""
    application: int = conn.execute("PRAGMA application_id").fetchone()[0]
    version: int = conn.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        if application or version or conn.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise problems.foreign(conn.path)
        return 0
    if version > VERSION:
        raise problems.newer(conn.path, version, VERSION)
    if version < 1:
        raise problems.damaged(conn.path, f"its layout is {version}")
    return version


def migrate(conn: Connection) -> None:
    """Bring the database up to date, whole or not at all; others who start now wait for it."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("apprentices")
    for step in STEPS:
        migrations()(step)
    # Rebuilding a table needs references off, which can only be said outside of a transaction.
    conn.execute("PRAGMA foreign_keys = OFF")
    try:
        with write(conn):
            if layout(conn) == VERSION:
                return  # somebody else was first
            migrations.apply(Database(conn, execute_plugins=False, recursive_triggers=False))
            triggers.make_triggers(conn)
            broken = problems.first_broken_reference(conn)
            if broken:
                raise problems.broken_by_hand(conn.path, broken)
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            conn.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        conn.execute("PRAGMA foreign_keys = ON")


def _run(db: "Database", script: str) -> None:
    for statement in _statements(Path(__file__).with_name(script).read_text("utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    # Not executescript: it would commit the transaction that it runs in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
