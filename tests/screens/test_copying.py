"""What is copied goes into a spreadsheet: cells parted by tabs, a head above."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from apprentices.exchange.sheets import Sheet, to_tsv
from screens.plan.text_line import TextLine
from screens.shared.filter_line import FilterLine
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.test_mouse import two_cycles
from tests.screens.waiting import until


def test_a_table_for_a_clipboard() -> None:
    sheet = Sheet("a", ("who", "n"), [("=1+1", 3), ("a\tb", None)])
    assert to_tsv(sheet) == "who\tn\n'=1+1\t3\na b\t\n"


async def copied(board: Driver) -> list[list[str]]:
    """The cells that ctrl+c hands to the clipboard."""
    board.app._clipboard = ""
    await board.press("ctrl+c")
    await until(lambda: board.app.clipboard, "something in the clipboard")
    return [line.split("\t") for line in board.app.clipboard.splitlines()]


async def test_the_board_gives_its_row_or_what_is_marked(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        head = ["apprentice", "name", "C1", "C2"]
        assert await copied(board) == [head, ["A1", "Ayo Bello", "COL-A", ""]]
        assert "Sent to the terminal's clipboard" in board.news
        await board.press("shift+down", "shift+right")
        assert board.news == "2 x 2 cells are marked: ctrl+c copies them."
        rows = [["A1", "Ayo Bello", "COL-A", ""], ["A2", "Bo Adeyemi", "LBH-B", ""]]
        assert await copied(board) == [head, *rows]
        await board.press("shift+left")
        assert await copied(board) == [head[:3], *(row[:3] for row in rows)]
        await board.press("up")  # which marks nothing
        assert await copied(board) == [head, rows[0]]
        await board.press("tab")
        await until(lambda: "1 free" in board.text, "the turned board")
        seats = [["host", "placement", "C1", "C2"], ["COL", "COL-A", "Ayo Bello", "2 free"]]
        assert await copied(board) == seats


async def test_lists_give_what_they_show(tmp_path: Path) -> None:
    async with two_cycles(tmp_path) as board:
        await board.press("3", "slash", *"arch", "enter")
        await until(lambda: "Filter: arch" in board.text, "the filter")
        head, *rows = await copied(board)
        assert head[:3] == ["placement", "host", "team"]  # as in placements.csv
        assert [row[:3] for row in rows] == [["COL-A", "COL", "Archives"]]
        await board.press("9")
        await until(
            lambda: board.app.current_mode == "history" and "imported" in board.text.lower(), "history"
        )
        head, *rows = await copied(board)
        assert head == ["number", "day", "by", "change"]
        assert rows[0][0] == "1"
        assert rows[0][2] == "Tamsin Arkwright"


@pytest.mark.parametrize(
    ("key", "head"),
    [
        ("5", ["severity", "finding", "rule", "person", "cycle", "owner", "due"]),
        ("7", ["", "● COL", "▲ LBH"]),  # cycles down, hosts across, as the screen names them
        ("6", []),
    ],
)
async def test_other_screens(tmp_path: Path, key: str, head: list[str]) -> None:
    async with two_cycles(tmp_path) as board:
        await board.press(key)
        await until(lambda: board.app.current_mode != "board" and board.app.screen.focused, "the screen")
        if head:
            await until(lambda: "COL" in board.text, "what it shows")
            assert (await copied(board))[0] == head
        else:
            await board.press("ctrl+c")
            await until(lambda: "There is nothing here to copy." in board.text, "a word about it")


async def test_of_all_findings_none_is_left_out(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("5")
        await until(lambda: board.app.current_mode == "findings" and "By rule" in board.text, "findings")
        _, *rows = await copied(board)
        assert sorted(row[1] for row in rows) == sorted(one.problem for one in board.workspace.findings())


async def test_what_is_selected_in_a_filter_is_copied_and_said(open_board: OpenBoard) -> None:
    """Opened again, the filter's line begins with all of its words selected."""
    async with open_board() as board:
        await board.press("slash", *"dang", "enter", "slash")
        await until(lambda: isinstance(board.app.focused, FilterLine), "the line")
        await board.press("ctrl+c")
        assert board.app.clipboard == "dang"
        sent = "What is selected was sent to the terminal's clipboard. ctrl+q leaves the program."
        assert board.news == sent
        await board.press("escape", "6")
        await until(lambda: "What may change?" in board.text, "the planner")
        line = board.app.screen.query(TextLine).first()
        line.focus()
        line.begin()
        await board.press(*"C5", "shift+home", "ctrl+c")
        await until(lambda: board.app.clipboard == "C5", "what is selected")
        assert "What is selected was sent" in board.text


@pytest.mark.parametrize(
    "keys",
    [("enter",), ("slash",), ("ctrl+p",), ("ctrl+o",), ("2", "e")],
    ids=["chooser", "filter", "palette", "picker", "form"],
)
async def test_cells_put_into_a_line_stay_in_one_line(open_board: OpenBoard, keys: tuple[str, ...]) -> None:
    """A tab or a line end would be drawn across what stands beside the line."""
    async with open_board() as board:
        board.app.copy_to_clipboard("C5\tgap\nC6\tgap")
        for key in keys:
            await board.press(key)
        await until(lambda: isinstance(board.app.focused, Input), "the line")
        line = board.app.focused
        assert isinstance(line, Input)
        await board.press("ctrl+v")
        await until(lambda: "C5 gap C6 gap" in line.value, "what was copied")
        line.post_message(events.Paste("C7\tgap\nC8"))
        await until(lambda: "C6 gapC7 gap" in line.value, "what was pasted")
        assert line.value.isprintable()
