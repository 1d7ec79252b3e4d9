"""Engines that lie, in each way that there is: nothing false is ever claimed, and words say why.

The fakes are the subject here: HiGHS and CP-SAT with a lying tongue (`liars.py`). What is so is known from
looking at all plans there are, by hand, or from another solver. Of a child that lies: `test_heard.py`.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from apprentices.board import Board
from apprentices.planner import parent
from apprentices.planner import propose as propose_module
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import changed, using
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Proposal, Status
from apprentices.planner.propose import explain, propose
from apprentices.planner.search import engine_run
from apprentices.planner.search.answer import Watch
from apprentices.planner.search.claims import Known
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.engine_highs import _listen
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.rules.checker import Checker
from tests.apprentices.planner.boards import Key, TooMany, best_by_exhaustion, conflicts, crowd, liked, small
from tests.apprentices.planner.here import answers, search
from tests.apprentices.planner.liars import Lie, highs
from tests.apprentices.planner.outside import Question, best
from tests.apprentices.planner.programmes import empty

PROVED = (Status.OPTIMAL, Status.INFEASIBLE)
Use = Callable[[Lie | None, bool], None]


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Puts a liar in the place of HiGHS, or (None) the honest one back."""
    monkeypatch.setattr(propose_module, "find_spec", lambda name: None)
    monkeypatch.setattr(propose_module, "messages", answers)

    def use(lie: Lie | None, plain: bool) -> None:
        monkeypatch.setattr(engine_run, "HIGHS", highs(lie, plain) if lie else engine_run.Silent)

    return use


def judge(problem: Problem, proposal: Proposal, so: Key, levels: int = 5) -> None:
    """Nothing that a proposal claims at the first so many levels is false; what isn't claimed is told of."""
    assert proposal.status in PROVED or proposal.trouble
    if proposal.assignments == tuple(problem.board.assignments()) and proposal.bound is None:
        assert (proposal.status, proposal.moves_bound) == (Status.INCOMPLETE, 0)
        return  # no plan was found; the board stays as it was, with what it breaks
    *_, moves, minus, fewest = so
    made = Board(problem.programme, proposal.assignments)
    left = conflicts(Checker(made, problem.today, problem.published))
    assert left <= conflicts(Checker(problem.board_with({}), problem.today, problem.published))
    found = (len(left), proposal.gaps, proposal.moves, -proposal.score, proposal.warnings)
    assert found >= so
    if proposal.status is Status.OPTIMAL:
        assert found[:levels] == so[:levels]
    if proposal.status is Status.INFEASIBLE:
        assert found[:2] == so[:2]
    if proposal.bound is not None and found[:3] == so[:3] and levels == 5:
        assert proposal.bound >= -minus
    if proposal.warnings_bound is not None and found[:4] == so[:4] and levels == 5:
        assert proposal.warnings_bound <= fewest
    if found[:2] == so[:2]:
        assert proposal.moves_bound <= moves


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 1_000_000), lie=st.sampled_from(Lie), plain=st.booleans())
def test_whatever_highs_says_nothing_false_is_claimed(lying: Use, seed: int, lie: Lie, plain: bool) -> None:
    """With a `plain` tongue it lies once, and is honest when it is asked again: then all is proved."""
    problem = small(seed)
    try:
        so = best_by_exhaustion(problem, steps=5_000)
    except TooMany:
        reject()
    lying(lie, plain)
    proposal = propose(problem)
    # A score that is called the best, of a plan that has it, can't be counted again: others go by prices.
    judge(problem, proposal, so, levels=3 if lie is Lie.START else 5)
    if plain and lie is not Lie.START:
        found = (proposal.gaps, proposal.moves, -proposal.score, proposal.warnings)
        assert (proposal.trouble, *found) == (None, *so[1:])


@pytest.mark.parametrize("lie", sorted(set(Lie) - {Lie.NONE}))
def test_where_an_attempt_is_answered_wrongly_the_search_goes_another_way(
    monkeypatch: pytest.MonkeyPatch, lying: Use, lie: Lie
) -> None:
    """It lies, both times, whenever a plan is looked for with little effort, and is honest about the rest: so
    all is proved. That no plan meets a bound can't be counted again, so that this lie is left out."""
    lying(lie, False)
    liar = engine_run.HIGHS
    attempts, lies = (using().used_nodes, using().meeting_nodes), []

    def in_attempts(engine: Any) -> bool:
        lies.append(engine.getOptionValue("mip_max_nodes")[1] in attempts)
        return lies[-1]

    monkeypatch.setattr(liar, "lies", in_attempts)
    for seed in range(40):
        problem = small(seed)
        with suppress(TooMany), changed(closed_at_once=0):
            so = best_by_exhaustion(problem, steps=5_000)
            proposal = propose(problem)
            found = (proposal.gaps, proposal.moves, -proposal.score, proposal.warnings)
            assert (proposal.trouble, *found) == (None, *so[1:])
            assert proposal.status in PROVED
    assert any(lies)


@cache
def another_says() -> tuple[int, int, int]:
    """What another solver proves of the same."""
    pytest.importorskip("ortools")
    problem = empty("8x3x6")
    return best(Question(problem.programme, tuple(problem.board.assignments())))


@pytest.mark.parametrize("lie", Lie)
def test_after_one_lie_the_right_answer_is_proved(lying: Use, lie: Lie) -> None:
    """Asked again, HiGHS is honest; another solver says the same."""
    lying(lie, True)
    proposal = propose(empty("8x3x6"))
    assert (proposal.status, proposal.trouble) == (Status.OPTIMAL, None)
    assert (proposal.gaps, proposal.moves, proposal.score) == another_says()


def test_the_board_of_highs_1_16_has_eight_gaps(lying: Use) -> None:
    """Looking at all plans finds none with fewer than 8 gaps; 1.16.0 calls one with 10 the best."""
    problem = small(26647)
    assert best_by_exhaustion(problem)[:2] == (0, 8)
    for lie in (None, Lie.FIRST, Lie.START):
        lying(lie, True)
        proposal = propose(problem)
        assert (proposal.status, proposal.gaps, proposal.trouble) == (Status.INFEASIBLE, 8, None)


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("lie", Lie)
def test_what_has_to_give_is_never_told_wrongly(lying: Use, lie: Lie, plain: bool) -> None:
    """Two have no seat: 2 more seats are the fewest that make a full plan. What is found on the way stays
    told when an engine then lies, without the claim that it is the fewest."""
    lying(lie, plain)
    found, proposal = explain(crowd()), propose(crowd())
    for relax, proved, trouble in (
        (found.relax, found.proved, found.trouble),
        (proposal.relax, proposal.relax_proved, proposal.trouble),
    ):
        words = [one.message for one in relax]
        if plain or words:
            assert words == ["COL-A at City of London Corporation needs 2 more seats in C2."]
        assert words or not proved
        assert trouble is None or not plain
        assert proved or trouble


@cache
def honestly_planned() -> list[tuple[Model, list[int], int]]:
    """Models of boards whose best full plan is known, with that plan and its score."""
    found = []
    for seed in range(60):
        problem = small(seed)
        model = build(problem, gaps=False)
        if problem.before or model.objective[Level.BREACHES].terms:
            continue
        ledger, _ = search(problem)
        start = model.start(ledger.plan)
        if start is not None:
            found.append((model, start, ledger.score))
    return found


@pytest.mark.parametrize("lie", Lie)
def test_no_lie_about_prices_or_rotations_puts_a_bound_below_the_best(lying: Use, lie: Lie) -> None:
    """Prices of any kind prove a bound; a person's best rotation is at least that of the plan so far."""
    planned = honestly_planned()  # before anybody lies
    lying(lie, False)
    looked = 0
    for model, start, score in planned:
        sift = Sift(model, {})
        for prices in sift.rounds():
            assert score <= prices.bound
            bound, less, *_ = LagrangianBound(sift.matrix).bound(prices, start)
            assert score <= bound + 1e-6
            assert (less >= 0).all()
            looked += 1
    assert looked > 3 or lie is Lie.NONE


class Stream:
    """Stands for HiGHS while it works: whoever subscribes to its events is told of them."""

    found: Any
    bounded: Any

    def __init__(self) -> None:
        self.cbMipImprovingSolution = SimpleNamespace(subscribe=lambda tell: setattr(self, "found", tell))
        self.cbMipInterrupt = SimpleNamespace(subscribe=lambda tell: setattr(self, "bounded", tell))

    def says(self, bound: float | None = None, values: list[float] | None = None) -> None:
        """Tell of a bound, or of a solution."""
        if bound is not None:
            self.bounded(SimpleNamespace(data_out=SimpleNamespace(mip_dual_bound=bound)))
        if values is not None:
            self.found(SimpleNamespace(data_out=SimpleNamespace(mip_solution=values)))


def test_nothing_false_is_passed_on_while_highs_works() -> None:
    """The model of two people for two teams of one seat: 3 points at most, for A1 in COL-A."""
    problem = liked()
    model = build(problem, gaps=False)
    matrix = Matrix(model, Level.SCORE, {})
    part = matrix.part(np.ones(len(matrix.cost), bool))

    def values(one: str, other: str) -> list[float]:
        found = model.start({("A1", 0): one, ("A2", 0): other})
        assert found is not None
        return [float(value) for value in found]

    plans: list[list[str | None]] = []
    bounds: list[int] = []
    watch = Watch(lambda found: plans.append(list(model.plan(found).values())), bounds.append)
    stream, known = Stream(), Known(part, values("LBH-A", "COL-A"))  # 1 point
    _listen(stream, known, watch, lambda found: found)  # type: ignore[arg-type]
    stream.says(bound=0.0)  # below what is known
    stream.says(bound=float("nan"))
    stream.says(values=values("COL-A", "COL-A"))  # two in one seat
    stream.says(values=[0.5] * len(part.cost))
    assert (plans, bounds) == ([], [])
    stream.says(bound=5.0)
    stream.says(values=values("COL-A", "LBH-A"))
    stream.says(bound=2.0)  # by now below
    stream.says(bound=3.0)
    assert (plans, bounds) == ([["COL-A", "LBH-A"]], [5, 3])


# --- CP-SAT, in a child of its own ------------------------------------------------------------------

START = (
    "from tests.apprentices.planner.liars import Lie, cpsat; "
    "cpsat(Lie({!r}), {!r}); from apprentices.planner.child import main; main()"
)


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("lie", [Lie.BETTER, Lie.NONE, Lie.BOUND, Lie.ROW, Lie.HALVES, Lie.NO_NUMBER])
def test_whatever_cpsat_says_nothing_false_is_claimed(
    monkeypatch: pytest.MonkeyPatch, lie: Lie, plain: bool
) -> None:
    """Seats for one of three: two gaps, and two more seats to ask for."""
    pytest.importorskip("ortools")
    monkeypatch.setattr(parent, "command", lambda: [sys.executable, "-c", START.format(str(lie), plain)])
    proposal = propose(crowd())
    if plain:
        found = proposal.status, proposal.gaps, [one.more for one in proposal.relax], proposal.trouble
        assert found == (Status.INFEASIBLE, 2, [2], None)
    else:
        assert proposal.status is Status.INCOMPLETE
        assert proposal.trouble
