"""waive, waivers and what check says of them, on the pilot on the Monday of its second cycle's notice."""

import csv
import io

import pytest
import time_machine

from tests.commands.conftest import Program

ON = "2026-11-23"
WHY = ("--by", "Ruth Adeyemi", "--role", "HR lead", "--why", "[/x] her wish", "--until", "2027-06-04")
SEATS = ("PLAN-SEATS", "--cycle", "C3")


@pytest.fixture
def waived(pilot: Program) -> Program:
    """The pilot with one finding of PLAN-SEATS accepted."""
    with time_machine.travel(f"{ON} 12:00", tick=False):
        made = pilot("waive", *SEATS, *WHY)
    assert made.code == 0, made.err
    assert "until 4 June 2027, by Ruth Adeyemi, HR lead (w" in made.out
    assert "Who may waive PLAN-SEATS: the host that is concerned." in made.out
    return pilot


def test_check_tells_it_and_counts_it_no_more(pilot: Program, request: pytest.FixtureRequest) -> None:
    before = pilot("check", "--on", ON, "--json").json
    request.getfixturevalue("waived")
    after = pilot("check", "--on", ON, "--json").json
    assert (after["conflicts"], after["waived"]) == (before["conflicts"] - 1, 1)
    assert after["warnings"] == before["warnings"]
    (told,) = (f for f in after["findings"] if f["waived"])
    assert told["waived"] == {"by": "Ruth Adeyemi", "why": "[/x] her wish", "until": "2027-06-04"}
    assert (told["rule"], told["severity"]) == ("PLAN-SEATS", "conflict")
    table = pilot("check", "--on", ON, "--rule", "PLAN-SEATS")
    assert table.code == 0  # nothing unwaived is left of this rule
    assert "Waived:\n~ PLAN-SEATS" in table.out
    assert "Waived by Ruth Adeyemi, HR lead until 4 June 2027: [/x] her wish" in table.out
    assert "0 conflicts, 0 warnings, 1 waived for PLAN-SEATS" in table.out
    printed = pilot("check", "--on", ON, "--rule", "PLAN-SEATS", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(printed))
    assert row["waived"] == "Waived by Ruth Adeyemi, HR lead until 4 June 2027: [/x] her wish"


def test_past_its_end_it_is_a_conflict_again(waived: Program) -> None:
    ran = waived("check", "--on", "2027-06-05", "--rule", "WAIVER-ENDED")
    assert ran.code == 1
    assert "The waiver of PLAN-SEATS by Ruth Adeyemi held until 4 June 2027" in ran.out


def test_waivers_are_listed_and_ended(waived: Program) -> None:
    with time_machine.travel(f"{ON} 12:00", tick=False):
        (one,) = waived("waivers", "--json").json["waivers"]
        assert (one["number"], one["state"], one["until"], one["from"]) == (1, "stands", "2027-06-04", ON)
        assert "stands" in waived("waivers").out
        ended = waived("waivers", "end", 1, "--by", "Omar", "--why", "More seats")
        assert ended.out == f"Ended the waiver {one['waiver']}: what it accepted stands again.\n"
        assert "ended (Omar: More seats)" in waived("waivers").out
    unknown = waived("waivers", "end", 7, "--by", "Omar", "--why", "x")
    assert (unknown.code, unknown.err.strip()) == (
        2,
        "There is no waiver 7. `apprentices waivers`, `signoffs` and `register` list what was said.",
    )
    assert waived("check", "--on", ON, "--json").json["waived"] == 0


def test_a_waiver_is_prolonged_and_stays_in_the_list(waived: Program) -> None:
    words = ("waivers", "prolong", 1, "--by", "Omar", "--why", "The team moves later", "--until")
    with time_machine.travel(f"{ON} 13:00", tick=False):
        assert waived(*words, "2027-06-04").code == 2  # no later day
        prolonged = waived(*words, "2027-09-03")
        assert prolonged.code == 0
        assert "until 3 September 2027, by Omar (w" in prolonged.out
        found = waived("waivers", "--json").json["waivers"]
    states = {one["until"]: one["state"] for one in found}
    assert states == {"2027-06-04": "ended", "2027-09-03": "stands"}
    assert waived("check", "--on", "2027-06-05", "--rule", "PLAN-SEATS").code == 0
    assert waived("check", "--on", "2027-09-04", "--rule", "WAIVER-ENDED").code == 1


def test_nothing_stands_again_where_a_waiver_fitted_nothing(waived: Program) -> None:
    """One person too many is in the team: without anybody there nothing is found."""
    with time_machine.travel(f"{ON} 12:00", tick=False):
        (one,) = waived("waivers", "--json").json["waivers"]
        there = waived("export", "rotations", "--cycle", "C3", "--draft", "--json").json
        people = [
            row["apprentice"]
            for row in there
            if row["placement"] in one["finding"].replace("=", "/").split("/")
        ]
        for person in people:
            waived("clear", person, "C3")
        assert "fits nothing any more" in waived("waivers", "--json").out
        ended = waived("waivers", "end", 1, "--by", "Omar", "--why", "Nobody is there")
    assert ended.out == f"Ended the waiver {one['waiver']}: nothing stands again by that.\n"


def test_what_is_not_waived(pilot: Program) -> None:
    assert pilot("waivers").out == "Nothing has been waived.\n"
    with time_machine.travel(f"{ON} 12:00", tick=False):
        law = pilot("waive", "WTR-YOUNG-HOURS", *WHY)
        assert law.code == 2
        assert "Nobody may waive WTR-YOUNG-HOURS" in law.err
        assert pilot("waive", "PLAN-GAP", *WHY[:-1], "2026-11-22").code == 2
        for name in ("PLAN-SEATS/what=x", "NO-RULE/cycle=C3"):
            assert pilot("waive", name, *WHY).code == 2
        assert pilot("waive", "PLAN-SEATS/cycle=C3/placement=LBH-ASC/host=LBH", *WHY, "--json").code == 0
        assert pilot("waivers", "end", 1, "--by", "Omar", "--why", "x").code == 0
        assert "by is empty" in pilot("waive", *SEATS, "--by", " ", *WHY[2:]).err
    assert "nobody may" in pilot("rules", "PAY-NMW").out
    assert pilot("rules", "PLAN-SEATS", "--json").json["rules"][0]["waivable"] == "the host that is concerned"
