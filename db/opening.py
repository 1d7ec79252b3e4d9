"""Opening a database file: made if asked for, checked before anything is written, brought up to date."""

import os
from contextlib import suppress
from pathlib import Path

from db import migrations, problems
from db.connection import BUSY_SECONDS, Connection, connect, on_network, read, set_journal_mode

PRIVATE_FILE = 0o600  # it holds personal data; SQLite gives the files beside it the same mode
PRIVATE_FOLDER = 0o700


def open_file(path: Path, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """A connection to an up-to-date database; see `db.store.open_store` for what it refuses."""
    try:
        if create:
            _make(path)
        if not path.exists():
            raise problems.missing(path)
    except OSError as error:
        raise problems.out_of_reach(path, error) from error
    writable = os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)
    conn = connect(path, _first_mode(path, writable), busy_seconds)
    try:
        with read(conn):  # as of one moment: another program may be making it just now
            version = migrations.layout(conn)
        if version == 0 and not create:
            raise problems.missing(path)
        if not writable:
            if version < migrations.VERSION:
                raise problems.older(path)
            return conn
        if conn.read_only:
            conn.close()
            conn = connect(path, "rw", busy_seconds)
        set_journal_mode(conn, "delete" if on_network(path) else "wal")
        if version < migrations.VERSION:
            migrations.migrate(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def _first_mode(path: Path, writable: bool) -> str:
    """How to look into a file that may not be ours without leaving a trace.

    With a write-ahead log beside it, closing a writing connection would move what the log holds into
    the file. Without one, a connection that only reads would make a log that it can't remove again.
    """
    if _beside(path, "-wal") or (_beside(path, "-journal") and not writable):
        return "ro"
    return "rw" if writable else "immutable"


def _beside(path: Path, end: str) -> bool:
    place = path.resolve()
    return place.with_name(place.name + end).exists()


def _make(path: Path) -> None:
    """Make an empty file that only its owner can read, from its first moment on."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    # Where it is there already, or somebody else is first, theirs is used.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
