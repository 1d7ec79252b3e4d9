"""The palette has what can be done, in groups; the help begins with the first steps of a newcomer."""

import pytest
from textual.widgets import Input

from screens.app import ApprenticesApp
from screens.board.swapping import SwapChooser
from screens.helping import FIRST_STEPS
from screens.modes import MODES, screen_of
from screens.plan.scenarios import Scenarios
from screens.plan.screen import PlanScreen
from screens.shared.command import Command
from screens.shared.form import Form
from screens.shared.help import HelpScreen, HelpText
from screens.shared.palette import Palette
from screens.shared.rows import RowList
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.test_commands import OWNERS
from tests.screens.waiting import until

MOVES = ({"up", "k"}, {"down", "j"}, {"left", "h"}, {"right", "l"}, {"pageup"}, {"pagedown"})
ALL = [command for mode in MODES for command in screen_of(mode).DECLARED]


def is_move(command: Command) -> bool:
    """Whether a command has keys that only move a cursor, and says no more than that it moves."""
    return {*command.keys.split(",")} in MOVES and command.help.split()[0] in ("One", "A", "As")


def test_the_palette_leaves_out_what_only_moves() -> None:
    assert [one.id for one in ALL if is_move(one) and not one.step] == []
    steps = {key for one in ALL if one.step for key in one.keys.split(",")}
    arrows = {"up", "down", "left", "right"}
    marking = {f"shift+{arrow}" for arrow in arrows}
    assert steps == {*"hjkl", *arrows, *marking, "pageup", "pagedown", "home", "end"}


async def _lines(board: Driver) -> list[str]:
    """The headings and titles in the palette."""
    rows = board.app.screen.query_one(RowList)
    return [line.content(100).plain.strip() for line in rows._lines]


async def test_the_palette_is_in_groups_until_something_is_typed(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("ctrl+p")
        await until(
            lambda: isinstance(board.app.screen, Palette) and board.app.screen.rows.value, "the palette"
        )
        lines = await _lines(board)
        headings = [
            line for line in lines if line in ("On this screen", "Go to another screen", "Everywhere")
        ]
        assert headings == ["On this screen", "Go to another screen", "Everywhere"]
        assert lines[lines.index("Go to another screen") + 5].split()[:2] == ["5", "Findings"]
        assert not [line for line in lines if line.endswith(("One row up.", "One cycle later."))]
        await board.press(*"quit")
        await until(lambda: board.text.count("ctrl+q") == 1, "what was looked for")
        assert (await _lines(board))[0].startswith("ctrl+q")


async def _help(board: Driver, key: str) -> list[str]:
    """All that the help page says that a key opens: titles, keys and what they do, one after the other."""
    await board.press(key)
    await until(lambda: isinstance(board.app.screen, HelpScreen) and board.app.screen.query(HelpText), "help")
    return board.app.screen.query_one(HelpText).texts


async def test_the_palette_finds_a_command_by_its_word_in_the_line_of_keys(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("ctrl+p", *"export")
        await until(lambda: "ctrl+e    Write to files" in board.text, "what writes files")


async def test_the_help_begins_with_six_steps(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        words = await _help(board, "question_mark")
        assert words[0] == "The first steps"
        assert words[1:13:2] == ["ctrl+o", "5", "5, f", "6, enter", "7, p", "ctrl+e"]
        assert words[2:14:2] == list(FIRST_STEPS.values())
        assert words[13] == "On the board"


async def test_the_help_is_of_what_is_in_front(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        await board.go_to("A02", "C3")
        await board.press("s")
        await until(lambda: isinstance(board.app.screen, SwapChooser), "whom to swap with")
        words = await _help(board, "f1")
        assert words[0] == "While you type"
        assert "In the list of people to swap with" in words
        assert "Swap in the next cycle as well." in words
        assert "Choose what is marked." in words  # as in every chooser
        assert "Everywhere" not in words
        await board.press("f1", "escape")
        await board.back_on_board()
        await board.press("e")
        await until(lambda: isinstance(board.app.screen, Form), "a form")
        assert "In a form" in await _help(board, "f1")


async def test_a_question_mark_helps_in_a_dialog_and_is_a_letter_where_one_types(
    open_board: OpenBoard,
) -> None:
    async with open_board((100, 30)) as board:
        await board.press("6")
        await until(lambda: isinstance(board.app.screen, PlanScreen), "the planner")
        await board.press("c")
        await until(lambda: isinstance(board.app.screen, Scenarios), "the scenarios")
        assert "In the list of scenarios" in await _help(board, "question_mark")
        await board.press("escape", "escape", "1")
        await board.back_on_board()
        chooser = await board.open_chooser()
        await board.press(*"lib", "question_mark")
        await until(lambda: chooser.query_one(Input).value == "lib?", "what was typed")


@pytest.mark.parametrize("owner", OWNERS)
def test_every_dialog_says_where_its_keys_hold(owner: type) -> None:
    has_mode = owner is ApprenticesApp or owner in map(screen_of, MODES)
    assert bool(owner.WHERE) is not has_mode
