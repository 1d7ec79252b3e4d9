"""How fast and how good the planner is, size by size; prints a table.

    python -m benchmarks.plan [--seconds 60] [--repair] [12x4x9 60x6x30 …]

Beside each size stands what a round-robin by hand comes to on the same programme.
"""

import argparse
import resource
import time
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from apprentices.board import Board
from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.planner.ledger import Ledger
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Progress, Proposal
from apprentices.planner.solve import after, solve
from apprentices.programme import Closure, Programme
from apprentices.rules.checker import Checker
from apprentices.store import Publication
from fixtures.generate import generate, write

SIZES = ("12x4x9", "60x6x30", "300x6x90", "1000x8x300", "5000x8x1200")
TODAY = date(2026, 6, 1)


def tables(size: str) -> dict[str, list[object]]:
    """The rows of a generated programme with its hidden plan."""
    apprentices, cycles, placements = (int(number) for number in size.split("x"))
    with TemporaryDirectory() as folder:
        made = generate(apprentices=apprentices, cycles=cycles, placements=placements, with_plan=True)
        write(made, Path(folder))
        return read([Path(folder)]).tables


def round_robin(problem: Problem) -> tuple[int, int]:
    """Conflicts and score of the plan by hand: everyone walks down the list of teams, one on each cycle."""
    codes = list(problem.programme.placements)
    people = {who: number for number, who in enumerate(problem.programme.apprentices)}
    plan: dict[tuple[str, int], str | None] = {
        (who, column): codes[(people[who] + column) % len(codes)] for who, column in problem.cells()
    }
    checker = Checker(problem.board_with(plan), TODAY)
    return checker.conflicts, Ledger(problem, plan).score


def line(size: str, seconds: float) -> str:
    """One line of the table of plans."""
    rows = tables(size)
    problem = Problem(Board(Programme.of(rows, bank_holidays(range(2026, 2030)))), TODAY)
    heard: list[Progress] = []
    proposal = solve(problem, after(seconds), on_progress=heard.append)
    first = next((p.seconds for p in heard if p.gaps == 0), None)
    conflicts, by_hand = round_robin(problem)
    return (
        f"{size:<12} {_said(first):>8} {proposal.status:<11} {proposal.seconds:8.1f} "
        f"{proposal.score:>8} {_gap(proposal):>8} {_memory():>6} {conflicts:>9} {by_hand:>8}"
    )


def repair_line(size: str, seconds: float) -> str:
    """One line of the table of repairs: the fullest team closes in the last cycle but one."""
    rows = tables(size)
    assignments = tuple(rows["assignments"])
    programme = Programme.of(rows, bank_holidays(range(2026, 2030)))
    cycle = programme.cycles[-2]
    board = Board(programme, assignments)  # type: ignore[arg-type]
    fullest = max(programme.placements, key=lambda code: len(board.people(cycle.cycle, code)))
    closure = Closure(placement=fullest, starts_on=cycle.starts_on, ends_on=cycle.ends_on)
    rows["closures"] = [*rows["closures"], closure]
    changed = Programme.of(rows, programme.bank_holidays)
    told = Publication(1, datetime(2026, 5, 1).astimezone(), "Benchmark", None, tuple(board.assignments()))
    problem = Problem(Board(changed, told.assignments), TODAY, told, Scope(Keep.PUBLISHED))
    began = time.monotonic()
    proposal = solve(problem, after(seconds))
    return (
        f"{size:<12} {proposal.status:<11} {time.monotonic() - began:8.1f} {proposal.gaps:>6} "
        f"{proposal.moves:>6} {proposal.moves_bound:>6}"
    )


def _said(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f}"


def _gap(proposal: Proposal) -> str:
    if proposal.bound is None or not proposal.score:
        return "unknown"
    return f"{100 * (proposal.bound - proposal.score) / proposal.score:.2f} %"


def _memory() -> str:
    """The most memory of any child so far, in MB; kilobytes come from Linux."""
    return str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, help="apprentices x cycles x placements")
    parser.add_argument("--seconds", type=float, default=60, help="for each size (default 60)")
    parser.add_argument("--repair", action="store_true", help="measure repairs instead")
    options = parser.parse_args()
    if options.repair:
        print(f"{'size':<12} {'status':<11} {'seconds':>8} {'gaps':>6} {'moves':>6} {'proved':>6}")
    else:
        print(
            f"{'size':<12} {'full at':>8} {'status':<11} {'seconds':>8} {'score':>8} {'gap':>8} "
            f"{'MB':>6} {'by hand:':>9} {'score':>8}"
        )
    for size in options.sizes:
        print(
            repair_line(size, options.seconds) if options.repair else line(size, options.seconds), flush=True
        )


if __name__ == "__main__":
    main()
