"""Which journal mode a database has, and how it gets there while others have it open."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db import modes
from db.connection import connect, journal_mode
from db.modes import wal_is_safe
from db.store import open_store
from tests.db.samples import ROWS, cells, made_by_an_earlier_version, new_sample_store, set_cell


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 7), True),
        ((3, 45, 0), False),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_versions_whose_write_ahead_log_is_safe(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def mode_in_file(path: Path) -> str:
    with closing(sqlite3.connect(path)) as conn:
        return str(conn.execute("PRAGMA journal_mode").fetchone()[0])


@pytest.fixture
def unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with an affected version, whatever runs the tests."""
    monkeypatch.setattr(modes, "wal_is_safe", lambda: False)


@pytest.fixture
def with_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that has a write-ahead log, as earlier versions of the program made all of them."""
    with monkeypatch.context() as patch:
        patch.setattr(modes, "wal_is_safe", lambda: True)
        new_sample_store(path).close()
    assert mode_in_file(path) == "wal"
    return path


@pytest.mark.usefixtures("unsafe")
class TestUnsafe:
    def test_a_new_database_has_no_log(self, path: Path) -> None:
        store = new_sample_store(path)
        assert [file.name for file in path.parent.iterdir()] == ["programme.db"]
        store.close()
        assert mode_in_file(path) == "delete"

    def test_an_existing_log_is_given_up_at_opening(self, with_log: Path) -> None:
        store = open_store(with_log)
        assert store.load().rows == ROWS
        assert [file.name for file in with_log.parent.iterdir()] == ["programme.db"]
        store.close()
        assert mode_in_file(with_log) == "delete"

    def test_a_log_left_by_a_crash_is_taken_in_first(self, with_log: Path) -> None:
        script = (
            "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "c.execute('DELETE FROM clearances'); os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", script, with_log], check=True)
        store = open_store(with_log)
        assert store.load().rows["clearances"] == []
        store.close()
        assert [file.name for file in with_log.parent.iterdir()] == ["programme.db"]

    @pytest.mark.parametrize("by", ["write", "news"])
    def test_it_is_given_up_as_soon_as_nobody_else_is_there(self, with_log: Path, by: str) -> None:
        """Somebody has it open all day; nobody is refused meanwhile, and nothing waits for them."""
        holder = sqlite3.connect(with_log)
        holder.execute("SELECT * FROM hosts").fetchall()
        store = open_store(with_log, actor="mina")
        assert set_cell(store, "A1", "C1", "LIB").changes == 1
        assert store.news() == []
        assert mode_in_file(with_log) == "wal"
        holder.close()
        if by == "write":
            set_cell(store, "A1", "C2", "LIB")
        else:
            store.news()
        assert mode_in_file(with_log) == "delete"
        assert cells(store)["A1", "C1"] == "LIB"
        store.close()

    def test_two_that_are_in_each_others_way_never_tidy_the_log_up(self, with_log: Path) -> None:
        """The fault is in that; only the last one to leave does it, alone."""
        holder = sqlite3.connect(with_log)
        holder.execute("SELECT * FROM hosts").fetchall()
        stores = [open_store(with_log, actor="mina"), open_store(with_log, actor="omar")]
        holder.close()
        before = with_log.read_bytes()
        for number in range(700):  # SQLite would tidy up after a thousand pages
            set_cell(stores[number % 2], "A1", "C1", ("LIB", "WARD")[number // 2 % 2])
        assert with_log.read_bytes() == before
        stores[0].close()
        stores[1].news()
        assert mode_in_file(with_log) == "delete"
        assert cells(stores[1])["A1", "C1"] == "WARD"
        stores[1].close()

    def test_to_be_read_only_it_stays_as_it_is(self, with_log: Path) -> None:
        holder = sqlite3.connect(with_log)
        holder.execute("SELECT * FROM hosts").fetchall()
        with closing(connect(with_log, "ro")) as conn:
            assert journal_mode(conn) == "wal"
        holder.close()
        assert mode_in_file(with_log) == "wal"

    def test_news_come_across(self, path: Path) -> None:
        store, other = new_sample_store(path), open_store(path, actor="omar")
        made = set_cell(other, "A1", "C1", "LIB")
        assert store.news() == [made]
        assert store.news() == []
        for opened in (store, other):
            opened.close()


@pytest.mark.usefixtures("safe_wal")
def test_a_safe_version_keeps_a_log(path: Path) -> None:
    store = new_sample_store(path)
    assert path.with_name("programme.db-wal").exists()
    store.close()


@pytest.fixture
def made_before(path: Path) -> Path:
    """A database as version 0.1.0 made it: an import, an edit, its undo, a publication."""
    return made_by_an_earlier_version(path, "layout")


def test_a_database_of_an_earlier_program_opens_as_before(made_before: Path) -> None:
    store = open_store(made_before, actor="mina")
    loaded = store.load()
    assert loaded.rows == ROWS
    assert loaded.published is not None
    assert (loaded.published.number, len(loaded.published.assignments)) == (1, 2)
    assert [event.kind for event in store.history()] == ["publish", "undo", "edit", "import"]
    assert set_cell(store, "A1", "C1", "LIB").id == 5
    store.close()
