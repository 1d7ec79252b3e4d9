"""What may change: pins, part plans, cycles that have begun."""

from datetime import date

import pytest

from apprentices.board import Board
from apprentices.conditions import Exclusion, Preference
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Status
from apprentices.planner.propose import propose
from apprentices.rules.said import Name
from apprentices.statements import NOTHING_SAID
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.build import TEAMS, board, check, person, waived

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


def test_what_is_waived_may_be_planned_and_is_told_as_waived() -> None:
    # LBH-A is worth 9 points, and LBH is excluded in C2: somebody accepts that for LBH-A alone.
    made = board(
        {"A1": "COL-A* . ELFT-A* ELFT-B*"},
        exclusions=[Exclusion(apprentice="A1", what="host:LBH", cycle="C2")],
        preferences=[Preference(apprentice="A1", what="host:LBH", points=9)],
        placements=[team for team in TEAMS if team.placement != "LBH-B"],
    )
    said = waived(Name("PLAN-EXCLUDED", "A1", "C2", "LBH-A", "LBH", "host:LBH"))
    for statements, expected in ((NOTHING_SAID, "COL-B"), (said, "LBH-A")):
        proposal = propose(Problem(made, BEFORE_ALL, statements=statements))
        (there,) = (one.placement for one in proposal.assignments if one.cycle == "C2")
        assert there == expected
        checker = check(Board(made.programme, proposal.assignments), BEFORE_ALL, statements=statements)
        assert (checker.conflicts, checker.waived) == (0, int(statements is said))
