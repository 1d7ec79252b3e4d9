"""What may change: pins, part plans, cycles that have begun."""

from datetime import date

import pytest

from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Status
from apprentices.planner.propose import propose
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.build import TEAMS, board, person

PLAN = {"A1": "COL-A* LBH-A . .", "A2": "ELFT-A COL-B LBH-B* ."}


def free(scope: Scope, today: date = BEFORE_ALL) -> str:
    """The free cells in short."""
    return " ".join(f"{who}.{index + 1}" for who, index in Problem(board(PLAN), today, None, scope).cells())


@pytest.mark.parametrize(
    ("scope", "cells"),
    [
        (Scope(), "A1.2 A1.3 A1.4 A2.1 A2.2 A2.4"),
        (Scope(Keep.NONE), "A1.1 A1.2 A1.3 A1.4 A2.1 A2.2 A2.3 A2.4"),
        (Scope(cycles=frozenset({"C2", "C3"})), "A1.2 A1.3 A2.2"),
        (Scope(apprentices=frozenset({"A2"})), "A2.1 A2.2 A2.4"),
        (Scope(hosts=frozenset({"LBH"})), "A1.2 A1.3 A1.4 A2.4"),
        (Scope(hosts=frozenset({"COL"}), cycles=frozenset({"C2"})), "A2.2"),
    ],
)
def test_only_what_is_meant_may_change(scope: Scope, cells: str) -> None:
    assert free(scope) == cells


def test_cycles_that_have_begun_only_change_when_named() -> None:
    today = date(2026, 12, 8)
    assert free(Scope(), today) == "A1.3 A1.4 A2.4"
    assert free(Scope(Keep.NONE), today) == "A1.3 A1.4 A2.3 A2.4"
    assert free(Scope(cycles=frozenset({"C1"})), today) == "A2.1"


def test_an_empty_cell_is_filled_at_the_host_that_is_planned() -> None:
    problem = Problem(board(PLAN), BEFORE_ALL, None, Scope(hosts=frozenset({"LBH"})))
    assert problem.eligible("A2", 3) == ("LBH-A", "LBH-B")


def test_a_pin_that_breaks_a_rule_stays_and_the_rest_is_planned() -> None:
    made = board({"A1": "COL-A* COL-A* . ."})
    proposal = propose(Problem(made, BEFORE_ALL))
    row = [a.placement for a in proposal.assignments]
    assert proposal.status is Status.OPTIMAL
    assert row[:2] == ["COL-A", "COL-A"]
    assert "COL-A" not in row[2:]
    assert [a.pinned for a in proposal.assignments] == [True, True, False, False]


def test_a_rule_switched_off_or_with_another_parameter_is_obeyed() -> None:
    one = {"placements": TEAMS[:1], "apprentices": [person("A1")]}
    assert propose(Problem(board({"A1": "."}, **one), BEFORE_ALL)).gaps == 3
    off = {"rule.PLAN-REPEAT.severity": "off"}
    assert propose(Problem(board({"A1": "."}, off, **one), BEFORE_ALL)).gaps == 0
    assert propose(Problem(board({"A1": "."}, off | {"max_run_at_host": "3"}, **one), BEFORE_ALL)).gaps == 1


def test_a_placement_where_nobody_should_be_is_cleared_unless_it_is_pinned() -> None:
    gone = [person("A1", status="withdrawn"), person("A2", status="withdrawn")]
    made = board({"A1": "COL-A LBH-A", "A2": "COL-A* ."}, apprentices=gone)
    proposal = propose(Problem(made, date(2026, 6, 1)))
    assert [(a.apprentice, a.cycle) for a in proposal.assignments] == [("A2", "C1")]
