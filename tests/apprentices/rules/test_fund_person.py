"""FUND rules about the person, on both sides of each boundary.

Day 42 of a start on 7 September 2026 is 18 October 2026, and twelve weeks before it is 26 July. Twelve weeks
before 1 March 2027 is 7 December 2026.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apprentices.programme import Standard
from apprentices.rules.said import Finding
from tests.build import FIRST, ULN, board, found, fresh, person

STANDARDS = [
    Standard(standard="ST0700", title="Senior leader", level=7),
    Standard(standard="ST0600", title="Manager", level=6),
    Standard(standard="FA0001", title="Foundation", level=2),
    Standard(standard="AU0001", title="Unit"),
]


def said(rule: str, *people: Any, today: date | None = None) -> list[Finding]:
    more = {"today": today} if today else {}
    return found(board(apprentices=people, standards=STANDARDS), rule, **more)


def told(findings: list[Finding]) -> list[tuple[str | None, str]]:
    return [(finding.apprentice, str(finding.severity)) for finding in findings]


# Born on 7 September 2004: 22 on the first day; a day later: 21. In the same way 25 and 24 in 2001.
@pytest.mark.parametrize(("standard", "born", "support", "refused"), [
    ("ST0700", date(2004, 9, 8), (), False),
    ("ST0700", date(2004, 9, 7), (), True),
    ("ST0700", date(2004, 9, 7), ("ehcp",), False),
    ("ST0700", date(2004, 9, 7), ("care-leaver",), False),
    ("ST0700", date(2004, 9, 7), ("EHCP",), False),
    ("ST0700", date(2004, 9, 7), ("prison",), True),
    ("ST0700", date(2001, 9, 8), ("ehcp",), False),
    ("ST0700", date(2001, 9, 7), ("ehcp",), True),
    ("FA0001", date(2004, 9, 8), (), False),
    ("FA0001", date(2004, 9, 7), (), True),
    ("FA0001", date(2004, 9, 7), ("prison",), False),
    ("FA0001", date(2001, 9, 7), ("prison",), True),
    ("ST0600", date(1990, 1, 1), (), False),
    ("ST0700", None, (), False),
])  # fmt: skip
def test_funded_ages(standard: str, born: date | None, support: tuple[str, ...], refused: bool) -> None:
    one = person("A1", standard=standard, date_of_birth=born, support=support)
    assert told(said("FUND-AGE", one)) == [("A1", "conflict")] * refused


@pytest.mark.parametrize(("starts_on", "refused"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_level_7_from_january_2026(starts_on: date, refused: bool) -> None:
    one = person("A1", standard="ST0700", date_of_birth=date(1990, 1, 1), starts_on=starts_on)
    assert told(said("FUND-AGE", one)) == [("A1", "conflict")] * refused


def test_a_new_employer_is_no_new_start_of_level_7() -> None:
    known = {"standard": "ST0700", "date_of_birth": date(1990, 1, 1)}
    one = person("A1", starts_on=date(2025, 12, 1), ends_on=date(2026, 8, 31), **known)
    two = person("A2", uln=ULN, starts_on=date(2026, 9, 1), employer="LBH", **known)
    assert said("FUND-AGE", one, two) == []


def test_funded_ages_are_told_at_the_last_record() -> None:
    known = {"standard": "ST0700", "date_of_birth": date(1990, 1, 1)}
    one = person("A1", ends_on=date(2026, 12, 31), **known)
    two = person("A2", uln=ULN, starts_on=date(2027, 1, 1), employer="LBH", **known)
    assert told(said("FUND-AGE", one, two)) == [("A2", "conflict")]


# 7 September to 12 September are 6 days, to 13 September 7; 112 days end on 27 December. Born on 7 September
# 2007: 19 on the first day.
@pytest.mark.parametrize(("ends_on", "born", "subjects"), [
    (date(2026, 9, 13), date(2007, 9, 7), []),
    (date(2026, 9, 12), date(2007, 9, 7), ["ends_on"]),
    (date(2026, 12, 27), date(2007, 9, 7), []),
    (date(2026, 12, 28), date(2007, 9, 7), ["ends_on"]),
    (date(2026, 12, 27), date(2007, 9, 8), ["date_of_birth"]),
])  # fmt: skip
def test_units(ends_on: date, born: date, subjects: list[str]) -> None:
    one = person("A1", standard="AU0001", ends_on=ends_on, date_of_birth=born)
    assert [finding.subject for finding in said("FUND-UNIT", one)] == subjects


def test_a_unit_is_no_apprenticeship() -> None:
    known = {
        "ends_on": date(2026, 12, 27),
        "date_of_birth": date(2000, 1, 1),
        "gateway_on": date(2026, 12, 1),
    }
    one = person("A1", standard="AU0001", agreement_on=None, off_the_job_hours=20, training_plan_on=None,
                 hourly_pay=Decimal("12.70"), **known)  # fmt: skip
    for rule in ("FUND-DURATION", "FUND-OTJ", "FUND-AGREEMENT", "FUND-GATEWAY", "FUND-PLAN", "FUND-EMPLOYED"):
        assert said(rule, one, today=date(2026, 12, 27)) == []
    # In the first year an apprentice would have £8.00; of 21 and over it is £12.71.
    assert told(said("PAY-NMW", one)) == [("A1", "conflict")]
    assert said("FUND-UNIT", person("A2")) == []


@pytest.mark.parametrize(("today", "severity"), [
    (date(2026, 7, 25), None),
    (date(2026, 7, 26), "warning"),
    (date(2026, 10, 17), "warning"),
    (date(2026, 10, 18), "conflict"),
])  # fmt: skip
def test_a_training_plan_that_is_not_signed(today: date, severity: str | None) -> None:
    other = person("A2", starts_on=date(2025, 9, 1), training_plan_on=date(2025, 9, 1))
    findings = said("FUND-PLAN", person("A1", training_plan_on=None), other, today=today)
    assert told(findings) == ([("A1", severity)] if severity else [])
    assert all("due by day 42, 18 October 2026" in finding.problem for finding in findings)


@pytest.mark.parametrize(("signed", "late"), [(date(2026, 10, 18), False), (date(2026, 10, 19), True)])
def test_a_training_plan_that_is_signed_late(signed: date, late: bool) -> None:
    assert told(said("FUND-PLAN", person("A1", training_plan_on=signed))) == [("A1", "warning")] * late


@pytest.mark.parametrize(("starts_on", "asked"), [(date(2026, 7, 31), False), (date(2026, 8, 1), True)])
def test_training_plans_since_august_2026(starts_on: date, asked: bool) -> None:
    people = [person("A1", starts_on=starts_on, training_plan_on=None), person("A2")]
    assert told(said("FUND-PLAN", *people)) == [("A1", "conflict")] * asked


# Day 42 of 5 October 2026, 15 November, is past.
@pytest.mark.parametrize(("signed", "asked"), [(FIRST, True), (FIRST + timedelta(days=1), False)])
def test_a_new_employer_signs_a_plan_of_its_own(signed: date, asked: bool) -> None:
    one = person("A1", ends_on=date(2026, 10, 2), training_plan_on=FIRST)
    two = person("A2", uln=ULN, employer="LBH", starts_on=date(2026, 10, 5), training_plan_on=signed)
    assert told(said("FUND-PLAN", one, two)) == [("A2", "conflict")] * asked


def test_who_began_before_august_2026_needs_no_plan_with_a_new_employer() -> None:
    one = person("A1", starts_on=date(2026, 7, 31), ends_on=date(2026, 10, 2))
    two = person("A2", uln=ULN, employer="LBH", starts_on=date(2026, 10, 5), training_plan_on=None)
    assert said("FUND-PLAN", one, two) == []


def test_plans_that_nobody_records_are_not_known_and_said_once() -> None:
    people = [person(code, training_plan_on=None) for code in ("A1", "A2")]
    (finding,) = said("FUND-PLAN", *people)
    assert (finding.apprentice, finding.judged) == (None, False)
    assert "not known for 2 people" in finding.problem


# Twelve weeks before 31 March 2027 is 6 January 2027.
@pytest.mark.parametrize(("today", "status", "reminded"), [
    (date(2027, 1, 5), "active", False),
    (date(2027, 1, 6), "active", True),
    (date(2027, 5, 1), "active", True),
    (date(2027, 5, 1), "completed", False),
])  # fmt: skip
def test_employed_until_the_assessment_is_done(today: date, status: str, reminded: bool) -> None:
    findings = said(
        "FUND-EMPLOYED", person("A1", ends_on=date(2027, 3, 31), status=fresh(status)), today=today
    )
    assert told(findings) == [("A1", "warning")] * reminded
    assert all(finding.judged and finding.next_step for finding in findings)


def two_employers(**second: Any) -> list[Any]:
    """A1 with COL to 2 October 2026 and then, as A2, with LBH: 18 at the first start and 19 at the second."""
    born = date(2007, 9, 20)
    one = person("A1", date_of_birth=born, ends_on=date(2026, 10, 2), english_maths_on=None)
    later = {"uln": ULN, "employer": "LBH", "starts_on": date(2026, 10, 5), "date_of_birth": born} | second
    return [one, person("A2", **later)]


def test_the_last_employer_employs_until_the_assessment() -> None:
    (finding,) = said("FUND-EMPLOYED", *two_employers(), today=date(2027, 9, 3))
    assert (finding.apprentice, "ends on 3 September 2027" in finding.problem) == ("A2", True)


# The age is that at the first start, the gateway that of the last record; one of the two records is enough.
@pytest.mark.parametrize(("first", "second", "late"), [
    (None, date(2027, 3, 1), False),
    (None, date(2027, 3, 2), True),
    (date(2027, 3, 1), date(2027, 3, 2), False),
    (date(2027, 3, 2), date(2027, 3, 1), False),
])  # fmt: skip
def test_english_and_maths_with_two_employers(first: date | None, second: date, late: bool) -> None:
    one, two = two_employers(english_maths_on=second, gateway_on=date(2027, 3, 1))
    findings = said("FUND-ENGLISH-MATHS", replace(one, english_maths_on=first), two, today=date(2027, 3, 1))
    assert told(findings) == [("A2", "conflict")] * late
    assert all("Ayo A2 was 18 at the start" in finding.problem for finding in findings)


# Born on 7 September 2007: 19 on the first day; a day later, 18.
@pytest.mark.parametrize(("born", "today", "reached", "severity"), [
    (date(2007, 9, 8), date(2026, 12, 6), None, None),
    (date(2007, 9, 8), date(2026, 12, 7), None, "warning"),
    (date(2007, 9, 8), date(2027, 2, 28), None, "warning"),
    (date(2007, 9, 8), date(2027, 3, 1), None, "conflict"),
    (date(2007, 9, 7), date(2027, 3, 1), None, None),
    (date(2007, 9, 8), date(2027, 3, 1), date(2027, 3, 1), None),
    (date(2007, 9, 8), date(2027, 3, 1), date(2027, 3, 2), "conflict"),
])  # fmt: skip
def test_english_and_maths(born: date, today: date, reached: date | None, severity: str | None) -> None:
    one = person("A1", date_of_birth=born, gateway_on=date(2027, 3, 1), english_maths_on=reached)
    findings = said("FUND-ENGLISH-MATHS", one, person("A2", date_of_birth=date(1990, 1, 1)), today=today)
    assert told(findings) == ([("A1", severity)] if severity else [])


def test_english_and_maths_that_nobody_records_are_not_known() -> None:
    one = person("A1", english_maths_on=None, date_of_birth=date(2009, 1, 1))
    assert said("FUND-ENGLISH-MATHS", one) == []
    (finding,) = said("FUND-ENGLISH-MATHS", one, today=one.ends_on)
    assert (finding.apprentice, finding.judged) == (None, False)
