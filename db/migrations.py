"""The layouts of the database, one after the other; `PRAGMA user_version` counts the steps that were done.

sqlite-utils is imported where a migration runs: opening a database that is up to date stays fast.
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db import problems, triggers
from db.connection import Connection, write

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x41707072  # "Appr": tells our databases from those of other programs


def _step(script: Path, db: "Database") -> None:
    for statement in _statements(script.read_text("utf-8")):
        db.execute(statement)


# Each layout is what one script makes of the one before: 1_first.sql, 2_…; a new one is a new file there.
_SCRIPTS = sorted(
    Path(__file__).with_name("layouts").glob("*.sql"), key=lambda path: int(path.name.split("_")[0])
)
STEPS = tuple(partial(_step, script) for script in _SCRIPTS)
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

    # Rebuilding a table needs references off, which can only be said outside of a transaction.
    conn.execute("PRAGMA foreign_keys = OFF")
    try:
        with write(conn):
            done = layout(conn)
            if done == VERSION:
                return  # somebody else was first
            triggers.drop_triggers(conn)
            db = Database(conn, execute_plugins=False, recursive_triggers=False)
            for step in STEPS[done:]:
                step(db)
            triggers.make_triggers(conn)
            broken = problems.first_broken_reference(conn)
            if broken:
                raise problems.broken_by_hand(conn.path, broken)
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            conn.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        conn.execute("PRAGMA foreign_keys = ON")


def _statements(script: str) -> Iterator[str]:
    # Not executescript: it would commit the transaction that it runs in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
