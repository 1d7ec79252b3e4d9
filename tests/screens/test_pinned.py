"""Whoever is pinned stays where they are, unless somebody says so twice."""

from screens.shared.question import GraveQuestion
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.waiting import until


async def asked(board: Driver) -> None:
    await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")


async def test_a_pinned_cell_is_cleared_only_after_a_question(open_board: OpenBoard) -> None:
    """A01 is pinned to the archives in C1 (assignments.csv)."""
    async with open_board() as board:
        await board.press("x")
        await asked(board)
        assert "Amara Nwachukwu is pinned to COL-LMA in C1" in board.text
        await board.press("enter")  # the key of habit goes back
        await board.back_on_board()
        assert board.here == "COL-LMA"
        await board.press("x")
        await asked(board)
        await board.press("y")
        await board.back_on_board()
        assert board.here is None


async def test_a_pinned_person_is_moved_only_after_a_question(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.open_chooser()
        await board.press(*"central", "enter")
        await asked(board)
        await board.press("escape")
        await board.back_on_board()
        assert board.here == "COL-LMA"
        await board.open_chooser()
        await board.press(*"central", "enter")
        await asked(board)
        await board.press("y")
        await board.back_on_board()
        assert board.here == "LBH-LIB"
        there = board.workspace.board.at("A01", "C1")
        assert there is not None
        assert there.pinned


async def test_to_choose_what_a_pinned_cell_has_already_asks_nothing(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.open_chooser()
        await board.press(*"archives", "enter")
        await board.back_on_board()
        assert board.here == "COL-LMA"


async def test_whoever_is_pinned_swaps_only_after_a_question(open_board: OpenBoard) -> None:
    """A03 isn't pinned in C1; A01, with whom they would swap, is."""
    async with open_board() as board:
        await board.go_to("A03", "C1")
        await board.open_chooser("s")
        await board.press(*"nwachukwu", "enter")
        await asked(board)
        assert "Amara Nwachukwu is pinned to COL-LMA in C1" in board.text
        await board.press("escape")
        await board.back_on_board()
        assert board.here == "LBH-DEM"


async def test_nobody_is_asked_about_a_cell_that_is_not_pinned(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A03", "C1")
        await board.press("x")
        assert board.here is None
