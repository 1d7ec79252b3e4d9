"""How internship boards are planned, and what HiGHS alone needs for them, in turns; prints a table.

    python -m benchmarks.interns [--seconds 300] [--seeds 1] [--styles some,dense] [--ours] [40 80 160]

Beside the planner stands HiGHS with the direct model (`benchmarks.direct`), which is made from the tables and
shares nothing with the planner but those. CPU seconds of a process of its own each, with its children; "full
at" is by the clock. The planner is to be never worse, and never slower than 1.5 times that.
"""

import argparse
import multiprocessing
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from apprentices.board import Board
from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Progress, Status
from apprentices.planner.propose import after, propose
from apprentices.programme import Programme
from benchmarks.direct import Direct
from benchmarks.plan import TODAY
from fixtures.cases.internship import INTERNSHIPS, internship
from fixtures.folder import write

KINDS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


class Case(NamedTuple):
    """A board by name."""

    people: int
    style: str
    seed: int


class Came(NamedTuple):
    """What one of the two came to."""

    cpu: float
    proved: bool
    score: int | None
    bound: float | None
    full_at: float | None = None


def planned(case: Case, seconds: float) -> Came:
    """By the planner, as a user has it."""
    with TemporaryDirectory() as folder:
        write(internship(case.seed, INTERNSHIPS[case.style], case.people), Path(folder))
        rows = read([Path(folder)]).tables
    problem = Problem(Board(Programme.of(rows, bank_holidays(range(2026, 2034)))), TODAY)
    heard: list[Progress] = []
    before = _cpu()
    proposal = propose(problem, after(seconds), on_progress=heard.append)
    full_at = next((progress.seconds for progress in heard if progress.gaps == 0), None)
    proved = proposal.status is Status.OPTIMAL
    score = None if proposal.gaps else proposal.score
    return Came(_cpu() - before, proved, score, proposal.bound, full_at)


def alone(case: Case, seconds: float) -> Came:
    """By HiGHS with the direct model."""
    before = _cpu()
    direct = Direct(internship(case.seed, INTERNSHIPS[case.style], case.people))
    came = direct.solve(seconds)
    return Came(_cpu() - before, *came)


def _cpu() -> float:
    """CPU seconds of this process and its children so far."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, KINDS))


def lines(cases: list[Case], seconds: float, ours_alone: bool) -> Iterator[str]:
    """The lines of the table."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as fresh:
        for case in cases:
            ours = fresh.submit(planned, case, seconds).result()
            full = "-" if ours.full_at is None else f"{ours.full_at:.1f}"
            line = f"{case.people:>6} {case.style:<8} {case.seed:>4} {full:>8} {_said(ours)}"
            if not ours_alone:
                direct = fresh.submit(alone, case, seconds).result()
                line += f" {_said(direct)} {ours.cpu / direct.cpu:>6.2f}"
            yield line


def _said(came: Came) -> str:
    if came.proved or came.score is None or came.bound is None:
        gap = "proved" if came.proved else "-"
    else:
        gap = f"{100 * (came.bound - came.score) / max(came.score, 1):.2f} %"
    return f"{came.cpu:>8.1f} {came.score if came.score is not None else '-':>7} {gap:>8}"


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interns", description=__doc__)
    parser.add_argument("people", nargs="*", type=int, default=[40, 80])
    parser.add_argument("--seconds", type=float, default=300, help="for each of the two (default 300)")
    parser.add_argument("--styles", default=",".join(INTERNSHIPS))
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--ours", action="store_true", help="leave HiGHS alone out, which may take long")
    asked = parser.parse_args()
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    cases = [Case(*case) for case in product(asked.people, asked.styles.split(","), seeds)]
    print(
        f"{'people':>6} {'style':<8} {'seed':>4} {'full at':>8} {'CPU s':>8} {'score':>7} {'gap':>8} "
        f"{'alone':>8} {'score':>7} {'gap':>8} {'ratio':>6}"
    )
    for line in lines(cases, asked.seconds, asked.ours):
        print(line, flush=True)


if __name__ == "__main__":
    main()
