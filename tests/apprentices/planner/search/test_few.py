"""A few placements for each cell: what they are, and that a full plan is found among them."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest

from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import changed, using
from apprentices.planner.problem import Problem
from apprentices.planner.search import engine_highs, lexicographic
from apprentices.planner.search.answer import Answer, Effort, FalseClaim
from apprentices.planner.search.engine_highs import solve_part
from apprentices.planner.search.few import Few
from apprentices.planner.search.lexicographic import Search
from apprentices.planner.search.reduced_cost_fixing import Closing
from apprentices.rules.checker import Checker
from apprentices.rules.limits import Heads
from fixtures.cases.internship import INTERNSHIPS, internship
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import Told, search
from tests.apprentices.planner.programmes import drawn
from tests.build import CYCLES, board, team


@pytest.fixture(autouse=True)
def few_first() -> Iterator[None]:
    """Small boards are gone about here as larger ones are."""
    with changed(few_size=0):
        yield


def interns(style: str, people: int = 12) -> Problem:
    """A small internship board."""
    return drawn(internship(3, INTERNSHIPS[style], people))


def test_a_cell_has_no_placement_that_rules_forbid() -> None:
    problem = interns("barred")
    some = Few(problem, 1)
    for cell in problem.cells():
        assert set(some.of(*cell)) <= set(problem.eligible(*cell))


def seatless(problem: Problem) -> set[tuple[int, str]]:
    """The placements that have no seat in a cycle, or a host that has none."""
    limits = [limit for _, _, limit in problem.seat_limits if isinstance(limit, Heads) and limit.most == 0]
    return {(limit.cycle_index, code) for limit in limits for code in limit.placements}


def test_a_cell_has_no_placement_without_a_seat() -> None:
    problem = interns("exact")
    some, full = Few(problem, 1), seatless(problem)
    assert full
    assert not any((index, code) in full for who, index in problem.cells() for code in some.of(who, index))


@pytest.mark.parametrize(("few_of_seat", "few_seat_share", "each"), [(5, 0.25, 5), (0, 0.5, 6)])
def test_each_placement_is_for_somebody(few_of_seat: int, few_seat_share: float, each: int) -> None:
    """Every seat is needed there: so many of twelve people can choose each placement in each cycle, or all
    who may.
    """
    problem = interns("exact")
    cells, full = list(problem.cells()), seatless(problem)
    seats = {"few_of_seat": few_of_seat, "few_seat_share": few_seat_share}
    with changed(few_of_all=1, few_of_class=1, few_of_classes=0, **seats):
        some = Few(problem, 1)
    for index, code in product(range(len(problem.board.cycles)), problem.programme.placements):
        could = [who for who, c in cells if c == index and problem.may_be(who, c, code)]
        chosen = [who for who in could if code in some.more_of(who, index)]
        assert (index, code) in full or len(chosen) >= min(each, len(could))


def test_a_cell_has_some_of_each_class() -> None:
    """Six kinds and home, each counted by a limit of its own: two of each, or all there are with a seat."""
    problem = interns("exact")
    some = Few(problem, 1)
    teams, full = problem.programme.placements, seatless(problem)
    for who, index in problem.cells():
        open_ = [code for code in problem.eligible(who, index) if (index, code) not in full]
        there, could = ([teams[code].area for code in codes] for codes in (some.of(who, index), open_))
        assert all(there.count(kind) >= min(2, could.count(kind)) for kind in set(could))


def test_what_is_few_stays_few_where_there_are_many_classes() -> None:
    problem = interns("exact")
    with changed(few_of_all=1, few_of_classes=7, few_of_seat=0, few_seat_share=0.0):
        some = Few(problem, 1)
        assert max(len(some.of(*cell)) for cell in problem.cells()) <= 7 + 1


def test_those_who_like_the_same_are_not_all_sent_to_the_same() -> None:
    """Thirty people, forty teams that are all the same to everybody: chance alone chooses, not their order.

    With 5 and 2 of 40 for each of 90 cells, each team is expected at 11 to 16 cells: none is at 60.
    """
    people = {f"A{number}": ". . ." for number in range(30)}
    teams = [team(f"LBH-{number:02}", seats=3) for number in range(40)]
    problem = Problem(board(people, placements=teams, cycles=CYCLES[1:]), BEFORE_ALL)
    some = Few(problem, 1)
    found = [code for cell in problem.cells() for code in some.of(*cell)]
    assert max(found.count(code) for code in set(found)) < 60


@pytest.mark.parametrize("style", ["tight", "exact", "hosts", "away"])
def test_where_construction_leaves_gaps_a_full_plan_comes_before_the_whole_model(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Search, "_whole", lambda search, hard: None)
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    problem, told = interns(style), Told()
    Search(problem, 1, told).run()
    (first, last) = told.plans
    assert set(first.values()) == {None}
    assert None not in last.values()
    assert Checker(problem.board_with(last), BEFORE_ALL).conflicts == 0


def test_where_a_few_have_no_full_plan_one_of_all_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One placement for each cell, the dearest to all others: nothing is left but to look at everything."""
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    best, _ = search(interns("tight", 6))
    one = {"few_of_all": 1, "few_of_class": 1, "few_of_classes": 0, "few_of_seat": 0, "few_seat_share": 0.0}
    for whole_size in (0, using().whole_size):
        with changed(**one, whole_size=whole_size):
            ledger, told = search(interns("tight", 6))
        assert ledger.full
        assert told.levels == list(LEVELS)
        assert (told.bounds[Level.SCORE], ledger.score) == (best.score, best.score)


def test_where_few_are_many_a_full_plan_is_jumped_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Search, "_whole", lambda search, hard: None)
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    problem, told = interns("exact"), Told()
    with changed(interior_variables=0):
        Search(problem, 1, told).run()
    assert None not in told.plans[-1].values()
    assert Checker(problem.board_with(told.plans[-1]), BEFORE_ALL).conflicts == 0


def test_a_jump_that_is_told_falsely_costs_that_jump_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    jumps = iter([FalseClaim("a plan that breaks the limits it was given")])

    def jump(*given: Any, **named: Any) -> Answer:
        for false in jumps:
            raise false
        return solve_part(*given, **named)

    monkeypatch.setattr(engine_highs, "solve_part", jump)
    with changed(interior_variables=0):
        ledger, told = search(interns("exact", 6))
    assert ledger.full
    assert told.levels == list(LEVELS)


def test_nothing_is_claimed_of_what_is_ended_before_its_relaxation() -> None:
    """A hundred people, 99 teams of one seat: only a relaxation, or a search, sees that there is no plan."""
    people = {f"A{number}": "." for number in range(100)}
    teams = [team(f"LBH-{number}", seats=1) for number in range(99)]
    problem = Problem(board(people, placements=teams, cycles=CYCLES[1:2]), BEFORE_ALL)
    matrix = Matrix(build(problem, gaps=False), Level.BREACHES, {})
    part = matrix.part(np.ones(len(matrix.cost), bool))
    assert solve_part(matrix, part, 1, plainly=True).proved
    for seed in range(3):
        ended = solve_part(matrix, part, seed, effort=Effort(relaxes=False), plainly=True)
        assert ended.values is None
        assert not ended.proved


def test_where_no_jump_leads_to_a_full_plan_one_of_all_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    best, _ = search(interns("exact", 6))
    with changed(interior_variables=0, few_jumps=0):
        ledger, told = search(interns("exact", 6))
    assert ledger.full
    assert told.levels == list(LEVELS)
    assert (told.bounds[Level.SCORE], ledger.score) == (best.score, best.score)


@pytest.mark.parametrize("leaves_gaps", [True, False])
def test_whole_rotations_take_the_place_of_a_relaxation_where_a_first_plan_was_easy(
    leaves_gaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many people; both ways prove the score that a small board of the same is proved to have."""
    problem, in_rotations = interns("away", 6), []
    best, _ = search(problem)
    run = Closing.run_in_rotations
    monkeypatch.setattr(Closing, "run_in_rotations", lambda closing: in_rotations.append(1) or run(closing))
    if leaves_gaps:
        monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    with changed(whole_size=0, rotations_first=1):
        ledger, told = search(problem)
    assert bool(in_rotations) is not leaves_gaps
    assert told.levels == list(LEVELS)
    assert (told.bounds[Level.SCORE], ledger.score) == (best.score, best.score)


@pytest.mark.parametrize(("style", "few_come_first"), [("exact", False), ("none", True)])
def test_a_small_board_is_looked_at_whole_unless_any_plan_is_the_best(
    style: str, few_come_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicographic, "construct", lambda problem, seed: dict.fromkeys(problem.cells()))
    looking = Search(interns(style), 1, Told())
    with changed(few_size=10_000):
        looking.run()
    assert looking.best.ledger.full
    assert (looking.few is not None) == few_come_first
