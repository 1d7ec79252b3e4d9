"""The store that the program uses: the `Store` protocol of `apprentices/store.py` over SQLite."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

from apprentices.board import Edit
from apprentices.errors import ChangedElsewhere, DatabaseUnusable
from apprentices.programme import Assignment
from apprentices.store import Event, Loaded, Publication, RowChange
from db import journal, problems, triggers, undo
from db.connection import BUSY_SECONDS, Connection, in_words, on_network, read, write
from db.opening import open_file
from db.schema import BANK_HOLIDAYS, STORED, TABLES, BankHoliday, names

# By apprentice in the order of entry, then in order of time. Ids follow the order of entry.
_ASSIGNMENTS = f"""
    SELECT {names(f"{column}" for column in STORED["assignments"].columns)}
    FROM assignments
"""


def open_store(
    path: Path,
    *,
    create: bool = False,
    actor: str | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> "SqliteStore":
    """Open the database at that path; made if it isn't there and `create` is set.

    Raises `DatabaseMissing`, or `DatabaseUnusable` for one that is locked, damaged, of another
    program, or of a newer version of this one; such a file is left exactly as it was. What can only
    be read is opened for reading.
    """
    return SqliteStore(open_file(path, create, busy_seconds), actor or default_actor())


def default_actor() -> str:
    """$APPRENTICES_USER, else the name of the computer's user."""
    name = os.environ.get("APPRENTICES_USER")
    if name:
        return name
    import getpass  # slow to import

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name, as in some containers
        return "unknown"


class SqliteStore:
    """One open database. Use it in the thread that opened it; other threads open their own."""

    def __init__(self, conn: Connection, actor: str) -> None:
        self._conn = conn
        self._actor = actor
        self._own: set[int] = set()
        with in_words(conn):
            self._seen = self._newest_event()
            self._data_version = self._poll()

    @property
    def where(self) -> str:
        """The place of the database, for messages."""
        return str(self._conn.path)

    @property
    def actor(self) -> str:
        """The person in whose name changes are recorded."""
        return self._actor

    @property
    def notice(self) -> str | None:
        """What the user should know about this database, or None."""
        if self._conn.read_only:
            return "Read-only: the file or its folder can't be written, so nothing can be changed."
        if on_network(self._conn.path):
            return (
                "On a network share: works for several people, but slower, and everybody waits "
                "while one person's change is written."
            )
        return None

    def close(self) -> None:
        """Let go of the database."""
        self._conn.close()

    def load(self) -> Loaded:
        """Everything, as of one moment."""
        with read(self._conn):
            self._refuse_broken_references()
            rows = {table.name: self._rows(table.name) for table in TABLES}
            published = self._latest_publication()
        return Loaded(rows, holidays, published)
