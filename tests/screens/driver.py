"""Drives the app as a person would, and looks at what they would see."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from apprentices.workspace import Workspace
from screens.app import ApprenticesApp
from screens.board.chooser import Chooser
from screens.board.grid import HEAD, BoardGrid
from screens.board.screen import BoardScreen
from screens.board.view import Target
from screens.shared.frame import StatusLine
from tests.screens.snapshot import text_of
from tests.screens.waiting import until


class Driver:
    """The app with its board."""

    def __init__(self, app: ApprenticesApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.workspace = app.workspace
        self.board = app.screen_stack[0]
        assert isinstance(self.board, BoardScreen)

    @property
    def screen(self) -> BoardScreen:
        assert isinstance(self.board, BoardScreen)
        return self.board

    @property
    def grid(self) -> BoardGrid:
        return self.screen.grid

    @property
    def cell(self) -> tuple[str | None, str]:
        """The person and the cycle under the cursor."""
        target = self.screen.target
        assert target is not None
        return target.apprentice, target.cycle

    @property
    def here(self) -> str | None:
        """The placement under the cursor."""
        target = self.screen.target
        assert target is not None
        return target.placement

    @property
    def news(self) -> str:
        return self.screen.query_one(StatusLine).text

    @property
    def said(self) -> list[str]:
        """All toasts, with their titles."""
        return [
            f"{note.title}: {note.message}" if note.title else note.message
            for note in self.app._notifications
        ]

    @property
    def text(self) -> str:
        return text_of(self.app)

    @property
    def chooser(self) -> Chooser:
        assert isinstance(self.app.screen, Chooser)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def go_to(self, apprentice: str, cycle: str) -> None:
        """Put the cursor on a cell, whatever the direction."""
        target = Target(cycle, apprentice)
        row = self.grid.face.row_of(target)
        assert row is not None
        self.grid.move_to(row, self.screen.view.board.cycle_index[cycle])
        await self.pilot.pause()

    async def open_chooser(self, key: str = "enter") -> Chooser:
        await self.press(key)
        await until(lambda: isinstance(self.app.screen, Chooser) and self.chooser.shown, "the chooser")
        return self.chooser

    async def back_on_board(self) -> None:
        await until(lambda: self.app.screen is self.board, "the board again")
        await self.pilot.pause()

    def spot(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell is on the grid, for the mouse."""
        return self.grid._x_of(column) + 2, HEAD + row - self.grid.scroll_offset.y


def at_once(board: Driver, sent: str) -> None:
    """What a terminal sends in one read."""
    for event in XTermParser().feed(sent):
        board.app.post_message(event)


def begun_to_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Filled each time that the workspace begins to read everything in steps: the day as of which."""
    begun, read = [], workspace.read_in_steps

    def read_in_steps(today: date) -> Iterator[bool]:
        begun.append(today)
        return read(today)

    monkeypatch.setattr(workspace, "read_in_steps", read_in_steps)
    return begun


@asynccontextmanager
async def opened(
    workspace: Workspace, size: tuple[int, int] = (100, 30), config: Path | None = None
) -> AsyncIterator[Driver]:
    """The app on a workspace, looking for files where its database is; closes both."""
    app = ApprenticesApp(workspace, config=config)
    app.folder = Path(workspace.store.where).parent
    async with app.run_test(size=size) as keys:
        await until(lambda: not app.is_checking and app.screen.focused, "the board")
        yield Driver(app, keys)
    workspace.store.close()
