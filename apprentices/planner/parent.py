"""A running child process, as the program sees it: messages come out, and it can be killed at any time."""

import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from apprentices.planner.child import LENGTH, Request

START = "import sys; sys.path[:] = sys.argv[1:]; from apprentices.planner.child import main; main()"


class Engine:
    """One child at work on one request. Use as a context: leaving it kills the child."""

    def __init__(self, request: Request) -> None:
        self._messages: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        # A session of its own: ctrl+c and a closing terminal are the program's to handle.
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what engines print may be about people
            start_new_session=True,
        )
        threading.Thread(target=self._write, args=(request,), daemon=True).start()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()

    def next(self, timeout: float) -> tuple[Any, ...] | None:
        """The next message; None when none comes in time. The last is `done`, `refused` or `ended`."""
        try:
            return self._messages.get(timeout=timeout)
        except Empty:
            return None

    def kill(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def _write(self, request: Request) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # a child that ended early is told of by `_read`
            pickle.dump(request, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _read(self) -> None:
        out = self._process.stdout
        assert out is not None
        with out:
            while len(head := out.read(LENGTH.size)) == LENGTH.size:
                (size,) = LENGTH.unpack(head)
                body = out.read(size)
                if len(body) < size:
                    break
                self._messages.put(pickle.loads(body))
        self._messages.put(("ended", self._how_it_ended()))

    def _how_it_ended(self) -> str:
        code = self._process.wait()
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"The planner's engine {how}."
