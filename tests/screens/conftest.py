"""The pilot on a screen, on a day that never changes."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.publishing import publish
from apprentices.workspace import Workspace
from tests.screens import driver
from tests.screens.driver import Driver
from tests.screens.programmes import pilot

OpenBoard = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many colours as there are, whatever the terminal in which the tests run."""
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")


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
            _publish(workspace)
        async with driver.opened(workspace, size) as board:
            yield board

    return opened


def _publish(workspace: Workspace) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 9, 30, tzinfo=UTC), tick=False):
        publish(workspace, "Tamsin Arkwright", despite="a test")
