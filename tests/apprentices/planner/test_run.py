"""One run of the planner: one problem and one checker serve all that it says."""

from collections import Counter
from datetime import date

import pytest

from apprentices.board import Board
from apprentices.planner import propose as propose_module
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Stop
from apprentices.planner.propose import until_proved
from apprentices.planner.run import Asked, Base, Left, run
from apprentices.programme import CycleSeats
from apprentices.rules.checker import Checker
from apprentices.rules.facts import Facts
from tests.apprentices.planner.here import answers
from tests.build import CYCLES, board, person, publication, team

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
    outcome = run(Asked(Scope(keep), None), base, until_proved)
    assert (made["Problem"], made["Checker"], made["Facts"]) == (1, 1, 1)
    for moves in (outcome.against_draft, outcome.against_publication):
        (move,) = moves
        assert (move.before, move.after) == ("COL-A", "COL-B")
        assert "the team closes for good" in move.why
    assert [move.why for move in outcome.proposal.moved] == [move.why if keep is Keep.PUBLISHED else ""]


def left(draft: Board, stop: Stop = until_proved) -> Left:
    """What a plan for a draft leaves, planned in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(propose_module, "find_spec", lambda name: None)
        patch.setattr(
            propose_module, "messages", lambda request, stop: () if stop() else answers(request, stop)
        )
        return run(Asked(Scope(), None), Base(Problem(draft, DAY).data, {}), stop).left


FLOORS = {"rule.PLAN-MIN-SEATS.severity": "conflict"}


def few(**more: object) -> Board:
    """Two people in one cycle; COL-A asks for two."""
    floor = [CycleSeats(placement="COL-A", cycle="C2", min_seats=2)]
    rows = {"placements": [team("COL-A"), team("COL-B")], "seats": floor, "cycles": CYCLES[1:2]}
    return board({"A1": "COL-B", "A2": "COL-B"}, FLOORS, **rows | more)


def test_what_is_left_is_not_called_pinned_where_it_was_not_mended_in_time() -> None:
    """Stopped at once, the draft is as it was: COL-A has nobody, and A1 and A2 could both be there."""
    found = left(few(), lambda: True)
    assert (found.open, found.locked) == (1, 0)
    assert found._replace(seconds=59.9).said() == "1 conflict stands not mended in 60 seconds"


def test_what_no_plan_can_mend_is_said_so_when_that_is_proved() -> None:
    """COL-A asks for two and has one seat."""
    one_seat = [CycleSeats(placement="COL-A", cycle="C2", min_seats=2, seats=1)]
    found = left(few(seats=one_seat))
    assert (found.lasting, found.said()) == (1, "1 conflict stands in every plan of these cells")


def test_a_fewest_where_nobody_may_be_stands_in_every_plan() -> None:
    """COL-A has closed for good, and seats.csv asks for two there all the same."""
    found = left(few(placements=[team("COL-A", closes_on=CYCLES[0].ends_on), team("COL-B")]))
    assert (found.lasting, found.locked) == (1, 0)


def test_pins_and_data_are_told_apart() -> None:
    """A1 and A2 are pinned to one seat, and A2's learner number is none (its check digit is wrong)."""
    draft = board(
        {"A1": "COL-A*", "A2": "COL-A*"},
        placements=[team("COL-A", seats=1)],
        apprentices=[person("A1"), person("A2", uln="1234567890")],
        cycles=CYCLES[1:2],
    )
    assert left(draft).said() == (
        "1 conflict stands that the plan may not mend (pinned or outside what was planned); "
        "1 about people and calendar, which no plan changes"
    )
