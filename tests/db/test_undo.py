"""Taking changes back and forth, and the journal that makes it possible."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from apprentices.errors import ChangedElsewhere, DatabaseUnusable, NeedsNaming, NothingToUndo
from apprentices.programme import Host, SettingRow
from apprentices.store import Loaded, RowChange
from apprentices.undoing import redo, undo
from db.store import SqliteStore
from tests.build import PUBLISHED, worded, words
from tests.db.samples import (
    AT_NOON,
    BY_OMAR,
    HOLIDAYS,
    ROWS,
    TOLD,
    by_hand,
    cells,
    person,
    put,
    sample_store,
    set_cell,
)


class TestUndo:
    def test_each_kind_of_change(self, store: SqliteStore) -> None:
        start = store.load()
        for placement, cycle in (("LIB", "C1"), (None, "C2"), ("WARD", "C2")):
            set_cell(store, "B2", cycle, placement)
        for _ in range(3):
            assert undo(store).kind == "undo"
        assert store.load() == start

    def test_says_what_it_takes_back(self, store: SqliteStore) -> None:
        event = set_cell(store, "A1", "C1", "LIB")
        undone = undo(store)
        assert (undone.undoes, words(undone), undone.changes) == (event.id, "undo: A1 C1", 1)
        again = redo(store)
        assert (again.undoes, words(again), again.kind) == (undone.id, "redo: A1 C1", "redo")
        assert [event.undone for event in store.history()] == [False, True, False, False]

    def test_skips_what_was_taken_back(self, store: SqliteStore) -> None:
        set_cell(store, "A1", "C1", "LIB")
        set_cell(store, "A1", "C2", "LIB")
        undo(store)
        set_cell(store, "A1", "C2", "WARD")
        undo(store)
        undo(store)
        assert ("A1", "C1") not in cells(store)

    def test_of_ones_own_changes_only(self, store: SqliteStore, other: SqliteStore) -> None:
        with pytest.raises(NothingToUndo, match="no change by omar left"):
            undo(other)
        set_cell(store, "A1", "C1", "LIB")
        set_cell(other, "A1", "C2", "LIB")
        undo(store)
        assert ("A1", "C1") not in cells(store)
        assert ("A1", "C2") in cells(store)

    def test_of_a_named_event_of_anybody(self, store: SqliteStore, other: SqliteStore) -> None:
        event = set_cell(store, "A1", "C1", "LIB")
        undone = undo(other, event.id)
        assert (undone.actor, undone.undoes) == ("omar", event.id)
        with pytest.raises(NothingToUndo, match=r"Change 2 \(A1 C1\) was taken back already"):
            undo(store, event.id)

    def test_of_an_undo_is_a_redo(self, store: SqliteStore) -> None:
        event = set_cell(store, "A1", "C1", "LIB")
        undone = undo(store)
        assert undo(store, undone.id).kind == "redo"
        assert ("A1", "C1") in cells(store)
        assert undo(store).undoes == event.id  # it stands again

    def test_of_a_redo(self, store: SqliteStore) -> None:
        set_cell(store, "A1", "C1", "LIB")
        undo(store)
        undo(store, redo(store).id)
        assert ("A1", "C1") not in cells(store)
        redo(store)
        assert ("A1", "C1") in cells(store)

    def test_of_an_import_that_replaced_everything(self, store: SqliteStore) -> None:
        start = store.load()
        new: dict[str, list[Any]] = {
            "hosts": [Host(host="COL", name="Another")],
            "settings": [SettingRow(setting="name", value="New")],
        }
        imported = store.write(worded("replace", "import"), new, ROWS, {})
        assert store.load().rows["apprentices"] == []
        assert store.load().rows["hosts"] == new["hosts"]
        assert undo(store, imported.id).changes == imported.changes
        assert store.load() == start  # also in the order of entry
        redo(store)
        assert store.load().rows["hosts"] == new["hosts"]

    def test_an_import_has_to_be_named(self, store: SqliteStore) -> None:
        """Too much is lost by a slip of a finger, most of all when it was the very first."""
        set_cell(store, "A1", "C1", "LIB")
        undo(store)
        with pytest.raises(NeedsNaming) as refused:
            undo(store)
        assert (refused.value.event.id, words(refused.value.event)) == (1, "import of the sample")
        assert store.load().rows == ROWS
        assert words(undo(store, 1)) == "undo: import of the sample"
        assert not any(store.load().rows.values())
        redo(store)
        with pytest.raises(NeedsNaming):  # it stands again
            undo(store)

    def test_an_import_below_a_publication_has_to_be_named_too(self, store: SqliteStore) -> None:
        store.load()
        store.publish("Ruth", PUBLISHED, None, TOLD)
        with pytest.raises(NeedsNaming):
            undo(store)

    def test_somebody_elses_import_is_not_in_the_way(self, store: SqliteStore, other: SqliteStore) -> None:
        set_cell(other, "A1", "C1", "LIB")
        store.write(worded("x", "import"), {"hosts": [Host(host="X", name="X")]}, {}, {})
        assert words(undo(other)) == "undo: A1 C1"

    def test_a_row_comes_back_under_its_old_id(self, store: SqliteStore, path: Path) -> None:
        """Even where the newest row was removed and another one entered since."""
        store.write(worded("x"), {"apprentices": [person("C3")]}, {}, {})
        removed = store.write(worded("x"), {}, {"apprentices": [person("C3")]}, {})
        store.write(worded("x"), {"apprentices": [person("D4")]}, {}, {})
        undo(store, removed.id)
        people = [row.apprentice for row in store.load().rows["apprentices"]]
        assert people == ["B2", "A1", "C3", "D4"]


class TestRedo:
    def test_without_an_undo(self, store: SqliteStore) -> None:
        with pytest.raises(NothingToUndo, match="nothing to redo"):
            redo(store)

    def test_not_after_another_change(self, store: SqliteStore) -> None:
        set_cell(store, "A1", "C1", "LIB")
        undo(store)
        set_cell(store, "A1", "C2", "LIB")
        with pytest.raises(NothingToUndo, match="last thing mina did was not an undo"):
            redo(store)

    def test_after_somebody_elses_change(self, store: SqliteStore, other: SqliteStore) -> None:
        set_cell(store, "A1", "C1", "LIB")
        undo(store)
        set_cell(other, "A1", "C2", "LIB")
        redo(store)
        assert ("A1", "C1") in cells(store)


class TestMovedOn:
    """An undo never overwrites what somebody did since; it says what is there."""

    @pytest.fixture(autouse=True)
    def noon(self) -> Iterator[None]:
        with AT_NOON:
            yield

    def check(self, store: SqliteStore, event: int, words: str) -> None:
        before, events = store.load(), store.history()
        with pytest.raises(ChangedElsewhere) as refused:
            undo(store, event)
        assert str(refused.value) == words
        assert (store.load(), store.history()) == (before, events)

    def test_changed(self, store: SqliteStore, other: SqliteStore) -> None:
        edits = [set_cell(store, "A1", "C2", "LIB"), set_cell(other, "A1", "C2", "WARD")]
        self.check(
            store,
            edits[0].id,
            "Change 2 (A1 C2) can't be taken back: A1 C2 in assignments now has placement WARD, "
            f"{BY_OMAR}. Nothing was changed.",
        )

    def test_removed(self, store: SqliteStore, other: SqliteStore) -> None:
        event = set_cell(store, "B2", "C2", "WARD")
        set_cell(other, "B2", "C2", None)
        self.check(
            store,
            event.id,
            "Change 2 (B2 C2) can't be taken back: B2 C2 in assignments is no longer there, "
            f"{BY_OMAR}. Nothing was changed.",
        )

    def test_entered_since(self, store: SqliteStore, other: SqliteStore) -> None:
        event = set_cell(store, "B2", "C2", None)
        set_cell(other, "B2", "C2", "WARD")
        self.check(
            store,
            event.id,
            "Change 2 (B2 C2) can't be taken back: B2 C2 in assignments now has placement WARD, "
            f"pinned no, {BY_OMAR}. Nothing was changed.",
        )

    def test_removed_and_entered_anew_is_as_it_was_left(self, store: SqliteStore, other: SqliteStore) -> None:
        event = set_cell(store, "A1", "C2", "LIB")
        set_cell(other, "A1", "C2", None)
        set_cell(other, "A1", "C2", "LIB")
        undo(store, event.id)
        assert ("A1", "C2") not in cells(store)

    def test_entered_anew_with_nothing_but_its_key(self, store: SqliteStore, other: SqliteStore) -> None:
        removed = store.write(worded("x"), {}, {"sequence": ROWS["sequence"]}, {})
        other.write(worded("x"), {"sequence": ROWS["sequence"]}, {}, {})
        self.check(
            store,
            removed.id,
            "Change 2 (x) can't be taken back: area:ward placement:LIB in sequence was entered anew, "
            f"{BY_OMAR}. Nothing was changed.",
        )

    def test_nothing_of_an_event_is_taken_back_if_a_part_cannot(
        self, store: SqliteStore, other: SqliteStore
    ) -> None:
        hosts = [Host(host="X1", name="One"), Host(host="X2", name="Two")]
        event = store.write(worded("two hosts", "import"), {"hosts": hosts}, {}, {})
        other.write(worded("x"), {"hosts": [Host(host="X1", name="Uno")]}, {}, {})
        self.check(
            store,
            event.id,
            "Change 2 (two hosts) can't be taken back: X1 in hosts now has name Uno, "
            f"{BY_OMAR}. Nothing was changed.",
        )

    def test_later_changes_rely_on_it(self, store: SqliteStore) -> None:
        event = store.write(worded("one more", "import"), {"apprentices": [person("C3")]}, {}, {})
        set_cell(store, "C3", "C1", "LIB")
        self.check(
            store,
            event.id,
            "Later changes stand in the way. A row of assignments names the apprentice C3, which "
            "is not in apprentices. Nothing was changed.",
        )


class TestByHand:
    def test_is_recorded_and_can_be_taken_back(self, store: SqliteStore, path: Path) -> None:
        start = store.load()
        set_cell(store, "A1", "C1", "LIB")
        by_hand(
            path,
            "UPDATE assignments SET placement = 'WARD'",
            "DELETE FROM bank_holidays",
            "INSERT INTO settings (setting, value) VALUES ('travel_weight', '2')",
        )
        events = store.history()[:3]
        assert {(event.actor, event.kind) for event in events} == {("by hand", "by-hand")}
        assert [(words(event), event.changes, event.holidays) for event in events] == [
            ("changed settings by hand", 1, 0),
            ("changed bank_holidays by hand", 0, 1),
            ("changed assignments by hand", 2, 0),  # the third was WARD already
        ]
        assert store.history()[3].changes == 1
        for event in events:
            undo(store, event.id)
        undo(store)
        assert store.load() == start

    def test_is_never_charged_to_somebody_else(self, store: SqliteStore, path: Path) -> None:
        by_hand(path, "UPDATE hosts SET name = 'X' WHERE host = 'COL'")
        event = set_cell(store, "A1", "C1", "LIB")
        by_hand(path, "UPDATE hosts SET name = 'Y' WHERE host = 'COL'")
        assert [(event.kind, event.changes) for event in store.history(3)] == [
            ("by-hand", 1),
            ("edit", 1),
            ("by-hand", 1),
        ]
        assert store.changes(event.id) == [
            RowChange(
                "assignments",
                None,
                {"apprentice": "A1", "cycle": "C1", "placement": "LIB", "pinned": False},
                place=3,
            )
        ]

    def test_what_changes_nothing_is_not_recorded(self, store: SqliteStore, path: Path) -> None:
        by_hand(path, "UPDATE hosts SET name = name")
        assert len(store.history()) == 1

    @pytest.mark.parametrize(
        "sql",
        [
            "REPLACE INTO settings (setting, value) VALUES ('name', 'New')",
            "REPLACE INTO settings (id, setting, value) VALUES (1, 'other', 'New')",
            "REPLACE INTO closures (starts_on, ends_on) VALUES ('2027-01-01', '2027-01-02')",
        ],
    )
    def test_a_row_is_not_replaced_unrecorded(self, store: SqliteStore, path: Path, sql: str) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="change it with UPDATE"):
            by_hand(path, sql)
        assert store.load().rows == ROWS

    def test_broken_references_are_named(self, store: SqliteStore, path: Path) -> None:
        """The sqlite3 shell has references off."""
        by_hand(path, "DELETE FROM hosts WHERE host = 'COL'")
        with pytest.raises(DatabaseUnusable, match=r"changed by hand, or is damaged: a row of .* COL, which"):
            store.load()
        undo(store, store.history(1)[0].id)
        assert len(store.load().rows["hosts"]) == 2

    def test_values_that_no_program_writes_are_named(self, store: SqliteStore, path: Path) -> None:
        by_hand(path, "UPDATE placements SET weekly_hours = '1.2.3'")
        with pytest.raises(DatabaseUnusable, match="placements has a value that can't be"):
            store.load()


APPRENTICES, CYCLES, PLACEMENTS = ("B2", "A1"), ("C1", "C2"), ("LIB", "WARD", None)
CELL = st.tuples(
    st.sampled_from(APPRENTICES),
    st.sampled_from(CYCLES),
    st.sampled_from(PLACEMENTS),
    st.booleans(),
)


class Editing(RuleBasedStateMachine):
    """Any edits, undos and redos of one person are like moving along a list of boards."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = sample_store(Path(self.folder.name, "programme.db"))
        self.past: list[Loaded] = []
        self.now = self.store.load()
        self.future: list[Loaded] = []

    def teardown(self) -> None:
        while self.past:
            self.undo()
        while self.future:
            self.redo()
        self.store.close()
        self.folder.cleanup()

    def changed(self, event_id: int) -> None:
        if event_id:
            self.past.append(self.now)
            self.future.clear()
            self.now = self.store.load()

    @rule(cell=CELL)
    def place(self, cell: tuple[str, str, str | None, bool]) -> None:
        self.changed(set_cell(self.store, *cell).id)
        apprentice, cycle, placement, _ = cell
        assert cells(self.store).get((apprentice, cycle)) == placement

    @rule(
        value=st.sampled_from(("1", "2", "")),
        remove=st.sets(st.sampled_from(("clearances", "absences", "closures", "settings"))),
        restore=st.sets(st.sampled_from(("clearances", "absences", "closures"))),
    )
    def write(self, value: str, remove: set[str], restore: set[str]) -> None:
        upserts = {name: ROWS[name] for name in restore}
        upserts["settings"] = [SettingRow(setting="travel_weight", value=value)]
        removals = {name: ROWS[name] for name in remove}
        self.changed(self.store.write(worded("x"), upserts, removals, HOLIDAYS).id)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        undo(self.store)
        self.future.append(self.now)
        self.now = self.past.pop()
        assert self.store.load() == self.now

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        redo(self.store)
        self.past.append(self.now)
        self.now = self.future.pop()
        assert self.store.load() == self.now

    @precondition(lambda self: not self.future)
    @rule()
    def nothing_to_redo(self) -> None:
        with pytest.raises(NothingToUndo):
            redo(self.store)

    @invariant()
    def as_expected(self) -> None:
        assert self.store.load() == self.now


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=25, stateful_step_count=20)


def test_undo_reaches_back_to_the_empty_database(store: SqliteStore) -> None:
    set_cell(store, "A1", "C1", "LIB")
    end = store.load()
    undo(store)
    undo(store, 1)  # an import has to be named
    with pytest.raises(NothingToUndo):
        undo(store)
    assert not any(store.load().rows.values())
    redo(store)
    redo(store)
    assert store.load() == end
    assert put("A1", "C1", "LIB") in end.rows["assignments"]
