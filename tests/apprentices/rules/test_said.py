"""The stable name of a finding: one for each, the same after rewording, renaming and as days pass."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.board import Board
from apprentices.conditions import Exclusion, Requirement, Sequence
from apprentices.programme import Absence, Cycle, Host, Programme, Standard
from apprentices.rules.checker import Checker
from apprentices.rules.said import Name
from tests.apprentices.rules.test_checker import edits_of, tables
from tests.build import CYCLES, HOLIDAYS, HOSTS, TEAMS, TODAY, board, check, found, person, publication, team

CODES = st.from_regex(r"[A-Za-z0-9._-]{1,32}", fullmatch=True)
PROSE = {"given_names", "family_name", "name", "team", "title", "reason", "contact", "sponsor"}
SOURCES = st.sampled_from(["pilot", "4x3x5", "12x4x9"])
DAYS = st.dates(date(2026, 8, 1), date(2028, 6, 1))


def troubled(source: str, seed: int, renamed: bool = False) -> Board:
    """A programme without clearances, where everybody is 17 and badly paid, after 30 random edits."""
    rows: dict[str, list[Any]] = dict(tables(source))
    rows["clearances"] = []
    rows["apprentices"] = [
        replace(row, date_of_birth=date(2009, 6, 1), hourly_pay=Decimal(5), uln=f"100000000{number % 3}")
        for number, row in enumerate(rows["apprentices"])
    ]
    if renamed:
        rows = {table: [_renamed(row) for row in some] for table, some in rows.items()}
    made = Board(Programme.of(rows, HOLIDAYS), rows["assignments"])
    for edit in edits_of(made, seed, 30):
        made.put(edit)
    return made


def _renamed(row: Any) -> Any:
    there = [field.name for field in fields(row) if field.name in PROSE and getattr(row, field.name)]
    return replace(row, **{name: f"Other {len(getattr(row, name))}" for name in there})


def names(made: Board, today: date = TODAY) -> list[Name]:
    told = publication(Board(made.programme))  # nobody anywhere: every cell has changed since
    return [finding.name for finding in Checker(made, today, told).findings()]


# --- one for each ---------------------------------------------------------------------------------


@settings(max_examples=25)
@given(source=SOURCES, seed=st.integers(0, 10_000), today=DAYS)
def test_no_two_findings_have_one_name(source: str, seed: int, today: date) -> None:
    made = names(troubled(source, seed), today)
    assert len(made) > 20
    assert len(set(made)) == len(made)


FULL = {"A1": "COL-A COL-B LBH-A LBH-B"}
TWO_BREAKS = [
    Absence(apprentice="A1", kind="sickness", starts_on=first, ends_on=first + timedelta(weeks=5))
    for first in (date(2026, 9, 28), date(2027, 1, 29))
]
LEAVE = [Absence(apprentice="A1", kind="leave", starts_on=date(2026, 9, 14), ends_on=date(2026, 9, 14))]
TWICE: dict[str, tuple[Board, list[str]]] = {
    "PLAN-EXCLUDED": (
        board({"A1": "COL-A"}, exclusions=[
            Exclusion(apprentice="A1", what="host:COL"),
            Exclusion(apprentice="A1", what="host:COL", cycle="C1"),
            Exclusion(apprentice="A1", what="placement:COL-A"),
        ]),
        ["host:COL", "placement:COL-A"],
    ),
    "PLAN-REQUIRES": (
        board(FULL, requirements=[
            Requirement(who=who, what="host:ELFT", min_cycles=1) for who in ("all", "A1")
        ]),
        ["A1 host:ELFT", "all host:ELFT"],
    ),
    "PLAN-SEQUENCE": (
        board(FULL, sequence=[
            Sequence(before=f"placement:{code}", after="placement:COL-A") for code in ("COL-B", "LBH-A")
        ]),
        ["placement:COL-B placement:COL-A", "placement:LBH-A placement:COL-A"],
    ),
    "PLAN-SKILLS": (
        board(FULL, standards=[Standard(standard="ST0070", title="Clerk", skills=("diaries", "ledgers"))]),
        ["diaries", "ledgers"],
    ),
    "CAL-OVERLAP": (
        board(cycles=[*CYCLES[:2], Cycle(cycle="CX", starts_on=date(2026, 12, 1), ends_on=date(2027, 3, 5))]),
        ["C1", "CX"],
    ),
    "PERSON-DATES": (
        board(apprentices=[person("A1", ends_on=date(2026, 9, 1), date_of_birth=date(2015, 1, 1))]),
        ["date_of_birth", "ends_on"],
    ),
    "FUND-PAID-TRAINING": (
        board(apprentices=[person("A1", training_days="FREQ=WEEKLY;BYDAY=SA", off_the_job_hours=2_000)]),
        ["off_the_job_hours", "training_days"],
    ),
    "FUND-GATEWAY": (
        board(apprentices=[person("A1", gateway_on=date(2026, 10, 1), off_the_job_hours=20)]),
        ["duration", "off-the-job"],
    ),
    "FUND-BREAK": (board(apprentices=[person("A1")], absences=TWO_BREAKS), ["2026-09-28", "2027-01-29"]),
    "FUND-OVERLAP": (
        board(apprentices=[person(code, uln="9276308686", starts_on=date(2026, 9, at))
                           for code, at in (("A1", 7), ("A2", 8), ("A3", 9))]),
        ["A1", "A1", "A2", "A2", "A3", "A3"],
    ),
    "CLEAR-TRAINING": (
        board({"A1": ". COL-T"}, placements=[
            team("COL-T", clearances=("training:fire", "training:lifting")),
        ]),
        ["training:fire", "training:lifting"],
    ),
    "PLAN-HOST-SEATS": (
        board({"A1": "COL-A", "A2": "COL-B ELFT-A"}, hosts=[
            Host(host="COL", name="City", seats=1), HOSTS[1], Host(host="ELFT", name="Trust", min_seats=2),
        ]),
        ["least", "most"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", TWICE)
def test_findings_of_one_rule_are_told_apart_by_codes(rule: str) -> None:
    made, subjects = TWICE[rule]
    findings = found(made, rule)
    assert sorted(finding.subject for finding in findings) == subjects
    assert len({finding.name for finding in findings}) == len(subjects)


def test_years_without_enough_leave_are_told_apart_by_their_first_day() -> None:
    made = board(apprentices=[person("A1", ends_on=date(2028, 12, 31))], absences=LEAVE)
    told = found(made, "WTR-LEAVE", today=date(2028, 9, 8))
    assert sorted(finding.subject for finding in told) == ["2026-09-07", "2027-09-07"]


def test_rules_that_raise_at_two_places_of_a_cycle_are_told_apart() -> None:
    odd = [team(code, seats="many") for code in ("COL-O", "COL-P")]
    told = check(board({"A1": "COL-O", "A2": "COL-P"}, placements=[*odd, *TEAMS])).findings()
    raised = [finding.name for finding in told if "could not be judged" in finding.problem]
    assert len(raised) > 4
    assert len(set(raised)) == len(raised)


# --- the same whatever else changes ---------------------------------------------------------------


@settings(max_examples=15)
@given(source=SOURCES, seed=st.integers(0, 10_000))
def test_names_outlive_the_renaming_of_people_teams_and_hosts(source: str, seed: int) -> None:
    made, renamed = (troubled(source, seed, renamed=renamed) for renamed in (False, True))
    assert sorted(map(str, names(made))) == sorted(map(str, names(renamed)))


@settings(max_examples=15)
@given(source=SOURCES, seed=st.integers(0, 10_000), today=DAYS, later=st.integers(1, 40))
def test_names_outlive_the_passing_of_days(source: str, seed: int, today: date, later: int) -> None:
    made = troubled(source, seed)
    before, after = (by_place(made, day) for day in (today, today + timedelta(days=later)))
    for place in before.keys() & after.keys():
        if len(before[place]) == len(after[place]):  # nothing came and nothing went there
            assert before[place] == after[place]


def by_place(made: Board, today: date) -> dict[Name, set[str]]:
    found: dict[Name, set[str]] = {}
    for name in names(made, today):
        found.setdefault(name._replace(subject=""), set()).add(name.subject)
    return found


# --- as a text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "text"), [
    (Name("PLAN-SETTINGS", subject="max_run_at_host"), "PLAN-SETTINGS/subject=max_run_at_host"),
    (Name("PLAN-SEATS", None, "C3", "LBH-ASC", "LBH"), "PLAN-SEATS/cycle=C3/placement=LBH-ASC/host=LBH"),
    (Name("PLAN-SUPERVISOR", cycle="C1", host="COL", subject="li, 50 % / a=b"),
     "PLAN-SUPERVISOR/cycle=C1/host=COL/subject=li, 50 %25 %2F a=b"),
    (Name("PLAN-GAP", "A20", "C6"), "PLAN-GAP/apprentice=A20/cycle=C6"),
    (Name("R", "A1", "C1", "P1", "H1", "x"), "R/apprentice=A1/cycle=C1/placement=P1/host=H1/subject=x"),
])  # fmt: skip
def test_a_name_as_text(name: Name, text: str) -> None:
    assert str(name) == text
    assert Name.read(text) == name


@given(st.builds(
    Name, CODES, st.none() | CODES, st.none() | CODES, st.none() | CODES, st.none() | CODES, st.text()
))  # fmt: skip
def test_any_name_reads_back_from_its_text(name: Name) -> None:
    assert Name.read(str(name)) == name


@pytest.mark.parametrize("text", [
    "PLAN-GAP/cycle", "PLAN-GAP/cycle=", "PLAN-GAP/day=C1", "PLAN-GAP/cycle=C1/apprentice=A1",
    "PLAN-GAP/cycle=C1/cycle=C1", "PLAN-GAP/subject=50%", "PLAN-GAP/rule=PLAN-GAP",
])  # fmt: skip
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f'^"{text}" is not the name of a finding$'):
        Name.read(text)


def test_a_finding_has_the_name_of_its_place() -> None:
    (gap,) = found(board({"A1": "COL-A . LBH-A LBH-B"}), "PLAN-GAP")
    assert str(gap.name) == "PLAN-GAP/apprentice=A1/cycle=C2"
