"""Starting the app on a database that another program keeps locked."""

import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual.color import Color
from textual.geometry import Size
from textual.screen import Screen

from screens.app import CALM, ApprenticesApp
from screens.board.screen import BoardScreen
from screens.shared.styles import LATER
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
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


async def test_the_first_screen_wears_the_programs_colours(open_board: OpenBoard) -> None:
    async with open_board() as board:
        assert board.app.screen.styles.background == Color.parse(CALM.background or "")


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


async def test_all_styles_are_read_once_the_first_frame_is_drawn(open_board: OpenBoard) -> None:
    async with open_board() as board:
        sheets = board.app.stylesheet
        await until(lambda: all(sheets.has_source(str(path)) for path in LATER), "the other styles")
