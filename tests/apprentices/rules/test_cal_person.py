"""CAL and PERSON rules, on both sides of each boundary."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apprentices.programme import Closure, Cycle, Host
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.person import is_uln
from tests.build import CYCLES, HOSTS, UNASKED, board, check, found, person, places, team

FULL = "COL-A LBH-A ELFT-A COL-B"


def cycle(code: str, first: date, last: date) -> Cycle:
    return Cycle(cycle=code, starts_on=first, ends_on=last)


@pytest.mark.parametrize(("starts_on", "broken"), [(date(2026, 12, 4), True), (date(2026, 12, 5), False)])
def test_overlap(starts_on: date, broken: bool) -> None:
    cycles = [CYCLES[0], cycle("X", starts_on, date(2027, 3, 5))]
    findings = found(board(cycles=cycles), "CAL-OVERLAP")
    assert [finding.cycle for finding in findings] == (["X"] if broken else [])


def test_overlap_of_cycles_that_are_no_neighbours() -> None:
    long = cycle("L", date(2026, 9, 1), date(2027, 12, 31))
    findings = found(board(cycles=[*CYCLES, long]), "CAL-OVERLAP")
    assert [finding.cycle for finding in findings] == ["C1", "C2", "C3", "C4"]


# C1 ends on 4 December; seven free days are 5 to 11 December.
@pytest.mark.parametrize(("starts_on", "said"), [(date(2026, 12, 12), False), (date(2026, 12, 13), True)])
def test_gap_between_cycles(starts_on: date, said: bool) -> None:
    cycles = [CYCLES[0], cycle("X", starts_on, date(2027, 3, 5))]
    assert [f.cycle for f in found(board(cycles=cycles), "CAL-GAP")] == (["X"] if said else [])


def test_start_and_end_on_days_off() -> None:
    cycles = [
        cycle("A", date(2026, 8, 31), date(2026, 12, 5)),  # bank holiday; Saturday
        cycle("B", date(2026, 12, 7), date(2026, 12, 28)),  # Monday; substitute for Boxing Day
        cycle("C", date(2026, 12, 29), date(2027, 3, 25)),  # Tuesday; Thursday before Good Friday
    ]
    findings = found(board(cycles=cycles), "CAL-START")
    assert [finding.cycle for finding in findings] == ["A", "B"]
    assert "starts on 31 August 2026 (Late Summer Bank Holiday)" in findings[0].problem
    assert "ends on 5 December 2026 (Saturday)" in findings[0].problem
    assert "ends on 28 December 2026" in findings[1].problem


def test_training_lost_to_bank_holidays_and_closures() -> None:
    # Mondays in C3 (8 March to 4 June 2027): Easter Monday 29 March, 3 and 31 May.
    people = [person("A1", training_days="FREQ=WEEKLY;BYDAY=MO")]
    closures = [Closure(host="ELFT", starts_on=date(2027, 3, 9), ends_on=date(2027, 3, 15)),
                Closure(host="COL", starts_on=date(2027, 4, 5), ends_on=date(2027, 4, 5))]  # fmt: skip
    findings = found(board({"A1": FULL}, apprentices=people, closures=closures), "CAL-TRAINING")
    in_c3 = next(finding for finding in findings if finding.cycle == "C3")
    assert in_c3.problem.endswith("15 March 2027, 29 March 2027, 3 May 2027 and 31 May 2027.")
    # C1 has none; C2 has Monday 28 December; C4 (7 June to 3 September) has 30 August.
    assert [finding.cycle for finding in findings] == ["C2", "C3", "C4"]


def test_the_only_training_day_of_a_cycle_is_lost() -> None:
    people = [person("A1", training_days="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=28")]
    findings = found(board({"A1": FULL}, apprentices=people), "CAL-TRAINING")
    assert [finding.cycle for finding in findings] == ["C2"]


@pytest.mark.parametrize(("days", "cycles"), [("3", ["C3"]), ("4", [])])
def test_training_days_lost_can_be_set(days: str, cycles: list[str]) -> None:
    people = [person("A1", training_days="FREQ=WEEKLY;BYDAY=MO")]
    findings = found(
        board({"A1": FULL}, {"rule.CAL-TRAINING.days": days}, apprentices=people), "CAL-TRAINING"
    )
    assert [finding.cycle for finding in findings] == cycles


@pytest.mark.parametrize(("days", "words"), [("0", '"0" is less than 1'), ("1", None)])
def test_training_days_lost_are_one_at_least(days: str, words: str | None) -> None:
    assert check_rule_setting("rule.CAL-TRAINING.days", days) == words


def test_training_counts_from_the_persons_own_start() -> None:
    # Every second Monday from 7 September 2026: 14, 28 December are the 7th and 8th after: 28 December is
    # 16 weeks on, so it is one of them; from 14 September it is 15 weeks on and is not.
    for starts_on, lost in ((date(2026, 9, 7), True), (date(2026, 9, 14), False)):
        people = [person("A1", training_days="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", starts_on=starts_on)]
        findings = found(board({"A1": ". LBH-A"}, apprentices=people), "CAL-TRAINING")
        assert [finding.cycle for finding in findings] == (["C2"] if lost else [])


@pytest.mark.parametrize(("uln", "valid"), [
    ("9276308686", True),
    ("9999999999", False),
    ("9276308687", False),
    ("9276308685", False),
    ("0276308686", False),
    # 2*1 = 2, check digit 8, but a nought comes first.
    ("0000000018", False),
    ("927630868", False),
    ("92763086866", False),
    ("927630868x", False),
    ("١٢٣٤٥٦٧٨٩٠", False),
    # 1000000007: 10*1 = 10, 10 mod 11 = 10, check digit 10 - 10 = 0.
    ("1000000000", True),
    ("1000000007", False),
    # 1000000010: 10 + 2*1 = 12, mod 11 = 1, check digit 9.
    ("1000000019", True),
    # 10 + 3*4 = 22, mod 11 = 0: never valid, not even with a 10.
    ("1000000400", False),
])  # fmt: skip
def test_uln(uln: str, valid: bool) -> None:
    assert is_uln(uln) is valid
    findings = found(board({"A1": FULL}, apprentices=[person("A1", uln=uln)]), "PERSON-ULN")
    assert places(findings) == ([] if valid else [("A1", None, None, None)])


def test_dates_that_run_backwards() -> None:
    people = [person("A1", ends_on=date(2026, 9, 6)), person("A2", ends_on=date(2026, 9, 7))]
    findings = found(board(apprentices=people), "PERSON-DATES")
    assert [finding.apprentice for finding in findings] == ["A1"]


# The practical period starts on 7 September 2026.
@pytest.mark.parametrize(("born", "young"), [(date(2010, 9, 7), False), (date(2010, 9, 8), True)])
def test_under_age_at_the_start(born: date, young: bool) -> None:
    findings = found(board(apprentices=[person("A1", date_of_birth=born)]), "PERSON-DATES")
    assert [f.apprentice for f in findings] == (["A1"] if young else [])
    assert all("is 15 when the practical period starts on 7 September 2026" in f.problem for f in findings)


# Still 15 on 6 July 2026, after the last Friday of June: fine for somebody who is 16 by 31 August.
@pytest.mark.parametrize(("born", "young"), [(date(2010, 8, 31), False), (date(2010, 9, 1), True)])
def test_fifteen_and_of_age_by_the_end_of_the_school_year(born: date, young: bool) -> None:
    one = person("A1", date_of_birth=born, starts_on=date(2026, 7, 6))
    for rule in ("PERSON-DATES", "FUND-SCHOOL-AGE"):
        assert [f.apprentice for f in found(board(apprentices=[one]), rule)] == ["A1"] * young


def test_unknown_is_said_once_a_person() -> None:
    people = [
        person("A1", uln=None, date_of_birth=None, standard=None),
        person("A2"),
        person("A3", uln=None, status="withdrawn"),
    ]
    findings = found(board(apprentices=people), "PERSON-UNKNOWN")
    assert places(findings) == [("A1", None, None, None)]
    for column in ("uln", "date_of_birth", "standard"):
        assert column in findings[0].mend


@pytest.mark.parametrize(("column", "rules"), [
    ("date_of_birth", ["PERSON-DATES", "FUND-SCHOOL-AGE", "PAY-NMW"]),
    ("employer", ["FUND-FJAA"]),
    ("hourly_pay", ["PAY-NMW", "PAY-LLW"]),
    ("weekly_hours", ["FUND-PART-TIME", "FUND-OTJ", "FUND-PAID-TRAINING"]),
    ("off_the_job_hours", ["FUND-OTJ", "FUND-PAID-TRAINING"]),
    ("standard", ["FUND-WITHDRAWN"]),
    ("uln", ["PERSON-ULN", "FUND-OVERLAP"]),
])  # fmt: skip
def test_unknown_names_the_rules_that_wait(column: str, rules: list[str]) -> None:
    people = [person("A1", **{column: None})]
    findings = found(board({"A1": FULL}, apprentices=people), "PERSON-UNKNOWN")
    assert len(findings) == 1
    assert findings[0].mend == f"fill in {column} in apprentices.csv."
    assert all(rule in findings[0].problem for rule in rules)


# Each rule waits for a column only where a team or host gives it something to look at.
@pytest.mark.parametrize(("column", "place", "rule"), [
    ("date_of_birth", {"min_age": 18}, "CLEAR-AGE"),
    ("date_of_birth", {"daily_hours": Decimal(9)}, "WTR-YOUNG-HOURS"),
    ("standard", {"standards": ("ST0070",)}, "PLAN-STANDARD"),
    ("employer", {"host": "NHS"}, "CLEAR-PASSPORT"),
])  # fmt: skip
def test_unknown_speaks_for_rules_in_force(column: str, place: dict[str, Any], rule: str) -> None:
    hosts = [*HOSTS, Host(host="NHS", name="Trust", kind="NHS trust")]
    people = [person("A1", **{column: None})]
    for more, waits in ((place, True), ({}, False)):
        made = board(apprentices=people, hosts=hosts, placements=[team("LBH-X", **more)])
        (finding,) = found(made, "PERSON-UNKNOWN")
        assert (rule in finding.problem) is waits


def test_nobody_is_told_of_training_days() -> None:
    assert found(board(apprentices=[person("A1", training_days=None)]), "PERSON-UNKNOWN") == []


def test_somebody_of_whom_all_is_known_has_no_findings() -> None:
    assert check(board({"A1": FULL, "A2": FULL}, UNASKED)).findings() == []


def test_unknown_leaves_out_rules_that_are_off() -> None:
    people = [person("A1", uln=None)]
    assert found(board(apprentices=people), "PERSON-UNKNOWN")
    off = {"rule.PERSON-ULN.severity": "off", "rule.FUND-OVERLAP.severity": "off"}
    assert not found(board(apprentices=people, settings=off), "PERSON-UNKNOWN")
