"""What can't be done is said in words, and asked again; nothing is half done."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from apprentices.board import Edit
from apprentices.errors import DatabaseBusy
from apprentices.programme import TABLE
from apprentices.removing import removal, remove, rows_now
from apprentices.scenarios import draft_of, keep
from apprentices.store import Deed
from apprentices.waiving import Wanted, waive
from apprentices.workspace import Workspace
from db.restoring import restore
from db.store import open_store
from tests.clock import TODAY
from tests.plainly.somebody import Step, heard
from tests.screens.small import small
from tests.screens.troubled import trouble

NEW = {"Apprentice": "A3", "Given names": "[/x] Żółw", "Family name": "O'Neill", "Standard": "ST1"}
DAYS = {"Starts on": "2026-09-07", "Ends on": "2027-09-03"}


def test_choices_that_are_none(tmp_path: Path) -> None:
    said = heard(small(tmp_path / "p.db"), "10", "0", "zz", "\x1b[31m", "²", "b", "q")
    assert said.count("There is no 10 here: the numbers go to 9.") == 1
    assert "There is no 0 here" in said
    assert "zz: there is no such choice here. ? tells what there is." in said
    assert "\x1b" not in said.replace("> \x1b[31m", "")  # what was typed is not handed back to the terminal
    assert "²: there is no such choice here." in said
    assert "This is the first page: q leaves the program." in said


def test_a_form_asks_again_for_what_is_wrong(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    wrong = NEW | DAYS | {"Apprentice": "A1", "Ends on": "2026-09-01"}
    said = heard(
        workspace,
        *("2", "1", "n", wrong),
        *("ends", "03/13/2027", "2027-09-03", "apprentice", "A3"),  # no month is the thirteenth
        "q",
    )
    assert "Apprentice: is there already: that row can be edited" in said
    assert said.count("Ends on (now 2026-09-01):") == 2  # asked once more after a day that is none
    assert "[/x] Żółw O'Neill added." in said
    assert workspace.programme.apprentices["A3"].name == "[/x] Żółw O'Neill"
    assert "A3 [/x] Żółw O'Neill, conflict" in said  # with no placement in C1


def test_a_field_is_asked_for_again_by_its_title_alone(tmp_path: Path) -> None:
    """Four titles begin with "st": a part of a title names a field where no other has it."""
    wrong = NEW | DAYS | {"Employer": "COLX", "Ends on": "2026-09-01"}
    said = heard(
        small(tmp_path / "p.db"),
        *("2", "1", "n", wrong),
        *("st", "zz", "standard", "", "employer", "COL", "ends", "2027-09-03", "q"),
    )
    assert 'Employer: there is no host "COLX"; there are COL, LBH\n' in said
    assert "It could be Standard, Status, Starts on, Step free.\n" in said
    assert "There is no field zz; there are Apprentice, Given names, " in said
    asked = said.partition("> standard\n")[2].partition("Which field")[0]
    assert asked.count("Standard (now ST1):") == 1
    assert "Status" not in asked
    assert "[/x] Żółw O'Neill added." in said


def test_a_row_is_edited_field_by_field_and_emptied(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(
        workspace,
        *("3", "1", "=COL-A Archives", "e", {"Site": "Guildhall"}, "e", {"Site": "-"}),
        *("e", {"Site": "."}, "e", {"Team": "="}, "e", "b", "q"),
    )
    assert "Archives (COL): Site changed." in said
    assert workspace.programme.placements["COL-A"].site is None
    assert said.count("Archives (COL): Site changed.") == 2  # filled in, then emptied
    assert said.count("Nothing was changed.") == 3  # all kept, twice, and gone back from


def test_what_was_filled_in_is_left_only_after_a_question(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    sure = "Leave without saving what was filled in? y yes, n no\n> "
    said = heard(workspace, "2", "1", "n", "A3", "b", "n", "Ayo", "q", "n", "b", "y", "n", "b", "q")
    assert said.count(sure) == 3  # and not once nothing is filled in
    assert said.count("Given names (needed):") == 2  # asked again where somebody stays
    assert said.count("Family name (needed):") == 2  # again after q, too
    assert said.count("Nothing was changed.") == 2
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_what_means_something_in_a_form_can_be_a_text(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, "3", "1", "=COL-A Archives", "e", {"Team": "\\b", "Site": "\\="}, "q")
    assert "As a text, each of these is typed behind a backslash: \\b." in said
    team = workspace.programme.placements["COL-A"]
    assert (team.team, team.site) == ("b", "=")


def test_the_end_of_all_answers_saves_nothing_half(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, "2", "1", "n", "A3", "Ayo")
    assert said.endswith("Left.\n")
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_a_pinned_person_is_moved_only_after_a_question(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    workspace.pin("A1", "C1")
    steps = ("1", "=A1 Ayo Bello", "1", "", "=Benefits")
    said = heard(workspace, *steps, "n", "q")
    assert "Ayo Bello is pinned to COL-A in C1." in said
    assert workspace.board.at("A1", "C1").placement == "COL-A"
    said = heard(workspace, *steps, "y", "u", "q")
    assert "Ayo Bello is in LBH-B (pinned) in C1." in said
    assert workspace.board.at("A1", "C1").placement == "COL-A"  # u has taken it back


def test_publishing_is_refused_with_the_reason_and_asked_again(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(
        workspace,
        "7",
        "p",
        {},
        {"Who publishes": "Ruth Adeyemi"},
        {"Despite that": "Agreed by telephone"},
        "b",
        "q",
    )
    assert "Who publishes. The person who says it. (needed):" in said
    assert "This is needed." in said
    assert "Or say why not to wait: Despite that." in said
    assert workspace.published is not None
    assert workspace.published.despite == "Agreed by telephone"


def test_files_that_are_wrong_are_told_row_by_row(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    file = tmp_path / "cycles.csv"
    file.write_text("cycle,starts_on,ends_on\nC2,soon,2027-09-03\n", encoding="utf-8")

    def mend() -> str:
        file.write_text("cycle,starts_on,ends_on\nC2,2027-05-04,2027-09-03\n", encoding="utf-8")
        return "a"

    said = heard(workspace, "i", "", str(tmp_path / "none.csv"), "b", "i", str(file), "1", mend, "y", "q")
    assert "Type a path, or b to go back." in said
    assert "none.csv" in said
    assert "cycles.csv:2:starts_on" in said
    assert "There belongs: " in said
    assert "Imported: 1 new." in said
    assert [cycle.cycle for cycle in workspace.programme.cycles] == ["C1", "C2"]


def test_what_others_change_is_said(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    other = Workspace(open_store(tmp_path / "p.db", actor="Ruth Adeyemi"), TODAY)

    def clear() -> str:
        other.clear("A1", "C1")
        return "l"

    with closing(other.store):
        said = heard(workspace, "1", clear, "q")
    assert "Ruth Adeyemi: " in said
    assert "1. A1 Ayo Bello: C1 gap conflict" in said


def test_a_locked_database_is_told_and_tried_again(tmp_path: Path) -> None:
    small(tmp_path / "p.db").store.close()
    workspace = Workspace(open_store(tmp_path / "p.db", busy_seconds=0.05), TODAY)
    shell = sqlite3.connect(tmp_path / "p.db", isolation_level=None)

    def lock() -> str:
        shell.execute("BEGIN IMMEDIATE")
        return "p"

    def let_go() -> str:
        shell.execute("ROLLBACK")
        return ""

    with closing(workspace.store), closing(shell):
        said = heard(workspace, "1", "1", "1", lock, "", let_go, "q")
        assert said.count("The database is in use.") == 2
        assert workspace.board.at("A1", "C1").pinned


def test_a_file_that_is_gone_is_saved_elsewhere(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")

    def lose() -> str:
        for path in tmp_path.glob("p.db*"):
            path.unlink()
        return "p"

    there = tmp_path / "saved.db"
    said = heard(workspace, "1", "1", "1", lose, str(tmp_path / "no" / "such.db"), str(there), "p", "q")
    assert "it is still here: save it in a new file" in said
    assert f"All of it is in {there} now." in said
    with closing(open_store(there)) as store:
        assert Workspace(store, TODAY).board.at("A1", "C1").pinned


def test_a_deed_that_others_overtook_is_told(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    other = Workspace(open_store(tmp_path / "p.db", actor="Ruth Adeyemi"), TODAY)

    def overtake() -> str:
        other.edit(
            Deed("assign", {"apprentice": "A1", "cycle": "C1", "placement": "LBH-B"}),
            [Edit("A1", "C1", "LBH-B")],
        )
        return "x"

    with closing(other.store):
        said = heard(workspace, "1", "1", "1", overtake, "q")
    assert "Somebody else was first." in said
    assert workspace.board.at("A1", "C1").placement == "LBH-B"


def test_some_changes_of_a_plan_keep_their_numbers_under_a_filter(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    keep(workspace, draft_of(workspace), "As it was")
    workspace.swap(["A1", "A2"], ["C1"])  # of the two changes back to the plan, Bo's is the second
    said = heard(workspace, "6", "c", "1", "p", "/adeyemi", "s", "2", "n", "q")
    assert "1. Change 2: Bo Adeyemi in C1: from Archives (COL) to Benefits (LBH)" in said
    assert said.index("> 2\nChange 2: Bo Adeyemi in C1") < said.index("Apply these changes?")
    assert workspace.board.at("A2", "C1").placement == "COL-A"  # nothing is written before the answer
    said = heard(workspace, "6", "c", "1", "p", "/adeyemi", "s", "2", "y", "q")
    assert "Ayo Bello in C1: from" not in said.partition("> 2\n")[2]
    assert workspace.board.at("A2", "C1").placement == "LBH-B"
    assert workspace.board.at("A1", "C1").placement == "LBH-B"  # as the draft had it


def clear_a1(other: Workspace) -> None:
    other.clear("A1", "C1")


def remove_a1(other: Workspace) -> None:
    rows = rows_now(other)
    person = next(row for row in rows["apprentices"] if row.apprentice == "A1")
    remove(other, removal(rows, TABLE["apprentices"], person))


@pytest.mark.parametrize("do", [clear_a1, remove_a1])
@pytest.mark.parametrize(
    "choosing",
    [
        ("=A1 Ayo Bello", "1", "", "=Benefits"),  # a placement for the cell
        ("t", "1", "=Benefits", "", "=Ayo Bello"),  # a person for the seat
        ("=A2 Bo Adeyemi", "1", "s", "1", "=Ayo Bello"),  # somebody to swap with
    ],
)
def test_what_others_change_while_somebody_chooses_stays(
    tmp_path: Path, choosing: tuple[str, ...], do: Callable[[Workspace], None]
) -> None:
    workspace = small(tmp_path / "p.db")
    other = Workspace(open_store(tmp_path / "p.db", actor="Ruth Adeyemi"), TODAY)

    def meanwhile() -> str:
        do(other)
        return "l"

    with closing(other.store):
        said = heard(workspace, "1", *choosing[:-1], meanwhile, choosing[-1], "q")
        assert "This cell was changed by somebody else while you chose. Look again and choose." in said
        assert said.endswith("Left.\n")
        assert workspace.board.at("A2", "C1").placement == "LBH-B"
        assert "A1" not in workspace.programme.apprentices or workspace.board.at("A1", "C1") is None
        assert other.store.history(1)[0].actor == "Ruth Adeyemi"  # the newest change is hers


def test_the_calendar_of_somebody_who_is_removed_ends(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    other = Workspace(open_store(tmp_path / "p.db", actor="Ruth Adeyemi"), TODAY)

    def meanwhile() -> str:
        remove_a1(other)
        return "l"

    with closing(other.store):
        said = heard(workspace, "4", "=A1 Ayo Bello", meanwhile, "q")
    assert said.rpartition("> l\n")[2].splitlines()[-5:-2] == [
        "1. A2 Bo Adeyemi",
        "t People or teams, b back, q leave, ? help",
        "Calendar:",
    ]


def test_a_waiver_that_a_restored_backup_does_not_have_ends(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    workspace.clear("A1", "C1")
    with closing(open_store(tmp_path / "p.db")) as store:
        store.save_as(tmp_path / "before.db")
    waive(workspace, Wanted("PLAN-GAP", "A1", "C1"), by="Ruth Adeyemi", why="On leave", until=TODAY)

    def meanwhile() -> str:
        restore(tmp_path / "p.db", tmp_path / "before.db", "Ruth Adeyemi")
        return "l"

    said = heard(workspace, "7", "=Waivers", "1", meanwhile, "q")
    assert "Nothing is waived. In the findings (5), w waives the one in front." in said.rpartition("> l\n")[2]


@pytest.mark.parametrize(
    ("what", "saying", "told"),
    [
        (
            "apply",
            ("2", "1", "=A1 Ayo Bello", "e", {"Given names": "Amy"}),
            "Amy Bello: Given names changed.",
        ),
        ("write", ("7", "=Sign-offs", "=COL: ", "s", {"Who says it": "Rosalind"}), "Rosalind"),
    ],
)
def test_what_was_saved_is_never_said_to_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, saying: tuple[Step, ...], told: str
) -> None:
    workspace = small(tmp_path / "p.db")
    store = trouble(workspace)
    write = getattr(store.store, what)

    def then_busy(*args: object, **named: object) -> object:
        done = write(*args, **named)
        store.trouble = DatabaseBusy("It is locked. Nothing was changed.")
        return done

    monkeypatch.setattr(store.store, what, then_busy)

    def let_go() -> str:
        store.trouble = None
        return ""

    said = heard(workspace, *saying, "b", let_go, "q")  # b can't go back from what was done
    after = said.partition("It was saved.")[2]
    assert after.count("Enter looks again, q leaves:") == 2
    assert told in after.partition("> \n")[2]
    assert "Nothing was changed." not in after
