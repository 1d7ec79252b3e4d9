"""What the board screen costs: its first frame, and keys on 3,000 apprentices x 24 cycles.

    .venv/bin/python benchmarks/board.py

The first frame is CPU time of whole processes (best and median of so many runs, in turns): the program on
the demo programme at 80x24, against an app that shows one line of text. Keys are CPU time from the key to
the drawn screen. A frame at 60 Hz is 16.7 ms.
"""

import asyncio
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from textual import events
from textual.app import App

from apprentices.commands.app import make_demo
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures.generate import generate, write
from screens.app import ApprenticesApp
from screens.board.grid import BoardGrid

RUNS = 20
SIZE = (80, 24)  # of the terminal of the first frame
TOO_LONG = 5  # seconds
TODAY = date(2026, 11, 23)
UNTIL_FIRST_FRAME = """
import os
SIZE = {size}
from textual.app import App
display = App._display
def leave(self, screen, drawn):
    display(self, screen, drawn)
    if screen is self.screen and drawn is not None and screen.query({widget!r}).first().size.height:
        os._exit(0)
App._display = leave
"""
MINIMAL = (
    UNTIL_FIRST_FRAME.format(size=SIZE, widget="Static")
    + """
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("one line")
Minimal().run(headless=True, size=SIZE)
"""
)
BOARD = (
    UNTIL_FIRST_FRAME.format(size=SIZE, widget="BoardGrid")
    + """
import gc, sys
from datetime import date
from pathlib import Path
gc.set_threshold(100_000)
gc.disable()
from db.store import open_store
from apprentices.workspace import Workspace
from screens.app import ApprenticesApp
workspace = Workspace(open_store(Path(sys.argv[1])), date(2026, 11, 23))
app = ApprenticesApp(workspace)
gc.freeze()
gc.enable()
app.run(headless=True, size=SIZE)
"""
)


def cpu_seconds(code: str, *words: str, environment: dict[str, str]) -> float:
    """User and system time of a process that runs `code`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, stderr=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def first_frame(folder: Path) -> None:
    """Print what the first frame costs."""
    make_demo(folder / "pilot.db")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    database = str(folder / "pilot.db")
    times = [
        (cpu_seconds(MINIMAL, environment=environment), cpu_seconds(BOARD, database, environment=environment))
        for _ in range(RUNS)
    ]
    for name, of in (("best", min), ("median", statistics.median)):
        minimal, board = (of(column) * 1000 for column in zip(*times, strict=True))
        ratio = board / minimal
        print(
            f"first frame, {name} of {RUNS}: minimal app {minimal:.0f} ms, board {board:.0f} ms, "
            f"ratio {ratio:.2f} (at most 1.35)"
        )


class Drawn:
    """Counts what Textual draws, so that a key's cost ends where its effect is on the screen."""

    def __init__(self) -> None:
        self.times = 0
        display = App._display

        def count(app: App[None], screen: object, drawn: object) -> None:
            display(app, screen, drawn)  # type: ignore[arg-type]
            self.times += drawn is not None

        App._display = count  # type: ignore[method-assign, assignment]


async def cost(
    do: Callable[[], object], drawn: Drawn, times: int, first: Callable[[], object] = bool
) -> list[float]:
    """CPU milliseconds from `do` until the screen was drawn and nothing is left to do, in order.

    `first` is done before each, and not counted.
    """
    found = []
    for _ in range(times):
        first()
        await asyncio.sleep(0.05)
        before, start = drawn.times, time.process_time()
        do()
        while drawn.times == before:
            await asyncio.sleep(0)
            if time.process_time() - start > TOO_LONG:
                raise TimeoutError("nothing was drawn")
        for _ in range(20):
            await asyncio.sleep(0)
        found.append((time.process_time() - start) * 1000)
    return sorted(found)


async def keys(workspace: Workspace, size: tuple[int, int]) -> None:
    """Print what keys cost on one size of terminal."""
    drawn = Drawn()
    app = ApprenticesApp(workspace)
    async with app.run_test(size=size):
        await asyncio.sleep(0.5)

        def key(name: str) -> Callable[[], object]:
            return lambda: app.post_message(events.Key(name, None))

        def in_a_seat() -> None:
            """To a seat of the first team on the turned board that has somebody."""
            grid = app.screen.query_one(BoardGrid)
            row = next(row for row in range(grid.face.rows) if grid.face.target(row, 0).apprentice)
            grid.move_to(row, 0)

        for name, do, times, first in (
            ("down", key("down"), 80, bool),
            ("pin", key("p"), 30, bool),
            ("right", key("right"), 23, bool),
            ("turn", key("tab"), 5, bool),
            ("turned: pin", key("p"), 30, in_a_seat),
            ("turned: clear", key("x"), 30, in_a_seat),
        ):
            found = await cost(do, drawn, times, first)
            middle, late = statistics.median(found), found[int(len(found) * 0.95)]
            print(f"{size[0]}x{size[1]} {name:13} median {middle:5.1f} ms, 95 of 100 under {late:5.1f} ms")


def main() -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first_frame(folder)
        write(generate(apprentices=3000, cycles=24, placements=300, seed=1, with_plan=True), folder / "big")
        store = open_store(folder / "big.db", create=True)
        Workspace(store, TODAY).import_files([folder / "big"])
        gc.set_threshold(100_000)
        workspace = Workspace(store, TODAY)
        gc.freeze()
        for size in ((80, 24), (140, 45)):
            asyncio.run(keys(workspace, size))
        store.close()


if __name__ == "__main__":
    main()
