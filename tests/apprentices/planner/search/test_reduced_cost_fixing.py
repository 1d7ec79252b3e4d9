"""The proof of the score by prices: from a worse plan, it must still come to the best."""

import itertools
from collections.abc import Iterator
from functools import cache

import pytest

from apprentices.conditions import Preference
from apprentices.planner.counted import warnings
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Problem
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.neighbourhoods_unpriced import UnpricedNeighbourhoods
from apprentices.planner.search.reduced_cost_fixing import Closing
from tests.apprentices.planner.boards import BEFORE_ALL, Key, best_by_exhaustion, of_score_alone, small
from tests.apprentices.planner.here import Told
from tests.build import CYCLES, board, check, person, team


@cache
def best(seed: int) -> Key:
    """The best that any plan of a small board comes to: looked for once, for all tests."""
    return best_by_exhaustion(small(seed))


def feasible(problem: Problem, model: Model, fixed: dict[Level, int]) -> tuple[Closing, Ledger, Sift] | None:
    """A closing of the score from the worst full plan that it can be started with."""
    told, ledger, sift = Told(), Ledger(problem), Sift(model, fixed)
    closing = Closing(model, ledger, sift, 1, told)
    with changed(closed_at_once=0):
        if not closing.fill() or not ledger.full:
            return None
    return closing, ledger, sift


def test_a_small_board_is_closed_where_no_plan_is_found_at_its_prices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its first full plan is the best, by a model of everything, which knows too when there is none; but
    where changes of host cost points."""
    monkeypatch.setattr(Closing, "_meet_bound", lambda closing: False)
    full = 0
    for seed, problem, model in of_score_alone(range(110)):
        if model.changes:
            continue
        ledger = Ledger(problem)
        closing = Closing(model, ledger, Sift(model, {}), 1, Told())
        there_is_one = closing.fill()
        _, gaps, _, minus, _ = best(seed)
        assert there_is_one == (gaps == sum(map(problem.locked_gaps, problem.locked)))
        if there_is_one:
            assert (ledger.gaps, ledger.score, closing.bound) == (gaps, -minus, -minus)
            full += 1
    assert full > 5


@pytest.mark.parametrize("rotations", ["none", "priced", "generated", "first"])
def test_closing_from_any_plan_comes_to_the_best(rotations: str) -> None:
    closed = 0
    for seed, problem, model in of_score_alone(range(110)):
        ready = feasible(problem, model, {})
        if ready is None:
            continue
        closing, ledger, _ = ready
        if rotations == "priced":
            closing.price_rotations()
        if rotations == "generated":
            closing.generate_rotations()
        if rotations == "first":
            closing.run_in_rotations()
        else:
            closing.close()
        _, gaps, _, minus, fewest = best(seed)
        assert (ledger.gaps, ledger.score, closing.bound) == (gaps, -minus, -minus)
        if rotations == "first":
            assert warnings(problem, problem.board_with(ledger.plan)) == fewest
        closed += 1
    assert closed > 8


@pytest.mark.parametrize("among", [0, 40_000])
def test_no_bound_is_lower_than_the_best_where_prices_were_found_with_few(among: int) -> None:
    """The best plan may have what they were found without: that no other meets a bound proves nothing."""
    met = 0
    for seed, problem, model in of_score_alone(range(110)):
        with changed(whole_relaxation=0, meeting_among=among, added=1, closed_at_once=0):
            ready = feasible(problem, model, {})
            if ready is None:
                continue
            closing, ledger, sift = ready
            met += not sift.looks_at_all
            closing.meet_bounds()
        _, gaps, _, minus, _ = best(seed)
        assert ledger.score <= -minus <= closing.bound
        closing.close()
        assert (ledger.gaps, ledger.score, closing.bound) == (gaps, -minus, -minus)
    assert met > 3


@pytest.fixture
def in_vain(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """No neighbourhood finds anything; counts them."""
    steps = itertools.count()

    def step(near: PricedNeighbourhoods) -> bool:
        assert next(steps) < 1_000, "it goes on for ever"
        return False

    monkeypatch.setattr(PricedNeighbourhoods, "step", step)
    return steps


def test_where_neighbourhoods_find_nothing_more_the_proof_comes_all_the_same(
    in_vain: Iterator[int],
) -> None:
    for _, problem, model in of_score_alone(range(40)):
        ready = feasible(problem, model, {})
        if ready is not None:
            with changed(rotations_closable=0, vain=1):
                ready[0].run_in_rotations()
            assert ready[0].closed
    assert next(in_vain) > 0


def test_where_too_much_is_left_for_the_proof_the_end_comes_without_one(
    in_vain: Iterator[int],
) -> None:
    left = 0
    for seed, problem, model in of_score_alone(range(40)):
        ready = feasible(problem, model, {})
        if ready is not None:
            closing, ledger, _ = ready
            with changed(closable=0, vain=1):
                closing.run_in_rotations()
            assert ledger.score <= -best(seed)[3] <= closing.bound
            left += not closing.closed
    assert left > 0
    assert next(in_vain) > 0


def test_the_bound_of_rotations_is_one() -> None:
    looked = 0
    for seed, problem, model in of_score_alone(range(110)):
        sift = Sift(model, {})
        prices = list(sift.rounds())
        if not prices:
            continue
        _, gaps, _, minus, _ = best(seed)
        if gaps > sum(map(problem.locked_gaps, problem.locked)):
            continue
        bound = LagrangianBound(sift.matrix).bound(prices[-1]).bound
        assert -minus <= bound + 1e-6 <= prices[-1].exact + 2e-6
        looked += 1
    assert looked > 10


def test_neighbourhoods_break_nothing_for_points() -> None:
    teams = [team("COL-A", seats=4, min_seats=2), team("LBH-A", seats=4)]
    made = board(
        {f"A{number}": "." for number in range(1, 5)},
        {"rule.PLAN-MIN-SEATS.severity": "conflict"},
        placements=teams,
        apprentices=[person(f"A{number}") for number in range(1, 5)],
        preferences=[Preference(apprentice="A1", what="placement:LBH-A", points=9)],
        cycles=CYCLES[1:2],
    )
    problem = Problem(made, BEFORE_ALL)
    codes = ["COL-A", "COL-A", "LBH-A", "LBH-A"]
    ledger = Ledger(problem, {(f"A{at + 1}", 0): code for at, code in enumerate(codes)})
    improver = UnpricedNeighbourhoods(problem, ledger, 1, lambda: None)
    for size in itertools.islice(itertools.cycle([1, 2, 4]), 9):
        improver._size = size
        improver.step()
        assert check(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0
    assert ledger.score == 9  # of A1 in LBH-A; the least satisfied has none
