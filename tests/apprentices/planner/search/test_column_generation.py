"""Prices and the bound that they prove."""

import numpy as np

from apprentices.conditions import Preference
from apprentices.planner.model.build import build
from apprentices.planner.problem import Problem
from apprentices.planner.search.column_generation import Sift
from apprentices.programme import CycleSeats
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.build import CYCLES, board, team


def test_what_has_no_seat_is_worth_nothing_at_any_prices() -> None:
    """Both would have 5 points in COL-A, which takes nobody in this cycle, and have none in LBH-A."""
    made = board(
        {"A1": ".", "A2": "."},
        {"fairness_weight": "0"},
        placements=[team("COL-A"), team("LBH-A")],
        seats=[CycleSeats(placement="COL-A", cycle=CYCLES[1].cycle, seats=0)],
        preferences=[Preference(apprentice=who, what="placement:COL-A", points=5) for who in ("A1", "A2")],
        cycles=CYCLES[1:2],
    )
    sift = Sift(build(Problem(made, BEFORE_ALL), gaps=False), {})
    free = sift.priced(np.zeros(len(sift.matrix.high)))
    assert free.bound == 0
