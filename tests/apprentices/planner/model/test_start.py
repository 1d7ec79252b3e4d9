"""A plan as values of all variables: what the model says of it is what it comes to."""

from apprentices.conditions import Preference
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.problem import Problem
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.build import CYCLES, board, team


def test_who_cannot_leave_a_host_is_not_said_to_leave_it() -> None:
    # A1 is pinned to COL-A in the second cycle: whoever is at COL before doesn't leave it. COL-A in both is
    # worth 2 x 3 points, and no change of host takes 2 of them; A2, with nothing, is worst off with 0.
    settings = {"host_change_weight": "2", "allow_repeat_placement": "yes", "max_run_at_host": "2"}
    made = board(
        {"A1": ". COL-A*", "A2": ". ."},
        settings,
        placements=[team("COL-A"), team("LBH-A")],
        preferences=[Preference(apprentice="A1", what="placement:COL-A", points=3)],
        cycles=CYCLES[:2],
    )
    problem = Problem(made, BEFORE_ALL)
    plan = {("A1", 0): "COL-A"}
    model = build(problem)
    values = model.start(plan)
    assert values is not None
    score = model.objective[Level.SCORE]
    worth = score.constant + sum(factor * values[variable] for variable, factor in score.terms.items())
    assert worth == Ledger(problem, plan).score == 6
