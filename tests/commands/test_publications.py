"""`publish`, `publications` and `diff`, and what else a publication changes."""

import sqlite3
from pathlib import Path

import pytest
import time_machine

from tests.commands.conftest import Program
from tests.fixtures.expected_pilot import CONFLICTS, MENDS


@pytest.fixture
def mended(pilot: Program) -> Program:
    """The pilot without conflicts, where hosts are not asked to sign."""
    for mend in MENDS:
        assert pilot(*mend).code == 0
    assert pilot("rules", "off", "SIGN-MISSING", "--why", "They sign on paper").code == 0
    return pilot


def test_publishing_is_refused_while_conflicts_stand(pilot: Program) -> None:
    ran = pilot("publish", "--by", "Ruth Adeyemi")
    assert (ran.code, ran.out) == (1, "")
    assert f"{CONFLICTS} conflicts stand" in ran.err
    assert pilot("publications", "--json").json == {"publications": []}


def test_a_draft_with_nobody_in_it_is_not_published_first(program: Program, tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_text("host,name\nCOL,City\n")
    assert program("import", tmp_path / "hosts.csv").code == 0
    for words in ((), ("--despite", "--why", "The board meets today")):
        ran = program("publish", "--by", "Ruth Adeyemi", *words)
        assert (ran.code, "Nobody is in a placement of the draft yet" in ran.err) == (1, True)
    assert program("publications", "--json").json == {"publications": []}


def test_publishing_despite_conflicts_keeps_the_reason(pilot: Program) -> None:
    assert pilot("publish", "--by", "Ruth", "--despite").code == 2
    for nothing in ("", " "):
        assert pilot("publish", "--by", "Ruth", "--despite", "--why", nothing).code == 2
    assert pilot("publish", "--by", "Ruth", "--why", "x").code == 2
    with time_machine.travel("2026-11-23 12:00", tick=False):
        assert pilot("publish", "--by", "Ruth", "--despite", "--why", "The board meets today").code == 0
    (newest,) = pilot("history", "--limit", 1, "--json").json["events"]
    assert newest["kind"] == "publish"
    assert (
        newest["label"]
        == f"Publication 1 by Ruth, although {CONFLICTS} conflicts stand and 18 sign-offs are missing: "
        "The board meets today"  # of three hosts for six cycles
    )


def test_a_publication_stays_as_it_was(mended: Program, tmp_path: Path) -> None:
    assert mended("publish", "--by", "Ruth Adeyemi", "--note", "Agreed", "--json").json["publication"] == 1
    mended("assign", "A01", "C1", "ELFT-HR")
    cells = {row["apprentice"]: row["cells"] for row in mended("board", "--published", "--json").json["rows"]}
    assert cells["A01"]["C1"] == "COL-LMA"
    rows = mended("export", "rotations", "--published", "--json").json
    assert {row["placement"] for row in rows if (row["apprentice"], row["cycle"]) == ("A01", "C1")} == {
        "COL-LMA"
    }
    conn = sqlite3.connect(tmp_path / "p.db")
    for change in ("DELETE FROM publication", "UPDATE publication_row SET placement = 'X'"):
        with pytest.raises(sqlite3.Error):
            conn.execute(change)
    conn.close()
    listed = mended("publications").out
    assert "Ruth Adeyemi" in listed
    assert "Agreed" in listed


def test_diff_tells_what_changes(mended: Program) -> None:
    assert mended("diff").code == 2
    mended("publish", "--by", "Ruth")
    assert "Nothing differs between 1 and draft." in mended("diff").out
    mended("assign", "A01", "C1", "ELFT-HR")
    mended("clear", "A02", "C2")
    changes = mended("diff", "--json").json["changes"]
    assert [{key: c[key] for key in ("apprentice", "cycle", "from", "to")} for c in changes] == [
        {"apprentice": "A01", "cycle": "C1", "from": "COL-LMA", "to": "ELFT-HR"},
        {"apprentice": "A02", "cycle": "C2", "from": "LBH-HR", "to": None},
    ]
    mended("publish", "--by", "Ruth", "--despite", "--why", "Rahim is away")
    assert len(mended("diff", "1", "2", "--json").json["changes"]) == 2
    assert mended("diff", "1", "7").code == 2
    assert mended("diff", "one").code == 2
    assert "Rahim Talukdar" in mended("diff", "1").out


def test_a_late_change_is_inside_the_notice(mended: Program) -> None:
    mended("publish", "--by", "Ruth")
    mended("assign", "A01", "C2", "COL-HR")
    late = mended("check", "--rule", "PLAN-NOTICE", "--on", "2026-11-23", "--json").json["findings"]
    assert [(f["apprentice"], f["cycle"], f["severity"]) for f in late] == [("A01", "C2", "warning")]


def test_a_publication_can_not_be_undone(mended: Program) -> None:
    mended("publish", "--by", "Ruth")
    (newest,) = mended("history", "--limit", 1, "--json").json["events"]
    refused = mended("undo", newest["event"])
    assert refused.code == 1
    assert "can't be undone" in refused.err
    assert mended("undo").code == 0
    assert len(mended("publications", "--json").json["publications"]) == 1


def test_a_publication_needs_a_name(pilot: Program) -> None:
    refused = pilot("publish", "--by", " ")
    assert refused.code == 2
    assert "--by needs a name" in refused.err
    assert pilot("publications", "--json").json["publications"] == []
