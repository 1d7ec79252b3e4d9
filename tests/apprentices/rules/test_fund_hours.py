"""FUND rules about off-the-job training, on both sides of each boundary.

A year of 52 weeks less 5.6 weeks of leave is 46.4 weeks, at 6 hours 278.4 (the funding rules 2024-25 give
278).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apprentices.programme import Standard
from tests.apprentices.rules.test_fund import said, who
from tests.build import LAST, ULN, figure, person, places


@pytest.mark.parametrize(("hours", "planned", "short"), [
    (36, 278, False),
    (36, 277, True),
    (30, 278, False),
    (30, 277, True),
    # 20 % of 24 hours are 4.8, x 46.4 = 222.72.
    (24, 222, False),
    (24, 221, True),
    # 5.9 x 46.4 = 273.76; from 30 hours on it is 6 a week.
    ("29.5", 273, False),
    ("29.5", 272, True),
    ("30.5", 278, False),
])  # fmt: skip
def test_off_the_job_hours_by_the_week(hours: int | str, planned: int, short: bool) -> None:
    one = person(
        "A1",
        starts_on=date(2024, 9, 2),
        ends_on=date(2025, 8, 31),  # 364 days
        weekly_hours=Decimal(hours),
        off_the_job_hours=planned,
    )
    assert places(said("FUND-OTJ", one)) == ([("A1", None, None, None)] if short else [])


def test_off_the_job_hours_by_the_week_name_the_figures() -> None:
    one = person("A1", starts_on=date(2024, 9, 2), ends_on=date(2025, 8, 31), off_the_job_hours=270)
    finding = said("FUND-OTJ", one)[0]
    assert finding.problem == (
        "270 off-the-job hours are planned for Ayo A1, against 278 (6 hours a week over 46.4 weeks "
        "without leave)."
    )
    assert finding.mend == "plan 8 hours more with the training provider."


@pytest.mark.parametrize(("starts_on", "asked"), [
    (date(2022, 7, 31), None),
    (date(2022, 8, 1), 278),
    (date(2025, 7, 31), 278),
    (date(2025, 8, 1), 400),
])  # fmt: skip
def test_which_hours_hold_depends_on_the_start(starts_on: date, asked: int | None) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + 363)
    findings = said("FUND-OTJ", person("A1", starts_on=starts_on, ends_on=ends_on, off_the_job_hours=1))
    assert [f"against {asked} (" in f.problem for f in findings if f.apprentice] == [True] * bool(asked)


# The hours of Annex C of 2025-26, first version.
PUBLISHED = {"ST0070": 348, "ST0072": 300, "ST0216": 278, "ST0795": 348, "ST0239": 370, "ST0888": 300,
             "ST0664": 370, "ST0005": 300, "ST0384": 348}  # fmt: skip


@pytest.mark.parametrize(("published", "standard", "asked"), [
    (400, "ST0070", 400),
    (188, "ST0070", 188),
    (187, "ST0070", 187),
    (150, "ST0099", 187),  # never under the floor
    (None, "ST0099", 187),
    (None, "ST0005", 300),  # shipped with the program
    (310, "ST0005", 310),
    *((None, code, hours) for code, hours in PUBLISHED.items()),
])  # fmt: skip
def test_published_hours(published: int | None, standard: str, asked: int) -> None:
    rows = [Standard(standard=standard, title="The standard", off_the_job_hours=published)]
    for planned, short in ((asked - 1, True), (asked, False)):
        one = person("A1", standard=standard, off_the_job_hours=planned)
        findings = [f for f in said("FUND-OTJ", one, standards=rows) if f.apprentice]
        assert who(findings) == ["A1"] * short
        assert all(f"against {asked} (" in f.problem for f in findings)
        own = published == asked or standard in PUBLISHED
        assert all((f"(published for {standard})" in f.problem) is own for f in findings)


# 300 are published for ST0005. From 187 on prior learning makes up for the rest; below nothing does.
@pytest.mark.parametrize(("planned", "prior", "severity"), [
    (300, None, None),
    (299, None, "warning"),
    (299, 1, None),
    (298, 1, "warning"),
    (187, 113, None),
    (187, 112, "warning"),
    (187, None, "warning"),
    (186, None, "conflict"),
    (186, 114, "conflict"),
])  # fmt: skip
def test_prior_learning_makes_up_for_hours_down_to_the_floor(
    planned: int, prior: int | None, severity: str | None
) -> None:
    one = person("A1", standard="ST0005", off_the_job_hours=planned, prior_learning_hours=prior)
    findings = said("FUND-OTJ", one)
    assert [(f.apprentice, str(f.severity)) for f in findings] == ([("A1", severity)] if severity else [])
    gateway = person("A1", standard="ST0005", off_the_job_hours=planned, prior_learning_hours=prior,
                     gateway_on=LAST)  # fmt: skip
    assert bool(said("FUND-GATEWAY", gateway)) is bool(severity)


def test_prior_learning_makes_up_for_nothing_before_august_2025() -> None:
    old = {"starts_on": date(2024, 9, 2), "ends_on": date(2025, 8, 31), "off_the_job_hours": 277}
    assert [str(f.severity) for f in said("FUND-OTJ", person("A1", prior_learning_hours=9, **old))] == [
        "conflict"
    ]


def test_hours_that_are_not_known_are_said_once() -> None:
    rows = [Standard(standard="ST0099", title="Business administrator")]
    new = {"standard": "ST0099"}
    people = [person("A1", **new), person("A2", **new), person("A3", standard="ST0005"),
              person("A4", weekly_hours=None, **new)]  # fmt: skip
    findings = said("FUND-OTJ", *people, standards=rows)
    assert [(f.apprentice, str(f.severity)) for f in findings] == [(None, "warning")]
    assert findings[0].problem.startswith(
        "The published off-the-job hours of Business administrator (ST0099) are not known"
    )


def test_hours_below_the_floor_need_no_published_ones() -> None:
    rows = [Standard(standard="ST0070", title="Business administrator", off_the_job_hours=150)]
    assert said("FUND-OTJ", person("A1"), standards=rows) == []


def test_hours_by_the_week_need_the_weekly_hours() -> None:
    one = person("A1", starts_on=date(2024, 9, 2), weekly_hours=None, off_the_job_hours=1)
    assert said("FUND-OTJ", one) == []
    assert said("FUND-OTJ", person("A1", off_the_job_hours=None)) == []


# 52 weeks at 6 hours are 312 where no leave is known to be taken out.
@pytest.mark.parametrize(("planned", "short"), [(312, False), (311, True)])
def test_hours_by_the_week_without_known_leave(planned: int, short: bool) -> None:
    year = {"starts_on": date(2024, 9, 2), "ends_on": date(2025, 8, 31), "off_the_job_hours": planned}
    unknown = [figure("off-the-job", "leave-days", date(2022, 8, 1), None)]
    assert who(said("FUND-OTJ", person("A1", **year), rule_data=unknown)) == ["A1"] * short


# 10 % of 29 hours are 2.9 a week, x 46.4 = 134.56; from 30 hours on it is 6, 278. Where it is not known from
# how many hours on, everybody has 6.
@pytest.mark.parametrize(("item", "value", "hours", "asked"), [
    ("part-time-percent", "10", "29", 134), ("part-time-percent", "10", "30", 278),
    ("part-time-hours", None, "0.5", 278),
])  # fmt: skip
def test_hours_of_part_timers_by_the_users_own_figures(
    item: str, value: str | None, hours: str, asked: int
) -> None:
    year = {"starts_on": date(2024, 9, 2), "ends_on": date(2025, 8, 31), "weekly_hours": Decimal(hours)}
    own = [figure("off-the-job", item, date(2022, 8, 1), value)]
    for planned, short in ((asked, False), (asked - 1, True)):
        findings = said("FUND-OTJ", person("A1", off_the_job_hours=planned, **year), rule_data=own)
        assert who(findings) == ["A1"] * short


def test_no_day_asks_for_no_hours() -> None:
    backwards = {"starts_on": date(2024, 9, 2), "ends_on": date(2024, 9, 1), "off_the_job_hours": 0}
    assert said("FUND-OTJ", person("A1", **backwards)) == []


# ST0005 asks for 300 hours, of both records together, and for 187 whatever was learned before. Prior learning
# was assessed once: 10 hours in both records are 10.
@pytest.mark.parametrize(("first", "second", "prior", "told"), [
    (150, 150, None, None),
    (150, 149, None, "299 off-the-job hours are planned for Ayo A2 (A1 and A2 together), against 300"),
    (140, 150, 10, None),
    (140, 149, 10, "289 off-the-job hours"),
    (93, 93, None, "never under 187"),
    (93, None, None, None),  # not known for the second
])  # fmt: skip
def test_the_hours_of_two_employers_are_those_of_one_apprenticeship(
    first: int, second: int | None, prior: int | None, told: str | None
) -> None:
    shared = {"uln": ULN, "standard": "ST0005", "prior_learning_hours": prior}
    people = [
        person("A1", ends_on=date(2027, 3, 5), off_the_job_hours=first, **shared),
        person("A2", employer="LBH", starts_on=date(2027, 3, 8), off_the_job_hours=second, gateway_on=LAST,
               **shared),
    ]  # fmt: skip
    findings = said("FUND-OTJ", *people)
    assert who(findings) == ["A2"] * bool(told)
    assert all(told in finding.problem for finding in findings if told)
    assert bool(said("FUND-GATEWAY", *people)) is bool(told)
    over = [people[0], replace(people[1], status="completed")]
    assert said("FUND-OTJ", *over) == []


# From 10 March 2025, 26 weeks each: 23.2 without leave (26 x 46.4 / 52). At 6 hours 139.2, and with 24
# hours a week, of which a fifth is 4.8, 111.36: together 250.56, by the rules of the first start.
@pytest.mark.parametrize(("planned", "told"), [(250, False), (249, True)])
def test_a_second_employer_is_judged_by_the_first_start(planned: int, told: bool) -> None:
    first = {"starts_on": date(2025, 3, 10), "ends_on": date(2025, 9, 7), "off_the_job_hours": 100}
    second = {"starts_on": date(2025, 9, 8), "ends_on": date(2026, 3, 8), "weekly_hours": Decimal(24)}
    people = [
        person("A1", **first),
        person("A2", uln=ULN, employer="LBH", off_the_job_hours=planned - 100, **second),
    ]
    findings = said("FUND-OTJ", *people)
    assert who(findings) == ["A2"] * told
    assert all(
        "against 250 (6 hours a week over 23.2 weeks and 20 % of 24 hours a week over 23.2 weeks "
        "without leave)" in finding.problem
        for finding in findings
    )


# ST0005 has published hours from August 2025 on; for a start before August 2022 none are asked for.
@pytest.mark.parametrize("start", [date(2022, 7, 31), date(2019, 9, 2)])
def test_published_hours_are_not_asked_for_where_none_are_used(start: date) -> None:
    rows = [Standard(standard=code, title="Care", off_the_job_hours=hours)
            for code, hours in (("ST0005", 300), ("ST0099", None))]  # fmt: skip
    people = [person(c, starts_on=start, standard=s) for c, s in (("A1", "ST0005"), ("A2", "ST0099"))]
    assert said("FUND-OTJ", *people, standards=rows) == []


@pytest.mark.parametrize(("rule", "days"), [
    ("FREQ=WEEKLY;BYDAY=FR", 0),
    ("FREQ=WEEKLY;BYDAY=SA;COUNT=3", 3),
    ("FREQ=WEEKLY;BYDAY=SU;COUNT=1", 1),
])  # fmt: skip
def test_training_at_weekends(rule: str, days: int) -> None:
    findings = said("FUND-PAID-TRAINING", person("A1", training_days=rule))
    assert who(findings) == ["A1"] * bool(days)
    if days == 3:
        assert findings[0].problem == (
            "3 training days of Ayo A1 fall on a weekend, first on 12 September 2026; training has to be in "
            "paid hours."
        )
    if days == 1:
        assert (
            "1 training day of Ayo A1 falls on a weekend, first on 13 September 2026" in findings[0].problem
        )


# 36 hours a week over 70 days are 360 paid hours.
@pytest.mark.parametrize(("planned", "told"), [(360, False), (361, True)])
def test_more_training_than_paid_hours(planned: int, told: bool) -> None:
    one = person("A1", ends_on=date(2026, 11, 15), off_the_job_hours=planned)
    findings = said("FUND-PAID-TRAINING", one)
    assert who(findings) == ["A1"] * told
    assert all("only 360 hours are paid" in finding.problem for finding in findings)
    for unknown in ("weekly_hours", "off_the_job_hours", "training_days"):
        known = {"ends_on": date(2026, 11, 15), "off_the_job_hours": 360} | {unknown: None}
        assert said("FUND-PAID-TRAINING", person("A1", **known)) == []
