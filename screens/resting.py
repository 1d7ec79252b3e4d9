"""What is done while nobody presses a key: what keys have left behind is let go, and what takes a while is
made before somebody asks for it.

Python by itself would look for what is left amid a key, and for much at once: that takes a tenth of a second.
"""

import asyncio
import gc
from collections import deque
from collections.abc import Callable, Iterable

PAUSE_SECONDS = 0.1  # after a key
TURN_SECONDS = 0.02  # between two steps that are made ahead, for keys
REST_SECONDS = 20.0  # nobody is there: what was in use for longer, such as a form, is looked for
AMID_KEYS = 25_000  # objects more than there were before Python looks amid keys all the same
NEVER = 1_000_000

Step = Callable[[], object]


class Rest:
    """Begins after each key, and ends with the next. `do` does a step as the app does all else."""

    def __init__(self, do: Callable[[Step], object]) -> None:
        self._do = do
        self._ahead: deque[Step] = deque()
        self._next: list[asyncio.TimerHandle] = []

    def make_ahead(self, steps: Iterable[Step]) -> None:
        """Do this, step by step, whenever there is time."""
        self._ahead.extend(steps)

    def begin(self) -> None:
        """A key has done all that it does."""
        for one in self._next:
            one.cancel()
        loop = asyncio.get_running_loop()
        self._next = [loop.call_later(PAUSE_SECONDS, self._pause), loop.call_later(REST_SECONDS, gc.collect)]

    def _pause(self) -> None:
        gc.collect(1)
        self._make_next()

    def _make_next(self) -> None:
        if self._ahead:
            self._do(self._ahead.popleft())
            self._next.append(asyncio.get_running_loop().call_later(TURN_SECONDS, self._make_next))


def keep_what_is_there() -> None:
    """All that is open now stays so until the end: it is not looked at again."""
    gc.freeze()
    gc.set_threshold(AMID_KEYS, NEVER, NEVER)
    gc.enable()
