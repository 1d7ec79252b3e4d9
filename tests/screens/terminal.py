"""The program as it is run: a process in a terminal."""

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

SECONDS = 60.0
PROGRAM = "from apprentices.commands import main; main()"


class Terminal:
    """The program in a terminal of its own, its temporary files in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str, code: str = PROGRAM) -> None:
        self.folder = folder
        self.told = b""
        self.process, self._end = pty.fork()
        if not self.process:
            os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30", TMPDIR=str(folder))
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])

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

    def signal(self, number: int) -> None:
        os.kill(self.process, number)

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
