"""What others do at the same time, and what goes wrong."""

from pathlib import Path

import pytest

from apprentices.errors import ChangedElsewhere, DatabaseUnusable
from apprentices.rules import checker
from screens.board.edits import pinned_at
from screens.shared.question import Problem
from tests.screens.conftest import OpenBoard
from tests.screens.driver import begun_to_read
from tests.screens.programmes import pilot, remove
from tests.screens.waiting import until


async def test_somebody_elses_change_appears_and_says_who(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        await board.go_to("A03", "C2")
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(lambda: "▲CSC" in board.text.splitlines()[4], "their change")
        begins = "Callum Strachey: Amara Nwachukwu"
        await until(lambda: any(said.startswith(begins) for said in board.said), "who it was")
        assert board.cell == ("A03", "C2")


async def test_their_change_leaves_what_was_said_of_ones_own(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        await board.go_to("A03", "C2")
        await board.press("p")
        said = board.news
        assert said
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(lambda: board.said != [], "a word about theirs")
        assert board.news == said


async def test_their_rows_are_judged_in_steps_between_which_keys_are_for_the_board_as_it_is(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one place at a time to be judged, hundreds of steps; the pin has it begin again."""
    monkeypatch.setattr(checker, "AT_A_TIME", 1)
    async with open_board() as board:
        begun = begun_to_read(board.workspace, monkeypatch)
        await board.go_to("A01", "C2")
        other = pilot(database, actor="Callum Strachey")
        remove(other, "A03")
        other.store.close()
        await until(lambda: begun, "a look at their change")
        await board.press("p")
        assert "is pinned to" in board.news
        assert "A03" in board.workspace.programme.apprentices
        await until(lambda: "Callum Strachey: A03 removed" in board.said, "a word about it")
        assert "A03" not in board.workspace.programme.apprentices
        assert len(begun) == 2
        pinned = board.workspace.board.at("A01", "C2")
        assert pinned is not None
        assert pinned.pinned


async def test_who_is_removed_while_the_filter_is_read_ahead_is_left_out(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board() as board:
        texts = board.screen.view.searched_texts()
        assert "amara" in next(texts)
        other = pilot(database, actor="Callum Strachey")
        remove(other, "A03")
        other.store.close()
        await until(lambda: "A03" not in board.workspace.programme.apprentices, "their change")
        assert list(texts) == []


async def test_an_edit_that_came_second_is_told(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")

        def too_late(*ignored: object) -> None:
            raise ChangedElsewhere("Callum Strachey put Amara Nwachukwu in LBH-CSC first.")

        monkeypatch.setattr(board.workspace.store, "apply", too_late)
        await board.press("x")
        await until(lambda: any("Callum Strachey put" in said for said in board.said), "a word about it")
        assert board.cell == ("A01", "C2")


@pytest.mark.parametrize("turn", [[], ["tab"]])
async def test_the_person_under_the_cursor_is_removed_by_somebody_else(
    open_board: OpenBoard, database: Path, turn: list[str]
) -> None:
    async with open_board() as board:
        await board.press(*turn)
        await board.go_to("A03", "C2")
        other = pilot(database, actor="Callum Strachey")
        remove(other, "A03")
        other.store.close()
        await until(lambda: "Callum Strachey: A03 removed" in board.said, "a word about it")
        await until(lambda: "A03" not in board.workspace.programme.apprentices, "the end of it")
        assert board.cell[0] != "A03"


async def test_a_database_that_fails_is_told_in_a_dialog(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board() as board:

        def locked(*ignored: object) -> None:
            raise DatabaseUnusable("pilot.db is locked by another program; nothing was changed.")

        monkeypatch.setattr(board.workspace.store, "apply", locked)
        await board.press("right", "x")
        await until(lambda: isinstance(board.app.screen, Problem), "the dialog")
        await until(lambda: "is locked by another program" in board.text, "its text")
        await board.press("escape")
        await board.back_on_board()


async def test_a_chooser_does_not_overwrite_what_came_meanwhile(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.open_chooser()
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(
            lambda: board.workspace.board.at("A01", "C2") == other.board.at("A01", "C2"), "their change"
        )
        await board.press("enter")
        await board.back_on_board()
        assert "changed by somebody else while you chose" in board.news
        assert board.here == "LBH-CSC"


def test_cells_that_are_gone_have_no_pin(database: Path) -> None:
    workspace = pilot(database)
    (one,) = [there for there in workspace.board.assignments() if there.pinned][:1]
    places = [("A99", "C1"), (one.apprentice, "C99"), (one.apprentice, one.cycle)]
    assert pinned_at(workspace, places) == [one]
    workspace.store.close()


@pytest.mark.parametrize("first", [[], ["enter"], ["question_mark"], ["ctrl+p"]])
async def test_ctrl_q_leaves_from_anywhere(open_board: OpenBoard, first: list[str]) -> None:
    async with open_board() as board:
        await board.press(*first, "ctrl+q")
        await until(lambda: board.app._exit, "the end")
