"""The program goes on after a signal that tells it to, whether it had been stopped or not."""

import signal
import time
from pathlib import Path

import pytest

from tests.screens.small import small
from tests.screens.terminal import Terminal


def begun(folder: Path) -> Terminal:
    """The program on the small programme, once it has drawn its board."""
    small(folder / "small.db").store.close()
    terminal = Terminal(folder, "--db", str(folder / "small.db"))
    terminal.until(b"Bello")
    return terminal


def go_on(terminal: Terminal, *signals: int) -> None:
    """Send these, and wait until it has drawn itself again."""
    terminal.told = b""
    for number in signals:
        terminal.signal(number)
    terminal.until(b"Bello")


@pytest.mark.parametrize("signals", [(signal.SIGCONT,), (signal.SIGSTOP, signal.SIGCONT)])
def test_it_can_be_left_after_it_was_told_to_go_on(tmp_path: Path, signals: tuple[int, ...]) -> None:
    terminal = begun(tmp_path)
    go_on(terminal, *signals)
    terminal.type(b"\x11")
    assert terminal.exit_code() == 0


def test_it_ends_where_it_is_told_to_go_on_right_behind_to_end(tmp_path: Path) -> None:
    """So do systems that shut down, for programs that were stopped."""
    terminal = begun(tmp_path)
    terminal.signal(signal.SIGTERM)
    for _ in range(20):
        time.sleep(0.02)
        terminal.signal(signal.SIGCONT)
    assert terminal.exit_code() == 143
