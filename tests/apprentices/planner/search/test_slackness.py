"""What plans lose at prices: all that are good enough are kept, and nothing is left where none is."""

import numpy as np
import pytest

from apprentices.planner.level import Level
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.engine_highs import solve, solve_part
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.planner.search.rotations.plans import OfRotations
from apprentices.planner.search.slackness import losing, losing_in_whole
from tests.apprentices.planner.boards import best_by_exhaustion, of_score_alone


@pytest.mark.parametrize("lean", [True, False])
@pytest.mark.parametrize("spoilt", [0.0, 0.4])
def test_plans_that_lose_little_are_kept(spoilt: float, lean: bool) -> None:
    """Whatever the prices: the best plan loses what it lies below their bound, and so does none better."""
    looked, rng = 0, np.random.default_rng(1)
    for _, problem, model in of_score_alone(range(110)):
        sift = Sift(model, {})
        rounds = list(sift.rounds(lean))
        _, gaps, _, minus, _ = best_by_exhaustion(problem)
        if not rounds or gaps > sum(map(problem.locked_gaps, problem.locked)):
            continue
        duals = rounds[-1].duals
        prices = sift.priced(duals * (1 + spoilt * rng.uniform(-1, 1, len(duals))))
        part = losing(prices.exact + minus + using().near, sift.matrix, prices, sift.chosen, lean)
        assert solve_part(sift.matrix, part, 1).value == -minus
        if prices.exact + minus >= 1:
            better = losing(prices.exact + minus - 1, sift.matrix, prices, sift.chosen, lean)
            assert (solve_part(sift.matrix, better, 1).value or -minus) <= -minus
        looked += 1
    assert looked > 10


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
