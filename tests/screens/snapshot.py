"""Text snapshots: what a screen shows, compared with a file; UPDATE_SNAPSHOTS=1 writes the files anew."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from textual.app import App

from tests.screens.waiting import until

FOLDER = Path(__file__).parent / "snapshots"
STEADY = 0.5  # seconds in which what is taken for a new snapshot must not change


def text_of(app: App[None]) -> str:
    """What the terminal shows, as plain text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip)[:width].rstrip() for strip in strips]
    return "\n".join(lines[:height]) + "\n"


async def check_snapshot(app: App[None], name: str) -> None:
    """Fails with the difference when the screen doesn't come to be as the file has it."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(await _steady(app), encoding="utf-8")
    wanted = path.read_text(encoding="utf-8")
    with suppress(AssertionError):  # the difference says more
        await until(lambda: text_of(app) == wanted, "the screen of the file")
    assert text_of(app) == wanted, f"{path.name}: UPDATE_SNAPSHOTS=1 takes the new one"


async def _steady(app: App[None]) -> str:
    while True:
        before = text_of(app)
        await asyncio.sleep(STEADY)
        if text_of(app) == before:
            return before
