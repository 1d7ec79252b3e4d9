"""Who has to change so that a plan meets its bound: they are named, and nobody else."""

from typing import Any

import numpy as np

from apprentices.conditions import Preference
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.problem import Problem
from apprentices.planner.search.engine_highs import solve_part
from apprentices.planner.search.nearest import nearest
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from tests.apprentices.planner.boards import BEFORE_ALL, best_by_exhaustion, of_score_alone
from tests.build import CYCLES, board, team

TEAMS = [f"COL-{at}" for at in range(7)]
LIKED = {"A1": (1,), "A2": (1, 2), "A3": (2, 3), "A4": (4,), "A5": (5,), "A6": (6,)}  # 5 points each
SHORT = {"A1": 0, "A2": 1, "A3": 2, "A4": 4, "A5": 5, "A6": 6}  # A1 has none: A2 has the seat


def chain() -> Model:
    """Six people, seven teams of one seat: with A1 in COL-1, A2 in COL-2, A3 in COL-3, all have 5 points."""
    made = board(
        dict.fromkeys(LIKED, "."),
        {"fairness_weight": "0"},
        cycles=CYCLES[1:2],
        placements=[team(code, seats=1) for code in TEAMS],
        preferences=[
            Preference(apprentice=who, what=f"placement:{TEAMS[at]}", points=5)
            for who, liked in LIKED.items()
            for at in liked
        ],
    )
    return build(Problem(made, BEFORE_ALL), gaps=False)


def test_those_are_named_who_have_to_make_room_for_each_other() -> None:
    """A1 alone loses points, but A2 has to go from COL-1 to COL-2 for them, and A3 from there to COL-3."""
    model = chain()
    start = model.start({(who, 0): TEAMS[at] for who, at in SHORT.items()})
    assert start is not None
    everything = np.ones(len(start), bool)
    used, theirs = nearest(Matrix(model, Level.SCORE, {}), everything, np.array(start), 30)
    placed = {who: {code: x for code, x in model.x[who, 0].items() if used[x]} for who in LIKED}
    assert {who: set(own) for who, own in placed.items()} == {
        "A1": {"COL-0", "COL-1"},
        "A2": {"COL-1", "COL-2"},
        "A3": {"COL-2", "COL-3"},
        "A4": {"COL-4"},
        "A5": {"COL-5"},
        "A6": {"COL-6"},
    }
    assert {who for who in LIKED if any(theirs[x] for x in model.x[who, 0].values())} == {"A1", "A2", "A3"}


def test_nothing_better_than_the_best_is_found_and_mostly_the_best() -> None:
    """On small boards, from their worst full plan; the best is known from looking at all."""
    looked = met = 0
    for _, problem, model in of_score_alone(range(110)):
        matrix, everything = Matrix(model, Level.SCORE, {}), np.ones(len(model.upper), bool)
        every = matrix.part(everything)
        worst = solve_part(matrix, every._replace(cost=-every.cost), 1).values
        if worst is None:
            continue
        best = -best_by_exhaustion(problem)[3]
        found: list[Any] = [worst]
        near = PricedNeighbourhoods(matrix, np.zeros(len(worst)), everything, worst, 1, found.append)
        while any(map(near.plan_anew, nearest(matrix, everything, near.values, best))):
            pass
        scores = [matrix.cost @ values + matrix.offset for values in found]
        assert scores == sorted(scores)
        assert scores[-1] <= best
        looked += scores[0] < best
        met += scores[0] < scores[-1] == best
    assert looked > 5
    assert met > looked * 0.8
