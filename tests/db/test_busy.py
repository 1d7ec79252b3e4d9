"""Another program has the database locked, or the disk fails in the moment of saving."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import ChangedElsewhere, DatabaseBusy, DatabaseUnusable
from db import connection
from db.connection import Connection, connect
from db.store import SqliteStore, open_store
from tests.build import worded, words
from tests.db.samples import ROWS, cells, sample_store, set_cell

pytestmark = pytest.mark.usefixtures("unsafe")


@pytest.fixture
def unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a write-ahead log, where readers and writers wait for each other."""
    monkeypatch.setattr("db.modes.wal_is_safe", lambda: False)


@pytest.fixture
def quick(path: Path) -> Iterator[SqliteStore]:
    """A store that does not wait for long."""
    opened = sample_store(path, busy_seconds=0.05)
    yield opened
    opened.close()


@contextmanager
def held(path: Path, *statements: str) -> Iterator[None]:
    """Another program that has it locked."""
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        for sql in statements:
            holder.execute(sql).fetchall()
        yield
        holder.execute("ROLLBACK")


def place_one(store: SqliteStore) -> Any:
    return place(store, worded("A1 C1"), [Edit("A1", "C1", "LIB")], [None])


class TestTheSameCallCanBeMadeAgain:
    def test_locked_at_the_beginning(self, quick: SqliteStore, path: Path) -> None:
        with held(path, "BEGIN IMMEDIATE"):
            for _ in range(3):
                with pytest.raises(DatabaseBusy, match="Nothing was changed"):
                    place_one(quick)
        assert place_one(quick).id == 2
        assert cells(quick)["A1", "C1"] == "LIB"

    def test_locked_at_the_commit(self, quick: SqliteStore, path: Path) -> None:
        """Who reads keeps the writer from finishing, and its lock must not outlive that."""
        with held(path, "BEGIN", "SELECT * FROM hosts"):
            for _ in range(3):
                with pytest.raises(DatabaseBusy):
                    place_one(quick)
            with closing(open_store(path, actor="omar", busy_seconds=0.05)) as other:
                assert other.load().rows == ROWS  # no lock was left behind
        assert place_one(quick).id == 2

    def test_locked_against_reading(self, quick: SqliteStore, path: Path) -> None:
        reads: list[Callable[[], Any]] = [
            quick.load,
            quick.news,
            quick.history,
            quick.publications,
            lambda: quick.changes(1),
            lambda: quick.draft([("A1", "C1")]),
            lambda: open_store(path, busy_seconds=0.05),
        ]
        with held(path, "BEGIN EXCLUSIVE"):
            for call in reads:
                with pytest.raises(DatabaseBusy):
                    call()
        assert quick.load().rows == ROWS
        assert quick.news() == []

    def test_news_are_not_lost_to_a_lock(self, quick: SqliteStore, path: Path) -> None:
        with closing(open_store(path, actor="omar")) as other:
            theirs = set_cell(other, "A1", "C2", "LIB")
        with held(path, "BEGIN EXCLUSIVE"), pytest.raises(DatabaseBusy):
            quick.news()
        assert quick.news() == [theirs]

    def test_what_was_not_saved_is_not_taken_for_ones_own(self, quick: SqliteStore, path: Path) -> None:
        """Somebody else's event gets the number that the failed one would have had."""
        with held(path, "BEGIN", "SELECT * FROM hosts"), pytest.raises(DatabaseBusy):
            place_one(quick)
        with closing(open_store(path, actor="omar")) as other:
            theirs = set_cell(other, "A1", "C1", "WARD")
        assert theirs.id == 2
        assert quick.news() == [theirs]


class TestWhatWasWrittenAloneAndNotKept:
    """What goes on afterwards goes on from what is in the file, as if nothing had been written."""

    def check(self, store: SqliteStore, path: Path) -> None:
        assert store.load().rows == ROWS
        with closing(open_store(path, actor="omar")) as other:
            theirs = set_cell(other, "A1", "C2", "WARD")
        assert store.news() == [theirs]
        assert place_one(store).id == 3
        assert store.news() == []

    def write_and_look(self, store: SqliteStore, error: Exception | None = None) -> None:
        with store.alone():
            place_one(store)
            assert cells(store)["A1", "C1"] == "LIB"
            if error:
                raise error

    def test_locked_at_the_commit(self, quick: SqliteStore, path: Path) -> None:
        with held(path, "BEGIN", "SELECT * FROM hosts"), pytest.raises(DatabaseBusy):
            self.write_and_look(quick)
        self.check(quick, path)

    def test_given_up(self, quick: SqliteStore, path: Path) -> None:
        with pytest.raises(ChangedElsewhere, match="no more"):
            self.write_and_look(quick, ChangedElsewhere("no more"))
        self.check(quick, path)

    def test_given_up_and_written_again_without_a_look(self, quick: SqliteStore) -> None:
        def give_up() -> None:
            with quick.alone():
                place_one(quick)
                raise ChangedElsewhere("no more")

        with pytest.raises(ChangedElsewhere):
            give_up()
        assert place_one(quick).id == 2


def test_what_was_written_alone_is_not_news(quick: SqliteStore, path: Path) -> None:
    with quick.alone():
        place_one(quick)
        place(quick, worded("A1 C2"), [Edit("A1", "C2", "WARD")], [None])
    with closing(open_store(path, actor="omar")) as other:
        theirs = set_cell(other, "A1", "C1", None)
    assert quick.news() == [theirs]


def test_a_short_lock_is_waited_for(path: Path) -> None:
    store = sample_store(path, busy_seconds=10)
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM hosts").fetchall()
    timer = threading.Timer(0.3, reader.execute, ["ROLLBACK"])
    timer.start()
    start = time.monotonic()
    assert place_one(store).id == 2
    assert time.monotonic() - start < 5
    timer.join()
    reader.close()
    store.close()


def test_how_long_it_waits_can_be_set(quick: SqliteStore, path: Path) -> None:
    assert quick.busy_seconds == 0.05
    quick.busy_seconds = 0.4
    start = time.monotonic()
    with held(path, "BEGIN IMMEDIATE"), pytest.raises(DatabaseBusy, match=r"for 0\.4 seconds"):
        place_one(quick)
    assert 0.3 < time.monotonic() - start < 5


class FailingDisk(Connection):
    """A disk that gives an error when a change is saved, before or after that was done."""

    done = False
    moment = 1  # which of the commits
    code = sqlite3.SQLITE_IOERR_FSYNC

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
        if sql == "COMMIT":
            FailingDisk.moment -= 1
            if FailingDisk.moment == 0:
                if self.done:
                    super().execute(sql)
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = self.code
                raise error
        return super().execute(sql, *values)


class TestAFailingDisk:
    @pytest.fixture
    def failing(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
    ) -> Iterator[SqliteStore]:
        sample_store(path).close()
        monkeypatch.setattr(connection, "Connection", FailingDisk)
        monkeypatch.setattr(FailingDisk, "done", request.param)
        monkeypatch.setattr(FailingDisk, "moment", 1)
        opened = open_store(path, actor="mina", busy_seconds=0.05)
        yield opened
        opened.close()

    @pytest.mark.parametrize("failing", [False], indirect=True)
    def test_before_it_was_saved(self, failing: SqliteStore) -> None:
        with pytest.raises(DatabaseUnusable, match=r"when a change was saved\. Nothing was changed"):
            place_one(failing)
        assert failing.load().rows == ROWS
        assert failing.news() == []
        assert place_one(failing).id == 2

    @pytest.mark.parametrize("failing", [True], indirect=True)
    def test_after_it_was_saved(self, failing: SqliteStore) -> None:
        with pytest.raises(DatabaseUnusable, match="The change was saved") as told:
            place_one(failing)
        assert "Nothing was changed" not in str(told.value)
        assert [words(event) for event in failing.news()] == ["A1 C1"]  # so that who goes on shows it
        assert cells(failing)["A1", "C1"] == "LIB"

    @pytest.mark.parametrize("failing", [False], indirect=True)
    def test_before_what_was_written_alone_was_saved(self, failing: SqliteStore) -> None:
        with pytest.raises(DatabaseUnusable, match=r"saved\. Nothing was changed"), failing.alone():
            place_one(failing)
        assert failing.load().rows == ROWS
        assert place_one(failing).id == 2
        assert failing.news() == []

    @pytest.mark.parametrize("failing", [True], indirect=True)
    def test_after_what_was_written_alone_was_saved(self, failing: SqliteStore) -> None:
        with pytest.raises(DatabaseUnusable, match="The change was saved"), failing.alone():
            place_one(failing)
        assert [words(event) for event in failing.news()] == ["A1 C1"]
        assert cells(failing)["A1", "C1"] == "LIB"

    @pytest.mark.parametrize("failing", [False], indirect=True)
    def test_a_full_disk(self, failing: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(FailingDisk, "code", sqlite3.SQLITE_FULL)
        with pytest.raises(DatabaseUnusable, match=r"the disk is full.*Nothing was changed"), failing.alone():
            place_one(failing)
        assert failing.load().rows == ROWS
        assert place_one(failing).id == 2

    @pytest.mark.parametrize("failing", [True], indirect=True)
    def test_when_it_cannot_be_looked_at(self, failing: SqliteStore, path: Path) -> None:
        def gone(*_: Any) -> None:
            raise DatabaseUnusable("the share is gone")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("db.unsure.connect", gone)
            with pytest.raises(DatabaseUnusable, match="Whether it was saved can't be told"):
                place_one(failing)


def test_a_lock_while_copying_is_told(path: Path) -> None:
    store = sample_store(path, busy_seconds=0.05)
    with held(path, "BEGIN EXCLUSIVE"), pytest.raises(DatabaseBusy):
        store.save_as(path.with_name("saved.db"))
    assert [file.name for file in path.parent.iterdir()] == ["programme.db"]
    store.save_as(path.with_name("saved.db"))
    store.close()
    with closing(connect(path.with_name("saved.db"))) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
