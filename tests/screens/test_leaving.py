"""The program is ended from outside: the terminal is left as it was found, and the demo's copy is gone."""

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest

from apprentices.commands.demo import show_demo
from apprentices.commands.session import Session
from tests.screens.terminal import SECONDS, Terminal

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: int, code: int) -> None:
    app = Terminal(tmp_path, "demo")
    app.until(b"place")
    assert len(app.copies) == 1
    before = len(app.told)
    os.kill(app.process, number)
    os.kill(app.process, number)
    assert app.exit_code() == code
    assert all(sequence in app.told[before:] for sequence in RESTORED)
    assert app.copies == []


def test_a_signal_while_the_planner_works(tmp_path: Path) -> None:
    app = Terminal(tmp_path, "demo")
    app.until(b"place")
    app.type(b"6")
    app.until(b"starts the planner")
    app.type(b"\r")
    app.until(b"Planning")
    os.kill(app.process, signal.SIGTERM)
    assert app.exit_code() == 143
    assert app.copies == []


def test_a_signal_before_there_is_a_screen(tmp_path: Path) -> None:
    app = Terminal(tmp_path, "demo")
    end = time.monotonic() + SECONDS
    while not app.copies:
        assert time.monotonic() < end
        time.sleep(0.005)
    os.kill(app.process, signal.SIGTERM)
    assert app.exit_code() == 143
    assert app.copies == []


def test_a_signal_while_its_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*how: object) -> str:
        folder = tmp_path / "demo"
        folder.mkdir()
        signal.raise_signal(signal.SIGTERM)
        return str(folder)

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    with pytest.raises(SystemExit) as ended:
        show_demo(Session())
    assert ended.value.code == 143
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keys", [b"", b"6\r"], ids=["at rest", "planning"])
def test_a_terminal_that_closes(tmp_path: Path, keys: bytes) -> None:
    app = Terminal(tmp_path, "demo")
    app.until(b"place")
    app.type(keys)
    time.sleep(0.3)
    app.close()
    assert app.exit_code(reads=False) == 129
    assert app.copies == []


def test_ctrl_q_ends_it_with_code_0(tmp_path: Path) -> None:
    app = Terminal(tmp_path, "demo")
    app.until(b"place")
    app.type(b"\x11")
    assert app.exit_code() == 0
    assert all(sequence in app.told for sequence in RESTORED)
    assert app.copies == []
    assert b"demo, not kept" in app.told
    gone = b"The demo is gone; nothing was kept. `apprentices import FOLDER` begins a programme."
    assert app.told.rstrip().endswith(gone)
