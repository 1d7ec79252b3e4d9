"""A child that lies: what it says is held against the board, and what holds of it is kept."""

from typing import Any

import pytest

from apprentices.board import Board
from apprentices.conditions import Travel
from apprentices.planner import propose as propose_module
from apprentices.planner.ledger import Ledger
from apprentices.planner.problem import Problem, Scope
from apprentices.planner.proposal import Kind, Proposal, Relaxation, Status
from apprentices.planner.propose import explain, propose
from apprentices.planning import verdict
from tests.apprentices.planner.boards import BEFORE_ALL, crowd, liked
from tests.build import CYCLES, board, team


def answers(monkeypatch: pytest.MonkeyPatch, problem: Problem, *messages: tuple[Any, ...]) -> Proposal:
    """What is proposed when a child says so."""
    monkeypatch.setattr(propose_module, "messages", lambda request, stop: iter([*messages, ("done",)]))
    return propose(problem)


def plan(problem: Problem, *codes: str | None) -> tuple[Any, ...]:
    """A plan as a child tells of it."""
    ledger = Ledger(problem, dict(zip(problem.cells(), codes, strict=True)))
    return "plan", list(codes), ledger.worth


def proofs(gaps: int, moves: int, score: int, warnings: int = 0) -> list[tuple[Any, ...]]:
    """All levels, as a child proves them."""
    values = {"BREACHES": 0, "GAPS": gaps, "MOVES": moves, "SCORE": score, "WARNINGS": warnings}
    bounds = [("bound", level, value) for level, value in values.items()]
    return [*bounds, *(("proved", level) for level in values)]


def test_an_honest_child_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = liked()
    proposal = answers(monkeypatch, problem, plan(problem, "COL-A", "LBH-A"), *proofs(0, 0, 3))
    assert (proposal.status, proposal.score, proposal.bound) == (Status.OPTIMAL, 3, 3)
    assert proposal.trouble is None


def far_from_one() -> Problem:
    """A1 is to have one cycle; COL-A, at X, is 95 minutes away (a warning), COL-B at Y is near."""
    rows: dict[str, Any] = {
        "placements": [team("COL-A", site="X"), team("COL-B", site="Y")],
        "travel": [Travel(apprentice="A1", site="X", minutes=95)],
        "cycles": CYCLES[1:2],
    }
    return Problem(board({"A1": "."}, **rows), BEFORE_ALL)


def test_of_plans_with_the_same_score_the_one_with_fewer_warnings_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = far_from_one()
    told = plan(problem, "COL-A"), plan(problem, "COL-B")
    proposal = answers(monkeypatch, problem, *told, *proofs(0, 0, 0, 0))
    assert [a.placement for a in proposal.assignments] == ["COL-B"]
    assert (proposal.status, proposal.warnings, proposal.warnings_bound) == (Status.OPTIMAL, 0, 0)


def test_where_only_warnings_are_not_proved_the_score_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = far_from_one()
    *known, _ = proofs(0, 0, 0, 0)  # but for the last word, that warnings are proved
    proposal = answers(monkeypatch, problem, plan(problem, "COL-A"), *known)
    assert (proposal.status, proposal.bound, proposal.score) == (Status.FEASIBLE, 0, 0)
    assert (proposal.warnings, proposal.warnings_bound) == (1, 0)
    said = verdict(proposal)
    assert "no score is higher; whether so good a plan can have fewer warnings is not proved" in said
    assert "(it has 1 warning, 0 or more are needed)" in said


LIES: dict[str, list[tuple[Any, ...]]] = {
    "a score that the plan does not have": proofs(0, 0, 4),
    "a score below a known plan's": proofs(0, 0, 2),
    "more gaps than the plan has": proofs(1, 0, 3),
    "more moves than the plan has": proofs(0, 2, 3),
    "more warnings than the plan has": proofs(0, 0, 3, 1),
    "breaches that the plan does not have": [*proofs(0, 0, 3), ("bound", "BREACHES", 1)],
    "a proof without a bound": [("proved", "GAPS"), ("proved", "SCORE")],
    "a bound below the plan, unproved": [("bound", "SCORE", 2)],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_claim_that_the_plan_does_not_bear_out_is_dropped_and_the_plan_kept(
    monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    problem = liked()
    proposal = answers(monkeypatch, problem, plan(problem, "COL-A", "LBH-A"), *LIES[lie])
    assert [a.placement for a in proposal.assignments] == ["COL-A", "LBH-A"]
    assert (proposal.status, proposal.score, proposal.bound) == (Status.FEASIBLE, 3, None)
    assert "did not hold when it was counted again" in (proposal.trouble or "")


@pytest.mark.parametrize(
    "codes",
    [["COL-A", "COL-A"], ["COL-A"], ["COL-A", "LBH-A", "LBH-A"], ["COL-A", "NOBODY-KNOWS"]],
    ids=["two in one seat", "a cell too few", "a cell too many", "no such placement"],
)
def test_a_plan_that_can_not_be_is_dropped_and_the_one_before_it_kept(
    monkeypatch: pytest.MonkeyPatch, codes: list[str]
) -> None:
    problem = liked()
    bad = ("plan", codes, (0, 0, -3))
    proposal = answers(monkeypatch, problem, plan(problem, "LBH-A", "COL-A"), bad, *proofs(0, 0, 3))
    assert [a.placement for a in proposal.assignments] == ["LBH-A", "COL-A"]
    assert (proposal.status, proposal.score, proposal.bound) == (Status.FEASIBLE, 1, None)
    assert "What the planner's engine said of a plan did not hold" in (proposal.trouble or "")


def test_without_a_plan_that_can_be_the_board_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = liked()
    proposal = answers(monkeypatch, problem, ("plan", ["COL-A", "COL-A"], (0, 0, -3)), *proofs(0, 0, 3))
    assert (proposal.status, proposal.assignments, proposal.bound) == (Status.INCOMPLETE, (), None)
    assert proposal.trouble


def test_a_placement_that_is_not_eligible_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only cells at LBH are planned, and an empty cell may only be filled there."""
    whole = liked()
    problem = Problem(whole.board, BEFORE_ALL, None, Scope(hosts=frozenset({"LBH"})))
    proposal = answers(monkeypatch, problem, ("plan", ["COL-A", None], (1, 0, -3)), *proofs(1, 0, 3))
    assert (proposal.status, proposal.assignments) == (Status.INCOMPLETE, ())
    assert proposal.trouble


def test_a_worse_plan_told_last_is_not_taken_for_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = liked()
    good, worse = plan(problem, "COL-A", "LBH-A"), plan(problem, "COL-A", None)
    proposal = answers(monkeypatch, problem, good, worse, *proofs(1, 0, 3))
    assert (proposal.status, proposal.gaps) == (Status.FEASIBLE, 0)
    assert proposal.trouble


def test_what_the_board_has_can_not_be_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is a full plan: a child that proves a gap is wrong."""
    made = liked().board
    full = Board(made.programme, board({"A1": "COL-A", "A2": "LBH-A"}, cycles=CYCLES[1:2]).assignments())
    problem = Problem(full, BEFORE_ALL)
    proposal = answers(monkeypatch, problem, plan(problem, "COL-A", None), *proofs(1, 0, 3))
    assert (proposal.status, proposal.gaps) == (Status.INCOMPLETE, 1)
    assert proposal.trouble


def seats(more: int) -> Relaxation:
    """So many seats more in the one team of `crowd`."""
    return Relaxation(Kind.SEATS, "PLAN-SEATS", None, "C2", "COL-A", "COL", "COL-A needs more.", None, more)


RIGHT = ("relax", [seats(2)], True, True, ["COL-A", "COL-A", "COL-A"])
WRONG: dict[str, tuple[Any, ...]] = {
    "too few seats": ("relax", [seats(1)], True, True, ["COL-A", "COL-A", "COL-A"]),
    "too many seats": ("relax", [seats(3)], True, True, ["COL-A", "COL-A", "COL-A"]),
    "another team": (
        "relax", [seats(2)._replace(placement="LBH-A")], True, True, ["COL-A", "COL-A", "COL-A"]
    ),
    "another cycle": ("relax", [seats(2)._replace(cycle="C1")], True, True, ["COL-A", "COL-A", "COL-A"]),
    "something more": (
        "relax",
        [seats(2), Relaxation(Kind.PINS, "", "A1", "C2", "COL-A", "COL", "Unpin A1.")],
        True,
        True,
        ["COL-A", "COL-A", "COL-A"],
    ),
    "nothing": ("relax", [], True, True, ["COL-A", "COL-A", "COL-A"]),
    "a plan with gaps that is called full": ("relax", [seats(1)], True, True, ["COL-A", "COL-A", None]),
    "a full plan that is called one with gaps": (
        "relax", [seats(2)], True, False, ["COL-A", "COL-A", "COL-A"]
    ),
    "a plan of another length": ("relax", [seats(2)], True, True, ["COL-A"]),
    "no such placement": ("relax", [seats(2)], True, True, ["COL-A", "COL-A", "NOBODY-KNOWS"]),
}  # fmt: skip


def test_what_has_to_give_is_believed_when_a_plan_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = crowd()
    proposal = answers(monkeypatch, problem, plan(problem, "COL-A", None, None), *proofs(2, 0, 0), RIGHT)
    assert (proposal.status, len(proposal.relax), proposal.relax_proved) == (Status.INFEASIBLE, 1, True)
    assert proposal.trouble is None


@pytest.mark.parametrize("lie", WRONG)
def test_what_has_to_give_is_dropped_when_its_plan_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    problem = crowd()
    told = plan(problem, "COL-A", None, None), *proofs(2, 0, 0), WRONG[lie]
    proposal = answers(monkeypatch, problem, *told)
    assert (proposal.status, proposal.gaps) == (Status.INFEASIBLE, 2)
    found = explain(problem)
    for relax, proved, trouble in (
        (proposal.relax, proposal.relax_proved, proposal.trouble),
        (found.relax, found.proved, found.trouble),
    ):
        assert (relax, proved) == ((), False)
        assert "What the planner's engine said of what would have to give did not hold" in (trouble or "")
