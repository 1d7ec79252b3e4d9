"""Keys typed behind each other are dealt with in their order, however slow the machine."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from screens.shared import form
from screens.shared.field import Field
from screens.shared.form import Form
from screens.shared.question import Problem
from tests.screens.driver import Driver, at_once, opened
from tests.screens.small import small
from tests.screens.waiting import until


def slow(do: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    def slowly(*args: Any) -> Any:
        time.sleep(seconds)
        return do(*args)

    return slowly


async def test_what_is_typed_behind_enter_is_not_saved_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form takes long to check; 5, g and 1 are for the screens behind it."""
    monkeypatch.setattr(form, "check_row", slow(form.check_row, seconds=0.6))
    workspace = small(tmp_path / "small.db")
    async with opened(workspace) as board:
        await board.press("2")
        await board.pilot.pause()
        at_once(board, "eZed\r5g1")
        await until(lambda: workspace.programme.apprentices["A1"].given_names != "Ayo", "the name")
        assert workspace.programme.apprentices["A1"].given_names == "Zed"
        await board.back_on_board()


async def test_what_is_typed_behind_a_slash_is_a_filter(tmp_path: Path) -> None:
    """On the board, x would clear the cell under the cursor."""
    workspace = small(tmp_path / "small.db")
    async with opened(workspace) as board:
        at_once(board, "/xyz")
        assert await typed(board, 3) == "xyz"
        assert len(workspace.history()) == 1


async def test_what_is_typed_behind_e_waits_for_a_field_far_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form makes a few fields at a time, those above first."""
    monkeypatch.setattr(Field, "compose", slow(Field.compose, seconds=0.1))
    async with opened(small(tmp_path / "small.db")) as board:
        await board.press("2", "enter", "end")
        at_once(board, "eZed")
        assert await typed(board, 3) == "Zed"


async def typed(board: Driver, letters: int) -> str:
    """What stands in the line in focus, once there are so many letters."""

    def line() -> str:
        return board.app.focused.value if isinstance(board.app.focused, Input) else ""

    await until(lambda: len(line()) >= letters, "what was typed")
    return line()


async def test_a_form_is_made_to_its_end_though_something_stands_in_front_of_it_meanwhile(
    tmp_path: Path,
) -> None:
    """What comes in front and goes amid being drawn takes with it what was to be done after that."""
    async with opened(small(tmp_path / "small.db")) as board:
        await board.press("2")
        at_once(board, "e")
        await until(lambda: isinstance(board.app.screen, Form), "the form")
        form = board.app.screen
        assert isinstance(form, Form)
        for _ in range(25):
            problem = Problem("Something is wrong", "It passes.")
            board.app.push_screen(problem)
            for _ in range(40):
                await asyncio.sleep(0)
            problem.dismiss()
            for _ in range(3):
                await asyncio.sleep(0)
        await until(lambda: form.fields.is_whole, "all its fields")
