"""Prices without a matrix: any bound every full plan, and those that were climbed to bound it well."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.conditions import Preference
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.parameters import changed, using
from apprentices.planner.problem import Problem
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.cheapest import Cheapest
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.dual import Dual, Prices
from apprentices.planner.search.dual_climb import climb
from apprentices.planner.search.lexicographic import Search
from apprentices.rules.checker import Checker
from tests.apprentices.planner.boards import BEFORE_ALL, small, with_waivers
from tests.apprentices.planner.here import Told, search
from tests.apprentices.planner.programmes import empty, full
from tests.build import CYCLES, board


@settings(max_examples=8)
@given(
    seed=st.integers(0, 1_000_000),
    draw=st.sampled_from((small, partial(small, lasting=True), with_waivers)),
    dear=st.sampled_from((0.0, 0.5, 4.0)),
)
def test_no_full_plan_is_above_the_bound_of_any_prices(
    seed: int, draw: Callable[[int], Problem], dear: float
) -> None:
    """The best plan is found by the whole model, which knows nothing of these arrays."""
    problem = draw(seed)
    best, _ = search(problem)
    if not best.full or not problem.free:
        return
    dual, rng = Dual(Arrays(problem)), np.random.default_rng(seed)
    some = Prices(*(rng.random(most.shape, np.float32) * dear * (most < 99) for most in dual.most))
    assert dual.bound(some) >= best.score
    with changed(softness=(0.5, 0.05), dual_steps=10):
        for prices in climb(dual):
            assert dual.bound(prices) >= best.score


@pytest.mark.parametrize("source", ["12x4x9", "60x6x30"])
def test_no_prices_are_below_a_plan_that_is_known(source: str) -> None:
    problem, (_, assignments) = empty(source), full(source)
    index = problem.board.cycle_index
    known = Ledger(problem, {(a.apprentice, index[a.cycle]): a.placement for a in assignments})
    assert known.full
    dual, rng = Dual(Arrays(problem)), np.random.default_rng(1)
    for dear in (0.0, 0.1, 1.0, 3.0):
        some = Prices(*(rng.random(most.shape, np.float32) * dear * (most < 99) for most in dual.most))
        assert dual.bound(some) >= known.score


@pytest.mark.parametrize("source", ["12x4x9", "60x6x30"])
def test_prices_found_by_climbing_are_as_good_as_those_of_an_engine(source: str) -> None:
    """HiGHS has rows for pairs kept apart and for the least satisfied too, and so may be a little lower."""
    problem = empty(source)
    engine = min(prices.exact for prices in Sift(build(problem, gaps=False), {}).rounds())
    dual = Dual(Arrays(problem))
    bounds = [dual.bound(prices) for prices in climb(dual)]
    assert bounds[-1] == min(bounds)
    assert engine * 0.999 <= bounds[-1] <= engine * 1.01


def test_the_smoothed_dual_is_never_below_the_dual_and_its_slope_is_what_is_used() -> None:
    dual = Dual(Arrays(empty("12x4x9")))
    prices = next(climb(dual))
    here = dual.soft(prices, 0.5)
    assert here.value >= dual.soft(prices, 0.01).value
    step = 0.25  # large enough for floats of 24 bits, and small beside the softness
    dearer = prices._replace(seats=prices.seats + np.float32(step))
    rise = float((dual.most.seats - here.used.seats).sum()) * step
    assert dual.soft(dearer, 0.5).value - here.value == pytest.approx(rise, abs=0.2 * abs(rise) + 1)


def test_what_each_person_could_have_and_what_seats_come_to_is_the_bound() -> None:
    """Satisfaction alone, so that nothing counts beside people and seats."""
    problem = empty("60x6x30")
    dual, rng = Dual(Arrays(problem)), np.random.default_rng(3)
    prices = Prices(*(rng.random(most.shape, np.float32) * (most < 99) for most in dual.most))
    beside = dual.bound(dual.free) - dual.could(dual.free).sum()  # of the least satisfied
    seats = (dual.most.seats * prices.seats).sum()
    # Prices are rounded to thousandths for the bound, which is a whole number.
    assert dual.bound(prices) == pytest.approx(dual.could(prices).sum() + seats + beside, abs=1.5)


def test_some_people_s_cells_are_worth_what_they_are_among_all() -> None:
    dual, rng = Dual(Arrays(empty("60x6x30"))), np.random.default_rng(4)
    prices = Prices(*(rng.random(most.shape, np.float32) for most in dual.most))
    every = np.concatenate([left for _, left in dual.left(prices)])
    assert (dual.left_of([41, 3, 17], prices) == every[[41, 3, 17]]).all()


@settings(max_examples=15)
@given(seed=st.integers(0, 1_000_000))
def test_what_a_cell_is_worth_is_what_one_cell_scores(seed: int) -> None:
    problem = small(seed)
    for who in problem.programme.apprentices:
        worths = problem.score.worths(who)
        for code in problem.programme.placements:
            assert worths.get(code, 0) == problem.value(who, code)


def test_what_is_cheapest_comes_first_and_may_be_there() -> None:
    problem = empty("60x6x30")
    dual = Dual(Arrays(problem))
    cheapest = Cheapest(dual, dual.free, 5)
    for cell in random.Random(1).sample(list(problem.cells()), 40):
        best = max(problem.value(cell[0], code) for code in problem.eligible(*cell))
        found = cheapest.of(*cell)
        assert problem.value(cell[0], found[0]) == best  # at no prices, what is liked best is the cheapest
        assert len(found) == min(5, len(problem.eligible(*cell)))
        assert all(problem.may_be(*cell, code) for code in found)
        assert cheapest.of(*cell, within=0) == [code for code in found if not cheapest.lost(*cell)[code]]


class Enough(Exception):
    """What was waited for has been told."""


class UntilImproved(Told):
    """Listens until a plan is better than the last one built from prices."""

    def bound(self, level: Level, bound: int) -> None:
        super().bound(level, bound)
        self.built = len(self.plans)

    def plan(self, plan: object, worth: tuple[int, int, int]) -> None:
        super().plan(plan, worth)  # type: ignore[arg-type]
        if Level.SCORE in self.levels or (Level.MOVES in self.levels and len(self.plans) > self.built + 3):
            raise Enough


def test_a_board_beyond_all_models_gets_a_good_plan_from_prices() -> None:
    problem, told = empty("60x6x30"), UntilImproved()
    with changed(whole_size=0, fill_size=0, priced_size=0, cheap_people=10), pytest.raises(Enough):
        Search(problem, 1, told).run()
    ledger = Ledger(problem, told.plans[-1])
    assert ledger.full
    assert Checker(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0
    assert 0.9 * told.bounds[Level.SCORE] < ledger.score <= told.bounds[Level.SCORE]
    assert using().priced_size > 0


def test_a_board_that_gets_prices_before_its_matrix_is_planned_as_well() -> None:
    whole, _ = search(empty("12x4x9"))
    with changed(whole_size=0, fill_size=0):
        large, told = search(empty("12x4x9"))
    assert large.worth == whole.worth
    assert told.bounds[Level.SCORE] == large.score
    assert Level.SCORE in told.levels


def test_a_board_without_any_limit_of_rotations_has_a_bound_too() -> None:
    """Two people in the team that both like: 9 points each, and the least satisfied counts once more."""
    wishes = [Preference(apprentice=who, what="placement:COL-A", points=9) for who in ("A1", "A2")]
    rows: dict[str, Any] = {"preferences": wishes, "cycles": CYCLES[1:2]}
    problem = Problem(board({"A1": ".", "A2": "."}, {"allow_repeat_placement": "yes"}, **rows), BEFORE_ALL)
    dual = Dual(Arrays(problem))
    assert dual.bound(dual.free) == 9 + 9 + 9
    assert min(dual.bound(prices) for prices in climb(dual)) == 9 + 9 + 9
