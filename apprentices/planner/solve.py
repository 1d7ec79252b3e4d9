"""`solve(problem, stop, seed, on_progress) -> Proposal`: the planner's door.

The work is done in a child process that can be killed at any time; here its messages are listened to, the
best plan is kept, and in the end counted again.
"""

import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from apprentices.planner.child import Request
from apprentices.planner.engine import Engine
from apprentices.planner.explain import counts
from apprentices.planner.ledger import Ledger
from apprentices.planner.model import Level, Plan
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import (
    Explanation,
    OnProgress,
    PlannerFailed,
    Progress,
    Proposal,
    Relaxation,
    Status,
    Stop,
)
from apprentices.planner.repair import moves_of

PATIENCE = 0.02  # seconds between two looks at `stop`


def after(seconds: float) -> Stop:
    """Stops when so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def never() -> bool:
    """Does not stop before the proof."""
    return False


def solve(
    problem: Problem,
    stop: Stop = never,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    forbidden: frozenset[str] = frozenset(),
) -> Proposal:
    """Plan the free cells of a problem as well as can be, or as can be before `stop` says so.

    Where no full plan exists, the proposal says the fewest things to relax; `forbidden` names kinds
    (`proposal.Kind`) that it must not ask for.

    Raises `PlannerFailed` when a rule can't be expressed; an engine that ends early is told of in the
    proposal, which then carries the best plan so far.
    """
    heard = _Heard(on_progress)
    if not problem.free:
        return _proposal(problem, heard.nothing_to_plan(problem))
    tight = _is_tight(problem)
    request = Request("plan-tight" if tight else "plan", problem.data, seed, forbidden)
    for message in messages(request, stop):
        heard.take(message)
    if tight and heard.has_gaps and Level.GAPS in heard.proved and not stop():
        for message in messages(request._replace(task="explain-tight"), stop):
            heard.take(message)
    return _proposal(problem, heard)


def _is_tight(problem: Problem) -> bool:
    """Whether CP-SAT is there, and there is nothing for it to do but to fit everyone in.

    On such boards it is far quicker than HiGHS, on others far slower. Which engine works on a problem must
    not depend on which happens to be faster today, or the plan would.
    """
    weights = ("host_change_weight", "travel_weight")
    worth = problem.programme.preferences or any(map(problem.programme.settings.whole, weights))
    return not worth and not problem.before and find_spec("ortools") is not None


def explain(
    problem: Problem, stop: Stop = never, seed: int = 1, forbidden: frozenset[str] = frozenset()
) -> Explanation:
    """What stands in the way of a full plan: what counting says, and the fewest things to relax."""
    heard = _Heard(None)
    task = "explain-tight" if _is_tight(problem) else "explain"
    for message in messages(Request(task, problem.data, seed, forbidden), stop):
        heard.take(message)
    return Explanation(
        tuple(counts(problem)), heard.relax, heard.relax_proved, heard.trouble, heard.relax_full
    )


def messages(request: Request, stop: Stop) -> Iterator[tuple[Any, ...]]:
    """What a child answers, until it is done or `stop` says so; the child has ended then."""
    with Engine(request) as engine:
        while not stop():
            message = engine.next(PATIENCE)
            if message is not None:
                yield message
                if message[0] in ("done", "refused", "ended"):
                    return


class _Heard:
    """What the child has told so far."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.began = time.monotonic()
        self.plan: list[str | None] | None = None
        self.bounds: dict[Level, int] = {}
        self.proved: set[Level] = set()
        self.relax: tuple[Relaxation, ...] = ()
        self.relax_proved = False
        self.relax_full = True
        self.trouble: str | None = None
        self._worth: tuple[int, int, int] | None = None
        self._on_progress = on_progress

    @property
    def has_gaps(self) -> bool:
        return self.plan is not None and None in self.plan

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def nothing_to_plan(self, problem: Problem) -> "_Heard":
        """As if told that the board is as good as it can be."""
        ledger = Ledger(problem)
        self.plan = []
        self.bounds = {Level.MOVES: ledger.moves, Level.SCORE: ledger.score}
        self.proved = set(Level)
        return self

    def take(self, message: tuple[Any, ...]) -> None:
        match message:
            case ("plan", plan, worth):
                self.plan, self._worth = plan, worth
            case ("bound", level, bound):
                self.bounds[Level[level]] = bound
            case ("proved", level):
                self.proved.add(Level[level])
            case ("relax", relax, proved, full):
                self.relax, self.relax_proved, self.relax_full = tuple(relax), proved, full
            case ("refused", words):
                raise PlannerFailed(words)
            case ("ended", words):
                self.trouble = words
        if self._on_progress and self._worth:
            gaps, moves, minus = self._worth
            bound = self.bounds.get(Level.SCORE)
            self._on_progress(Progress(self.seconds, gaps, moves, -minus, bound))


def _proposal(problem: Problem, heard: _Heard) -> Proposal:
    plan = _plan(problem, heard)
    ledger = Ledger(problem, plan)
    bounds = heard.bounds if heard.plan is not None else {}  # they say nothing of a board left as it was
    bound = bounds.get(Level.SCORE)
    if Level.SCORE in heard.proved and bound != ledger.score:
        raise PlannerFailed(f"The engine claims a score of {bound}, but the plan has {ledger.score}.")
    board = problem.board_with(plan)
    return Proposal(
        status=_status(ledger, heard),
        gaps=ledger.gaps,
        moves=ledger.moves,
        score=ledger.score,
        bound=bound,
        worst_off=ledger.worst_off,
        seconds=heard.seconds,
        assignments=tuple(board.assignments()),
        moved=moves_of(problem, board),
        relax=heard.relax,
        relax_proved=heard.relax_proved,
        relax_full=heard.relax_full,
        moves_bound=bounds.get(Level.MOVES, 0),
        trouble=heard.trouble,
    )


def _plan(problem: Problem, heard: _Heard) -> Plan:
    cells = list(problem.cells())
    if heard.plan is not None:
        return dict(zip(cells, heard.plan, strict=True))
    # Nothing was found in time: the cells stay as they are, rather than becoming empty.
    there = {(who, column): problem.board.row(who)[column] for who, column in cells}
    heard.trouble = heard.trouble or "It was stopped before it had found a plan; the board is as it was."
    return {cell: old.placement if old else None for cell, old in there.items()}


def _status(ledger: Ledger, heard: _Heard) -> Status:
    free_gaps = any(placement is None for placement in ledger.plan.values())
    if heard.plan is None and not free_gaps:
        free_gaps = bool(ledger.plan)
    if free_gaps:
        return Status.INFEASIBLE if Level.GAPS in heard.proved else Status.INCOMPLETE
    return Status.OPTIMAL if Level.SCORE in heard.proved else Status.FEASIBLE
