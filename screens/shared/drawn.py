"""Waiting until what was changed can be seen."""

import asyncio
from contextlib import suppress

from textual.widget import Widget

LONGEST_SECONDS = 0.5


async def drawn(widget: Widget) -> None:
    """Go on once it is drawn, or after a while.

    What Textual calls after a refresh is left to the screen in front, and is lost where that closes first.
    """
    is_drawn = asyncio.Event()
    widget.call_after_refresh(is_drawn.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(is_drawn.wait(), LONGEST_SECONDS)
