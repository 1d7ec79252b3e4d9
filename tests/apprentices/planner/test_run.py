"""One run of the planner: one problem and one checker serve all that it says."""

from collections import Counter
from datetime import date

import pytest

from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.propose import never
from apprentices.planner.run import Asked, Base, run
from apprentices.rules.checker import Checker
from apprentices.rules.facts import Facts
from tests.build import CYCLES, board, publication, team

DAY = date(2026, 6, 1)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many of what costs much were made."""
    count: Counter[str] = Counter()

    def counted(kind: type) -> None:
        begin = kind.__init__  # type: ignore[misc]

        def init(self: object, *words: object, **more: object) -> None:
            count[kind.__name__] += 1
            begin(self, *words, **more)

        monkeypatch.setattr(kind, "__init__", init)

    for kind in (Problem, Checker, Facts):
        counted(kind)
    return count


@pytest.mark.parametrize("keep", [Keep.PINS, Keep.PUBLISHED])
def test_a_run_makes_one_problem_and_one_checker(made: Counter[str], keep: Keep) -> None:
    """COL-A is closed for A1, who moves to COL-B, which is told against draft and publication."""
    teams = [team("COL-A", closes_on=CYCLES[0].ends_on), team("COL-B")]
    draft = board({"A1": "COL-A"}, placements=teams, cycles=CYCLES[1:2])
    base = Base(Problem(draft, DAY, publication(draft), Scope(keep)).data, {})
    made.clear()
    outcome = run(Asked(Scope(keep), None), base, never)
    assert (made["Problem"], made["Checker"], made["Facts"]) == (1, 1, 2)
    for moves in (outcome.against_draft, outcome.against_publication):
        (move,) = moves
        assert (move.before, move.after) == ("COL-A", "COL-B")
        assert "the team closes for good" in move.why
    assert [move.why for move in outcome.proposal.moved] == [move.why if keep is Keep.PUBLISHED else ""]
