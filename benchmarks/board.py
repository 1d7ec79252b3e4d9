"""What the first frame of the board costs.

    .venv/bin/python benchmarks/board.py

The first frame is user and system time of whole processes (median and best of so many runs, in turns): the
program as it is started, on the demo programme at 80x24, against an app that shows one line of text, which is
to be at most 1.35. The rules are put to the board after that; the frame that has what they say is measured
too. What keys cost: `keys.py`.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from apprentices.commands.demo import make_demo

RUNS = 20
SIZE = (80, 24)  # of the terminal of the first frame
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


def main() -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first_frame(folder)


if __name__ == "__main__":
    main()
