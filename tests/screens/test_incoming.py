"""Keys typed behind each other are dealt with in their order, however slow the machine."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from screens.shared import form
from tests.screens.driver import opened
from tests.screens.small import small
from tests.screens.waiting import until

SLOW_SECONDS = 0.6  # for each check of what stands in the form


def slow(do: Callable[..., Any]) -> Callable[..., Any]:
    def slowly(*args: Any) -> Any:
        time.sleep(SLOW_SECONDS)
        return do(*args)

    return slowly


async def test_what_is_typed_behind_enter_is_not_saved_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form takes long to check; 5, g and 1 are for the screens behind it."""
    monkeypatch.setattr(form, "check_row", slow(form.check_row))
    workspace = small(tmp_path / "small.db")
    async with opened(workspace) as board:
        await board.press("2")
        await board.pilot.pause()
        for key in ("e", "Z", "e", "d", "enter", "5", "g", "1"):
            board.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(lambda: workspace.programme.apprentices["A1"].given_names != "Ayo", "the name")
        assert workspace.programme.apprentices["A1"].given_names == "Zed"
        await board.back_on_board()
