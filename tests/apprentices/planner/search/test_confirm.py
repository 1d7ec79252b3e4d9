"""That nothing has one gap less is asked a second time; where that takes too long, it is not claimed."""

from typing import Any

import pytest

from apprentices.conditions import Separation
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.parameters import changed, using
from apprentices.planner.problem import Problem
from apprentices.planner.search import lexicographic
from apprentices.planner.search.answer import Answer, FalseClaim
from apprentices.planner.search.confirm import UNSURE
from tests.apprentices.planner.boards import BEFORE_ALL, best_by_exhaustion, crowd, small
from tests.apprentices.planner.here import search
from tests.build import CYCLES, board, team


def test_what_is_answered_is_proved() -> None:
    """One seat for three people: two gaps."""
    ledger, told = search(crowd())
    assert (ledger.gaps, told.levels, told.troubles) == (2, list(LEVELS), [])


def test_what_is_not_answered_is_told_and_the_rest_goes_on() -> None:
    """No node to answer in: the plan stands, with what would have to give, and its gaps are not proved."""
    with changed(confirm_nodes=0):
        ledger, told = search(crowd())
    assert ledger.gaps == 2
    assert told.levels == [level for level in LEVELS if level is not Level.GAPS]
    assert told.troubles == [UNSURE.format("gaps")]
    assert [one.more for one in told.relaxations] == [2]


def rings(number: int) -> Problem:
    """Rings of five people, of whom no neighbours may meet, and one team: two of each ring have a place, and
    three have none. Halves of people would do with two and a half."""
    rings = [[f"A{ring}{at}" for at in range(5)] for ring in range(number)]
    pairs = [(ring[at - 1], ring[at]) for ring in rings for at in range(5)]
    made = board(
        {who: "." for ring in rings for who in ring},
        {"fairness_weight": "0"},
        placements=[team("COL-A", seats=5 * number)],
        separations=[Separation(apprentice=one, other=other, within="placement") for one, other in pairs],
        cycles=CYCLES[1:2],
    )
    return Problem(made, BEFORE_ALL)


def test_what_halves_of_people_would_do_is_answered_too() -> None:
    ledger, told = search(rings(4))
    assert (ledger.gaps, told.levels, told.troubles) == (12, list(LEVELS), [])


def test_the_first_node_of_that_question_has_a_limit_too() -> None:
    """HiGHS is stopped when it asks for the first time whether to go on."""
    with changed(confirm_asks=1):
        ledger, told = search(rings(4))
    assert ledger.gaps == 12
    assert Level.GAPS not in told.levels
    assert told.troubles == [UNSURE.format("gaps")]


def test_a_false_answer_to_what_the_relaxation_says_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first plan has more gaps than the relaxation; what is said of one with as few is false."""
    honest, asked = lexicographic.solve, []

    def solve(model: Any, level: Level, *question: Any, **how: Any) -> Answer:
        effort = how.get("effort")
        if effort is not None and level is Level.GAPS and effort.nodes == using().least_nodes:
            asked.append(level)
            raise FalseClaim("something")
        return honest(model, level, *question, **how)

    monkeypatch.setattr(lexicographic, "solve", solve)
    problem = small(1)
    ledger, told = search(problem)
    assert asked
    assert (ledger.gaps, told.levels, told.troubles) == (best_by_exhaustion(problem)[1], list(LEVELS), [])
