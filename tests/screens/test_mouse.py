"""All with the mouse: what is clicked, scrolled and dragged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.containers import VerticalScroll

from apprentices.programme import TABLE
from apprentices.removing import removal, remove, rows_now
from apprentices.workspace import Workspace
from db.store import open_store
from screens.board.chooser import Chooser
from screens.board.view import Target
from screens.shared.help import HelpScreen
from screens.shared.palette import Palette
from screens.shared.question import GraveQuestion, Question
from screens.shared.rows import RowList
from tests.clock import TODAY
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.small import folder
from tests.screens.waiting import until

Place = tuple[int, int]  # row and column of the board
CYCLES = "cycle,starts_on,ends_on\nC1,2027-01-04,2027-04-30\nC2,2027-05-04,2027-08-27\n"


@asynccontextmanager
async def two_cycles(path: Path) -> AsyncIterator[Driver]:
    """Ayo Bello (A1) in COL-A and Bo Adeyemi (A2) in LBH-B, in the first of two cycles; 2 seats each."""
    workspace = Workspace(open_store(path / "small.db", create=True, actor="Tamsin Arkwright"), TODAY)
    workspace.import_files([folder(path / "files", cycles=CYCLES)])
    async with opened(workspace) as board:
        yield board


def where(board: Driver, *people: str, cycle: str = "C1") -> list[str | None]:
    there = [board.workspace.board.at(person, cycle) for person in people]
    return [assignment and assignment.placement for assignment in there]


def somebody_removes(path: Path, apprentice: str) -> None:
    """Another program removes a person."""
    other = Workspace(open_store(path / "small.db", actor="Bo Lee"), TODAY)
    row = other.programme.apprentices[apprentice]
    remove(other, removal(rows_now(other), TABLE["apprentices"], row))
    other.store.close()


async def move(board: Driver, place: Place) -> None:
    """The pointer moves to a cell with the button down."""
    await board.pilot._post_mouse_events([events.MouseMove], board.grid, board.spot(*place), button=1)


async def drag(board: Driver, start: Place, end: Place) -> None:
    """The button goes down on one cell, and up on another."""
    await board.pilot.mouse_down(board.grid, offset=board.spot(*start))
    await move(board, end)
    await board.pilot.mouse_up(board.grid, offset=board.spot(*end))


async def click(board: Driver, words: str) -> None:
    """Click where these words stand on the screen."""
    await until(lambda: words in board.text, words)
    lines = board.text.splitlines()
    y = next(number for number, line in enumerate(lines) if words in line)
    await board.pilot.click(offset=(lines[y].index(words), y))


# -- dragging


async def test_a_cell_is_dragged_onto_another_persons(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        await board.pilot.mouse_down(board.grid, offset=board.spot(0, 0))
        await move(board, (1, 0))
        await until(
            lambda: "Let go to swap Ayo Bello and Bo Adeyemi in C1." in board.news, "what it would do"
        )
        assert where(board, "A1", "A2") == ["COL-A", "LBH-B"]
        await board.pilot.mouse_up(board.grid, offset=board.spot(1, 0))
        await until(lambda: isinstance(board.app.screen, Question), "a preview")
        assert "Swap Ayo Bello and Bo Adeyemi in C1?" in board.text
        await click(board, "enter swap")
        await board.back_on_board()
        assert where(board, "A1", "A2") == ["LBH-B", "COL-A"]
        await click(board, "u undo")
        await until(lambda: where(board, "A1", "A2") == ["COL-A", "LBH-B"], "as it was")


async def test_the_preview_says_what_it_breaks_and_can_be_left(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        first, second = (board.workspace.board.at(who, "C3") for who in ("A01", "A02"))
        would = board.workspace.consider(board.workspace.board.swapped(["A01", "A02"], ["C3"]))
        assert would.broke[0].is_warning
        await drag(board, (0, 2), (1, 2))
        await until(lambda: isinstance(board.app.screen, Question), "a preview")
        assert f"To look at: {would.broke[0].problem}"[:60] in board.text
        await click(board, "esc go back")
        await board.back_on_board()
        assert [board.workspace.board.at(who, "C3") for who in ("A01", "A02")] == [first, second]
        await until(lambda: board.cell == ("A01", "C3"), "the cursor where it began")


async def test_on_the_turned_board_a_person_is_dragged_to_a_free_seat(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        await click(board, "tab turn")
        rows = {board.grid.face.key(row): row for row in range(board.grid.face.rows)}
        taken, free = (rows[key] for key in (("COL", "COL-A", 0), ("LBH", "LBH-B", 1)))
        await drag(board, (taken, 0), (free, 0))
        await until(lambda: "Move Ayo Bello to LBH-B in C1?" in board.text, "a preview")
        await click(board, "enter move")
        await board.back_on_board()
        assert where(board, "A1", "A2") == ["LBH-B", "LBH-B"]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((0, 0), (0, 1), "Drop it in the same cycle: on a person to swap with, or on a free seat."),
        ((0, 1), (1, 1), "Ayo Bello is there already."),  # both have no place yet
    ],
)
async def test_what_can_not_be_dropped_is_said(tmp_path: Path, start: Place, end: Place, said: str) -> None:
    async with two_cycles(tmp_path) as board:
        await drag(board, start, end)
        await until(lambda: board.news == said, "why not")
        assert board.app.screen is board.board


async def test_who_is_pinned_is_asked_for_again(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        await board.press("p")
        await until(lambda: "is pinned to" in board.news, "a pin")
        await drag(board, (0, 0), (1, 0))
        await click(board, "enter swap")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "a question")
        await click(board, "y change it")
        await board.back_on_board()
        assert where(board, "A1", "A2") == ["LBH-B", "COL-A"]


async def test_back_to_the_same_cell_is_no_drag(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        await board.pilot.mouse_down(board.grid, offset=board.spot(0, 0))
        for place in ((1, 0), (0, 0)):
            await move(board, place)
        await board.pilot.mouse_up(board.grid, offset=board.spot(0, 0))
        await until(lambda: board.news == "Ayo Bello is there already.", "that nothing happens")
        await move(board, (1, 0))  # the button is up by now
        await board.pilot.pause()
        assert board.cell == ("A1", "C1")


async def test_what_is_dragged_is_forgotten_when_the_rows_change(tmp_path: Path) -> None:
    """Bo is dragged from the last row when somebody else removes him."""
    async with two_cycles(tmp_path) as board:
        await board.press("down")
        await board.pilot.mouse_down(board.grid, offset=board.spot(1, 0))
        await move(board, (0, 0))
        await until(lambda: "Let go to swap Bo Adeyemi and Ayo Bello" in board.news, "what it would do")
        somebody_removes(tmp_path, "A2")
        await until(lambda: board.grid.face.rows == 1, "the news")
        await board.pilot.mouse_up(board.grid, offset=board.spot(0, 0))
        await board.pilot.pause()
        assert board.app.screen is board.board
        assert where(board, "A1") == ["COL-A"]


async def test_who_is_removed_before_the_drop_is_taken_in_is_nobody(tmp_path: Path) -> None:
    """The drop is on its way to the screen while the rows change."""
    async with two_cycles(tmp_path) as board:
        await drag(board, (1, 0), (0, 0))
        await until(lambda: isinstance(board.app.screen, Question), "a preview")
        dropped = board.grid.Dragged(Target("C1", "A2", "LBH-B"), is_dropped=True)
        somebody_removes(tmp_path, "A2")
        await until(lambda: board.grid.face.rows == 1, "the news")
        await board.press("escape")  # back to where it began, where there is no row now
        await board.back_on_board()
        assert board.cell == ("A1", "C1")
        board.grid.post_message(dropped)
        await until(lambda: board.news == "Nobody is there who could be moved.", "why not")


# -- clicking and scrolling


async def test_a_click_selects_and_two_choose(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.pilot.click(board.grid, offset=board.spot(3, 2))
        await until(lambda: (board.grid.row, board.grid.column) == (3, 2), "the cursor")
        await board.pilot.click(board.grid, offset=board.spot(4, 2), times=2)
        await until(lambda: isinstance(board.app.screen, Chooser), "the chooser")
        await click(board, "esc leave")
        await board.back_on_board()
        await click(board, "City and Hackney")
        await until(lambda: isinstance(board.app.screen, Palette), "all commands")
        await click(board, "esc leave")
        await board.back_on_board()


async def test_a_click_right_behind_one_that_leads_elsewhere_is_for_what_comes_then(
    open_board: OpenBoard,
) -> None:
    """As clicks come from a browser to a busy computer: both at once."""
    async with open_board((140, 45)) as board:
        await board.press("3")
        await until(lambda: "n new" in board.text and "COL-FIN" in board.text, "the lists of placements")
        lines = board.text.splitlines()
        for x, y in ((lines[1].index("2 People"), 1), (lines[-1].index("n new"), len(lines) - 1)):
            for kind in (events.MouseDown, events.MouseUp):
                board.app.post_message(
                    kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
                )
        await until(lambda: "New apprentice" in board.text, "the form of a person")


async def test_the_wheel_scrolls_board_list_and_help(open_board: OpenBoard) -> None:
    async def turn(target: object) -> None:
        await board.pilot._post_mouse_events([events.MouseScrollDown], target, (5, 5))  # type: ignore[arg-type]

    async with open_board() as board:
        await turn(board.grid)
        await until(lambda: board.grid.scroll_offset.y > 0, "the board")
        await click(board, "? help")
        await until(lambda: isinstance(board.app.screen, HelpScreen), "help")
        box = board.app.screen.query_one(VerticalScroll)
        await until(lambda: box.max_scroll_y > 0, "more than fits")
        await turn(box)
        await until(lambda: box.scroll_offset.y > 0, "the help")
        await click(board, "esc close")
        await board.back_on_board()
        await board.pilot.click(offset=(board.text.splitlines()[1].index(" 5 ") + 1, 1))
        await until(lambda: board.app.current_mode == "findings", "the findings")
        rows = board.app.screen.query_one(RowList)
        await until(lambda: rows.max_scroll_y > 0, "more than fits")
        await turn(rows)
        await until(lambda: rows.scroll_offset.y > 0, "the list")
