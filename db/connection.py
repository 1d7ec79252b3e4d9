"""The one place where connections are made, and the two ways to use them: `read` and `write`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apprentices.errors import RowRefused
from apprentices.text import with_capital
from db import modes, problems

BUSY_SECONDS = 30.0


class Connection(sqlite3.Connection):
    """A connection that knows its file, and whether it may write."""

    path: Path
    identity: tuple[int, int]  # of the file that was opened, whatever is at `path` later
    mode: modes.Mode  # the journal mode that the file should have
    read_only: bool
    ours = False  # has its content been found to be a database of this program?

    @property
    def busy_seconds(self) -> float:
        """How long to wait for a lock of another program."""
        return self._busy_seconds

    @busy_seconds.setter
    def busy_seconds(self, seconds: float) -> None:
        self._busy_seconds = seconds
        self.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def connect(path: Path, access: str = "rw", busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open an existing file; `access` is `rw`, `ro`, or `immutable` for one that nobody can write.

    Transactions are the caller's (`read`, `write`): the sqlite3 module itself begins none.
    """
    query = "immutable=1" if access == "immutable" else f"mode={access}"
    try:
        identity = _identity(path)  # before it is opened: a file put there since is noticed later
        conn = sqlite3.connect(
            f"{path.resolve().as_uri()}?{query}", uri=True, isolation_level=None, factory=Connection
        )
    except OSError as error:
        raise problems.out_of_reach(path, error) from error
    except sqlite3.Error as error:
        raise problems.explain(error, path, busy_seconds) from error
    conn.path = path
    conn.identity = identity
    conn.mode = modes.mode_for(path)
    conn.busy_seconds = busy_seconds
    conn.read_only = access != "rw"
    conn.execute("PRAGMA foreign_keys = ON")
    if not modes.wal_is_safe():
        # Where others keep the file in a write-ahead log: the fault is in tidying it up beside a writer.
        conn.execute("PRAGMA wal_autocheckpoint = 0")
    return conn


@contextmanager
def in_words(conn: Connection) -> Iterator[None]:
    """Turn errors of SQLite into errors for people."""
    try:
        yield
    except sqlite3.Error as error:
        if conn.ours and getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            raise problems.gone(conn.path, problems.OVERWRITTEN) from error
        raise problems.explain(error, conn.path, conn.busy_seconds) from error
    except UnicodeDecodeError as error:  # in what SQLite says about a damaged schema
        raise problems.damaged(conn.path, "its layout can't be read") from error
    except (OverflowError, UnicodeEncodeError) as error:  # no number or text of SQLite
        raise RowRefused(f"A value can't be stored: {error}. Nothing was changed.") from error


@contextmanager
def read(conn: Connection) -> Iterator[None]:
    """Everything read inside is as of one moment: that of the `write` around it, where there is one."""
    if conn.in_transaction:
        with in_words(conn):
            yield
        return
    insist_it_is_there(conn)
    with in_words(conn):
        conn.execute("BEGIN")
        try:
            yield
        finally:
            _roll_back(conn)


@contextmanager
def write(conn: Connection) -> Iterator[None]:
    """Everything written inside is there whole at the end, or not at all after an error.

    IMMEDIATE, because a transaction that reads first and writes later fails at once, without
    waiting, when somebody else wrote in between. Inside of another `write` it is a part of that one.
    """
    if conn.in_transaction:
        with in_words(conn):
            yield
        return
    if conn.read_only:
        raise problems.read_only(conn.path)
    insist_it_is_there(conn)
    settle_mode(conn)
    with in_words(conn):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            if conn.in_transaction:
                insist_it_is_there(conn)
                _commit(conn)
        finally:
            _roll_back(conn)


def _commit(conn: Connection) -> None:
    try:
        conn.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        # Deferred references are only judged here; the transaction is still open to be looked into.
        broken = problems.first_broken_reference(conn)
        if broken is None:
            raise
        raise RowRefused(f"{with_capital(broken)}. Nothing was changed.") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_IOERR:
            raise problems.Unsure(conn.path) from error
        raise


def _roll_back(conn: Connection) -> None:
    # SQLite has already rolled back by itself after some errors, such as a full disk. Where it can't, what
    # went wrong before says more, and so will the next transaction.
    if conn.in_transaction:
        with suppress(sqlite3.Error):
            conn.execute("ROLLBACK")


def insist_it_is_there(conn: Connection) -> None:
    """Raise `DatabaseGone` where the file that was opened is no longer what is at its path."""
    try:
        now = _identity(conn.path)
    except OSError as error:
        raise problems.gone(conn.path, problems.DELETED) from error
    if now != conn.identity:
        raise problems.gone(conn.path, problems.REPLACED)


def _identity(path: Path) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - asked at every look for news
    return found.st_dev, found.st_ino


def settle_mode(conn: Connection) -> None:
    """Give the file the journal mode that it should have; the mode is kept in the file.

    Nobody else may have it open for that. Where somebody has, it stays as it is until the next try: they
    may have it open for hours, and both modes keep what is written.
    """
    if conn.read_only or journal_mode(conn) == conn.mode.name:
        return
    try:
        conn.execute(f"PRAGMA journal_mode = {conn.mode.name}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise problems.explain(error, conn.path, conn.busy_seconds) from error


def journal_mode(conn: Connection) -> str:
    """The journal mode that the file has, as far as this connection has seen."""
    with in_words(conn):
        return str(conn.execute("PRAGMA journal_mode").fetchone()[0])
