"""What somebody accepts binds the planner no more than the checker: it may stay, and nothing beyond it.

That it binds neither in any way is `search/test_agreement.py`'s, by exhaustion.
"""

from typing import Any

import pytest

from apprentices.conditions import Separation, Sequence
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.statements import Statements
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.build import CYCLES, board, check, found, team, waived

TEAMS = [*map(team, ("COL-A", "COL-B", "LBH-A", "LBH-B", "ELFT-A")), team("COL-L", stay_cycles=2)]
PAIR = Separation(apprentice="A1", other="A2", within="host")
ORDER = Sequence(before="host:LBH", after="placement:COL-A")
ONCE = {"max_run_at_host": "1"}
# A draft that breaks one rule once, with the settings and rows that make it so.
DRAFTS: dict[str, tuple[dict[str, str], dict[str, str], dict[str, Any]]] = {
    "PLAN-REPEAT": ({"A1": "COL-A LBH-A COL-A"}, {}, {}),
    "PLAN-RUN": ({"A1": "COL-A COL-B LBH-A"}, ONCE, {}),
    "PLAN-STAY": ({"A1": "COL-L LBH-A COL-B"}, {}, {}),
    "PLAN-SEQUENCE": ({"A1": "COL-A LBH-A COL-B"}, {}, {"sequence": [ORDER]}),
    "PLAN-APART": ({"A1": "COL-A LBH-A COL-B", "A2": "COL-B ELFT-A LBH-B"}, {}, {"separations": [PAIR]}),
}


@pytest.mark.parametrize("rule", DRAFTS)
def test_a_draft_that_breaks_only_what_is_waived_is_left_as_it_is(rule: str) -> None:
    """Mended, it would take a move; nothing else is broken, so with the waiver none is the fewest."""
    plan, settings, rows = DRAFTS[rule]
    made = board(plan, settings, placements=TEAMS, cycles=CYCLES[:3], **rows)
    (one,) = found(made, rule, today=BEFORE_ALL)
    for said, moves in ((waived(one), 0), (Statements(), 1)):
        problem = Problem(made, BEFORE_ALL, None, Scope(Keep.DRAFT), statements=said)
        ledger, told = search(problem)
        assert (ledger.gaps, ledger.moves, told.levels) == (0, moves, list(LEVELS))
        checker = check(problem.board_with(ledger.plan), BEFORE_ALL, statements=said)
        assert (checker.conflicts, checker.waived) == (0, 1 - moves)


@pytest.mark.parametrize("accepted", ["COL-A", "LBH-A"])
def test_a_warning_that_is_waived_in_one_team_is_counted_in_another(accepted: str) -> None:
    """Both teams ask for two, and A1 is alone: that is accepted of one of them, where no warning is left."""
    teams = [team(code, min_seats=2) for code in ("COL-A", "LBH-A")]
    rows: dict[str, Any] = {"placements": teams, "cycles": CYCLES[1:2]}
    one = found(board({"A1": accepted}, **rows), "PLAN-MIN-SEATS", today=BEFORE_ALL)
    problem = Problem(board({"A1": "."}, **rows), BEFORE_ALL, statements=waived(*one))
    ledger, told = search(problem)
    assert (ledger.plan, told.bounds[Level.WARNINGS]) == ({("A1", 0): accepted}, 0)
    assert told.levels == list(LEVELS)


def test_a_run_is_accepted_up_to_its_length_and_no_longer() -> None:
    """Two cycles in a row at COL where one is the most: accepted from C1 to C2, not from C2 on, nor three."""
    rows: dict[str, Any] = {"placements": [*map(team, ("COL-A", "COL-B", "COL-C"))], "cycles": CYCLES[:3]}
    (one,) = found(board({"A1": "COL-A COL-B ."}, ONCE, **rows), "PLAN-RUN", today=BEFORE_ALL)
    empty = board({"A1": ". . ."}, ONCE, **rows)
    for said, there in ((waived(one), "COL-B"), (Statements(), None)):
        ledger, _ = search(Problem(empty, BEFORE_ALL, statements=said))
        assert (ledger.gaps, ledger.plan["A1", 1]) == (1, there)
