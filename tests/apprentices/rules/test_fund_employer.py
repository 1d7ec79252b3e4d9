"""FUND rules about the employment behind an apprenticeship, on both sides of each boundary."""

from datetime import date, timedelta
from typing import Any

import pytest

from apprentices.calendar import Days
from apprentices.programme import Absence, Closure, Host
from apprentices.rules.said import Finding
from tests.build import CYCLES, FIRST, HOSTS, LAST, ULN, board, figure, found, fresh, on_break, person, places

NEXT_DAY = timedelta(days=1)


def said(rule: str, *people: Any, today: date | None = None, **rows: Any) -> list[Finding]:
    more = {"today": today} if today else {}
    return found(board(apprentices=people, **rows), rule, **more)


def away(code: str, kind: str, first: date, last: date) -> Absence:
    return Absence(apprentice=code, kind=kind, starts_on=first, ends_on=last)


# -- FUND-FJAA. Each cycle has 89 days; two of them are 178. From 7 September 2026, 28 August 2027 is day 356.

TWO_AWAY = "LBH-A COL-A ELFT-A LBH-B"


@pytest.mark.parametrize(("ends_on", "over"), [(date(2027, 8, 28), False), (date(2027, 8, 27), True)])
def test_half_of_the_practical_period_away(ends_on: date, over: bool) -> None:
    people = [person("A1", employer="LBH", ends_on=ends_on)]
    findings = found(board({"A1": TWO_AWAY}, apprentices=people), "FUND-FJAA")
    assert places(findings) == ([("A1", None, None, "LBH")] if over else [])
    assert all("178 of the 355 days of the practical period (50.1 %)" in f.problem for f in findings)


# 178 days to 3 March 2027; a cell after the end of the practical period adds nothing, and takes nothing away.
@pytest.mark.parametrize(("ends_on", "over"), [(date(2027, 3, 3), False), (date(2027, 3, 2), True)])
def test_cells_outside_the_practical_period_do_not_count(ends_on: date, over: bool) -> None:
    people = [person("A1", employer="LBH", ends_on=ends_on)]
    findings = found(board({"A1": "COL-A LBH-A COL-B"}, apprentices=people), "FUND-FJAA")
    assert bool(findings) is over


def test_equal_thirds_are_two_thirds_away() -> None:
    people = [person("A1", employer="ELFT", ends_on=CYCLES[2].ends_on)]
    findings = found(board({"A1": "LBH-A COL-A ELFT-A"}, apprentices=people), "FUND-FJAA")
    assert findings[0].problem == (
        "Ayo A1 spends 178 of the 271 days of the practical period (65.7 %) away from East London NHS "
        "Foundation "
        "Trust, the employer: over 50 %. Only an employer on the register of flexi-job apprenticeship "
        "agencies "
        "may place an apprentice with others for so long, and East London NHS Foundation Trust is not "
        "recorded "
        "as one."
    )
    for way_out in ("plan more time at", "register", "portable agreements"):
        assert way_out in findings[0].mend


@pytest.mark.parametrize("employer", ["COL", None])
def test_register_and_unknown_employer_are_silent(employer: str | None) -> None:
    people = [person("A1", employer=employer)]
    assert found(board({"A1": "LBH-A ELFT-A LBH-B ELFT-B"}, apprentices=people), "FUND-FJAA") == []


@pytest.mark.parametrize(("registered", "told"), [(True, False), (False, True), (None, True)])
def test_the_register_decides(registered: bool | None, told: bool) -> None:
    hosts = [HOSTS[0], Host(host="LBH", name="Hackney", fjaa_registered=registered), HOSTS[2]]
    people = [person("A1", employer="LBH")]
    findings = found(board({"A1": "COL-A COL-B ELFT-A"}, apprentices=people, hosts=hosts), "FUND-FJAA")
    assert bool(findings) is told


# A break of 1 to 10 August 2027 in the last cycle takes ten days off the whole: 356 are left to 7 September.
@pytest.mark.parametrize(("ends_on", "over"), [(date(2027, 9, 7), False), (date(2027, 9, 6), True)])
def test_breaks_are_taken_out_of_the_whole(ends_on: date, over: bool) -> None:
    people = [person("A1", employer="LBH", ends_on=ends_on)]
    absences = [on_break("A1", date(2027, 8, 1), date(2027, 8, 10))]
    findings = found(board({"A1": TWO_AWAY}, apprentices=people, absences=absences), "FUND-FJAA")
    assert bool(findings) is over


def test_breaks_are_taken_out_of_the_time_away() -> None:
    # 178 less 10 are 168; the whole to 18 August 2027 is 346 less 10, 336.
    absences = [on_break("A1", date(2027, 1, 4), date(2027, 1, 13))]
    for ends_on, over in ((date(2027, 8, 18), False), (date(2027, 8, 17), True)):
        people = [person("A1", employer="LBH", ends_on=ends_on)]
        findings = found(board({"A1": TWO_AWAY}, apprentices=people, absences=absences), "FUND-FJAA")
        assert bool(findings) is over


def test_the_share_can_be_set() -> None:
    # 89 of 362 days are 24.6 %.
    for percent, over in (("25", False), ("24", True)):
        settings = {"rule.FUND-FJAA.percent": percent}
        people = [person("A1", employer="LBH")]
        made = board({"A1": "COL-A LBH-A LBH-B LBH-A"}, settings, apprentices=people)
        assert bool(found(made, "FUND-FJAA")) is over


# -- FUND-BREAK


# March 2027 ends on a Wednesday: back on that day, there is learning in it. April ends on a Friday.
@pytest.mark.parametrize(("last", "told"), [(date(2027, 3, 30), False), (date(2027, 3, 31), True)])
@pytest.mark.parametrize("kind", ["sickness", "parental", "accident"])
def test_a_month_without_learning_needs_a_break(kind: str, last: date, told: bool) -> None:
    findings = said("FUND-BREAK", person("A1"), absences=[away("A1", kind, date(2027, 3, 1), last)])
    assert places(findings) == ([("A1", None, None, None)] if told else [])
    assert all(
        "is away from 1 March 2027 to 31 March 2027, 31 days, with no day of learning in March 2027 and "
        "without" in finding.problem
        for finding in findings
    )


@pytest.mark.parametrize(("first", "last", "told"), [
    (date(2027, 2, 1), date(2027, 2, 28), True),
    (date(2027, 2, 2), date(2027, 2, 28), False),
    (date(2027, 3, 10), date(2027, 4, 9), False),  # 31 days, and learning in both months
    (date(2027, 3, 2), date(2027, 4, 29), False),
    (date(2027, 5, 4), date(2027, 5, 31), True),  # what is before in May: a weekend and a bank holiday
    (date(2027, 5, 5), date(2027, 5, 31), False),
    (date(2027, 2, 1), date(2027, 3, 31), True),  # one absence, two months
])  # fmt: skip
def test_what_counts_is_the_calendar_month(first: date, last: date, told: bool) -> None:
    findings = said("FUND-BREAK", person("A1"), absences=[away("A1", "sickness", first, last)])
    assert len(findings) == told


def weekly(first: date, weeks: int) -> list[Absence]:
    """Sickness from Monday to Friday, a row a week."""
    mondays = [first + timedelta(weeks=number) for number in range(weeks)]
    return [away("A1", "sickness", monday, monday + timedelta(days=4)) for monday in mondays]


def daily(rows: list[Absence]) -> list[Absence]:
    """The same, a row a day."""
    return [away("A1", "sickness", day, day) for row in rows for day in Days(row.starts_on, row.ends_on)]


FEBRUARY = date(2027, 2, 1)  # a Monday


@pytest.mark.parametrize(("rows", "told"), [
    (weekly(FEBRUARY, 6), True),
    (daily(weekly(FEBRUARY, 6)), True),
    (weekly(FEBRUARY, 4), False),  # 26 days, not four weeks
    ([*weekly(FEBRUARY, 3), *weekly(date(2027, 3, 1), 3)], False),  # a week of learning between
    # 26 and 29 March are Good Friday and Easter Monday.
    ([away("A1", "sickness", date(2027, 3, 1), date(2027, 3, 25)),
      away("A1", "sickness", date(2027, 3, 30), date(2027, 4, 9))], True),
    ([away("A1", "sickness", date(2027, 3, 1), date(2027, 3, 25)),
      away("A1", "sickness", date(2027, 3, 31), date(2027, 4, 9))], False),
])  # fmt: skip
def test_days_on_which_nobody_works_part_no_absence(rows: list[Absence], told: bool) -> None:
    assert len(said("FUND-BREAK", person("A1"), absences=rows)) == told


@pytest.mark.parametrize(("host", "told"), [(None, True), ("COL", True), ("LBH", False)])
def test_closures_of_everybody_and_of_the_employer_part_no_absence(host: str | None, told: bool) -> None:
    shut = Closure(host=host, starts_on=date(2027, 2, 15), ends_on=date(2027, 2, 19))
    rows = [*weekly(FEBRUARY, 2), *weekly(date(2027, 2, 22), 2)]
    assert len(said("FUND-BREAK", person("A1"), absences=rows, closures=[shut])) == told


def test_months_before_august_2023_are_not_judged() -> None:
    old = person("A1", starts_on=date(2023, 1, 2))
    for month, told in ((7, False), (8, True)):
        rows = [away("A1", "sickness", date(2023, month, 1), date(2023, month, 31))]
        assert len(said("FUND-BREAK", old, absences=rows)) == told


@pytest.mark.parametrize("kind", ["leave", "annual leave", "Leave", "holiday", "Holidays", "break"])
def test_leave_and_breaks_need_none(kind: str) -> None:
    absences = [away("A1", kind, date(2027, 3, 1), date(2027, 5, 31))]
    assert said("FUND-BREAK", person("A1"), absences=absences) == []


@pytest.mark.parametrize(("second", "told"), [(date(2027, 3, 15), True), (date(2027, 3, 16), False)])
def test_neighbouring_absences_are_one(second: date, told: bool) -> None:
    absences = [
        away("A1", "sickness", date(2027, 3, 1), date(2027, 3, 14)),
        away("A1", "other", second, date(2027, 3, 31)),
    ]
    assert bool(said("FUND-BREAK", person("A1"), absences=absences)) is told


def test_a_recorded_break_covers_its_part() -> None:
    absences = [
        away("A1", "sickness", date(2027, 3, 1), date(2027, 4, 30)),
        on_break("A1", date(2027, 3, 29), date(2027, 4, 30)),
    ]
    assert said("FUND-BREAK", person("A1"), absences=absences) == []


def test_only_days_of_the_practical_period_count() -> None:
    # One that lies outside of it altogether takes nothing away.
    absences = [away("A1", "sickness", date(2026, 8, 1), date(2026, 8, 31))]
    assert said("FUND-BREAK", person("A1"), absences=absences) == []
    # September is no whole month of a period that starts on the 7th; October is one.
    absences = [away("A1", "sickness", date(2026, 8, 1), date(2026, 10, 29))]
    assert said("FUND-BREAK", person("A1"), absences=absences) == []
    absences = [away("A1", "sickness", date(2026, 8, 1), date(2026, 10, 30))]  # a Friday
    assert len(said("FUND-BREAK", person("A1"), absences=absences)) == 1


# Nobody is asked for a break any more whose time is over, and a unit has no breaks in learning.
@pytest.mark.parametrize("more", [
    {"status": fresh("withdrawn")}, {"status": fresh("completed")}, {"standard": "AU0001"},
])  # fmt: skip
def test_breaks_are_asked_of_current_apprenticeships_alone(more: dict[str, Any]) -> None:
    absences = [away("A1", "sickness", date(2027, 3, 1), date(2027, 3, 31))]
    assert said("FUND-BREAK", person("A1", **more), absences=absences) == []


def test_an_absence_begins_after_the_one_before() -> None:
    rows = [away("A1", "sickness", day, day) for day in (date(2026, 10, 5), date(2026, 10, 7))]
    rows.append(away("A1", "sickness", FEBRUARY, date(2027, 2, 28)))
    (finding,) = said("FUND-BREAK", person("A1"), absences=rows)
    assert "from 1 February 2027 to 28 February 2027, 28 days" in finding.problem


# 5 January to 1 February are 28 days; with all closed on the others, February has no day of learning.
@pytest.mark.parametrize(("shut_to", "told"), [(date(2027, 2, 26), True), (date(2027, 2, 25), False)])
def test_an_absence_that_ends_as_a_month_without_learning_begins(shut_to: date, told: bool) -> None:
    rows = [away("A1", "sickness", date(2027, 1, 5), FEBRUARY)]
    shut = Closure(starts_on=date(2027, 2, 2), ends_on=shut_to)
    findings = said("FUND-BREAK", person("A1"), absences=rows, closures=[shut])
    assert ["learning in February 2027 and" in finding.problem for finding in findings] == [True] * told


# -- FUND-EMPLOYER-GAP, FUND-PORTABLE, FUND-OVERLAP


def two(first_ends: date, second_starts: date, **more: Any) -> list[Any]:
    """One apprenticeship with COL, then with LBH."""
    later = {"uln": ULN, "employer": "LBH", "starts_on": second_starts, "ends_on": date(2028, 9, 1)} | more
    return [person("A2", **later), person("A1", ends_on=first_ends)]


ENDS = date(2027, 6, 30)


# Who started before 1 August 2026 has 30 days; who started then or later, 4 weeks.
@pytest.mark.parametrize(("starts_on", "gap", "severity"), [
    (date(2026, 7, 31), 30, None), (date(2026, 7, 31), 31, "warning"),
    (date(2026, 7, 31), 84, "warning"), (date(2026, 7, 31), 85, "conflict"),
    (date(2026, 8, 1), 28, None), (date(2026, 8, 1), 29, "warning"),
    (date(2026, 8, 1), 84, "warning"), (date(2026, 8, 1), 85, "conflict"),
])  # fmt: skip
def test_gaps_by_the_start_of_the_apprenticeship(starts_on: date, gap: int, severity: str | None) -> None:
    later, _ = two(ENDS, ENDS + timedelta(days=gap + 1))
    findings = said("FUND-EMPLOYER-GAP", later, person("A1", starts_on=starts_on, ends_on=ENDS))
    assert [str(f.severity) for f in findings] == [severity] * bool(severity)


@pytest.mark.parametrize(("gap", "severity"), [
    (0, None), (10, None), (28, None), (29, "warning"), (84, "warning"), (85, "conflict"),
])  # fmt: skip
def test_gap_between_employers(gap: int, severity: str | None) -> None:
    findings = said("FUND-EMPLOYER-GAP", *two(ENDS, ENDS + timedelta(days=gap + 1)))
    assert [(f.apprentice, str(f.severity)) for f in findings] == ([("A2", severity)] if severity else [])
    if gap == 29:
        assert findings[0].problem == (
            "29 days, 1 July 2027 to 29 July 2027, lie between Ayo A2's time with City of London "
            "Corporation and "
            "with Hackney Council; over 28 days needs a break in learning."
        )
        assert findings[0].mend.endswith("or record a break in learning.")
    if gap == 85:
        assert "over 84 days counts as a withdrawal" in findings[0].problem
        assert findings[0].mend == "let the second employer start earlier."


@pytest.mark.parametrize("item", ["gap-days", "withdrawal-days"])
def test_a_gap_without_a_figure_for_it_is_not_known(item: str) -> None:
    unknown = [figure("breaks", item, day, None) for day in (None, date(2026, 8, 1))]
    assert said("FUND-EMPLOYER-GAP", *two(ENDS, date(2027, 12, 1)), rule_data=unknown) == []


# From July 2027 on 5 days would be too many, or a withdrawal; who began in 2026 has 28 and 84.
@pytest.mark.parametrize("item", ["gap-days", "withdrawal-days"])
def test_the_figures_of_the_first_start_hold(item: str) -> None:
    later = [figure("breaks", item, date(2027, 7, 1), "5")]
    for gap, severities in ((28, []), (29, ["warning"]), (84, ["warning"])):
        findings = said("FUND-EMPLOYER-GAP", *two(ENDS, ENDS + timedelta(days=gap + 1)), rule_data=later)
        assert [str(finding.severity) for finding in findings] == severities


@pytest.mark.parametrize(("gap", "last", "told"), [
    (31, date(2027, 7, 31), False), (31, date(2027, 7, 30), True), (85, date(2027, 9, 23), True),
])  # fmt: skip
@pytest.mark.parametrize("code", ["A1", "A2"])
def test_a_break_covers_the_gap(gap: int, last: date, told: bool, code: str) -> None:
    absences = [on_break(code, date(2027, 7, 1), last)]
    people = two(ENDS, ENDS + timedelta(days=gap + 1))
    assert bool(said("FUND-EMPLOYER-GAP", *people, absences=absences)) is told


@pytest.mark.parametrize("more", [{"employer": fresh("COL")}, {"standard": "ST0216"}, {"uln": "1000000019"}])
def test_gaps_of_one_employer_or_of_two_apprenticeships(more: dict[str, Any]) -> None:
    assert said("FUND-EMPLOYER-GAP", *two(ENDS, date(2027, 12, 1), **more)) == []


def test_a_gap_to_an_employer_that_is_not_known() -> None:
    findings = said("FUND-EMPLOYER-GAP", *two(ENDS, date(2027, 12, 1), employer=None))
    assert "and with an employer not known" in findings[0].problem


@pytest.mark.parametrize("absences", [[], [on_break("A1", date(2027, 1, 1), date(2027, 2, 10))]])
def test_an_earlier_gap_that_is_fine_hides_no_later_one(absences: list[Absence]) -> None:
    next_start = date(2027, 2, 11) if absences else date(2027, 1, 1)
    people = [
        person("A1", ends_on=date(2026, 12, 31)),
        person("A2", uln=ULN, employer="LBH", starts_on=next_start, ends_on=ENDS),
        person("A3", uln=ULN, employer="ELFT", starts_on=date(2027, 12, 1), ends_on=date(2028, 9, 1)),
    ]
    findings = said("FUND-EMPLOYER-GAP", *people, absences=absences)
    assert [finding.apprentice for finding in findings] == ["A3"]


@pytest.mark.parametrize(("ends_on", "short"), [(date(2027, 3, 6), False), (date(2027, 3, 5), True)])
def test_portable_agreements_last_three_months(ends_on: date, short: bool) -> None:
    first = person("A1", ends_on=date(2026, 12, 6), portable=True)
    second = person(
        "A2", uln=ULN, employer="LBH", starts_on=date(2026, 12, 7), ends_on=ends_on, portable=True
    )
    third = person("A3", uln=ULN, employer="ELFT", starts_on=ends_on + NEXT_DAY, ends_on=date(2027, 9, 3))
    findings = [f for f in said("FUND-PORTABLE", first, second, third) if f.judged]
    assert places(findings) == ([("A2", None, None, None)] if short else [])
    assert all("3 months or more, here to 6 March 2027" in finding.problem for finding in findings)


@pytest.mark.parametrize(("more", "told"), [
    ({"portable": True}, True),
    ({"portable": True, "employer": None}, True),
    ({"portable": True, "status": fresh("completed")}, False),
    ({"portable": False}, False),
    ({"portable": None}, False),  # an ordinary change of employer
])  # fmt: skip
def test_portable_is_what_is_said_to_be_and_not_over(more: dict[str, Any], told: bool) -> None:
    short = {
        "uln": ULN,
        "employer": "LBH",
        "starts_on": date(2027, 7, 1),
        "ends_on": date(2027, 7, 31),
    } | more
    findings = said("FUND-PORTABLE", person("A1", ends_on=ENDS), person("A2", **short))
    assert len([finding for finding in findings if finding.judged]) == told


# The list of SI 2022/86 is not known here: said once, of the standards of portable apprenticeships.
def test_whether_a_standard_is_listed_for_portable_is_not_known() -> None:
    long = {"portable": True, "ends_on": ENDS}
    people = [person("A1", **long), person("A2", **long), person("A3", standard="ST0795", **long),
              person("A4", standard="ST0005"), person("A5", standard=None, **long)]  # fmt: skip
    (finding,) = said("FUND-PORTABLE", *people)
    assert "whether ST0070 and ST0795 are listed is not known here" in finding.problem
    assert (finding.judged, str(finding.severity), finding.apprentice) == (False, "warning", None)
    assert said("FUND-PORTABLE", person("A4")) == []


@pytest.mark.parametrize(("starts_on", "days"), [(date(2027, 7, 1), 0), (date(2027, 6, 30), 1)])
def test_overlap_by_the_day(starts_on: date, days: int) -> None:
    findings = said("FUND-OVERLAP", *two(ENDS, starts_on, standard="ST0216"))
    # Both are told, each of the other.
    told = [("A1", "A2"), ("A2", "A1")] if days else []
    assert [(finding.apprentice, finding.subject) for finding in findings] == told
    assert all(
        "30 June 2027 to 30 June 2027, 1 day; A2 starts later and is refused." in finding.problem
        and finding.mend.startswith("start A2 after the end of A1")
        for finding in findings
    )


# A withdrawn record counts for the days that it ran; ended on its first day, it ran none.
@pytest.mark.parametrize(("ends_on", "told"), [
    (FIRST, False), (FIRST + NEXT_DAY, True), (FIRST - NEXT_DAY, False),
])  # fmt: skip
def test_overlap_of_withdrawn_records(ends_on: date, told: bool) -> None:
    gone = person("A2", uln=ULN, standard="ST0216", ends_on=ends_on, status=fresh("withdrawn"))
    assert len(said("FUND-OVERLAP", person("A1"), gone)) == 2 * told


def test_overlap_of_unknown_learners_and_of_three() -> None:
    assert said("FUND-OVERLAP", person("A1", uln=None), person("A2", uln=None)) == []
    three = [person(code, uln=ULN) for code in ("A1", "A2", "A3")]
    assert len(said("FUND-OVERLAP", *three)) == 6


def test_of_two_that_start_together_one_is_refused() -> None:
    findings = said("FUND-OVERLAP", *two(ENDS, FIRST, standard="ST0216"))
    assert [finding.apprentice for finding in findings] == ["A1", "A2"]
    for told in findings:
        assert told.problem.endswith("; both start on the same day, and one of them is refused.")
        assert told.mend.startswith("start one of them after the end of the other")


# A Growth and Skills unit is no apprenticeship.
def test_a_unit_beside_an_apprenticeship_is_no_overlap() -> None:
    assert said("FUND-OVERLAP", *two(ENDS, FIRST, standard="AU0001")) == []


# -- FUND-AGREEMENT


@pytest.mark.parametrize(
    ("signed", "told"), [(FIRST, False), (FIRST - NEXT_DAY, False), (FIRST + NEXT_DAY, True)]
)
def test_signed_by_the_first_day(signed: date, told: bool) -> None:
    findings = said("FUND-AGREEMENT", person("A1", agreement_on=signed))
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "conflict")] * told
    assert all(
        "signed on 8 September 2026, after the start on 7 September 2026" in f.problem for f in findings
    )


# Twelve weeks, 84 days, before 7 September 2026 is 15 June 2026: 15 days of June, 31 + 31, and 7 less one.
@pytest.mark.parametrize(("today", "severity", "word"), [
    (date(2026, 6, 14), None, ""), (date(2026, 6, 15), "warning", "starts"),
    (FIRST - NEXT_DAY, "warning", "starts"), (FIRST, "conflict", "started"), (LAST, "conflict", "started"),
])  # fmt: skip
def test_not_signed(today: date, severity: str | None, word: str) -> None:
    findings = said("FUND-AGREEMENT", person("A1", agreement_on=None), today=today)
    assert [(f.apprentice, str(f.severity)) for f in findings] == ([("A1", severity)] if severity else [])
    assert all(f"who {word} on 7 September 2026" in f.problem for f in findings)


def test_agreements_of_people_who_left_are_not_asked() -> None:
    people = [person("A1", agreement_on=None, status=s) for s in ("withdrawn", "completed")]
    assert all(said("FUND-AGREEMENT", one) == [] for one in people)
