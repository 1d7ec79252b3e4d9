"""`assign`, `clear`, `pin`, `unpin`, `swap`, `history`, `undo`, `redo`."""

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Program


def cell(program: Program, apprentice: str, cycle: str) -> str | None:
    rows = program("board", "--json").json["rows"]
    (row,) = [row for row in rows if row["apprentice"] == apprentice]
    placement: str | None = row["cells"][cycle]
    return placement


@pytest.mark.parametrize("words", [
    ("A20", "C6", "COL-BAR"),
    ("a20", "c6", "col-bar"),
    ("Whitlock", "6", "COL-BAR"),
    ("mia whitlock", "C6", "Barbican Library front of house"),
])  # fmt: skip
def test_assign_forgives_names(pilot: Program, words: tuple[str, ...]) -> None:
    ran = pilot("assign", *words)
    assert ran.code == 0
    assert "Mia Whitlock (A20) now has Barbican Library front of house (COL-BAR) in C6." in ran.out
    assert "PLAN-GAP: Mia Whitlock has no placement in C6" in ran.out
    assert cell(pilot, "A20", "C6") == "COL-BAR"


def test_assign_says_what_it_breaks_and_refuses_nothing(pilot: Program) -> None:
    done = pilot("assign", "A20", "C6", "ELFT-WARD", "--json")
    assert done.code == 0
    assert "PLAN-GAP" in {finding["rule"] for finding in done.json["mended"]}
    assert done.json["assignments"] == [
        {"apprentice": "A20", "cycle": "C6", "placement": "ELFT-WARD", "pinned": False}
    ]


@pytest.mark.parametrize(("words", "help_"), [
    (("A99", "C6", "COL-BAR"), 'There is no apprentice "A99".'),
    (("Whitlok", "C6", "COL-BAR"), "Did you mean Mia Whitlock (A20)?"),
    (("A20", "C7", "COL-BAR"), 'There is no cycle "C7".'),
    (("A20", "C6", "COL-BAA"), "(COL-BAR)"),
    (("A20", "C6"), "Missing argument 'P'"),
])  # fmt: skip
def test_assign_of_what_is_not_there(pilot: Program, words: tuple[str, ...], help_: str) -> None:
    ran = pilot("assign", *words)
    assert (ran.code, ran.out) == (2, "")
    assert help_ in ran.err
    assert len(pilot("history", "--json").json["events"]) == 1


def test_clear_pin_unpin(pilot: Program) -> None:
    pilot("assign", "A20", "C6", "COL-BAR")
    assert "now has Barbican Library front of house (COL-BAR) in C6, pinned." in pilot("pin", "A20", "C6").out
    assert pilot("assign", "A20", "C6", "COL-HR", "--json").json["assignments"][0]["pinned"] is True
    assert pilot("unpin", "A20", "C6", "--json").json["assignments"][0]["pinned"] is False
    assert "now has no placement in C6." in pilot("clear", "A20", "C6").out
    assert cell(pilot, "A20", "C6") is None
    nothing = pilot("pin", "A20", "C6")
    assert nothing.code == 2
    assert "only a filled cell can be pinned" in nothing.err


def test_swap(pilot: Program) -> None:
    one, two = cell(pilot, "A01", "C1"), cell(pilot, "A02", "C1")
    assert one != two
    assert pilot("swap", "A01", "A02", "C1").code == 0
    assert (cell(pilot, "A01", "C1"), cell(pilot, "A02", "C1")) == (two, one)
    assert pilot("swap", "A01", "A01", "C1").code == 2


def test_swap_among_three_over_several_cycles(pilot: Program) -> None:
    people, cycles = ("A01", "A04", "A05"), ("C2", "C3")
    one, two, three = ([cell(pilot, who, cycle) for cycle in cycles] for who in people)
    done = pilot("swap", "A01", "A04", "C2", "--third", "A05", "--to", "C3", "--json")
    assert done.code == 0
    assert [[cell(pilot, who, cycle) for cycle in cycles] for who in people] == [two, three, one]
    assert len(json.loads(done.out)["assignments"]) == 6


def test_undo_and_redo(pilot: Program) -> None:
    pilot("assign", "A20", "C6", "COL-BAR")
    pilot("clear", "A01", "C1")
    before = cell(pilot, "A01", "C1")
    assert pilot("undo").code == 0
    assert cell(pilot, "A01", "C1") == "COL-LMA"
    assert pilot("undo", "--json").json["event"]["kind"] == "undo"
    assert cell(pilot, "A20", "C6") is None
    assert pilot("redo").code == 0
    assert pilot("redo").code == 0
    assert cell(pilot, "A20", "C6") == "COL-BAR"
    assert cell(pilot, "A01", "C1") == before
    nothing = pilot("redo")
    assert nothing.code == 1
    assert nothing.err


def test_undo_of_a_named_event_and_of_an_import(pilot: Program) -> None:
    pilot("assign", "A20", "C6", "COL-BAR")
    pilot("clear", "A01", "C1")
    assert pilot("undo", 2).code == 0
    assert (cell(pilot, "A20", "C6"), cell(pilot, "A01", "C1")) == (None, None)
    refused = pilot("undo", 1)
    assert refused.code == 1
    assert pilot("undo").code == 0
    unnamed = pilot("undo")
    assert unnamed.code == 1
    assert "Change 1 (Imported pilot" in unnamed.err
    assert pilot("undo", 1).code == 0
    assert pilot("board", "--json").json == {"cycles": [], "rows": []}
    assert pilot("redo").code == 0
    assert len(pilot("board", "--json").json["rows"]) == 24
    assert pilot("undo", 99).code == 2


def test_undo_takes_an_import_back_only_when_it_is_named(pilot: Program, tmp_path: Path) -> None:
    before = pilot("board", "--json").json
    (event,) = pilot("history", "--json").json["events"]
    for more in ((), ("--json",)):
        refused = pilot("undo", *more)
        assert (refused.code, refused.out) == (1, "")
        first, second, third = refused.err.splitlines()
        rows = f"{event['changes']} rows and {event['bank_holidays']} bank holidays"
        assert f"Change 1 (Imported pilot, {rows})" in first
        assert "24 of apprentices" in second
        assert "240 of travel" in second
        assert third == "To take all of it back: apprentices undo 1"
    assert pilot("board", "--json").json == before
    assert len(pilot("history", "--json").json["events"]) == 1
    elsewhere = tmp_path / "a copy.db"
    shutil.copy(tmp_path / "p.db", elsewhere)
    last = pilot("undo", "--db", elsewhere).err.splitlines()[-1]
    words = shlex.split(last.partition(": apprentices ")[2])
    assert words == ["undo", "1", "--db", str(elsewhere)]
    assert pilot(*words).code == 0
    assert pilot("board", "--json", "--db", elsewhere).json["rows"] == []


def test_history_counts_what_was_imported_and_apart_from_that_the_bank_holidays(pilot: Program) -> None:
    """The pilot's files have 631 lines without their headers; the program adds bank holidays."""
    (event,) = pilot("history", "--json").json["events"]
    assert (event["changes"], event["bank_holidays"]) == (631, 24)
    assert pilot("history").out.rstrip().endswith("Imported pilot  631   and 24 bank holidays")
    assert "Change 1 (Imported pilot, 631 rows and 24 bank holidays) is only" in pilot("undo").err


def test_history_says_who_did_what(pilot: Program) -> None:
    pilot("assign", "A20", "C6", "COL-BAR")
    pilot("undo")
    table = pilot("history").out
    assert "Imported pilot" in table
    assert table.count("Ruth Adeyemi") == 3
    events = pilot("history", "--json").json["events"]
    assert [event["kind"] for event in events] == ["undo", "assign", "import"]
    assert [event["undone"] for event in events] == [False, True, False]
    assert events[0]["undoes"] == events[1]["event"]
    assert [event["kind"] for event in pilot("history", "--limit", 1, "--json").json["events"]] == ["undo"]
