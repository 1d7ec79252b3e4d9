"""A fault of the program: one sentence, exit code 70, and a log that holds no personal data."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from apprentices.faults import MOST_BYTES
from apprentices.workspace import Workspace
from tests.commands.conftest import Program

SECRET = "Mia Whitlock was born on 2010-03-04"
LOG = Path("rotating-apprenticeships") / "faults.log"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which programs keep their state."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def broken(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program with a fault in `check`."""

    def findings(self: Workspace) -> None:
        person = SECRET
        try:
            {}[person]  # type: ignore[index]
        except KeyError as error:
            raise ValueError(person) from error

    monkeypatch.setattr(Workspace, "findings", findings)
    return pilot


def test_a_fault_is_a_sentence_and_exit_70(broken: Program, state: Path) -> None:
    ran = broken("check", "--host", "ELFT")
    assert (ran.code, ran.out) == (70, "")
    (told,) = ran.err.splitlines()
    assert told == (
        "The program has a fault (ValueError). Nothing is left half done; "
        f"a log without personal data lies at {state / LOG}."
    )


def test_the_log_says_where_it_was_and_nothing_of_anybody(broken: Program, state: Path) -> None:
    broken("check", "--host", "ELFT")
    log = state / LOG
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700
    text = log.read_text(encoding="utf-8")
    assert text.splitlines()[0].endswith("+00:00 apprentices check")
    assert f"Python {sys.version.split()[0]}, Textual " in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text  # the cause
    assert "apprentices/commands/check.py:" in text
    assert " check_command\n" in text
    for word in ("Mia", "Whitlock", "2010", "ELFT", "--host", f"{Path.home()}/"):
        assert word not in text


def test_the_log_is_added_to_and_does_not_grow_without_end(broken: Program, state: Path) -> None:
    broken("check")
    broken("check")
    log = state / LOG
    assert log.read_text(encoding="utf-8").count("builtins.ValueError") == 2
    log.write_text("x" * MOST_BYTES)
    broken("check")
    assert log.stat().st_size < 10_000
    assert log.with_name("faults.log.1").stat().st_size == MOST_BYTES


def test_without_a_log_it_is_told_all_the_same(broken: Program, state: Path) -> None:
    state.write_text("no folder")
    ran = broken("check")
    assert (ran.code, ran.out) == (70, "")
    assert "has a fault (ValueError)" in ran.err
    assert "no log of it could be written" in ran.err


def test_an_endless_recursion_is_a_fault_with_a_short_log(
    pilot: Program, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def findings(self: Workspace) -> None:
        findings(self)

    monkeypatch.setattr(Workspace, "findings", findings)
    ran = pilot("check")
    assert ran.code == 70
    assert "RecursionError" in ran.err
    assert (state / LOG).stat().st_size < 10_000


BROKEN_APP = f"""
import sys
from screens.board.screen import BoardScreen
from apprentices.commands import main

def workspace_changed(self):
    person = {SECRET!r}
    raise ValueError(person)

def work(self):
    self.run_worker(lambda: workspace_changed(self), thread=True)

where = sys.argv.pop(1)
setattr(BoardScreen, "on_mount", workspace_changed if where == "screen" else work)
main()
"""


@pytest.mark.parametrize("where", ["screen", "worker"])
def test_a_fault_of_the_app_ends_it_likewise(pilot: Program, state: Path, where: str) -> None:
    screen, inside = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", BROKEN_APP, where],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(inside)
    shown = b""
    while True:
        try:
            part = os.read(screen, 10_000)
        except OSError:  # how Linux says that nobody writes any more
            break
        shown += part
    os.close(screen)
    assert program.wait(60) == 70
    text = shown.decode(errors="replace")
    assert "has a fault (ValueError)" in text.rsplit("\x1b[?1049l", 1)[1]  # the terminal is as it was
    assert "Traceback" not in text
    assert "2010-03-04" not in text
    assert "screens" not in text.rsplit("\x1b[?1049l", 1)[1]
    log = (state / LOG).read_text(encoding="utf-8")
    assert "workspace_changed" in log
    assert "2010" not in log


BROKEN_ENGINE = f"""
from apprentices.planner import child
from apprentices.planner.search import lexicographic

def run(self):
    person = {SECRET!r}
    raise KeyError(person)

lexicographic.Search.run = run
child.main()
"""


def test_a_fault_of_the_engine_tells_nothing_of_anybody(
    pilot: Program, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprentices.planner import parent

    monkeypatch.setattr(parent, "command", lambda: [sys.executable, "-c", BROKEN_ENGINE])
    ran = pilot("plan")
    assert ran.code == 1
    assert "has a fault (KeyError)" in ran.err
    log = (state / LOG).read_text(encoding="utf-8")
    assert "the planner's engine (plan)" in log
    for text in (ran.err, ran.out, log):
        assert "2010" not in text


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "words", ["history", "check --json", "export rotations", "assign A20 C6 COL-BAR", ""]
)
def test_closed_streams_are_no_fault(pilot: Program, state: Path, closed: str, words: str) -> None:
    code = "from apprentices.commands import main; main()"
    line = f'"{sys.executable}" -c "{code}" {words} {closed}'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == (1 if words.startswith("check") else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert not (state / LOG).exists()
    assert pilot("history").code == 0  # the database was not written into


@pytest.mark.parametrize("full", [">/dev/full", ">/dev/full 2>&1"])
def test_output_that_can_not_be_written_is_told_where_it_can(pilot: Program, full: str) -> None:
    code = "from apprentices.commands import main; main()"
    line = f'"{sys.executable}" -c "{code}" history {full}'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 3
    told = "The output: No space left on device. `apprentices history` says what was done before that.\n"
    assert done.stderr == (told if full == ">/dev/full" else "")


def test_a_terminal_that_knows_no_dashes_is_no_fault(pilot: Program) -> None:
    code = "from apprentices.commands import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "board"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert b"\\u2013" in done.stdout
