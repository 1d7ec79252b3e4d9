"""Choosing in plain lines while a colleague changes the programme: what there is now is what is offered."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from apprentices.workspace import Workspace
from db.store import open_store
from tests.build import worded
from tests.clock import TODAY
from tests.plainly.somebody import heard
from tests.plainly.test_swap import three_people
from tests.screens.programmes import remove


def meanwhile(path: Path, does: Callable[[Workspace], object], answer: str) -> Callable[[], str]:
    """An answer that is given once Ruth has done something on her own computer."""

    def do() -> str:
        with closing(open_store(path / "p.db", actor="Ruth Adeyemi")) as store:
            does(Workspace(store, TODAY))
        return answer

    return do


def test_the_filter_finds_whom_there_is_after_a_removal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the best is shown, so that the other is first looked for once she is gone."""
    monkeypatch.setattr("screens.board.offers.MOST", 1)
    monkeypatch.setattr("screens.board.offers.LEAST", 1)
    workspace = three_people(tmp_path)
    gone = meanwhile(tmp_path, lambda ruths: remove(ruths, "A3"), "/dang")
    said = heard(workspace, "1", "1", "1", "s", "", gone, "/", "=Bo Adeyemi", "q")
    assert "\nOnly what has dang: 0 lines. / shows all again.\n" in said
    assert [there.placement for there in workspace.board.assignments()] == [
        "LBH-B",
        "COL-A",
        "COL-A",
        "LBH-B",
    ]


def test_somebody_who_came_meanwhile_can_be_chosen(tmp_path: Path) -> None:
    workspace = three_people(tmp_path)
    di = replace(workspace.programme.apprentices["A3"], apprentice="A4", given_names="Di", family_name="Eze")

    def add(ruths: Workspace) -> None:
        ruths.store.write(worded("A4 added", "import"), {"apprentices": [di]}, {}, {})

    heard(workspace, "1", "t", "1", "=Archives", "", meanwhile(tmp_path, add, "l"), "=Di Eze", "q")
    there = workspace.board.at("A4", "C1")
    assert there
    assert there.placement == "COL-A"


def test_nobody_chooses_for_somebody_who_is_gone(tmp_path: Path) -> None:
    workspace = three_people(tmp_path)
    gone = meanwhile(tmp_path, lambda ruths: remove(ruths, "A1"), "/archives")
    said = heard(workspace, "1", "1", "1", "", gone, "q")
    assert "This cell was changed by somebody else while you chose." in said
    assert "Adeyemi" in said.rpartition("while you chose.")[2]  # and the board of all others is said again
