"""The file goes away, or becomes another one, while a program has it open: nothing is taken as saved."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from apprentices.errors import DatabaseGone, UsageError
from apprentices.programme import SettingRow
from db.connection import connect, write
from db.store import SqliteStore, open_store
from tests.build import worded
from tests.db.samples import ROWS, cells, sample_store, set_cell


@pytest.fixture(params=["delete", "wal"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(path: Path, mode: str, request: pytest.FixtureRequest) -> Iterator[SqliteStore]:
    if mode == "wal":
        request.getfixturevalue("safe_wal")
    opened = sample_store(path)
    yield opened
    opened.close()


def deleted(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name(f"{path.parent.name} elsewhere"))


def another(folder: Path) -> Path:
    """Another database of the program, with another history."""
    path = folder / "another.db"
    store = sample_store(path, actor="omar")
    set_cell(store, "A1", "C2", "WARD")
    store.close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = delete")
    return path


def replaced(path: Path) -> None:
    another(path.parent).replace(path)


def overwritten(path: Path) -> None:
    shutil.copyfile(another(path.parent), path)


def overwritten_by_text(path: Path) -> None:
    path.write_text("apprentice,name\nA1,Ada\n" * 20_000)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


AWAY = [deleted, moved, folder_moved, replaced]
INSIDE = [overwritten, overwritten_by_text, emptied]
Loss = Callable[[Path], None]
# What is written over a file with a write-ahead log only shows when the log has been given up.
CASES = [("delete", lose) for lose in [*AWAY, *INSIDE]] + [("wal", lose) for lose in AWAY]
LOSSES = pytest.mark.parametrize(
    ("mode", "lose"), CASES, ids=lambda value: getattr(value, "__name__", str(value))
)


@LOSSES
def test_a_change_is_refused(store: SqliteStore, path: Path, lose: Loss) -> None:
    lose(path)
    with pytest.raises(DatabaseGone) as refused:
        store.write(worded("x"), {"settings": [SettingRow(setting="name", value="N")]}, {}, {})
    assert str(path) in str(refused.value)
    assert "Nothing was changed" in str(refused.value)


@LOSSES
def test_looking_for_news_finds_out(store: SqliteStore, path: Path, lose: Loss) -> None:
    assert store.news() == []
    lose(path)
    with pytest.raises(DatabaseGone):
        store.news()
    with pytest.raises(DatabaseGone):  # and goes on saying so
        store.news()


@LOSSES
def test_reading_does_not_go_on_from_something_else(store: SqliteStore, path: Path, lose: Loss) -> None:
    lose(path)
    with pytest.raises(DatabaseGone):
        store.load()


def test_in_the_midst_of_a_change(store: SqliteStore, path: Path) -> None:
    with closing(connect(path)) as conn:

        def lost() -> None:
            with write(conn):
                conn.execute("DELETE FROM clearances")
                path.rename(path.with_name("elsewhere.db"))

        with pytest.raises(DatabaseGone):
            lost()
        assert not conn.in_transaction
    path.with_name("elsewhere.db").rename(path)
    assert store.load().rows == ROWS


def test_a_link_that_leads_elsewhere_now(path: Path) -> None:
    sample_store(path).close()
    other = another(path.parent)
    link = path.with_name("link.db")
    link.symlink_to(path)
    store = open_store(link, actor="mina")
    set_cell(store, "A1", "C1", "LIB")
    link.unlink()
    link.symlink_to(other)
    with pytest.raises(DatabaseGone, match="was replaced by another file"):
        set_cell(store, "A1", "C1", None)
    store.close()


def test_what_happens_in_the_file_itself_is_no_loss(store: SqliteStore, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("VACUUM")
    assert store.news() == []
    set_cell(store, "A1", "C1", "LIB")
    assert store.news() == []


@pytest.mark.parametrize("lose", AWAY, ids=lambda value: value.__name__)
def test_what_is_open_can_be_saved_elsewhere(
    store: SqliteStore, path: Path, lose: Loss, tmp_path_factory: pytest.TempPathFactory
) -> None:
    set_cell(store, "A1", "C1", "LIB")
    before, events = store.load(), store.history()
    lose(path)
    with pytest.raises(DatabaseGone):
        store.news()
    saved = tmp_path_factory.mktemp("other") / "saved.db"
    store.save_as(saved)
    assert store.where == str(saved)
    assert (store.load(), store.history()) == (before, events)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert store.news() == []
    set_cell(store, "A1", "C2", "LIB")
    with closing(open_store(saved, actor="omar")) as other:
        assert cells(other)["A1", "C2"] == "LIB"
        theirs = set_cell(other, "A1", "C2", "WARD")
    assert store.news() == [theirs]


def test_saving_never_overwrites(store: SqliteStore, path: Path) -> None:
    there = path.with_name("there.db")
    there.write_text("precious")
    path.unlink()
    with pytest.raises(UsageError, match="already there"):
        store.save_as(there)
    assert there.read_text() == "precious"
    with pytest.raises(UsageError, match="can't be written"):
        store.save_as(path.parent / "nowhere" / "saved.db")
    store.save_as(path.with_name("saved.db"))
    assert store.load().rows == ROWS


def test_what_was_overwritten_is_not_saved_as_if_it_were_ours(path: Path) -> None:
    store = sample_store(path)
    overwritten(path)
    with pytest.raises(DatabaseGone, match="was overwritten"):
        store.save_as(path.with_name("saved.db"))
    assert not path.with_name("saved.db").exists()
    store.close()
