"""`propose(problem, stop, seed, on_progress) -> Proposal`: the planner's door.

The work is done in a child process that can be killed at any time; here its messages are listened to, and
the best plan is kept. What holds of them is counted in `heard.py`.
"""

import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from apprentices.planner.child import Request
from apprentices.planner.counted import warnings
from apprentices.planner.explain import counts, pins_in_the_way
from apprentices.planner.heard import Heard, Holds
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.parameters import using
from apprentices.planner.parent import Child
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Explanation, OnCounts, OnProgress, Proof, Proposal, Status, Stop
from apprentices.planner.repair import moves_of


def after(seconds: float) -> Stop:
    """Stops when so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def until_proved() -> bool:
    """Does not stop before the proof."""
    return False


def propose(
    problem: Problem,
    stop: Stop = until_proved,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    never: frozenset[str] = frozenset(),
) -> Proposal:
    """Plan the free cells of a problem as well as can be, or as can be before `stop` says so.

    Where no full plan exists, the proposal says the fewest things to relax; `never` names kinds
    (`proposal.Kind`) that it must not ask for.

    Raises `PlannerFailed` when a rule can't be expressed; an engine that ends early is told of in the
    proposal, which then carries the best plan so far.
    """
    heard = Heard(problem, on_progress, never)
    if not problem.free:
        heard.as_good_as_can_be()
        return _proposal(problem, heard)
    # With orders, or on a larger board, a plan would come too late.
    tight = (
        _is_tight(problem) and not problem.programme.sequence and not problem.is_beyond(using().whole_size)
    )
    request = Request("plan-tight" if tight else "plan", problem.data, seed, never)
    for message in messages(request, stop):
        heard.take(message)
    if tight and heard.is_short and not stop():
        for message in messages(request._replace(task=_explaining(problem)), stop):
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


def _explaining(problem: Problem) -> str:
    """Who says what has to give: of pins that clash, HiGHS sees at once which, and CP-SAT does not."""
    return "explain-tight" if _is_tight(problem) and not any(pins_in_the_way(problem)) else "explain"


def explain(
    problem: Problem,
    stop: Stop = until_proved,
    seed: int = 1,
    never: frozenset[str] = frozenset(),
    on_counts: OnCounts = lambda counts: None,
) -> Explanation:
    """What stands in the way of a full plan: what counting says, and the fewest things to relax.

    `on_counts` hears the first at once, before there is any work for a solver.
    """
    counted = tuple(counts(problem))
    on_counts(counted)
    heard = Heard(problem, never=never)
    for message in messages(Request(_explaining(problem), problem.data, seed, never), stop):
        heard.take(message)
    past = tuple(place for place in problem.gaps_on(problem.board) if problem.is_past(place[1]))
    return Explanation(counted, heard.relax, heard.relax_proved, heard.trouble, heard.relax_full, past)


def messages(request: Request, stop: Stop) -> Iterator[tuple[Any, ...]]:
    """What a child answers, until it is done or `stop` says so; the child has ended then."""
    with Child(request) as child:
        while not stop():
            message = child.next(using().listen)
            if message is not None:
                yield message
                if message[0] in ("done", "refused", "ended"):
                    return


def _proposal(problem: Problem, heard: Heard) -> Proposal:
    holds = heard.holds()
    trouble = heard.trouble
    if holds is None:
        holds = _as_it_was(problem)
        trouble = trouble or "It was stopped before it had found a plan; the board is as it was."
        status = Status.INCOMPLETE
    else:
        status = _status(holds)
    ledger = holds.ledger
    board = problem.board_with(ledger.plan)
    return Proposal(
        status=status,
        gaps=ledger.gaps,
        moves=ledger.moves,
        score=ledger.score,
        bound=holds.bounds.get(Level.SCORE),
        worst_off=ledger.worst_off,
        seconds=heard.seconds,
        assignments=tuple(board.assignments()),
        moved=moves_of(problem, board),
        relax=heard.relax,
        relax_proved=heard.relax_proved,
        relax_full=heard.relax_full,
        moves_bound=holds.bounds.get(Level.MOVES, 0),
        trouble=trouble,
        proof=Proof.ENGINE if status in (Status.OPTIMAL, Status.INFEASIBLE) else Proof.NONE,
        warnings=warnings(problem, board),
        warnings_bound=holds.bounds.get(Level.WARNINGS, 0) if Level.SCORE in holds.proved else None,
    )


def _as_it_was(problem: Problem) -> Holds:
    """Where nothing was found in time: the cells stay as they are, rather than becoming empty."""
    there = {(who, index): problem.board.row(who)[index] for who, index in problem.cells()}
    plan = {cell: old.placement if old else None for cell, old in there.items()}
    return Holds(Ledger(problem, plan), {}, frozenset())


def _status(holds: Holds) -> Status:
    if not holds.ledger.full:
        return Status.INFEASIBLE if holds.proved >= {Level.BREACHES, Level.GAPS} else Status.INCOMPLETE
    return Status.OPTIMAL if holds.proved >= set(LEVELS) else Status.FEASIBLE
