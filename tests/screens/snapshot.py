"""Text snapshots: what a screen shows, compared with a file; UPDATE_SNAPSHOTS=1 writes the files anew."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from string import ascii_letters, digits

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

from tests.screens.waiting import until

FOLDER = Path(__file__).parent / "snapshots"
LETTERS = ascii_letters + digits
STEADY = 0.5  # seconds in which what is taken for a new snapshot must not change


def text_of(app: App[None]) -> str:
    """What the terminal shows, as plain text."""
    width, height = app.size
    lines = ["".join(segment.text for segment in pieces)[:width].rstrip() for pieces in drawn(app)]
    return "\n".join(lines[:height]) + "\n"


def drawn(app: App[None]) -> list[list[Segment]]:
    """What the terminal shows, line by line, in pieces of one style."""
    # As Textual does before it draws: a dialog that is drawn here first would have nothing behind it.
    visible_screen_stack.set(app._background_screens)
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def styled(app: App[None], system: ColorSystem) -> str:
    """What a terminal of so many colours shows: each line, below it a letter for the style of each sign, and
    at the end what the letters stand for, as terminals are told it.
    """
    names: dict[str, str] = {}
    lines = []
    for pieces in drawn(app):
        codes = ((Strip.render_ansi(piece.style or Style(), system), piece.text) for piece in pieces)
        below = "".join(names.setdefault(code, LETTERS[len(names)]) * cell_len(text) for code, text in codes)
        lines += ["".join(piece.text for piece in pieces).rstrip(), below.rstrip(LETTERS[0])]
    return "\n".join([*lines, "", *(f"{name} {code}" for code, name in names.items()), ""])


async def check_snapshot(app: App[None], name: str, shown: Callable[[App[None]], str] = text_of) -> None:
    """Fails with the difference when the screen doesn't come to be as the file has it."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(await _steady(app, shown), encoding="utf-8")
    wanted = path.read_text(encoding="utf-8")
    with suppress(AssertionError):  # the difference says more
        await until(lambda: shown(app) == wanted, "the screen of the file")
    assert shown(app) == wanted, f"{path.name}: UPDATE_SNAPSHOTS=1 takes the new one"


async def _steady(app: App[None], shown: Callable[[App[None]], str]) -> str:
    while True:
        before = shown(app)
        await asyncio.sleep(STEADY)
        if shown(app) == before:
            return before
