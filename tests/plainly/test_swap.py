"""A swap in plain lines: of two people or among three, in one cycle or several."""

from pathlib import Path

import pytest

from apprentices.workspace import Workspace
from tests.plainly.somebody import heard
from tests.screens.small import FILES, folder, small

MORE = {
    "cycles": "C2,2027-05-04,2027-08-27\n",
    "placements": "COL-C,COL,Culture,2\n",
    "apprentices": "A3,Cy,Dang,ST1,2026-09-07,2027-09-03\n",
    "assignments": "A3,C1,COL-C\nA1,C2,COL-A\nA2,C2,LBH-B\nA3,C2,COL-C\n",
}


def three_people(path: Path) -> Workspace:
    """A1 in COL-A, A2 in LBH-B and A3 in COL-C, in both cycles."""
    workspace = small(path / "p.db")
    workspace.import_files(
        [folder(path / "more", **{name: FILES[name] + rows for name, rows in MORE.items()})]
    )
    return workspace


def where(workspace: Workspace, cycle: str) -> list[str]:
    there = (workspace.board.at(code, cycle) for code in ("A1", "A2", "A3"))
    return [one.placement if one else "" for one in there]


def test_three_people_swap_in_two_cycles(tmp_path: Path) -> None:
    """Each gets what the next has, and the last what the first has."""
    workspace = three_people(tmp_path)
    said = heard(workspace, "1", "1", "1", "s", "2", "t", "=Bo Adeyemi", "=Cy Dang", "q")
    assert "\nAmong three: choose the second.\n" in said
    assert "\nBello A to the place of Adeyemi B in C1 to C2; Adeyemi B to whose?\n" in said
    assert where(workspace, "C1") == where(workspace, "C2") == ["LBH-B", "COL-C", "COL-A"]
    assert "\nAyo Bello is in LBH-B in C1. Bo Adeyemi is in COL-C in C1. Cy Dang is in COL-A in C1. " in said
    assert workspace.last_of_mine().changes == 6  # one change that is taken back as one


def test_a_swap_says_whose_conflicts_it_makes_and_mends(tmp_path: Path) -> None:
    """Each is in one placement twice, which a swap in one of the two cycles mends for both, and another one
    there would bring back."""
    workspace = three_people(tmp_path)
    said = heard(workspace, "1", "1", "1", "s", "1", "=Bo Adeyemi", "q")
    mends = "Mends: the same placement twice, for Ayo Bello and Bo Adeyemi."
    assert f"\n1. Bo Adeyemi (LBH): B. {mends}\n" in said
    assert f"\nAyo Bello is in LBH-B in C1. Bo Adeyemi is in COL-A in C1. {mends}\n" in said
    said = heard(workspace, "1", "2", "1", "s", "1", "q")
    breaks = "Breaks: the same placement twice, for Bo Adeyemi and Ayo Bello."
    assert f". Ayo Bello (LBH): B. {breaks}\n" in said


def test_two_again_and_going_back_from_the_third(tmp_path: Path) -> None:
    workspace = three_people(tmp_path)
    heard(workspace, "1", "1", "1", "s", "", "t", "=Bo Adeyemi", "b", "q")
    assert where(workspace, "C1") == ["COL-A", "LBH-B", "COL-C"]
    heard(workspace, "1", "1", "1", "s", "", "t", "t", "=Bo Adeyemi", "q")
    assert where(workspace, "C1") == ["LBH-B", "COL-A", "COL-C"]
    assert where(workspace, "C2") == ["COL-A", "LBH-B", "COL-C"]


def test_words_find_whom_the_best_offers_leave_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.board.offers.MOST", 1)
    monkeypatch.setattr("screens.board.offers.LEAST", 1)
    workspace = three_people(tmp_path)
    said = heard(workspace, "1", "1", "1", "s", "", "/dang", "=Cy Dang", "q")
    best, _, found = said.partition("> /dang\n")
    assert "The best 1 of 2; / and words find the others.\n" in best
    assert "Cy Dang" not in best.partition("With whom")[2]
    assert "1. Cy Dang (COL)" in found
    assert where(workspace, "C1") == ["COL-C", "LBH-B", "COL-A"]
