"""Bringing a database of an older version up to date."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apprentices.errors import ChangedElsewhere, DatabaseUnusable, NothingToUndo
from apprentices.undoing import redo, undo
from db import migrations
from db.connection import connect
from db.doctor import State, examine
from db.migrations import VERSION
from db.store import open_store
from tests.build import worded, words
from tests.db.samples import (
    AT_NOON,
    BY_OMAR,
    ROWS,
    made_by_an_earlier_version,
    new_sample_store,
    set_cell,
)


def second(db: Any) -> None:
    """As a later version may: another column, and a table made anew."""
    db.execute("ALTER TABLE hosts ADD COLUMN motto TEXT")
    db.execute("ALTER TABLE settings RENAME TO old_settings")
    db.execute("CREATE TABLE settings AS SELECT * FROM old_settings")
    db.execute("DROP TABLE old_settings")
    db.execute("CREATE UNIQUE INDEX settings_key ON settings (setting)")


def failing(db: Any) -> None:
    second(db)
    db.execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def old(path: Path) -> Path:
    """A database of today's version with one edit upon the sample."""
    store = new_sample_store(path)
    set_cell(store, "A1", "C1", "LIB")
    store.close()
    return path


def use_steps(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> None:
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "VERSION", len(steps))


def test_keeps_the_data_the_journal_and_the_triggers(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    store = open_store(old, actor="mina")
    shell = sqlite3.connect(old)
    assert shell.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)
    shell.execute("UPDATE settings SET value = '2' WHERE setting = 'max_run_at_host'")
    shell.commit()
    shell.close()
    assert words(store.history(1)[0]) == "changed settings by hand"
    undo(store, store.history(1)[0].id)
    undo(store)
    assert store.load().rows == ROWS
    store.close()


LABELS = [
    "import of the sample",
    "Restored backup.db; what was there is kept in programme.db.replaced-2026-11-27T0037",
    "Ada A1 to LIB in C1",
    "Ada A1 pinned in C1",
    "undo: Ada A1 pinned in C1",
    "redo: Ada A1 pinned in C1",
    "Ada B2 cleared in C2",
    "PLAN-GAP: severity set to warning",
    "changed hosts by hand",
    "changed settings by hand",
    "Publication 1 by Ruth",
    "Imported more.csv",
    "undo: Imported more.csv",
    "redo: Imported more.csv",
    "Ada C3 to LIB in C1",
    "undo: Ada C3 to LIB in C1",
]


class TestEventsOfLayout2:
    """A database of version 0.1.0 with events of every kind; 12 is an import, 14 its redo."""

    @pytest.fixture(params=["as it was", "another table says that only the first step was done"])
    def made_before(self, path: Path, request: pytest.FixtureRequest) -> Path:
        made_by_an_earlier_version(path, "history")
        path.chmod(0o600)
        if request.param != "as it was":
            with closing(sqlite3.connect(path)) as shell, shell:
                shell.execute("DELETE FROM _sqlite_migrations WHERE name = 'rule_data'")
        return path

    def test_are_told_as_they_were(self, made_before: Path) -> None:
        with closing(open_store(made_before, actor="mina")) as store:
            events = store.history()[::-1]
            assert [words(event) for event in events] == LABELS
            assert [event.id for event in events if event.undone] == [5, 13, 15]
            assert [event.changes for event in events] == [34, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 4, 4, 4, 1, 1]
            assert [event.id for event in events if event.holidays] == [1, 12, 13, 14]
            assert {event.holidays for event in events} == {0, 1}
            assert events[13].deed.first.kind == "import"

    def test_are_undone_and_redone(self, made_before: Path) -> None:
        with closing(open_store(made_before, actor="mina")) as store:
            start = store.load()
            assert words(redo(store)) == "redo: Ada C3 to LIB in C1"
            undo(store)
            for number in (14, 10, 9, 8, 7, 6, 3):
                undo(store, number)
            assert store.load().rows == ROWS
            for _ in range(7):
                redo(store)
            assert store.load() == start
            with pytest.raises(NothingToUndo, match="only restoring what was kept"):
                undo(store, 2)
            with pytest.raises(NothingToUndo, match="Publication 1 by Ruth: that can't be undone"):
                undo(store, 11)
            with pytest.raises(NothingToUndo, match="was taken back already"):
                undo(store, 13)

    def test_an_undo_sees_what_was_entered_in_a_column_that_its_entry_never_had(
        self, made_before: Path
    ) -> None:
        # Change 9 gave COL seats, before there was anything to say of its apprentices' wages.
        with closing(open_store(made_before, actor="omar")) as store:
            (host,) = (row for row in store.load().rows["hosts"] if row.host == "COL")
            with AT_NOON:
                store.write(worded("x"), {"hosts": [replace(host, living_wage_apprentices=True)]}, {}, {})
            with pytest.raises(ChangedElsewhere) as refused:
                undo(store, 9)
            assert str(refused.value) == (
                "Change 9 (changed hosts by hand) can't be taken back: COL in hosts now has "
                f"living_wage_apprentices yes, {BY_OMAR}. Nothing was changed."
            )
            undo(store)
            undo(store, 9)
            assert replace(host, seats=None) in store.load().rows["hosts"]

    def test_the_journal_leads_to_what_is_there(self, made_before: Path) -> None:
        with closing(open_store(made_before, actor="mina")) as store:
            set_cell(store, "A1", "C2", "LIB")
        assert [check for check in examine(made_before) if check.state is not State.WELL] == []

    def test_nothing_is_wrong_with_it_before_it_is_brought_up_to_date(self, made_before: Path) -> None:
        before = made_before.read_bytes()
        checks = {check.name: check for check in examine(made_before)}
        assert [check for check in checks.values() if check.state is not State.WELL] == []
        assert {"triggers", "journal", "publications"} < checks.keys()
        assert made_before.read_bytes() == before

    def test_the_layout_is_stated_once(self, made_before: Path) -> None:
        open_store(made_before).close()
        with closing(connect(made_before)) as conn:
            assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
            found = conn.execute("SELECT name FROM sqlite_master WHERE name LIKE '%migrations'").fetchall()
        assert found == []


def test_an_undo_looks_at_the_columns_that_came_later_too(path: Path) -> None:
    made_by_an_earlier_version(path, "layout")
    with closing(open_store(path, actor="mina")) as store:
        ada = next(row for row in store.load().rows["apprentices"] if row.apprentice == "A1")
        later = replace(ada, training_plan_on=date(2026, 9, 1))
        store.write(worded("a plan", "edit"), {"apprentices": [later]}, {}, {})
        with pytest.raises(ChangedElsewhere, match="A1 in apprentices now has training_plan_on"):
            undo(store, 1)
        assert later in store.load().rows["apprentices"]


def test_the_layouts_are_numbered_without_a_gap() -> None:
    scripts = Path(migrations.__file__).with_name("layouts").glob("*.sql")
    assert sorted(int(script.name.split("_")[0]) for script in scripts) == list(range(1, VERSION + 1))


def test_is_done_whole_or_not_at_all(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, failing)
    before = old.read_bytes()
    with pytest.raises(DatabaseUnusable, match="no such table: nowhere"):
        open_store(old)
    assert old.read_bytes() == before
    monkeypatch.undo()
    open_store(old).close()


def test_refuses_references_that_were_broken_by_hand(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conn = connect(old)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DELETE FROM cycles WHERE cycle = 'C2'")
    conn.close()
    use_steps(monkeypatch, *migrations.STEPS, second)
    with pytest.raises(DatabaseUnusable, match="names the cycle C2, which is not in cycles"):
        open_store(old)


def test_a_database_of_the_first_version_gets_the_table_of_figures(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.touch()
    with monkeypatch.context() as patch, closing(connect(path)) as conn:
        use_steps(patch, migrations.STEPS[0])
        patch.setattr("db.triggers.STORED", {})
        patch.setattr("db.triggers.PUBLISHED", ())
        patch.setattr("db.triggers.STATED", ())
        patch.setattr("db.triggers.PLANS", ())
        migrations.migrate(conn)
    store = open_store(path, actor="mina")
    assert store.load().rows["rule_data"] == []
    store.write(worded("figures", "rules"), {"rule_data": ROWS["rule_data"]}, {}, {})
    assert store.load().rows["rule_data"] == ROWS["rule_data"]
    undo(store)
    assert store.load().rows["rule_data"] == []
    store.close()
