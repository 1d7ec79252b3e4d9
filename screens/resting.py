"""What is done while nobody presses a key: Python looks for what keys have left behind.

By itself it would do so amid a key, of many at once, which takes a tenth of a second.
"""

import asyncio
import gc

PAUSE_SECONDS = 0.1  # after a key: what it left behind
REST_SECONDS = 20.0  # nobody is there: what was in use for longer, such as a form
AMID_KEYS = 25_000  # objects more than there were before it is looked for amid keys all the same
NEVER = 1_000_000


class Rest:
    """Begins after each key, and ends with the next."""

    def __init__(self) -> None:
        self._to_do: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """A key has done all that it does."""
        for one in self._to_do:
            one.cancel()
        loop = asyncio.get_running_loop()
        self._to_do = [
            loop.call_later(PAUSE_SECONDS, gc.collect, 1),
            loop.call_later(REST_SECONDS, gc.collect),
        ]


def keep_what_is_there() -> None:
    """All that is open now stays so until the end: it is not looked at again."""
    gc.freeze()
    gc.set_threshold(AMID_KEYS, NEVER, NEVER)
    gc.enable()
