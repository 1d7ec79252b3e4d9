"""The pilot on a screen, on a day that never changes."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from screens.app import ApprenticesApp
from screens.board.screen import BoardScreen
from tests.screens.driver import Driver
from tests.screens.programmes import pilot
from tests.screens.waiting import until

OpenBoard = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "pilot.db"


@pytest.fixture
def open_board(database: Path) -> OpenBoard:
    """Opens the app on the pilot, at 80x24 or another size."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), publish: bool = False, busy_seconds: float = 30.0
    ) -> AsyncIterator[Driver]:
        workspace = pilot(database, busy_seconds=busy_seconds)
        if publish:
            _pretend_published(workspace)
        app = ApprenticesApp(workspace)
        async with app.run_test(size=size) as keys:
            await until(
                lambda: isinstance(app.screen, BoardScreen) and app.screen.grid.has_focus, "the board"
            )
            yield Driver(app, keys)
        workspace.store.close()

    return opened


def _pretend_published(workspace) -> None:  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime

    from apprentices.store import Publication

    assignments = tuple(workspace.board.assignments())
    when = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    workspace.published = Publication(1, when, "Tamsin Arkwright", None, assignments)
