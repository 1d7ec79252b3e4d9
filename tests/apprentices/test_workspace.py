"""One open programme: options, edits, undo, and other people; on a database where the file matters."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apprentices.board import Edit
from apprentices.errors import ChangedElsewhere, NeedsNaming, NothingToUndo, UsageError
from apprentices.figures import RuleData
from apprentices.moved_on import MovedOn
from apprentices.options import options
from apprentices.programme import TABLE
from apprentices.publishing import publish
from apprentices.rule_settings import remove_figure, set_figure, set_rule, switch_off, switch_on
from apprentices.store import Loaded
from apprentices.workspace import Workspace
from db.restoring import restore
from db.store import open_store
from fixtures import PILOT
from tests.build import PUBLISHED, TODAY, worded, words
from tests.memory import Memory, MemoryStore


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def ruth(memory: Memory) -> Workspace:
    made = Workspace(MemoryStore(memory, "Ruth"), TODAY)
    made.import_files([PILOT])
    return made


@pytest.fixture
def omar(ruth: Workspace, memory: Memory) -> Workspace:
    return Workspace(MemoryStore(memory, "Omar"), TODAY)


@pytest.fixture
def on_file(imported: Path, tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """Ruth and Omar on one database."""
    path = Path(shutil.copy(imported, tmp_path))
    with closing(open_store(path, actor="Ruth")) as hers, closing(open_store(path, actor="Omar")) as his:
        yield Workspace(hers, TODAY), Workspace(his, TODAY)


def state(workspace: Workspace) -> tuple[object, ...]:
    return (
        sorted(map(repr, workspace.board.assignments())),
        sorted(map(repr, workspace.findings())),
        workspace.score.total,
    )


def test_options_foresee_what_an_edit_does(ruth: Workspace) -> None:
    total = ruth.score.total
    before = state(ruth)
    found = options(ruth, "A20", "C6")
    assert state(ruth) == before
    assert {option.placement for option in found} == set(ruth.programme.placements)
    for option in (found[0], found[-1]):
        done = ruth.assign("A20", "C6", option.placement)
        assert done == option.consequence
        assert ruth.score.total == total + option.score_change
        ruth.undo()
    assert state(ruth) == before


def test_options_stand_in_order_of_conflicts_then_score(ruth: Workspace) -> None:
    ranks = [(len(option.conflicts), -option.score_change) for option in options(ruth, "A20", "C6")]
    assert ranks == sorted(ranks)
    assert ranks[0][0] == 0


def test_seats_that_are_taken_leave_the_person_out(ruth: Workspace) -> None:
    # Three people are in LBH-ASC in C3, which has two seats; A20 is one of them.
    (mine,) = [o for o in options(ruth, "A20", "C3") if o.placement == "LBH-ASC"]
    (others,) = [o for o in options(ruth, "A01", "C3") if o.placement == "LBH-ASC"]
    assert [(found.seats, found.taken) for found in (mine, others)] == [(2, 2), (2, 3)]


def test_an_edit_that_changes_nothing_writes_nothing(ruth: Workspace) -> None:
    there = ruth.board.at("A01", "C1")
    assert there is not None
    events = len(ruth.store.history())
    ruth.assign("A01", "C1", there.placement)
    ruth.clear("A20", "C6")
    assert len(ruth.store.history()) == events


def test_undo_and_redo_bring_the_board_back(ruth: Workspace) -> None:
    states = [state(ruth)]
    ruth.assign("A20", "C6", "COL-BAR")
    states.append(state(ruth))
    ruth.swap(["A01", "A02"], ["C1"])
    states.append(state(ruth))
    ruth.undo()
    assert state(ruth) == states[1]
    ruth.undo()
    assert state(ruth) == states[0]
    ruth.redo()
    ruth.redo()
    assert state(ruth) == states[2]
    ruth.reload()
    assert state(ruth) == states[2]


def test_others_changes_arrive(ruth: Workspace, omar: Workspace) -> None:
    assert ruth.refresh() == []
    omar.assign("A20", "C6", "COL-BAR")
    set_rule(omar, "PLAN-TRAVEL", "minutes", "93")
    events = ruth.refresh()
    assert [(event.actor, event.kind) for event in events] == [("Omar", "assign"), ("Omar", "rule-set")]
    assert state(ruth) == state(omar)
    assert ruth.refresh() == []
    assert omar.refresh() == []


def test_who_comes_second_is_told_and_changes_nothing(ruth: Workspace, omar: Workspace) -> None:
    before = state(ruth)
    omar.assign("A20", "C6", "COL-BAR")
    with pytest.raises(ChangedElsewhere, match="Omar"):
        ruth.assign("A20", "C6", "COL-HR")
    assert state(ruth) == before
    ruth.refresh()
    assert state(ruth) == state(omar)


class Reading(MemoryStore):
    """Counts how often everything is read."""

    reads = 0

    def load(self) -> Loaded:
        self.reads += 1
        return super().load()


def test_a_refused_row_costs_no_reading(ruth: Workspace, omar: Workspace, memory: Memory) -> None:
    store = Reading(memory, "Mina")
    mina = Workspace(store, TODAY)
    (person, *_) = mina.rows["apprentices"]
    assert store.reads == 1
    omar.write(worded("x"), TABLE["apprentices"], [replace(person, cohort="theirs")])
    with pytest.raises(MovedOn, match="A01 in apprentices now has cohort theirs, by Omar on "):
        mina.write(worded("x"), TABLE["apprentices"], [replace(person, cohort="mine")], seen=[person])
    assert store.reads == 1


def test_an_undo_takes_back_ones_own_change(ruth: Workspace, omar: Workspace) -> None:
    ruth.assign("A20", "C6", "COL-BAR")
    omar.clear("A01", "C1")
    ruth.refresh()
    assert ruth.undo().actor == "Ruth"
    assert ruth.board.at("A20", "C6") is None
    assert ruth.board.at("A01", "C1") is None


def test_a_swap_takes_pins_along_and_needs_two_people(ruth: Workspace) -> None:
    ruth.edit(worded("start"), [Edit("A01", "C1", "COL-LMA", pinned=True), Edit("A02", "C1", None)])
    ruth.swap(["A01", "A02"], ["C1"])
    moved = ruth.board.at("A02", "C1")
    assert moved is not None
    assert (moved.placement, moved.pinned, ruth.board.at("A01", "C1")) == ("COL-LMA", True, None)
    with pytest.raises(UsageError):
        ruth.swap(["A01", "A01"], ["C1"])


def test_a_rule_switched_off_keeps_its_reason_until_it_is_on_again(ruth: Workspace) -> None:
    switch_off(ruth, "PLAN-GAP", "Agreed with the sponsors")
    assert "PLAN-GAP" not in {finding.rule for finding in ruth.findings()}
    assert ruth.programme.settings.get("rule.PLAN-GAP.why") == "Agreed with the sponsors"
    switch_on(ruth, "PLAN-GAP")
    assert "PLAN-GAP" in {finding.rule for finding in ruth.findings()}
    assert ruth.programme.settings.get("rule.PLAN-GAP.why") is None


def test_an_older_change_of_somebody_else_does_not_come_back_over_ones_own(
    ruth: Workspace, omar: Workspace
) -> None:
    ruth.assign("A20", "C6", "COL-BAR")
    omar.reload()
    omar.assign("A20", "C6", "COL-HR")
    omar.refresh()
    assert state(omar) == stored(omar)
    ruth.refresh()
    newest = ruth.store.history(1)[0]
    omar.assign("A20", "C6", "COL-FIN")
    ruth.undo(newest.id + 1)
    ruth.refresh()
    assert state(ruth) == stored(ruth)


def stored(workspace: Workspace) -> tuple[object, ...]:
    return state(Workspace(workspace.store, TODAY))


def test_a_cell_that_somebody_removed_meanwhile_is_told_of(ruth: Workspace, omar: Workspace) -> None:
    omar.undo(omar.store.history(1)[0].id)  # the whole import
    ruth.refresh()
    for deed in (
        lambda: ruth.edit(worded("edit"), [Edit("A20", "C6", None)]),
        lambda: ruth.assign("A20", "C6", "COL-BAR"),
        lambda: ruth.clear("A20", "C6"),
        lambda: ruth.pin("A20", "C6"),
        lambda: ruth.swap(["A20", "A21"], ["C6"]),
    ):
        with pytest.raises(ChangedElsewhere, match="A20 in C6"):
            deed()


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the pilot in it, to be copied."""
    path = tmp_path_factory.mktemp("imported") / "p.db"
    store = open_store(path, create=True, actor="Ruth")
    Workspace(store, TODAY).import_files([PILOT])
    store.close()
    return path


Deed = tuple[bool, int, int, int]


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 2), st.integers(0, 3)), max_size=14)
)
@example([(True, 3, 0, 0), (True, 0, 0, 0), (False, 0, 0, 0), (False, 2, 0, 0)])  # an import undone
def test_whatever_two_people_do_memory_is_what_is_stored(imported: Path, deeds: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(imported, folder))
        with closing(open_store(path, actor="Ruth")) as hers, closing(open_store(path, actor="Omar")) as his:
            do_all(Workspace(hers, TODAY), Workspace(his, TODAY), deeds)


def do_all(ruth: Workspace, omar: Workspace, deeds: list[Deed]) -> None:
    placements = ["COL-BAR", "COL-HR", "ELFT-HR", None]
    for hers, deed, person, place in deeds:
        workspace = ruth if hers else omar
        apprentice = f"A0{person + 1}"
        try:
            if deed in (0, 1):
                workspace.edit(worded("edit"), [Edit(apprentice, "C6", placements[place])])
            elif deed == 2:
                workspace.undo()
            elif deed == 3:
                workspace.undo(workspace.store.history(1)[0].id)
            elif deed == 4:
                workspace.reload()
            else:
                workspace.refresh()
        except (ChangedElsewhere, NeedsNaming, NothingToUndo):
            workspace.refresh()
    for workspace in (ruth, omar):
        workspace.refresh()
        assert state(workspace) == stored(workspace)


def test_a_restored_backup_is_seen_whole(on_file: tuple[Workspace, Workspace], tmp_path: Path) -> None:
    """It changes everything, and its event has no rows that would say so."""
    ruth, omar = on_file
    start = stored(ruth)
    path = Path(ruth.store.where)
    shutil.copy(path, copy := tmp_path / "copy.db")
    ruth.clear("A01", "C1")
    switch_off(ruth, "PLAN-GAP", "Not asked here")
    omar.refresh()
    restore(path, copy, "Callum")
    for workspace in (ruth, omar):
        assert [(event.kind, event.actor) for event in workspace.refresh()] == [("restore", "Callum")]
        assert state(workspace) == stored(workspace) == start
    omar.clear("A01", "C1")
    assert [event.actor for event in ruth.refresh()] == ["Omar"]
    assert state(ruth) == stored(ruth)


def test_an_edit_upon_a_restored_backup_has_to_look_first(
    on_file: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    ruth, _ = on_file
    path = Path(ruth.store.where)
    shutil.copy(path, copy := tmp_path / "copy.db")
    ruth.clear("A01", "C1")
    restore(path, copy, "Callum")
    with pytest.raises(ChangedElsewhere, match=r"Restored copy\.db.*Callum"):
        ruth.clear("A01", "C2")
    ruth.reload()
    ruth.clear("A01", "C2")
    assert state(ruth) == stored(ruth)


def test_an_import_sees_what_others_have_changed(ruth: Workspace, omar: Workspace) -> None:
    ruth.clear("A01", "C1")
    assert omar.import_files([PILOT / "assignments.csv"]).counts["assignments"].new == 1
    assert omar.board.at("A01", "C1") is not None


def test_what_is_published_is_what_was_judged(ruth: Workspace, omar: Workspace) -> None:
    switch_off(ruth, "PLAN-GAP", "Not asked here")
    number = publish(ruth, "Ruth", despite="A trial").number
    assert number == 1
    omar.store.load()
    ruth.clear("A01", "C2")
    with pytest.raises(ChangedElsewhere):
        omar.store.publish("Omar", PUBLISHED, None, ())
    assert [publication.number for publication in omar.store.publications()] == [1]


ABSURD_ROWS = """apprentice,given_names,family_name,uln,starts_on,ends_on,weekly_hours
X1,Ayo,Bello,9276308686,2024-09-02,2025-09-01,0.000001
"""


def test_a_change_with_which_a_rule_could_not_judge_any_more_is_refused(
    ruth: Workspace, tmp_path: Path
) -> None:
    # Without a minimum for the start of X1, FUND-PART-TIME has nothing to grow.
    zero = RuleData(kind="duration", item="part-time-hours", from_on=date(2024, 9, 1), value=Decimal(0))
    set_figure(ruth, zero)
    (tmp_path / "apprentices.csv").write_text(ABSURD_ROWS)
    ruth.import_files([tmp_path / "apprentices.csv"])
    before, events = state(ruth), len(ruth.store.history())
    # 365 days x 30 / 0.000001 hours are some 30 million years.
    with pytest.raises(UsageError, match="FUND-PART-TIME could not be judged for the programme"):
        set_figure(ruth, replace(zero, value=Decimal(30)))
    assert (state(ruth), len(ruth.store.history())) == (before, events)
    # The same by an import: nothing of it is kept.
    remove_figure(ruth, "duration", "part-time-hours", date(2024, 9, 1))
    ruth.undo()
    (tmp_path / "apprentices.csv").write_text(ABSURD_ROWS.replace("X1", "X2").replace("2024-09", "2023-09"))
    with pytest.raises(UsageError, match="FUND-PART-TIME could not be judged"):
        ruth.import_files([tmp_path / "apprentices.csv"])
    assert "X2" not in ruth.programme.apprentices
    assert state(ruth) == before


def test_a_reason_is_one_line_that_steers_nothing(ruth: Workspace) -> None:
    switch_off(ruth, "PLAN-GAP", " Agreed\twith\r\nthe sponsors ")
    assert ruth.programme.settings.get("rule.PLAN-GAP.why") == "Agreed with the sponsors"
    assert words(ruth.store.history(1)[0]) == "PLAN-GAP switched off: Agreed with the sponsors"
    for why in ("\x1b[2J", "\u202egnihton", "x" * 2001, "  "):
        with pytest.raises(UsageError):
            switch_off(ruth, "PLAN-GAP", why)
        with pytest.raises(UsageError):
            set_rule(ruth, "PLAN-GAP", "severity", why)
    assert len(ruth.store.history()) == 2


def test_the_name_of_a_file_is_harmless_in_the_history(ruth: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "pilot\x1b[2J\u202e\ncopy"
    shutil.copytree(PILOT, folder)
    (folder / "travel.csv").write_text("apprentice,site,minutes\n")
    ruth.import_files([folder], replace=True)
    assert words(ruth.store.history(1)[0]) == "Imported pilot\ufffd[2J\ufffd copy"
