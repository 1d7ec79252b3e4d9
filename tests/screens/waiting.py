"""Waiting for what a test means, in place of waiting for a while."""

import asyncio
from collections.abc import Callable
from time import monotonic

SECONDS = 60.0  # however busy the machine is; only a test that fails waits so long


async def until(condition: Callable[[], object], what: str) -> None:
    """Let the app work until the condition holds; fails with `what` when it never does."""
    end = monotonic() + SECONDS
    while not condition():
        assert monotonic() < end, f"waited in vain: {what}"
        await asyncio.sleep(0.005)
