"""A person is forgotten down to the bytes, whole or not at all; what is left says so."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apprentices.agreement.digests import canonical, digest
from apprentices.conditions import Exclusion, Requirement, Separation, Travel
from apprentices.errors import NothingToUndo, ProgramError
from apprentices.forgotten import is_forgotten
from apprentices.programme import Absence, Apprentice, Assignment, Closure, Programme
from apprentices.scenario import SCENARIO, Scenario
from apprentices.shared import SharedRow
from apprentices.statements import Ending, Entry, SignOff, Waiver, codes_of, stated
from apprentices.store import STATE, Deed, RowChange, Store
from apprentices.told import told_of
from apprentices.undoing import undo
from apprentices.workspace import Workspace
from db import doctor
from db.backup import save
from db.connection import connect, journal_mode
from db.restoring import restore
from db.store import SqliteStore, open_store
from tests.build import PUBLISHED
from tests.db.samples import sample_store

# All that is known of them and of nobody else; the code is a word that nothing else in the file holds.
CODE = "ZQ77"
SECRETS = (CODE, "Xanthippe", "Quillfeather", "1984735264", "1999-04-17", "ZZ9 7QX", "eyesight", "Far Side")
HER = Apprentice(
    apprentice=CODE,
    given_names="Xanthippe Wren",
    family_name="Quillfeather",
    date_of_birth=date(1999, 4, 17),
    uln="1984735264",
    employer="COL",
    hourly_pay=Decimal("13.37"),
    starts_on=date(2026, 9, 1),
    ends_on=date(2028, 8, 31),
    postcode="ZZ9 7QX",
)
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def fill(store: Store) -> None:
    """She is in every table that may hold somebody, in the history, a publication, statements, a base."""
    rows: dict[str, list[Any]] = {
        "apprentices": [HER],
        "absences": [
            Absence(apprentice=CODE, kind="sickness", starts_on=TODAY, ends_on=TODAY, reason="eyesight"),
            Absence(apprentice=CODE, kind="sickness", starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 4)),
        ],
        "exclusions": [Exclusion(apprentice=CODE, what="host:ELFT", reason="eyesight")],
        "requirements": [Requirement(who=CODE, what="host:COL", min_cycles=1)],
        "separations": [Separation(apprentice="A1", other=CODE)],
        "travel": [Travel(apprentice=CODE, site="Far Side", minutes=61)],
        "closures": [Closure(starts_on=TODAY, ends_on=TODAY, reason="Wedding of Xanthippe Quillfeather")],
        "shared_row": [
            SharedRow(host="COL", tbl="apprentices", key=f'["{CODE}"]', told='{"family_name":"Quillfeather"}')
        ],
        "assignments": [Assignment(apprentice=CODE, cycle="C1", placement="LIB", pinned=True)],
        "scenario": [
            Scenario(
                name="Early",
                rows=f'[{{"apprentice":"{CODE}","cycle":"C1","placement":"LIB"}}]',
                by="Ruth",
                at=AT,
                note="For Xanthippe Quillfeather",
            )
        ],
    }
    store.write(Deed("row", {"apprentice": CODE, "kind": "sickness", "columns": ["reason"]}), rows, {}, {})
    loaded = store.load()
    told = told_of(Programme.of(loaded.rows), loaded.rows["assignments"])
    note = "With Xanthippe Quillfeather"
    store.publish("Ruth", PUBLISHED, note, told)
    at_col = [row for row in told if (row.host, row.cycle) == ("COL", "C1")]
    signed = stated(
        SignOff,
        host="COL",
        cycle="C1",
        digest=digest(at_col),
        rows=canonical(at_col).decode(),
        by="Omar",
        at=AT,
        note=note,
    )
    waiver = stated(
        Waiver,
        finding=f"PLAN-GAP/apprentice={CODE}/cycle=C2",
        why="Her eyesight",
        from_on=TODAY,
        until_on=date(2027, 3, 1),
        by="Ruth",
        at=AT,
    )
    entry = stated(Entry, kind="lesson", title="Ask Quillfeather, Xanthippe Wren early", by="Ruth", at=AT)
    ended = stated(Ending, ends=waiver.statement, why="Xanthippe Quillfeather is back", by="Ruth", at=AT)
    for table, one in (("signoff", signed), ("waiver", waiver), ("register", entry), ("ending", ended)):
        store.write(Deed(STATE, codes_of(one)), {table: [one]}, {}, {})


def left(path: Path) -> list[str]:
    """What of her is in the file or beside it, as SQLite keeps texts."""
    found = [file.read_bytes().lower() for file in path.parent.glob(f"{path.name}*")]
    forms = ("utf-8", "utf-16-le", "utf-16-be")
    return [
        secret
        for secret in SECRETS
        if any(secret.lower().encode(form) in data for form in forms for data in found)
    ]


@pytest.fixture
def hers(path: Path) -> SqliteStore:
    store = sample_store(path)
    fill(store)
    return store


def wrong(path: Path) -> list[str]:
    return [f"{one.name}: {one.says}" for one in doctor.examine(path) if one.state is not doctor.State.WELL]


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_no_byte_is_left_while_two_programs_have_it_open(
    path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.modes.wal_is_safe", lambda: mode == "wal")
    with closing(sample_store(path)) as store, closing(open_store(path, actor="omar")) as other:
        fill(store)
        other.load()
        other.news()
        assert journal_mode(store._conn) == mode
        assert left(path) == list(SECRETS)
        event = store.forget(CODE, "Ruth", "Asked for it")
        assert store.sweep()
        assert left(path) == []
        # Her own row, 2 absences, and 1 each of exclusions, requirements, separations, travel, shared_row and
        # assignments; the closure stays.
        assert event.changes == 9
        assert [one.kind for one in other.news()] == ["forget", "swept"]
        assert {part for one in other.changes(event.id) for part in one.key if is_forgotten(part)}
        assert CODE not in {row.apprentice for row in other.load().rows["apprentices"]}
    assert left(path) == []
    assert wrong(path) == []


def test_a_scenario_keeps_their_cells_under_the_code_in_their_place(hers: SqliteStore) -> None:
    hers.forget(CODE, "Ruth", "Asked for it")
    (kept,) = hers.rows_of("scenario")
    assert kept.cells == {("forgotten-1", "C1"): "LIB"}
    assert (kept.name, kept.note) == ("Early", "For (forgotten)")


def test_the_names_of_scenarios_lose_the_full_name_and_stay_apart(hers: SqliteStore, path: Path) -> None:
    names = ("For (forgotten)", "For Xanthippe Quillfeather", "For Quillfeather, Xanthippe", "X" * 60)
    for name in names:
        made = Scenario(name=name, rows="[]", by="Ruth", at=AT)
        hers.apply(Deed("scenario-kept", {"name": name}), [RowChange.of(SCENARIO, None, made)])
    hers.apply(Deed("scenario-removed", {"name": name}), [RowChange.of(SCENARIO, made, None)])
    hers.forget(CODE, "Ruth", "Asked for it")
    hers.sweep()
    expected = ["For (forgotten)", "For (forgotten) 2", "For (forgotten) 3"]
    assert [kept.name for kept in hers.rows_of("scenario")] == ["Early", *expected]
    kept = [event.deed.codes["name"] for event in hers.history() if event.deed.kind == "scenario-kept"]
    assert kept[::-1] == [*expected, "X" * 60]
    assert left(path) == []
    assert wrong(path) == []


def test_counts_stay_and_what_no_longer_matches_is_said(hers: SqliteStore, path: Path) -> None:
    counts = [event.changes for event in hers.history()][::-1]
    hers.forget(CODE, "Ruth", "Asked for it")
    assert [event.changes for event in hers.history()][::-1][: len(counts)] == counts
    made = hers.publication(1)
    assert made is not None
    (row,) = [row for row in made.rows if row.apprentice == "forgotten-1"]
    assert (row.cycle, row.placement, row.host, row.given_names, row.starts_on) == (
        "C1",
        "LIB",
        "COL",
        None,
        None,
    )
    assert (made.count, made.forgotten, made.note) == (3, 1, "With (forgotten)")
    rows = hers.load().rows
    assert [one.finding for one in rows["waiver"]] == ["PLAN-GAP/apprentice=forgotten-1/cycle=C2"]
    assert [one.why for one in rows["waiver"]] == ["(forgotten)"]
    assert [one.title for one in rows["register"]] == ["Ask (forgotten) early"]
    hers.sweep()
    hers.close()
    assert wrong(path) == []
    (says,) = [one.says for one in doctor.examine(path) if one.name == "forgotten"]
    assert "publication 1: what COL was told of C1; a sign-off: what COL agreed to of C1" in says
    with closing(sqlite3.connect(path)) as shell, pytest.raises(sqlite3.IntegrityError):
        shell.execute("UPDATE publication SET note = 'x'")  # frozen again


def test_other_tampering_is_still_told(hers: SqliteStore, path: Path) -> None:
    from db.connection import write
    from db.triggers import lifted

    hers.forget(CODE, "Ruth", "Asked for it")
    hers.sweep()
    with write(hers._conn), lifted(hers._conn):
        hers._conn.execute("UPDATE publication_row SET team = 'x' WHERE apprentice = 'B2' AND cycle = 'C2'")
    hers.close()
    assert [one.partition(":")[0] for one in wrong(path)] == ["publications"]


def test_what_concerned_them_is_not_undone(hers: SqliteStore) -> None:
    concerned = hers.history()[-2].id
    forgot = hers.forget(CODE, "Ruth", "Asked for it")
    for number in (concerned, forgot.id):
        with pytest.raises(NothingToUndo, match="forgotten"):
            undo(hers, number)


def test_everything_goes_on_and_somebody_else_is_forgotten_too(hers: SqliteStore) -> None:
    for number, code in enumerate((CODE, "A1", "B2"), start=1):
        event = hers.forget(code, "Ruth", "Asked for it")
        assert event.deed.codes["apprentice"] == f"forgotten-{number}"
        workspace = Workspace(hers, TODAY)
        workspace.findings()
        assert not list(workspace.board.people("C1", "LIB")) or code == CODE
    assert not workspace.rows["assignments"]
    hers.sweep()
    assert wrong(Path(hers.where)) == []
    hers.close()


KILLED = """
import os, sys
from pathlib import Path
from db import forgetting
from db.store import open_store
point = sys.argv[2]
def stop(*_): os.kill(os.getpid(), 9)
if point == "inside":
    forgetting._erase_told = stop
else:
    forgetting.sweep = stop
store = open_store(Path(sys.argv[1]), actor="mina")
store.forget("ZQ77", "Ruth", "Asked")
store.sweep()
"""


@pytest.mark.parametrize("point", ["inside", "before the sweep"])
def test_killed_in_the_middle_it_is_done_whole_or_not_at_all(
    hers: SqliteStore, path: Path, point: str
) -> None:
    hers.close()
    done = subprocess.run([sys.executable, "-c", KILLED, path, point], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    with closing(open_store(path, actor="mina")) as store:
        is_there = store.name(CODE) != CODE
        assert is_there == (point == "inside")
        if is_there:
            assert store.history()[0].kind == STATE
            store.forget(CODE, "Ruth", "Asked")
        assert "forgotten" in wrong(path)[0]
        assert store.sweep()
    assert left(path) == []
    assert wrong(path) == []


def test_a_program_that_reads_is_in_the_way_and_is_said_to_be(hers: SqliteStore, path: Path) -> None:
    hers.busy_seconds = 0.05
    hers.forget(CODE, "Ruth", "Asked for it")
    with closing(connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM hosts").fetchone()
        assert not hers.sweep()
    assert hers.sweep()
    hers.close()
    assert left(path) == []


def test_who_has_it_open_learns_of_it_and_puts_nobody_back(hers: SqliteStore, path: Path) -> None:
    with closing(open_store(path, actor="omar")) as store:
        workspace = Workspace(store, TODAY)
        workspace.findings()
        workspace.assign(CODE, "C2", "LIB")  # the newest event that this program knows is about her
        hers.forget(CODE, "Ruth", "Asked for it")
        with pytest.raises(ProgramError):
            workspace.assign(CODE, "C2", "WARD")
        assert [one.kind for one in workspace.refresh()] == ["forget"]
        assert CODE not in workspace.programme.apprentices
        workspace.assign("A1", "C2", "LIB")
    hers.close()


def test_an_old_backup_brings_the_person_back(hers: SqliteStore, path: Path) -> None:
    copy = path.parent / "old" / "copy.db"
    copy.parent.mkdir()
    save(hers._conn, copy)
    hers.forget(CODE, "Ruth", "Asked for it")
    hers.sweep()
    hers.close()
    restore(path, copy, "mina")
    with closing(open_store(path)) as store:
        assert store.name(CODE) == HER.name
