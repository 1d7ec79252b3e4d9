"""What the board screen costs: its first frame, and keys on 3,000 apprentices x 24 cycles.

    .venv/bin/python benchmarks/board.py

The first frame is user and system time of whole processes (median and best of so many runs, in turns): the
program as it is started, on the demo programme at 80x24, against an app that shows one line of text, which is
to be at most 1.35. The rules are put to the board after that; the frame that has what they say is measured
too. Keys are CPU time from the key to the drawn screen. A frame at 60 Hz is 16.7 ms.
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
from typing import NamedTuple

from textual import events
from textual.app import App

from apprentices.commands.demo import make_demo
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures.generate import generate, write
from screens.app import ApprenticesApp
from screens.board.grid import BoardGrid

RUNS = 20
SIZE = (80, 24)  # of the terminal of the first frame
TOO_LONG = 5  # seconds
TODAY = date(2026, 11, 23)
UNTIL_DRAWN = """
import gc, os
if {starts_as_ours}:
    gc.disable()  # as the program does before it imports anything large
from textual.app import App
display = App._display
def leave(self, screen, drawn):
    display(self, screen, drawn)
    if drawn is not None and {done}:
        os._exit(0)
App._display = leave
"""
MINIMAL = (
    UNTIL_DRAWN.format(starts_as_ours=False, done="screen.query('Static').first().size.height")
    + f"""
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("one line")
Minimal().run(headless=True, size={SIZE})
"""
)
# The console script, on a database, but for a terminal to draw on.
OURS = f"""
import sys
from apprentices import commands
sys.stdin.isatty = sys.stdout.isatty = lambda: True
run = App.run
App.run = lambda self, **options: run(self, headless=True, size={SIZE}, **options)
sys.argv = ["apprentices", "--db", sys.argv[1]]
commands.main()
"""
_BOARD = "screen.query('BoardGrid') and screen.query('BoardGrid').first().size.height"
BOARD = UNTIL_DRAWN.format(starts_as_ours=True, done=_BOARD) + OURS
JUDGED = UNTIL_DRAWN.format(starts_as_ours=True, done=f"not self.is_checking and {_BOARD}") + OURS


class Cost(NamedTuple):
    """Seconds that a process took."""

    cpu: float  # user and system time
    wall: float


def cost_of(code: str, *words: str, environment: dict[str, str]) -> Cost:
    """What a process costs that runs `code`."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, stderr=subprocess.DEVNULL, check=True
    )
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return Cost(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, end - start)


def first_frame(folder: Path) -> None:
    """Print what the first frame costs, and the one that has what the rules say."""
    make_demo(folder / "pilot.db")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    codes = {"minimal app": MINIMAL, "first frame": BOARD, "with the findings": JUDGED}
    times: dict[str, list[Cost]] = {name: [] for name in codes}
    for _ in range(RUNS + 1):  # in turns, so that what else the machine does falls on all of them
        for name, code in codes.items():
            times[name].append(cost_of(code, str(folder / "pilot.db"), environment=environment))
    minimal = _columns(times["minimal app"])
    for name in codes:
        cpu, wall = _columns(times[name])
        print(
            f"{name}: CPU median {statistics.median(cpu) * 1000:.0f} ms, best {min(cpu) * 1000:.0f} ms; "
            f"against the minimal app CPU {_ratio(cpu, minimal[0])}, wall {_ratio(wall, minimal[1])}"
        )


def _columns(costs: list[Cost]) -> tuple[list[float], list[float]]:
    """CPU and wall seconds, without the first run, which compiles."""
    return [cost.cpu for cost in costs[1:]], [cost.wall for cost in costs[1:]]


def _ratio(some: list[float], minimal: list[float]) -> str:
    median = statistics.median(some) / statistics.median(minimal)
    return f"{median:.2f} (of the medians), {min(some) / min(minimal):.2f} (of the best)"


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
