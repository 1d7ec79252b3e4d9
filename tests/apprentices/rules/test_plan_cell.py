"""PLAN rules of cells, each on both sides of its boundary; days counted by hand."""

from datetime import date, timedelta

import pytest

from apprentices.board import Edit
from apprentices.programme import Closure, Exclusion, Standard, Travel
from apprentices.rules.rule import Severity
from tests.build import CYCLES, TEAMS, board, check, found, on_break, person, places, publication, team

FULL = "COL-A LBH-A ELFT-A COL-B"


def test_a_full_rotation_has_no_findings() -> None:
    assert check(board({"A1": FULL})).findings() == []


def test_gap_is_an_active_cell_without_a_placement() -> None:
    gaps = found(board({"A1": "COL-A . ELFT-A COL-B"}), "PLAN-GAP")
    assert places(gaps) == [("A1", "C2", None, None)]
    assert gaps[0].message == (
        "Ayo A1 has no placement in C2 (7 December 2026 to 5 March 2027). To mend: place them in a team "
        "with a free seat, or record why they are away."
    )


# C1 runs 7 September to 4 December 2026: 89 days. 45 days are more than half, 44 are not.
@pytest.mark.parametrize(("starts_on", "active"), [(date(2026, 10, 21), True), (date(2026, 10, 22), False)])
def test_active_means_more_than_half_of_the_cycle(starts_on: date, active: bool) -> None:
    people = [person("A1", starts_on=starts_on)]
    assert bool(found(board({"A1": ". LBH-A ELFT-A COL-B"}, apprentices=people), "PLAN-GAP")) == active
    outside = found(board({"A1": FULL}, apprentices=people), "PLAN-OUTSIDE")
    assert places(outside) == ([] if active else [("A1", "C1", "COL-A", "COL")])


@pytest.mark.parametrize("status", ["break", "withdrawn", "completed"])
def test_who_is_not_active_is_outside_everywhere(status: str) -> None:
    outside = found(board({"A1": FULL}, apprentices=[person("A1", status=status)]), "PLAN-OUTSIDE")
    assert [finding.cycle for finding in outside] == ["C1", "C2", "C3", "C4"]
    assert f"their status is “{status}”" in outside[0].problem


# 44 of 89 days leave the cell active, 45 don't.
@pytest.mark.parametrize(("last", "severity"), [
    (date(2026, 10, 20), Severity.WARNING),
    (date(2026, 10, 21), Severity.CONFLICT),
])  # fmt: skip
def test_absence_is_a_conflict_when_the_break_covers_more_than_half(last: date, severity: Severity) -> None:
    away = [on_break("A1", date(2026, 9, 7), last)]
    absent = found(board({"A1": FULL}, absences=away), "CAL-ABSENCE")
    assert [(f.apprentice, f.cycle, f.severity) for f in absent] == [("A1", "C1", severity)]
    without = board({"A1": ". LBH-A ELFT-A COL-B"}, absences=away)
    assert bool(found(without, "PLAN-GAP")) == (severity is Severity.WARNING)


def test_absence_adds_up_breaks_but_not_the_days_they_share() -> None:
    shared = [
        on_break("A1", date(2026, 9, 7), date(2026, 10, 10)),  # 34 days
        on_break("A1", date(2026, 10, 1), date(2026, 10, 20)),  # 10 more: 44
    ]
    assert found(board({"A1": FULL}, absences=shared), "CAL-ABSENCE")[0].severity is Severity.WARNING
    longer = [*shared, on_break("A1", date(2026, 12, 4), date(2026, 12, 4))]  # 45
    assert found(board({"A1": FULL}, absences=longer), "CAL-ABSENCE")[0].severity is Severity.CONFLICT


@pytest.mark.parametrize(("opens_on", "closes_on", "closed"), [
    (date(2026, 9, 7), date(2026, 12, 4), False),
    (date(2026, 9, 8), None, True),
    (None, date(2026, 12, 3), True),
])  # fmt: skip
def test_closed_before_it_opens_and_after_it_closes(
    opens_on: date | None, closes_on: date | None, closed: bool
) -> None:
    teams = [team("COL-A", opens_on=opens_on, closes_on=closes_on), *TEAMS[1:]]
    assert bool(found(board({"A1": FULL}, placements=teams), "PLAN-CLOSED")) == closed


def test_closed_looks_at_the_stay_not_the_whole_cycle() -> None:
    teams = [team("COL-A", closes_on=date(2026, 11, 20)), *TEAMS[1:]]
    leaver = person("A1", ends_on=date(2026, 11, 20))
    assert not found(board({"A1": "COL-A"}, placements=teams, apprentices=[leaver]), "PLAN-CLOSED")


# Working days from 21 December: 21-24 (4), 29-31 (3), 4-6 January (3): 10; with the 7th: 11.
@pytest.mark.parametrize(("last", "closed"), [(date(2027, 1, 6), False), (date(2027, 1, 7), True)])
@pytest.mark.parametrize(
    "where", [{"host": "LBH"}, {"placement": "LBH-A"}, {"host": "LBH", "placement": "LBH-A"}, {}]
)
def test_closed_counts_working_days(last: date, closed: bool, where: dict[str, str]) -> None:
    closures = [Closure(starts_on=date(2026, 12, 21), ends_on=last, **where)]
    findings = found(board({"A1": FULL}, closures=closures), "PLAN-CLOSED")
    assert places(findings) == ([("A1", "C2", "LBH-A", "LBH")] if closed else [])
    if closed:
        assert "closed on 11 working days of it (at most 10 are allowed)" in findings[0].problem


def test_closed_adds_up_closures_of_team_host_and_all() -> None:
    closures = [
        Closure(placement="LBH-A", starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15)),  # 5
        Closure(host="LBH", starts_on=date(2027, 1, 14), ends_on=date(2027, 1, 20)),  # 3 more
        Closure(starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 3)),  # 3 more: 11
        Closure(host="COL", starts_on=date(2027, 2, 8), ends_on=date(2027, 2, 26)),  # elsewhere
    ]
    assert found(board({"A1": FULL}, closures=closures), "PLAN-CLOSED")
    assert not found(board({"A1": FULL}, closures=closures[:2]), "PLAN-CLOSED")


def test_closed_days_can_be_set() -> None:
    closures = [Closure(host="LBH", starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 12))]
    assert not found(board({"A1": FULL}, {"rule.PLAN-CLOSED.days": "2"}, closures=closures), "PLAN-CLOSED")
    assert found(board({"A1": FULL}, {"rule.PLAN-CLOSED.days": "1"}, closures=closures), "PLAN-CLOSED")


def test_standard() -> None:
    teams = [team("COL-A", standards=("ST0072", "ST0216")), *TEAMS[1:]]
    standards = [Standard(standard="ST0070", title="Business administrator")]
    findings = found(board({"A1": FULL}, placements=teams, standards=standards), "PLAN-STANDARD")
    assert places(findings) == [("A1", "C1", "COL-A", "COL")]
    assert "Business administrator (ST0070), which COL-A (COL) does not take" in findings[0].problem
    for known in (person("A1", standard="ST0216"), person("A1", standard=None)):
        assert not found(board({"A1": FULL}, placements=teams, apprentices=[known]), "PLAN-STANDARD")


@pytest.mark.parametrize(("what", "cycle", "cells"), [
    ("host:COL", None, ["C1", "C4"]),
    ("host:COL", "C4", ["C4"]),
    ("host:COL", "C2", []),
    ("placement:COL-B", None, ["C4"]),
    ("area:Finance", None, ["C1"]),
    ("skill:payroll", None, ["C1"]),
])  # fmt: skip
def test_excluded(what: str, cycle: str | None, cells: list[str]) -> None:
    teams = [team("COL-A", area="finance", skills=("ledgers", "Payroll")), *TEAMS[1:]]
    exclusions = [Exclusion(apprentice="A1", what=what, cycle=cycle, reason="Their aunt works there")]
    plan = {"A1": FULL, "A2": FULL}
    findings = found(board(plan, placements=teams, exclusions=exclusions), "PLAN-EXCLUDED")
    assert [(f.apprentice, f.cycle) for f in findings] == [("A1", cell) for cell in cells]
    assert all("Their aunt works there" in finding.problem for finding in findings)


@pytest.mark.parametrize(("needs", "site", "words"), [
    (True, False, "is not step-free"),
    (True, None, "is not recorded as step-free"),
    (True, True, None),
    (False, False, None),
    (None, False, None),
])  # fmt: skip
def test_access(needs: bool | None, site: bool | None, words: str | None) -> None:
    teams = [team(code.placement, step_free=True) for code in TEAMS[1:]]
    teams.insert(0, team("COL-A", step_free=site))
    findings = found(board({"A1": FULL}, placements=teams, apprentices=[person("A1", step_free=needs)]),
                     "PLAN-ACCESS")  # fmt: skip
    assert places(findings) == ([("A1", "C1", "COL-A", "COL")] if words else [])
    assert words is None or words in findings[0].problem


@pytest.mark.parametrize(("minutes", "said"), [(90, False), (91, True)])
def test_travel_over_90_minutes_is_a_warning(minutes: int, said: bool) -> None:
    teams = [team("COL-A", site="Guildhall"), *TEAMS[1:]]
    travel = [Travel(apprentice="A1", site="guildhall", minutes=minutes)]
    findings = found(board({"A1": FULL, "A2": FULL}, placements=teams, travel=travel), "PLAN-TRAVEL")
    assert places(findings) == ([("A1", "C1", "COL-A", "COL")] if said else [])
    assert all(finding.severity is Severity.WARNING for finding in findings)


# C4 starts on 7 June 2027; twelve weeks are 84 days, to 29 August.
@pytest.mark.parametrize(("ends_on", "said"), [(date(2027, 8, 29), False), (date(2027, 8, 28), True)])
def test_length(ends_on: date, said: bool) -> None:
    findings = found(board({"A1": FULL}, apprentices=[person("A1", ends_on=ends_on)]), "PLAN-LENGTH")
    assert places(findings) == ([("A1", "C4", "COL-B", "COL")] if said else [])


def test_notice_is_silent_without_a_publication() -> None:
    assert found(board({"A1": FULL}), "PLAN-NOTICE", today=date(2027, 6, 1)) == []


# C4 starts on 7 June 2027; eight weeks before is 12 April.
@pytest.mark.parametrize(("today", "said"), [(date(2027, 4, 12), False), (date(2027, 4, 13), True)])
def test_notice_inside_eight_weeks(today: date, said: bool) -> None:
    draft = board({"A1": FULL})
    told = publication(draft)
    draft.put(Edit("A1", "C4", "LBH-B"))
    findings = found(draft, "PLAN-NOTICE", today=today, published=told)
    assert places(findings) == ([("A1", "C4", "LBH-B", "LBH")] if said else [])


def test_notice_of_the_host_itself_and_of_a_cleared_cell() -> None:
    hosts = [
        type(h)(host=h.host, name=h.name, notice_weeks=12 if h.host == "COL" else None)
        for h in board().programme.hosts.values()
    ]
    draft = board({"A1": FULL}, hosts=hosts)
    told = publication(draft)
    draft.put(Edit("A1", "C4", None))
    start = CYCLES[3].starts_on
    assert not found(draft, "PLAN-NOTICE", today=start - timedelta(weeks=12), published=told)
    late = found(draft, "PLAN-NOTICE", today=start - timedelta(weeks=12, days=-1), published=told)
    assert places(late) == [("A1", "C4", None, "COL")]
    assert "has no placement in C4" in late[0].problem
