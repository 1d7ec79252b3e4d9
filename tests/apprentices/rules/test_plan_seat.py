"""PLAN rules of places, on both sides of each boundary."""

import pytest

from apprentices.conditions import Separation
from apprentices.programme import CycleSeats, Host
from apprentices.rules.said import Severity, Shape
from tests.build import TEAMS, board, check, found, fresh, places, team


def everyone(placement: str, *people: str) -> dict[str, str]:
    """Everyone in one placement in the first cycle."""
    return dict.fromkeys(people, placement)


@pytest.mark.parametrize(("seats", "over"), [(3, False), (2, True)])
def test_seats(seats: int, over: bool) -> None:
    teams = [team("COL-A", seats=seats), *TEAMS[1:]]
    findings = found(board(everyone("COL-A", "A1", "A2", "A3"), placements=teams), "PLAN-SEATS")
    assert places(findings) == ([(None, "C1", "COL-A", "COL")] if over else [])
    if over:
        assert (
            findings[0].problem
            == "COL-A (COL) has 2 seats in C1, and 3 are there: Ayo A1, Ayo A2 and Ayo A3."
        )
        assert "move 1 person to another team" in findings[0].mend


def test_seats_of_one_cycle_win() -> None:
    rows = [CycleSeats(placement="COL-A", cycle="C1", seats=1)]
    plan = {"A1": "COL-A COL-A", "A2": "COL-A COL-A"}
    assert [f.cycle for f in found(board(plan, seats=rows), "PLAN-SEATS")] == ["C1"]


@pytest.mark.parametrize(("people", "said"), [
    ((), False), (("A1",), True), (("A1", "A2"), False), (("A1", "A2", "A3"), False),
])  # fmt: skip
def test_min_seats_counts_where_anyone_is(people: tuple[str, ...], said: bool) -> None:
    teams = [team("COL-A", min_seats=2), *TEAMS[1:]]
    findings = found(board(everyone("COL-A", *people), placements=teams), "PLAN-MIN-SEATS")
    assert places(findings) == ([(None, "C1", "COL-A", "COL")] if said else [])
    assert all(finding.severity is Severity.WARNING for finding in findings)
    assert [finding.problem for finding in findings] == (
        ["COL-A (COL) asks for at least 2 apprentices in C1, and 1 person is there: Ayo A1."] if said else []
    )


def test_seats_of_one_cycle_leave_the_fewest_as_they_are() -> None:
    teams = [team("COL-A", min_seats=2), *TEAMS[1:]]
    rows = [CycleSeats(placement="COL-A", cycle="C1", seats=5), CycleSeats(host="LBH", cycle="C1", seats=5)]
    made = board({"A1": "COL-A", "A2": "LBH-A"}, placements=teams, seats=rows, hosts=[
        Host(host="COL", name="City"), Host(host="LBH", name="Hackney", min_seats=2),
        Host(host="ELFT", name="ELFT"),
    ])  # fmt: skip
    assert places(found(made, "PLAN-MIN-SEATS")) == [(None, "C1", "COL-A", "COL")]
    assert places(found(made, "PLAN-HOST-SEATS")) == [(None, "C1", None, "LBH")]


def test_min_seats_of_one_cycle_count_always() -> None:
    rows = [CycleSeats(placement="COL-A", cycle="C2", min_seats=1)]
    (finding,) = found(board({"A1": "COL-A ."}, seats=rows), "PLAN-MIN-SEATS")
    assert (finding.cycle, finding.problem) == (
        "C2", "COL-A (COL) asks for at least 1 apprentice in C2, and nobody is there."
    )  # fmt: skip


def hosts(**more: int) -> list[Host]:
    return [Host(host="COL", name="City of London Corporation", **more), Host(host="LBH", name="Hackney"),
            Host(host="ELFT", name="ELFT")]  # fmt: skip


@pytest.mark.parametrize(("seats", "over"), [(2, False), (1, True)])
def test_host_seats_count_all_its_teams(seats: int, over: bool) -> None:
    plan = {"A1": "COL-A", "A2": "COL-B", "A3": "LBH-A"}
    findings = found(board(plan, hosts=hosts(seats=seats)), "PLAN-HOST-SEATS")
    assert [(f.host, f.cycle, f.severity) for f in findings] == (
        [("COL", "C1", Severity.CONFLICT)] if over else []
    )
    assert [(f.problem, f.mend) for f in findings] == ([
        ("City of London Corporation takes at most 1 in C1, and 2 are there.", "move people to another host.")
    ] if over else [])  # fmt: skip


# Three people in LBH-A and one in COL-A, whose numbers are missed by two each.
def test_places_say_how_far_off_they_are() -> None:
    teams = [team("COL-A", min_seats=3),
             team("LBH-A", seats=1, supervisor="Sam Patel", supervisor_seats=1)]  # fmt: skip
    known = [Host(host="COL", name="City", min_seats=3), Host(host="LBH", name="Hackney", seats=1)]
    made = board(everyone("LBH-A", "A1", "A2", "A3") | {"A4": "COL-A"}, placements=teams, hosts=known)
    findings = [f for f in check(made).findings() if f.shape is Shape.SEAT]
    assert {(f.rule, f.host, f.subject): f.excess for f in findings} == {
        ("PLAN-SEATS", "LBH", ""): 2,
        ("PLAN-MIN-SEATS", "COL", ""): 2,
        ("PLAN-HOST-SEATS", "LBH", "most"): 2,
        ("PLAN-HOST-SEATS", "COL", "least"): 2,
        ("PLAN-SUPERVISOR", "LBH", "LBH-A"): 2,
    }


# The cycle's own row takes seats away; the host's fewest stays as it was.
@pytest.mark.parametrize("seats", [1, 5])
def test_host_says_which_of_its_numbers_is_missed(seats: int) -> None:
    rows = [CycleSeats(host="COL", cycle="C1", seats=seats)]
    (finding,) = found(board({"A1": "COL-A"}, hosts=hosts(min_seats=2), seats=rows), "PLAN-HOST-SEATS")
    assert finding.problem == ("City of London Corporation asks for at least 2 in C1, and 1 person is there.")
    assert finding.mend == "move people there, or leave nobody there."


def test_host_under_its_fewest_is_a_warning() -> None:
    plan = {"A1": "COL-A ."}
    (finding,) = found(board(plan, hosts=hosts(min_seats=2)), "PLAN-HOST-SEATS")
    assert (finding.cycle, finding.severity) == ("C1", Severity.WARNING)
    always = [CycleSeats(host="COL", cycle="C3", min_seats=1)]
    (finding,) = found(board(plan, seats=always), "PLAN-HOST-SEATS")
    assert (finding.cycle, finding.severity) == ("C3", Severity.WARNING)


def test_host_seats_of_one_cycle_win() -> None:
    rows = [CycleSeats(host="COL", cycle="C1", seats=1)]
    plan = {"A1": "COL-A COL-A", "A2": "COL-B COL-B"}
    findings = found(board(plan, hosts=hosts(seats=5), seats=rows), "PLAN-HOST-SEATS")
    assert [finding.cycle for finding in findings] == ["C1"]


@pytest.mark.parametrize(("first", "second", "over"), [(2, 2, False), (1, 2, True), (None, 1, True)])
def test_supervisor_over_two_teams(first: int | None, second: int, over: bool) -> None:
    teams = [
        team("COL-A", supervisor="Sam Patel", supervisor_seats=first),
        team("COL-B", supervisor="SAM PATEL", supervisor_seats=second),
        team("LBH-A", supervisor="Sam Patel", supervisor_seats=1),
        *TEAMS[3:],
    ]
    plan = {"A1": "COL-A", "A2": "COL-B", "A3": "LBH-A"}
    findings = found(board(plan, placements=teams), "PLAN-SUPERVISOR")
    assert places(findings) == ([(None, "C1", None, "COL")] if over else [])
    # No name of a person is in a finding's name: the teams say who it is.
    assert [str(f.name) for f in findings] == (
        ["PLAN-SUPERVISOR/cycle=C1/host=COL/subject=COL-A COL-B"] if over else []
    )
    assert [finding.problem for finding in findings] == ([
        "Sam Patel looks after 2 in C1 (COL-A (COL) and COL-B (COL)): Ayo A1 and Ayo A2; at most 1 at once."
    ] if over else [])  # fmt: skip


def test_hosts_stand_in_the_order_of_their_codes_whatever_their_names() -> None:
    known = [Host(host="LBH", name="Alpha", seats=0), Host(host="COL", name="Zeta", seats=0)]
    made = board({"A1": "LBH-A", "A2": "COL-A"}, hosts=known, placements=[team("LBH-A"), team("COL-A")])
    assert [finding.host for finding in found(made, "PLAN-HOST-SEATS")] == ["COL", "LBH"]


def test_a_host_that_takes_nobody() -> None:
    (finding,) = found(board({"A1": "COL-A"}, hosts=hosts(seats=0)), "PLAN-HOST-SEATS")
    assert (finding.subject, finding.excess) == ("most", 1)
    assert "takes at most 0 in C1, and 1 person is there" in finding.problem


def test_a_supervisor_without_a_number_has_no_limit() -> None:
    teams = [team("COL-A", supervisor="Sam Patel", supervisor_seats=1), team("LBH-A", supervisor="Kim Lee")]
    made = board({"A1": "COL-A", "A2": "LBH-A", "A3": "LBH-A"}, placements=teams)
    assert found(made, "PLAN-SUPERVISOR") == []


def test_supervisor_of_one_team() -> None:
    teams = [team("COL-A", supervisor="Sam Patel", supervisor_seats=1), *TEAMS[1:]]
    (finding,) = found(board(everyone("COL-A", "A1", "A2"), placements=teams), "PLAN-SUPERVISOR")
    assert (
        finding.problem
        == "Sam Patel looks after 2 in C1 (COL-A (COL)): Ayo A1 and Ayo A2; at most 1 at once."
    )
    assert finding.host == "COL"


@pytest.mark.parametrize(("within", "other", "meet"), [
    ("placement", "COL-A", True),
    ("placement", "COL-B", False),
    ("host", "COL-B", True),
    ("host", "LBH-A", False),
    ("team-site", "COL-B", True),
    ("team-site", "COL-C", False),
    ("team-site", "COL-A", True),
    ("team-site", "LBH-A", False),
])  # fmt: skip
def test_apart(within: str, other: str, meet: bool) -> None:
    teams = [team("COL-A", site="Guildhall"), team("COL-B", site="GUILDHALL"), team("COL-C"),
             team("LBH-A", site="Guildhall")]  # fmt: skip
    rows = [Separation(apprentice="A1", other="A2", within=fresh(within))]
    plan = {"A1": "COL-A COL-A", "A2": f"{other} ."}
    findings = found(board(plan, placements=teams, separations=rows), "PLAN-APART")
    assert places(findings) == ([("A1", "C1", "COL-A", "COL")] if meet else [])
    where = "both in COL-A (COL)" if other == "COL-A" else "in COL-A (COL) and COL-B (COL)"
    apart = {"host": "at COL", "team-site": "at Guildhall", "placement": "in each placement"}[within]
    assert [finding.problem for finding in findings] == (
        [f"Ayo A1 and Ayo A2 are {where} in C1, but are to be kept apart {apart}."] if meet else []
    )
