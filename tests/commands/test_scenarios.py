"""Scenarios on the command line: kept by `plan --save`, listed, compared, applied, removed."""

import pytest

from tests.commands.conftest import Program

NAME = "Fewest moves"


def kept(pilot: Program) -> None:
    ran = pilot("plan", "--keep", "draft", "--cycle", "C6", "--save", NAME)
    assert f'Kept as the scenario "{NAME}"; the draft is as it was.' in ran.out


def test_a_plan_is_kept_and_the_draft_stays(pilot: Program) -> None:
    assert "No plan is kept" in pilot("scenarios").out
    before = pilot("board", "--json").json
    kept(pilot)
    assert pilot("board", "--json").json == before
    (one,) = pilot("scenarios", "--json").json["scenarios"]
    assert (one["name"], one["by"], one["told"], one["waiting"]) == (NAME, "Ruth Adeyemi", None, None)
    assert one["changes"] > 0
    assert NAME in pilot("scenarios").out
    taken = pilot("plan", "--save", "fewest MOVES")
    assert taken.code == 2
    assert "already" in taken.err


def test_pins_that_a_kept_plan_would_move_are_told_at_once(pilot: Program) -> None:
    """Applied, it leaves them as they are, as the app says where it shows it."""
    for who in ("A01", "A02", "A03", "A04"):
        pilot("pin", who, "C6")
    free = pilot("plan", "--keep", "none", "--save", "Free")
    assert "left out: pinned, past or under way in the draft" in free.err
    assert free.err.startswith('"Free": ')
    assert pilot("plan", "--save", "Held").err == ""


def test_one_is_laid_beside_the_draft_applied_and_then_no_different(pilot: Program) -> None:
    kept(pilot)
    compared = pilot("scenarios", "compare", NAME, "--json").json
    figures = compared["figures"]
    assert set(figures) == {"draft", NAME}
    assert len(compared["differ"]) == figures[NAME]["changes"] > 0
    assert {cell["cycle"] for cell in compared["differ"]} == {"C6"}
    table = pilot("scenarios", "compare", NAME).out
    assert "Wishes met" in table
    assert f"They differ in {figures[NAME]['changes']} cells." in table
    applied = pilot("scenarios", "apply", NAME.lower(), "--json")
    assert applied.code == (1 if figures[NAME]["gaps"] else 0)
    same = pilot("scenarios", "compare", NAME, NAME.upper())
    assert (same.code, "one and the same" in same.err) == (2, True)
    assert pilot("scenarios", "compare", NAME, "--json").json["differ"] == []
    pilot("undo")
    assert len(pilot("scenarios", "compare", NAME, "--json").json["differ"]) == figures[NAME]["changes"]


def test_a_comparison_tells_how_much_of_a_scenario_is_left_out(pilot: Program) -> None:
    """Its figures are of what the draft lets in: without that sentence, they look like the plan's own."""
    kept(pilot)
    assert "left out" not in pilot("scenarios", "compare", NAME).out
    differ = pilot("scenarios", "compare", NAME, "--json").json["differ"]
    moved = next(cell for cell in differ if cell["draft"] and cell[NAME])
    pilot("pin", moved["apprentice"], moved["cycle"])
    out = pilot("scenarios", "compare", NAME).out
    said = "1 cell of it is left out: pinned, past or under way in the draft, or gone from the programme."
    assert f'"{NAME}": {said}' in " ".join(out.split())


def test_what_is_pinned_moves_with_one_only_where_nothing_is_kept(pilot: Program) -> None:
    kept(pilot)
    differ = pilot("scenarios", "compare", NAME, "--json").json["differ"]
    moved = next(cell for cell in differ if cell["draft"] and cell[NAME])
    pilot("pin", moved["apprentice"], moved["cycle"])
    assert pilot("scenarios", "apply", NAME, "--json").json["left_out"] == 1
    pilot("undo")
    assert pilot("scenarios", "apply", NAME, "--keep", "none", "--json").json["left_out"] == 0
    rows = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}
    assert rows[moved["apprentice"]][moved["cycle"]] == moved[NAME]


def test_one_is_removed_and_brought_back(pilot: Program) -> None:
    kept(pilot)
    assert "Removed the scenario" in pilot("scenarios", "remove", NAME).out
    gone = pilot("scenarios", "apply", NAME)
    assert (gone.code, "None is kept yet." in gone.err) == (2, True)
    pilot("undo")
    assert pilot("scenarios", "remove", NAME, "--json").json == {"removed": NAME}


@pytest.mark.parametrize("name", ["draft", "The Draft", "APPRENTICE", "cycle"])
def test_a_name_with_a_meaning_of_its_own_is_refused(pilot: Program, name: str) -> None:
    ran = pilot("plan", "--keep", "draft", "--cycle", "C6", "--save", name)
    assert (ran.code, "choose another name" in ran.err) == (2, True)
    assert "No plan is kept" in pilot("scenarios").out


def test_one_that_was_kept_as_the_draft_before_is_laid_beside_it(
    pilot: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("apprentices.scenarios.KEPT_BACK", frozenset())
        pilot("plan", "--keep", "draft", "--cycle", "C6", "--save", "draft")
    assert "They differ in " in pilot("scenarios", "compare", "draft").out
    compared = pilot("scenarios", "compare", "draft", "--json").json
    assert set(compared["figures"]) == {"draft", '"draft"'}
