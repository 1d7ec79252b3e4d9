"""The program goes on after a signal that tells it to, whether it had been stopped or not."""

import signal
import termios
from pathlib import Path

import pytest

from tests.screens.small import small
from tests.screens.terminal import Terminal


def begun(folder: Path) -> tuple[Terminal, int]:
    """The program with its board drawn; and how its terminal takes lines, before it began."""
    small(folder / "small.db").store.close()
    terminal = Terminal(folder, "--db", str(folder / "small.db"))
    before = lines_of(terminal)
    terminal.until(b"Bello")
    return terminal, before


def lines_of(terminal: Terminal) -> int:
    return int(termios.tcgetattr(terminal._end)[3])


@pytest.mark.parametrize("signals", [(signal.SIGCONT,), (signal.SIGSTOP, signal.SIGCONT)])
def test_the_terminal_is_as_it_was_after_it_was_told_to_go_on(
    tmp_path: Path, signals: tuple[int, ...]
) -> None:
    """Textual would begin a second time."""
    terminal, before = begun(tmp_path)
    terminal.told = b""
    for number in signals:
        terminal.signal(number)
    terminal.until(b"Bello")
    terminal.told = b""
    terminal.type(b"\x11")
    terminal.until(b"\x1b[?1049l")
    assert lines_of(terminal) == before
    assert terminal.exit_code() == 0


def test_it_ends_though_it_is_told_to_go_on_right_behind_to_end(tmp_path: Path) -> None:
    """So do systems that shut down, for what may have been stopped."""
    terminal, before = begun(tmp_path)
    terminal.signal(signal.SIGTERM)
    terminal.until(b"\x1b[?1049l")
    for _ in range(5):
        terminal.signal(signal.SIGCONT)
        terminal.read()
    assert terminal.exit_code() == 143
    assert lines_of(terminal) == before
