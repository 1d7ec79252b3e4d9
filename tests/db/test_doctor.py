"""Looking a database over, whatever state it is in, without writing a byte."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from apprentices.errors import DatabaseMissing, DatabaseUnusable
from apprentices.undoing import undo
from db.connection import connect, write
from db.doctor import State, examine, facts
from db.migrations import VERSION
from db.store import open_store
from db.triggers import lifted
from tests.build import PUBLISHED, worded
from tests.db.samples import (
    ACCEPTED,
    TOLD,
    by_hand,
    made_by_an_earlier_version,
    sample_store,
    set_cell,
)
from tests.db.test_backup import CRASH, half, lacking_a_table, spoil_a_page, text

WELL = {
    "SQLite",
    "permissions",
    "layout",
    "journal mode",
    "triggers",
    "pages",
    "references",
    "journal",
    "publications",
}


@pytest.fixture
def closed(path: Path) -> Path:
    store = sample_store(path)
    set_cell(store, "A1", "C1", "LIB")
    undo(store)
    store.load()
    store.publish("Ruth", PUBLISHED, None, TOLD)
    store.close()
    return path


def found(path: Path, but: State = State.WELL) -> dict[str, str]:
    """What the checks say by name, those that ended as `but` left out."""
    return {check.name: check.says for check in examine(path) if check.state is not but}


def test_all_is_well(closed: Path) -> None:
    assert set(found(closed, but=State.WRONG)) == WELL
    assert found(closed) == {}


def test_all_is_well_while_others_have_it_open(closed: Path, safe_wal: None) -> None:
    with closing(open_store(closed, actor="mina")) as store:
        set_cell(store, "A1", "C1", "LIB")
        checks = found(closed, but=State.WRONG)
        assert set(checks) == WELL | {"beside it"}
        assert "programme.db-wal" in checks["beside it"]
    assert found(closed) == {}


@pytest.mark.parametrize(
    ("sql", "name", "says"),
    [
        ("DROP TRIGGER journal_hosts_update", "triggers", "journal_hosts_update is missing or changed"),
        ("PRAGMA user_version = -1", "opening", "its layout is -1"),
        ("PRAGMA user_version = 99", "opening", "newer version"),
        ("DROP TABLE travel", "layout", "it has no table travel"),
        ("ALTER TABLE hosts RENAME COLUMN kind TO sort", "layout", "no column kind in hosts"),
        ("DELETE FROM hosts WHERE host = 'COL'", "references", "names the host COL, which is not in hosts"),
        ("DELETE FROM change WHERE tbl = 'travel'", "journal", "but the journal does not have it"),
        ("UPDATE change SET new = 'x' WHERE seq = 1", "journal", "has a value that can't be read"),
        ("UPDATE change SET tbl = 'nowhere' WHERE seq = 1", "journal", "is of nowhere, which is no table"),
        ("DELETE FROM change WHERE op = 'delete'", "journal", "A1 C1 in assignments is in the journal, but"),
        (
            "UPDATE change SET old = '{\"host\":\"ELFT\"}' WHERE op = 'insert' AND tbl = 'hosts'",
            "journal",
            "does not follow from those before it (ELFT in hosts)",
        ),
    ],
)
def test_what_is_wrong_is_named(closed: Path, sql: str, name: str, says: str) -> None:
    by_hand(closed, sql)
    wrong = found(closed)
    assert says in wrong[name]


def test_a_row_that_changed_behind_the_journals_back(closed: Path) -> None:
    by_hand(
        closed,
        "DROP TRIGGER journal_hosts_update",
        "UPDATE hosts SET seats = 77 WHERE host = 'COL'",
    )
    assert found(closed)["journal"] == "COL in hosts: the journal has something else as seats."


def test_a_publication_that_is_not_as_it_was_told(closed: Path) -> None:
    # Its triggers are in the way of a hand, not of a damaged disk or of who takes them away.
    with closing(sqlite3.connect(closed, isolation_level=None)) as shell:
        (kept,) = shell.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'publication_row_update'"
        ).fetchone()
        shell.execute("DROP TRIGGER publication_row_update")
        shell.execute("UPDATE publication_row SET supervisor = 'Nobody' WHERE cycle = 'C2'")
        shell.execute(kept)
    assert found(closed) == {
        "publications": "publication 1: what COL was told of C2 is not as its digest says."
    }


def tampered(path: Path, *statements: str) -> dict[str, str]:
    """What is found after a hand took the triggers away, did this, and made them again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as shell:
        kept = shell.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            shell.execute(f"DROP TRIGGER {name}")
        for sql in statements:
            shell.execute(sql)
        for _, sql in kept:
            shell.execute(sql)
    return found(path)


HISTORY = "who was where, a pin, a status or the days of a cycle are not as the history has them"


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (
            ["UPDATE publication SET codes_only = 1", "UPDATE publication_row SET site = 'Elsewhere'"],
            "publication 1: it is marked as one of codes only",
        ),
        (["UPDATE publication SET by = 'Nobody'"], "the history has somebody else as its publisher"),
        (["UPDATE publication SET despite = 'So'"], "the history has something else as the reason"),
        (["DELETE FROM publication_row", "DELETE FROM publication_digest"], f"publication 1: {HISTORY}"),
        (
            [
                "DELETE FROM publication_row",
                "DELETE FROM publication_digest",
                "DELETE FROM publication",
            ],
            "publication 1 is missing",
        ),
        (["UPDATE publication_row SET cycle_starts_on = '2020-01-01'"], f"publication 1: {HISTORY}"),
        (["UPDATE publication_row SET pinned = 1 - pinned"], f"publication 1: {HISTORY}"),
        (["UPDATE publication_row SET status = 'withdrawn'"], f"publication 1: {HISTORY}"),
        (
            [
                "UPDATE publication SET number = 2",
                "UPDATE publication_row SET publication = 2",
                "UPDATE publication_digest SET publication = 2",
            ],
            "publication 1 is missing",
        ),
    ],
)
def test_a_publication_is_as_the_history_has_it(closed: Path, statements: list[str], says: str) -> None:
    """Triggers taken away and made again leave no trace: the digests and the history tell it."""
    wrong = tampered(closed, *statements)
    assert set(wrong) == {"publications"}
    assert says in wrong["publications"]


def test_later_changes_of_the_draft_are_none_of_the_publication(closed: Path) -> None:
    with closing(open_store(closed, actor="mina")) as store:
        set_cell(store, "A1", "C1", "LIB")
    assert found(closed) == {}


def test_what_is_not_looked_at_is_said(closed: Path) -> None:
    assert tampered(closed, "UPDATE publication SET note = 'Else'") == {}
    assert "Notes and times are not looked at" in found(closed, but=State.WRONG)["publications"]


def test_a_missing_trigger_of_publications_is_told_by_what_it_keeps(closed: Path) -> None:
    by_hand(closed, "DROP TRIGGER publication_row_update")
    assert found(closed) == {
        "triggers": "publication_row_update is missing or changed: publications can be changed."
    }


def test_a_missing_trigger_of_statements_is_told_by_what_it_keeps(closed: Path) -> None:
    by_hand(closed, "DROP TRIGGER waiver_delete")
    assert found(closed) == {"triggers": "waiver_delete is missing or changed: statements can be changed."}


def test_a_statement_that_changed_behind_the_journals_back(closed: Path) -> None:
    with closing(open_store(closed, actor="mina")) as store:
        store.write(worded("said", "state"), {"waiver": [ACCEPTED]}, {}, {})
    with closing(connect(closed)) as conn, write(conn), lifted(conn):
        conn.execute("UPDATE waiver SET until_on = '2030-01-01'")
    assert found(closed) == {
        "journal": f"{ACCEPTED.statement} in waiver: the journal has something else as until_on."
    }


def test_who_goes_past_the_journal_on_purpose_can_erase_a_statement(closed: Path) -> None:
    with closing(open_store(closed, actor="mina")) as store:
        store.write(worded("said", "state"), {"waiver": [ACCEPTED]}, {}, {})
    with closing(connect(closed)) as conn, write(conn), lifted(conn):
        conn.execute("DELETE FROM waiver")
        conn.execute("DELETE FROM change WHERE tbl = 'waiver'")
    assert found(closed) == {}
    with closing(open_store(closed, actor="mina")) as store:
        assert store.load().rows["waiver"] == []


def test_of_an_older_layout_journal_and_triggers_are_looked_at_too(path: Path) -> None:
    made_by_an_earlier_version(path, "history")
    path.chmod(0o600)
    by_hand(path, "DROP TRIGGER journal_hosts_update", "UPDATE hosts SET name = 'Else' WHERE host = 'COL'")
    before = path.read_bytes()
    assert found(path) == {
        "triggers": "journal_hosts_update is missing: not every change is recorded.",
        "journal": "COL in hosts: the journal has something else as name.",
    }
    assert path.read_bytes() == before


def test_what_somebody_changed_with_the_shell_is_in_the_journal(closed: Path) -> None:
    by_hand(closed, "UPDATE hosts SET seats = 77 WHERE host = 'COL'")
    assert found(closed) == {}


def test_many_faults_are_cut_short(closed: Path) -> None:
    by_hand(closed, "DELETE FROM change")
    assert found(closed)["journal"].endswith("; and more.")


@pytest.mark.parametrize(
    ("damage", "name", "state"),
    [
        (text, "opening", State.UNUSABLE),
        (half, "opening", State.UNUSABLE),
        (spoil_a_page, "pages", State.WRONG),
        (lacking_a_table, "layout", State.UNUSABLE),
        (lambda path: os.truncate(path, 0), "layout", State.UNUSABLE),
    ],
)
def test_damage(closed: Path, damage: Callable[[Path], None], name: str, state: State) -> None:
    damage(closed)
    before = closed.read_bytes()
    checks = {check.name: check for check in examine(closed)}
    assert checks[name].state is state, checks
    assert closed.read_bytes() == before
    assert [file.name for file in closed.parent.iterdir()] == ["programme.db"]


@pytest.mark.parametrize("crash", ["wal", "journal"])
def test_a_program_that_was_stopped(path: Path, safe_wal: None, crash: str) -> None:
    """What it left undone is neither taken in nor taken back."""
    sample_store(path).close()
    subprocess.run([sys.executable, "-c", CRASH[crash], path], check=True)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if "-shm" not in file.name}
    checks = found(path, but=State.WRONG)
    assert f"programme.db-{crash}" in checks["beside it"]
    if crash == "journal":
        assert "in the middle of a change" in checks["opening"]
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if "-shm" not in file.name}
    assert after == before


def test_a_write_ahead_log_that_should_not_be(
    path: Path, safe_wal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_store(path).close()
    monkeypatch.setattr("db.modes.wal_is_safe", lambda: False)
    checks = found(path, but=State.WRONG)
    assert checks["journal mode"].startswith("wal, but should be delete, since SQLite ")
    assert facts(path).journal_mode == "wal"
    assert [file.name for file in path.parent.iterdir()] == ["programme.db"]


class TestPermissions:
    @pytest.mark.parametrize(
        ("mode", "open_"), [(0o600, False), (0o660, False), (0o640, False), (0o644, True), (0o602, True)]
    )
    def test_what_everybody_may_read_or_write(self, closed: Path, mode: int, open_: bool) -> None:
        """A group may share it on purpose; it is told once, at opening, and stays as it is."""
        closed.chmod(mode)
        assert ("permissions" in found(closed)) is open_
        with closing(open_store(closed)) as store:
            assert (store.notice is not None and f"chmod 600 {closed}" in store.notice) is open_
        assert closed.stat().st_mode & 0o777 == mode


def test_of_no_database(path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        list(examine(path))
    assert facts(path).problem is not None
    assert not path.exists()


def test_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="it is a folder, or"):
        list(examine(tmp_path))
    assert "it is a folder, or" in str(facts(tmp_path).problem)


def test_the_facts(closed: Path) -> None:
    assert facts(closed)[1:] == (VERSION, "-rw-------", None)
    shutil.copy(closed, copy := closed.with_name("copy.db"))
    by_hand(copy, "PRAGMA application_id = 7")
    assert "of another program" in str(facts(copy).problem)
