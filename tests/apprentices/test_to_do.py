"""Findings as a list of what to do: whose each is, by when, and in groups."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentices.programme import Clearance, Programme
from apprentices.rules.catalogue import RULES
from apprentices.rules.rule import EMPLOYER, HOST, LEAD
from apprentices.rules.said import Finding, Severity, Shape
from apprentices.to_do import UNJUDGED, WAIVED, By, ToDo
from tests.build import CYCLES, board, check, found, person, team, waived

TODAY = date(2026, 11, 25)  # a Wednesday; its week began on Monday, 23 November
PROGRAMME = board({"A1": ". . . .", "A2": ". . . ."}, apprentices=[
    person("A1", employer="LBH"), person("A2", employer=None)
]).programme  # fmt: skip


def finding(rule: str, **more: object) -> Finding:
    known = {
        "rule": rule, "severity": Severity.CONFLICT, "shape": Shape.CELL, "apprentice": None, "cycle": None,
        "placement": None, "host": None, "problem": "Wrong.", "mend": "mend it.", "source": "a test",
    }  # fmt: skip
    return Finding(**known | more)  # type: ignore[arg-type]


def led_by(host: str) -> Programme:
    return board(settings={"lead": host}).programme


# Employers see to funding, pay and clearances; hosts to hours and signatures; whoever leads to the plan.
@pytest.mark.parametrize(("rule", "owner"), [
    ("FUND-PLAN", EMPLOYER), ("PAY-NMW", EMPLOYER), ("CLEAR-DBS", EMPLOYER), ("PERSON-ULN", EMPLOYER),
    ("WTR-LEAVE", EMPLOYER), ("WTR-ADULT-48", EMPLOYER),
    ("WTR-YOUNG-HOURS", HOST), ("SIGN-MISSING", HOST), ("REGISTER-DUE", HOST), ("PLAN-ACCESS", HOST),
    ("PLAN-GAP", LEAD), ("PLAN-SEATS", LEAD), ("CAL-OVERLAP", LEAD), ("CLEAR-AGE", LEAD),
])  # fmt: skip
def test_whose_a_rule_is(rule: str, owner: str) -> None:
    assert RULES[rule].owned_by == owner


@pytest.mark.parametrize(("rule", "apprentice", "host", "whose"), [
    ("CLEAR-DBS", "A1", "ELFT", "LBH"),  # the employer gets the check that the host asks for
    ("CLEAR-DBS", "A2", "ELFT", None),  # nobody knows who employs A2
    ("WTR-YOUNG-HOURS", "A1", "ELFT", "ELFT"),
    ("SIGN-MISSING", None, "COL", "COL"),
    ("PLAN-GAP", "A1", None, "LBH"),  # no host leads: the employer looks after its own
    ("PLAN-SEATS", None, "ELFT", "ELFT"),
    ("CAL-OVERLAP", None, None, None),
])  # fmt: skip
def test_whose_a_finding_is(rule: str, apprentice: str | None, host: str | None, whose: str | None) -> None:
    one = finding(rule, apprentice=apprentice, host=host)
    assert ToDo(PROGRAMME, TODAY, [one]).tasks[0].host == whose


def test_the_plan_is_the_lead_hosts_where_one_is_named() -> None:
    gap, seats = finding("PLAN-GAP", apprentice="A1"), finding("PLAN-SEATS", host="ELFT")
    to_do = ToDo(led_by("COL"), TODAY, [gap, seats])
    assert [task.host for task in to_do.tasks] == ["COL", "COL"]


def test_a_day_of_its_own_goes_before_the_first_day_of_the_cycle() -> None:
    own = finding("CLEAR-DBS", cycle="C3", due_on=date(2027, 4, 1))
    cycle, never = finding("PLAN-GAP", cycle="C2"), finding("PLAN-REQUIRES")
    to_do = ToDo(PROGRAMME, TODAY, [never, own, cycle])
    # C2 begins on 7 December 2026. What has no day comes last.
    assert [(t.finding, t.due_on) for t in to_do.tasks] == [
        (cycle, CYCLES[1].starts_on), (own, date(2027, 4, 1)), (never, None),
    ]  # fmt: skip


def test_the_day_on_which_a_check_is_first_missing_is_its_day() -> None:
    """The right to work ends on 9 January 2027, in C2: by the tenth there has to be another."""
    held = [Clearance(apprentice="A1", clearance="right-to-work", expires_on=date(2027, 1, 9))]
    there = board({"A1": ". LBH-A . ."}, clearances=held)
    (one,) = found(there, "CLEAR-RTW")
    assert one.due_on == date(2027, 1, 10)


def test_what_is_to_be_signed_has_its_day_also_while_that_is_ahead() -> None:
    """A1 starts on 7 December 2026, two weeks ahead: a warning, whose day is the first."""
    starter = person("A1", starts_on=date(2026, 12, 7), agreement_on=None)
    there = board({"A1": ". LBH-A . ."}, apprentices=[starter])
    (one,) = found(there, "FUND-AGREEMENT")
    assert (one.severity, one.due_on) == (Severity.WARNING, date(2026, 12, 7))


def test_weeks_begin_on_monday_and_what_is_past_comes_first() -> None:
    days = [date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 29), date(2026, 11, 30), None]
    found = [finding("CLEAR-DBS", subject=str(n), due_on=day) for n, day in enumerate(days)]
    to_do = ToDo(PROGRAMME, TODAY, found)
    groups = to_do.groups(to_do.tasks, By.WEEK)
    assert [(group.title, [task.finding.subject for task in group.tasks]) for group in groups] == [
        ("Overdue, or begun", ["0"]),
        ("This week, from 23 November 2026", ["1", "2"]),
        ("The week from 30 November 2026", ["3"]),
        ("By no day", ["4"]),
    ]  # fmt: skip


def test_groups_come_in_the_programmes_own_order() -> None:
    found = [
        finding("PLAN-GAP", apprentice="A2", cycle="C3"),
        finding("SIGN-MISSING", host="ELFT", cycle="C1", severity=Severity.WARNING),
        finding("CLEAR-DBS", apprentice="A1", cycle="C2"),
        finding("CAL-GAP", severity=Severity.WARNING),
    ]
    to_do = ToDo(PROGRAMME, TODAY, found)

    def titles(by: By) -> list[tuple[str, str]]:
        return [(group.code, group.title) for group in to_do.groups(to_do.tasks, by)]

    assert titles(By.APPRENTICE) == [("A1", "Ayo A1"), ("A2", "Ayo A2"), ("", "About nobody in particular")]
    assert titles(By.HOST) == [
        ("LBH", "Hackney Council"),
        ("ELFT", "East London NHS Foundation Trust"),
        ("", "Nobody's in particular"),
    ]  # fmt: skip
    assert [code for code, _ in titles(By.CYCLE)] == ["C1", "C2", "C3", ""]
    assert titles(By.RULE)[0] == ("PLAN-GAP", "An active cell has no placement")
    assert [code for code, _ in titles(By.RULE)] == ["PLAN-GAP", "CLEAR-DBS", "CAL-GAP", "SIGN-MISSING"]


def test_what_is_waived_and_what_cannot_be_judged_stand_under_no_breach() -> None:
    there = board({"A1": "COL-A . LBH-A LBH-A"}, apprentices=[person("A1", uln=None)])
    gaps = [one for one in check(there).findings() if one.rule == "PLAN-GAP"]
    findings = check(there, statements=waived(*gaps)).findings()
    for by in By:
        to_do = ToDo(there.programme, TODAY, findings)
        *broken, accepted, unknown = to_do.groups(to_do.tasks, by)
        assert (accepted.title, unknown.title) == (WAIVED, UNJUDGED)
        assert [task.finding.name for task in accepted.tasks] == [gap.name for gap in gaps]
        assert all(task.finding.judged and not task.finding.waived for g in broken for task in g.tasks)


RULE_IDS, CODES = st.sampled_from([*RULES]), st.sampled_from([None, "A1", "A2", "gone"])
FINDINGS = st.builds(
    finding,
    RULE_IDS,
    apprentice=CODES,
    cycle=st.sampled_from([None, "C1", "C4", "gone"]),
    host=st.sampled_from([None, "COL", "gone"]),
    judged=st.booleans(),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)


@given(st.lists(FINDINGS, max_size=20), st.sampled_from(By))
def test_every_finding_stands_in_exactly_one_group(findings: list[Finding], by: By) -> None:
    to_do = ToDo(PROGRAMME, TODAY, findings)
    groups = to_do.groups(to_do.tasks, by)
    assert Counter(task.finding for group in groups for task in group.tasks) == Counter(findings)
    assert len({group.name for group in groups}) == len(groups)
    assert all(group.tasks for group in groups)


def test_a_team_that_is_gone_is_nobodys() -> None:
    there = replace(PROGRAMME, placements={"COL-A": team("COL-A")})
    assert ToDo(there, TODAY, [finding("PLAN-SEATS", placement="LBH-A")]).tasks[0].host is None
