"""Starting the app on a database that another program keeps locked."""

import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.geometry import Size
from textual.screen import Screen

from screens.app import ApprenticesApp
from screens.board.screen import BoardScreen
from screens.shared.styles import LATER
from screens.shared.themes import DARK, LIGHT, themes
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.programmes import pilot
from tests.screens.snapshot import FOLDER, text_of
from tests.screens.terminal import Terminal
from tests.screens.waiting import until


def test_a_lock_is_told_and_waited_for(tmp_path: Path) -> None:
    database = tmp_path / "pilot.db"
    pilot(database).store.close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    app = Terminal(tmp_path, "--db", str(database))
    app.until("waiting …".encode())
    assert b"place" not in app.told
    other.execute("ROLLBACK")
    other.close()
    app.until(b"place")
    app.type(b"\x11")
    assert app.exit_code() == 0


def test_one_that_stays_locked_can_be_left(tmp_path: Path) -> None:
    database = tmp_path / "pilot.db"
    pilot(database).store.close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    app = Terminal(tmp_path, "--db", str(database))
    app.until("waiting …".encode())
    app.signal(signal.SIGTERM)
    assert app.exit_code() == -signal.SIGTERM
    other.close()


def ground(name: str) -> Color:
    """The background of a theme."""
    return next(Color.parse(theme.background or "") for theme in themes(None) if theme.name == name)


async def test_the_first_screen_wears_the_programs_colours(open_board: OpenBoard) -> None:
    async with open_board() as board:
        assert board.app.theme == DARK
        assert board.app.screen.styles.background == ground(DARK)


class Drawing(ApprenticesApp):
    """Remembers how large grid and panel were in each frame, and whether there was a scrollbar."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.frames: list[tuple[Size, Size, bool]] = []

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is not None and isinstance(screen, BoardScreen):
            grid = screen.grid
            self.frames.append((grid.outer_size, screen.panel.outer_size, grid.show_vertical_scrollbar))


# Title 2, news 1, keys 1 line; the panel is 6 lines under the grid, or 39 columns beside it from 110 on.
# 24 people under 2 lines of heading.
@pytest.mark.parametrize(
    ("size", "grid", "panel", "scrolls"),
    [((80, 24), Size(80, 14), Size(80, 6), True), ((140, 45), Size(101, 41), Size(39, 41), False)],
)
async def test_the_first_frame_is_laid_out_for_the_terminal(
    database: Path, size: tuple[int, int], grid: Size, panel: Size, scrolls: bool
) -> None:
    app = Drawing(pilot(database))
    async with app.run_test(size=size):
        await until(lambda: app.frames, "a frame")
    assert set(app.frames) == {(grid, panel, scrolls)}
    app.workspace.store.close()


class Reading(ApprenticesApp):
    """Remembers what each frame said."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.frames: list[list[str]] = []

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is not None and isinstance(screen, BoardScreen):
            self.frames.append(text_of(self).splitlines())


async def test_the_first_frame_has_the_board_and_the_next_what_the_rules_say(database: Path) -> None:
    app = Reading(pilot(database))
    async with app.run_test(size=(80, 24)):
        await until(lambda: app.frames and not app.frames[-1][0].endswith("checking …"), "what the rules say")
    first, last = app.frames[0], app.frames[-1]
    assert first[0].endswith("checking …")
    pictured = (FOLDER / "board_80x24.txt").read_text("utf-8").splitlines()[0]  # with the cursor in C3
    assert last[0] == pictured.replace("C3 agreed", "C1 agreed")
    assert (first[6][:24], last[6][:24]) == (" Pettifer C   ▲DEM      ", "!Pettifer C   ▲DEM      ")
    # Nothing else is drawn meanwhile than the grid that takes the focus.
    assert len([frame for frame in app.frames if frame[0].endswith("checking …")]) <= 2
    app.workspace.store.close()


async def test_a_key_before_the_rules_have_spoken_is_not_lost(database: Path) -> None:
    app = ApprenticesApp(pilot(database))
    async with app.run_test(size=(80, 24)) as keys:
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.grid.has_focus, "the board")
        await keys.press("down")
        await until(lambda: not app.is_checking, "what the rules say")
        assert isinstance(app.screen, BoardScreen)
        assert app.screen.grid.row == 1
    app.workspace.store.close()


async def other_styles(board: Driver) -> None:
    """Wait for what is read once the first frame is drawn."""
    sheets = board.app.stylesheet
    await until(lambda: all(sheets.has_source(str(path)) for path in LATER), "the other styles")


async def test_all_styles_are_read_once_the_first_frame_is_drawn(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await other_styles(board)


async def test_no_mode_has_all_styles_read_again(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_again: list[str] = []
    async with open_board() as board:
        await other_styles(board)
        monkeypatch.setattr(Stylesheet, "reparse", lambda _: read_again.append(board.app.current_mode))
        for key in ("5", "1", "5", "9", "1"):
            await board.press(key)
    assert read_again == []


async def test_other_colours_come_to_every_screen(open_board: OpenBoard) -> None:
    light = ground(LIGHT)
    async with open_board() as board:
        await board.press("5")
        board.app.theme = LIGHT
        await until(lambda: board.app.screen.styles.background == light, "findings in other colours")
        await board.press("1")
        await until(lambda: board.app.screen.styles.background == light, "a board in other colours")


LATE = (
    "apprentices.rules.catalogue",
    "apprentices.rules.limits",
    "apprentices.planner.parent",
    "click",
    "json",
    "pydantic",
    "sqlite_utils",
    "highspy",
    "nacl",
)
FIRST_FRAME = f"""
import os, sys
from screens.app import ApprenticesApp
display = ApprenticesApp._display
def leave(self, screen, renderable):
    display(self, screen, renderable)
    if renderable is not None:
        os.write(1, repr(["loaded", *(name for name in {LATE} if name in sys.modules)]).encode())
        os._exit(0)
ApprenticesApp._display = leave
from apprentices.commands import main
main()
"""


@pytest.mark.parametrize("named", [True, False], ids=["--db", "$APPRENTICES_DB"])
def test_the_first_frame_waits_for_nothing_that_it_does_not_show(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    pilot(database).store.close()
    monkeypatch.setenv("APPRENTICES_DB", str(database))
    app = Terminal(tmp_path, *(["--db", str(database)] if named else []), code=FIRST_FRAME)
    app.until(b"['loaded'")
    assert app.exit_code() == 0
    assert b"['loaded']" in app.told
