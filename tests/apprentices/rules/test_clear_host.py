"""CLEAR rules about being at a host, on both sides of each boundary.

A1 is employed by COL and at LBH in C2, from 7 December 2026 to 5 March 2027; twelve weeks before is 14
September.
"""

from datetime import date
from typing import Any

import pytest

from apprentices.programme import Clearance, Host
from apprentices.rules.said import Finding
from tests.build import HOSTS, board, found, person, team

C2_STARTS = date(2026, 12, 7)
TEAMS = [team("COL-A"), team("LBH-A"), team("NHS-WARD", team="Ward 3"), team("NHS-OFF", area="ward support")]
TEAMS += [team("NHS-REC", team="Forward planning"), team("LBH-WARD", team="Ward 9")]


def held(word: str, host: str | None, issued_on: date | None, who: str = "A1") -> Clearance:
    return Clearance(apprentice=who, clearance=word, host=host, issued_on=issued_on)


def said(
    rule: str, at: str, *rows: Clearance, today: date = date(2026, 11, 23), **known: Any
) -> list[Finding]:
    hosts = [*HOSTS, Host(host="NHS", name="Trust", kind="NHS trust")]
    people = [person("A1", **known), person("A2")]
    made = board(
        {"A1": f". {at}", "A2": "."}, apprentices=people, placements=TEAMS, hosts=hosts, clearances=rows
    )
    return found(made, rule, today=today)


# Agreements are recorded: A2 has one.
USED = held("host-agreement", "LBH", C2_STARTS, who="A2")


@pytest.mark.parametrize(("today", "severity"), [
    (date(2026, 9, 13), None),
    (date(2026, 9, 14), "warning"),
    (date(2026, 12, 6), "warning"),
    (date(2026, 12, 7), "conflict"),
    (date(2027, 3, 5), "conflict"),
    (date(2027, 3, 6), None),
])  # fmt: skip
def test_an_agreement_with_the_host(today: date, severity: str | None) -> None:
    findings = said("CLEAR-HOST", "LBH-A", USED, today=today)
    assert [(f.apprentice, str(f.severity)) for f in findings] == ([("A1", severity)] if severity else [])
    assert said("CLEAR-HOST", "COL-A", USED, today=today) == []
    assert said("CLEAR-HOST", "LBH-A", today=today) == []  # nobody records such agreements


@pytest.mark.parametrize(("host", "issued_on", "told"), [
    ("LBH", date(2026, 12, 7), False),
    ("LBH", date(2026, 12, 8), True),
    ("LBH", None, False),
    (None, date(2026, 12, 7), False),
    ("ELFT", date(2026, 12, 7), True),
])  # fmt: skip
def test_signed_by_the_first_day(host: str | None, issued_on: date | None, told: bool) -> None:
    assert bool(said("CLEAR-HOST", "LBH-A", held("host-agreement", host, issued_on))) is told


@pytest.mark.parametrize(("expires_on", "told"), [(C2_STARTS, False), (date(2026, 12, 6), True)])
def test_an_agreement_holds_to_its_last_day(expires_on: date, told: bool) -> None:
    row = Clearance(apprentice="A1", clearance="host-agreement", host="LBH", expires_on=expires_on)
    assert bool(said("CLEAR-HOST", "LBH-A", row)) is told


@pytest.mark.parametrize(("at", "told"), [
    ("NHS-WARD", True), ("NHS-OFF", True), ("NHS-REC", False), ("LBH-WARD", False),
])  # fmt: skip
@pytest.mark.parametrize(("born", "young"), [(date(2008, 12, 7), False), (date(2008, 12, 8), True)])
def test_under_18_on_a_ward(at: str, told: bool, born: date, young: bool) -> None:
    findings = said("CLEAR-YOUNG-WARD", at, date_of_birth=born)
    assert [(f.apprentice, str(f.severity)) for f in findings] == [("A1", "warning")] * (told and young)


@pytest.mark.parametrize(("today", "told"), [
    (date(2026, 9, 13), False), (date(2026, 9, 14), True), (date(2027, 3, 5), True),
    (date(2027, 3, 6), False),
])  # fmt: skip
def test_a_ward_is_told_of_twelve_weeks_ahead(today: date, told: bool) -> None:
    assert bool(said("CLEAR-YOUNG-WARD", "NHS-WARD", today=today, date_of_birth=date(2009, 6, 1))) is told


@pytest.mark.parametrize(("issued_on", "told"), [(date(2026, 12, 7), False), (date(2026, 12, 8), True)])
def test_conditions_of_the_trust(issued_on: date, told: bool) -> None:
    row = held("young-ward-conditions", "NHS", issued_on)
    assert bool(said("CLEAR-YOUNG-WARD", "NHS-WARD", row, date_of_birth=date(2009, 1, 1))) is told
