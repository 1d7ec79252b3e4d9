"""Text snapshots: what a screen shows, compared with a file; UPDATE_SNAPSHOTS=1 writes the files anew."""

import os
from pathlib import Path

from textual.app import App

FOLDER = Path(__file__).parent / "snapshots"


def text_of(app: App[None]) -> str:
    """What the terminal shows, as plain text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip)[:width].rstrip() for strip in strips]
    return "\n".join(lines[:height]) + "\n"


def check_snapshot(app: App[None], name: str) -> None:
    """Fails with the difference when the screen isn't as the file has it."""
    path = FOLDER / f"{name}.txt"
    shown = text_of(app)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{path.name}: UPDATE_SNAPSHOTS=1 takes the new one"
