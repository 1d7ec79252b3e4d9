"""What checking costs on a board of 3,000 apprentices and 24 cycles: in full, and after an edit.

    .venv/bin/python benchmarks/edit.py

CPU seconds of this process. A frame at 60 Hz is 16.7 ms.
"""

import random
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from apprentices.board import Board, Edit
from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.programme import Programme
from apprentices.rules.checker import Checker
from fixtures.generate import generate, write

TODAY = date(2026, 11, 23)
EDITS = 500


def main() -> None:
    """Print the cost of a full check and of single edits."""
    with tempfile.TemporaryDirectory() as folder:
        made = generate(apprentices=3000, cycles=24, placements=300, hosts=3, seed=1, with_plan=True)
        write(made, Path(folder))
        rows = read([Path(folder)]).tables
    programme = Programme.of(rows, bank_holidays(range(2026, 2034)))
    board = Board(programme, rows["assignments"])
    start = time.process_time()
    checker = Checker(board, TODAY)
    print(f"full check: {time.process_time() - start:.2f} s")
    chance = random.Random(1)
    people, placements = list(programme.apprentices), list(programme.placements)
    times = []
    for _ in range(EDITS):
        edit = Edit(chance.choice(people), chance.choice(board.cycles), chance.choice(placements))
        start = time.process_time()
        checker.put([edit])
        times.append((time.process_time() - start) * 1000)
    middle, worst = statistics.median(times), max(times)
    print(f"check after an edit: median {middle:.2f} ms, worst of {EDITS} {worst:.2f} ms (a frame: 16.7 ms)")


if __name__ == "__main__":
    main()
