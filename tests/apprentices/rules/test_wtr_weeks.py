"""WTR rules that count over weeks and years, on both sides of each boundary: hours and days by hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apprentices.calendar import Days
from apprentices.programme import Absence, Cycle
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.said import Finding
from apprentices.rules.wtr_weeks import workdays
from tests.build import FIRST, TEAMS, board, found, person, places, team

# -- the average week


def weeks(
    *lengths: int, hours: tuple[str, ...], today: date = date(2026, 9, 7), **known: Any
) -> list[Finding]:
    """A1 for those numbers of weeks in one team after the other, whose weekly hours are given."""
    cycles, first = [], date(2026, 9, 7)
    for number, length in enumerate(lengths):
        last = first + timedelta(weeks=length, days=-3)  # a Friday
        cycles.append(Cycle(cycle=f"C{number + 1}", starts_on=first, ends_on=last))
        first += timedelta(weeks=length)
    last = known.pop("ends_on", cycles[-1].ends_on)
    people = [person("A1", **({"date_of_birth": date(2000, 1, 1), "ends_on": last} | known))]
    teams = [team(f"COL-{n}", weekly_hours=Decimal(h)) for n, h in enumerate(hours)]
    plan = {"A1": " ".join(f"COL-{n % len(hours)}" for n in range(len(lengths)))}
    made = board(plan, apprentices=people, placements=teams, cycles=cycles)
    return found(made, "WTR-ADULT-48", today=today)


# 13 x 50 + 4 x 40 = 810 hours in 17 weeks, 47.6; 13 x 50 + 4 x 42 = 818, 48.1; 41.5: exactly 48.
@pytest.mark.parametrize(("second", "told"), [("40", False), ("42", True), ("41.5", False), ("41.6", True)])
def test_average_over_17_weeks(second: str, told: bool) -> None:
    assert bool(weeks(13, 13, hours=("50", second))) is told
    assert bool(weeks(13, 13, 13, hours=(second, "50"))) is told


def test_average_names_window_and_figures() -> None:
    finding = weeks(13, 13, hours=("50", "42"))[0]
    assert finding.problem == (
        "Ayo A1 works 48.1 hours a week on average from 7 September 2026 to 3 January 2027, against 48, "
        "and has "
        "not opted out."
    )
    assert places([finding]) == [("A1", None, None, None)]


def test_average_before_and_after_a_stay() -> None:
    """13 x 49 + 4 x 47 = 825 hours in 17 weeks, 48.5: in the weeks before or in those after, not in both."""
    before = weeks(13, 13, 13, hours=("47", "49", "20"))
    assert ["from 7 November 2026 to 5 March 2027" in finding.problem for finding in before] == [True]
    after = weeks(13, 13, 13, hours=("20", "49", "47"))
    assert ["from 7 December 2026 to 4 April 2027" in finding.problem for finding in after] == [True]
    at_the_end = weeks(13, 13, hours=("47", "49"), ends_on=date(2027, 3, 5))
    assert ["from 7 November 2026 to 5 March 2027" in finding.problem for finding in at_the_end] == [True]


def test_every_team_over_48() -> None:
    assert weeks(26, hours=("49", "50"))


def test_working_days_are_monday_to_friday() -> None:
    for start in range(7):
        for length in range(1, 30):
            first = date(2026, 9, 7) + timedelta(days=start)
            days = Days(first, first + timedelta(days=length - 1))
            assert workdays(days) == sum(day.weekday() < 5 for day in days)


def test_an_average_is_over_a_week_or_more() -> None:
    assert check_rule_setting("rule.WTR-ADULT-48.weeks", "1") is None
    assert check_rule_setting("rule.WTR-ADULT-48.weeks", "0") == '"0" is less than 1'


@pytest.mark.parametrize(("hours", "told"), [("48", False), ("48.5", True)])
def test_average_of_a_short_period_is_over_all_of_it(hours: str, told: bool) -> None:
    assert bool(weeks(10, hours=(hours, "0"))) is told
    # Five weeks at 50 and five at 46 are 48 on average, at 46.2 more.
    assert weeks(5, 5, hours=("50", "46")) == []
    assert len(weeks(5, 5, hours=("50", "46.2"))) == 1


def test_average_in_the_last_weeks() -> None:
    """The window that ends with the practical period counts, though no stay ends with it."""
    assert weeks(13, 17, hours=("40", "49"))
    assert weeks(17, 13, hours=("20", "49")) == []


@pytest.mark.parametrize(("known", "told"), [
    ({"opted_out_48h": True}, False),
    ({"opted_out_48h": False}, True),
    ({"opted_out_48h": None}, True),
    ({"date_of_birth": None}, False),
    # 18 on 4 January 2027: 9 of the 26 weeks are left, and the average is taken over them.
    ({"date_of_birth": date(2009, 1, 4)}, True),
    ({"date_of_birth": date(2009, 3, 5)}, True),  # a Friday, the last working day
    ({"date_of_birth": date(2009, 3, 6)}, False),
    ({"date_of_birth": date(2009, 3, 7)}, False),
])  # fmt: skip
def test_average_of_whom(known: dict[str, Any], told: bool) -> None:
    assert bool(weeks(26, hours=("49", "0"), **({"ends_on": date(2027, 3, 6)} | known))) is told


def test_average_of_an_empty_cell_and_a_team_without_hours() -> None:
    teams = [team("COL-A", weekly_hours=Decimal(60)), team("COL-B")]
    people = [person("A1")]
    made = board({"A1": "COL-B . COL-B"}, apprentices=people, placements=teams)
    assert found(made, "WTR-ADULT-48") == []


@pytest.mark.parametrize(("today", "told"), [(date(2026, 11, 15), True), (date(2026, 11, 16), False)])
def test_average_of_what_is_over(today: date, told: bool) -> None:
    """The practical period ends on 15 November 2026."""
    assert bool(weeks(10, hours=("50", "0"), today=today, ends_on=date(2026, 11, 15))) is told


# -- leave. From 7 September 2026 to 6 September 2027 lie 8 bank holidays from Monday to Friday.


def leave(*absences: tuple[date, date], today: date = date(2027, 9, 7), **known: Any) -> list[Finding]:
    rows = [Absence(apprentice="A1", kind="leave", starts_on=a, ends_on=b) for a, b in absences]
    people = [person("A1", **({"ends_on": date(2028, 9, 6)} | known))]
    return found(board(apprentices=people, absences=rows), "WTR-LEAVE", today=today)


FOUR_WEEKS = (date(2027, 7, 5), date(2027, 7, 30))  # 20 days from Monday to Friday
FIVE_WEEKS = (date(2027, 7, 5), date(2027, 8, 6))
A_DAY_LESS = (date(2027, 7, 6), date(2027, 7, 30))


@pytest.mark.parametrize(("absence", "told"), [(FOUR_WEEKS, False), (A_DAY_LESS, True), (FIVE_WEEKS, False)])
def test_leave_of_a_year(absence: tuple[date, date], told: bool) -> None:
    findings = leave(absence)
    assert places(findings) == ([("A1", None, None, None)] if told else [])
    assert all(
        f.problem.startswith(
            "27 days of leave and bank holidays are recorded for Ayo A1 from 7 September 2026 to"
        )
        and f.problem.endswith("6 September 2027, against 28.")
        for f in findings
    )


# 28 x 3 / 5 = 16.8 days at 3 days a week: with 8 bank holidays 9 days of leave are 17, 8 are 16. At 5 days
# and more it is 28: 20 and 19. At 21 hours in a team of 7 hours a day it is 3 days.
@pytest.mark.parametrize(("days", "known", "told"), [
    (9, {"days_a_week": Decimal(3)}, False),
    (8, {"days_a_week": Decimal(3)}, True),
    (20, {"days_a_week": Decimal(6)}, False),
    (19, {"days_a_week": Decimal(6)}, True),
    (9, {"weekly_hours": Decimal(21), "employer": "LBH"}, False),
    (8, {"weekly_hours": Decimal(21), "employer": "LBH"}, True),
    (1, {"weekly_hours": Decimal("29.5")}, False),  # over how many days is not known
    (1, {"weekly_hours": Decimal("29.5"), "employer": None}, False),  # nor by teams of the employer's
    (19, {"weekly_hours": Decimal(30)}, True),
    (19, {"weekly_hours": Decimal(30), "employer": None}, True),
    (19, {"weekly_hours": None}, True),
])  # fmt: skip
def test_leave_by_the_days_a_week(days: int, known: dict[str, Any], told: bool) -> None:
    taken = [date(2027, 7, 5) + timedelta(days=n) for n in range(28)]
    rows = [Absence(apprentice="A1", kind="leave", starts_on=day, ends_on=day)
            for day in [day for day in taken if day.weekday() < 5][:days]]  # fmt: skip
    teams = [*TEAMS, team("LBH-C", daily_hours=Decimal(7)), team("LBH-D", daily_hours=Decimal(6))]
    people = [person("A1", **({"ends_on": date(2028, 9, 6)} | known))]
    made = board(apprentices=people, absences=rows, placements=teams)
    assert bool(found(made, "WTR-LEAVE", today=date(2027, 9, 7))) is told


def test_leave_counts_bank_holidays_to_the_last_day() -> None:
    # 29 December 2026 to 28 December 2027: the last two days are the last two of 8 bank holidays.
    known = {"starts_on": date(2026, 12, 29), "today": date(2028, 1, 1)}
    assert leave(FOUR_WEEKS, **known) == []
    assert len(leave(A_DAY_LESS, **known)) == 1


def test_leave_counts_each_day_once_and_no_weekends() -> None:
    # Easter Monday, 29 March 2027, is a bank holiday; 17 and 18 July a weekend.
    assert len(leave(A_DAY_LESS, (date(2027, 3, 29), date(2027, 3, 29)))) == 1
    assert len(leave(A_DAY_LESS, (date(2027, 7, 3), date(2027, 7, 4)))) == 1
    assert leave(A_DAY_LESS, (date(2027, 3, 30), date(2027, 3, 30))) == []


@pytest.mark.parametrize(("today", "years"), [
    (date(2027, 9, 6), 0), (date(2027, 9, 7), 1), (date(2028, 9, 6), 1), (date(2028, 9, 7), 2),
])  # fmt: skip
def test_leave_of_full_years_that_are_over(today: date, years: int) -> None:
    assert len(leave((date(2026, 10, 5), date(2026, 10, 5)), today=today)) == years
    assert len(leave((date(2026, 10, 5), date(2026, 10, 5)), today=today, ends_on=date(2028, 9, 5))) == min(
        years, 1
    )


def test_leave_that_is_not_recorded_is_not_known() -> None:
    assert leave() == []
    rows = [Absence(apprentice="A1", kind="sickness", starts_on=FIRST, ends_on=FIRST)]
    made = board(apprentices=[person("A1", ends_on=date(2028, 9, 6))], absences=rows)
    assert found(made, "WTR-LEAVE", today=date(2027, 9, 7)) == []
