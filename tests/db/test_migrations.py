"""Bringing a database of an older version up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from apprentices.errors import DatabaseUnusable
from apprentices.undoing import undo
from db import migrations
from db.connection import connect
from db.store import open_store
from tests.build import said, words
from tests.db.samples import ROWS, sample_store, set_cell


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
    store = sample_store(path)
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
        use_steps(patch, migrations.first)
        patch.setattr("db.triggers.STORED", {})
        migrations.migrate(conn)
    store = open_store(path, actor="mina")
    assert store.load().rows["rule_data"] == []
    store.write(said("figures", "rules"), {"rule_data": ROWS["rule_data"]}, {}, {})
    assert store.load().rows["rule_data"] == ROWS["rule_data"]
    undo(store)
    assert store.load().rows["rule_data"] == []
    store.close()
