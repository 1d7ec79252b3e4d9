"""Engines that lie, in each way that there is: nothing false is ever claimed, and words say why.

The fakes are the subject here: HiGHS and CP-SAT with a lying tongue (`liars.py`) in the child, and a child
that lies. What is so is known from looking at all plans there are, or from another solver.
"""

import io
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from apprentices.board import Board
from apprentices.planner import engine_run
from apprentices.planner import solve as solve_module
from apprentices.planner.child import LENGTH, Frames, Request, answer
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Proposal, Status
from apprentices.planner.solve import solve
from apprentices.rules.checker import Checker
from tests.apprentices.planner.boards import TooMany, best_by_exhaustion, conflicts, small
from tests.apprentices.planner.liars import Lie, highs

Script = Callable[..., None]
PROVED = (Status.OPTIMAL, Status.INFEASIBLE)


def here(request: Request, stop: Any) -> Iterator[tuple[Any, ...]]:
    """What a child answers, in this process."""
    out = io.BytesIO()
    answer(request, Frames(out))
    out.seek(0)
    while head := out.read(LENGTH.size):
        yield pickle.loads(out.read(LENGTH.unpack(head)[0]))


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> Callable[[Lie | None, bool], None]:
    """Puts a liar in the place of HiGHS, or (None) the honest one back."""
    monkeypatch.setattr(solve_module, "find_spec", lambda name: None)
    monkeypatch.setattr(solve_module, "messages", here)

    def use(lie: Lie | None, plain: bool) -> None:
        monkeypatch.setattr(engine_run, "HIGHS", highs(lie, plain) if lie else engine_run.Silent)

    return use


def judge(problem: Problem, proposal: Proposal, so: tuple[int, int, int, int]) -> None:
    """Nothing that a proposal claims is false; what is not claimed is told of."""
    *_, moves, minus = so
    made = Board(problem.programme, proposal.assignments)
    left = conflicts(Checker(made, problem.today, problem.published))
    assert left <= conflicts(Checker(problem.board_with({}), problem.today, problem.published))
    found = (len(left), proposal.gaps, proposal.moves, -proposal.score)
    assert found >= so
    if proposal.status is Status.OPTIMAL:
        assert found == so
    if proposal.status is Status.INFEASIBLE:
        assert found[:2] == so[:2]
    if proposal.bound is not None and found[:3] == so[:3]:
        assert proposal.bound >= -minus
    if found[:2] == so[:2]:
        assert proposal.moves_bound <= moves
    assert proposal.status in PROVED or proposal.trouble


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1_000_000), lie=st.sampled_from(Lie), plain=st.booleans())
def test_whatever_highs_says_nothing_false_is_claimed(
    lying: Callable[[Lie | None, bool], None], seed: int, lie: Lie, plain: bool
) -> None:
    problem = small(seed)
    if not problem.free:
        reject()
    try:
        so = best_by_exhaustion(problem, steps=10_000)
    except TooMany:
        reject()
    lying(lie, plain)
    proposal = solve(problem)
    if not (lie is Lie.START and proposal.status is Status.OPTIMAL):  # see below
        judge(problem, proposal, so)
    if plain and lie is not Lie.START:
        assert (proposal.trouble, proposal.gaps, proposal.moves, -proposal.score) == (None, *so[1:])
