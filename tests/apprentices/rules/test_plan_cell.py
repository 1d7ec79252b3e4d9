"""PLAN rules of cells, each on both sides of its boundary; days counted by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from apprentices.board import Board, Edit
from apprentices.conditions import Exclusion, Travel
from apprentices.programme import Closure, Cycle, Standard
from apprentices.rules.said import ChangeRow, Severity
from apprentices.told import Told
from tests.build import (
    CYCLES,
    TEAMS,
    UNASKED,
    board,
    check,
    found,
    fresh,
    on_break,
    person,
    places,
    publication,
    team,
)

FULL = "COL-A LBH-A ELFT-A COL-B"


def test_a_full_rotation_has_no_findings() -> None:
    assert check(board({"A1": FULL}, UNASKED)).findings() == []


def test_gap_is_an_active_cell_without_a_placement() -> None:
    gaps = found(board({"A1": "COL-A . ELFT-A COL-B"}), "PLAN-GAP")
    assert places(gaps) == [("A1", "C2", None, None)]
    assert gaps[0].problem == "Ayo A1 has no placement in C2 (7 December 2026 to 5 March 2027)."
    assert gaps[0].mend == "place them in a team with a free seat, or record why they are away."


# C1 runs 7 September to 4 December 2026: 89 days. 45 days are more than half, 44 are not.
@pytest.mark.parametrize(("starts_on", "active"), [(date(2026, 10, 21), True), (date(2026, 10, 22), False)])
def test_active_means_more_than_half_of_the_cycle(starts_on: date, active: bool) -> None:
    people = [person("A1", starts_on=starts_on)]
    assert bool(found(board({"A1": ". LBH-A ELFT-A COL-B"}, apprentices=people), "PLAN-GAP")) == active
    outside = found(board({"A1": FULL}, apprentices=people), "PLAN-OUTSIDE")
    assert places(outside) == ([] if active else [("A1", "C1", "COL-A", "COL")])


# 7 September to 3 December 2026 are 88 days: 44 are just half of them, and not enough to be there.
@pytest.mark.parametrize(("ends_on", "outside"), [(date(2026, 10, 20), True), (date(2026, 10, 21), False)])
def test_half_of_a_cycle_is_not_enough(ends_on: date, outside: bool) -> None:
    cycles = [Cycle(cycle="C1", starts_on=CYCLES[0].starts_on, ends_on=date(2026, 12, 3))]
    made = board({"A1": "COL-A"}, cycles=cycles, apprentices=[person("A1", ends_on=ends_on)])
    assert [f.problem for f in found(made, "PLAN-OUTSIDE")] == ([
        "Ayo A1 is in COL-A (COL) in C1 (7 September 2026 to 3 December 2026), but their practical period is "
        "7 September 2026 to 20 October 2026."
    ] if outside else [])  # fmt: skip
    vacant = board(cycles=cycles, apprentices=[person("A1", ends_on=ends_on)])
    assert bool(found(vacant, "PLAN-GAP")) is not outside


def test_a_placement_after_the_practical_period_is_outside() -> None:
    people = [person("A1", ends_on=CYCLES[1].ends_on)]
    outside = found(board({"A1": FULL}, apprentices=people), "PLAN-OUTSIDE")
    assert [finding.cycle for finding in outside] == ["C3", "C4"]
    assert outside[0].problem.endswith("practical period is 7 September 2026 to 5 March 2027.")


# A break of just half of 88 days leaves the person active, one day more doesn't: 20 and 21 October.
@pytest.mark.parametrize(("last", "gap"), [(date(2026, 10, 20), True), (date(2026, 10, 21), False)])
def test_a_break_of_half_a_cycle_leaves_it_active(last: date, gap: bool) -> None:
    cycles = [Cycle(cycle="C1", starts_on=CYCLES[0].starts_on, ends_on=date(2026, 12, 3))]
    made = board(cycles=cycles, apprentices=[person("A1")], absences=[on_break("A1", date(2026, 9, 7), last)])
    assert bool(found(made, "PLAN-GAP")) is gap


# The person is there for 60 of the 89 days, 7 September to 5 November.
@pytest.mark.parametrize("ends_on", [date(2026, 11, 5), date(2026, 12, 4)])
def test_a_break_alone_is_not_outside(ends_on: date) -> None:
    people = [person("A1", status=fresh("active"), ends_on=ends_on)]
    away = [on_break("A1", date(2026, 9, 7), ends_on)]
    made = board({"A1": "COL-A"}, apprentices=people, absences=away)
    assert not found(made, "PLAN-OUTSIDE")
    assert [f.severity for f in found(made, "CAL-ABSENCE")] == [Severity.CONFLICT]


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
    (date(2026, 9, 6), date(2026, 12, 5), False),
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
    assert not found(board({"A1": FULL}, {"rule.PLAN-CLOSED.days": "0"}), "PLAN-CLOSED")


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
    plan, when = {"A1": FULL, "A2": FULL}, f" in {cycle or 'any cycle'}"
    findings = found(board(plan, placements=teams, exclusions=exclusions), "PLAN-EXCLUDED")
    assert [(f.apprentice, f.cycle) for f in findings] == [("A1", cell) for cell in cells]
    assert all(f"{when}: Their aunt works there, but is in " in finding.problem for finding in findings)
    unsaid = [Exclusion(apprentice="A1", what=what, cycle=cycle)]
    findings = found(board(plan, placements=teams, exclusions=unsaid), "PLAN-EXCLUDED")
    assert all(f"{when}, but is in " in finding.problem for finding in findings)


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
    assert all(finding.judged == (site is False) for finding in findings)
    assert all(finding.step == ChangeRow("placements", "COL-A", "step_free") for finding in findings)


def test_access_of_one_among_several() -> None:
    people = [person("A1", step_free=True), person("A2")]
    teams = [team("COL-A", step_free=False)]
    findings = found(
        board({"A1": "COL-A", "A2": "COL-A"}, placements=teams, apprentices=people), "PLAN-ACCESS"
    )
    assert places(findings) == [("A1", "C1", "COL-A", "COL")]


@pytest.mark.parametrize(("site", "words"), [
    ("Guildhall", "Ayo A1 needs step-free access, and COL-A (COL) at Guildhall is not step-free."),
    (None, "Ayo A1 needs step-free access, and COL-A (COL) is not step-free."),
])  # fmt: skip
def test_access_names_the_site(site: str | None, words: str) -> None:
    teams = [team("COL-A", step_free=False, site=site), team("LBH-A", step_free=True)]
    people = [person("A1", step_free=True)]
    (finding,) = found(board({"A1": "COL-A LBH-A"}, placements=teams, apprentices=people), "PLAN-ACCESS")
    assert finding.problem == words


@pytest.mark.parametrize(("minutes", "said"), [(89, False), (90, False), (91, True)])
def test_travel_over_90_minutes_is_a_warning(minutes: int, said: bool) -> None:
    teams = [team("COL-A", site="Guildhall"), *TEAMS[1:]]
    travel = [Travel(apprentice="A1", site="guildhall", minutes=minutes)]
    findings = found(board({"A1": FULL, "A2": FULL}, placements=teams, travel=travel), "PLAN-TRAVEL")
    assert places(findings) == ([("A1", "C1", "COL-A", "COL")] if said else [])
    assert all(finding.severity is Severity.WARNING for finding in findings)
    assert [finding.problem for finding in findings] == (
        ["Ayo A1 travels 91 minutes to Guildhall for COL-A (COL) in C1; at most 90 is meant."] if said else []
    )


# C4 starts on 7 June 2027; twelve weeks are 84 days, to 29 August.
@pytest.mark.parametrize(("ends_on", "said"), [(date(2027, 8, 29), False), (date(2027, 8, 28), True)])
def test_length(ends_on: date, said: bool) -> None:
    findings = found(board({"A1": FULL}, apprentices=[person("A1", ends_on=ends_on)]), "PLAN-LENGTH")
    assert places(findings) == ([("A1", "C4", "COL-B", "COL")] if said else [])


def test_notice_is_silent_without_a_publication() -> None:
    assert found(board({"A1": FULL}), "PLAN-NOTICE", today=date(2027, 6, 1)) == []


# C4 starts on 7 June 2027; twelve weeks before is 15 March.
@pytest.mark.parametrize(("today", "said"), [
    (date(2027, 3, 14), False), (date(2027, 3, 15), False), (date(2027, 3, 16), True),
])  # fmt: skip
def test_notice_inside_twelve_weeks(today: date, said: bool) -> None:
    draft = board({"A1": FULL})
    told = publication(draft)
    draft.put(Edit("A1", "C4", "LBH-B"))
    findings = found(draft, "PLAN-NOTICE", today=today, published=told)
    assert places(findings) == ([("A1", "C4", "LBH-B", "LBH")] if said else [])


def test_notice_of_the_apprentice_where_the_hosts_ask_for_less() -> None:
    """Both hosts ask for 4 weeks; eight weeks before 7 June 2027 is 12 April."""
    hosts = [replace(one, notice_weeks=4) for one in board().programme.hosts.values()]
    draft = board({"A1": FULL}, hosts=hosts)
    told = publication(draft)
    draft.put(Edit("A1", "C4", "LBH-B"))
    assert not found(draft, "PLAN-NOTICE", today=date(2027, 4, 12), published=told)
    (late,) = found(draft, "PLAN-NOTICE", today=date(2027, 4, 13), published=told)
    assert late.problem.endswith("starts inside the notice of 8 weeks.")


def test_notice_of_the_host_itself_and_of_a_cleared_cell() -> None:
    hosts = [
        type(h)(host=h.host, name=h.name, notice_weeks=16 if h.host == "COL" else None)
        for h in board().programme.hosts.values()
    ]
    draft = board({"A1": FULL}, hosts=hosts)
    told = publication(draft)
    draft.put(Edit("A1", "C4", None))
    start = CYCLES[3].starts_on
    assert not found(draft, "PLAN-NOTICE", today=start - timedelta(weeks=16), published=told)
    late = found(draft, "PLAN-NOTICE", today=start - timedelta(weeks=16, days=-1), published=told)
    assert places(late) == [("A1", "C4", None, "COL")]
    assert late[0].problem == (
        "Ayo A1 has no placement in C4 (7 June 2027 to 3 September 2027); publication 1 says COL-B (COL), "
        "and the cycle starts inside the notice of 16 weeks."
    )


def test_notice_of_a_cell_that_was_empty() -> None:
    draft = board({"A1": "COL-A LBH-A ELFT-A ."})
    told = publication(draft)
    draft.put(Edit("A1", "C4", "LBH-B"))
    (late,) = found(draft, "PLAN-NOTICE", today=date(2027, 6, 1), published=told)
    assert late.problem == (
        "Ayo A1 has LBH-B (LBH) in C4 (7 June 2027 to 3 September 2027); publication 1 says no placement, "
        "and the cycle starts inside the notice of 12 weeks."
    )


@pytest.mark.parametrize(("now", "place"), [("LBH-B", "LBH-B"), (None, None)])
def test_notice_of_who_has_left_since(now: str | None, place: str | None) -> None:
    told = publication(board({"A1": FULL}))
    left = board({"A1": FULL}, apprentices=[person("A1", status=fresh("withdrawn"))])
    left.put(Edit("A1", "C4", now))
    findings = found(left, "PLAN-NOTICE", today=date(2027, 6, 1), published=told)
    assert [(f.apprentice, f.cycle, f.placement) for f in findings] == [("A1", "C4", place)]


START = CYCLES[3].starts_on  # of C4: 7 June 2027
LATE = START - timedelta(weeks=1)


def without_team(weeks: int | None = None) -> Board:
    """A1 is nowhere in C4, as COL-B, of which they were told, is gone; `weeks` are the hosts' notice."""
    teams = [one for one in TEAMS if one.placement != "COL-B"]
    hosts = [replace(one, notice_weeks=weeks) for one in board().programme.hosts.values()]
    return board({"A1": "COL-A LBH-A ELFT-A ."}, placements=teams, hosts=hosts)


def test_notice_names_the_team_as_it_was_told() -> None:
    told = publication(board({"A1": FULL}))
    renamed = [replace(one, team="Renamed") if one.placement == "COL-B" else one for one in TEAMS]
    draft = board({"A1": FULL}, placements=renamed)
    assert found(draft, "PLAN-NOTICE", published=told, today=LATE) == []
    draft.put(Edit("A1", "C4", "LBH-B"))
    (late,) = found(draft, "PLAN-NOTICE", published=told, today=LATE)
    assert "publication 1 says COL-B (COL), and" in late.problem  # as it was called


def test_notice_of_a_team_that_is_gone() -> None:
    told = publication(board({"A1": FULL}))
    (late,) = found(without_team(), "PLAN-NOTICE", published=told, today=LATE)
    assert places([late]) == [("A1", "C4", None, "COL")]
    assert "publication 1 says COL-B (COL), and" in late.problem
    # The host's own sixteen weeks still count for it.
    long_ago = START - timedelta(weeks=15)
    assert found(without_team(), "PLAN-NOTICE", published=told, today=long_ago) == []
    own = without_team(weeks=16)
    assert found(own, "PLAN-NOTICE", published=told, today=long_ago)


def test_notice_of_a_host_that_is_gone_is_the_rules() -> None:
    """ELFT-B was told; with ELFT gone, twelve weeks before are in time, and a day later is not."""
    told = publication(board({"A1": "COL-A LBH-A COL-A ELFT-B"}))
    teams = [one for one in TEAMS if one.host != "ELFT"]
    hosts = [one for one in board().programme.hosts.values() if one.host != "ELFT"]
    left = board({"A1": "COL-A LBH-A COL-A ."}, placements=teams, hosts=hosts)
    assert not found(left, "PLAN-NOTICE", published=told, today=START - timedelta(weeks=12))
    (late,) = found(left, "PLAN-NOTICE", published=told, today=START - timedelta(weeks=12, days=-1))
    assert "publication 1 says ELFT-B (ELFT), and" in late.problem


def test_notice_of_codes_only_names_the_team_of_today_or_the_code() -> None:
    rows = tuple(
        Told(apprentice=row.apprentice, cycle=row.cycle, placement=row.placement)
        for row in publication(board({"A1": FULL})).rows
    )
    told = replace(publication(board()), codes_only=True, rows=rows, count=4, digests={})
    draft = board({"A1": FULL}, placements=[replace(one, team=f"Team {one.team}") for one in TEAMS])
    draft.put(Edit("A1", "C4", None))
    (late,) = found(draft, "PLAN-NOTICE", published=told, today=LATE)
    assert places([late]) == [("A1", "C4", None, "COL")]
    assert "publication 1 says Team COL-B (COL), and" in late.problem
    (late,) = found(without_team(), "PLAN-NOTICE", published=told, today=LATE)
    assert places([late]) == [("A1", "C4", None, None)]
    assert "publication 1 says COL-B, and" in late.problem
