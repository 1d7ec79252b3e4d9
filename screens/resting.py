"""What is done while nobody presses a key: what keys have left behind is let go, and what takes a while is
made before somebody asks for it.

Python by itself would look for what is left amid a key, and for much at once: that takes a tenth of a second.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator

PAUSE_SECONDS = 0.1  # after a key
TURN_SECONDS = 0.02  # between two pieces of what is made ahead, for keys
REST_SECONDS = 20.0  # nobody is there: what was in use for longer, such as a form, is looked for
AMID_KEYS = 25_000  # objects more than there were before Python looks amid keys all the same
NEVER = 1_000_000


class Rest:
    """Begins after each key, and ends with the next.

    `do` does something as the app does all else. `ahead` makes piece after piece of what may be asked for
    next, and leaves out what is there already: each rest begins with it anew.
    """

    def __init__(
        self, do: Callable[[Callable[[], object]], object], ahead: Callable[[], Iterator[None]]
    ) -> None:
        self._do = do
        self._begin_ahead = ahead
        self._ahead: Iterator[None] = iter(())
        self._next: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """A key has done all that it does."""
        for one in self._next:
            one.cancel()
        loop = asyncio.get_running_loop()
        self._next = [loop.call_later(PAUSE_SECONDS, self._pause), loop.call_later(REST_SECONDS, gc.collect)]

    def _pause(self) -> None:
        gc.collect(1)
        self._ahead = self._begin_ahead()
        self._do(self._make_next)

    def _make_next(self) -> None:
        for _ in self._ahead:
            turn = asyncio.get_running_loop().call_later(TURN_SECONDS, self._do, self._make_next)
            self._next.append(turn)
            return


def keep_what_is_there() -> None:
    """All that is open now stays so until the end: it is not looked at again."""
    gc.freeze()
    gc.set_threshold(AMID_KEYS, NEVER, NEVER)
    gc.enable()
