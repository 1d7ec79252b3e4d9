"""Opening the app: on one's own database, or on a throw-away copy of the demo programme."""

import gc
import sys
import tempfile
from pathlib import Path

import click

from apprentices.commands.root import Command
from apprentices.commands.session import Session
from apprentices.errors import UsageError


def open_board(session: Session) -> None:
    """The app on the session's database; its board as a table where there is no terminal."""
    with session.workspace() as workspace:
        if session.json or not _terminal():
            from apprentices.commands.look import print_board

            print_board(session, workspace)
            click.echo("Run `apprentices` in a terminal to open the board.", err=session.json)
            return
        from screens.app import ApprenticesApp

        workspace.reload()  # what can't be read is told before there is an app
        workspace.counts()  # judged now, to be among what stays
        # What is open now stays so until the end: looking at it again would cost a frame now and then.
        gc.freeze()
        ApprenticesApp(workspace, notice=workspace.store.notice or "").run()


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
    with tempfile.TemporaryDirectory(prefix="apprentices-demo-") as folder:
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
