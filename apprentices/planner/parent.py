"""A running child process, as the program sees it: messages come out, and it can be killed at any time."""

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from apprentices.planner import CHILD
from apprentices.planner.child import LENGTH, Request


def command() -> list[str]:
    """How a child is started: by this Python, or by the program itself where it is frozen (so: no Python)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD]
    return [sys.executable, "-P", "-m", "apprentices.planner"]  # -P: nothing from where one happens to be


class Child:
    """One child at work on one request. Use as a context: leaving it kills the child."""

    def __init__(self, request: Request) -> None:
        self._messages: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        # A session of its own: ctrl+c and a closing terminal are the program's to handle.
        self._process = subprocess.Popen(
            command(),
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what engines print may be about people
            start_new_session=True,
        )
        threading.Thread(target=self._write, args=(request,), daemon=True).start()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "Child":
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


def _environment() -> dict[str, str]:
    """That of the program, and a child that finds the same modules, wherever those have come from."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in sys.path)}
