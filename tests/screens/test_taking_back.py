"""An import is never taken back by a slip: what would go is told first, and enter goes back."""

from pathlib import Path

import pytest

from screens.history.screen import HistoryScreen
from screens.shared.question import GraveQuestion
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.planning import Planner, open_plan
from tests.screens.programmes import pilot
from tests.screens.waiting import until


async def asked(board: Driver) -> str:
    """What the question says, on one line."""
    await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
    await until(lambda: "in all" in board.text, "its text")
    return " ".join(board.text.replace("│", " ").split())


async def test_undo_of_an_import_says_what_would_go(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.press("u")
        said = await asked(board)
        assert "Pilot imported: by Tamsin Arkwright on " in said
        for rows in ("24 apprentices", "15 placements", "6 cycles", "3 hosts"):
            assert rows in said
        assert "y take back enter or esc go back" in said


@pytest.mark.parametrize("keys", [["enter"], ["escape"], ["n"], ["u"], ["space"], ["enter", "enter"]])
async def test_only_y_takes_it_back(open_board: OpenBoard, keys: list[str]) -> None:
    async with open_board() as board:
        await board.press("u")
        await asked(board)
        await board.press(*keys)
        assert len(board.workspace.programme.apprentices) == 24


async def test_y_takes_it_back_and_ctrl_r_makes_it_again(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("u")
        await asked(board)
        await board.press("y")
        await until(lambda: not board.workspace.programme.apprentices, "the end of the programme")
        await board.back_on_board()
        assert "ctrl+r redo" in board.text.splitlines()[-1]
        await board.press("ctrl+r")
        await until(lambda: len(board.workspace.programme.apprentices) == 24, "the programme again")


async def test_an_edit_is_undone_without_a_question_and_the_footer_offers_redo(open_board: OpenBoard) -> None:
    async with open_board() as board:
        assert "ctrl+r redo" not in board.text
        await board.go_to("A01", "C2")
        await board.press("x", "u")
        assert board.here == "COL-FIN"
        await until(lambda: "ctrl+r redo" in board.text.splitlines()[-1], "the key")
        assert "u undo" in board.text.splitlines()[-1]
        await board.press("ctrl+r")
        assert board.here is None
        await until(lambda: "ctrl+r redo" not in board.text, "no key")
        await board.press("u", "p")  # another change: what was taken back can't be made again
        await until(lambda: "ctrl+r redo" not in board.text, "no key")


async def test_redo_is_offered_after_the_program_was_started_again(
    open_board: OpenBoard, database: Path
) -> None:
    workspace = pilot(database)
    workspace.clear("A01", "C2")
    workspace.undo()
    workspace.store.close()
    async with open_board() as board:
        assert "ctrl+r redo" in board.text.splitlines()[-1]


async def test_history_asks_as_well(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        await board.press("U")
        await asked(board)
        await board.press("enter")
        assert board.workspace.programme.apprentices
        await board.press("U")
        await asked(board)
        await board.press("y")
        await until(lambda: not board.workspace.programme.apprentices, "the end of the programme")
        await until(lambda: " undo: Pilot imported" in board.text, "the undo in the list")
        await board.press("home", "U")  # to take back that undo only brings things back
        await until(lambda: board.workspace.programme.apprentices, "the programme again")
        await until(lambda: " redo: Pilot imported" in board.text, "the redo in the list")
        await board.press("home", "U")  # this would take everything away once more
        await asked(board)


async def test_the_mark_of_the_history_stays_on_the_change_that_was_undone(open_board: OpenBoard) -> None:
    """One that is undone is another row than before; a second key on it must not mean a newer change."""
    async with open_board() as board:
        for cycle in ("C2", "C3", "C4"):
            await board.go_to("A01", cycle)
            await board.press("x")
        await board.press("9")
        await until(lambda: isinstance(board.app.screen, HistoryScreen), "the history")
        history = board.app.screen
        assert isinstance(history, HistoryScreen)
        await until(lambda: len(history.rows.values) == 4, "its changes")
        await board.press("home", "down")
        marked = history.rows.value
        assert marked is not None
        await board.press("U")
        await until(lambda: len(history.rows.values) == 5, "the undo")
        assert history.rows.value is not None
        assert (history.rows.value.id, history.rows.value.undone) == (marked.id, True)


async def test_while_the_planner_works_an_import_is_asked_about(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner().use(monkeypatch)
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x")
        plan = await open_plan(board.app, board.press)
        await board.press("enter")
        await until(lambda: planner.asked, "the planner")
        await board.press("u")  # an edit goes without a question
        assert board.workspace.board.at("A01", "C2") is not None
        await until(lambda: "ctrl+r redo" in board.text, "the key")
        await board.press("u")
        await asked(board)
        await board.press("enter")
        assert plan.is_planning
        assert board.workspace.programme.apprentices
        planner.go.set()
        await until(lambda: plan.outcome, "the end")
