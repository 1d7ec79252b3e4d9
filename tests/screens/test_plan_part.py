"""Some changes of a plan are applied while others change the draft."""

from pathlib import Path

import pytest

from screens.shared.question import Question
from tests.screens.conftest import OpenBoard
from tests.screens.planning import Planner, open_plan
from tests.screens.programmes import pilot
from tests.screens.waiting import until


async def test_what_others_change_during_the_question_does_not_apply_the_whole_plan(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move of A01 alone breaks something, so it is asked; meanwhile somebody empties that very cell."""
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await open_plan(board.app, board.press)
        await board.press("enter")
        await until(lambda: plan.outcome is not None and not plan.is_planning, "the plan")
        await until(lambda: plan.rows.has_focus and plan.marks, "the first change")
        await board.press("space", "a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        omar = pilot(database, actor="Omar Haddad")
        omar.clear("A01", "C2")
        board.app.look_for_news()
        await until(lambda: not plan.chosen, "the news")
        before = list(board.workspace.board.assignments())
        await board.press("enter")
        await until(lambda: board.app.screen is plan and "Nothing was applied" in board.text, "a word of it")
        assert list(board.workspace.board.assignments()) == before
        assert len(board.workspace.history()) == 2  # the import, and what Omar did
        omar.store.close()
