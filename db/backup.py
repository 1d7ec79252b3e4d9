"""Copies of a database while it is in use: whole, checked, readable by their owner alone."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from apprentices.errors import UsageError
from db import journal, problems
from db.connection import Connection, connect, in_words
from db.opening import PRIVATE_FILE, beside


def save(
    conn: Connection, path: Path, *, overwrite: bool = False, holding: journal.Mark | None = None
) -> None:
    """Write all of an open database to a file at `path`, whole or not at all; programs may go on writing.

    Raises `UsageError` where something is there already (unless `overwrite`), or it can't be written;
    `DatabaseGone` where the event `holding` is no longer a part of what is copied.
    """
    place = path.resolve()
    _insist_on_room(conn, path, overwrite)
    try:
        with part_beside(place) as part:
            with closing(copy_pages(conn, part)) as copy, in_words(copy):
                if not journal.stands(copy, holding):
                    raise problems.gone(conn.path, problems.OVERWRITTEN)
            if not overwrite:
                os.close(os.open(place, os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
            part.replace(place)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}. Nothing was copied.") from error


def _insist_on_room(conn: Connection, path: Path, overwrite: bool) -> None:
    if path.exists():
        if not path.is_file():
            raise UsageError(f"{path} is not a file. Nothing was copied.")
        if conn.path.exists() and path.samefile(conn.path):
            raise UsageError(f"{path} is the database itself: name another file. Nothing was copied.")
        if not overwrite:
            raise UsageError(f"{path} is already there: name another file. Nothing was copied.")
    for end in ("-wal", "-journal"):
        left = beside(path, end)
        if left.exists():
            # SQLite would take it for a part of the copy, and change the copy by it.
            raise UsageError(
                f"{left} is left of another database of that name: name another file, or move that away. "
                "Nothing was copied."
            )


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """An empty file of its owner alone in the same folder, removed at the end unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            beside(part, end).unlink(missing_ok=True)


def copy_pages(conn: Connection, part: Path) -> Connection:
    """Copy a database as of one moment over a file, and check the copy; the connection to it."""

    def told(status: int, _remaining: int, _total: int) -> None:
        if status in problems.BUSY:  # SQLite has waited already
            raise problems.busy(conn.path, conn.busy_seconds)

    copy = connect(part, busy_seconds=conn.busy_seconds)
    try:
        try:
            conn.backup(copy, progress=told)
        except sqlite3.Error as error:
            faulty = conn.path if error.sqlite_errorcode & 0xFF in problems.DAMAGED else part
            raise problems.explain(error, faulty, conn.busy_seconds) from error
        with in_words(copy):
            copy.execute("PRAGMA journal_mode = delete")  # one file is the whole copy
            insist_on_integrity(copy, conn.path)
    except BaseException:
        copy.close()
        raise
    return copy


def insist_on_integrity(conn: Connection, path: Path) -> None:
    """Raise `Damaged`, in the name of `path`, where a page is not as SQLite writes it."""
    (found,) = conn.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise problems.damaged(path, " ".join(str(found).split()))
