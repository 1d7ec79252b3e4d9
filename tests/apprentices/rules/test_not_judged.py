"""A rule that raises over a value says so at that place, and every other finding stands as before."""

from datetime import date
from decimal import Decimal
from typing import Any

from apprentices.board import Edit
from apprentices.conditions import Separation
from apprentices.rules.checker import Checker
from apprentices.rules.judging import has_raised
from apprentices.rules.said import Finding
from tests.build import CYCLES, TEAMS, board, check, figure, person, team

BORN_TOO_LATE = date(9990, 1, 1)  # of age after the last day there is


def not_judged(checker: Checker) -> list[Finding]:
    return [finding for finding in checker.findings() if "could not be judged" in finding.problem]


def told(checker: Checker) -> list[tuple[Any, ...]]:
    return [(f.rule, f.severity.value, f.apprentice, f.cycle) for f in not_judged(checker)]


def test_a_cell() -> None:
    wards = [*TEAMS, team("ELFT-W", min_age=99_999)]
    checker = check(board({"A1": ". ELFT-W", "A2": ". COL-A"}, placements=wards))
    assert told(checker) == [("CLEAR-AGE", "warning", "A1", "C2")]
    assert not_judged(checker)[0].problem == (
        "CLEAR-AGE could not be judged for Ayo A1 in ELFT-W (ELFT) in C2 (7 December 2026 to 5 March 2027): "
        "a day or figure there can't be reckoned with (year 102006 is out of range)."
    )
    # It comes and goes with what it is about, as any finding.
    mended = checker.put([Edit("A1", "C2", "COL-B")]).mended
    assert [finding.rule for finding in mended if "could not be judged" in finding.problem] == ["CLEAR-AGE"]
    assert told(checker) == []


def test_a_rotation() -> None:
    long = [*TEAMS, team("COL-L", weekly_hours=Decimal(60))]
    people = [person("A1", date_of_birth=BORN_TOO_LATE), person("A2")]
    checker = check(
        board({"A1": "COL-L", "A2": "COL-L COL-L LBH-A LBH-B"}, placements=long, apprentices=people)
    )
    assert ("WTR-ADULT-48", "warning", "A1", None) in told(checker)
    assert any("for the rotation of Ayo A1:" in finding.problem for finding in not_judged(checker))
    assert any(f.rule == "WTR-ADULT-48" and f.apprentice == "A2" for f in checker.findings())


def test_a_place() -> None:
    odd = [*TEAMS, team("COL-O", seats="many")]
    checker = check(board({"A1": "COL-O", "A2": ". COL-A"}, placements=odd))
    cycles = [("PLAN-SEATS", "warning", None, cycle) for cycle in ("C1", "C2", "C3", "C4")]
    assert told(checker) == cycles
    assert "for COL-O in C1:" in not_judged(checker)[0].problem


def test_a_pair_and_a_supervisor_are_named() -> None:
    odd = [team("COL-O", supervisor="Rahim Khan", supervisor_seats="many")]
    people = [person("A1"), person("A2")]
    pair = Separation(apprentice="A1", other="A2")
    checker = check(board({"A1": "COL-O"}, placements=odd, apprentices=people, separations=[pair]))
    first = next(finding for finding in not_judged(checker) if finding.cycle == "C1")
    assert "for rahim khan (COL) in C1:" in first.problem
    assert first.subject == "raised COL-O"


def test_a_pair_of_whom_one_is_not_there() -> None:
    gone = "X" * 120
    checker = check(
        board({"A1": ""}, cycles=CYCLES[:1], separations=[Separation(apprentice="A1", other=gone)])
    )
    (finding,) = not_judged(checker)
    assert (finding.rule, finding.subject, finding.judged) == ("PLAN-APART", f"raised A1 {gone}", False)
    assert has_raised(finding)
    # Of what Python says, the quotation mark and 99 letters are shown.
    assert (
        f"for A1 and {gone} in C1: a day or figure there can't be reckoned with ('{'X' * 99})."
        in finding.problem
    )


def test_the_programme() -> None:
    # 365 days x 30 / 0.000001 hours are beyond the last day there is.
    tiny = person("A1", weekly_hours=Decimal("0.000001"), starts_on=date(2024, 9, 2))
    short = person("A2", ends_on=date(2026, 9, 30))
    checker = check(board(apprentices=[tiny, short]))
    assert told(checker) == [("FUND-PART-TIME", "warning", None, None)]
    assert any(f.rule == "FUND-DURATION" and f.apprentice == "A2" for f in checker.findings())


def test_a_rule_that_cannot_even_begin() -> None:
    # Twelve weeks after the last day but one there is no day.
    wards = [*TEAMS, team("ELFT-W", clearances=("bpss",))]
    checker = check(board({"A1": "ELFT-W"}, placements=wards), today=date(9999, 12, 30))
    assert ("CLEAR-BPSS", "warning", None, None) in told(checker)


def test_a_figure_that_cannot_be_used_leaves_the_shipped_one() -> None:
    short = person("A1", ends_on=date(2027, 5, 1))  # less than the eight months shipped
    beyond = figure("duration", "months", date(2025, 8, 1), "99999")
    checker = check(board(apprentices=[short], rule_data=[beyond]))
    rules = {finding.rule: finding.problem for finding in checker.findings()}
    assert "8 months" in rules["FUND-DURATION"]
    assert rules["PLAN-SETTINGS"] == (
        "Your own figure duration months from 1 August 2025 is left aside: 99999 is more than 240."
    )
