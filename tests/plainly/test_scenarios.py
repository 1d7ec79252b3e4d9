"""Scenarios in plain lines: each beside the draft, and two beside each other."""

from pathlib import Path

from apprentices.scenarios import draft_of, keep
from apprentices.workspace import Workspace
from tests.plainly.somebody import heard
from tests.plainly.test_swap import three_people


def two_scenarios(path: Path) -> Workspace:
    """In "Swapped", A1 and A2 have each other's place in C1; in the draft, A3 has none there."""
    workspace = three_people(path)
    keep(workspace, draft_of(workspace), "As it is")
    workspace.swap(["A1", "A2"], ["C1"])
    keep(workspace, draft_of(workspace), "Swapped")
    workspace.clear("A3", "C1")
    return workspace


def test_a_scenario_stands_beside_the_draft(tmp_path: Path) -> None:
    said = heard(two_scenarios(tmp_path), "6", "c", "=As it is", "q")
    assert "\nChanges to the draft. As it is: 3; the draft: 0.\nGaps. As it is: 0; the draft: 1.\n" in said
    assert "\nInside notice. As it is: not published; the draft: not published.\n" in said


def test_two_scenarios_stand_beside_each_other(tmp_path: Path) -> None:
    """They differ in the cells of the swap, each of which leads to the cell of the draft."""
    said = heard(two_scenarios(tmp_path), "6", "c", "=As it is", "c", "=Swapped", "1", "b", "q")
    assert "\nCompare As it is with which?\n1. Swapped\n" in said
    both = said.partition("\nAs it is and Swapped\n")[2]
    assert "\nGaps. As it is: 0; Swapped: 0; the draft: 1.\n" in both
    assert (
        "\nThey differ in 2 cells.\n"
        "1. Ayo Bello in C1. As it is: Archives (COL); Swapped: Benefits (LBH)\n"
        "2. Bo Adeyemi in C1. As it is: Benefits (LBH); Swapped: Archives (COL)\n"
    ) in both
    assert "\nBenefits (LBH)\n" in both.partition("\nAyo Bello A1 in C1\n")[2]  # as the draft has it


def test_a_comparison_tells_how_much_of_a_scenario_is_left_out(tmp_path: Path) -> None:
    workspace = two_scenarios(tmp_path)
    workspace.pin("A1", "C1")
    said = heard(workspace, "6", "c", "=As it is", "c", "=Swapped", "q")
    sentence = "1 cell of it is left out: pinned, past or under way in the draft, or gone from the programme."
    assert f'"As it is": {sentence}' in " ".join(said.split())
    assert '"Swapped": 1 cell' not in said


def test_what_is_pinned_elsewhere_is_asked_about(tmp_path: Path) -> None:
    """A1 is pinned where "Swapped" has them; as it was, they change places with A2, and A3 has one."""
    workspace = two_scenarios(tmp_path)
    workspace.pin("A1", "C1")
    said = heard(workspace, "6", "c", "=As it is", "p", "n", "b", "p", "y", "a", "q")
    asked = "What moves is pinned no longer; what stays is left out of it. Move what is pinned, too?"
    assert said.count(asked) == 2
    assert "Ayo Bello is pinned to LBH-B in C1." in said
    assert "\nAgainst the draft: 2 changes: 1 moved, 1 filled.\n" in said
    assert "\nAgainst the draft: 3 changes: 2 moved, 1 filled.\n" in said
    there = workspace.board.at("A1", "C1")
    assert there is not None
    assert there.placement == "COL-A"


def test_a_scenario_alone_has_none_to_be_compared_with(tmp_path: Path) -> None:
    workspace = three_people(tmp_path)
    keep(workspace, draft_of(workspace), "As it is")
    said = heard(workspace, "6", "c", "1", "c", "q")
    assert "Compare with another" not in said
    assert "c: there is no such choice here." in said


def test_a_comparison_ends_with_one_of_its_scenarios(tmp_path: Path) -> None:
    """The first undo gives A3 a place again, the second takes the newer scenario back."""
    said = heard(two_scenarios(tmp_path), "6", "c", "=As it is", "c", "=Swapped", "u", "u", "q")
    assert said.endswith("\nScenario As it is:\n> q\nLeft.\n")
