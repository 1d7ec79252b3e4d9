"""What is asked goes by the day of the start: the last day before a rule of law and its first, by hand.

Lengths: 8 months from 1 August 2025 end on 31 March 2026. Part-time at 24 hours before that day: 52 x 30 / 24
= 65 weeks, 455 days, from 31 July 2025 end on 28 October 2026 (12 x 30 / 24 = 15 months, on 30 October).
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.build import board, found, person


def told(rule: str, today: date = date(2026, 11, 23), **known: Any) -> list[str]:
    """What the rule says of one person, beside somebody of whom all is known."""
    people = [person("A1", **known), person("A2")]
    return [
        str(f.severity) for f in found(board(apprentices=people), rule, today=today) if f.apprentice == "A1"
    ]


# English and maths: optional for those of 19 and over since 11 February 2025; earlier starts are not judged.
@pytest.mark.parametrize(("starts_on", "severity"), [
    (date(2025, 2, 10), []), (date(2025, 2, 11), ["conflict"]),
])  # fmt: skip
def test_english_and_maths_since_february_2025(starts_on: date, severity: list[str]) -> None:
    known = {"date_of_birth": date(2007, 1, 15), "gateway_on": date(2026, 3, 2), "english_maths_on": None}
    assert told("FUND-ENGLISH-MATHS", starts_on=starts_on, ends_on=date(2026, 6, 30), **known) == severity


@pytest.mark.parametrize(("starts_on", "ends_on", "severity"), [
    (date(2025, 7, 31), date(2026, 10, 28), []),
    (date(2025, 7, 31), date(2026, 10, 27), ["conflict"]),
    (date(2025, 8, 1), date(2026, 3, 31), ["warning"]),  # no automatic extension: to be looked at
])  # fmt: skip
def test_part_time_before_and_since_august_2025(starts_on: date, ends_on: date, severity: list[str]) -> None:
    part_time = {"weekly_hours": Decimal(24), "starts_on": starts_on, "ends_on": ends_on}
    assert told("FUND-PART-TIME", **part_time) == severity
    if severity == ["warning"]:
        assert told("FUND-DURATION", **part_time) == []


# Under 30 hours before August 2025: 20 % of them. 30 hours: 6 hours a week. 364 days are 52 weeks, less 5.6
# weeks of leave 46.4. At 29 hours: 46.4 x 5.8 = 269.12, so 269; at 30 hours: 46.4 x 6 = 278.4, so 278.
@pytest.mark.parametrize(("hours", "asked"), [(29, 269), (30, 278)])
def test_off_the_job_hours_of_part_timers(hours: int, asked: int) -> None:
    year = {"starts_on": date(2024, 9, 2), "ends_on": date(2025, 8, 31), "weekly_hours": Decimal(hours)}
    assert told("FUND-OTJ", **year, off_the_job_hours=asked) == []
    assert told("FUND-OTJ", **year, off_the_job_hours=asked - 1) == ["conflict"]


# From August 2025: ST0070 has 400 published hours in these tests; 187 is the floor.
@pytest.mark.parametrize(("planned", "severity"), [
    (186, ["conflict"]), (187, ["warning"]), (399, ["warning"]), (400, []),
])  # fmt: skip
def test_off_the_job_hours_since_august_2025(planned: int, severity: list[str]) -> None:
    assert told("FUND-OTJ", starts_on=date(2025, 8, 1), off_the_job_hours=planned) == severity


# Somebody who is 15 at the start is 16 by 31 August, the end of that school year, or too young.
@pytest.mark.parametrize(("born", "severity"), [(date(2010, 8, 31), []), (date(2010, 9, 1), ["conflict"])])
def test_sixteen_by_the_end_of_the_school_year(born: date, severity: list[str]) -> None:
    assert told("PERSON-DATES", starts_on=date(2026, 7, 6), date_of_birth=born) == severity


# 13 weeks before 7 September 2026 is 8 June.
def test_how_far_ahead_an_agreement_is_asked_for_can_be_set() -> None:
    unsigned, early = person("A1", agreement_on=None), date(2026, 6, 14)
    made = board(settings={"rule.FUND-AGREEMENT.weeks": "13"}, apprentices=[unsigned])
    assert len(found(made, "FUND-AGREEMENT", today=early)) == 1
