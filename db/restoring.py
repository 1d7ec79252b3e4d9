"""Putting a backup in the place of a database, also while programs have that open.

What it replaces is always kept. Where it can be read, the rows are exchanged inside one transaction: programs
that have it open see the new ones, and a log that lies beside the file stays the log of that file.
"""

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from apprentices.errors import DatabaseMissing, DatabaseUnusable, UsageError
from apprentices.store import RESTORE, Deed
from apprentices.text import shown
from db import backup, journal, migrations, problems, shape, triggers, unsure
from db.connection import BUSY_SECONDS, Connection, in_words, read, write
from db.opening import PRIVATE_FILE, beside, look, make_folder, open_file
from db.schema import names
from db.store import SqliteStore

FILES = ("", "-wal", "-journal", "-shm")  # a database, and what SQLite keeps beside it


class Restored(NamedTuple):
    """What a restore did: where it put what it replaced (None: there was nothing), and what is there now."""

    kept: Path | None
    changes: int  # in the history, the restore included
    as_of: datetime | None  # the last change that the backup holds


def restore(path: Path, source: Path, actor: str, busy_seconds: float = BUSY_SECONDS) -> Restored:
    """Put the content of the backup `source` in the place of the database at `path`.

    Raises `DatabaseUnusable` for a backup that isn't whole, and for a database that can't be written, is
    locked, of another program or of a newer version; a damaged one is moved aside.
    """
    if path.exists() and path.samefile(source):
        raise UsageError(f"{source} is the database itself: name a backup of it. Nothing was changed.")
    place = path.resolve()
    try:
        make_folder(place.parent)
        with backup.part_beside(place) as part:
            try:
                as_of = _make_ready(source, part, busy_seconds)
            except problems.Damaged as error:
                stays = f"{path} stays as it is" if path.exists() else "Nothing was restored"
                raise DatabaseUnusable(f"{error.fact} {stays}: try another backup.") from error
            present = _open_present(path, busy_seconds)
            codes = {"file": shown(source.name)}
            if present is None:
                kept = _free_name(path) if _remains(path) else None
                with closing(open_file(part, busy_seconds=busy_seconds)) as fresh:
                    with write(fresh):
                        changes = _record(fresh, actor, codes, kept)
                    fresh.execute("PRAGMA journal_mode = delete")  # one file, to be renamed
                if kept:
                    _move_aside(path, kept)
                part.replace(place)
            else:
                with closing(present):
                    kept, changes = _exchange(present, part, actor, codes)
    except OSError as error:
        raise problems.out_of_reach(path, error) from error
    return Restored(kept, changes, as_of)


def _make_ready(source: Path, part: Path, busy_seconds: float) -> datetime | None:
    """Check a backup and copy it to `part`, in today's layout; the time of its last change."""
    conn, version = look(source, busy_seconds)
    with closing(conn):
        if version == 0:
            raise problems.damaged(source, "it is empty")
        with read(conn):
            backup.insist_on_integrity(conn, source)
            broken = problems.first_broken_reference(conn)
        if broken:
            raise problems.broken_by_hand(source, broken)
        if version == migrations.VERSION:
            SqliteStore(conn, "").load()  # every value can be read
        backup.copy_pages(conn, part).close()
    with closing(open_file(part, busy_seconds=busy_seconds)) as fresh, in_words(fresh):
        fresh.execute("PRAGMA journal_mode = delete")  # others attach it
        last = journal.history(fresh, 1)
    return last[0].at if last else None


def _open_present(path: Path, busy_seconds: float) -> Connection | None:
    """The database as it is now; None where there is none that could be read."""
    try:
        conn = open_file(path, busy_seconds=busy_seconds)
    except (DatabaseMissing, problems.Damaged):
        return None
    try:
        with read(conn):
            backup.insist_on_integrity(conn, path)
    except problems.Damaged:
        conn.close()
        return None
    except BaseException:
        conn.close()
        raise
    return conn


def _exchange(conn: Connection, part: Path, actor: str, codes: dict[str, str]) -> tuple[Path, int]:
    """Keep what is there, then put the rows of `part` in its place, in one transaction.

    Returns where it is kept, and how many events there are then. What was not replaced in the end needs no
    copy; where that isn't sure, the copy stays.
    """
    conn.execute("PRAGMA foreign_keys = OFF")  # what is restored was checked
    with in_words(conn):
        conn.execute("ATTACH ? AS backup", (str(part),))
    kept: Path | None = None
    done: journal.Mark | None = None
    try:
        with write(conn):
            kept = _keep(conn)
            replaced = journal.newest(conn)
            _put_rows(conn)
            # Programs that have it open know by its number that it came after what they have seen.
            changes = _record(conn, actor, codes, kept, replaced.id if replaced else 0)
            done = journal.newest(conn)
        return kept, changes
    except problems.Unsure as error:
        raise unsure.told(conn, done, f"; a copy of what was there is in {kept}") from error
    except BaseException:  # a key may end the program between the commit and here
        if kept and unsure.was_saved(conn, done) is False:
            kept.unlink(missing_ok=True)
        raise


def _keep(conn: Connection) -> Path:
    """Copy what is there, inside a `write`: no other restore can take the name at the same time."""
    kept = _free_name(conn.path)
    before, _ = look(conn.path, conn.busy_seconds)
    with closing(before):
        backup.save(before, kept)
    return kept


def _put_rows(conn: Connection) -> None:
    """Put the rows of the attached backup in the place of those that are there, past the journal."""
    with triggers.lifted(conn):
        for table, columns in {**shape.tables(), "sqlite_sequence": ("name", "seq")}.items():
            conn.execute(f"DELETE FROM main.{table}")
            conn.execute(
                f"INSERT INTO main.{table} ({names(columns)}) "
                f"SELECT {names(columns)} FROM backup.{table} ORDER BY rowid"
            )


def _record(conn: Connection, actor: str, codes: dict[str, str], kept: Path | None, above: int = 0) -> int:
    """Tell the restore in the history, inside a `write`; how many events there are then."""
    deed = Deed(RESTORE, {**codes, "kept": kept and shown(kept.name)})
    journal.record(conn, actor, deed, lambda: None, keep=True, above=above)
    return int(conn.execute("SELECT count(*) FROM event").fetchone()[0])


def _remains(path: Path) -> list[str]:
    """The ends of what is left of a database, and of all that belongs to it; its own first."""
    return [end for end in FILES if beside(path, end).exists()]


def _move_aside(path: Path, kept: Path) -> None:
    """Rename what is left of a database."""
    for end in _remains(path):
        left = beside(path, end).rename(beside(kept, end))
        with suppress(PermissionError):
            left.chmod(PRIVATE_FILE)


def _free_name(path: Path) -> Path:
    """A name beside the database under which what was there can be kept."""
    now = f"{datetime.now().astimezone():%Y-%m-%dT%H%M}"
    kept, number = path.with_name(f"{path.name}.replaced-{now}"), 1
    while _remains(kept):
        number += 1
        kept = path.with_name(f"{path.name}.replaced-{now}-{number}")
    return kept
