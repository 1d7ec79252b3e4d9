"""One run of the planner: from what was asked to a plan and what it would change.

It works on a copy of the board; the draft may change meanwhile, by oneself or by others (`merge`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.board import Board, Place, by_cell
from apprentices.planner.problem import Data, Problem, Scope
from apprentices.planner.proposal import Kind, Move, OnProgress, Progress, Proposal, Status, Stop
from apprentices.planner.propose import after, never, propose
from apprentices.planner.repair import changes, with_reasons
from apprentices.programme import Assignment
from apprentices.rules.checker import Checker
from apprentices.rules.said import Severity
from apprentices.rules.words import count

SECONDS = 60.0  # when to stop looking, unless said otherwise
SEED = 1

Cells = dict[Place, Assignment]


class Asked(NamedTuple):
    """What a person asks of the planner."""

    scope: Scope = Scope()
    seconds: float | None = SECONDS  # None: until the proof
    seed: int = SEED
    never: frozenset[Kind] = frozenset()


class Base(NamedTuple):
    """The draft and the programme as they are at one moment, such as when a run begins."""

    data: Data
    rows: Mapping[str, Sequence[Any]]  # of every table, the draft's as well

    @property
    def cells(self) -> Cells:
        """The draft, cell by cell."""
        return by_cell(self.data.assignments)


class Left(NamedTuple):
    """What a plan leaves as it is. `cycles`: where the gaps are, if all are in cells that were not planned;
    `conflicts` leaves out gaps in cells that were planned."""

    cycles: tuple[str, ...] = ()
    conflicts: int = 0
    has_free_gaps: bool = False

    def said(self) -> str:
        """The conflicts in a sentence without its end; empty where there are none."""
        stand = count(self.conflicts, "conflict stands", "conflicts stand")
        if not self.conflicts:
            return ""
        if self.has_free_gaps:
            return f"{stand} besides the gaps of the plan"
        return f"{stand} that the plan may not mend (pinned or outside what was planned)"


class Outcome(NamedTuple):
    """A plan, and what it would change. `conflicts` and `warnings` are those of the plan."""

    asked: Asked
    base: Base
    proposal: Proposal
    against_draft: tuple[Move, ...]
    against_publication: tuple[Move, ...]
    conflicts: int
    warnings: int
    left: Left
    found: bool  # else the plan is only the draft as it was


def run(
    asked: Asked,
    base: Base,
    stop: Stop,
    begun: Callable[[int, int], None] | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Plan until it is proved, the time is over or `stop` says so; `begun` is told how many cells of how
    many people may change.

    Raises `PlannerFailed` for what the planner can't do, and `OSError` where no process can be started.
    """
    data = base.data
    problem = data.problem()
    if begun:
        begun(sum(map(len, problem.free.values())), len(problem.free))
    over = never if asked.seconds is None else after(asked.seconds)
    told = False

    def listen(progress: Progress) -> None:
        nonlocal told
        told = True
        if on_progress:
            on_progress(progress)

    proposal = propose(problem, lambda: stop() or over(), asked.seed, listen, asked.never)
    return _judged(asked, base, problem, proposal, told)


def _judged(asked: Asked, base: Base, problem: Problem, proposal: Proposal, told: bool) -> Outcome:
    """A plan beside the draft and the publication: one checker, the plan's, serves all that is said of it."""
    data, published = base.data, base.data.published
    checker = Checker(Board(data.programme, proposal.assignments), data.today, published)
    against_publication = changes(problem, checker, published.assignments) if published else ()
    if problem.before:
        proposal = proposal._replace(moved=with_reasons(proposal.moved, against_publication))
    return Outcome(
        asked,
        base,
        proposal,
        changes(problem, checker, data.assignments),
        against_publication,
        checker.conflicts,
        checker.warnings,
        _left(problem, checker),
        told or proposal.status is not Status.INCOMPLETE,
    )


def gaps_of(problem: Problem, plan: Board) -> list[Place]:
    """The cells of people who are active then and have no placement, by cycle."""
    return [
        (who, cycle)
        for index, cycle in enumerate(plan.cycles)
        for who in problem.programme.apprentices
        if problem.is_active(who, index) and plan.at(who, cycle) is None
    ]


def _left(problem: Problem, checker: Checker) -> Left:
    """What a plan for a problem leaves as it is."""
    plan = checker.board
    free = {(who, plan.cycles[index]) for who, index in problem.cells()}
    gaps = gaps_of(problem, plan)
    free_gaps = free.intersection(gaps)
    standing = [
        found
        for found in checker.findings()
        if found.severity is Severity.CONFLICT
        and not (found.rule == "PLAN-GAP" and (found.apprentice, found.cycle) in free)
    ]
    cycles = () if free_gaps else tuple(dict.fromkeys(cycle for _, cycle in gaps))
    return Left(cycles, len(standing), bool(free_gaps))
