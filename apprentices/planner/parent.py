"""A running child process, as the program sees it: messages come out, and it can be killed at any time."""

import atexit
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
from apprentices.planner.child import EARLY, LENGTH, TIGHT, Request
from apprentices.planner.proposal import PlannerFailed


def command() -> list[str]:
    """How a child is started: by this Python, or by the program itself where it is frozen (so: no Python)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD]
    return [sys.executable, "-P", "-m", "apprentices.planner"]  # -P: nothing from where one happens to be


PATIENCE = 300.0  # seconds for which a child waits for its request; it holds some 50 MB

# No more than one child that has no request yet, and what ends it when none comes.
_early: list[tuple["subprocess.Popen[bytes]", threading.Timer]] = []


def start_early() -> None:
    """Start a child when a request is likely to come, so that by then it has loaded its engine.

    It ends with the program, or when no request comes for `PATIENCE`; where it can't be started, that is told
    when there is a request.
    """
    if not _early:
        with suppress(PlannerFailed):
            process = _started()
            _write(process, EARLY)
            patience = threading.Timer(PATIENCE, end_early)
            patience.daemon = True
            _early.append((process, patience))
            patience.start()


@atexit.register
def end_early() -> None:
    """End the child that was started early and has no request yet, if there is one."""
    if (process := _taken_early()) is not None:
        _end_unheard(process)


def _taken_early() -> "subprocess.Popen[bytes] | None":
    """The child that was started early, where it is still there."""
    try:
        process, patience = _early.pop()
    except IndexError:  # not asked for before: its patience may end, in a thread of its own, at any moment
        return None
    patience.cancel()
    if process.poll() is None:
        return process
    _end_unheard(process)
    return None


def _end_unheard(process: "subprocess.Popen[bytes]") -> None:
    _end(process)
    assert process.stdout is not None
    process.stdout.close()


def _started() -> "subprocess.Popen[bytes]":
    """A child without a request. Raises `PlannerFailed` where the machine has no room for one."""
    try:
        # A session of its own: ctrl+c and a closing terminal are the program's to handle.
        return subprocess.Popen(
            command(),
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what engines print may be about people
            start_new_session=True,
        )
    except OSError as error:
        raise PlannerFailed(f"The planner can't be started: {error.strerror}.") from error


def _write(process: "subprocess.Popen[bytes]", asked: object) -> None:
    assert process.stdin is not None
    with suppress(OSError, ValueError):  # a child that ended early is told of by whoever reads
        pickle.dump(asked, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a child, whatever it does."""
    process.kill()
    process.wait()
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.close()


class Child:
    """One child at work on one request. Use as a context: leaving it kills the child."""

    def __init__(self, request: Request) -> None:
        self._messages: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        early = None if request.task in TIGHT else _taken_early()
        self._process = early or _started()
        threading.Thread(target=_write, args=(self._process, request), daemon=True).start()
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
        _end(self._process)

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
