"""Opening a database file: made if asked for, checked before anything is written, brought up to date."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from db import migrations, problems, shape
from db.connection import BUSY_SECONDS, Connection, connect, read, settle_mode

PRIVATE_FILE = 0o600  # it holds personal data; SQLite gives the files beside it the same mode
PRIVATE_FOLDER = 0o700


def open_file(path: Path, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """A connection to an up-to-date database; see `db.store.open_store` for what it refuses."""
    if create:
        _make(path)
    conn, version = look(path, busy_seconds)
    try:
        if version == 0 and not create:
            raise problems.missing(path)
        if not can_be_written(path):
            if version < migrations.VERSION:
                raise problems.older(path)
        else:
            if conn.read_only:
                conn.close()
                conn = connect(path, "rw", busy_seconds)
            settle_mode(conn)
            if version < migrations.VERSION:
                migrations.migrate(conn)
    except BaseException:
        conn.close()
        raise
    conn.ours = True
    return conn


def look(path: Path, busy_seconds: float = BUSY_SECONDS) -> tuple[Connection, int]:
    """A connection to a database as it is, and its layout, 0 where it is empty; nothing is changed.

    Raises `DatabaseMissing`, or `DatabaseUnusable` for what isn't a whole database of this program.
    """
    insist_on_a_file(path)
    conn = connect(path, _first_access(path), busy_seconds)
    try:
        with read(conn):  # as of one moment: another program may be making it just now
            version = migrations.layout(conn)
            if version == migrations.VERSION:
                shape.insist_it_is_whole(conn)
    except BaseException:
        conn.close()
        raise
    return conn, version


def insist_on_a_file(path: Path) -> None:
    """Raise `DatabaseMissing` or `DatabaseUnusable` where nothing can be opened at that path."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise problems.unopenable(path)
    except FileNotFoundError as error:
        raise (problems.broken_link if path.is_symlink() else problems.missing)(path) from error
    except OSError as error:
        raise problems.out_of_reach(path, error) from error


def open_to_everybody(path: Path) -> bool:
    """May others than its owner and their group read or write it? Groups share files on purpose."""
    with suppress(OSError):  # gone in the meantime
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
    return False


def can_be_written(path: Path) -> bool:
    """May the program write the file, and beside it?"""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _first_access(path: Path) -> str:
    """How to look into a file that may not be ours without leaving a trace.

    With a write-ahead log beside it, closing a writing connection would move what the log holds into
    the file. Without one, a connection that only reads would make a log that it can't remove again.
    """
    writable = can_be_written(path)
    if beside(path, "-wal").exists() or (beside(path, "-journal").exists() and not writable):
        return "ro"
    return "rw" if writable else "immutable"


def beside(path: Path, end: str) -> Path:
    """The file that SQLite keeps beside the database under its name and this end."""
    place = path.resolve()
    return place.with_name(place.name + end)


def _make(path: Path) -> None:
    """Make an empty file that only its owner can read, from its first moment on."""
    try:
        make_folder(path.parent)
        # Where it is there already, or somebody else is first, theirs is used.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
    except OSError as error:
        raise problems.out_of_reach(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
