"""The program is ended from outside: the terminal is left as it was found, and the demo's copy is gone."""

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest

SECONDS = 60.0
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l")


class Terminal:
    """`apprentices demo` in a terminal of its own, its temporary files in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = b""
        self.process, self._end = pty.fork()
        if not self.process:
            os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30", TMPDIR=str(folder))
            command = "from apprentices.commands import main; main()"
            os.execv(sys.executable, [sys.executable, "-c", command, "demo"])

    @property
    def copies(self) -> list[Path]:
        return list(self.folder.glob("apprentices-demo-*"))

    def read(self) -> bool:
        """Take in what it says now; False when it has gone."""
        ready, _, _ = select.select([self._end], [], [], 0.05)
        try:
            self.told += os.read(self._end, 65536) if ready else b""
        except OSError:
            return False
        return True

    def until(self, words: bytes) -> None:
        end = time.monotonic() + SECONDS
        while words not in self.told and self.read():
            assert time.monotonic() < end, f"waited in vain: {words!r} in {self.told[-500:]!r}"

    def type(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def close(self) -> None:
        """As somebody closes the window."""
        os.close(self._end)

    def exit_code(self, reads: bool = True) -> int:
        """Wait for its end."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if reads:
                self.read()
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        raise AssertionError("it never ends")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: int, code: int) -> None:
    app = Terminal(tmp_path)
    app.until(b"place")
    assert len(app.copies) == 1
    before = len(app.told)
    os.kill(app.process, number)
    os.kill(app.process, number)
    assert app.exit_code() == code
    assert all(sequence in app.told[before:] for sequence in RESTORED)
    assert app.copies == []


def test_a_signal_while_the_planner_works(tmp_path: Path) -> None:
    app = Terminal(tmp_path)
    app.until(b"place")
    app.type(b"6")
    app.until(b"starts the planner")
    app.type(b"\r")
    app.until(b"Planning")
    os.kill(app.process, signal.SIGTERM)
    assert app.exit_code() == 143
    assert app.copies == []


def test_a_signal_before_there_is_a_screen(tmp_path: Path) -> None:
    app = Terminal(tmp_path)
    end = time.monotonic() + SECONDS
    while not app.copies:
        assert time.monotonic() < end
        time.sleep(0.005)
    os.kill(app.process, signal.SIGTERM)
    assert app.exit_code() == 143
    assert app.copies == []


@pytest.mark.parametrize("keys", [b"", b"6\r"], ids=["at rest", "planning"])
def test_a_terminal_that_closes(tmp_path: Path, keys: bytes) -> None:
    app = Terminal(tmp_path)
    app.until(b"place")
    app.type(keys)
    time.sleep(0.3)
    app.close()
    assert app.exit_code(reads=False) == 129
    assert app.copies == []


def test_ctrl_q_ends_it_with_code_0(tmp_path: Path) -> None:
    app = Terminal(tmp_path)
    app.until(b"place")
    app.type(b"\x11")
    assert app.exit_code() == 0
    assert all(sequence in app.told for sequence in RESTORED)
    assert app.copies == []
