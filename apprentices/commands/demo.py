"""`demo`: the board on a throw-away copy of the demo programme."""

import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import click

from apprentices.commands.board_alone import on_terminal
from apprentices.commands.command import Command, plain_option
from apprentices.commands.opening import SIGNALS, open_board
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.exchange.files import undisturbed


@click.command("demo", cls=Command, example="demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the demo's database in this new file.",
)
@plain_option
@click.pass_obj
def demo_command(session: Session, keep: Path | None) -> None:
    """Open the board on a throw-away copy of the demo programme.

    All its people are invented. What you change is gone afterwards, unless you --keep it.
    """
    if keep and keep.exists():
        raise UsageError(f"{keep} is already there; give --keep a new file, or open it with --db.")
    show_demo(session, keep)


def show_demo(session: Session, keep: Path | None = None) -> None:
    """The board on a copy of the demo programme, which says that it is one; and so does leaving it."""
    with ended_by_signals(), _throw_away() as folder:
        path = keep or folder / "demo.db"
        make_demo(path)
        open_board(
            Session(db=path, json=session.json, plain=session.plain),
            notice="demo" if keep else "demo, not kept",
        )
    if session.is_plain or (on_terminal() and not session.json):
        from shutil import get_terminal_size

        from apprentices.commands.printing import say
        from apprentices.text import in_lines

        left = f"That was the demo; it is kept in {keep}." if keep else "The demo is gone; nothing was kept."
        text = f"{left} `apprentices import FOLDER` begins a programme."
        for line in in_lines(text, get_terminal_size().columns):
            say(line, err=True)


def make_demo(path: Path) -> None:
    """Make a database at `path` with the demo programme in it."""
    from fixtures import PILOT

    with Session(db=path).workspace(create=True) as workspace:
        workspace.import_files([PILOT])


@contextmanager
def _throw_away() -> Iterator[Path]:
    """A folder that is gone at the end, also where a signal comes while it is made."""
    with ExitStack() as folders:
        with undisturbed():
            folder = folders.enter_context(tempfile.TemporaryDirectory(prefix="apprentices-demo-"))
        yield Path(folder)


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
