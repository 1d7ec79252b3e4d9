"""The board opens without click, and says the same as with it where it can't open."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from apprentices.commands import beginning, board_alone, opening
from apprentices.commands.board_alone import COMPLETION, asks_for_board_alone
from apprentices.commands.session import Session
from db import connection
from db.migrations import VERSION
from screens.beginning.app import BeginningApp
from tests.commands.conftest import Program


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody sits there; the collector, which opening the board sets aside, comes back."""
    for module in (board_alone, opening):
        monkeypatch.setattr(module, "on_terminal", lambda: True)
    yield
    gc.enable()


def another_file(path: Path) -> None:
    path.write_text("no database " * 1000)


def damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("DROP TABLE travel")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as shell:
        shell.execute(f"PRAGMA user_version = {VERSION + 1}")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("spoil", [another_file, damaged, newer])
def test_what_cannot_be_opened_is_told_alike(
    pilot: Program, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "p.db"
    spoil(path)
    alone, by_click = pilot("--db", path), pilot(f"--db={path}")
    assert alone == by_click == pilot()  # $APPRENTICES_DB names the same file
    assert (alone.code, alone.out) == (3, "")
    assert str(path) in alone.err


@pytest.mark.usefixtures("terminal")
def test_where_nothing_is_yet_ways_to_begin_are_offered_alike(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[object] = []
    monkeypatch.setattr(beginning, "on_terminal", lambda: True)
    monkeypatch.setattr(beginning, "run_app", offered.append)  # left without a choice
    path = tmp_path / "p.db"
    alone, by_click = program("--db", path), program(f"--db={path}")
    assert alone == by_click == program() == (0, "", "")
    assert [type(app) for app in offered] == [BeginningApp] * 3
    assert not path.exists()
    told = program("--json")
    assert (told.code, len(offered)) == (2, 3)
    assert str(path) in told.out + told.err


@pytest.mark.usefixtures("terminal")
def test_one_that_stays_locked_is_told_alike(
    pilot: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    path = tmp_path / "p.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        alone, by_click = pilot("--db", path), pilot(f"--db={path}")
    assert alone == by_click
    assert alone.code == 3
    assert alone.err.startswith("Another program is writing to the database: waiting …")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("name", ["", ".", "x" * 300], ids=["the folder", "here", "too long"])
def test_a_name_that_is_no_file_is_told_alike(program: Program, tmp_path: Path, name: str) -> None:
    alone, by_click = program("--db", tmp_path / name), program(f"--db={tmp_path / name}")
    assert alone == by_click
    assert alone.code == (3 if name.startswith("x") else 2)


@pytest.mark.usefixtures("terminal")
def test_whoever_stops_it_is_told_alike(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.store.open_store", stop)
    alone, by_click = pilot("--db", "p.db"), pilot("--db=p.db")
    assert alone == by_click
    assert (alone.code, alone.err) == (130, "\nStopped.\n")


@pytest.mark.usefixtures("terminal")
def test_which_words_only_open_the_board(monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(*words: str) -> Path | bool | None:
        session = Session()
        return asks_for_board_alone(list(words), session) and session.db

    assert (kept(), kept("--db", "p.db"), kept("--db", "--json")) == (None, Path("p.db"), Path("--json"))
    for words in (["--db"], ["--json"], ["check"], ["--db", "p.db", "check"], ["--help"], ["--", "p.db"]):
        assert kept(*words) is False
    monkeypatch.setenv(COMPLETION, "bash_source")
    assert kept() is False


def test_without_a_terminal_click_decides() -> None:
    assert not asks_for_board_alone([], Session())
