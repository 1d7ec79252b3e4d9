"""The turned board after edits: updated in place, it is what it would be if it were made anew."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apprentices.board import Edit, Place
from apprentices.programme import SettingRow
from apprentices.workspace import Workspace
from screens.board.by_person import ByPerson
from screens.board.by_team import ByTeam
from screens.board.face import Cell, Face, Kind, Label
from screens.board.view import BoardView, Shown, Target
from tests.build import worded
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
from tests.screens.small import small
from tests.screens.waiting import until

Drawn = list[tuple[Label, list[tuple[Cell, Target]]]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = pilot(tmp_path_factory.mktemp("turned") / "pilot.db")
    yield made
    made.store.close()


def drawn(face: Face, columns: int) -> Drawn:
    return [
        (face.label(row), [(face.cell(row, c), face.target(row, c)) for c in range(columns)])
        for row in range(face.rows)
    ]


def edits(workspace: Workspace) -> st.SearchStrategy[list[list[Edit]]]:
    programme = workspace.programme
    edit = st.builds(
        Edit,
        st.sampled_from(list(programme.apprentices)),
        st.sampled_from([cycle.cycle for cycle in programme.cycles]),
        st.none() | st.sampled_from(list(programme.placements)),
        st.booleans(),
    )
    together = st.lists(edit, min_size=1, max_size=3, unique_by=lambda e: (e.apprentice, e.cycle))
    return st.lists(together, min_size=1, max_size=6)


@pytest.mark.parametrize("make", [ByTeam, ByPerson])
@pytest.mark.parametrize("words", [(), ("fin",)], ids=["all", "filtered"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_updated_is_made_anew(
    workspace: Workspace, make: type[ByTeam | ByPerson], words: tuple[str, ...], data: st.DataObject
) -> None:
    if make is ByPerson and words:
        return  # who has a row there stays while the filter is the same
    columns = len(workspace.programme.cycles)
    before = list(workspace.board.assignments())
    view = anew(workspace, words)
    face = make(view)
    try:
        for together in data.draw(edits(workspace)):
            there = drawn(face, columns)
            consequence = workspace.edit(worded("An edit", "edit"), together)
            places = [(edit.apprentice, edit.cycle) for edit in together]
            view.edited(places, consequence)
            rows = face.edited(places)
            now = drawn(face, columns)
            assert now == drawn(make(anew(workspace, words)), columns)
            if rows is not None:
                touched = {view.board.cycle_index[cycle] for _, cycle in places}
                assert_nothing_else_differs(there, now, rows, touched)
    finally:
        back(workspace, {(a.apprentice, a.cycle): (a.placement, a.pinned) for a in before})


def anew(workspace: Workspace, words: tuple[str, ...]) -> BoardView:
    view = BoardView(workspace)
    view.words = words
    return view


def assert_nothing_else_differs(there: Drawn, now: Drawn, rows: set[int], columns: set[int]) -> None:
    """Of what is not told to be drawn again, nothing is different."""
    assert len(there) == len(now)
    for row, (old, new) in enumerate(zip(there, now, strict=True)):
        if row in rows:
            continue
        assert old[0] == new[0]
        for column, (was, is_now) in enumerate(zip(old[1], new[1], strict=True)):
            assert column in columns or was == is_now


def back(workspace: Workspace, before: dict[Place, tuple[str, bool]]) -> None:
    places = before.keys() | {(a.apprentice, a.cycle) for a in workspace.board.assignments()}
    workspace.edit(
        worded("Back", "edit"), [Edit(*place, *before.get(place, (None, False))) for place in sorted(places)]
    )


@pytest.mark.parametrize(("severity", "mark"), [("conflict", "!"), ("warning", "?"), ("off", " ")])
def test_a_gap_is_marked_as_the_rules_judge_it(tmp_path: Path, severity: str, mark: str) -> None:
    """On both boards; and the word gap finds it, whatever the rules say of it."""
    workspace = small(tmp_path / "p.db")
    judged = SettingRow(setting="rule.PLAN-GAP.severity", value=severity)
    workspace.store.write(worded("x"), {"settings": [judged]}, {}, {})
    workspace.reload()
    workspace.clear("A2", "C1")
    for make, words in product((ByTeam, ByPerson), ((), ("gap",))):
        rows = drawn(make(anew(workspace, words)), 1)
        gaps = [(target.apprentice, cell.mark) for _, ((cell, target),) in rows if cell.kind is Kind.GAP]
        assert gaps == [("A2", mark)], (make, words)
    workspace.store.close()


async def test_an_edit_on_the_turned_board_makes_no_new_one(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("tab")
        face = board.grid.face
        await board.press("p")
        await until(lambda: "A01" in str(board.cell), "the cursor")
        assert board.grid.face is face
        assert board.cell == ("A01", "C2")
        await board.press("p", "x")
        await until(lambda: board.here is None, "the gap")
        assert board.grid.face is face
        assert board.cell == ("A01", "C2")
        assert board.screen.view.shown is Shown.DRAFT
