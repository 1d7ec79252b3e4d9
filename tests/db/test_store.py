"""Edits of the draft, writes of tables, news, publications."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import ChangedElsewhere, UsageError
from apprentices.programme import Cycle, Host, SettingRow
from apprentices.store import Event, RowChange, Store
from apprentices.undoing import undo
from db.actor import default_actor
from db.store import SqliteStore, open_store
from tests.build import worded, words
from tests.db.samples import AT_NOON, BY_OMAR, ROWS, cells, person, put, set_cell

START = {("B2", "C1"): "WARD", ("B2", "C2"): "LIB"}


def test_it_is_a_store(store: SqliteStore, path: Path) -> None:
    as_protocol: Store = store
    assert as_protocol.where == str(path)
    assert as_protocol.actor == "mina"


class TestPlace:
    def test_fills_an_empty_cell(self, store: SqliteStore) -> None:
        event = place(store, worded("assign A1 C1 LIB"), [Edit("A1", "C1", "LIB")], [None])
        assert (event.id, event.actor, event.kind, event.changes) == (2, "mina", "edit", 1)
        assert words(event) == "assign A1 C1 LIB"
        assert cells(store) == {**START, ("A1", "C1"): "LIB"}

    def test_changes_a_cell(self, store: SqliteStore) -> None:
        place(store, worded("x"), [Edit("B2", "C1", "LIB")], [put("B2", "C1", "WARD", pinned=True)])
        assert store.load().rows["assignments"][0] == put("B2", "C1", "LIB")

    def test_clears_a_cell(self, store: SqliteStore) -> None:
        place(store, worded("x"), [Edit("B2", "C2", None)], [put("B2", "C2", "LIB")])
        assert cells(store) == {("B2", "C1"): "WARD"}

    def test_writes_several_cells_as_one_event(self, store: SqliteStore) -> None:
        edits = [Edit("B2", "C1", None), Edit("A1", "C1", "WARD"), Edit("B2", "C2", "WARD")]
        before = [put("B2", "C1", "WARD", pinned=True), None, put("B2", "C2", "LIB")]
        assert place(store, worded("x"), edits, before).changes == 3
        assert cells(store) == {("A1", "C1"): "WARD", ("B2", "C2"): "WARD"}

    def test_what_stays_the_same_is_no_event(self, store: SqliteStore) -> None:
        event = place(store, worded("x"), [Edit("B2", "C2", "LIB")], [put("B2", "C2", "LIB")])
        assert (event.id, event.changes) == (0, 0)
        assert len(store.history()) == 1

    def test_refused_when_somebody_was_first(self, store: SqliteStore, other: SqliteStore) -> None:
        with AT_NOON:
            set_cell(other, "B2", "C2", "WARD", pinned=True)
        edits = [Edit("A1", "C1", "LIB"), Edit("B2", "C2", None)]
        with pytest.raises(ChangedElsewhere) as refused:
            place(store, worded("x"), edits, [None, put("B2", "C2", "LIB")])
        assert str(refused.value) == (
            f"B2 in C2 has WARD, pinned now, {BY_OMAR}; look again and decide. Nothing was changed."
        )
        assert ("A1", "C1") not in cells(store)

    def test_refused_when_somebody_cleared_the_cell(self, store: SqliteStore, other: SqliteStore) -> None:
        set_cell(other, "B2", "C2", None)
        with pytest.raises(ChangedElsewhere, match="B2 in C2 is empty now, by omar"):
            place(store, worded("x"), [Edit("B2", "C2", "WARD")], [put("B2", "C2", "LIB")])

    def test_refused_when_only_the_pin_differs(self, store: SqliteStore) -> None:
        with pytest.raises(ChangedElsewhere, match="B2 in C1 has WARD, pinned now, by mina"):
            place(store, worded("x"), [Edit("B2", "C1", "LIB")], [put("B2", "C1", "WARD")])

    def test_refused_when_the_placement_is_gone(self, store: SqliteStore) -> None:
        with pytest.raises(ChangedElsewhere, match="names the placement ATTIC, which is not in"):
            place(store, worded("x"), [Edit("A1", "C1", "ATTIC")], [None])
        assert len(store.history()) == 1


class TestWrite:
    def test_adds_changes_and_removes_by_key(self, store: SqliteStore) -> None:
        event = store.write(
            worded("three tables", "import"),
            {"hosts": [Host(host="COL", name="City of London"), Host(host="LBTH", name="Council")]},
            {"settings": [SettingRow(setting="name", value="whatever it is now")]},
            {date(2027, 12, 25): "Christmas"},
        )
        assert (event.changes, event.holidays) == (3, 1)
        loaded = store.load()
        names = [(row.host, row.name) for row in loaded.rows["hosts"]]
        assert names == [
            ("ELFT", "East London NHS"),
            ("COL", "City of London"),
            ("LBTH", "Council"),
        ]
        assert [row.setting for row in loaded.rows["settings"]] == ["max_run_at_host"]
        assert list(loaded.bank_holidays) == [date(2027, 1, 1), date(2027, 12, 25)]

    def test_an_empty_column_is_a_part_of_the_key(self, store: SqliteStore) -> None:
        """The closure of everybody is not that of a host; neither is removed for the other."""
        everybody, host, placement = ROWS["closures"]
        store.write(worded("x"), {}, {"closures": [everybody]}, {})
        assert store.load().rows["closures"] == [host, placement]

    def test_nothing_to_write_is_no_event(self, store: SqliteStore) -> None:
        event = store.write(worded("the same again", "import"), ROWS, {}, {})
        assert (event.id, event.changes) == (0, 0)
        assert len(store.history()) == 1

    def test_in_any_order(self, path: Path) -> None:
        store = open_store(path, create=True, actor="mina")
        store.write(worded("x", "import"), dict(reversed(list(ROWS.items()))), {}, {})
        assert store.load().rows == ROWS
        store.close()

    def test_refuses_a_reference_to_nothing(self, store: SqliteStore) -> None:
        with pytest.raises(UsageError) as refused:
            store.write(worded("x", "import"), {}, {"hosts": [ROWS["hosts"][0]]}, {})
        assert str(refused.value) == (
            "A row of placements names the host ELFT, which is not in hosts. Nothing was changed."
        )
        assert store.load().rows == ROWS

    def test_refuses_what_the_tables_refuse(self, store: SqliteStore) -> None:
        with pytest.raises(UsageError, match="refuses a row"):
            store.write(worded("x", "import"), {"apprentices": [person("not a code")]}, {}, {})
        with pytest.raises(UsageError, match="can't be stored"):
            store.write(worded("x", "import"), {"hosts": [Host(host="X", name="x", seats=2**64)]}, {}, {})
        with pytest.raises(UsageError, match="can't be stored"):
            store.write(worded("x", "import"), {"hosts": [Host(host="X", name="\ud800")]}, {}, {})
        assert store.load().rows == ROWS


class TestHistory:
    def test_newest_first_with_its_time_in_utc(self, store: SqliteStore) -> None:
        with time_machine.travel(datetime(2026, 10, 1, 9, 30, tzinfo=UTC), tick=False):
            made = set_cell(store, "A1", "C1", "LIB")
        assert store.history(1) == [made]
        assert made == Event(
            2,
            datetime(2026, 10, 1, 9, 30, tzinfo=UTC),
            "mina",
            worded("A1 C1"),
            None,
            undone=False,
            changes=1,
        )
        assert [event.id for event in store.history()] == [2, 1]

    def test_changes_of_an_event(self, store: SqliteStore) -> None:
        event = set_cell(store, "B2", "C2", "WARD", pinned=True)
        cell = {"apprentice": "B2", "cycle": "C2"}
        assert store.changes(event.id) == [
            RowChange(
                "assignments",
                {**cell, "placement": "LIB", "pinned": False},
                {**cell, "placement": "WARD", "pinned": True},
                place=2,
            )
        ]

    def test_an_unknown_event(self, store: SqliteStore) -> None:
        with pytest.raises(UsageError, match="no change number 99"):
            store.changes(99)
        with pytest.raises(UsageError, match="no change number 99"):
            undo(store, 99)


class TestNews:
    def test_other_peoples_events_once(self, store: SqliteStore, other: SqliteStore) -> None:
        assert store.news() == []
        first = set_cell(other, "A1", "C1", "LIB")
        second = set_cell(other, "A1", "C2", "LIB")
        assert store.news() == [first, second]
        assert store.news() == []

    def test_not_ones_own(self, store: SqliteStore, other: SqliteStore) -> None:
        set_cell(store, "A1", "C1", "LIB")
        theirs = set_cell(other, "A1", "C2", "LIB")
        undo(store)
        assert store.news() == [theirs]
        assert [event.kind for event in other.news()] == ["edit", "undo"]

    def test_none_of_what_was_there_at_the_start(self, store: SqliteStore, path: Path) -> None:
        late = open_store(path, actor="omar")
        assert late.news() == []
        late.close()

    def test_edits_by_hand(self, store: SqliteStore, path: Path) -> None:
        shell = sqlite3.connect(path)
        shell.execute("UPDATE hosts SET name = 'X' WHERE host = 'COL'")
        shell.commit()
        shell.close()
        assert [(event.kind, event.actor) for event in store.news()] == [("by-hand", "by hand")]


class TestActor:
    def test_is_named_by_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("APPRENTICES_USER", "Mina K")
        assert default_actor() == "Mina K"

    def test_else_by_the_computer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("APPRENTICES_USER", raising=False)
        monkeypatch.setenv("LOGNAME", "mk")
        assert default_actor() == "mk"

    def test_else_by_nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("APPRENTICES_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("os.getuid", lambda: 4_000_000)
        assert default_actor() == "unknown"


def test_a_cycle_may_move_in_time(store: SqliteStore) -> None:
    """Assignments follow the calendar, not the order in which the cycles were entered."""
    early = Cycle(cycle="C2", starts_on=date(2026, 3, 1), ends_on=date(2026, 8, 31))
    store.write(worded("x"), {"cycles": [early]}, {}, {})
    assert [row.cycle for row in store.load().rows["assignments"]] == ["C2", "C1"]
