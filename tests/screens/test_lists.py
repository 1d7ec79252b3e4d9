"""The history."""

from screens.history.screen import HistoryScreen
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


async def test_history_tells_who_and_takes_back_one_change(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", "right", "x", "9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        assert "Tamsin Arkwright" in board.text
        await board.press("down", "t")
        assert board.workspace.board.at("A01", "C2") is not None
        assert board.workspace.board.at("A01", "C3") is None
        await until(lambda: "(taken back)" in board.text, "the mark")
        await board.press("1")
        await board.back_on_board()
        assert "●FIN" in board.text.splitlines()[4]
