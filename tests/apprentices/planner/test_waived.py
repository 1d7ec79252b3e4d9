"""What somebody accepts binds the planner no more than the checker: it may stay, and nothing beyond it.

That it binds neither in any way is `search/test_agreement.py`'s, by exhaustion.
"""

from typing import Any

import pytest

from apprentices.conditions import Separation, Sequence
from apprentices.planner.level import LEVELS
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.statements import Statements
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.build import CYCLES, board, check, found, team, waived

TEAMS = [*map(team, ("COL-A", "COL-B", "LBH-A", "LBH-B", "ELFT-A")), team("COL-L", stay_cycles=2)]
PAIR = Separation(apprentice="A1", other="A2", within="host")
ORDER = Sequence(before="host:LBH", after="placement:COL-A")
# A draft that breaks one rule once, with the settings and rows that make it so.
DRAFTS: dict[str, tuple[dict[str, str], dict[str, str], dict[str, Any]]] = {
    "PLAN-REPEAT": ({"A1": "COL-A LBH-A COL-A"}, {}, {}),
    "PLAN-RUN": ({"A1": "COL-A COL-B LBH-A"}, {"max_run_at_host": "1"}, {}),
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
