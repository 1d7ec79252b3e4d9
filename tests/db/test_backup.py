"""Copies of a database that is in use, and putting one back."""

import multiprocessing
import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from apprentices.commands.advice import said
from apprentices.errors import (
    ChangedElsewhere,
    DatabaseBusy,
    DatabaseGone,
    DatabaseUnusable,
    NothingToUndo,
    UsageError,
)
from apprentices.programme import SettingRow
from apprentices.statements import Ending, stated
from apprentices.undoing import redo, undo
from db import backup, connection, migrations, replay
from db.connection import Connection, connect, read
from db.opening import look
from db.restoring import Restored, restore
from db.store import SqliteStore, open_store
from tests.build import PUBLISHED, worded, words
from tests.db.samples import ACCEPTED, ROWS, SIGNED, TOLD, cells, sample_store, set_cell
from tests.db.test_migrations import second, use_steps

LATER = datetime(2026, 11, 26, 21, 1).astimezone()  # kept copies are named by the clock on the wall
MODES = pytest.mark.parametrize("mode", ["delete", "wal"])


@pytest.fixture
def mode() -> str:
    return "delete"


@pytest.fixture
def store(path: Path, mode: str, request: pytest.FixtureRequest) -> Iterator[SqliteStore]:
    if mode == "wal":
        request.getfixturevalue("safe_wal")
    opened = sample_store(path)
    yield opened
    opened.close()


@pytest.fixture
def copy(path: Path, store: SqliteStore) -> Path:
    """A backup of the sample, after which Mina's programme went on."""
    made = path.with_name("backup.db")
    save(path, made)
    set_cell(store, "A1", "C1", "LIB")
    set_cell(store, "A1", "C2", "WARD")
    return made


def save(path: Path, to: Path, overwrite: bool = False) -> None:
    conn, _ = look(path)
    with closing(conn):
        backup.save(conn, to, overwrite=overwrite)


def content(path: Path) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Who is where, and what has happened."""
    with closing(open_store(path, actor="somebody")) as opened:
        return cells(opened), [words(event) for event in opened.history()]


def insist_it_is_well(path: Path) -> None:
    with closing(connect(path)) as conn, read(conn):
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert list(replay.differences(conn)) == []


class TestBackup:
    @MODES
    def test_holds_everything_while_it_is_in_use(self, store: SqliteStore, path: Path) -> None:
        set_cell(store, "A1", "C1", "LIB")
        made = path.with_name("backup.db")
        old = os.umask(0)
        try:
            save(path, made)
        finally:
            os.umask(old)
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert content(made) == (cells(store), ["A1 C1", "import of the sample"])
        insist_it_is_well(made)
        assert sorted(file.name for file in path.parent.iterdir() if "programme" not in file.name) == [
            "backup.db"
        ]

    def test_overwrites_only_when_told_to(self, store: SqliteStore, path: Path) -> None:
        made = path.with_name("backup.db")
        made.write_text("precious")
        with pytest.raises(UsageError, match="already there"):
            save(path, made)
        assert made.read_text() == "precious"
        save(path, made, overwrite=True)
        assert content(made)[0] == cells(store)

    @pytest.mark.parametrize("overwrite", [False, True])
    def test_never_onto_itself(self, store: SqliteStore, path: Path, overwrite: bool) -> None:
        link = path.with_name("link.db")
        link.symlink_to(path)
        for name in (path, link):
            with pytest.raises(UsageError, match="is the database itself"):
                save(path, name, overwrite)
        assert store.load().rows == ROWS

    @pytest.mark.parametrize("end", ["-wal", "-journal"])
    def test_not_beside_what_would_be_taken_for_a_part_of_it(
        self, store: SqliteStore, path: Path, end: str
    ) -> None:
        path.with_name(f"backup.db{end}").write_bytes(b"of another")
        with pytest.raises(UsageError, match="is left of another database"):
            save(path, path.with_name("backup.db"))

    @pytest.mark.parametrize("name", ["nowhere/backup.db", "."])
    def test_where_nothing_can_be_written(self, store: SqliteStore, path: Path, name: str) -> None:
        with pytest.raises(UsageError):
            save(path, path.parent / name, overwrite=True)
        assert [file.name for file in path.parent.iterdir()] == ["programme.db"]

    def test_of_a_damaged_one_is_refused(self, store: SqliteStore, path: Path) -> None:
        store.close()
        spoil_a_page(path)
        with pytest.raises(DatabaseUnusable, match=r"is damaged ") as refused:
            save(path, path.with_name("backup.db"))
        assert "`apprentices restore FILE`" in said(refused.value)[0]
        assert [file.name for file in path.parent.iterdir()] == ["programme.db"]

    def test_of_an_older_layout_stays_in_it(
        self, store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever has just installed a new version wants a copy of what was there before it."""
        store.close()
        before = migrations.VERSION
        use_steps(monkeypatch, *migrations.STEPS, second)
        save(path, path.with_name("backup.db"))
        for name in (path, path.with_name("backup.db")):
            with closing(sqlite3.connect(name)) as conn:
                assert conn.execute("PRAGMA user_version").fetchone() == (before,)


def spoil_a_page(path: Path) -> None:
    """Damage that SQLite only meets when it reads that table."""
    with closing(sqlite3.connect(path)) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'travel'").fetchone()
    spoilt = bytearray(path.read_bytes())
    spoilt[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(spoilt)


BACK = ["Restored backup.db; what was there is kept in programme.db.replaced-2026-11-26T2101"]
START = {("B2", "C1"): "WARD", ("B2", "C2"): "LIB"}


def restored(path: Path, copy: Path, actor: str = "omar") -> Restored:
    with time_machine.travel(LATER, tick=False):
        return restore(path, copy, actor, busy_seconds=0.3)


class TestRestore:
    @MODES
    def test_puts_back_what_was_copied_and_keeps_what_it_replaces(
        self, store: SqliteStore, path: Path, copy: Path
    ) -> None:
        before = (cells(store), [words(event) for event in store.history()])
        done = restored(path, copy)
        assert done.kept == path.with_name("programme.db.replaced-2026-11-26T2101")
        assert stat.S_IMODE(done.kept.stat().st_mode) == 0o600
        assert done.changes == 2
        assert content(path) == (START, [*BACK, "import of the sample"])
        assert content(done.kept) == before
        insist_it_is_well(path)
        insist_it_is_well(done.kept)

    def test_statements_go_with_both(self, store: SqliteStore, path: Path) -> None:
        store.write(worded("said", "state"), {"waiver": [ACCEPTED], "signoff": [SIGNED]}, {}, {})
        made = path.with_name("backup.db")
        save(path, made)
        later = stated(Ending, ends=ACCEPTED.statement, why="x", by="Ruth")
        store.write(worded("later", "state"), {"ending": [later]}, {}, {})
        kept = restored(path, made).kept
        assert kept is not None
        for file, endings in ((path, []), (kept, [later])):
            with closing(open_store(file)) as opened:
                rows = opened.load().rows
            assert (rows["waiver"], rows["signoff"], rows["ending"]) == ([ACCEPTED], [SIGNED], endings)
        insist_it_is_well(path)

    def test_and_back_again(self, store: SqliteStore, path: Path, copy: Path) -> None:
        before = cells(store)
        first = restored(path, copy)
        assert first.kept is not None
        second = restored(path, first.kept)
        assert second.kept == path.with_name("programme.db.replaced-2026-11-26T2101-2")
        assert content(path)[0] == before
        assert content(second.kept)[0] == START

    def test_the_rows_keep_their_numbers(self, store: SqliteStore, path: Path, copy: Path) -> None:
        """So that what happened before the backup can still be taken back, and nothing twice numbered."""
        restored(path, copy)
        with closing(open_store(path, actor="mina")) as opened:
            edit = set_cell(opened, "A1", "C1", "WARD")
            undo(opened, edit.id)
            undo(opened, 1)
            assert not any(opened.load().rows.values())
            redo(opened)
            assert opened.load().rows == ROWS
        insist_it_is_well(path)

    @MODES
    def test_who_has_it_open_sees_it(self, store: SqliteStore, path: Path, copy: Path) -> None:
        assert store.news() == []
        restored(path, copy)
        news = store.news()
        assert [(event.kind, event.actor) for event in news] == [("restore", "omar")]
        assert store.news() == []
        assert cells(store) == START
        set_cell(store, "A1", "C1", "LIB")
        assert store.news() == []

    def test_who_has_it_open_does_not_write_upon_it_unseen(
        self, store: SqliteStore, path: Path, copy: Path
    ) -> None:
        """Their next event would have a number that the old history had given out."""
        store.load()
        restored(path, copy)
        with pytest.raises(ChangedElsewhere, match=r"Restored backup\.db.*by omar.*Look again"):
            store.write(worded("x"), {"settings": [SettingRow(setting="name", value="N")]}, {}, {})
        with pytest.raises(ChangedElsewhere):
            store.publish("Mina", PUBLISHED, None, TOLD)
        assert cells(store) == START
        set_cell(store, "A1", "C1", "LIB")
        assert [event.kind for event in store.news()] == ["restore"]
        set_cell(store, "A1", "C2", "LIB")
        assert store.news() == []

    def test_of_what_has_not_changed_since(self, store: SqliteStore, path: Path) -> None:
        save(path, copy := path.with_name("backup.db"))
        store.load()
        restored(path, copy)
        assert [event.kind for event in store.news()] == ["restore"]

    def test_a_restore_is_not_undone(self, store: SqliteStore, path: Path, copy: Path) -> None:
        restored(path, copy, actor="mina")
        store.news()
        newest = store.history(1)[0].id
        for named in (None, newest):
            with pytest.raises(NothingToUndo, match=r"programme\.db\.replaced-2026-11-26T2101: .*restor"):
                undo(store, named)

    def test_of_an_older_layout_is_brought_up_to_date(
        self, store: SqliteStore, path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.close()
        use_steps(monkeypatch, *migrations.STEPS, second)
        restored(path, copy)
        with closing(open_store(path)) as opened, closing(connect(path)) as conn:
            assert cells(opened) == START
            assert conn.execute("SELECT motto FROM hosts").fetchall() == [(None,), (None,)]

    def test_where_there_was_nothing(self, store: SqliteStore, path: Path, copy: Path) -> None:
        place = path.parent / "new" / "place.db"
        done = restored(place, copy)
        assert done.kept is None
        assert content(place) == (START, ["Restored backup.db", "import of the sample"])
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert [file.name for file in place.parent.iterdir()] == ["place.db"]


def text(path: Path) -> None:
    path.write_text("apprentice,name\nA1,Ada\n" * 100)


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def lacking_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TABLE travel")


@pytest.mark.parametrize("damage", [text, half, spoil_a_page, lacking_a_table], ids=lambda d: d.__name__)
def test_a_damaged_database_is_moved_aside(
    store: SqliteStore, path: Path, copy: Path, damage: Callable[[Path], None]
) -> None:
    damage(path)
    before = path.read_bytes()
    done = restored(path, copy)
    assert done.kept == path.with_name("programme.db.replaced-2026-11-26T2101")
    assert done.kept.read_bytes() == before
    assert content(path) == (START, [*BACK, "import of the sample"])
    insist_it_is_well(path)
    with pytest.raises(DatabaseGone):
        store.news()


@pytest.mark.parametrize("crash", ["wal", "journal"])
@pytest.mark.parametrize("missing", [False, True], ids=["there", "missing"])
def test_beside_what_an_earlier_file_has_left(path: Path, safe_wal: None, crash: str, missing: bool) -> None:
    """A copy that is merely put there gives back something else, or is damaged by what lies beside it."""
    sample_store(path).close()
    save(path, copy := path.with_name("backup.db"))
    subprocess.run([sys.executable, "-c", CRASH[crash], path], check=True)
    left = path.with_name(f"programme.db-{crash}")
    assert left.stat().st_size > 0
    if missing:
        path.unlink()
    restored(path, copy)
    assert content(path)[0] == START
    insist_it_is_well(path)


CRASH = {
    "wal": (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "[c.execute('UPDATE hosts SET name = ?', (f'{n}' * 900,)) for n in range(300)]; os._exit(0)"
    ),
    "journal": (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA journal_mode = delete'); c.execute('PRAGMA cache_size = 2');"
        "c.execute('BEGIN'); c.execute('DELETE FROM clearances');"
        "[c.execute('INSERT INTO hosts (host, name) VALUES (?, ?)', (f'H{n}', 'x' * 900))"
        " for n in range(500)]; os._exit(0)"
    ),
}


class TestRefused:
    """Nothing is changed, nothing left behind."""

    def check(self, path: Path, copy: Path, error: type[Exception], words: str) -> None:
        before = path.read_bytes(), sorted(file.name for file in path.parent.iterdir())
        with pytest.raises(error, match=words):
            restored(path, copy)
        assert (path.read_bytes(), sorted(file.name for file in path.parent.iterdir())) == before

    def test_itself(self, store: SqliteStore, path: Path) -> None:
        self.check(path, path, UsageError, "is the database itself")

    @pytest.mark.parametrize("damage", [text, half, spoil_a_page, lacking_a_table], ids=lambda d: d.__name__)
    def test_a_damaged_backup(
        self, store: SqliteStore, path: Path, copy: Path, damage: Callable[[Path], None]
    ) -> None:
        damage(copy)
        self.check(path, copy, DatabaseUnusable, "backup.db ")

    def test_a_backup_that_was_changed_by_hand(self, store: SqliteStore, path: Path, copy: Path) -> None:
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.execute("DELETE FROM hosts WHERE host = 'COL'")
        self.check(path, copy, DatabaseUnusable, "backup.db was changed by hand")

    def test_a_value_that_cannot_be_read(self, store: SqliteStore, path: Path, copy: Path) -> None:
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.execute("UPDATE placements SET weekly_hours = '1.2.3'")
        self.check(path, copy, DatabaseUnusable, "backup.db was changed by hand")

    @pytest.mark.parametrize(
        ("pragma", "words"),
        [("user_version = 99", "is of a newer version"), ("application_id = 7", "of another program")],
    )
    def test_what_is_not_ours(
        self, store: SqliteStore, path: Path, copy: Path, pragma: str, words: str
    ) -> None:
        store.close()
        for name in (copy, path):  # the backup, then what would be replaced
            kept = name.read_bytes()
            with closing(sqlite3.connect(name)) as conn:
                conn.execute(f"PRAGMA {pragma}")
            self.check(path, copy, DatabaseUnusable, words)
            name.write_bytes(kept)

    def test_while_somebody_reads(self, store: SqliteStore, path: Path, copy: Path) -> None:
        """Then the rows are exchanged, but can't be saved."""
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN")
            holder.execute("SELECT * FROM hosts").fetchall()
            with pytest.raises(DatabaseBusy):
                restored(path, copy)
            holder.execute("ROLLBACK")
        assert sorted(file.name for file in path.parent.iterdir()) == ["backup.db", "programme.db"]
        assert ("A1", "C1") in cells(store)

    def test_while_somebody_writes(self, store: SqliteStore, path: Path, copy: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseBusy):
                restored(path, copy)
            holder.execute("ROLLBACK")
        assert sorted(file.name for file in path.parent.iterdir()) == ["backup.db", "programme.db"]
        assert ("A1", "C1") in cells(store)


class Stopped(Connection):
    """Something happens at the commit of a restore, before or after that is done."""

    done = False
    error: BaseException | None = None

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT" and self.error and self.path.name == "programme.db":
            if self.done:
                super().execute(sql)
            raise self.error
        return super().execute(sql, *values)


def failing_disk() -> sqlite3.Error:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    return error


class TestStoppedAtItsEnd:
    """What was replaced is kept wherever it may have been replaced."""

    KEPT = "programme.db.replaced-2026-11-26T2101"

    @pytest.fixture
    def stop(self, monkeypatch: pytest.MonkeyPatch, store: SqliteStore, copy: Path) -> Callable[..., None]:
        def stop(error: BaseException, done: bool) -> None:
            monkeypatch.setattr(connection, "Connection", Stopped)
            monkeypatch.setattr(Stopped, "error", error)
            monkeypatch.setattr(Stopped, "done", done)

        return stop

    @pytest.mark.parametrize(
        ("done", "words"), [(True, "The change was saved"), (False, "Nothing was changed")]
    )
    def test_by_the_disk(
        self, store: SqliteStore, path: Path, copy: Path, stop: Callable[..., None], done: bool, words: str
    ) -> None:
        before = cells(store)
        stop(failing_disk(), done)
        with pytest.raises(DatabaseUnusable, match=rf"{words}; a copy of what was there is in .*{self.KEPT}"):
            restored(path, copy)
        assert content(path.with_name(self.KEPT))[0] == before
        assert content(path)[0] == (START if done else before)

    def test_by_the_disk_and_it_cannot_be_looked_at(
        self,
        store: SqliteStore,
        path: Path,
        copy: Path,
        stop: Callable[..., None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def gone(*_: Any) -> None:
            raise DatabaseUnusable("the share is gone")

        before = cells(store)
        stop(failing_disk(), True)
        monkeypatch.setattr("db.unsure.connect", gone)
        with pytest.raises(DatabaseUnusable, match=r"Whether it was saved can't be told; a copy"):
            restored(path, copy)
        assert content(path.with_name(self.KEPT))[0] == before

    def test_by_a_person_after_it_was_saved(
        self, store: SqliteStore, path: Path, copy: Path, stop: Callable[..., None]
    ) -> None:
        before = cells(store)
        stop(KeyboardInterrupt(), True)
        with pytest.raises(KeyboardInterrupt):
            restored(path, copy)
        assert content(path) == (START, [*BACK, "import of the sample"])
        assert content(path.with_name(self.KEPT))[0] == before

    def test_by_a_person_before_it_was_saved(
        self, store: SqliteStore, path: Path, copy: Path, stop: Callable[..., None]
    ) -> None:
        before = cells(store)
        stop(KeyboardInterrupt(), False)
        with pytest.raises(KeyboardInterrupt):
            restored(path, copy)
        assert sorted(file.name for file in path.parent.iterdir()) == ["backup.db", "programme.db"]
        assert cells(store) == before


def test_two_restores_at_once_keep_a_copy_each(store: SqliteStore, path: Path, copy: Path) -> None:
    """The later one keeps what the earlier one has put there, and leaves the earlier copy alone."""
    before = cells(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder, ThreadPoolExecutor() as pool:
        holder.execute("BEGIN IMMEDIATE")
        both = [pool.submit(restore, path, copy, name, busy_seconds=30) for name in ("omar", "mina")]
        time.sleep(1)  # both are waiting
        holder.execute("ROLLBACK")
        kept = [done.result().kept for done in both]
    found = [content(one)[0] for one in kept if one]
    assert len(set(kept)) == 2
    assert before in found
    assert START in found


def keep_writing(path: Path) -> None:
    """Another program; it looks again whenever it is told that something has changed."""
    store = open_store(path, actor="writer")
    for number in range(10_000):
        try:
            set_cell(store, "A1", "C1", ("LIB", "WARD")[number % 2])
        except ChangedElsewhere:
            continue
        except DatabaseGone:
            return


def test_nothing_that_was_written_is_lost_between_the_copy_and_its_place(path: Path) -> None:
    """Each change is either in what was kept or in what goes on after the restore."""
    store = sample_store(path)
    save(path, copy := path.with_name("backup.db"))
    writer = multiprocessing.get_context("spawn").Process(target=keep_writing, args=(path,))
    writer.start()
    done = []
    for _ in range(4):
        seen = len(store.history())
        while len(store.history()) < seen + 3:
            pass
        done.append(restore(path, copy, "omar"))
    writer.kill()
    writer.join()
    for kept in (one.kept for one in done):
        assert kept is not None
        insist_it_is_well(kept)
        with closing(open_store(kept)) as opened:
            assert words(opened.history()[-1]) == "import of the sample"
    insist_it_is_well(path)
    assert [event.kind for event in store.history()][-2:] == ["restore", "import"]
    store.close()
