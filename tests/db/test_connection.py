"""Reading as of one moment, writing whole or not at all."""

import sqlite3
from pathlib import Path

import pytest

from apprentices.errors import DatabaseBusy
from db.connection import Connection, connect, read, write
from db.store import SqliteStore
from tests.db.samples import new_sample_store, set_cell


def settings(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM settings").fetchone()[0])


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_what_stops_a_write_takes_all_of_it_back(conn: Connection, error: type[BaseException]) -> None:
    def stopped() -> None:
        with write(conn):
            conn.execute("DELETE FROM settings")
            raise error

    with pytest.raises(error):
        stopped()
    assert settings(conn) == 2
    assert not conn.in_transaction


COUNT = "SELECT count(*) FROM assignments"


def test_reading_is_as_of_one_moment(conn: Connection, store: SqliteStore) -> None:
    """Without a write-ahead log who writes waits for those who read."""
    store.busy_seconds = 0.05
    with read(conn):
        assert conn.execute(COUNT).fetchone() == (2,)
        with pytest.raises(DatabaseBusy):
            set_cell(store, "A1", "C1", "LIB")
        assert conn.execute(COUNT).fetchone() == (2,)
    set_cell(store, "A1", "C1", "LIB")
    assert conn.execute(COUNT).fetchone() == (3,)


@pytest.mark.usefixtures("safe_wal")
def test_reading_is_as_of_one_moment_with_a_write_ahead_log(path: Path) -> None:
    store, conn = new_sample_store(path), connect(path)
    with read(conn):
        assert conn.execute(COUNT).fetchone() == (2,)
        set_cell(store, "A1", "C1", "LIB")
        assert conn.execute(COUNT).fetchone() == (2,)
    assert conn.execute(COUNT).fetchone() == (3,)
    conn.close()
    store.close()


def test_references_are_watched(conn: Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute("DELETE FROM cycles")
