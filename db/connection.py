"""The one place where connections are made, and the two ways to use them: `read` and `write`."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import problems

BUSY_SECONDS = 30.0
RETRY_SECONDS = 0.02
MOUNTS = Path("/proc/mounts")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "9p", "afs", "fuse.sshfs", "fuse.smbnetfs"}
)


class Connection(sqlite3.Connection):
    """A connection that knows its file, how long it waits, and whether it may write."""

    path: Path
    busy_seconds: float
    read_only: bool


def connect(path: Path, mode: str = "rw", busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open an existing file; `mode` is `rw`, `ro`, or `immutable` for one that nobody can write.

    Transactions are the caller's (`read`, `write`): the sqlite3 module itself begins none.
    """
    query = "immutable=1" if mode == "immutable" else f"mode={mode}"
    try:
        conn = sqlite3.connect(
            f"{path.resolve().as_uri()}?{query}",
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,
            factory=Connection,
        )
    except sqlite3.Error as error:
        raise problems.explain(error, path, busy_seconds) from error
    conn.path = path
    conn.busy_seconds = busy_seconds
    conn.read_only = mode != "rw"
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


@contextmanager
def in_words(conn: Connection) -> Iterator[None]:
    """Turn errors of SQLite into errors for people."""
    try:
        yield
    except sqlite3.Error as error:
        raise problems.explain(error, conn.path, conn.busy_seconds) from error
    except (OverflowError, UnicodeEncodeError) as error:  # no number or text of SQLite
        raise problems.RowRefused(f"A value can't be stored: {error}. Nothing was changed.") from error


@contextmanager
def read(conn: Connection) -> Iterator[None]:
    """Everything read inside is as of one moment: that of the `write` around it, where there is one."""
    if conn.in_transaction:
        with in_words(conn):
            yield
        return
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
    with in_words(conn):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            if conn.in_transaction:
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
        raise problems.RowRefused(f"{broken[0].upper()}{broken[1:]}. Nothing was changed.") from error


def _roll_back(conn: Connection) -> None:
    # SQLite has already rolled back by itself after some errors, such as a full disk.
    if conn.in_transaction:
        conn.execute("ROLLBACK")


def on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Is the file on a network share, where other computers may open it too?"""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux
        return False
    place = str(path.resolve())
    longest, found = 0, ""
    for line in lines:
        mount, kind = line.split(" ")[1:3]
        folder = mount.replace("\\040", " ").rstrip("/") + "/"
        if place.startswith(folder) and len(folder) >= longest:
            longest, found = len(folder), kind
    return found in NETWORK


def set_journal_mode(conn: Connection, mode: str) -> None:
    """Choose between `wal` and `delete`; it is kept in the file.

    SQLite does not wait for others by itself while it changes this, so that is done here.
    """
    with in_words(conn):
        if conn.execute("PRAGMA journal_mode").fetchone() == (mode,):
            return
        deadline = time.monotonic() + conn.busy_seconds
        while True:
            try:
                conn.execute(f"PRAGMA journal_mode = {mode}")
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(RETRY_SECONDS)
