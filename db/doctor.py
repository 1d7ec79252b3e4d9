"""Looking a database over: what is well, what is wrong and what mends it. Nothing is written."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from apprentices.errors import DatabaseMissing, DatabaseUnusable, ProgramError
from db import forgetting, migrations, modes, problems, published_then, replay, shape, triggers
from db.connection import Connection, connect, in_words, journal_mode, read
from db.opening import beside, can_be_written, insist_on_a_file, open_to_everybody

MOST = 20  # of a kind are told
WAL_HEADER = b"\x02\x02"  # bytes 18 and 19 of a file with a write-ahead log


class State(Enum):
    """How a check ended."""

    WELL = "well"
    WRONG = "wrong"
    UNUSABLE = "unusable"


class Check(NamedTuple):
    """One thing that was looked at. `error` is what every other command ends with for it."""

    name: str
    state: State
    says: str
    error: ProgramError | None = None


class Facts(NamedTuple):
    """What is to be known of a database at a glance; None where it can't be told."""

    journal_mode: str | None
    layout: int | None
    permissions: str | None  # as `ls -l` shows them
    problem: str | None


def facts(path: Path) -> Facts:
    """What a database is. Raises nothing: what is wrong with it is one of the facts."""
    try:
        insist_on_a_file(path)
    except (DatabaseUnusable, DatabaseMissing) as error:
        return Facts(None, None, None, str(error))
    permissions = stat.filemode(path.stat().st_mode)
    has_log = _has_log(path)
    try:
        with closing(_connect(path, has_log)) as conn, read(conn):
            return Facts(_mode_now(conn, has_log), migrations.layout(conn), permissions, None)
    except DatabaseUnusable as error:
        return Facts(None, None, permissions, str(error))


def examine(path: Path) -> Iterator[Check]:
    """Look a database over, the cheap things first. Raises `DatabaseMissing`, or unusable for a folder."""
    insist_on_a_file(path)
    yield Check("SQLite", State.WELL, _about_sqlite())
    yield _permissions(path)
    yield from _left_beside(path)
    has_log = _has_log(path)
    try:
        with closing(_connect(path, has_log)) as conn, read(conn):
            layout = migrations.layout(conn)
            if layout == 0:
                yield _unusable("layout", problems.missing(path))
                return
            yield _layout(conn)
            yield _mode(conn, has_log)
            for name, look, well in _LOOKS:
                yield _looked(name, well, conn, look)
            with _in_todays_layout(conn, layout) as copy:
                for name, look, well in _LOOKS_OF_TODAY:
                    yield _looked(name, well, copy, look)
                yield from _forgotten(copy)
    except DatabaseUnusable as error:
        yield _unusable("opening", error)


def _unusable(name: str, error: ProgramError) -> Check:
    return Check(name, State.UNUSABLE, str(error), error)


@contextmanager
def _in_todays_layout(conn: Connection, layout: int) -> Iterator[Connection]:
    """The database itself; of an older layout a copy in memory that is brought up to date."""
    if layout == migrations.VERSION:
        yield conn
        return
    copy = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    with closing(copy), in_words(conn):
        conn.backup(copy)
        copy.path, copy.identity, copy.mode = conn.path, conn.identity, conn.mode
        copy.busy_seconds, copy.read_only = conn.busy_seconds, False
        migrations.migrate(copy)
        yield copy


def _connect(path: Path, has_log: bool) -> Connection:
    """A connection that writes nothing, not even what a program that was stopped left undone."""
    journaled = any(beside(path, end).exists() for end in ("-wal", "-journal"))
    if journaled or (can_be_written(path) and not has_log):
        return connect(path, "ro")
    # To read a file with a write-ahead log SQLite would make the log anew; nobody has this one open.
    return connect(path, "immutable")


def _has_log(path: Path) -> bool:
    """Is the file to have a write-ahead log? Asked before it is opened: to close it gives up its locks."""
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == WAL_HEADER
    except OSError:
        return False


def _about_sqlite() -> str:
    safe = "can" if modes.wal_is_safe() else "can't"
    return f"version {sqlite3.sqlite_version}, which {safe} keep a write-ahead log safely."


def _permissions(path: Path) -> Check:
    mode = stat.filemode(path.stat().st_mode)
    if open_to_everybody(path):
        says = f"{mode}: everybody on this computer can read it. `chmod 600 {path}` makes it private."
        return Check("permissions", State.WRONG, says)
    return Check("permissions", State.WELL, f"{mode}: not open to everybody on this computer.")


def _left_beside(path: Path) -> Iterator[Check]:
    for end, what in (("-wal", "write-ahead log"), ("-journal", "rollback journal")):
        file = beside(path, end)
        if file.exists():
            says = (
                f"{file.name} is the {what} of a program that has it open, or was stopped in mid-write: "
                "never move or copy the database without it."
            )
            yield Check("beside it", State.WELL, says)


def _layout(conn: Connection) -> Check:
    version = migrations.layout(conn)
    if version < migrations.VERSION:
        says = f"{version}: of an older version of this program; any other command brings it up to date."
        return Check("layout", State.WELL, says)
    lacking = list(shape.missing_columns(conn))
    if lacking:
        return Check("layout", State.UNUSABLE, f"{version}, but it has no {', no '.join(lacking[:MOST])}.")
    return Check("layout", State.WELL, f"{version}, as this program makes it.")


def _mode_now(conn: Connection, has_log: bool) -> str:
    return "wal" if has_log else journal_mode(conn)  # opened as immutable SQLite does not say


def _mode(conn: Connection, has_log: bool) -> Check:
    now, wanted = _mode_now(conn, has_log), conn.mode
    says = f"{now}, since {wanted.why}."
    if now != wanted.name:
        says = (
            f"{now}, but should be {wanted.name}, since {wanted.why}. That is changed as soon as "
            "one program of this version has it open alone."
        )
    return Check("journal mode", State.WELL, says)


def _looked(name: str, well: str, conn: Connection, look: Callable[[Connection], Iterator[str]]) -> Check:
    try:
        found = _first(look(conn))
    except (sqlite3.Error, UnicodeDecodeError, DatabaseUnusable) as error:
        found = [str(error).rstrip(".")]
    return Check(name, State.WRONG, f"{'; '.join(found)}.") if found else Check(name, State.WELL, well)


def _first(found: Iterator[str]) -> list[str]:
    """As many as are told, and whether there are more."""
    some = list(islice(found, MOST + 1))
    return some if len(some) <= MOST else [*some[:MOST], "and more"]


def _forgotten(conn: Connection) -> Iterator[Check]:
    """Where somebody was forgotten, what no longer matches its digest for it, and what is left to do."""
    people = forgetting.forgotten(conn)
    if people and not forgetting.is_swept(conn):
        says = "Free space may still hold who was forgotten: `apprentices forget --finish` clears it."
        yield Check("forgotten", State.WRONG, says)
    elif people:
        found = _first(forgetting.differences(conn))
        told = f" No longer as its digest says, for that alone: {'; '.join(found)}." if found else ""
        yield Check("forgotten", State.WELL, f"{len(people)} in all.{told}")


def _triggers(conn: Connection) -> Iterator[str]:
    is_old = migrations.layout(conn) < migrations.VERSION
    state = "missing" if is_old else "missing or changed"
    for name in shape.missing_triggers(conn) if is_old else shape.wrong_triggers(conn):
        yield f"{name} is {state}: {_follows(name)}"


def _follows(trigger: str) -> str:
    if trigger not in triggers.FREEZING:
        return "not every change is recorded"
    if trigger.startswith(triggers.PLANS):
        return "scenarios can be changed"
    published = trigger.startswith(triggers.PUBLISHED)
    return f"{'publications' if published else 'statements'} can be changed"


def _pages(conn: Connection) -> Iterator[str]:
    for (found,) in conn.execute(f"PRAGMA integrity_check({MOST + 1})"):
        if found != "ok":
            yield " ".join(str(found).split())


def _references(conn: Connection) -> Iterator[str]:
    broken = problems.first_broken_reference(conn)
    if broken:
        yield broken


# What is looked for (each yields what is wrong), and what is said where nothing is.
_LOOKS: tuple[tuple[str, Callable[[Connection], Iterator[str]], str], ...] = (
    ("triggers", _triggers, "Every change is recorded; publications and statements can't be changed."),
    ("pages", _pages, "SQLite's integrity check finds nothing."),
    ("references", _references, "Every code that is named is there."),
)
_LOOKS_OF_TODAY: tuple[tuple[str, Callable[[Connection], Iterator[str]], str], ...] = (
    ("journal", replay.differences, "All changes together lead to what is there."),
    ("publications", published_then.differences, published_then.LOOKED_AT),
)
