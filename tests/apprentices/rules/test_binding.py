"""What forbids and limits, as a planner asks it: the same rules by which the checker finds conflicts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apprentices.board import Board, Edit
from apprentices.conditions import Exclusion, Requirement, Separation, Sequence
from apprentices.programme import Clearance, CycleSeats, Host, Standard
from apprentices.rules.binding import Binding
from apprentices.rules.limits import Run, Times
from apprentices.rules.places import Over
from apprentices.rules.said import Severity, Shape
from tests.build import HOSTS, TEAMS, TODAY, board, check, on_break, person, team

BORN_TOO_LATE = date(9990, 1, 1)  # of age after the last day there is
YOUNG = {"date_of_birth": date(2010, 1, 1)}


def binding(made: Board) -> Binding:
    return Binding(made.programme, TODAY)


def of_rules(found: Iterable[tuple[Any, ...]]) -> list[str]:
    return [each[0].rule.id for each in found]


# LBH-W is excluded twice over; LBH-O raises; LBH-R only warns, far ahead; LBH-L is short for the wish alone.
PLACES = [
    team("COL-A"), team("LBH-W"), team("LBH-M", min_age=18), team("LBH-O", min_age=99_999),
    team("LBH-B", clearances=("bpss",)), team("LBH-C", closes_on=date(2027, 1, 1)),
    team("LBH-N", daily_hours=Decimal(9)),
]  # fmt: skip
EXCLUDED = [Exclusion(apprentice="A1", what=what) for what in ("placement:LBH-W", "skill:none", "area:wards")]


def places(**known: Any) -> Board:
    teams = [*PLACES[:1], team("LBH-W", area="wards"), *PLACES[2:]]
    return board(
        {"A1": ""}, apprentices=[person("A1", **YOUNG | known)], placements=teams, exclusions=EXCLUDED
    )


@pytest.mark.parametrize(("placement", "index", "rules"), [
    ("COL-A", 1, []),
    ("LBH-W", 1, ["PLAN-EXCLUDED", "PLAN-EXCLUDED"]),
    ("LBH-M", 1, ["CLEAR-AGE"]),
    ("LBH-O", 1, []),  # what can't be judged forbids nothing
    ("LBH-B", 1, ["CLEAR-BPSS"]),
    ("LBH-B", 2, []),  # from 8 March 2027, more than twelve weeks ahead: a warning
    ("LBH-C", 0, []),
    ("LBH-C", 1, ["PLAN-CLOSED"]),
    ("LBH-N", 1, ["WTR-YOUNG-HOURS"]),
])  # fmt: skip
def test_what_forbids_a_placement(placement: str, index: int, rules: list[str]) -> None:
    made = places()
    bound, who = binding(made), made.programme.apprentices["A1"]
    where = made.programme.placements[placement]
    assert of_rules(bound.forbidding(who, index, where)) == rules
    assert bound.allows(who, index, where) is (rules == [])


def test_one_thing_of_several_is_enough_to_forbid() -> None:
    # Basic of 1 December 2023 is to be rechecked, which is a warning; enhanced was never there.
    held = [Clearance(apprentice="A1", clearance="dbs:basic", issued_on=date(2023, 12, 1))]
    made = board(
        {"A1": ""}, placements=[team("LBH-D", clearances=("dbs:basic", "dbs:enhanced"))], clearances=held
    )
    bound, who, where = binding(made), made.programme.apprentices["A1"], made.programme.placements["LBH-D"]
    assert not bound.allows(who, 1, where)
    assert [said.subject for _, said in bound.forbidding(who, 1, where)] == ["dbs:enhanced"]


def test_the_only_rule_there_is_forbids_nothing_where_it_cannot_be_judged() -> None:
    made = board({"A1": ""}, {"rule.PLAN-CLOSED.severity": "off"}, placements=[team("LBH-O", min_age=99_999)])
    bound, who = binding(made), made.programme.apprentices["A1"]
    assert bound.allows(who, 0, made.programme.placements["LBH-O"])


@pytest.mark.parametrize("absences", [[], [on_break("A1", date(2026, 12, 14), date(2026, 12, 20))]])
def test_what_is_allowed_is_what_the_checker_finds_no_conflict_in(absences: list[Any]) -> None:
    made = places()
    made = board({"A1": ""}, apprentices=[person("A1", **YOUNG)], exclusions=EXCLUDED, absences=absences,
                 placements=list(made.programme.placements.values()))  # fmt: skip
    bound, checker = binding(made), check(made)
    who = made.programme.apprentices["A1"]
    for code, where in made.programme.placements.items():
        for index, cycle in enumerate(made.cycles):
            checker.put([Edit("A1", cycle, code)])
            conflicts = [f.rule for f in checker.at("A1", index)
                         if f.shape is Shape.CELL and f.severity is Severity.CONFLICT]  # fmt: skip
            assert of_rules(bound.forbidding(who, index, where)) == conflicts
            assert bound.allows(who, index, where) is (conflicts == [])
            checker.put([Edit("A1", cycle, None)])


def test_a_rule_that_only_warns_forbids_nothing() -> None:
    made = board({"A1": ""}, {"rule.CLEAR-AGE.severity": "warning"}, apprentices=[person("A1", **YOUNG)],
                 placements=PLACES)  # fmt: skip
    bound, who = binding(made), made.programme.apprentices["A1"]
    assert bound.allows(who, 1, made.programme.placements["LBH-M"])
    assert of_rules(bound.forbidding(who, 1, made.programme.placements["LBH-M"])) == []


def test_the_limits_of_a_rotation_are_those_whose_breach_is_a_conflict() -> None:
    made = board(
        {"A1": ""}, {"max_run_at_host": "2"},
        apprentices=[person("A1", gateway_on=date(2027, 7, 1))],
        requirements=[Requirement(who=who, what="host:COL", min_cycles=1) for who in ("all", "A1", "A2")],
        sequence=[Sequence(before="host:COL", after="host:LBH")],
        standards=[Standard(standard="ST0070", title="Business administrator", skills=("minutes",))],
    )  # fmt: skip
    limits = binding(made).row_limits(made.programme.apprentices["A1"])
    # COL is on the flexi-job register; PLAN-SKILLS and PLAN-GATEWAY are warnings.
    assert of_rules(limits) == [
        "PLAN-REPEAT", "PLAN-RUN", "PLAN-REQUIRES", "PLAN-REQUIRES", "PLAN-SEQUENCE",
    ]  # fmt: skip
    repeat, run = limits[0][1], limits[1][1]
    assert isinstance(repeat, Times)
    assert isinstance(run, Run)
    assert (repeat.most, run.most) == (1, 2)


def test_a_rotation_that_cannot_be_judged_keeps_its_other_limits() -> None:
    long = [*TEAMS, team("COL-L", weekly_hours=Decimal(60))]
    made = board({"A1": ""}, apprentices=[person("A1", date_of_birth=BORN_TOO_LATE)], placements=long)
    assert of_rules(binding(made).row_limits(made.programme.apprentices["A1"])) == ["PLAN-REPEAT"]


def test_the_limits_of_places_are_those_whose_breach_is_a_conflict() -> None:
    teams = [team("COL-A", min_seats=2), team("LBH-A", supervisor="Sam Patel", supervisor_seats=1)]
    known = [Host(host="COL", name="City", seats=5, min_seats=2), Host(host="LBH", name="Hackney")]
    made = board(
        {"A1": "", "A2": ""}, placements=teams, hosts=known,
        separations=[Separation(apprentice="A1", other="A2")],
        seats=[CycleSeats(placement="LBH-A", cycle="C3", seats=3)],
    )  # fmt: skip
    limits = list(binding(made).seat_limits([2]))
    told = [(active.rule.id, place.over, place.cycle_index, getattr(limit, "most", None))
            for active, place, limit in limits]  # fmt: skip
    # The fewest of team and host are warnings.
    assert told == [
        ("PLAN-SEATS", Over.PLACEMENT, 2, 9), ("PLAN-SEATS", Over.PLACEMENT, 2, 3),
        ("PLAN-HOST-SEATS", Over.HOST, 2, 5), ("PLAN-SUPERVISOR", Over.SUPERVISOR, 2, 1),
        ("PLAN-APART", Over.PAIR, 2, None),
    ]  # fmt: skip
    off = board({"A1": ""}, {"rule.PLAN-SEATS.severity": "warning"}, placements=teams)
    assert of_rules(binding(off).seat_limits([0, 3])) == ["PLAN-SUPERVISOR", "PLAN-SUPERVISOR"]


def test_a_rule_that_holds_for_nothing_waits_for_nothing() -> None:
    needed = binding(board(hosts=HOSTS)).facts.needed
    assert "CLEAR-AGE" not in needed["date_of_birth"]
    assert needed["uln"] == ["FUND-OVERLAP", "PERSON-ULN"]


@pytest.mark.parametrize(("born", "waits"), [(date(2008, 9, 7), False), (date(2008, 9, 8), True)])
def test_nobody_young_from_the_first_day_on_needs_no_risk_assessment(born: date, waits: bool) -> None:
    # 18 on 7 September 2026, the first day of the practical period, or a day later.
    needed = binding(board(apprentices=[person("A1", date_of_birth=born)])).facts.needed
    assert ("WTR-YOUNG-RISK" in needed["date_of_birth"]) is waits
