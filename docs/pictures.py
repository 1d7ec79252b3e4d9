"""Draw the pictures of README and docs, from the app itself: `make pictures`.

The programme is the demo's, the day is always the same. A test fails when a picture doesn't say what its
screen says by now.
"""

import asyncio
import html
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from textual.pilot import Pilot

from apprentices.commands.demo import make_demo
from apprentices.workspace import Workspace
from db.store import open_store
from screens.app import ApprenticesApp

FOLDER = Path(__file__).parent / "pictures"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIZE = (120, 30)  # columns, rows
# The keys that lead to what a picture shows, by its name.
KEYS = {
    "board": "1n",
    "people": "2",
    "placements": "3",
    "calendar": "4",
    "findings": "5",
    "plan": "6",
    "agreement": "7",
    "measures": "8",
}  # not of the history, which says when a programme was imported, and by whom
STEADY_SECONDS = 1.0  # in which a screen that is drawn doesn't change any more
FONTS = '"DejaVu Sans Mono", Menlo, Consolas, monospace'
# What Rich makes too much of: fonts that a reader would have to fetch, a frame for each line, and what
# one rule says of all rectangles.
_LEFT_OUT = (
    r"\s*@font-face \{.*?\}",
    r'\s*<clipPath id="[^"]*-line-\d+">.*?</clipPath>',
    r' clip-path="url\(#[^)]*-line-\d+\)"',
    r"terminal-\d+-",  # before each name, and another one with each change
    r' shape-rendering="crispEdges"',
    r"\s*<!--.*?-->",
)

# What nothing is drawn on is one rectangle, not one for each word and gap.
_INSIDE = 'clip-path="url(#clip-terminal)">'
_GROUND = r'<rect fill="#000000" x="[^"]*" y="[^"]*" width="[^"]*" height="[^"]*"/>'
_ALL_GROUND = '<rect fill="#000000" width="100%" height="100%"/>'


@asynccontextmanager
async def opened(workspace: Workspace) -> AsyncIterator[tuple[ApprenticesApp, Pilot[None]]]:
    """The app as the pictures show it; press the keys of `KEYS` for each of them."""
    app = ApprenticesApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        while app.is_checking:  # until then, there is no next conflict
            await pilot.pause()
        yield app, pilot


def svg_of(app: ApprenticesApp) -> str:
    """The picture of what the screen shows; it loads nothing, and the same screen gives the same text."""
    picture = app.export_screenshot(simplify=True)
    for pattern in _LEFT_OUT:
        picture = re.sub(pattern, "", picture, flags=re.DOTALL)
    picture = picture.replace("<style>", "<style>\n    rect { shape-rendering: crispEdges }")
    picture = re.sub(_GROUND, "", picture).replace(_INSIDE, _INSIDE + _ALL_GROUND)
    return picture.replace("Fira Code, monospace", FONTS).replace("&#160;", "\N{NO-BREAK SPACE}")


def words_of(svg: str) -> str:
    """All that a picture says, without any white space."""
    texts = re.findall(r'<text class="r\d+"[^>]*>([^<]*)</text>', svg)
    return "".join(html.unescape("".join(texts)).split())


async def main() -> None:
    """Draw all of them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        make_demo(path)
        with time_machine.travel(NOON), closing(open_store(path)) as store:
            async with opened(Workspace(store, NOON.date())) as (app, pilot):
                for name, keys in KEYS.items():
                    await pilot.press(*keys)
                    (FOLDER / f"{name}.svg").write_text(await _steady(app), encoding="utf-8")


async def _steady(app: ApprenticesApp) -> str:
    while True:
        before = svg_of(app)
        await asyncio.sleep(STEADY_SECONDS)
        if svg_of(app) == before:
            return before


if __name__ == "__main__":
    asyncio.run(main())
