"""Opening the app on a database, without click: the first frame doesn't wait for what parses words.

`printing` brings click with it, so it is imported where something has to be said.
"""

import asyncio
import gc
import signal
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from apprentices.commands.board_alone import on_terminal
from apprentices.commands.session import Session, is_empty
from apprentices.errors import DatabaseBusy

if TYPE_CHECKING:
    from apprentices.workspace import Workspace
    from screens.ending import EndingApp

# The app waits for other programs itself, with a sign and without freezing; SQLite only for a moment.
MOMENT_SECONDS = 0.1
SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def open_board(session: Session, notice: str = "") -> bool:
    """The app on the session's database; its board as a table where there is no terminal.

    False, opening nothing, where the app would be of an empty programme. `notice` stays in sight.
    """
    if session.is_plain:
        from apprentices.commands.plain import talk_about

        return talk_about(session, notice)
    if session.json or not on_terminal():
        from apprentices.commands.board import print_board
        from apprentices.commands.printing import say
        from apprentices.telling import telling_of_draft

        with session.workspace() as workspace:
            print_board(session, workspace, telling_of_draft(workspace.board))
        say("Run `apprentices` in a terminal to open the board.", err=session.json)
        return True
    gc.disable()  # all that is loaded from here on stays
    workspace = _open(session.path)
    with closing(workspace.store):
        if is_empty(workspace):
            return False
        _run_board(session, workspace, notice)
    return True


def run_new_board(session: Session, bring: Path | None) -> None:
    """The app on a database that is made if it isn't there, with what would be imported in sight."""
    if session.is_plain:
        from apprentices.commands.plain import talk_about_new

        talk_about_new(session, bring)
        return
    from db.store import open_store

    open_store(session.path, create=True).close()
    workspace = _open(session.path)
    with closing(workspace.store):
        _run_board(session, workspace, bring=bring, is_new=True)


def _run_board(
    session: Session,
    workspace: "Workspace",
    notice: str = "",
    bring: Path | None = None,
    is_new: bool = False,
) -> None:
    from screens.app import ApprenticesApp
    from screens.modes import bring_all
    from screens.resting import keep_what_is_there

    def at_rest() -> None:
        keep_what_is_there()
        Thread(target=bring_all).start()  # no daemon: one that ends amid an import of a library may abort
        if is_new:
            app.show_how_to_begin()
        if bring is not None:
            from screens.files.bringing_in import show

            show(app.screen, app, bring)

    store = workspace.store
    opened = store.where
    notice = notice or store.notice or ""
    app = ApprenticesApp(workspace, notice=notice, ready=at_rest, config=session.config)
    run_app(app)
    if store.where != opened:  # it was saved anew
        from apprentices.commands.printing import say

        say(f"Everything is in {store.where}: the file that was opened had gone.", err=True)
    if app.left_with:
        raise SystemExit(app.left_with)


def run_app(app: "EndingApp") -> None:
    """Run the app; a signal ends it as ctrl+q does, so that the terminal is left as it was found."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()

        def end(number: int, frame: FrameType | None) -> None:
            if hasattr(signal, "SIGCONT"):
                # It comes with SIGHUP of a terminal that closes, and has Textual set the terminal up anew.
                signal.signal(signal.SIGCONT, signal.SIG_IGN)
            loop.call_soon_threadsafe(app.exit, None, 128 + number)

        before = {number: signal.signal(number, end) for number in SIGNALS}
        try:
            app.run(loop=loop)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _open(path: Path) -> "Workspace":
    """The open programme; where another program keeps it locked, that is told and waited for."""
    from db.connection import BUSY_SECONDS

    while True:
        try:
            return _opened(path, MOMENT_SECONDS)
        except DatabaseBusy:
            from apprentices.commands.printing import say

            say("Another program is writing to the database: waiting …", err=True)
        _opened(path, BUSY_SECONDS).store.close()  # waits until it is free, as every command does


def _opened(path: Path, busy_seconds: float) -> "Workspace":
    from apprentices.workspace import Workspace
    from db.store import open_store

    store = open_store(path, busy_seconds=busy_seconds)
    try:
        workspace = Workspace(store, date.today())  # noqa: DTZ011 - a day is local
        workspace.reload()  # what can't be read is told before there is an app
    except BaseException:
        store.close()
        raise
    return workspace
