"""The chooser: ranked, filtered by typing, and the board is judged anew at once."""

from tests.fixtures.expected_pilot import CONFLICTS
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


def chooser_text(text: str) -> str:
    """The text in the chooser's frame, on one line."""
    return " ".join(text.replace("│", " ").split())


async def test_it_ranks_the_best_first_and_says_what_each_does(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        assert len(chooser.shown) == 15
        assert chooser.shown[0].is_free
        assert not chooser.shown[-1].is_free
        await until(lambda: "mends: more people than seats" in board.text, "words")
        assert "Mends: Rahim Talukdar spends 356 of the 572 days" in chooser_text(board.text)


async def test_typing_filters_and_enter_places(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        await board.press(*"central")
        await until(lambda: [offer.code for offer in chooser.shown] == ["LBH-LIB"], "one offer")
        await board.press("enter")
        await board.back_on_board()
        assert board.here == "LBH-LIB"
        assert f"! {CONFLICTS - 1} conflicts" in board.text
        assert "Mends: more people than seats in a team." in board.news
        await board.press("u")
        assert board.here == "LBH-ASC"
        assert f"! {CONFLICTS} conflicts" in board.text


async def test_escape_changes_nothing(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        await board.open_chooser()
        await board.press("down", "pagedown", "pageup", "up", "escape")
        await board.back_on_board()
        assert board.here == "LBH-ASC"


async def test_a_conflict_may_be_chosen_and_is_said(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        chooser.choices.mark(len(chooser.shown) - 1)
        code = chooser.shown[-1].code
        await board.press("enter")
        await board.back_on_board()
        assert board.here == code
        assert "Breaks: " in board.news


async def test_nothing_found_and_enter_stays(open_board: OpenBoard) -> None:
    async with open_board() as board:
        chooser = await board.open_chooser()
        await board.press(*"zzz", "enter")
        await until(lambda: "Nothing has these words" in board.text, "a word about it")
        assert board.app.screen is chooser


async def test_a_click_marks_and_a_second_takes(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        await board.pilot.click("ChoiceList", offset=(5, 3))
        await until(lambda: chooser.choices.marked == 1, "the second offer")
        await board.pilot.click("ChoiceList", offset=(5, 3))
        await board.back_on_board()
        assert board.here == chooser.shown[1].code


async def test_swap(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        mine = board.here
        chooser = await board.open_chooser("s")
        other = chooser.shown[0]
        theirs = board.workspace.board.at(other.code, "C2")
        assert theirs is not None
        await board.press("enter")
        await board.back_on_board()
        assert board.here == theirs.placement
        there = board.workspace.board.at(other.code, "C2")
        assert there is not None
        assert there.placement == mine
        await board.press("u")
        assert board.here == mine
