"""FUND rules about one apprenticeship, on both sides of each boundary.

Minimum lengths by hand: 8 months from 7 September 2026 end on 6 May 2027, 242 days; 12 months from 31 July
2025 end on 30 July 2026, 365 days. 8 months from 30 June 2026 end with February 2027, which has no 29th; from
31 October 2026 with June 2027; from 1 May 2026, a whole number of calendar months, with December.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apprentices.programme import Standard
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.said import Finding
from tests.build import ULN, board, figure, found, fresh, on_break, person, places, uln_of

START = date(2026, 9, 7)


def said(rule: str, *people: Any, settings: dict[str, str] | None = None, **rows: Any) -> list[Finding]:
    return found(board(settings=settings, apprentices=people, **rows), rule)


def who(findings: list[Finding]) -> list[str | None]:
    return [finding.apprentice for finding in findings]


@pytest.mark.parametrize(("starts_on", "ends_on", "short"), [
    (START, date(2027, 5, 6), False),
    (START, date(2027, 5, 5), True),
    (date(2025, 8, 1), date(2026, 3, 31), False),
    (date(2025, 8, 1), date(2026, 3, 30), True),
    (date(2025, 7, 31), date(2026, 7, 30), False),
    (date(2025, 7, 31), date(2026, 7, 29), True),
    (date(2026, 6, 30), date(2027, 2, 28), False),
    (date(2026, 6, 30), date(2027, 2, 27), True),
    (date(2026, 10, 31), date(2027, 6, 30), False),
    (date(2026, 10, 31), date(2027, 6, 29), True),
    (date(2026, 5, 1), date(2026, 12, 31), False),
    (date(2026, 5, 1), date(2026, 12, 30), True),
])  # fmt: skip
def test_minimum_length(starts_on: date, ends_on: date, short: bool) -> None:
    findings = said("FUND-DURATION", person("A1", starts_on=starts_on, ends_on=ends_on))
    assert places(findings) == ([("A1", None, None, None)] if short else [])


def test_minimum_length_names_the_figures() -> None:
    new = said("FUND-DURATION", person("A1", ends_on=date(2027, 5, 5)))[0]
    assert new.problem == (
        "The practical period of Ayo A1 from 7 September 2026 has 241 days of training to 5 May 2027, "
        "against "
        "242: 8 months (the minimum for apprenticeships that start from 1 August 2025)."
    )
    assert new.mend == "let it last to 6 May 2027 or longer."
    old = said("FUND-DURATION", person("A1", starts_on=date(2025, 7, 31), ends_on=date(2026, 7, 29)))[0]
    assert (
        "364 days of training to 29 July 2026, against 365: 12 months (the minimum for earlier" in old.problem
    )


@pytest.mark.parametrize(("ends_on", "short"), [(date(2027, 5, 16), False), (date(2027, 5, 15), True)])
def test_a_break_does_not_count_as_length(ends_on: date, short: bool) -> None:
    away = on_break("A1", date(2027, 1, 4), date(2027, 1, 13))  # ten days
    assert who(said("FUND-DURATION", person("A1", ends_on=ends_on), absences=[away])) == ["A1"] * short


@pytest.mark.parametrize(("ends_on", "short"), [(date(2027, 5, 6), False), (date(2027, 5, 5), True)])
def test_records_with_several_employers_count_together(ends_on: date, short: bool) -> None:
    one = person("A1", ends_on=date(2027, 1, 6), employer="COL")
    two = person("A2", uln=ULN, starts_on=date(2027, 1, 7), ends_on=ends_on, employer="LBH")
    findings = said("FUND-DURATION", two, one)
    assert who(findings) == ["A2"] * short
    assert all("practical period of Ayo A2 from 7 September 2026 has 241 days" in f.problem for f in findings)


def test_the_gateway_is_that_of_the_last_record() -> None:
    one = person("A1", ends_on=date(2027, 1, 6), employer="COL", gateway_on=date(2027, 1, 6))
    two = person("A2", uln=ULN, starts_on=date(2027, 1, 7), employer="LBH", gateway_on=date(2027, 5, 5))
    assert who(said("FUND-GATEWAY", two, one)) == ["A2"]


def test_a_minimum_without_a_figure_is_not_known() -> None:
    nothing = figure("duration", "months", date(2026, 8, 1), None)
    short = person("A1", ends_on=date(2026, 10, 1), gateway_on=date(2026, 10, 1))
    for rule in ("FUND-DURATION", "FUND-PART-TIME", "FUND-GATEWAY"):
        assert said(rule, short, rule_data=[nothing]) == []


def test_somebody_of_whom_little_is_known_hides_nobody_else() -> None:
    born = date(2012, 1, 31)
    unknown = person("A1", weekly_hours=None, date_of_birth=None, gateway_on=None)
    known = person("A2", weekly_hours=Decimal(24), date_of_birth=born, gateway_on=date(2026, 10, 1))
    for rule in ("FUND-PART-TIME", "FUND-SCHOOL-AGE", "FUND-GATEWAY"):
        assert who(said(rule, unknown, known)) == ["A2"]


@pytest.mark.parametrize("key", ["month", "year_starts"])
def test_months_are_1_to_12(key: str) -> None:
    wrong = [check_rule_setting(f"rule.FUND-SCHOOL-AGE.{key}", value) for value in ("1", "12", "0", "13")]
    assert wrong == [None, None, '"0" is less than 1', '"13" is more than 12']


@pytest.mark.parametrize("other", [{"uln": "1000000019"}, {"uln": None}, {"standard": "ST0216"}])
def test_records_of_other_learners_or_standards_stand_alone(other: dict[str, Any]) -> None:
    one = person("A1", ends_on=date(2027, 5, 5))
    two = person("A2", **({"uln": ULN, "starts_on": date(2027, 5, 6), "ends_on": date(2028, 5, 6)} | other))
    assert who(said("FUND-DURATION", one, two)) == ["A1"]


def test_two_without_a_learner_number_are_two() -> None:
    short = [person(code, uln=None, ends_on=date(2027, 5, 5)) for code in ("A1", "A2")]
    assert who(said("FUND-DURATION", *short)) == ["A1", "A2"]


@pytest.mark.parametrize(("status", "told"), [("completed", []), ("withdrawn", []), ("break", ["A1"])])
def test_length_of_what_is_over_is_not_told(status: str, told: list[str]) -> None:
    assert who(said("FUND-DURATION", person("A1", ends_on=date(2027, 5, 5), status=fresh(status)))) == told


def test_withdrawn_records_do_not_lengthen() -> None:
    one = person("A1", ends_on=date(2027, 5, 5), status=fresh("withdrawn"))
    two = person("A2", uln=ULN, starts_on=date(2027, 5, 6), ends_on=date(2027, 9, 3))
    assert who(said("FUND-DURATION", one, two)) == ["A2"]


def test_dates_that_run_backwards_are_judged_without_a_crash() -> None:
    people = person("A1", ends_on=date(2026, 8, 1), gateway_on=date(2026, 8, 1))
    assert "has 0 days of training" in said("FUND-DURATION", people)[0].problem


def test_a_minimum_of_the_users_own_takes_over() -> None:
    ten = figure("duration", "months", date(2026, 8, 1), "10")  # to 6 July 2027
    for ends_on, short in ((date(2027, 7, 6), False), (date(2027, 7, 5), True)):
        findings = said("FUND-DURATION", person("A1", ends_on=ends_on), rule_data=[ten])
        assert who(findings) == ["A1"] * short


# 52 x 30 / 24 = 65 weeks from 1 September 2024, 455 days, end on 29 November 2025, a day before 12 x 30 / 24
# = 15 months do. At 29 hours they are 53.8 weeks, 376.55 days, so 377: to 12 September 2025. At 30 hours
# nothing is added: FUND-DURATION's.
@pytest.mark.parametrize(("hours", "ends_on", "short"), [
    (24, date(2025, 11, 29), False),
    (24, date(2025, 11, 28), True),
    (29, date(2025, 9, 12), False),
    (29, date(2025, 9, 11), True),
    (30, date(2025, 8, 20), False),
    (36, date(2025, 5, 1), False),  # shorter than 365 x 30 / 36, which is FUND-DURATION's
    (24, date(2026, 2, 1), False),
    (0, date(2025, 8, 20), False),
    (None, date(2025, 8, 20), False),
])  # fmt: skip
def test_part_time_before_august_2025(hours: int | None, ends_on: date, short: bool) -> None:
    one = person(
        "A1",
        starts_on=date(2024, 9, 1),
        ends_on=ends_on,
        weekly_hours=None if hours is None else Decimal(hours),
    )
    findings = said("FUND-PART-TIME", one)
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "conflict")] * short


# 15 months from 1 February 2025 end on 30 April 2026, 454 days, a day before 65 weeks do: to reach one of the
# two is enough.
@pytest.mark.parametrize(("ends_on", "short"), [(date(2026, 4, 30), False), (date(2026, 4, 29), True)])
def test_part_time_in_months_or_weeks(ends_on: date, short: bool) -> None:
    one = person("A1", starts_on=date(2025, 2, 1), ends_on=ends_on, weekly_hours=Decimal(24))
    assert who(said("FUND-PART-TIME", one)) == ["A1"] * short


# 12 x 30 / 18 is 20 months and 52 x 30 / 18 86 2/3 weeks, 606.67 days: 607 from 2 September 2024 end on 1 May
# 2026.
@pytest.mark.parametrize(("ends_on", "short"), [(date(2026, 5, 1), False), (date(2026, 4, 30), True)])
def test_part_time_with_two_employers_counts_together(ends_on: date, short: bool) -> None:
    half = {"weekly_hours": Decimal(18), "uln": ULN}
    one = person("A1", starts_on=date(2024, 9, 2), ends_on=date(2025, 8, 31), **half)
    two = person("A2", starts_on=date(2025, 9, 1), ends_on=ends_on, employer="LBH", **half)
    assert who(said("FUND-PART-TIME", one, two)) == ["A2"] * short


# To 6 May 2027 are 242 days; the first record's last week is the second's first and counts once.
@pytest.mark.parametrize(("ends_on", "short"), [(date(2027, 5, 6), False), (date(2027, 5, 5), True)])
def test_days_that_two_records_have_count_once(ends_on: date, short: bool) -> None:
    one = person("A1", ends_on=date(2027, 1, 6), employer="COL")
    two = person("A2", uln=ULN, starts_on=date(2026, 12, 31), ends_on=ends_on, employer="LBH")
    assert who(said("FUND-DURATION", one, two)) == ["A2"] * short


def test_part_time_names_the_figures() -> None:
    one = person("A1", starts_on=date(2024, 9, 1), ends_on=date(2025, 11, 28), weekly_hours=Decimal(24))
    finding = said("FUND-PART-TIME", one)[0]
    assert finding.problem == (
        "Ayo A1 works 24 hours a week, under 30, so that the practical period has to last 455 days; it "
        "has 454."
    )
    assert finding.mend == "let it last to 29 November 2025 or longer."


@pytest.mark.parametrize(("hours", "told"), [("36", False), ("30", False), ("29.99", True), ("24", True)])
def test_part_time_from_august_2025_is_a_warning(hours: str, told: bool) -> None:
    findings = said("FUND-PART-TIME", person("A1", weekly_hours=Decimal(hours)))
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "warning")] * told


@pytest.mark.parametrize(("gateway_on", "early"), [(date(2027, 5, 6), False), (date(2027, 5, 5), True)])
@pytest.mark.parametrize("later", [[], [on_break("A1", date(2027, 8, 2), date(2027, 8, 11))]])
def test_gateway_before_the_minimum_length(gateway_on: date, early: bool, later: list[Any]) -> None:
    findings = said("FUND-GATEWAY", person("A1", gateway_on=gateway_on), absences=later)
    assert places(findings) == ([("A1", None, None, None)] if early else [])
    if early:
        assert "5 May 2027 comes before the minimum length is reached: 241 days of training against 242" in (
            findings[0].problem
        )
        assert findings[0].mend == "move the gateway to 6 May 2027 or later."


@pytest.mark.parametrize(("gateway_on", "early"), [(date(2027, 5, 16), False), (date(2027, 5, 15), True)])
def test_gateway_after_a_break(gateway_on: date, early: bool) -> None:
    away = [on_break("A1", date(2027, 1, 4), date(2027, 1, 13))]
    findings = said("FUND-GATEWAY", person("A1", gateway_on=gateway_on), absences=away)
    assert who(findings) == ["A1"] * early


def test_gateway_leaves_a_short_period_to_its_own_rule() -> None:
    short = {"ends_on": date(2027, 5, 5), "gateway_on": date(2027, 5, 5)}
    assert said("FUND-GATEWAY", person("A1", **short)) == []
    just = {"ends_on": date(2027, 5, 6), "gateway_on": date(2027, 5, 5)}
    assert who(said("FUND-GATEWAY", person("A1", **just))) == ["A1"]
    assert said("FUND-GATEWAY", person("A1", **just, status=fresh("completed"))) == []
    assert said("FUND-GATEWAY", person("A1", gateway_on=None)) == []


@pytest.mark.parametrize(("planned", "told"), [(399, True), (400, False), (500, False), (None, False)])
def test_gateway_with_too_few_hours(planned: int | None, told: bool) -> None:
    findings = said("FUND-GATEWAY", person("A1", gateway_on=date(2027, 9, 3), off_the_job_hours=planned))
    assert who(findings) == ["A1"] * told
    assert all("399 are planned, against 400 (published for ST0070)" in f.problem for f in findings)


# Last Fridays of June: 26 June 2026, 25 June 2027, 30 June 2028.
@pytest.mark.parametrize(("born", "starts_on", "early"), [
    (date(2010, 8, 31), date(2026, 6, 26), True),
    (date(2010, 8, 31), date(2026, 6, 27), False),
    (date(2010, 9, 1), date(2027, 6, 25), True),
    (date(2010, 9, 1), date(2027, 6, 26), False),
    (date(2010, 8, 31), date(2026, 6, 1), True),
    (date(2010, 10, 15), date(2027, 6, 25), True),
    (date(2010, 10, 15), date(2027, 6, 26), False),
    (date(2006, 1, 31), date(2022, 6, 24), True),
    (date(2006, 1, 31), date(2022, 6, 25), False),  # 1 July 2022 is a Friday
    (date(2012, 1, 31), date(2028, 6, 30), True),
    (date(2012, 1, 31), date(2028, 7, 1), False),
    (None, date(2020, 1, 1), False),
])  # fmt: skip
def test_leaving_school(born: date | None, starts_on: date, early: bool) -> None:
    one = person("A1", date_of_birth=born, starts_on=starts_on, ends_on=date(2029, 9, 1))
    assert who(said("FUND-SCHOOL-AGE", one)) == ["A1"] * early


def test_leaving_school_names_the_day() -> None:
    one = person("A1", date_of_birth=date(2010, 9, 1), starts_on=date(2027, 6, 25), ends_on=date(2029, 9, 1))
    problem = said("FUND-SCHOOL-AGE", one)[0].problem
    assert problem == "Ayo A1 starts on 25 June 2027, but may leave school and start only after 25 June 2027."


def test_leaving_school_in_another_month() -> None:
    # The last Friday of October in a school year from September 2025 is 31 October 2025.
    settings = {"rule.FUND-SCHOOL-AGE.month": "10"}
    for starts_on, early in ((date(2025, 10, 31), True), (date(2025, 11, 1), False)):
        one = person("A1", date_of_birth=date(2010, 8, 31), starts_on=starts_on)
        assert who(said("FUND-SCHOOL-AGE", one, settings=settings)) == ["A1"] * early
    # Of September: that month is the first of the year already, 26 September 2025.
    settings = {"rule.FUND-SCHOOL-AGE.month": "9"}
    for starts_on, early in ((date(2025, 9, 26), True), (date(2025, 9, 27), False)):
        one = person("A1", date_of_birth=date(2010, 8, 31), starts_on=starts_on)
        assert who(said("FUND-SCHOOL-AGE", one, settings=settings)) == ["A1"] * early


@pytest.mark.parametrize(("gone", "told"), [(date(2026, 9, 7), True), (date(2026, 9, 8), False)])
def test_withdrawn_standards(gone: date, told: bool) -> None:
    rows = [Standard(standard="ST0070", title="Business administrator", withdrawn_on=gone)]
    assert who(said("FUND-WITHDRAWN", person("A1"), standards=rows)) == ["A1"] * told
    listed = [figure("withdrawn", "ST0070", gone, None)]
    findings = said("FUND-WITHDRAWN", person("A1"), person("A2", standard=None), rule_data=listed)
    assert who(findings) == ["A1"] * told
    assert who(said("FUND-WITHDRAWN", person("A1", standard="ST0099"), rule_data=listed)) == []


# The 16 standards of the help centre's list; ST0385 is one of them.
@pytest.mark.parametrize("code", ["ST0384", "ST0385"])
@pytest.mark.parametrize(("starts_on", "severity"), [
    (date(2026, 8, 31), None),
    (date(2026, 9, 1), "warning"),
    (date(2026, 12, 17), "warning"),
    (date(2026, 12, 18), "conflict"),
])  # fmt: skip
def test_standards_that_are_withdrawn_from_september_2026(
    code: str, starts_on: date, severity: str | None
) -> None:
    findings = said("FUND-WITHDRAWN", person("A1", standard=code, starts_on=starts_on))
    assert [(f.apprentice, str(f.severity)) for f in findings] == ([("A1", severity)] if severity else [])


def test_a_new_employer_is_no_new_start_of_a_withdrawn_standard() -> None:
    one = person("A1", standard="ST0384", starts_on=date(2026, 8, 31), ends_on=date(2026, 12, 31))
    two = person("A2", uln=ULN, standard="ST0384", starts_on=date(2027, 1, 1), employer="LBH")
    assert said("FUND-WITHDRAWN", one, two) == []


def test_a_withdrawn_standard_is_told_at_the_last_record_until_it_is_completed() -> None:
    one = person("A1", standard="ST0384", starts_on=date(2026, 12, 18), ends_on=date(2026, 12, 31))
    later = {"uln": ULN, "standard": "ST0384", "starts_on": date(2027, 1, 1), "employer": "LBH"}
    assert who(said("FUND-WITHDRAWN", one, person("A2", **later))) == ["A2"]
    assert said("FUND-WITHDRAWN", one, person("A2", **later, status=fresh("completed"))) == []


def test_the_earlier_day_of_withdrawal_holds() -> None:
    rows = [Standard(standard="ST0070", title="Business administrator", withdrawn_on=date(2026, 8, 1))]
    listed = [figure("withdrawn", "ST0070", date(2026, 7, 1), None)]
    problem = said("FUND-WITHDRAWN", person("A1"), standards=rows, rule_data=listed)[0].problem
    assert problem == (
        "Ayo A1 starts Business administrator on 7 September 2026; it is not funded for those who start on "
        "1 July 2026 or later."
    )


def test_people_of_the_tests_have_learner_numbers_of_their_own() -> None:
    assert len({uln_of(f"A{number}") for number in range(1, 200)}) == 199
