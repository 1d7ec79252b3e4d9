"""Claims of proof, verified by an independent model on another solver."""

import pytest

from apprentices.planner.proposal import Status
from apprentices.planner.solve import solve
from tests.apprentices.planner.outside import Question, best
from tests.apprentices.planner.programmes import empty
from tests.apprentices.planner.test_repair import closed

pytest.importorskip("ortools")
PILOT = "pilot with the PLAN rules"  # the rules that the outside model knows


@pytest.mark.parametrize("source", ["8x3x6", "12x4x9", "30x6x15", PILOT])
def test_gaps_and_score_are_what_another_solver_proves(source: str) -> None:
    problem = empty(source)
    proposal = solve(problem)
    assert proposal.status is Status.OPTIMAL
    question = Question(problem.programme, tuple(problem.board.assignments()))
    assert (proposal.gaps, 0, proposal.bound) == best(question)


def test_no_repair_of_the_pilot_has_fewer_moves() -> None:
    plan = solve(empty(PILOT))
    problem = closed(PILOT, plan.assignments, "LBH-CSC", "C4")
    repaired = solve(problem)
    pins = tuple(a for a in plan.assignments if a.pinned)
    question = Question(problem.programme, pins, plan.assignments)
    assert (repaired.gaps, repaired.moves, repaired.bound) == best(question)
