"""Whole rotations: what the best are worth, and that no plan is above a bound that is made of them."""

from typing import Any

import numpy as np
import pytest

from apprentices.conditions import Preference, Requirement
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Problem
from apprentices.planner.search import lagrangian_bound
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.dual import Dual
from apprentices.planner.search.dual_climb import climb
from apprentices.planner.search.engine_highs import solve
from apprentices.planner.search.engine_run import run
from apprentices.planner.search.lagrangian_bound import LagrangianBound, Relaxed
from apprentices.planner.search.prices_of_rows import prices_of_rows
from apprentices.planner.search.rotations.generation import Generation
from apprentices.planner.search.rotations.whole import Whole
from tests.apprentices.planner.boards import BEFORE_ALL, small
from tests.apprentices.planner.programmes import empty
from tests.build import CYCLES, board, person, team


def one_person() -> Problem:
    """Three cycles; COL-A is worth 4 points and LBH-A 5; a change of host costs 3; COL is asked for once.

    COL throughout is worth 12; LBH twice and COL once 5 + 5 + 4 - 3 = 11, if COL is first or last; COL twice
    4 + 4 + 5 - 3 = 10, if LBH is first or last; COL, LBH, COL 13 - 6 = 7; LBH, COL, LBH 14 - 6 = 8.
    """
    wishes = {"COL-A": 4, "LBH-A": 5}
    rows: dict[str, Any] = {
        "placements": [team(code, seats=1) for code in wishes],
        "apprentices": [person("A1")],
        "cycles": CYCLES[:3],
        "preferences": [
            Preference(apprentice="A1", what=f"placement:{code}", points=points)
            for code, points in wishes.items()
        ],
        "requirements": [Requirement(who="A1", what="host:COL", min_cycles=1, max_cycles=None)],
    }
    settings = {"allow_repeat_placement": "yes", "host_change_weight": "3", "fairness_weight": "0"}
    return Problem(board({"A1": ". . ."}, settings, **rows), BEFORE_ALL)


def test_the_best_rotation_weighs_changes_of_host_and_what_is_asked_for() -> None:
    problem = one_person()
    model = build(problem, gaps=False)
    whole = Whole(model, Matrix(model, Level.SCORE, {}))
    priced = whole.priced(np.zeros(len(model.row_upper)))
    assert priced is not None
    assert priced.bound == 12
    lost = whole.lost(priced)
    by_code = {code: [lost[model.x["A1", index][code]] for index in range(3)] for code in ("COL-A", "LBH-A")}
    assert by_code == {"COL-A": [0, 0, 0], "LBH-A": [-1, -1, -1]}
    assert [len(whole.near(priced.duals, spare) or ()) for spare in (0, 1, 2, 4, 5)] == [1, 3, 5, 6, 7]
    with changed(rotations_listed=2):
        assert whole.near(priced.duals, 1) is None


def three_visits(fairness: str) -> Problem:
    """Three cycles, each placement once; COL-A is worth 9 points, LBH-A 1, COL-B none: 10 at the most."""
    wishes = {"COL-A": 9, "LBH-A": 1}
    rows: dict[str, Any] = {
        "placements": [team(code, seats=1) for code in (*wishes, "COL-B")],
        "apprentices": [person("A1")],
        "cycles": CYCLES[:3],
        "preferences": [
            Preference(apprentice="A1", what=f"placement:{code}", points=points)
            for code, points in wishes.items()
        ],
    }
    return Problem(board({"A1": ". . ."}, {"fairness_weight": fairness}, **rows), BEFORE_ALL)


def test_what_is_remembered_of_visits_is_not_come_back_to() -> None:
    """States that know nothing of visits come to 9 + 9 + 9; those that know of COL-A, to 9 + 1 + 1."""
    model = build(three_visits("0"), gaps=False)
    matrix, free = Matrix(model, Level.SCORE, {}), np.zeros(len(model.row_upper))
    visits: frozenset[int] = frozenset()
    bounds = []
    while True:
        whole = Whole(model, matrix, visits)
        priced = whole.priced(free)
        assert priced is not None
        bounds.append(priced.bound)
        back = whole.comes_back(priced.rotations[0])
        if not len(back):
            break
        visits |= frozenset(back.tolist())
    assert bounds == [27, 11, 10]


def known(problem: Problem) -> tuple[Generation, Matrix]:
    """Rotations at prices 0: one that is in COL-A throughout, and one of a plan with all three placements."""
    model = build(problem, gaps=False)
    matrix = Matrix(model, Level.SCORE, {})
    generation = Generation(Whole(model, matrix), np.zeros(len(model.row_upper)))
    generation.draw(np.random.default_rng(1), 0)
    generation.take_plan(
        model.start({("A1", index): code for index, code in enumerate(problem.programme.placements)})
    )
    return generation, matrix


def test_a_rotation_that_comes_back_is_in_no_plan() -> None:
    """The best without prices is in COL-A throughout, which nobody may; the plan that is known visits all."""
    generation, matrix = known(three_visits("0"))
    assert generation.could(0)[:2].tolist() == [False, True]
    assert [matrix.cost[variables].sum() for _, variables in generation.once()] == [10]


def test_nobody_is_asked_about_who_has_a_rotation_worth_all_that_was_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where 27 points are known, a rotation of 10 says nothing, and the best is asked for; where 10 are, it
    says all.
    """
    generation, matrix = known(three_visits("0"))
    exactly = LagrangianBound(matrix)
    asked: list[Any] = []
    monkeypatch.setattr(lagrangian_bound, "run", lambda *asks: asked.append(asks) or run(*asks))
    free, cells = np.zeros(len(matrix.high)), matrix.cell_of >= 0
    for known_points, is_asked in ((27.0, True), (10.0, False)):
        asked.clear()
        relaxed = Relaxed(known_points, free, np.array([known_points]), np.where(cells, matrix.cost - 9, 0.0))
        bound = exactly.bound_at(relaxed, None, generation.once()).bound
        assert bound == pytest.approx(10, abs=1e-3)
        assert bool(asked) == is_asked


def test_the_least_satisfied_has_no_more_than_the_best_rotation() -> None:
    """10 points for the one rotation, and 10 again as the least of all: nobody has 9 points three times."""
    model = build(three_visits("1"), gaps=False)
    whole = Whole(model, Matrix(model, Level.SCORE, {}))
    knowing = Whole(model, whole.matrix, frozenset(whole.visit.tolist()) - {-1})
    priced = knowing.priced(np.zeros(len(model.row_upper)))
    assert priced is not None
    assert priced.bound == 20


@pytest.mark.parametrize("source", ["12x4x9", "60x6x30"])
def test_prices_without_a_matrix_are_as_good_for_whole_rotations(source: str) -> None:
    problem = empty(source)
    dual, model = Dual(Arrays(problem)), build(problem, gaps=False)
    *_, prices = climb(dual)
    priced = Whole(model, Matrix(model, Level.SCORE, {})).priced(prices_of_rows(model, dual, prices))
    assert priced is not None
    assert priced.bound <= dual.bound(prices) * 1.01


def test_no_full_plan_is_above_the_bound_of_whole_rotations_at_any_prices() -> None:
    """The best plan comes from one model of everything, which knows nothing of states."""
    looked = 0
    for seed in range(150):
        problem = small(seed)
        model = build(problem, gaps=False)
        if not problem.free or problem.before:
            continue
        values, score, *_ = solve(model, Level.SCORE, model.unbroken, 1)
        if values is None or score is None:
            continue
        matrix, rng = Matrix(model, Level.SCORE, model.unbroken), np.random.default_rng(seed)
        whole, taken = Whole(model, matrix), (values > 0) & (matrix.cell_of >= 0)
        for dear in (0.0, 0.5, 4.0):
            priced = whole.priced(rng.random(len(matrix.high)) * dear)
            assert priced is not None
            assert priced.bound >= score
            assert (priced.exact + whole.lost(priced)[taken] >= score - 1e-6).all()
            knowing = Whole(model, matrix, frozenset(whole.visit.tolist()) - {-1}).priced(priced.duals)
            assert knowing is not None
            assert score <= knowing.bound <= priced.bound
        generation = Generation(whole, np.zeros(len(matrix.high)))
        generation.take_plan(values)
        assert all(found.bound >= score for found in generation.rounds())
        looked += 1
    assert looked > 12
