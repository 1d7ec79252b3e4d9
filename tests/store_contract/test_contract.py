"""What a store promises, promise by promise."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import (
    ChangedElsewhere,
    DatabaseBusy,
    NeedsNaming,
    NothingToUndo,
    RowRefused,
    UsageError,
)
from apprentices.moved_on import MovedOn
from apprentices.programme import TABLE, Cycle, Host, SettingRow
from apprentices.statements import TABLE_OF, Request, Statement, Waiver, stated
from apprentices.store import Deed, RowChange, Store
from apprentices.undoing import redo, undo
from apprentices.workspace import Workspace
from tests.build import PUBLISHED, worded, words
from tests.db.samples import (
    AT_NOON,
    BY_OMAR,
    HOLIDAYS,
    NOON,
    ROWS,
    STATEMENTS,
    TOLD,
    cells,
    person,
    put,
    set_cell,
)
from tests.store_contract.conftest import Opener

SETTINGS = TABLE["settings"]
FIRST_DAY = date(2026, 11, 23)
START = {("B2", "C1"): "WARD", ("B2", "C2"): "LIB"}


def name_row(value: str) -> SettingRow:
    return SettingRow(setting="name", value=value)


class TestLoad:
    def test_nothing_at_first(self, opens: Opener) -> None:
        store = opens("mina")
        loaded = store.load()
        assert not any(loaded.rows.values())
        assert (loaded.bank_holidays, loaded.published, store.history()) == ({}, None, [])

    def test_rows_in_the_order_of_entry(self, mina: Store) -> None:
        loaded = mina.load()
        assert loaded.rows == ROWS
        assert loaded.bank_holidays == HOLIDAYS

    def test_the_draft_by_person_and_time(self, mina: Store) -> None:
        set_cell(mina, "A1", "C1", "LIB")
        early = Cycle(cycle="C2", starts_on=date(2026, 3, 1), ends_on=date(2026, 8, 31))
        mina.write(worded("x"), {"cycles": [early]}, {}, {})
        draft = mina.load().rows["assignments"]
        assert [(row.apprentice, row.cycle) for row in draft] == [("B2", "C2"), ("B2", "C1"), ("A1", "C1")]

    def test_who_and_where(self, mina: Store) -> None:
        assert mina.actor == "mina"
        assert mina.where
        assert mina.notice is None

    def test_a_name(self, mina: Store) -> None:
        assert mina.name("B2") == "Ada B2"
        assert mina.name("GONE") == "GONE"


class TestApply:
    CELL = put("B2", "C2", "LIB")

    def test_adds_changes_and_removes_as_one_event(self, mina: Store) -> None:
        before = [put("B2", "C1", "WARD", pinned=True), self.CELL, None]
        edits = [Edit("B2", "C1", None), Edit("B2", "C2", "WARD"), Edit("A1", "C1", "LIB")]
        made = place(mina, worded("three"), edits, before)
        assert (made.id, made.actor, made.kind, made.changes) == (2, "mina", "edit", 3)
        assert cells(mina) == {("A1", "C1"): "LIB", ("B2", "C2"): "WARD"}

    def test_of_any_table(self, mina: Store) -> None:
        """Also of those in whose keys a column may be empty."""
        everybody = {
            "host": None,
            "placement": None,
            "starts_on": date(2027, 1, 1),
            "ends_on": date(2027, 1, 1),
            "reason": None,
        }
        mina.apply(worded("x"), [RowChange("closures", everybody, {**everybody, "reason": "holiday"})])
        assert [row.reason for row in mina.load().rows["closures"]] == ["holiday", None, "repairs"]
        mina.apply(worded("x"), [RowChange("closures", {**everybody, "reason": "holiday"}, None)])
        assert mina.load().rows["closures"] == ROWS["closures"][1:]

    @pytest.mark.parametrize(
        ("theirs", "words"),
        [
            ("WARD", f"B2 C2 in assignments now has placement WARD, {BY_OMAR}. Nothing was changed."),
            (None, f"B2 C2 in assignments is no longer there, {BY_OMAR}. Nothing was changed."),
        ],
    )
    def test_somebody_was_first(self, mina: Store, omar: Store, theirs: str | None, words: str) -> None:
        with AT_NOON:
            set_cell(omar, "B2", "C2", theirs)
        first = RowChange("settings", None, {"setting": "new", "value": "x"})
        cell = {"apprentice": "B2", "cycle": "C2", "placement": "LIB", "pinned": False}
        with pytest.raises(MovedOn) as refused:
            mina.apply(worded("x"), [first, RowChange("assignments", cell, None)])
        assert str(refused.value) == words
        assert refused.value.by == BY_OMAR
        assert mina.load().rows["settings"] == ROWS["settings"]  # nothing of it is left
        assert len(mina.history()) == 2

    def test_a_row_that_is_there_already(self, mina: Store) -> None:
        there = {"apprentice": "B2", "cycle": "C2", "placement": "WARD", "pinned": True}
        with pytest.raises(MovedOn, match="now has placement LIB, pinned no, by mina"):
            mina.apply(worded("x"), [RowChange("assignments", None, there)])

    def test_what_stays_the_same_is_no_event(self, mina: Store) -> None:
        made = place(mina, worded("x"), [Edit("B2", "C2", "LIB")], [self.CELL])
        assert (made.id, made.changes) == (0, 0)
        assert len(mina.history()) == 1

    def test_words_for_a_cell(self, mina: Store, omar: Store) -> None:
        with AT_NOON:
            set_cell(omar, "B2", "C2", "WARD", pinned=True)
        with pytest.raises(ChangedElsewhere) as refused:
            place(mina, worded("x"), [Edit("A1", "C1", "LIB"), Edit("B2", "C2", None)], [None, self.CELL])
        assert str(refused.value) == (
            f"B2 in C2 has WARD, pinned now, {BY_OMAR}; look again and decide. Nothing was changed."
        )
        assert ("A1", "C1") not in cells(mina)

    def test_what_it_refers_to_is_not_there(self, mina: Store) -> None:
        with pytest.raises(ChangedElsewhere, match="names the placement ATTIC, which is not in placements"):
            place(mina, worded("x"), [Edit("A1", "C1", "ATTIC")], [None])
        assert len(mina.history()) == 1


class TestWrite:
    def test_adds_changes_and_removes_by_key(self, mina: Store) -> None:
        made = mina.write(
            worded("x", "import"),
            {"hosts": [Host(host="COL", name="City of London"), Host(host="LBTH", name="Council")]},
            {"settings": [name_row("whatever it is now")]},
            {date(2027, 12, 25): "Christmas"},
        )
        assert (made.changes, made.holidays) == (3, 1)
        loaded = mina.load()
        assert [(row.host, row.name) for row in loaded.rows["hosts"]] == [
            ("ELFT", "East London NHS"),
            ("COL", "City of London"),
            ("LBTH", "Council"),
        ]
        assert [row.setting for row in loaded.rows["settings"]] == ["max_run_at_host"]
        assert list(loaded.bank_holidays) == [date(2027, 1, 1), date(2027, 12, 25)]

    def test_what_is_removed_and_entered_stands_at_the_end(self, mina: Store) -> None:
        mina.write(worded("x"), {"settings": [name_row("New")]}, {"settings": [name_row("")]}, {})
        assert [row.setting for row in mina.load().rows["settings"]] == ["max_run_at_host", "name"]

    def test_nothing_to_write_is_no_event(self, mina: Store) -> None:
        made = mina.write(worded("again", "import"), ROWS, {}, HOLIDAYS)
        assert (made.id, made.changes) == (0, 0)
        assert len(mina.history()) == 1

    def test_a_reference_to_nothing(self, mina: Store) -> None:
        with pytest.raises(RowRefused) as refused:
            mina.write(worded("x", "import"), {}, {"hosts": [ROWS["hosts"][0]]}, {})
        assert "names the host ELFT, which is not in hosts. Nothing was changed." in str(refused.value)
        assert mina.load().rows == ROWS

    def test_as_loaded(self, mina: Store, omar: Store) -> None:
        mina.load()
        set_cell(omar, "A1", "C1", "LIB")
        with pytest.raises(ChangedElsewhere):
            mina.write(worded("x"), {"settings": [name_row("N")]}, {}, {}, as_loaded=True)
        assert len(mina.history()) == 2
        mina.load()
        assert mina.write(worded("x"), {"settings": [name_row("N")]}, {}, {}, as_loaded=True).id == 3


class TestTwoWriteOneRow:
    """Through a workspace: the second is told who was first, when and what is there; nothing is written."""

    NEW = SettingRow(setting="travel_weight", value="2")

    def test_changed(self, mina: Store, omar: Store) -> None:
        ours, theirs = Workspace(mina, FIRST_DAY), Workspace(omar, FIRST_DAY)
        (seen,) = (row for row in ours.rows["settings"] if row.setting == "name")
        with AT_NOON:
            theirs.write(worded("x"), SETTINGS, [name_row("Theirs")])
        with pytest.raises(MovedOn) as refused:
            ours.write(worded("x"), SETTINGS, [name_row("Ours")], seen=[seen])
        assert str(refused.value) == f"name in settings now has value Theirs, {BY_OMAR}. Nothing was changed."
        ours.write(worded("x"), SETTINGS, [name_row("Ours")], seen=[name_row("Theirs")])
        assert name_row("Ours") in theirs.store.load().rows["settings"]

    def test_entered_and_removed(self, mina: Store, omar: Store) -> None:
        ours, theirs = Workspace(mina, FIRST_DAY), Workspace(omar, FIRST_DAY)
        assert self.NEW not in ours.rows["settings"]
        with AT_NOON:
            theirs.write(worded("x"), SETTINGS, [self.NEW])
        with pytest.raises(MovedOn, match=f"travel_weight in settings now has value 2, {BY_OMAR}"):
            ours.write(worded("x"), SETTINGS, [self.NEW])
        ours.refresh()
        with AT_NOON:
            theirs.write(worded("x"), SETTINGS, removals=[self.NEW])
        with pytest.raises(MovedOn, match=f"travel_weight in settings is no longer there, {BY_OMAR}"):
            ours.write(worded("x"), SETTINGS, removals=[self.NEW])
        assert len(mina.history()) == 3

    def test_another_row_is_not_in_the_way(self, mina: Store, omar: Store) -> None:
        ours, theirs = Workspace(mina, FIRST_DAY), Workspace(omar, FIRST_DAY)
        assert self.NEW not in ours.rows["settings"]
        theirs.write(worded("x"), SETTINGS, [name_row("Theirs")])
        ours.write(worded("x"), SETTINGS, [self.NEW])
        assert {name_row("Theirs"), self.NEW} <= set(ours.rows["settings"])

    def test_what_it_names_is_gone(self, mina: Store, omar: Store) -> None:
        ours, host = Workspace(mina, FIRST_DAY), Host(host="LBH", name="Hackney")
        ours.write(worded("x"), TABLE["hosts"], [host])
        moved = replace(ours.programme.apprentices["A1"], employer="LBH")
        omar.write(worded("x"), {}, {"hosts": [host]}, {})
        with pytest.raises(ChangedElsewhere, match="names the employer LBH, which is not in hosts"):
            ours.write(worded("x"), TABLE["apprentices"], [moved])


def test_what_is_in_cells(mina: Store) -> None:
    assert mina.draft([("B2", "C1"), ("A1", "C1"), ("GONE", "C1")]) == [
        put("B2", "C1", "WARD", pinned=True), None, None
    ]  # fmt: skip


class TestPublish:
    def test_stays_whatever_becomes_of_the_draft(self, mina: Store) -> None:
        mina.load()
        made = mina.publish("Ruth", PUBLISHED, "first", TOLD)
        set_cell(mina, "B2", "C1", None)
        assert [head.number for head in mina.publications()] == [1]
        assert mina.publication(1) == made
        assert mina.publication(2) is None
        assert mina.load().published == made
        assert (made.number, made.by, made.note) == (1, "Ruth", "first")
        assert list(made.assignments) == ROWS["assignments"]
        assert mina.history()[1].kind == "publish"

    def test_newest_first(self, mina: Store) -> None:
        for _ in range(2):
            mina.load()
            mina.publish("Ruth", PUBLISHED, None, TOLD)
        assert [made.number for made in mina.publications()] == [2, 1]

    def test_not_over_what_was_not_seen(self, mina: Store, omar: Store) -> None:
        mina.load()
        set_cell(omar, "A1", "C1", "LIB")
        with pytest.raises(ChangedElsewhere):
            mina.publish("Ruth", PUBLISHED, None, TOLD)
        assert mina.publications() == []

    def test_cannot_be_undone(self, mina: Store) -> None:
        mina.load()
        mina.publish("Ruth", PUBLISHED, None, TOLD)
        with pytest.raises(NothingToUndo, match="Publication 1 by Ruth: that can't be undone"):
            undo(mina, 2)


def by_table(said: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for one in said:
        found.setdefault(TABLE_OF[type(one)].name, []).append(one)
    return found


class TestStatements:
    """They are rows that are only ever added."""

    SAID = by_table(STATEMENTS)

    def test_are_kept_and_loaded(self, mina: Store, omar: Store) -> None:
        made = mina.write(worded("said", "state"), self.SAID, {}, {})
        assert (made.id, made.changes) == (2, len(STATEMENTS))
        assert omar.load().rows == {**ROWS, **self.SAID}
        assert [event.id for event in omar.news()] == [2]
        change = mina.changes(2)[0]
        assert (change.table, change.before, change.after and change.after["at"]) == ("signoff", None, NOON)

    def test_the_same_again_is_no_event(self, mina: Store) -> None:
        mina.write(worded("said"), self.SAID, {}, {})
        assert mina.write(worded("again"), self.SAID, {}, {}).id == 0
        more = stated(Request, host="ELFT", cycle="C1", due_on=FIRST_DAY, by="Ruth", at=NOON)
        both = {"request": [*self.SAID["request"], more]}
        assert mina.write(worded("one more"), both, {}, {}).changes == 1

    def test_are_neither_changed_nor_removed(self, mina: Store) -> None:
        mina.write(worded("said"), self.SAID, {}, {})
        (waiver,) = self.SAID["waiver"]
        change = RowChange.of(TABLE_OF[Waiver], waiver, None)
        for deed in (
            lambda: mina.write(worded("x"), {"waiver": [replace(waiver, by="Else")]}, {}, {}),
            lambda: mina.write(worded("x"), {}, {"waiver": [waiver]}, {}),
            lambda: mina.apply(worded("x"), [change]),
        ):
            with pytest.raises(RowRefused, match=r"^What was stated stays as it was\. Nothing was changed"):
                deed()
        assert mina.load().rows["waiver"] == [waiver]
        assert len(mina.history()) == 2

    def test_are_never_taken_back_whatever_else_the_event_did(self, mina: Store) -> None:
        more = {"settings": [name_row("N")], "waiver": self.SAID["waiver"]}
        made = mina.write(worded("a parcel"), more, {}, {})
        with pytest.raises(NothingToUndo, match="a parcel: what somebody said is never taken back"):
            undo(mina, made.id)


class TestAlone:
    def test_is_kept_whole(self, mina: Store, omar: Store) -> None:
        with mina.alone():
            set_cell(mina, "A1", "C1", "LIB")
            assert cells(mina)["A1", "C1"] == "LIB"
            set_cell(mina, "A1", "C2", "LIB")
        assert len(cells(omar)) == 4
        assert len(omar.history()) == 3

    def test_or_not_at_all(self, mina: Store, omar: Store) -> None:
        with suppress(ZeroDivisionError), mina.alone():
            set_cell(mina, "A1", "C1", "LIB")
            raise ZeroDivisionError
        assert cells(mina) == cells(omar) == START
        assert set_cell(mina, "A1", "C1", "LIB").id == 2

    def test_others_wait(self, mina: Store, omar: Store) -> None:
        with mina.alone():
            set_cell(mina, "A1", "C1", "LIB")
            with pytest.raises(DatabaseBusy):
                omar.write(worded("x"), {"settings": [name_row("N")]}, {}, {})
        assert omar.write(worded("x"), {"settings": [name_row("N")]}, {}, {}).id == 3

    def test_what_changes_nothing_takes_nothing_back(self, mina: Store) -> None:
        with mina.alone():
            set_cell(mina, "A1", "C1", "LIB")
            mina.write(worded("again"), ROWS, {}, {})
        assert cells(mina)["A1", "C1"] == "LIB"

    def test_what_is_refused_leaves_nothing_behind(self, mina: Store) -> None:
        with mina.alone():
            new = RowChange("settings", None, {"setting": "new", "value": "x"})
            there = RowChange("settings", None, {"setting": "name", "value": "x"})
            with pytest.raises(MovedOn):
                mina.apply(worded("x"), [new, there])
            set_cell(mina, "A1", "C1", "LIB")
        assert mina.load().rows["settings"] == ROWS["settings"]
        assert [event.id for event in mina.history()] == [2, 1]

    def test_one_inside_another_is_a_part_of_it(self, mina: Store) -> None:
        with suppress(ZeroDivisionError), mina.alone():
            with mina.alone():
                set_cell(mina, "A1", "C1", "LIB")
            raise ZeroDivisionError
        assert cells(mina) == START


class TestHistory:
    def test_newest_first(self, mina: Store) -> None:
        with time_machine.travel(datetime(2026, 10, 1, 9, 30, tzinfo=UTC), tick=False):
            made = mina.write(Deed("rule-set", {"rule": "X", "n": 1}), {"settings": [name_row("N")]}, {}, {})
        assert made.at == datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
        assert made.deed == Deed("rule-set", {"rule": "X", "n": 1})
        assert mina.history(1) == [made]
        assert [event.id for event in mina.history()] == [2, 1]

    def test_in_the_order_of_its_numbers_whatever_the_clock_says(self, mina: Store) -> None:
        with time_machine.travel(datetime(2001, 1, 1, tzinfo=UTC), tick=False):
            set_cell(mina, "A1", "C1", "LIB")
        set_cell(mina, "A1", "C2", "LIB")
        assert [event.id for event in mina.history()] == [3, 2, 1]
        undo(mina)
        assert ("A1", "C2") not in cells(mina)

    def test_changes(self, mina: Store) -> None:
        made = set_cell(mina, "B2", "C2", "WARD", pinned=True)
        (change,) = mina.changes(made.id)
        cell = {"apprentice": "B2", "cycle": "C2"}
        assert (change.table, change.key) == ("assignments", ("B2", "C2"))
        assert change.before == {**cell, "placement": "LIB", "pinned": False}
        assert change.after == {**cell, "placement": "WARD", "pinned": True}

    def test_the_last_change_of_a_row(self, mina: Store, omar: Store) -> None:
        made = set_cell(omar, "B2", "C2", None)
        set_cell(omar, "B2", "C1", "LIB")
        assert mina.last_change("assignments", ("B2", "C2")) == made
        # Keys hold days, and may be empty in part.
        closed, *_ = ROWS["closures"]
        key = (closed.host, closed.placement, closed.starts_on)
        assert mina.last_change("closures", key) == mina.history()[-1]
        assert mina.last_change("assignments", ("A1", "C1")) is None

    def test_the_past_of_a_table(self, mina: Store, omar: Store) -> None:
        there = len(mina.past("assignments"))
        made, back = set_cell(omar, "B2", "C2", None), undo(omar)
        first, second = mina.past("assignments")[there:]
        assert (first[0], second[0]) == (made.at, back.at)
        assert second[1].after == first[1].before
        assert (first[1].key, first[1].after) == (("B2", "C2"), None)
        assert {change.table for _, change in mina.past("closures")} == {"closures"}

    def test_an_unknown_event(self, mina: Store) -> None:
        for look in (mina.changes, lambda number: undo(mina, number)):
            with pytest.raises(UsageError, match="no change number 99"):
                look(99)


class TestUndo:
    def test_back_and_forth(self, mina: Store) -> None:
        made = set_cell(mina, "A1", "C1", "LIB")
        undone = undo(mina)
        assert (undone.undoes, words(undone), undone.changes) == (made.id, "undo: A1 C1", 1)
        assert cells(mina) == START
        again = redo(mina)
        assert (again.undoes, words(again), again.kind) == (undone.id, "redo: A1 C1", "redo")
        assert cells(mina)["A1", "C1"] == "LIB"
        assert [event.undone for event in mina.history()] == [False, True, False, False]

    def test_ones_own_only(self, mina: Store, omar: Store) -> None:
        with pytest.raises(NothingToUndo, match="no change by omar left"):
            undo(omar)
        set_cell(mina, "A1", "C1", "LIB")
        set_cell(omar, "A1", "C2", "LIB")
        undo(mina)
        assert cells(mina) == {**START, ("A1", "C2"): "LIB"}

    def test_an_import_has_to_be_named_and_comes_back_in_its_order(self, mina: Store) -> None:
        start = mina.load()
        new = {"hosts": [Host(host="COL", name="Another")]}
        imported = mina.write(worded("replace", "import"), new, ROWS, {})
        with pytest.raises(NeedsNaming):
            undo(mina)
        assert undo(mina, imported.id).changes == imported.changes
        assert mina.load() == start
        redo(mina)
        assert mina.load().rows["hosts"] == new["hosts"]

    def test_not_over_what_others_did_since(self, mina: Store, omar: Store) -> None:
        made = set_cell(mina, "A1", "C2", "LIB")
        with AT_NOON:
            set_cell(omar, "A1", "C2", "WARD")
        before = mina.load()
        with pytest.raises(ChangedElsewhere) as refused:
            undo(mina, made.id)
        assert str(refused.value) == (
            "Change 2 (A1 C2) can't be taken back: A1 C2 in assignments now has placement WARD, "
            f"{BY_OMAR}. Nothing was changed."
        )
        assert mina.load() == before

    def test_not_under_what_relies_on_it(self, mina: Store) -> None:
        made = mina.write(worded("one more", "import"), {"apprentices": [person("C3")]}, {}, {})
        set_cell(mina, "C3", "C1", "LIB")
        with pytest.raises(ChangedElsewhere, match=r"Later changes stand in the way\. A row of assignments"):
            undo(mina, made.id)
        assert len(mina.history()) == 3

    def test_no_redo_after_another_change(self, mina: Store, omar: Store) -> None:
        set_cell(mina, "A1", "C1", "LIB")
        undo(mina)
        set_cell(omar, "A1", "C2", "LIB")
        redo(mina)
        undo(mina)
        set_cell(mina, "A1", "C1", "WARD")
        with pytest.raises(NothingToUndo, match="last thing mina did was not an undo"):
            redo(mina)

    def test_once(self, mina: Store, omar: Store) -> None:
        made = set_cell(mina, "A1", "C1", "LIB")
        undo(omar, made.id)
        with pytest.raises(NothingToUndo, match=r"Change 2 \(A1 C1\) was taken back already"):
            undo(mina, made.id)

    def test_of_what_is_far_below(self, mina: Store, omar: Store) -> None:
        """More changes of somebody else lie upon it than are looked at first."""
        set_cell(mina, "A1", "C1", "LIB")
        with omar.alone():
            for number in range(60):
                set_cell(omar, "A1", "C2", ("LIB", "WARD")[number % 2])
        undo(mina)
        assert ("A1", "C1") not in cells(mina)
        redo(mina)
        assert cells(mina)["A1", "C1"] == "LIB"


class TestNews:
    def test_of_others_once(self, mina: Store, omar: Store) -> None:
        assert mina.news() == []
        set_cell(mina, "A1", "C1", "LIB")
        made = [set_cell(omar, "A1", "C2", "LIB"), undo(omar)]
        assert [event.id for event in mina.news()] == [event.id for event in made]
        assert mina.news() == []
        assert [event.id for event in omar.news()] == [2]

    def test_none_of_what_was_not_kept(self, mina: Store, omar: Store) -> None:
        with suppress(ZeroDivisionError), omar.alone():
            set_cell(omar, "A1", "C2", "LIB")
            raise ZeroDivisionError
        assert mina.news() == []

    def test_none_of_what_was_there_at_the_start(self, mina: Store, opens: Opener) -> None:
        assert opens("late").news() == []


class TestSaveAs:
    def test_goes_on_there(self, mina: Store, omar: Store, tmp_path: Path) -> None:
        mina.save_as(tmp_path / "saved")
        assert mina.where == str(tmp_path / "saved")
        set_cell(mina, "A1", "C1", "LIB")
        assert len(mina.history()) == 2
        assert cells(omar) == START
        assert omar.news() == []

    def test_not_over_something(self, mina: Store, tmp_path: Path) -> None:
        (tmp_path / "there").write_text("mine")
        with pytest.raises(UsageError, match="is already there"):
            mina.save_as(tmp_path / "there")
        assert (tmp_path / "there").read_text() == "mine"


def test_to_close_one_leaves_the_others(mina: Store, omar: Store) -> None:
    mina.close()
    assert cells(omar) == START
