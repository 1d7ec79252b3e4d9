"""Fewest people hold on every path: the first plan, neighbourhoods, all cells at once, either engine."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.conditions import Preference, Travel
from apprentices.planner.counted import broken, values_of
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Problem
from apprentices.planner.search.construct import construct
from apprentices.planner.search.lexicographic import Search
from apprentices.planner.search.neighbourhoods_unpriced import UnpricedNeighbourhoods
from apprentices.programme import CycleSeats
from apprentices.rules.checker import Checker
from fixtures.cases.services import services
from tests.apprentices.planner.boards import BEFORE_ALL, conflicts, small
from tests.apprentices.planner.here import Told, search
from tests.apprentices.planner.programmes import drawn
from tests.build import CYCLES, board, team

FLOOR = {"rule.PLAN-MIN-SEATS.severity": "conflict", "allow_repeat_placement": "yes"}
PEOPLE = [f"A{number}" for number in range(1, 13)]


def floored(**more: Any) -> Problem:
    """Twelve people, three cycles, four teams, of which COL-A needs six people in each cycle."""
    rows: dict[str, Any] = {
        "placements": [team(code, seats=12) for code in ("COL-A", "COL-B", "LBH-A", "LBH-B")],
        "seats": [CycleSeats(placement="COL-A", cycle=c.cycle, min_seats=6) for c in CYCLES[1:]],
        "cycles": CYCLES[1:],
    }
    return Problem(board(dict.fromkeys(PEOPLE, ". . ."), FLOOR, **rows | more), BEFORE_ALL)


def likes(*whats: str) -> list[Preference]:
    """What everybody likes, 9 points each."""
    return [Preference(apprentice=who, what=what, points=9) for who in PEOPLE for what in whats]


def short(problem: Problem, ledger: Ledger) -> int:
    """In how many places there are too few people, as the checker sees it."""
    checker = Checker(problem.board_with(ledger.plan), problem.today, problem.published)
    return sum(finding.rule == "PLAN-MIN-SEATS" for finding in checker.findings())


def test_the_first_plan_looks_after_the_fewest() -> None:
    """Everybody likes another team; half of them are sent where six are needed all the same."""
    problem = floored(preferences=likes("placement:LBH-A"))
    first = Ledger(problem, construct(problem, 1))
    assert (first.gaps, short(problem, first)) == (0, 0)


@pytest.mark.parametrize("priced_size", [0, 3_000_000])
def test_a_board_taken_for_a_large_one_keeps_the_fewest(priced_size: int) -> None:
    """Of 36 cells, 18 are in COL-A and worth nothing, 18 in a liked team: 18 x 9 points. Shared out evenly,
    that is one or two cycles each, so that the least satisfied has 9 points, which count once more."""
    problem = floored(preferences=likes("placement:LBH-A"))
    with changed(whole_size=0, priced_size=priced_size):
        if priced_size:
            ledger, told = search(problem)
            assert told.levels == list(LEVELS)
        else:
            ledger = _with_neighbourhoods(problem)
    assert (ledger.gaps, short(problem, ledger), ledger.score) == (0, 0, 18 * 9 + 9)


def _with_neighbourhoods(problem: Problem) -> Ledger:
    ledger = Ledger(problem, construct(problem, 1))
    improver = UnpricedNeighbourhoods(problem, ledger, 1, lambda: None)
    for _ in range(20):
        improver.step()
    assert improver.breaches == values_of(ledger)[Level.BREACHES] == 0  # type: ignore[index]
    return ledger


def test_neighbourhoods_mend_what_is_short_and_then_fill() -> None:
    """From an empty board, and from one on which all are elsewhere."""
    for code in (None, "LBH-A"):
        problem = floored()
        ledger = Ledger(problem, dict.fromkeys(problem.cells(), code))
        assert short(problem, ledger) == 3
        improver = UnpricedNeighbourhoods(problem, ledger, 1, lambda: None)
        assert improver.breaches == 3
        improver.fill(30)
        assert (ledger.gaps, short(problem, ledger), improver.is_short) == (0, 0, False)


def test_where_neighbourhoods_find_nothing_all_cells_are_looked_at_at_once() -> None:
    """Without a first try for them, and a first plan that knows nothing of the fewest."""
    with changed(whole_size=0, fills=0, wanted=-1_000):
        ledger, told = search(problem := floored())
    assert (ledger.gaps, short(problem, ledger)) == (0, 0)
    assert told.levels == list(LEVELS)


def test_a_search_goes_on_while_something_is_left_to_mend() -> None:
    """COL-A needs six and has five seats: nothing can mend that, and it can't be proved of a large board."""
    rows = [CycleSeats(placement="COL-A", cycle="C2", min_seats=6, seats=5)]
    problem = floored(seats=rows)

    class Enough(Exception):
        pass

    class Listener(Told):
        def proved(self, level: Level) -> None:
            raise AssertionError("nothing is proved while conflicts are left")

    steps = 0
    told = Listener()
    step = UnpricedNeighbourhoods.step

    def counted(self: UnpricedNeighbourhoods) -> None:
        nonlocal steps
        steps += 1
        if steps > 3:
            raise Enough
        step(self)

    with pytest.MonkeyPatch.context() as patch, changed(whole_size=0, fills=2):
        patch.setattr(UnpricedNeighbourhoods, "step", counted)
        with pytest.raises(Enough):
            Search(problem, 1, told).run()
    assert Ledger(problem, told.plans[-1]).full


@pytest.mark.parametrize("fills", [0, 60])
def test_services_with_fewest_people_and_visits_of_two_blocks_are_planned_without_conflicts(
    fills: int,
) -> None:
    """As on the large board of the published kind, of 183 people: by neighbourhoods, or all cells at once.

    https://github.com/ashaar0509/medical-rotation-scheduling: each service has to have enough residents in
    each of 13 blocks.
    """
    problem = drawn(services(people=24, blocks=6, teams=10, lasting=4))
    with changed(whole_size=0, fills=fills):
        ledger, told = search(problem)
    assert Checker(problem.board_with(ledger.plan), problem.today).conflicts == 0
    assert told.levels == list(LEVELS)


@settings(max_examples=15)
@given(seed=st.integers(0, 1_000_000), lasting=st.booleans())
def test_the_first_plan_and_neighbourhoods_break_nothing(seed: int, lasting: bool) -> None:
    """Whatever rules there are, what a path leaves broken was so with the free cells empty."""
    problem = small(seed, lasting)
    allowed = conflicts(Checker(problem.board_with({}), problem.today, problem.published))
    ledger = Ledger(problem, construct(problem, seed))
    assert all(one.stays for one in broken(problem, ledger.plan))
    if not problem.free:
        return
    improver = UnpricedNeighbourhoods(problem, ledger, seed, lambda: None)
    improver.fill(3)
    improver.step()
    left = Checker(problem.board_with(ledger.plan), problem.today, problem.published)
    assert conflicts(left) <= allowed
    assert improver.breaches == values_of(ledger)[Level.BREACHES]  # type: ignore[index]


def test_a_warning_is_not_saved_by_breaking_a_floor() -> None:
    """A1 is pinned in COL-A and A3 in LBH-A, which need two each: A2 can mend one of them. COL-A and COL-B
    are worth 5 points to A2, and COL-A is 95 minutes away: a warning, and the fewest conflicts all the same.
    """
    problem = Problem(
        board(
            {"A1": "COL-A*", "A2": ".", "A3": "LBH-A*"},
            FLOOR,
            placements=[
                team("COL-A", min_seats=2, site="X"),
                team("COL-B", site="Y"),
                team("LBH-A", min_seats=2, site="Y"),
            ],
            preferences=[
                Preference(apprentice="A2", what=f"placement:{code}", points=5) for code in ("COL-A", "COL-B")
            ],
            travel=[Travel(apprentice="A2", site="X", minutes=95)],
            cycles=CYCLES[1:2],
        ),
        BEFORE_ALL,
    )
    ledger, told = search(problem)
    assert ledger.plan == {("A2", 0): "COL-A"}
    assert (short(problem, ledger), told.bounds[Level.WARNINGS], told.levels) == (1, 1, list(LEVELS))
