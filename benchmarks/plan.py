"""How fast and how good the planner is, size by size; prints a table.

    python -m benchmarks.plan [--seconds 60] [--repair] [--proof] [12x4x9 60x6x30 …]

Beside each size stands what a round-robin by hand comes to on the same programme. With `--repair`, three
kinds of change to a published plan are repaired: a team closes for a cycle, three people withdraw, somebody
loses a clearance. With `--proof`, plans are proved for others and the proofs checked: CPU seconds of each.
Cases like the published ones have a benchmark of their own: `benchmarks.cases`.
"""

import argparse
import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from apprentices.agreement.publications import publication
from apprentices.board import Board
from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.planner.certificate import certify
from apprentices.planner.ledger import Ledger
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proof.verifier import verify
from apprentices.planner.proposal import Progress, Proposal
from apprentices.planner.propose import after, propose, until_proved
from apprentices.programme import Closure, Programme
from apprentices.rules.checker import Checker
from apprentices.told import told_of
from fixtures.generate import generate, write

SIZES = ("12x4x9", "60x6x30", "300x6x90", "1000x8x300", "5000x8x1200")
TODAY = date(2026, 7, 1)  # nearer than twelve weeks to the first cycle: a lost clearance is a conflict


Rows = dict[str, list[Any]]


def tables(size: str) -> Rows:
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
    proposal = propose(problem, after(seconds), on_progress=heard.append)
    first = next((p.seconds for p in heard if p.gaps == 0), None)
    conflicts, by_hand = round_robin(problem)
    return (
        f"{size:<12} {_said(first):>8} {proposal.status:<11} {proposal.seconds:8.1f} "
        f"{proposal.score:>8} {_gap(proposal):>8} {_memory():>6} {conflicts:>9} {by_hand:>8}"
    )


def proof_line(size: str, seconds: float) -> str:
    """One line of the table of proofs."""
    problem = Problem(Board(Programme.of(tables(size), bank_holidays(range(2026, 2030)))), TODAY)
    times = [_cpu()]
    proposal = propose(problem, after(seconds))
    times.append(_cpu())
    certificate = certify(problem, proposal, until_proved)
    times.append(_cpu())
    verify(certificate.text)
    times.append(_cpu())
    planned, proved, verified = (later - earlier for earlier, later in pairwise(times))
    return (
        f"{size:<12} {planned:8.1f} {proved:8.1f} {verified:8.1f} {len(certificate.text) / 1e6:6.1f} "
        f"{proposal.score:>8} {certificate.bounds['score']:>8}"
    )


def _cpu() -> float:
    """CPU seconds of this process and its children so far."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


class Change(NamedTuple):
    """What has changed since the publication: the rows as they are now, and how many cells are hit."""

    kind: str
    rows: Rows
    hit: int


def a_team_closes(rows: Rows, board: Board) -> Change:
    """The fullest team, in the last cycle but one."""
    cycle = board.programme.cycles[-2]
    fullest = max(board.programme.placements, key=lambda code: len(board.people(cycle.cycle, code)))
    closure = Closure(placement=fullest, starts_on=cycle.starts_on, ends_on=cycle.ends_on)
    hit = len(board.people(cycle.cycle, fullest))
    return Change("team closes", rows | {"closures": [*rows["closures"], closure]}, hit)


def three_withdraw(rows: Rows, board: Board) -> Change:
    """The first of each third of the list."""
    people = rows["apprentices"]
    chosen = {people[place].apprentice for place in (0, len(people) // 3, 2 * len(people) // 3)}
    changed = [replace(p, status="withdrawn") if p.apprentice in chosen else p for p in people]
    hit = sum(1 for cell in board.assignments() if cell.apprentice in chosen)
    return Change("three withdraw", rows | {"apprentices": changed}, hit)


def a_clearance_is_lost(rows: Rows, board: Board) -> Change:
    """The first person whose first team asks for a DBS check has none any more."""
    teams, first = board.programme.placements, board.cycles[0]
    who = next(
        cell.apprentice
        for cell in board.assignments()
        if cell.cycle == first and "dbs:enhanced" in teams[cell.placement].clearances
    )
    left = [row for row in rows["clearances"] if (row.apprentice, row.clearance) != (who, "dbs:enhanced")]
    return Change("clearance lost", rows | {"clearances": left}, 1)


CHANGES = (a_team_closes, three_withdraw, a_clearance_is_lost)


def repair_line(size: str, seconds: float, number: int) -> str:
    """One line of the table of repairs: the change with this number."""
    rows = tables(size)
    programme = Programme.of(rows, bank_holidays(range(2026, 2030)))
    board = Board(programme, rows["assignments"])
    change = CHANGES[number](rows, board)
    changed = Programme.of(change.rows, programme.bank_holidays)
    at = datetime(2026, 5, 1).astimezone()
    told = publication(1, at, "Benchmark", told_of(programme, board.assignments()))
    problem = Problem(Board(changed, told.assignments), TODAY, told, Scope(Keep.PUBLISHED))
    heard: list[Progress] = []
    began = time.monotonic()
    proposal = propose(problem, after(seconds), on_progress=heard.append)
    fewest = next((p.seconds for p in heard if (p.gaps, p.moves) == (proposal.gaps, proposal.moves)), None)
    return (
        f"{size:<12} {change.kind:<15} {change.hit:>4} {proposal.status:<11} {time.monotonic() - began:8.1f} "
        f"{_said(fewest):>7} {proposal.gaps:>6} {proposal.moves:>6} {proposal.moves_bound:>6} {_memory():>6}"
    )


def _said(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f}"


def _gap(proposal: Proposal) -> str:
    if proposal.bound is None or not proposal.score:
        return "unknown"
    return f"{100 * (proposal.bound - proposal.score) / proposal.score:.2f} %"


def _memory() -> str:
    """The most memory of any child of this process, in MB; kilobytes come from Linux."""
    return str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, help="apprentices x cycles x placements")
    parser.add_argument("--seconds", type=float, default=60, help="for each size (default 60)")
    parser.add_argument("--repair", action="store_true", help="measure repairs instead")
    parser.add_argument("--proof", action="store_true", help="measure proofs instead")
    options = parser.parse_args()
    if options.proof:
        print(f"{'size':<12} {'plan':>8} {'proof':>8} {'verify':>8} {'MB':>6} {'score':>8} {'bound':>8}")
    elif options.repair:
        print(
            f"{'size':<12} {'change':<15} {'hit':>4} {'status':<11} {'seconds':>8} {'at':>7} {'gaps':>6} "
            f"{'moves':>6} {'proved':>6} {'MB':>6}"
        )
    else:
        print(
            f"{'size':<12} {'full at':>8} {'status':<11} {'seconds':>8} {'score':>8} {'gap':>8} "
            f"{'MB':>6} {'by hand:':>9} {'score':>8}"
        )
    # A process for each line: the memory of children is known as the most of all that there were.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as fresh:
        for size in options.sizes:
            if options.proof:
                print(fresh.submit(proof_line, size, options.seconds).result(), flush=True)
            elif options.repair:
                for number in range(len(CHANGES)):
                    print(fresh.submit(repair_line, size, options.seconds, number).result(), flush=True)
            else:
                print(fresh.submit(line, size, options.seconds).result(), flush=True)


if __name__ == "__main__":
    main()
