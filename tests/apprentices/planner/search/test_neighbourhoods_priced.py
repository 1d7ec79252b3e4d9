"""Neighbourhoods at prices: of everybody in some cycles, and of some people in all of theirs."""

from collections.abc import Sequence

import numpy as np
import pytest

from apprentices.conditions import Preference
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Problem, Scope
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.rotations.plans import OfRotations
from apprentices.programme import Cycle
from apprentices.rules.checker import Checker
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.apprentices.planner.programmes import empty
from tests.build import CYCLES, board, team

MANY = 12
TEAMS = [f"COL-{number:02}" for number in range(MANY)]
RING = {(f"A{number:02}", 0): TEAMS[number - 1] for number in range(MANY)}  # each has what the next one wants


def ring(cycles: Sequence[Cycle] = CYCLES[1:2], scope: Scope | None = None) -> Problem:
    """Twelve people and as many teams of one seat: each has 5 points in the team of the own number."""
    made = board(
        {who: " ".join("." for _ in cycles) for who, _ in RING},
        {"fairness_weight": "0"},
        placements=[team(code, seats=1) for code in TEAMS],
        preferences=[
            Preference(apprentice=f"A{number:02}", what=f"placement:{TEAMS[number]}", points=5)
            for number in range(MANY)
        ],
        cycles=cycles,
    )
    return Problem(made, BEFORE_ALL, None, scope)


def neighbourhoods(problem: Problem, ledger: Ledger) -> PricedNeighbourhoods:
    """Neighbourhoods of a plan; what they find goes into its ledger."""
    model = build(problem, gaps=False)
    sift = Sift(model, {})
    *_, prices = sift.rounds()
    start = model.start(ledger.plan)
    assert start is not None
    return PricedNeighbourhoods(
        sift.matrix, prices.reduced, sift.chosen, start, 1, lambda values: ledger.take(model.plan(values))
    )


def test_a_change_that_all_have_to_make_at_once_is_found_in_their_cycle() -> None:
    """Nobody's seat is free, so that eleven people could change nothing: all twelve have to."""
    ledger = Ledger(ring(), RING)
    with changed(priced_cells=MANY, priced_people=MANY - 1):
        near = neighbourhoods(ledger.problem, ledger)
        assert near.step()
    assert ledger.score == 5 * MANY


def test_a_kind_that_frees_more_people_than_there_are_frees_all() -> None:
    """Four times four of twelve people, who have to change at once."""
    ledger = Ledger(ring(), RING)
    with changed(priced_people=4, priced_kinds=((False, 4, 1.0),)):
        near = neighbourhoods(ledger.problem, ledger)
        assert near.step()
    assert ledger.score == 5 * MANY


def three_in_a_ring(share: float) -> tuple[Ledger, PricedNeighbourhoods]:
    """Nine of twelve people have what they want, three have what the next of them wants. Three can be planned
    anew at a time, and choose among a share of the placements; it is known what each can have at best.
    """
    there = {0: TEAMS[2], 1: TEAMS[0], 2: TEAMS[1]}
    problem = ring()
    ledger = Ledger(problem, {(who, 0): there.get(at, TEAMS[at]) for at, (who, _) in enumerate(RING)})
    model = build(problem, gaps=False)
    matrix, start = Matrix(model, Level.SCORE, {}), model.start(ledger.plan)
    rotations = OfRotations(model, matrix, np.zeros(len(matrix.high)), start, 1)
    whole = LagrangianBound(matrix).bound_at(rotations.relaxed, start)
    assert whole.bound == pytest.approx(5 * MANY)
    every = np.ones(len(matrix.cost), bool)
    with changed(losing_people=3, priced_reach=5.0):
        return ledger, PricedNeighbourhoods(
            matrix,
            rotations.relaxed.reduced,
            every,
            start,
            1,
            lambda values: ledger.take(model.plan(values)),
            kinds=[(False, 1, share)],
            whole=whole,
        )


def test_those_who_lose_anything_are_planned_anew_together() -> None:
    """Of twelve people, chance would seldom choose just the three who can help each other."""
    ledger, near = three_in_a_ring(1.0)
    assert any(near.step() for _ in range(5))
    assert ledger.score == 5 * MANY


def test_a_share_of_the_placements_is_looked_at_beside_the_plan_itself() -> None:
    ledger, near = three_in_a_ring(0.0)
    assert not any(near.step() for _ in range(5))
    assert ledger.score == 5 * (MANY - 3)


def test_cycles_in_which_nothing_is_to_be_planned_are_left_out() -> None:
    """Of three cycles only the last is planned: chance would take the first."""
    problem = ring(CYCLES[:3], Scope(cycles=frozenset({CYCLES[2].cycle})))
    ledger = Ledger(problem, {(who, 2): code for (who, _), code in RING.items()})
    with changed(priced_cells=MANY, priced_people=MANY - 1):
        near = neighbourhoods(problem, ledger)
        assert near.step()
    assert ledger.score == 5 * MANY


def test_too_many_cells_for_one_cycle_are_left_to_neighbourhoods_of_people() -> None:
    ledger = Ledger(ring(), RING)
    with changed(priced_cells=MANY - 1, priced_people=MANY - 1):
        near = neighbourhoods(ledger.problem, ledger)
        assert not any(near.step() for _ in range(5))
    assert ledger.score == 0


@pytest.mark.parametrize("kind", [{"priced_cells": 0}, {"priced_cycles": 2, "priced_vain": 100}])
def test_neighbourhoods_come_near_to_the_best_and_break_nothing(kind: dict[str, int]) -> None:
    problem = empty("12x4x9")
    best, told = search(problem)
    first, *_ = (plan for plan in told.plans if None not in plan.values())
    ledger = Ledger(problem, first)
    with changed(**kind):
        near = neighbourhoods(problem, ledger)
        for _ in range(40):
            near.step()
            assert Checker(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0
    assert told.bounds[Level.SCORE] == best.score
    assert Ledger(problem, first).score < ledger.score <= best.score
