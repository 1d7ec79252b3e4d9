"""PAY rules, on both sides of each boundary, with the rates that GOV.UK publishes.

Its own two examples: an apprentice of 21 in the first year is entitled to £7.55 from April 2025; one of 21
who has completed the first year to £12.21.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apprentices.programme import Host
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.said import EnterFigure, Finding
from tests.build import board, figure, found, person, places


def said(rule: str, pay: str | None, **known: Any) -> list[Finding]:
    rows = {name: known.pop(name) for name in ("hosts", "rule_data") if name in known}
    settings = known.pop("settings", None)
    one = person("A1", hourly_pay=pay and Decimal(pay), **known)
    return found(board(settings=settings, apprentices=[one], **rows), rule)


OF_21 = {"date_of_birth": date(2004, 3, 1)}
FIRST_YEAR = {"starts_on": date(2025, 6, 2), "ends_on": date(2026, 3, 31)} | OF_21
SECOND_YEAR = {"starts_on": date(2024, 5, 1), "ends_on": date(2026, 3, 31)} | OF_21


@pytest.mark.parametrize(("pay", "low"), [("7.55", False), ("7.54", True)])
def test_apprentice_of_21_in_the_first_year(pay: str, low: bool) -> None:
    findings = said("PAY-NMW", pay, **FIRST_YEAR)
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "conflict")] * low


@pytest.mark.parametrize(("pay", "low"), [("12.21", False), ("12.20", True)])
def test_apprentice_of_21_after_the_first_year(pay: str, low: bool) -> None:
    findings = said("PAY-NMW", pay, **SECOND_YEAR)
    assert places(findings) == ([("A1", None, None, None)] if low else [])
    assert all(
        f.problem
        == "Ayo A1 is paid £12.20 an hour: from 1 May 2025 against £12.21 (rate for ages 21+ from "
        "1 April 2025)."
        and f.mend == "raise the pay to £12.21 or more."
        for f in findings
    )


def test_each_rate_is_told_once_from_its_first_day() -> None:
    # 18 throughout: the apprentice rate; it rises on 1 April 2026.
    known = {"date_of_birth": date(2008, 2, 3), "starts_on": date(2026, 3, 2), "ends_on": date(2027, 2, 2)}
    assert said("PAY-NMW", "7.40", **known)[0].problem == (
        "Ayo A1 is paid £7.40 an hour: from 2 March 2026 against £7.55 (apprentice rate from 1 April "
        "2025) and "
        "from 1 April 2026 against £8.00 (apprentice rate from 1 April 2026)."
    )
    assert said("PAY-NMW", "8.00", **known) == []
    assert len(said("PAY-NMW", "7.99", **known)) == 1


# The apprentice rate holds to the later of the 19th birthday and the end of the first year.
@pytest.mark.parametrize(("born", "starts_on", "ends_on", "low"), [
    (date(2008, 2, 3), date(2025, 9, 1), date(2027, 2, 2), False),  # 18 to the last day
    (date(2008, 2, 3), date(2025, 9, 1), date(2027, 2, 3), True),  # 19 on it
    (date(2005, 1, 1), date(2025, 9, 1), date(2026, 8, 31), False),  # a year to the day
    (date(2005, 1, 1), date(2025, 9, 1), date(2026, 9, 1), True),
])  # fmt: skip
def test_the_apprentice_rate_ends(born: date, starts_on: date, ends_on: date, low: bool) -> None:
    known = {"date_of_birth": born, "starts_on": starts_on, "ends_on": ends_on}
    assert bool(said("PAY-NMW", "8.00", **known)) is low


@pytest.mark.parametrize(("born", "asked"), [
    (date(2005, 9, 2), "£10.85 (rate for ages 18-20"),  # 20 to the last day
    (date(2005, 9, 1), "£12.71 (rate for ages 21+"),
    (date(2003, 9, 1), "£12.71 (rate for ages 21+"),
])  # fmt: skip
def test_the_rate_of_the_age(born: date, asked: str) -> None:
    """The first year ends on 1 September 2026, the only day that is judged at the rate of the age."""
    known = {"date_of_birth": born, "starts_on": date(2025, 9, 1), "ends_on": date(2026, 9, 1)}
    assert (
        f"from 1 September 2026 against {asked} from 1 April 2026)"
        in said("PAY-NMW", "8.00", **known)[0].problem
    )


# 21 to 22 and 23 and over had rates of their own to 31 March 2024: £10.18 and £10.42. From then on there is
# one band, £11.44. The first year of somebody who started on 1 February 2023 is over on 31 January 2024.
@pytest.mark.parametrize(("born", "pay", "ends_on", "low"), [
    (date(2002, 1, 1), "10.18", date(2024, 3, 31), False),
    (date(2002, 1, 1), "10.17", date(2024, 3, 31), True),
    (date(2000, 1, 1), "10.42", date(2024, 3, 31), False),
    (date(2000, 1, 1), "10.41", date(2024, 3, 31), True),
    (date(2000, 1, 1), "11.44", date(2024, 4, 1), False),
    (date(2000, 1, 1), "11.43", date(2024, 4, 1), True),
    (date(2002, 1, 1), "11.43", date(2024, 4, 1), True),
])  # fmt: skip
def test_the_bands_of_the_day(born: date, pay: str, ends_on: date, low: bool) -> None:
    known = {"date_of_birth": born, "starts_on": date(2023, 2, 1), "ends_on": ends_on, "rule_data": []}
    assert bool(said("PAY-NMW", pay, **known)) is low


# 20, and the first year ends on 7 September 2026: £10.85 counts from the pay period that begins on 1 October.
@pytest.mark.parametrize(("ends_on", "pay", "severity"), [
    (date(2026, 9, 7), "8.00", None),
    (date(2026, 9, 8), "8.00", "warning"),
    (date(2026, 9, 30), "8.00", "warning"),
    (date(2026, 9, 30), "10.85", None),
    (date(2026, 10, 1), "8.00", "conflict"),
    (date(2026, 10, 1), "10.84", "conflict"),
    (date(2026, 10, 1), "10.85", None),
])  # fmt: skip
def test_a_change_counts_from_the_next_pay_period(ends_on: date, pay: str, severity: str | None) -> None:
    known = {"date_of_birth": date(2006, 2, 1), "starts_on": date(2025, 9, 8), "ends_on": ends_on}
    findings = said("PAY-NMW", pay, **known)
    assert [str(f.severity) for f in findings] == [severity] * bool(severity)
    if severity == "warning":
        assert "counts from the next pay period, which may begin after the end" in findings[0].problem


# Pay periods that begin on the 15th: the change of 8 September counts from 15 September.
@pytest.mark.parametrize(("ends_on", "severity"), [
    (date(2026, 9, 14), "warning"), (date(2026, 9, 15), "conflict"),
])  # fmt: skip
def test_when_pay_periods_begin_can_be_set(ends_on: date, severity: str) -> None:
    known = {"date_of_birth": date(2006, 2, 1), "starts_on": date(2025, 9, 8), "ends_on": ends_on}
    findings = said("PAY-NMW", "8.00", settings={"rule.PAY-NMW.pay_day": "15"}, **known)
    assert [str(f.severity) for f in findings] == [severity]


# One employer in two records: the first year began with the first. Another employer: with the second.
@pytest.mark.parametrize(("employer", "low"), [("COL", True), ("LBH", False)])
def test_the_first_year_with_an_employer(employer: str, low: bool) -> None:
    born = date(2003, 1, 15)
    one = person("A1", date_of_birth=born, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))
    two = person("A2", uln=one.uln, date_of_birth=born, starts_on=date(2026, 9, 1), employer=employer,
                 ends_on=date(2027, 3, 31), hourly_pay=Decimal("8.00"))  # fmt: skip
    assert bool(found(board(apprentices=[one, two]), "PAY-NMW")) is low


def test_a_birthday_within_the_period_counts() -> None:
    known = {"date_of_birth": date(2005, 11, 15), "starts_on": date(2025, 9, 1), "ends_on": date(2027, 3, 31)}
    assert said("PAY-NMW", "10.85", **known)[0].problem == (
        "Ayo A1 is paid £10.85 an hour: from 1 December 2026 against £12.71 (rate for ages 21+ from "
        "1 April "
        "2026)."
    )


@pytest.mark.parametrize("known", [{"hourly_pay": None}, {"date_of_birth": None}, {"status": "completed"}])
def test_pay_of_whom(known: dict[str, Any]) -> None:
    one = person("A1", **({"hourly_pay": Decimal(1)} | known))
    assert found(board(apprentices=[one]), "PAY-NMW") == []


def test_days_before_the_first_known_rate_are_not_judged() -> None:
    known = {"starts_on": date(2022, 1, 1), "ends_on": date(2023, 4, 1), "date_of_birth": date(2004, 5, 1)}
    problem = said("PAY-NMW", "5.00", **known)[0].problem
    assert problem == (
        "Ayo A1 is paid £5.00 an hour: from 1 April 2023 against £5.28 (apprentice rate from 1 April 2023)."
    )
    assert said("PAY-NMW", "5.00", **(known | {"ends_on": date(2023, 3, 31)})) == []


# -- what is not known


@pytest.mark.parametrize(("ends_on", "told"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_a_rate_that_is_not_known_is_said_once(ends_on: date, told: bool) -> None:
    people = [person("A1", ends_on=ends_on), person("A2", ends_on=ends_on)]
    findings = found(board(apprentices=people, rule_data=[]), "PAY-NMW")
    assert [(f.apprentice, str(f.severity)) for f in findings] == [(None, "warning")] * told
    if told:
        assert findings[0].problem == (
            "The National Minimum Wage from 1 April 2027 is not known yet; from then the pay of 2 people is "
            "judged by the last known: at least £8.00 (apprentice)."
        )
        assert findings[0].mend == "enter apprentice from 1 April 2027 when it is published."
        assert findings[0].step == EnterFigure("pay", "apprentice", date(2027, 4, 1))


@pytest.mark.parametrize(("today", "old"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_rates_older_than_a_year_are_told(today: date, old: bool) -> None:
    made = board(apprentices=[person("A1")], rule_data=[])
    (finding,) = found(made, "PAY-NMW", today=today)
    assert ("the rates here are older than a year" in finding.problem) is old


# The rates of 1 April 2026 are a year old on 1 April 2027, whenever a pay is first judged by them. The next
# is asked for from that day, on which pay periods need not begin.
@pytest.mark.parametrize(("today", "old"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
@pytest.mark.parametrize("pay_day", ["1", "15"])
def test_rates_are_old_before_anybody_is_paid_by_them(today: date, old: bool, pay_day: str) -> None:
    later = person("A1", starts_on=date(2027, 9, 6), ends_on=date(2028, 9, 1))
    made = board(settings={"rule.PAY-NMW.pay_day": pay_day}, apprentices=[later], rule_data=[])
    (finding,) = found(made, "PAY-NMW", today=today)
    assert finding.problem.startswith("The National Minimum Wage from 1 April 2027 is not known yet")
    assert ("the rates here are older than a year" in finding.problem) is old
    assert finding.step == EnterFigure("pay", "apprentice", date(2027, 4, 1))


@pytest.mark.parametrize(("today", "old"), [(date(2027, 4, 30), False), (date(2027, 5, 1), True)])
def test_a_living_wage_older_than_a_year_is_told(today: date, old: bool) -> None:
    made = board(apprentices=[person("A1", date_of_birth=date(2000, 1, 1))], hosts=LIVING, rule_data=[])
    (finding,) = found(made, "PAY-LLW", today=today)
    assert ("the rates here are older than a year" in finding.problem) is old


# Nobody's pay is known. The rates of 2026 are a year old on 1 April 2027, the living wage on 1 May 2027.
@pytest.mark.parametrize(("rule", "first", "least"), [
    ("PAY-NMW", date(2027, 4, 1), "£8.00 (apprentice), £8.00 (ages 16-17), £10.85 (ages 18-20) and £12.71"),
    ("PAY-LLW", date(2027, 5, 1), "£14.80 (london)"),
])  # fmt: skip
def test_old_rates_are_told_where_nobodys_pay_is_known(rule: str, first: date, least: str) -> None:
    made = board(apprentices=[person("A1", hourly_pay=None)], hosts=LIVING, rule_data=[])
    assert found(made, rule, today=first - timedelta(days=1)) == []
    (finding,) = found(made, rule, today=first)
    assert (
        "is not known yet, so that the rates here are older than a year; the last known: " in finding.problem
    )
    assert f"at least {least}" in finding.problem
    assert isinstance(finding.step, EnterFigure)
    assert finding.step.from_on == first
    assert found(board(apprentices=[], hosts=LIVING, rule_data=[]), rule, today=first) == []


def test_the_last_day_of_a_rate_is_known() -> None:
    one_day = {"starts_on": date(2027, 3, 31), "ends_on": date(2027, 3, 31), "rule_data": []}
    assert [f.apprentice for f in said("PAY-NMW", "5.00", **one_day)] == ["A1"]


# 19 on 15 April 2027, in the second year: £10.85 stands until it is amended.
@pytest.mark.parametrize(("pay", "low"), [("10.85", False), ("10.84", True)])
def test_the_last_known_rate_stands(pay: str, low: bool) -> None:
    known = {"date_of_birth": date(2008, 4, 15), "starts_on": date(2025, 9, 1), "rule_data": []}
    findings = said("PAY-NMW", pay, **known)
    assert [f.apprentice for f in findings] == ["A1"] * low + [None]
    assert "at least £8.00 (apprentice) and £10.85 (ages 18-20)" in findings[-1].problem


def test_one_band_of_the_users_own_leaves_the_others_unknown() -> None:
    # 18 to 20 after the first year: only that band is needed, and known.
    second_year = {"starts_on": date(2025, 9, 1), "date_of_birth": date(2008, 1, 1)}
    own = [figure("pay", "18-20", date(2027, 4, 1), "11.40")]
    assert said("PAY-NMW", "11.40", rule_data=own, **second_year) == []
    assert "against £11.40 (rate for ages 18-20 from 1 April 2027)" in (
        said("PAY-NMW", "11.39", rule_data=own, **second_year)[0].problem
    )
    first_year = {"starts_on": date(2026, 9, 7), "date_of_birth": date(2008, 1, 1)}
    findings = said("PAY-NMW", "15.00", rule_data=own, **first_year)
    assert [f.apprentice for f in findings] == [None]


def test_rows_without_a_day_or_a_rate_are_passed_over() -> None:
    own = [figure("pay", "apprentice", None, "99"), figure("pay", "apprentice", date(2026, 1, 1), None)]
    assert said("PAY-NMW", "7.55", rule_data=own, **FIRST_YEAR) == []


@pytest.mark.parametrize("rule", ["PAY-NMW", "PAY-LLW"])
def test_a_rate_holds_a_month_or_longer(rule: str) -> None:
    assert check_rule_setting(f"rule.{rule}.months", "1") is None
    assert check_rule_setting(f"rule.{rule}.months", "0") == '"0" is less than 1'


def test_the_users_rate_replaces_the_shipped_one() -> None:
    own = [figure("pay", "apprentice", date(2025, 4, 1), "7.60")]
    assert "against £7.60" in said("PAY-NMW", "7.55", rule_data=own, **FIRST_YEAR)[0].problem


@pytest.mark.parametrize(("months", "told"), [("12", True), ("24", False)])
def test_how_long_a_rate_holds_can_be_set(months: str, told: bool) -> None:
    settings = {"rule.PAY-NMW.months": months}
    assert bool(said("PAY-NMW", "15.00", settings=settings, rule_data=[])) is told


def test_a_later_rate_ends_the_one_before() -> None:
    own = [figure("pay", "apprentice", date(2026, 10, 1), "7.00")]
    known = {"starts_on": date(2026, 9, 7), "ends_on": date(2026, 12, 1), "date_of_birth": date(2008, 1, 1)}
    assert len(said("PAY-NMW", "7.00", rule_data=own, **known)) == 1
    assert said("PAY-NMW", "7.00", rule_data=own, **(known | {"starts_on": date(2026, 10, 1)})) == []


# -- the London Living Wage

LIVING = [Host(host="COL", name="City", living_wage_apprentices=True, fjaa_registered=True)]
ADULT = {"date_of_birth": date(2000, 1, 1), "hosts": LIVING}


def llw(pay: str, **known: Any) -> list[Finding]:
    known = ADULT | known
    hosts = known.pop("hosts")
    rows = {"rule_data": known.pop("rule_data")} if "rule_data" in known else {}
    one = person("A1", hourly_pay=Decimal(pay), **known)
    return found(board(apprentices=[one], hosts=hosts, placements=[], **rows), "PAY-LLW")


@pytest.mark.parametrize(("starts_on", "ends_on", "pay", "low"), [
    (date(2026, 1, 5), date(2026, 4, 30), "13.85", False),
    (date(2026, 1, 5), date(2026, 5, 1), "13.85", True),
    (date(2026, 5, 1), date(2027, 4, 30), "14.80", False),
    (date(2026, 5, 1), date(2027, 4, 30), "14.79", True),
    (date(2024, 4, 30), date(2024, 4, 30), "11.95", False),
    (date(2024, 5, 1), date(2024, 5, 1), "13.14", True),
    (date(2024, 5, 1), date(2024, 5, 1), "13.15", False),
])  # fmt: skip
def test_living_wage_from_the_day_it_is_to_be_paid(
    starts_on: date, ends_on: date, pay: str, low: bool
) -> None:
    findings = llw(pay, starts_on=starts_on, ends_on=ends_on)
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "warning")] * low


def test_living_wage_names_the_figures() -> None:
    assert llw("13.85")[0].problem.startswith(
        "Ayo A1 is paid £13.85 an hour: from 7 September 2026 against £14.80 (London Living Wage from 1 "
        "May 2026)"
    )


@pytest.mark.parametrize(("born", "low"), [(date(2009, 4, 30), True), (date(2009, 5, 1), False)])
def test_living_wage_from_the_18th_birthday(born: date, low: bool) -> None:
    assert bool(llw("14.00", date_of_birth=born, ends_on=date(2027, 4, 30))) is low


@pytest.mark.parametrize("known", [
    {"hosts": [Host(host="COL", name="City", living_wage=False)]},
    {"hosts": [Host(host="COL", name="City", living_wage=True, living_wage_apprentices=False)]},
    {"hosts": [Host(host="COL", name="City")]},
    {"employer": None},
    {"date_of_birth": None},
    {"status": "withdrawn"},
])  # fmt: skip
def test_living_wage_of_whom(known: dict[str, Any]) -> None:
    assert llw("5.00", **known) == []


def test_whether_a_promise_covers_apprentices_may_not_be_known() -> None:
    general = [Host(host="COL", name="City", living_wage=True)]
    (finding,) = llw("14.79", hosts=general)
    assert (finding.apprentice, finding.judged) == ("A1", False)
    assert "Whether the promise of City covers apprentices is not recorded." in finding.problem
    assert llw("15.00", hosts=general) == []
    assert llw("14.79", hosts=LIVING)[0].judged


def test_a_living_wage_that_is_not_known_is_said_once() -> None:
    findings = llw("15.00", rule_data=[])
    assert [f.problem for f in findings] == [
        "The London Living Wage from 1 May 2027 is not known yet; from then the pay of 1 person is judged by "
        "the last known: at least £14.80 (london)."
    ]
