"""What plans lose at prices: all that are good enough are kept, and none that lose too much in one place."""

from typing import Any

import numpy as np
import pytest

from apprentices.conditions import Preference
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.problem import Problem
from apprentices.planner.search.column_generation import Prices, Sift
from apprentices.planner.search.engine_highs import solve, solve_part
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.planner.search.rotations.plans import OfRotations
from apprentices.planner.search.slackness import losing, losing_in_whole
from apprentices.programme import CycleSeats
from tests.apprentices.planner.boards import BEFORE_ALL, best_by_exhaustion, of_score_alone
from tests.build import CYCLES, board, team


def dearest(matrix: Matrix, prices: Prices, values: Any) -> float:
    """The most that a plan loses by one placement, or by what it leaves unused of one row."""
    total = np.bincount(matrix.row, matrix.factors * values[matrix.var], minlength=len(matrix.high))
    end = np.where(prices.duals > 0, matrix.high, matrix.low)  # where a row of that price is used up
    priced = prices.duals != 0
    unused = abs((end - total)[priced] * prices.duals[priced])
    return max([0.0, *unused, *-prices.reduced[(matrix.cell_of >= 0) & (values > 0)]])


@pytest.mark.parametrize("lean", [True, False])
@pytest.mark.parametrize("spoilt", [0.0, 0.4])
def test_plans_that_lose_little_are_kept(spoilt: float, lean: bool) -> None:
    """Whatever the prices: the best plan loses what it lies below their bound. In what is left for that, no
    other loses more in one place, nor in all, not even the worst; among all plans, some do."""
    looked, wasteful, rng = 0, 0, np.random.default_rng(1)
    for _, problem, model in of_score_alone(range(110)):
        sift = Sift(model, {})
        rounds = list(sift.rounds(lean))
        _, gaps, _, minus, _ = best_by_exhaustion(problem)
        if not rounds or gaps > sum(map(problem.locked_gaps, problem.locked)):
            continue
        duals = rounds[-1].duals
        prices = sift.priced(duals * (1 + spoilt * rng.uniform(-1, 1, len(duals))))
        points = prices.exact + minus + using().near
        part = losing(points, sift.matrix, prices, sift.chosen, lean)
        assert solve_part(sift.matrix, part, 1).value == -minus
        everything = sift.matrix.part(np.ones(len(sift.matrix.cost), bool), lean=lean)
        worst, worst_of_all = (
            solve_part(sift.matrix, of._replace(cost=-of.cost), 1).values for of in (part, everything)
        )
        assert dearest(sift.matrix, prices, worst) <= points + 1e-3
        assert sift.matrix.cost @ worst + sift.matrix.offset == -minus
        wasteful += dearest(sift.matrix, prices, worst_of_all) > points + 1e-3
        looked += 1
    assert looked > 10
    assert wasteful > 3


@pytest.mark.parametrize("price", [1e-14, 5e-8])
def test_what_costs_next_to_nothing_is_hardly_lost(price: float) -> None:
    """A1 likes COL-A by 5 points, which count once more as those of the least satisfied. At such a price
    each, these 5 come to less than a millionth of a point.
    """
    made = board(
        {"A1": "."},
        {"fairness_weight": "1"},
        cycles=CYCLES[1:2],
        placements=[team("COL-A"), team("COL-B")],
        preferences=[Preference(apprentice="A1", what="placement:COL-A", points=5)],
    )
    model = build(Problem(made, BEFORE_ALL), gaps=False)
    matrix = Matrix(model, Level.SCORE, {})
    reduced = np.where(matrix.cell_of < 0, -price, 0.0)
    assert (reduced != 0).sum() == 1
    prices = Prices(10.0, np.zeros(len(matrix.high)), reduced, np.zeros(matrix.cells))
    part = losing(using().near, matrix, prices, np.ones(len(reduced), bool), lean=False)
    assert solve_part(matrix, part, 1).value == 10


def test_nobody_alone_loses_more_than_the_best_plan() -> None:
    """Whatever the prices: the best plan keeps the rows that are made of what it lies below their bound."""
    looked = said = 0
    for seed, problem, model in of_score_alone(range(110)):
        values = solve(model, Level.SCORE, {}, 1).values
        if values is None:
            continue
        matrix, rng = Matrix(model, Level.SCORE, {}), np.random.default_rng(seed)
        rotations = OfRotations(model, matrix, rng.random(len(matrix.high)), values, 1)
        whole = LagrangianBound(matrix).bound_at(rotations.relaxed, values)
        score = matrix.cost @ values + matrix.offset
        rows = losing_in_whole(whole.bound - score + using().near, matrix, whole, model, model)
        assert len(rows) >= len(problem.free)
        for terms, most in rows:
            assert sum(factor * values[variable] for variable, factor in terms) <= most
            said += sum(factor for _, factor in terms) > most or min(-factor for _, factor in terms) < -most
        looked += 1
    assert looked > 10
    assert said


def test_a_seat_that_one_person_alone_could_take_is_nobodys_loss() -> None:
    """At whatever price: whether A1 is in one of the teams of a host with one place is a matter of A1's own
    best rotation, which is LBH-A, liked by a point more."""
    made = board(
        {"A1": "."},
        {"fairness_weight": "0"},
        cycles=CYCLES[1:2],
        placements=[team("COL-A"), team("COL-B"), team("LBH-A")],
        seats=[CycleSeats(host="COL", cycle="C2", seats=1)],
        preferences=[Preference(apprentice="A1", what="placement:LBH-A", points=1)],
    )
    model = build(Problem(made, BEFORE_ALL), gaps=False)
    values = solve(model, Level.SCORE, {}, 1).values
    assert model.plan(values) == {("A1", 0): "LBH-A"}
    matrix = Matrix(model, Level.SCORE, {})
    prices = np.where(matrix.high == 1, 5.0, 0.0) * (np.isinf(matrix.low))  # of the place at the host
    assert prices.sum() == 5
    rotations = OfRotations(model, matrix, prices, values, 1)
    whole = LagrangianBound(matrix).bound_at(rotations.relaxed, values)
    assert whole.bound == pytest.approx(1, abs=1e-3)
    for terms, most in losing_in_whole(whole.bound - 1 + using().near, matrix, whole, model, model):
        assert sum(factor * values[variable] for variable, factor in terms) <= most
