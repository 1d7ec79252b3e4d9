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
        await board.press("down", "U")
        assert board.workspace.board.at("A01", "C2") is not None
        assert board.workspace.board.at("A01", "C3") is None
        await until(lambda: "(undone)" in board.text, "the mark")
        await board.press("1")
        await board.back_on_board()
        assert "●FIN" in board.text.splitlines()[4]


async def test_history_tells_each_cell_before_and_after_and_finds_a_person(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A01", "C2")
        await board.press("x", "down", "p", "9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        lines = board.text.splitlines()
        year = board.workspace.history(1)[0].at.astimezone().year
        assert lines[2].startswith("   3  ")
        assert str(year) in lines[2]
        assert "Rahim Talukdar in C2: LBH-HR → LBH-HR, pinned" in one_line(board.text)
        await board.press("down")
        await until(
            lambda: "Amara Nwachukwu in C2: COL-FIN → no placement" in one_line(board.text), "the other"
        )
        await board.press("slash", *"talukdar", "enter")
        await until(lambda: "Amara" not in board.text, "only what is about one person")
        assert "Rahim Talukdar pinned in C2" in board.text
        await board.press("escape")
        await until(lambda: "Pilot imported" in board.text, "all of it")


def one_line(text: str) -> str:
    """What stands in the panel beside the list, on one line."""
    return " ".join(" ".join(line[-37:].strip() for line in text.splitlines()).split())
