"""`report`: what sponsors and boards read, and the paper that one of them decides on."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from pypdf import PdfReader

from tests.commands.conftest import Program

# The pilot is judged on 23 November 2026; what is said is said on that day, or on the one that is named.
DAY = "2026-11-23 12:00"


@pytest.fixture
def asked(pilot: Program) -> Iterator[Program]:
    """ELFT was asked on 4 November 2026 to sign C2, until 11 November; COL signed it on 23 November."""
    with time_machine.travel("2026-11-04 12:00"):
        assert pilot("request", "ELFT", "C2", "--by", "Ruth Adeyemi", "--due", "2026-11-11").code == 0
    with time_machine.travel(DAY):
        assert pilot("signoff", "COL", "C2", "--by", "Bo [/x]").code == 0
        yield pilot


def test_the_report_says_who_has_agreed_what_blocks_and_who_decides(asked: Program) -> None:
    ran = asked("register", "barrier", "add", "No badges", "--owner", "ELFT", "--person", "Li Wu", "--due",
                "2026-11-20", "--by", "Ruth Adeyemi")  # fmt: skip
    assert ran.code == 0, ran.err
    text = asked("report").out
    # Of the three hosts COL has signed; ELFT was asked 19 days ago, more than 14.
    row = next(line for line in text.splitlines() if line.startswith("| C2, "))
    assert row == (
        "| C2, from 7 December 2026 | agreed by 1 of 3, waiting for ELFT since 4 November "
        "| signed by Bo \\[/x\\], 23 November 2026 | not signed | asked on 4 November 2026, overdue |"
    )
    assert (
        "- East London NHS Foundation Trust: Parveen Lodhia, Chief People Officer, to decide about C2, "
        "asked on 4 November 2026.\n" in text
    )
    assert "- No badges: Li Wu, East London NHS Foundation Trust, overdue since 20 November 2026.\n" in text
    # Two of the pilot's conflicts are about law and one person each: their number is not told.
    assert re.search(r"\| .*\(WTR-YOUNG-HOURS\) \| fewer than five \| nobody: mend it \|", text)


def test_no_apprentice_is_named_in_any_form(asked: Program, tmp_path: Path) -> None:
    people = asked("board", "--json").json["rows"]
    words = {row["name"] for row in people} | {row["apprentice"] for row in people}
    papers = [asked("report").out, asked("report", "--decision", "ELFT", "C2").out]
    for text in papers:
        assert not [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)]


def test_the_report_of_the_pilot_is_two_sheets_at_most(asked: Program, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    assert asked("report", "-o", target).code == 0
    read = PdfReader(BytesIO(target.read_bytes()))
    assert len(read.pages) <= 2
    width, height = read.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)  # A4 in points: 210 and 297 mm


def test_each_ending_is_its_form(asked: Program, tmp_path: Path) -> None:
    for name, begins in (("r.html", b"<!doctype html>"), ("R.MD", b"# Report: "), ("r.pdf", b"%PDF-")):
        ran = asked("report", "-o", tmp_path / name)
        assert (ran.code, ran.out) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(begins)
    ran = asked("report", "-o", tmp_path / "report.docx")
    assert ran.code == 2
    assert "name a file that ends in .html, .md or .pdf" in ran.err


def test_json_is_what_the_paper_says(asked: Program) -> None:
    paper = asked("report", "--json").json
    titles = [section["title"] for section in paper["sections"]]
    assert titles == [
        "State of agreement",
        "The plan at a glance",
        "What blocks, and who decides",
        "Decisions asked",
        "Measures",
    ]


def test_a_decision_paper_says_by_when_and_what_waiting_costs(asked: Program) -> None:
    text = asked("report", "--decision", "elft", "c2").out
    lines = text.splitlines()
    assert lines[0] == (
        "# Decision: does East London NHS Foundation Trust agree to C2 (7 December 2026 to 5 March 2027)?"
    )
    assert "For Parveen Lodhia, Chief People Officer. As of 23 November 2026." in lines
    # In C2 of the pilot's board ELFT has A07, A09, A12, A14, A06 and A20, in three of its teams.
    assert any("6 people are to come to 3 teams." in line for line in lines)
    assert (
        "- The host was asked on 4 November 2026, by Ruth Adeyemi, for an answer by 11 November 2026."
        in lines
    )
    # 14 days from 4 November, and 8 weeks before 7 December; ELFT's own notice is 12 weeks.
    assert "- A decision paper is due after 18 November 2026." in lines
    assert "- The last day to tell the apprentices 8 weeks before was 12 October 2026." in lines
    assert "- The last day to tell the host 12 weeks before was 14 September 2026." in lines
    assert lines[-1] == "Time running out approves nothing: without an answer the host has not agreed."


def test_nothing_to_decide_where_the_host_agrees_or_was_not_asked(asked: Program) -> None:
    ran = asked("report", "--decision", "COL", "C2")
    assert (ran.code, ran.out) == (2, "")
    assert "City of London Corporation has agreed to C2 as it is: there is nothing to decide." in ran.err
    ran = asked("report", "--decision", "LBH", "C2")
    assert ran.code == 2
    assert "Nobody has asked Hackney Council to sign C2 yet." in ran.err
    assert "`apprentices request LBH C2 --by NAME` asks" in ran.err
