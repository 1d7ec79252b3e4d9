"""What went wrong in the database, in words: what happened, where, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apprentices.errors import (
    DatabaseBusy,
    DatabaseGone,
    DatabaseMissing,
    DatabaseUnusable,
    ErrorKind,
    ProgramError,
    RowRefused,
)
from apprentices.text import with_capital

UNFINISHED = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)

DELETED = "was deleted, moved or cut off while it was open"
REPLACED = "was replaced by another file while it was open"
OVERWRITTEN = "was overwritten by something else while it was open"
UNTOLD = "Whether it was saved can't be told"


class Damaged(DatabaseUnusable):
    """What is in the file is not, or no longer, a whole database of this program: `fact` says how."""

    def __init__(self, fact: str, kind: ErrorKind = ErrorKind.DAMAGED) -> None:
        self.fact = fact
        super().__init__(f"{fact} Nothing was changed.", kind)


class Foreign(DatabaseUnusable):
    """A SQLite database of another program."""

    kind = ErrorKind.NOT_OURS


class Unsure(DatabaseUnusable):
    """The disk gave an error in the moment of saving: it has to be looked whether that was done."""

    def __init__(self, path: Path, found: str = UNTOLD) -> None:
        super().__init__(
            f"The database {path}: the disk gave an error when a change was saved. {found}. Check the disk "
            "or the share, and make a backup on another one."
        )


def explain(error: sqlite3.Error, path: Path, busy_seconds: float) -> ProgramError:
    """An error of SQLite as one that a person can act on."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return gone(path, DELETED)
    match code & 0xFF:
        case kind if kind in BUSY:
            return busy(path, busy_seconds)
        case kind if kind in DAMAGED:
            return _not_whole(path, error, kind)
        case sqlite3.SQLITE_READONLY if code in UNFINISHED:
            text = (
                "was left in the middle of a change by a program that was stopped, and can only be "
                "put right where it can be written. Copy it, with the files beside it that have "
                "the same name and -wal or -journal, to a folder of your own"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return unopenable(path)
        case sqlite3.SQLITE_FULL:
            text = "can't grow: the disk is full. Make room and do the last step again"
        case sqlite3.SQLITE_IOERR:
            text = "can't be read or written: the disk gives an error. Check the disk or the share"
        case sqlite3.SQLITE_CONSTRAINT if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
            # In the words of db/triggers.py.
            return RowRefused(f"{with_capital(str(error))}. Nothing was changed.")
        case sqlite3.SQLITE_CONSTRAINT:
            return RowRefused(f"The database {path} refuses a row: {error}. Nothing was changed.")
        case _:
            text = f"can't be used: SQLite says “{error}”"
    return DatabaseUnusable(f"The database {path} {text}. Nothing was changed.")


def unopenable(path: Path) -> DatabaseUnusable:
    """Something is there, but not a file that the program may read."""
    return DatabaseUnusable(
        f"The database {path} can't be opened: it is a folder, or the program may not read it or not write "
        "beside it. Its owner can give access. Nothing was changed.",
        ErrorKind.NOT_OURS,
    )


def busy(path: Path, busy_seconds: float) -> DatabaseBusy:
    return DatabaseBusy(
        f"The database {path} has been locked by another program for {busy_seconds:g} seconds. Wait for "
        "what runs there to end (an import, a backup, an open sqlite3 shell) and try again. "
        "Nothing was changed."
    )


def _not_whole(path: Path, error: sqlite3.Error, kind: int) -> Damaged:
    if kind == sqlite3.SQLITE_CORRUPT:
        return damaged(path, str(error))
    return Damaged(
        f"The database {path} is not a database, or its beginning is damaged.", ErrorKind.NOT_WHOLE
    )


def damaged(path: Path, what: str) -> Damaged:
    """Something in it is not as any program leaves it."""
    return Damaged(f"The database {path} is damaged ({what}).")


def gone(path: Path, what: str) -> DatabaseGone:
    """What is at the path is no longer what was opened."""
    return DatabaseGone(f"The database {path} {what}. Nothing was changed.")


def read_only(path: Path) -> DatabaseUnusable:
    """Writing was asked for where only reading is possible."""
    return DatabaseUnusable(
        f"The database {path} can be read but not changed: the file or its folder is read-only. "
        "Ask its owner for access, or copy it to a folder of your own. Nothing was changed."
    )


def missing(path: Path) -> DatabaseMissing:
    """There is no database yet."""
    state = "is empty" if path.exists() else "does not exist"
    return DatabaseMissing(f"The database {path} {state}.", about=str(path))


def foreign(path: Path) -> Foreign:
    """A SQLite database that isn't ours."""
    return Foreign(f"{path} is a SQLite database of another program, and was left as it is.")


def newer(path: Path, version: int, known: int) -> DatabaseUnusable:
    """Written by a later version of this program."""
    return DatabaseUnusable(
        f"The database {path} is of a newer version of this program (its layout is {version}, this "
        f"program knows up to {known}), and was left as it is. Install the newer version."
    )


def older(path: Path) -> DatabaseUnusable:
    """Needs a migration, and can't be written."""
    return DatabaseUnusable(
        f"The database {path} is of an older version of this program and can't be brought up to "
        "date: the file or its folder is read-only. Copy it to a folder of your own."
    )


def out_of_reach(path: Path, error: OSError) -> DatabaseUnusable:
    """The system doesn't let the program make the file, or look whether it is there."""
    return DatabaseUnusable(f"The database {path} is out of reach: {error.strerror}.", ErrorKind.NOT_OURS)


def broken_link(path: Path) -> DatabaseUnusable:
    """A link whose file is not there: on a disk that isn't connected, or moved."""
    return DatabaseUnusable(
        f"{path} is a link to {path.readlink()}, which is not there. Is the disk connected that it is on?",
        ErrorKind.NOT_OURS,
    )


def broken_by_hand(path: Path, broken: str) -> Damaged:
    """References or values that no part of this program writes."""
    return Damaged(
        f"The database {path} was changed by hand, or is damaged: {broken}.", ErrorKind.CHANGED_BY_HAND
    )


@contextmanager
def reading(path: Path, what: str) -> Iterator[None]:
    """Values that no part of this program writes are told as what they are."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise broken_by_hand(path, f"{what} has a value that can't be read ({error})") from error


def first_broken_reference(conn: sqlite3.Connection) -> str | None:
    """The first row that refers to a code that isn't there, in words, or None."""
    broken = conn.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return None
    table, row_id, parent, reference = broken
    column = next(
        row[3] for row in conn.execute(f'PRAGMA foreign_key_list("{table}")') if row[0] == reference
    )
    (code,) = conn.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row_id,)).fetchone()
    return broken_reference(table, column, code, parent)


def broken_reference(table: str, column: str, code: str, parent: str) -> str:
    """A row that refers to a code that isn't there, in words."""
    return f"a row of {table} names the {column} {code}, which is not in {parent}"
