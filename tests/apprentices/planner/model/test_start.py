"""A plan as values of all variables: what the model says of it is what it comes to."""

from apprentices.conditions import Exclusion, Preference
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.build import build
from apprentices.planner.problem import Problem
from apprentices.planner.search.elastic import Elastic
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
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


def test_the_least_satisfied_may_be_somebody_of_whom_nothing_is_to_be_planned() -> None:
    # A1 is pinned, and changes host: 3 points of a wish, less 2. A2 may have 3 without a change.
    made = board(
        {"A1": "COL-A* LBH-A*", "A2": ". ."},
        {"host_change_weight": "2", "fairness_weight": "1"},
        placements=[team("COL-A"), team("COL-B"), team("LBH-A")],
        preferences=[Preference(apprentice=who, what="placement:COL-A", points=3) for who in ("A1", "A2")],
        cycles=CYCLES[:2],
    )
    problem = Problem(made, BEFORE_ALL)
    ledger, told = search(problem)
    assert (ledger.gaps, ledger.score, told.bounds[Level.SCORE]) == (0, 1 + 3 + 1, 5)
    assert told.levels == list(LEVELS)


def test_a_start_allows_what_its_plan_needs_and_no_more() -> None:
    """A1 has the seat in C2 on which A2 is pinned, and is at LBH in C3, which is excluded in both."""
    made = board(
        {"A1": ". .", "A2": "COL-A* COL-B*"},
        placements=[team("COL-A", seats=1), team("COL-B"), team("LBH-A")],
        exclusions=[Exclusion(apprentice="A1", what="host:LBH")],
        cycles=CYCLES[1:3],
    )
    elastic = Elastic(Problem(made, BEFORE_ALL), frozenset())
    model = build(elastic.problem, relax=elastic)
    values = model.start({("A1", 0): "COL-A", ("A1", 1): "LBH-A", ("A2", 0): "COL-A", ("A2", 1): "COL-B"})
    assert values is not None
    assert [one.message for one in elastic.relaxations(model, values)] == [
        "COL-A at City of London Corporation needs 1 more seat in C2.",
        "Waive PLAN-EXCLUDED (an exclusion matches) for Ayo A1 in LBH-A (LBH) in C3.",
    ]
