"""In plain lines: hosts are asked and sign, findings are waived, the draft is published and handed out."""

from datetime import date
from pathlib import Path

from tests.plainly.somebody import heard
from tests.screens.small import small


def test_a_host_is_asked_signs_and_withdraws(tmp_path: Path) -> None:
    """The small programme's C1 is of 4 January to 30 April 2027; today is 23 November 2026."""
    workspace = small(tmp_path / "p.db")
    said = heard(
        workspace,
        *("7", "=Sign-offs", "=COL: not signed", "r", {"Who says it": "Ruth Adeyemi"}),
        *("s", {"Who says it": "Devika Ramnarine", "In which role": "HR lead"}),
        *("x", {"Who says it": "Devika Ramnarine", "Why": "Signed in error"}, "q"),
    )
    assert "Without a day, an answer is due on 30 November 2026." in said
    assert "\nCOL asked to sign C1 (Ruth Adeyemi, 23 November 2026).\n" in said
    assert "an answer is due on 30 November 2026.\n" in said
    assert "\nCOL signs C1 (Devika Ramnarine, HR lead, 23 November 2026).\n" in said
    assert "\nagreed by 1 of 2\n" in said
    assert "Its sign-off was withdrawn by Devika Ramnarine on 23 November 2026: Signed in error" in said
    statements = workspace.statements
    assert [(one.host, one.cycle, one.role) for one in statements.signoffs] == [("COL", "C1", "HR lead")]
    assert len(statements.requests) == len(statements.endings) == 1


def test_a_finding_is_waived_and_the_waiver_ended(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    workspace.clear("A2", "C1")
    said = heard(
        workspace,
        *("5", "=Bo Adeyemi has no placement", "w"),
        {"Who says it": "Ruth Adeyemi", "Why": "A visit", "Until": "2027-04-30"},
        *("b", "b", "7", "=Waivers", "=An active cell has no placement", "x"),
        {"Who says it": "Ruth Adeyemi", "Why": "She is back"},
        *("b", "b", "b", "9", "=waived no longer", "b", "=change 3,", "q"),
    )
    assert "\nWaived until 30 April 2027, by Ruth Adeyemi.\n" in said
    assert (
        "\nAccepts: An active cell has no placement, C1 Bo Adeyemi\nBy: Ruth Adeyemi\nWhy: A visit\n" in said
    )
    assert "\nEnded: Waived until 30 April 2027: PLAN-GAP of Bo Adeyemi in C1: A visit: She is back (" in said
    assert "\nBy: Ruth Adeyemi\nWhy: She is back\n" in said
    (waiver,) = workspace.statements.waivers
    assert (waiver.by, waiver.until_on) == ("Ruth Adeyemi", date(2027, 4, 30))
    assert [one.ends for one in workspace.statements.endings] == [waiver.statement]


def test_what_nobody_may_waive_says_what_to_do_instead(tmp_path: Path) -> None:
    said = heard(small(tmp_path / "p.db"), "5", "=recorded for Ayo Bello", "w", "q")
    assert (
        "\nNobody may waive FUND-AGREEMENT (no apprenticeship agreement was signed by the first day; " in said
    )
    assert " The employer and the apprentice sign it, and the employer's HR lead records the day.\n" in said


def test_what_was_published_is_handed_out(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(
        workspace,
        *("7", "p", {"Who publishes": "Ruth Adeyemi", "Despite that": "The term begins"}, "t"),
        *("=A pack for each host", str(tmp_path / "packs"), "=Letters, where", str(tmp_path / "letters")),
        *(
            "=Calendars",
            str(tmp_path / "calendars"),
            "=A pack for each host",
            str(tmp_path / "packs"),
            "n",
            "q",
        ),
    )
    assert "Published as number 1. All of it is new: 2 hosts and 2 apprentices have to be told." in said
    assert "A pack for each host: into which folder? Paths begin in " in said
    assert "2 files of publication 1 of 23 November 2026, by Ruth Adeyemi, in " in said
    assert "Write over 2 files? What is there now is lost. y yes, n no\n> n\nNothing was written.\n" in said
    assert sorted(path.name for path in (tmp_path / "packs").iterdir()) == [
        "pack-COL-publication-1.xlsx",
        "pack-LBH-publication-1.xlsx",
    ]
    assert sorted(path.name for path in (tmp_path / "letters").iterdir()) == [
        "letter-A1-publication-1.html",
        "letter-A2-publication-1.html",
    ]
    assert sorted(path.name for path in (tmp_path / "calendars").iterdir()) == [
        "all.ics",
        "apprentice-A1.ics",
        "apprentice-A2.ics",
        "host-COL.ics",
        "host-LBH.ics",
    ]
