"""What is said in plain lines: each line says all that it means, and none says twice what another says."""

from datetime import date
from pathlib import Path

import pytest

from apprentices.programme import TABLE, Cycle
from apprentices.saving import save
from plainly.talk import Talk
from tests.plainly.somebody import Somebody, heard
from tests.screens.small import small

LONG = "12. A02 Rahim Talukdar: C1 ELFT-CMHT, C2 LBH-HR, C3 LBH-ASC conflict"


class Terminal(Somebody):
    """A terminal in which the lines are read."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_terminal_is_given_no_line_that_it_would_part_within_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    terminal = Terminal()
    Talk(terminal, terminal).say(LONG, "  " + "two blanks and more words " * 2, "x" * 70, "")
    assert terminal.getvalue().splitlines() == [
        "12. A02 Rahim Talukdar: C1",
        "    ELFT-CMHT, C2 LBH-HR, C3",
        "    LBH-ASC conflict",
        "  two blanks and more words",
        "  two blanks and more words",
        "x" * 30,
        "x" * 30,
        "x" * 10,
        "",
    ]
    for line in (LONG, "1. 小児科病棟 (小児) 小児科病棟"):  # of letters that take two columns each, too
        file = Somebody()
        Talk(file, file).say(line)
        assert file.getvalue() == f"{line}\n"  # who reads a file parts it as they like


def test_a_page_says_its_name_once(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, "3", "1", "=COL-A Archives", "q").rpartition("> 1\n")[2]
    assert said.splitlines()[1:3] == [
        "Archives (COL) COL-A",
        "Host: COL City of London",
    ]
    said = heard(workspace, "1", "1", "1", "q").rpartition("> 1\n")[2]
    assert said.splitlines()[1:3] == [
        "Ayo Bello A1 in C1",
        "Business administrator ST1",
    ]


def test_rows_are_in_the_order_of_the_screens_cycles_in_that_of_time(tmp_path: Path) -> None:
    """By its code, A9 would come first."""
    workspace = small(tmp_path / "p.db")
    later = Cycle(cycle="A9", starts_on=date(2030, 1, 7), ends_on=date(2030, 4, 5))
    save(workspace, TABLE["cycles"], None, later)
    said = heard(workspace, "3", "=cycles", "q").rpartition("\nCycles\n")[2]
    assert [line.split()[1] for line in said.splitlines()[:2]] == ["C1", "A9"]


def test_pinning_and_unpinning_say_what_is_pinned(tmp_path: Path) -> None:
    said = heard(small(tmp_path / "p.db"), "1", "1", "1", "p", "p", "q")
    first, _, second = said.partition("> p\n")[2].partition("> p\n")
    assert first.startswith("Ayo Bello is pinned to COL-A in C1. ")
    assert "\nPinned: the planner leaves it\n" in first  # without the mark of the screens
    assert second.startswith("Ayo Bello is no longer pinned to COL-A in C1. ")


def test_the_first_publication_says_whom_to_tell_what(tmp_path: Path) -> None:
    publish = {"Who publishes": "Ruth Adeyemi", "Despite that": "Agreed by telephone"}
    said = heard(small(tmp_path / "p.db"), "7", "p", publish, "q")
    told = said[said.index("Published as number 1. ") :].splitlines()[:5]
    assert told == [
        "Published as number 1. All of it is new: 2 hosts and 2 apprentices have to be told.",
        "Tell COL: 1 person comes.",
        "Tell LBH: 1 person comes.",
        "Tell Ayo Bello: C1 Archives (COL).",
        "Tell Bo Adeyemi: C1 Benefits (LBH).",
    ]


def test_measures_say_hidden_figures_and_unknown_ones_in_words(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, "8", "q")
    told = said.partition("\nMeasures\n")[2]
    assert '\nWhere a line says "hidden": of fewer than five people, nearly all of one, or' in told
    assert '\nWhere a line says "not known": not known, or nothing to count.\n' in told
    assert not {"*", "–"} & {*told}


def test_a_question_says_what_may_be_answered(tmp_path: Path) -> None:
    """A question mark is no code and no row; behind a backslash it is the text that it is."""
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, "2", "1", "p", "?", "b", "n", "?", "A3", "\\?", "?", "b", "q")
    asked = said.partition("\nRows, or a file:\n> ?\n")[2]
    assert asked.startswith(
        "Type the answer, then enter. Enter alone takes what the question offers, b goes "
    )
    assert asked.splitlines()[1] == "Rows, or a file:"  # asked again
    help_ = "keeps what stands there, . empties it, = keeps all the rest and saves"
    first, name = said.split("Apprentice (needed):\n> ")[1:]
    assert first.startswith("?\n")
    assert help_ in first
    assert name.startswith("A3\n")
    family = name.partition("> \\?\n")[2]
    assert family.splitlines()[0].startswith("Family name")
    assert help_ in family
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_what_stands_against_a_cell_is_said_apart_from_its_team(tmp_path: Path) -> None:
    """Nobody is with the archives, and A1 is to be somewhere."""
    workspace = small(tmp_path / "small.db")
    workspace.clear("A1", "C1")
    assert "\n1. C1, 4 Jan to 30 Apr 2027: gap, conflict\n" in heard(workspace, "1", "1", "q")
