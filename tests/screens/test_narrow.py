"""Every screen and dialog in terminals in which little or nothing fits: none ends the app."""

from pathlib import Path

import pytest
from textual import events

from screens.modes import MODES
from screens.shared.dialog import Dialog
from screens.shared.frame import ModeScreen
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.small import small
from tests.screens.waiting import until

LEAST, NARROWER, LOW, NOTHING, WIDE = (40, 12), (39, 24), (40, 11), (1, 1), (100, 30)
# What each screen says where there is as little room as it can do with, by its key: a line of its list, and
# of its panel. The small programme has two people, in a team each in C1, who began on 7 September 2026: none
# was there when that year began.
SAID = {
    "1": ("Bello A", "Ayo Bello A1"),
    "2": ("A1          Ayo Bello", "Ayo Bello A1"),
    "3": ("COL-A      Archives", "Archives (COL) COL-A"),
    "4": ("Ayo Bello", "Ayo Bello A1"),
    "5": ("▾ ", " more lines: space enlarges"),
    "6": ("Plan the rotations", "What may change?"),
    "7": (" Sign-offs", "C1: 4 Jan to 30 Apr 2027"),
    "8": ("Apprentices at the start            0", " more lines: space enlarges"),
    "9": ("1. Imported first", " more lines"),
}
# By the key of a screen, keys that open a dialog there.
DIALOGS = {
    "1": ("question_mark", "ctrl+p", "f2", "ctrl+o", "ctrl+e", "enter", "s", "e", "o", "slash"),
    "2": ("x",),
    "3": ("slash",),
    "4": (),
    "5": ("m",),
    "6": ("m", "c"),
    "7": ("s", "p"),
    "8": ("f",),
    "9": (),
}


async def at(board: Driver, *sizes: tuple[int, int]) -> None:
    """What is in front is drawn in each size."""
    for size in sizes:
        await board.pilot.resize_terminal(*size)
        await until(lambda size=size: board.app.screen.size == size, "the size")  # type: ignore[misc]
        assert len(board.text.splitlines()) <= size[1]


async def back(board: Driver) -> None:
    """Leave a filter or dialog; one that asks first is closed all the same."""
    await board.press("escape")
    while not isinstance(board.app.screen, ModeScreen):
        await board.app.pop_screen()
    await until(lambda: board.app.screen.is_current, "a screen again")


async def test_no_size_ends_a_screen_or_a_dialog(tmp_path: Path) -> None:
    assert {*DIALOGS} == {*SAID} == {mode.key for mode in MODES}
    async with opened(small(tmp_path / "small.db"), LEAST) as board:
        for mode in MODES:
            await board.press(mode.key)
            await until(lambda mode=mode: board.app.current_mode == mode.name, mode.name)  # type: ignore[misc]
            for words in SAID[mode.key]:
                await until(lambda words=words: words in board.text, words)  # type: ignore[misc]
            keys = board.text.splitlines()[-1]
            assert "? help" in keys
            assert ("ctrl+q leave" in keys) == (mode.name != "findings")  # where `enter` needs the room
            await at(board, NARROWER)
            await until(lambda: board.text.startswith("Too small: 39 x 24.\nIt takes 40 x 12.\n\n"), "why")
            for key in DIALOGS[mode.key]:
                await at(board, LEAST)
                await board.press(key)
                await board.pilot.pause()
                await at(board, LOW)
                await until(lambda: board.text.startswith("Too small: 40 x 11.\n"), "the same of a dialog")
                await at(board, NOTHING, LEAST)
                await back(board)
            await at(board, LEAST)
        await at(board, WIDE)
        await board.press("1")
        await until(lambda: "Bello A" in board.text, "the board again")


async def test_while_it_is_too_small_no_key_does_anything_unseen_but_to_leave(tmp_path: Path) -> None:
    """`x` would clear the cell of A1, and letters would go into the filter."""
    async with opened(small(tmp_path / "small.db"), LEAST) as board:
        await at(board, NARROWER)
        await board.press("x")
        await board.pilot.pause()
        assert board.workspace.board.at("A1", "C1") is not None
        await at(board, LEAST)
        await board.press("slash", "b")
        await until(lambda: board.screen.view.words == ("b",), "the filter")
        await at(board, LOW)
        board.app.post_message(events.Paste("ayo"))
        await board.press("z", "escape")
        await at(board, LEAST)
        await board.press("e")
        await until(lambda: board.screen.view.words == ("be",), "what was typed in sight alone")
        await at(board, LOW)
        await board.press("ctrl+q")
        await until(lambda: board.app.left_with == 0, "it is left")


@pytest.mark.parametrize(
    "keys", ["enter", "s", "e", "o", "ctrl+o", "ctrl+e", "ctrl+p", "f2", "question_mark", "6 c", "7 p", "8 f"]
)
async def test_the_keys_in_a_narrow_frame_are_whole(open_board: OpenBoard, keys: str) -> None:
    """At 40 x 12: the key that leaves is there, and none is cut."""
    async with open_board((40, 12)) as board:
        await board.press(*keys.split())
        await until(lambda: isinstance(board.app.screen, Dialog) and " esc " in board.text, "its keys")
        frame = next(line for line in board.text.splitlines() if " esc " in line)
        assert "…" not in frame
        assert ("ctrl+q leave" in frame) == (keys == "question_mark")


@pytest.mark.parametrize(("key", "line"), [("ctrl+p", "  enter     Place  "), ("ctrl+e", "  Rotations  ")])
async def test_words_that_have_no_room_are_not_begun(open_board: OpenBoard, key: str, line: str) -> None:
    async with open_board((40, 12)) as board:
        await board.press(key)
        await until(lambda: line in board.text, "the list")
        (shown,) = [one for one in board.text.splitlines() if line in one]
        assert "…" not in shown


async def test_every_way_to_leave_the_programme_has_its_key_in_a_narrow_frame(open_board: OpenBoard) -> None:
    async with open_board((40, 12)) as board:
        await board.press("2", "x")
        await until(lambda: "r retire   y remove   esc go back" in board.text, "its keys")


async def test_the_legend_of_a_narrow_screen_names_what_has_room(open_board: OpenBoard) -> None:
    async with open_board((40, 12)) as board:
        await until(lambda: "\n ! conflict   ? warning   * pinned\n" in board.text, "the marks, and no host")


@pytest.mark.parametrize("screen", ["1", "2", "6", "7"])
async def test_the_keys_of_an_open_dialog_follow_the_terminal(tmp_path: Path, screen: str) -> None:
    """In little room those that only move about give way, and are there again in more; the key that leaves
    stays in sight."""
    opening = {"1": ("ctrl+o", "ctrl+e", "enter", "o"), "2": ("n",), "6": ("c",), "7": ("s", "p")}
    async with opened(small(tmp_path / "small.db"), WIDE) as board:
        await board.press(screen)
        for key in opening[screen]:
            await board.press(key)
            await until(lambda: isinstance(board.app.screen, Dialog), "the dialog")
            await until(lambda: " esc " in board.text, "its keys")
            wide = keys_of(board)
            await at(board, LEAST)
            await until(
                lambda: " esc " in board.text and len(keys_of(board)) <= LEAST[0], "the key that leaves"
            )
            await at(board, WIDE)
            await until(lambda wide=wide: keys_of(board) == wide, "all keys")  # type: ignore[misc]
            await back(board)


def keys_of(board: Driver) -> str:
    """The keys in the frame."""
    line = next((line for line in board.text.splitlines() if " esc " in line), "")
    return line.strip(" ╭╮╰╯│─")
