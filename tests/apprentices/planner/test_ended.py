"""`plan` ended from outside, while it looks and while it writes: the database is as it was or has the whole
plan, and no engine stays behind."""

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from apprentices.commands import run
from fixtures.cases.hidden import STYLES, Size, Style
from fixtures.cases.residency import residency
from fixtures.folder import write

LARGE = Size(people=160, cycles=12, wards=60, hosts=5)
SMALL = Size(people=8, cycles=6, wards=12, hosts=3)
ACTIVE_CELLS = 8 * 6  # nobody is away
PROC = Path("/proc")
PATIENCE = 60.0  # seconds, for a slow machine; it mostly takes two
pytestmark = pytest.mark.skipif(not PROC.exists(), reason="looks for children where Linux lists them")

IN_A_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from apprentices.commands import main
main()
"""
# Kills itself when SQLite begins a statement with this word for so many times within the transaction, or
# when the plan has been applied.
KILLED_WHILE_WRITING = """
import os, signal, sqlite3, sys
from apprentices.commands import main
from apprentices.workspace import Workspace

word, left = sys.argv.pop(1), int(sys.argv.pop(1))
writing = False

def look(statement):
    global writing, left
    writing = writing or statement == "BEGIN IMMEDIATE"
    left -= writing and word in statement
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

def apply(self, *words):
    real_apply(self, *words)
    if word == "applied":
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*words, **more):
    connection = real(*words, **more)
    connection.set_trace_callback(look)
    return connection

real, sqlite3.connect = sqlite3.connect, connect
real_apply, Workspace.apply = Workspace.apply, apply
main()
"""


def database(folder: Path, style: Style, size: Size) -> Path:
    """A residency without a plan; its cycles lie ahead of any day on which this may run."""
    write(residency(1, style, size), folder / "f")
    assert run(["import", str(folder / "f"), "--db", str(folder / "p.db")]) == 0
    return folder / "p.db"


@pytest.fixture(scope="module")
def long_to_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that has a plan within seconds and no proof for much longer."""
    return database(tmp_path_factory.mktemp("long"), STYLES["dense"], LARGE)


@pytest.fixture(scope="module")
def soon_planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that is planned at once."""
    return database(tmp_path_factory.mktemp("soon"), STYLES["dense"]._replace(breaks=0), SMALL)


def everything(path: Path) -> list[str]:
    """All that a database says, once it is known to be whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(connection.iterdump())


def children(of: int) -> list[int]:
    """The processes that another has started."""
    found = []
    for entry in PROC.iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and _stat(int(entry.name))[1] == str(of):
                found.append(int(entry.name))
    return found


def alive(process: int) -> bool:
    """Whether it runs; one that has ended and waits for its parent to look does not."""
    try:
        return _stat(process)[0] != "Z"
    except OSError:
        return False


def _stat(process: int) -> list[str]:
    """State, parent and more, after the name in brackets."""
    return (PROC / str(process) / "stat").read_text().rpartition(") ")[2].split()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something that must happen."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


class Terminal:
    """`plan` at work in a terminal of its own, with a plan found and none proved."""

    def __init__(self, path: Path) -> None:
        self.screen, inside = pty.openpty()
        words = ["plan", "--seconds", "100", "--db", str(path)]
        self.program = subprocess.Popen(
            [sys.executable, "-c", IN_A_TERMINAL, *words],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        shown = b""
        while b"score" not in shown:
            shown += os.read(self.screen, 1000)
        self.engines = children(self.program.pid)

    def close(self) -> None:
        """Close the window."""
        with suppress(OSError):
            os.close(self.screen)


@pytest.fixture
def terminal(long_to_plan: Path) -> Iterator[Terminal]:
    """A program in the middle of its search; whatever is left of it is ended afterwards."""
    opened = Terminal(long_to_plan)
    yield opened
    opened.close()
    opened.program.kill()
    opened.program.wait()


def hang_up(terminal: Terminal) -> None:
    terminal.close()


def terminate(terminal: Terminal) -> None:
    terminal.program.terminate()


def kill(terminal: Terminal) -> None:
    terminal.program.kill()


@pytest.mark.parametrize(("end", "code"), [(hang_up, signal.SIGHUP), (terminate, signal.SIGTERM), (kill, 9)])
def test_ended_while_looking_nothing_is_changed_and_nothing_stays(
    long_to_plan: Path, terminal: Terminal, end: Callable[[Terminal], None], code: int
) -> None:
    before = everything(long_to_plan)
    (engine,) = terminal.engines
    assert alive(engine)
    end(terminal)  # a killed program can't end its engine: that ends when its standard input closes
    assert terminal.program.wait(PATIENCE) in (-code, 128 + code, 130)
    wait_until(lambda: not alive(engine))
    assert everything(long_to_plan) == before


@pytest.mark.parametrize(
    ("word", "times", "whole"),
    [("assignments", 1, False), ("assignments", 12, False), ("COMMIT", 1, False), ("applied", 1, True)],
)
def test_killed_while_writing_the_plan_is_there_whole_or_not_at_all(
    soon_planned: Path, tmp_path: Path, word: str, times: int, whole: bool
) -> None:
    path = tmp_path / "p.db"
    with closing(sqlite3.connect(soon_planned)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    before = everything(path)
    words = [word, str(times), "plan", "--db", str(path)]
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, *words], capture_output=True)
    assert done.returncode == -signal.SIGKILL
    if whole:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM assignments").fetchone() == (ACTIVE_CELLS,)
    else:
        assert everything(path) == before
