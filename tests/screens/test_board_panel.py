"""What stands around the board: the panel that gives way, the finding that is told, the last edit."""

from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


async def test_space_gives_the_panel_more_room_then_none_then_as_usual(open_board: OpenBoard) -> None:
    async with open_board() as board:
        panel, grid = board.screen.panel, board.grid
        usual, rows = panel.size.height, grid.size.height
        await board.press("space")
        await until(lambda: panel.size.height > usual, "a larger panel")
        await board.press("space")
        await until(lambda: grid.size.height == rows + usual, "all of it for the board")
        await board.press("space")
        await until(lambda: (panel.size.height, grid.size.height) == (usual, rows), "as usual")
        await board.press("space", "space", "escape")
        await until(lambda: (panel.size.height, grid.size.height) == (usual, rows), "as usual again")


async def test_the_panel_lies_below_where_it_would_take_room_from_cycles(open_board: OpenBoard) -> None:
    """Six cycles need 13 + 6 x 11 + 1 = 80 columns, and the panel 39: 119."""
    async with open_board((119, 30)) as board:
        assert board.screen.panel.region.x > 0
        await board.pilot.resize_terminal(118, 30)
        await until(lambda: board.screen.panel.region.x == 0, "the panel below")
        assert "Dec-Mar 28" in board.text  # the last cycle
        await board.pilot.resize_terminal(119, 30)
        await until(lambda: board.screen.panel.region.x > 0, "the panel beside it")


async def test_below_the_board_no_fact_is_torn_that_fits_a_line(open_board: OpenBoard) -> None:
    """Of 78 columns: the team takes 56 with the cycle, which its site, of 28, would not fit behind."""
    async with open_board() as board:
        lines = [line.strip() for line in board.text.splitlines()]
        assert "C1: 7 Sep to 4 Dec 2026 · ● Archives reading rooms (COL)" in lines
        assert "London Metropolitan Archives · Supervisor Hugh Pennycuick · 2 of 2 seats taken" in lines


async def test_what_is_not_there_is_not_told(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A02", "C3")
        text = board.screen.panel.text
        assert "Also there: Yusuf Demirtepe" in text
        assert "Clearances" not in text  # none ends
        await board.press("x")  # nobody is anywhere
        assert "Nobody else" not in board.screen.panel.text


def told_first(text: str) -> str:
    """The first finding of a panel's text."""
    return next(line[2:] for line in text.splitlines() if line[:2] in ("! ", "? "))


async def test_the_finding_that_was_chosen_is_the_one_that_is_told(open_board: OpenBoard) -> None:
    """A02 has two in C3: the seats, and the rotation as a whole, which is told second."""
    async with open_board() as board:
        whole = next(f for f in board.workspace.findings() if f.rule == "FUND-FJAA" and f.apprentice == "A02")
        await board.go_to("A02", "C3")
        assert told_first(board.screen.panel.text).startswith("Adult social care front door")
        board.screen.go_to_finding(whole)
        await until(lambda: told_first(board.screen.panel.text) == whole.problem, "the rotation first")
        await board.press("right")
        await until(lambda: board.cell[1] == "C2", "another cell")


async def test_next_tells_the_finding_that_it_names(open_board: OpenBoard) -> None:
    async with open_board() as board:
        on_board = [f for f in board.workspace.findings() if not f.waived and board.grid.face.place_of(f)]
        told = []
        for _ in on_board:
            board.screen.action_next()
            await board.pilot.pause()
            told.append(told_first(board.screen.panel.text))
            assert board.news.endswith(told[-1])
        assert sorted(told) == sorted(f.problem for f in on_board)


async def test_the_last_edit_stays_in_sight_with_the_key_that_takes_it_back(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", "down")
        await until(lambda: "u undoes: Amara Nwachukwu cleared in C2" in board.text, "the last edit")
        assert "▲ LBH" in board.text.splitlines()[-2]
        await board.press("x", "down")
        await until(lambda: "u undoes: Rahim Talukdar cleared in C2" in board.text, "the one after it")
        await board.press("u", "down")
        await until(lambda: "u undoes: Amara Nwachukwu cleared in C2" in board.text, "the one before")
        await board.press("u", "down")
        await until(lambda: "! conflict" in board.text, "nothing of one's own but the import")
