"""Starting the app on a database that another program keeps locked."""

import signal
import sqlite3
from pathlib import Path

from textual.color import Color

from screens.app import CALM
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
from tests.screens.terminal import Terminal


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
