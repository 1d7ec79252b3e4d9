"""What went wrong in the database, in words: what happened, where, and what to do about it."""

import sqlite3
from pathlib import Path

from apprentices.errors import DatabaseBusy, DatabaseMissing, DatabaseUnusable, ProgramError, UsageError

UNFINISHED = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)


class RowRefused(UsageError):
    """Rows that the database can't hold, such as one that refers to a code that isn't there."""


def explain(error: sqlite3.Error, path: Path, busy_seconds: float) -> ProgramError:
    """An error of SQLite as one that a person can act on."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(
                f"The database {path} has been locked by another program for {busy_seconds:g} seconds. Wait "
                "for what runs there to end (an import, a backup, an open sqlite3 shell) and try again. "
                "Nothing was changed."
            )
        case sqlite3.SQLITE_NOTADB:
            text = (
                "is not a database, or its beginning is damaged. If it was one, put a copy "
                "that you kept in its place"
            )
        case sqlite3.SQLITE_CORRUPT:
            text = f"is damaged ({error}). Put a copy that you kept in its place"
        case sqlite3.SQLITE_READONLY if code in UNFINISHED:
            text = (
                "was left in the middle of a change by a program that was stopped, and can only be "
                "put right where it can be written. Copy it, with the files beside it that have "
                "the same name and -wal or -journal, to a folder of your own"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            text = (
                "can't be opened: it is a folder, or the program may not read it or not write "
                "beside it. Ask its owner for access, or name another file with --db"
            )
        case sqlite3.SQLITE_FULL:
            text = "can't grow: the disk is full. Make room and do the last step again"
        case sqlite3.SQLITE_IOERR:
            text = "can't be read or written: the disk gives an error. Check the disk or the share"
        case sqlite3.SQLITE_CONSTRAINT:
            return RowRefused(f"The database {path} refuses a row: {error}. Nothing was changed.")
        case _:
            text = f"can't be used: SQLite says “{error}”"
    return DatabaseUnusable(f"The database {path} {text}. Nothing was changed.")


def read_only(path: Path) -> DatabaseUnusable:
    """Writing was asked for where only reading is possible."""
    return DatabaseUnusable(
        f"The database {path} can be read but not changed: the file or its folder is read-only. "
        "Ask its owner for access, or copy it to a folder of your own. Nothing was changed."
    )


def missing(path: Path) -> DatabaseMissing:
    """There is no database yet."""
    state = "is empty" if path.exists() else "does not exist"
    return DatabaseMissing(
        f"The database {path} {state}. Make one with `apprentices import FOLDER --db {path}`, or "
        "look around in an invented programme with `apprentices demo`."
    )


def foreign(path: Path) -> DatabaseUnusable:
    """A SQLite database that isn't ours."""
    return DatabaseUnusable(
        f"{path} is a SQLite database of another program, and was left as it is. Name another file with --db."
    )


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
    return DatabaseUnusable(
        f"The database {path} is out of reach: {error.strerror}. Name another file with --db."
    )


def broken_by_hand(path: Path, broken: str) -> DatabaseUnusable:
    """References or values that no part of this program writes."""
    return DatabaseUnusable(
        f"The database {path} was changed by hand: {broken}. Mend it with the tool that did it, or "
        "put a copy that you kept in its place."
    )


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
    return f"a row of {table} names the {column} {code}, which is not in {parent}"
