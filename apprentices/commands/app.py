"""Opening the app: on one's own database, or on a throw-away copy of the demo programme."""

import asyncio
import gc
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from apprentices.commands.command import Command
from apprentices.commands.printing import say
from apprentices.commands.session import Session
from apprentices.errors import DatabaseBusy, UsageError

if TYPE_CHECKING:
    from apprentices.workspace import Workspace
    from screens.app import ApprenticesApp

# The app waits for other programs itself, with a sign and without freezing; SQLite only for a moment.
MOMENT_SECONDS = 0.1
SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def open_board(session: Session) -> None:
    """The app on the session's database; its board as a table where there is no terminal."""
    if session.json or not _terminal():
        from apprentices.commands.board import print_board
        from apprentices.telling import telling_of_draft

        with session.workspace() as workspace:
            print_board(session, workspace, telling_of_draft(workspace.board))
        say("Run `apprentices` in a terminal to open the board.", err=session.json)
        return
    gc.disable()  # all that is loaded from here on stays
    from screens.app import ApprenticesApp

    workspace = _open(session.path)
    with closing(workspace.store) as store:
        app = ApprenticesApp(workspace, notice=store.notice or "", ready=_collect_what_comes_and_goes)
        _run(app)
        if store.where != str(session.path):  # it was saved anew
            say(f"Everything is in {store.where}: the file that was opened had gone.", err=True)
    if app.left_with:
        raise SystemExit(app.left_with)


def _collect_what_comes_and_goes() -> None:
    """What is open now stays so until the end: looking at it again would cost a frame now and then."""
    gc.freeze()
    gc.enable()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """SIGTERM, and SIGHUP of a terminal that closes, end the program in order: what was begun is put away."""

    def end(number: int, frame: FrameType | None) -> None:
        for known in before:
            signal.signal(known, signal.SIG_IGN)  # a second one would cut the putting away short
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(app: "ApprenticesApp") -> None:
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


@click.command("demo", cls=Command, example="demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the demo's database in this new file.",
)
@click.pass_obj
def demo_command(session: Session, keep: Path | None) -> None:
    """Open the board on a throw-away copy of the demo programme.

    All its people are invented. What you change is gone afterwards, unless you --keep it.
    """
    if keep and keep.exists():
        raise UsageError(f"{keep} is already there; give --keep a new file, or open it with --db.")
    with ended_by_signals(), tempfile.TemporaryDirectory(prefix="apprentices-demo-") as folder:
        path = keep or Path(folder) / "demo.db"
        make_demo(path)
        open_board(Session(db=path, json=session.json))


def make_demo(path: Path) -> None:
    """Make a database at `path` with the demo programme in it."""
    from fixtures import PILOT

    with Session(db=path).workspace(create=True) as workspace:
        workspace.import_files([PILOT])


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
