"""What others write is taken in step by step; what one does oneself between the steps is not lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from apprentices.errors import DatabaseBusy
from apprentices.programme import Assignment
from apprentices.rules import checker
from apprentices.store import Event
from apprentices.workspace import Workspace
from tests.screens.programmes import remove
from tests.screens.small import small
from tests.screens.troubled import trouble

BUSY = DatabaseBusy("Another program is writing.")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One that outlasts others' writing, as the app's does; Callum has removed A2 from its programme."""
    workspace = small(tmp_path / "small.db")
    workspace.kept.outlasts_busy = True
    assert workspace.findings() is not None
    other = small(tmp_path / "small.db", actor="Callum Strachey")
    remove(other, "A2")
    other.store.close()
    return workspace


def begun(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Event]]:
    """What takes that in, after the first of its steps."""
    monkeypatch.setattr(checker, "AT_A_TIME", 1)
    steps = workspace.refresh_in_steps()
    assert next(steps) == []
    return steps


def test_an_undo_between_the_steps_stands_though_it_could_not_be_read_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.clear("A1", "C1")
    steps = begun(workspace, monkeypatch)
    store = trouble(workspace)
    store.trouble, store.of = BUSY, "draft"
    workspace.undo()
    store.trouble = None
    assert [event.actor for events in steps for event in events] == ["Callum Strachey"]
    assert workspace.board.at("A1", "C1") == Assignment(apprentice="A1", cycle="C1", placement="COL-A")
    assert list(workspace.programme.apprentices) == ["A1"]


def test_ones_own_rows_between_the_steps_stand_though_they_could_not_be_read_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = begun(workspace, monkeypatch)
    store = trouble(workspace)
    workspace.import_files([workspace_folder(workspace)])
    store.trouble, store.of = BUSY, "load"
    assert list(workspace.programme.apprentices) == ["A1", "A2"]  # as it was
    store.trouble = None
    assert [event.actor for events in steps for event in events] == ["Callum Strachey"]
    assert list(workspace.programme.apprentices) == ["A1", "A2"]
    assert workspace.programme.apprentices["A2"].family_name == "Adeyemi-Cole"


def workspace_folder(workspace: Workspace) -> Path:
    """The programme's files with A2, of another name."""
    place = Path(workspace.store.where).parent / "first"
    people = place / "apprentices.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Adeyemi", "Adeyemi-Cole"), encoding="utf-8")
    return place
