"""WTR rules, on both sides of each boundary: hours and rest by hand from the times of the placement."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apprentices.programme import Clearance
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.said import Finding
from tests.build import CYCLES, FIRST, board, found, person, places, team

YOUNG = {"date_of_birth": date(2009, 2, 11)}  # 18 on 11 February 2027, in C2 (7 December to 5 March)
IN_C2 = ". COL-A"


def said(rule: str, plan: str = IN_C2, known: dict[str, Any] | None = None, **hours: Any) -> list[Finding]:
    """What a rule says about A1 in a team with those hours."""
    today = hours.pop("today", date(2026, 11, 23))
    settings = hours.pop("settings", None)
    people = [person("A1", **(YOUNG if known is None else known))]
    teams = [team("COL-A", **hours), team("COL-B")]
    return found(board({"A1": plan}, settings, apprentices=people, placements=teams), rule, today=today)


def at(text: str) -> time:
    return time.fromisoformat(text)


# -- hours


@pytest.mark.parametrize(("hours", "told"), [
    ({"daily_hours": Decimal("8")}, ""),
    ({"daily_hours": Decimal("7"), "weekly_hours": Decimal("35")}, ""),
    ({"daily_hours": Decimal("8.1")}, "8.1 hours a day, against 8."),
    ({"weekly_hours": Decimal("40")}, ""),
    ({"weekly_hours": Decimal("40.5")}, "40.5 hours a week, against 40."),
    ({"daily_hours": Decimal(9), "weekly_hours": Decimal(45)},
     "9 hours a day, against 8 and 45 hours a week, against 40."),
    ({}, ""),
])  # fmt: skip
def test_young_hours(hours: dict[str, Any], told: str) -> None:
    findings = said("WTR-YOUNG-HOURS", **hours)
    assert places(findings) == ([("A1", "C2", "COL-A", "COL")] if told else [])
    assert all(finding.problem.endswith(told) for finding in findings)


def test_young_hours_name_the_days() -> None:
    problem = said("WTR-YOUNG-HOURS", daily_hours=Decimal(9))[0].problem
    assert problem == (
        "From 7 December 2026 to 10 February 2027 Ayo A1 is under 18 and in COL-A (COL) in C2 "
        "(7 December 2026 to 5 March 2027): 9 hours a day, against 8."
    )


@pytest.mark.parametrize(("born", "told"), [
    (date(2008, 12, 7), False),  # 18 on the first day
    (date(2008, 12, 8), True),
    (date(2009, 3, 5), True),
    (date(2010, 1, 1), True),
    (None, False),
])  # fmt: skip
def test_young_until_the_birthday(born: date | None, told: bool) -> None:
    assert bool(said("WTR-YOUNG-HOURS", known={"date_of_birth": born}, daily_hours=Decimal(9))) is told


@pytest.mark.parametrize(("today", "told"), [
    (date(2027, 2, 10), "From 10 February 2027 to 10 February 2027"),
    (date(2027, 2, 11), ""),
    (date(2027, 1, 1), "From 1 January 2027 to 10 February 2027"),
])  # fmt: skip
def test_days_that_are_past_are_not_judged(today: date, told: str) -> None:
    findings = said("WTR-YOUNG-HOURS", daily_hours=Decimal(9), today=today)
    assert bool(findings) is bool(told)
    assert all(finding.problem.startswith(told) for finding in findings)


def test_a_stay_is_judged_to_its_last_day() -> None:
    for today, told in ((CYCLES[1].ends_on, True), (CYCLES[1].ends_on + timedelta(days=1), False)):
        known = {"date_of_birth": date(2010, 1, 1)}
        assert bool(said("WTR-YOUNG-HOURS", known=known, daily_hours=Decimal(9), today=today)) is told


def test_other_teams_are_fine() -> None:
    assert said("WTR-YOUNG-HOURS", plan=". COL-B", daily_hours=Decimal(9)) == []


# -- rest. 07:00 to 19:00 is 12 hours; 20:00 to 08:00 is 12 hours over midnight.


def shift(starts: str, ends: str, daily: str | None = None, weekly: str | None = None) -> dict[str, Any]:
    return {
        "starts_at": at(starts),
        "ends_at": at(ends),
        "daily_hours": daily and Decimal(daily),
        "weekly_hours": weekly and Decimal(weekly),
    }


YOUNG_REST = [
    (shift("07:00", "19:00"), ""),
    (shift("07:00", "19:01"), "11 hours 59 minutes of rest in 24, against 12"),
    (shift("20:00", "08:00"), ""),
    (shift("20:00", "08:30"), "11 hours 30 minutes of rest in 24, against 12."),
    (shift("20:00", "20:00"), "0 hours of rest in 24, against 12."),
    ({"daily_hours": Decimal(12)}, ""),
    ({"daily_hours": Decimal("12.5")}, "11 hours 30 minutes of rest in 24, against 12."),
    # Working days: 40 / 8 are 5, 41 / 8 are 6 after rounding up.
    ({"daily_hours": Decimal(8), "weekly_hours": Decimal(40)}, ""),
    ({"daily_hours": Decimal(8), "weekly_hours": Decimal(41)},
     "6 working days leave 24 hours of rest in a week, against 48."),
    ({"weekly_hours": Decimal(90)}, ""),
    ({"daily_hours": Decimal(8), "weekly_hours": Decimal(32)}, ""),
    (shift("09:00", "17:00", "7"), ""),
    (shift("09:00", "13:00", "4"), ""),
    (shift("09:00", "13:31", "4.51"), "0.4 minutes of break in 4.51 hours of work, against 30."),
    # Break: 30 minutes where more than 4.5 hours are worked.
    (shift("09:00", "17:00", "7.5"), ""),
    (shift("09:00", "17:00", "7.6"), "24 minutes of break in 7.6 hours of work, against 30."),
    (shift("09:00", "13:30", "4.5"), ""),
    (shift("09:00", "13:36", "4.6"), "0 minutes of break in 4.6 hours of work, against 30."),
]  # fmt: skip
ADULT_REST = [
    (shift("20:00", "09:00"), ""),
    (shift("20:00", "09:30"), "10 hours 30 minutes of rest in 24, against 11."),
    ({"daily_hours": Decimal(8), "weekly_hours": Decimal(48)}, ""),
    ({"daily_hours": Decimal(8), "weekly_hours": Decimal(49)},
     "7 working days leave 0 hours of rest in a week, against 24."),
    (shift("09:00", "15:00", "6"), ""),
    (shift("09:00", "15:30", "6.5"), "0 minutes of break in 6.5 hours of work, against 20."),
    (shift("09:00", "15:50", "6.5"), ""),
    (shift("09:00", "15:01", "6.01"), "0.4 minutes of break in 6.01 hours of work, against 20."),
    (shift("09:00", "15:49", "6.5"), "19 minutes of break in 6.5 hours of work, against 20."),
    (shift("09:00", "15:00"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "told"), YOUNG_REST)
def test_young_rest(hours: dict[str, Any], told: str) -> None:
    findings = said("WTR-YOUNG-REST", **hours)
    assert places(findings) == ([("A1", "C2", "COL-A", "COL")] if told else [])
    assert all(told in finding.problem for finding in findings)


@pytest.mark.parametrize(("hours", "told"), ADULT_REST)
def test_adult_rest(hours: dict[str, Any], told: str) -> None:
    findings = said("WTR-ADULT-REST", **hours)
    assert places(findings) == ([("A1", "C2", "COL-A", "COL")] if told else [])
    assert all(told in finding.problem for finding in findings)


@pytest.mark.parametrize("rule", ["WTR-YOUNG-HOURS", "WTR-YOUNG-REST", "WTR-YOUNG-NIGHT"])
@pytest.mark.parametrize(("born", "told"), [(date(2010, 1, 1), True), (date(2000, 1, 1), False)])
def test_rules_for_the_young_leave_adults_alone(rule: str, born: date, told: bool) -> None:
    hours = shift("20:00", "09:30", "13", "65")
    assert bool(said(rule, known={"date_of_birth": born}, **hours)) is told


@pytest.mark.parametrize(("born", "told"), [
    (date(2009, 2, 11), "From 11 February 2027 to 5 March 2027 Ayo A1 is at least 18"),
    (date(2009, 3, 5), "From 5 March 2027 to 5 March 2027"),
    (date(2009, 3, 6), ""),
    (date(2000, 1, 1), "From 7 December 2026 to 5 March 2027"),
    (None, ""),
])  # fmt: skip
def test_adult_from_the_birthday(born: date | None, told: str) -> None:
    findings = said("WTR-ADULT-REST", known={"date_of_birth": born}, **shift("20:00", "09:30"))
    assert bool(findings) is bool(told)
    assert all(finding.problem.startswith(told) for finding in findings)


# -- night


@pytest.mark.parametrize(("starts", "ends", "told"), [
    ("14:00", "22:00", False),
    ("14:00", "22:01", True),
    ("06:00", "14:00", False),
    ("05:59", "14:00", True),
    ("20:00", "08:00", True),
    ("22:00", "23:00", True),
    ("01:00", "05:00", True),
    ("23:00", "01:00", True),
    ("06:00", "22:00", False),
    ("14:00", "02:00", True),
    ("00:00", "06:00", True),
    ("12:00", "12:00", True),
])  # fmt: skip
def test_young_night(starts: str, ends: str, told: bool) -> None:
    findings = said("WTR-YOUNG-NIGHT", **shift(starts, ends))
    assert places(findings) == ([("A1", "C2", "COL-A", "COL")] if told else [])
    assert all(
        f.problem.endswith(f": work from {starts} to {ends}, against none from 22:00 to 06:00.")
        for f in findings
    )


@pytest.mark.parametrize(("ends", "told"), [("23:00", False), ("23:01", True)])
def test_the_night_may_start_later(ends: str, told: bool) -> None:
    settings = {"rule.WTR-YOUNG-NIGHT.from": "23", "rule.WTR-YOUNG-NIGHT.until": "7"}
    assert bool(said("WTR-YOUNG-NIGHT", settings=settings, **shift("14:00", ends))) is told


@pytest.mark.parametrize(("starts", "ends", "told"), [
    ("00:00", "01:00", False), ("00:59", "01:01", True), ("04:59", "08:00", True), ("05:00", "08:00", False),
])  # fmt: skip
def test_a_night_within_one_day(starts: str, ends: str, told: bool) -> None:
    settings = {"rule.WTR-YOUNG-NIGHT.from": "1", "rule.WTR-YOUNG-NIGHT.until": "5"}
    assert bool(said("WTR-YOUNG-NIGHT", settings=settings, **shift(starts, ends))) is told


def test_a_night_of_a_whole_day() -> None:
    settings = {"rule.WTR-YOUNG-NIGHT.from": "22", "rule.WTR-YOUNG-NIGHT.until": "22"}
    assert len(said("WTR-YOUNG-NIGHT", settings=settings, **shift("10:00", "12:00"))) == 1


def test_half_known_times_are_not_judged() -> None:
    assert said("WTR-YOUNG-NIGHT", starts_at=at("23:00")) == []
    assert said("WTR-YOUNG-NIGHT", ends_at=at("23:00")) == []


@pytest.mark.parametrize("key", ["from", "until"])
def test_hours_of_the_night_are_0_to_23(key: str) -> None:
    wrong = [check_rule_setting(f"rule.WTR-YOUNG-NIGHT.{key}", value) for value in ("0", "23", "24")]
    assert wrong == [None, None, '"24" is more than 23']


# -- risk assessment


def risk(plan: str, born: date | None, *held: Clearance, today: date = date(2026, 11, 23)) -> list[Finding]:
    people = [person("A1", date_of_birth=born)]
    return found(board({"A1": plan}, apprentices=people, clearances=held), "WTR-YOUNG-RISK", today=today)


def assessed(host: str | None, issued_on: date | None) -> Clearance:
    return Clearance(apprentice="A1", clearance="young-risk-assessment", host=host, issued_on=issued_on)


@pytest.mark.parametrize(("born", "told"), [
    (date(2008, 12, 7), False), (date(2008, 12, 8), True), (None, False), (date(2008, 10, 10), False),
])  # fmt: skip
def test_risk_assessment_of_who_is_young_on_the_first_day(born: date | None, told: bool) -> None:
    findings = risk(IN_C2, born)
    assert places(findings) == ([("A1", "C2", "COL-A", "COL")] if told else [])
    assert all("is under 18 on 7 December 2026, the first day in COL-A" in f.problem for f in findings)


# C2 is from 7 December 2026 to 5 March 2027; twelve weeks before it starts is 14 September 2026.
@pytest.mark.parametrize(("today", "told"), [
    (date(2026, 9, 13), False), (date(2026, 9, 14), True), (date(2027, 3, 5), True),
    (date(2027, 3, 6), False),
])  # fmt: skip
def test_a_risk_assessment_is_told_of_twelve_weeks_ahead(today: date, told: bool) -> None:
    assert bool(risk(IN_C2, date(2009, 6, 1), today=today)) is told


@pytest.mark.parametrize(("host", "issued_on", "told"), [
    ("COL", date(2026, 12, 7), False),
    ("COL", date(2026, 12, 8), True),
    ("COL", None, False),
    ("LBH", date(2026, 9, 1), True),
    (None, date(2026, 9, 1), True),
])  # fmt: skip
def test_risk_assessment_by_the_host(host: str | None, issued_on: date | None, told: bool) -> None:
    assert bool(risk(IN_C2, date(2009, 2, 11), assessed(host, issued_on))) is told


def test_risk_assessment_again_at_each_host() -> None:
    born = date(2010, 1, 1)
    findings = risk("COL-A LBH-A COL-B", born, assessed("COL", date(2026, 9, 1)))
    assert [finding.cycle for finding in findings] == ["C2"]


@pytest.mark.parametrize(("today", "told"), [(date(2027, 3, 5), True), (date(2027, 3, 6), False)])
def test_risk_assessment_of_stays_that_are_over(today: date, told: bool) -> None:
    assert bool(risk(IN_C2, date(2010, 1, 1), today=today)) is told


@pytest.mark.parametrize(("today", "when"), [
    (date(2026, 12, 6), "before 7 December 2026"), (date(2026, 12, 7), "now"),
])  # fmt: skip
def test_a_risk_assessment_that_is_late_is_made_now(today: date, when: str) -> None:
    (finding,) = risk(IN_C2, date(2010, 1, 1), today=today)
    assert finding.mend.startswith(f"let COL make it {when}, ")


def test_risk_assessment_of_a_person_who_turns_18_on_the_first_day_of_the_period() -> None:
    assert risk("COL-A", date(2008, 9, 7), today=FIRST) == []
    assert len(risk("COL-A", date(2008, 9, 8), today=FIRST)) == 1
