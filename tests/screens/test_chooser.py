"""The chooser: ranked, filtered by typing, and the board is judged anew at once."""

from pathlib import Path

from screens.board.effects import HEADINGS
from tests.fixtures.expected_pilot import CONFLICTS
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.small import small
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


async def test_where_nobody_can_be_swapped_with_no_words_are_blamed(tmp_path: Path) -> None:
    workspace = small(tmp_path / "small.db")
    workspace.clear("A1", "C1")
    workspace.clear("A2", "C1")
    async with opened(workspace) as board:
        await board.press("s")
        await until(lambda: "There is nobody to swap with." in board.text, "a word about it")
        assert "these words" not in board.text


async def test_a_click_marks_and_a_second_takes(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        await board.pilot.click("ChoiceList", offset=(5, 3))  # below the heading and two lines of the first
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


async def test_offers_stand_under_headings_with_seats_counted_as_in_the_panel(open_board: OpenBoard) -> None:
    """A02 is one of three in two seats of ASC in C3, too many; in HR of ELFT, one of two is taken."""
    async with open_board((140, 45)) as board:
        await board.go_to("A02", "C3")
        assert "3 of 2 seats taken" in board.screen.panel.text
        chooser = await board.open_chooser()
        await until(lambda: "Breaks something (" in board.text, "the last heading")
        text = board.text
        assert "Fits (2)" in text
        assert "As it is (1)" in text
        assert "To look at (1)" in text
        order = [text.index(f"{heading} (") for heading in HEADINGS.values()]
        assert order == sorted(order)
        lines = text.splitlines()
        (now,) = (line for line in lines if "(now)" in line)
        (best,) = (line for line in lines if "People and culture" in line)
        assert "3 of 2 taken    0 points    0 score" in now
        assert "1 of 2 taken    5 points   +5 score" in best
        assert [o.fit for o in chooser.shown] == sorted(o.fit for o in chooser.shown)


async def test_the_board_stays_in_sight_with_the_cell_that_it_is_about(open_board: OpenBoard) -> None:
    """Whatever row it is in, the last one too, which is scrolled up."""
    async with open_board() as board:
        for who, name in (("A02", "Talukdar"), ("A24", "Altunbas")):
            await board.go_to(who, "C3")
            chooser = await board.open_chooser()
            await until(lambda: "type to filter" in board.text, "the chooser")
            above = board.text.splitlines()[: chooser.query_one("#chooser").region.y]
            assert "C3" in above[2]
            assert [line for line in above if name in line and ">" in line]
            await board.press("escape")
            await board.back_on_board()
        assert board.grid.row - board.grid.scroll_offset.y < board.grid.page


async def test_a_story_takes_no_more_lines_than_it_has(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        await board.press(*"(now", "backspace", "backspace", "backspace", "backspace", *"adult")
        await until(lambda: "Breaks nothing, mends nothing." in board.text, "its story")
        await until(lambda: chooser.story.size.height == 1, "one line for it")


async def test_a_swap_over_several_cycles(open_board: OpenBoard) -> None:
    """A01 and A03 from C2 to C3: finance and the library against HR of LBH and of COL; one undo."""
    async with open_board() as board:
        await board.go_to("A01", "C2")
        chooser = await board.open_chooser("s")
        await board.press("right", "right", "left")
        await until(lambda: "swap in C2 to C3?" in board.text, "two cycles")
        await board.press(*"pettifer")
        await until(lambda: [offer.code for offer in chooser.shown] == ["A03"], "one offer")
        await board.press("enter")
        await board.back_on_board()
        assert rotation(board, "A01", "C2", "C3") == ["LBH-HR", "COL-HR"]
        assert rotation(board, "A03", "C2", "C3") == ["COL-FIN", "LBH-LIB"]
        await board.press("down")
        await until(
            lambda: "u undoes: Amara Nwachukwu and Chloe Pettifer swapped in C2" in board.text, "said"
        )
        await board.press("u")
        assert rotation(board, "A01", "C2", "C3") == ["COL-FIN", "LBH-LIB"]


async def test_a_swap_among_three(open_board: OpenBoard) -> None:
    """In C2: A01 to where A04 is (COL-BAR), A04 to where A05 is (LBH-CSC), and A05 to finance."""
    async with open_board() as board:
        await board.go_to("A01", "C2")
        chooser = await board.open_chooser("s")
        await board.press(*"demirtepe")
        await until(lambda: [offer.code for offer in chooser.shown] == ["A04"], "the second")
        await board.press("tab", *"dang")
        await until(lambda: [offer.code for offer in chooser.shown] == ["A05"], "the third")
        assert "Nwachukwu A to the place of Demirtepe Y in C2; Demirtepe Y to whose?" in board.text
        await board.press("enter")
        await board.back_on_board()
        assert [rotation(board, who, "C2") for who in ("A01", "A04", "A05")] == [
            ["COL-BAR"],
            ["LBH-CSC"],
            ["COL-FIN"],
        ]


def rotation(board: Driver, apprentice: str, *cycles: str) -> list[str | None]:
    there = [board.workspace.board.at(apprentice, cycle) for cycle in cycles]
    return [assignment.placement if assignment else None for assignment in there]
