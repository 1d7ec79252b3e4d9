"""What keys cost on every screen of a programme of 3,000 apprentices x 24 cycles x 300 placements.

    .venv/bin/python -m benchmarks.keys [--kept FOLDER] [--only MODE ...] [--small]

For each screen and key, CPU milliseconds from the key to the frame that shows what it did, to the end of all
that it sets off, and of the longest stretch of that in which no other key would have been looked at. The
median of several, the slowest for what is done once. At most 50 ms to the frame are meant: where seconds
follow, it says so, and keys are kept until then. The programme takes a minute to make; `--kept` keeps it in a
folder for the next time.
"""

import argparse
import asyncio
import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import time_machine
from textual import events
from textual.app import App

from apprentices.workspace import Workspace
from benchmarks.pressed import KEYS, never_pressed
from db.store import open_store
from fixtures.generate import generate, write
from screens.app import ApprenticesApp
from screens.modes import bring_all
from screens.resting import PAUSE_SECONDS, keep_what_is_there

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
SIZES = ((80, 24), (140, 45))
MEANT = 50.0  # milliseconds to the frame
BUSY = 0.0003  # seconds from which a round of the app's loop did something
QUIET = int(1000 * PAUSE_SECONDS) + 20  # rounds of a millisecond without anything: all is done
TOO_LONG = 30.0  # seconds without a frame


class Cost(NamedTuple):
    """CPU milliseconds of one key."""

    frame: float
    all: float
    longest: float


class Drawn:
    """Looks when Textual draws, so that a key's cost ends where its effect is on the screen."""

    def __init__(self) -> None:
        self.first: float | None = None  # when it first did, in CPU seconds
        display = App._display

        def count(app: App[None], screen: object, drawn: object) -> None:
            display(app, screen, drawn)  # type: ignore[arg-type]
            if drawn is not None and self.first is None:
                self.first = time.process_time()

        App._display = count  # type: ignore[method-assign, assignment]


async def cost(do: Callable[[], object], drawn: Drawn) -> Cost:
    """What something costs."""
    pressed, whole, longest, quiet = time.process_time(), 0.0, 0.0, 0
    drawn.first = None
    do()
    began = time.monotonic()
    while quiet < QUIET and time.monotonic() < began + TOO_LONG:
        start = time.process_time()
        await asyncio.sleep(0.001)
        took = time.process_time() - start
        whole, longest = whole + took, max(longest, took)
        quiet = 0 if took > BUSY else quiet + 1
    frame = (drawn.first or pressed) - pressed
    return Cost(*(1000 * seconds for seconds in (frame, whole, longest)))


class Pressing:
    """The app on a programme, and the keys that are pressed in it."""

    def __init__(self, app: ApprenticesApp, drawn: Drawn) -> None:
        self.app, self.drawn = app, drawn

    async def press(self, name: str) -> Cost:
        """What one key costs."""
        event = events.Key(name, name if len(name) == 1 else None)
        return await cost(lambda: self.app.post_message(event), self.drawn)

    async def go_to(self, where: str) -> None:
        """Go to a screen for the first time, and once more from the board."""
        mode, _, turned = where.partition(" ")
        first = await self.press(mode)
        await self.press("1")
        again = await self.press(mode)
        if mode != "1":
            tell(self.app.size, where, "first visit", [first])
            tell(self.app.size, where, "again", [again])
        if turned:
            await self.press("tab")

    async def try_out(self, where: str) -> None:
        """Print a line for each key of a screen."""
        await self.go_to(where)
        for key in KEYS[where]:
            found = []
            for _ in range(key.times):
                for before in key.after:
                    await self.press(before)
                found.append(await self.press(key.keys))
            tell(self.app.size, where, key.keys, found)
            await self.press("escape")


async def measure(workspace: Workspace, size: tuple[int, int], only: Sequence[str]) -> None:
    """Print a line for each screen and key, in one size of terminal."""
    app = ApprenticesApp(workspace, ready=bring_all)
    async with app.run_test(size=size):
        while app.is_checking:
            await asyncio.sleep(0.01)
        keep_what_is_there()  # as the program does then
        pressing = Pressing(app, Drawn())
        for _ in range(3):  # until all that comes after the first frame is done
            await pressing.press("down")
        for where in only or KEYS:
            await pressing.try_out(where)


def tell(size: Sequence[int], where: str, key: str, found: Sequence[Cost]) -> None:
    """One line; what takes too long is marked."""
    middle = [statistics.median(column) for column in zip(*found, strict=True)]
    most = [max(column) for column in zip(*found, strict=True)]
    mark = "!" if most[0] > MEANT or most[2] > MEANT else " "
    print(
        f"{mark} {size[0]:>3}x{size[1]} {where:9} {key:12} "
        f"frame {middle[0]:6.1f} (most {most[0]:6.1f})   all {middle[1]:6.1f} ({most[1]:6.1f})   "
        f"longest {middle[2]:6.1f} ({most[2]:6.1f})",
        flush=True,
    )


def programme(folder: Path) -> Path:
    """A database of the programme as it is made, which it is where it is not there yet."""
    path, copy = folder / "big.db", folder / "pressed.db"
    if not path.exists():
        write(generate(apprentices=3000, cycles=24, placements=300, seed=1, with_plan=True), folder / "big")
        store = open_store(path, create=True)
        Workspace(store, TODAY).import_files([folder / "big"])
        store.close()
    shutil.copy(path, copy)
    return copy


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--small", action="store_true", help="at 80x24 alone")
    asked = parser.parse_args()
    with nullcontext(asked.kept) if asked.kept else tempfile.TemporaryDirectory() as name:
        store = open_store(programme(Path(name)))
        gc.disable()  # until all is there
        workspace = Workspace(store, TODAY)
        with time_machine.travel(NOON):  # no new day begins meanwhile
            for size in SIZES[:1] if asked.small else SIZES:
                asyncio.run(measure(workspace, size, asked.only))
        store.close()
    print("never pressed:", ", ".join(never_pressed()))


if __name__ == "__main__":
    main()
