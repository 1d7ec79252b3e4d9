"""What large boards are planned with: a first plan, neighbourhoods, and a bound from prices."""

import numpy as np
import pytest

from apprentices.planner.ledger import Ledger, simple_bound
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import changed
from apprentices.planner.search import lexicographic
from apprentices.planner.search.by_prices import ByPrices
from apprentices.planner.search.construct import construct
from apprentices.planner.search.large import fewest_moves, started
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.neighbourhoods_unpriced import UnpricedNeighbourhoods
from apprentices.rules.checker import Checker
from fixtures.cases.internship import INTERNSHIPS, internship
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.apprentices.planner.programmes import drawn, empty, full
from tests.apprentices.planner.test_repair import closed


@pytest.mark.parametrize("source", ["60x6x30", "300x6x90"])
def test_a_first_plan_is_full_and_clean(source: str) -> None:
    problem = empty(source)
    plan = construct(problem, 1)
    assert plan is not None
    assert None not in plan.values()
    assert Checker(problem.board_with(plan), BEFORE_ALL).conflicts == 0


def test_neighbourhoods_make_a_plan_better_and_keep_it_clean() -> None:
    problem = empty("60x6x30")
    ledger = Ledger(problem, construct(problem, 1))
    before = ledger.score
    told: list[int] = []
    improver = UnpricedNeighbourhoods(problem, ledger, 1, lambda: told.append(ledger.score))
    for _ in range(3):
        improver.step()
    assert ledger.score == told[-1] > before
    assert told == sorted(told)
    assert Checker(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0


def test_neighbourhoods_fill_gaps() -> None:
    problem = empty("60x6x30")
    plan = construct(problem, 1)
    assert plan is not None
    ledger = Ledger(problem, plan | dict.fromkeys(list(plan)[:5]))
    UnpricedNeighbourhoods(problem, ledger, 1, lambda: None).fill(5)
    assert ledger.full


@pytest.mark.parametrize("whole_relaxation", [0, 60_000])
def test_a_board_that_is_taken_for_a_large_one_is_planned_as_well(whole_relaxation: int) -> None:
    whole, _ = search(empty("12x4x9"))
    with changed(whole_size=0, whole_relaxation=whole_relaxation):
        large, told = search(empty("12x4x9"))
    assert large.worth == whole.worth
    assert told.levels == list(LEVELS)


@pytest.mark.parametrize("few_missing", [-1, 1_000])
def test_gaps_on_a_large_board_are_filled_in_one_model(
    few_missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = internship(2, INTERNSHIPS["tight"], people=5)
    whole, _ = search(drawn(case))
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    with changed(whole_size=0, few_missing=few_missing, first_fills=0):
        large, told = search(drawn(case))
    assert large.full
    assert large.worth == whole.worth
    assert told.levels == list(LEVELS)


def test_what_is_beyond_a_size_is_counted_in_what_may_stand_in_free_cells() -> None:
    problem = drawn(internship(2, INTERNSHIPS["none"], people=5))
    may_be = sum(
        problem.may_be(*cell, code) for cell in problem.cells() for code in problem.programme.placements
    )
    assert problem.is_beyond(may_be - 1)
    assert not problem.is_beyond(may_be)


def test_bounds_are_never_below_the_best_plan() -> None:
    problem = empty("12x4x9")
    best, _ = search(problem)
    first = Ledger(problem, construct(problem, 1))
    bounds = [prices.bound for prices in started(build(problem, gaps=False), first).rounds()]
    assert bounds == sorted(bounds, reverse=True)
    assert best.score <= bounds[-1] <= simple_bound(problem)


def test_the_fewest_moves_are_counted_without_a_solver() -> None:
    _, assignments = full("12x4x9")
    assert fewest_moves(closed("12x4x9", tuple(assignments), "H2-002", "C4")) == 2


def test_neighbourhoods_in_vain_grow_and_then_begin_small_again() -> None:
    """Nothing is better than the best plan; of twelve people six are planned anew, then nine, then all."""
    problem = empty("12x4x9")
    best, _ = search(problem)
    model = build(problem, gaps=False)
    matrix, every = Matrix(model, Level.SCORE, {}), np.ones(len(model.upper), bool)
    start = model.start(best.plan)
    with changed(priced_vain=1, priced_growths=2, priced_cycles=0):
        near = PricedNeighbourhoods(matrix, np.zeros(len(every)), every, start, 1, lambda values: None)
        sizes = [near.people, *(near.people for _ in range(4) if not near.step())]
    assert sizes == [6, 9, 12, 6, 9]


def test_where_nobody_wishes_for_anything_nothing_is_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any full plan is the best: from however many people on whole rotations would begin with prices."""
    monkeypatch.setattr(ByPrices, "price", lambda *ignored: pytest.fail("it is closed already"))
    problem = drawn(internship(people=20, style=INTERNSHIPS["none"]))
    with changed(whole_size=0, rotations_first=1):
        ledger, told = search(problem)
    assert (ledger.gaps, ledger.score) == (0, 0)
    assert told.levels == list(LEVELS)
