"""Neighbourhoods at prices without a model of the board: choices are what is cheap and has room."""

from apprentices.conditions import Preference, Requirement
from apprentices.planner.ledger import Ledger
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Problem
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.construct import construct
from apprentices.planner.search.dual import Dual
from apprentices.planner.search.dual_climb import climb
from apprentices.planner.search.neighbourhoods_cheap import CheapNeighbourhoods
from apprentices.rules.checker import Checker
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.apprentices.planner.programmes import empty
from tests.build import CYCLES, board, team

WISHES = {"ANN": "COL-01", "BEN": "COL-02", "CAM": "COL-00"}
TURNED = {("ANN", 0): "COL-00", ("BEN", 0): "COL-01", ("CAM", 0): "COL-02"}  # each has what another wants


def turned(seats: int = 1, own: int = 0) -> Ledger:
    """Three people and as many teams: each has 5 points in another's team, and `own` in the one of now."""
    made = board(
        dict.fromkeys(WISHES, "."),
        {"fairness_weight": "0"},
        placements=[team(code, seats=seats) for code in ("COL-00", "COL-01", "COL-02")],
        preferences=[
            Preference(apprentice=who, what=f"placement:{code}", points=points)
            for who, liked in WISHES.items()
            for code, points in ((liked, 5), (TURNED[who, 0], own))
            if points
        ],
        cycles=CYCLES[1:2],
    )
    return Ledger(Problem(made, BEFORE_ALL), TURNED)


def neighbourhoods(ledger: Ledger) -> CheapNeighbourhoods:
    """Neighbourhoods at the prices of the last stage."""
    dual = Dual(Arrays(ledger.problem))
    *_, prices = climb(dual)
    return CheapNeighbourhoods(ledger.problem, ledger, dual, prices, 1)


def test_people_who_leave_their_seats_are_room_for_each_other() -> None:
    ledger = turned()
    with changed(cheap_people=3, priced_reach=10):
        assert neighbourhoods(ledger).step()
    assert ledger.score == 15


def test_seats_of_people_who_stay_are_no_choice_until_more_are_planned_anew() -> None:
    """If two of three turn, one has 5 for 3, the other 0 for 3; after four in vain, all three may turn."""
    ledger = turned(own=3)
    with changed(cheap_people=2, priced_reach=10, priced_vain=4):
        near = neighbourhoods(ledger)
        assert not any(near.step() for _ in range(4))
        assert ledger.score == 9
        assert near.step()
    assert ledger.score == 15


def test_a_free_seat_is_a_choice_for_one_person_alone() -> None:
    ledger = turned(seats=2)
    with changed(cheap_people=1, priced_reach=10):
        near = neighbourhoods(ledger)
        assert [near.step() for _ in range(20)].count(True) == 3
    assert ledger.score == 15


def test_what_does_not_cost_little_is_no_choice() -> None:
    ledger = turned(seats=2)
    best = {(who, 0): code for who, code in WISHES.items()}
    ledger.take(best)
    with changed(cheap_people=3, priced_reach=0.5):
        assert not neighbourhoods(ledger).step()
    assert ledger.plan == best


def test_who_loses_most_comes_first() -> None:
    """Alone and with a free seat in each team, everybody gains what they lose in their turn."""
    ledger = turned(seats=2)
    ledger.take({("BEN", 0): WISHES["BEN"]})  # loses nothing and has no turn
    with changed(cheap_people=1, priced_reach=10):
        near = neighbourhoods(ledger)
        assert [near.step(), near.step()] == [True, True]
    assert ledger.score == 15


def test_a_rotation_can_change_where_many_teams_are_cheaper_than_the_one_it_needs() -> None:
    """Six teams of COL are liked alike; COL-06, open in the second cycle alone, is liked more. Everyone is at
    LBH once, which has to be in the first cycle then.
    """
    made = board(
        {"ANN": ". ."},
        {"fairness_weight": "0"},
        placements=[
            *(team(f"COL-0{number}", seats=2) for number in range(6)),
            team("COL-06", opens_on=CYCLES[2].starts_on),
            team("LBH-00"),
        ],
        preferences=[
            Preference(apprentice="ANN", what="host:COL", points=5),
            Preference(apprentice="ANN", what="placement:COL-06", points=4),
        ],
        requirements=[Requirement(who="all", what="host:LBH", min_cycles=1)],
        cycles=CYCLES[1:3],
    )
    ledger = Ledger(Problem(made, BEFORE_ALL), {("ANN", 0): "COL-00", ("ANN", 1): "LBH-00"})
    assert ledger.score == 5
    with changed(cheap_choices=2):
        assert neighbourhoods(ledger).step()
    assert ledger.plan == {("ANN", 0): "LBH-00", ("ANN", 1): "COL-06"}
    assert ledger.score == 9


def test_a_plan_becomes_nearly_the_best_and_breaks_nothing() -> None:
    problem = empty("12x4x9")
    best, _ = search(problem)
    ledger = Ledger(problem, construct(problem, 1))
    first = ledger.score
    assert ledger.full
    with changed(cheap_people=6, priced_reach=2):
        near = neighbourhoods(ledger)
        for _ in range(40):
            before = ledger.score
            assert near.step() == (ledger.score > before)
            assert Checker(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0
    assert first < ledger.score <= best.score


def test_the_same_seed_gives_the_same_plan() -> None:
    plans = []
    for _ in range(2):
        problem = empty("12x4x9")
        ledger = Ledger(problem, construct(problem, 1))
        with changed(cheap_people=6):
            near = neighbourhoods(ledger)
            for _ in range(10):
                near.step()
        plans.append(ledger.plan)
    assert plans[0] == plans[1]
