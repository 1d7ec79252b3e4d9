"""What others change is taken in, in steps between which one's own changes are made, and none is lost."""

import pytest

from apprentices.errors import DatabaseBusy
from apprentices.programme import TABLE
from apprentices.removing import removal, remove
from apprentices.workspace import Workspace
from fixtures import PILOT
from tests.build import TODAY
from tests.memory import Memory, MemoryStore


@pytest.fixture
def memory() -> Memory:
    memory = Memory()
    Workspace(MemoryStore(memory, "Ruth"), TODAY).import_files([PILOT])
    return memory


def opened(memory: Memory, actor: str) -> Workspace:
    workspace = Workspace(MemoryStore(memory, actor), TODAY)
    assert workspace.findings()
    return workspace


def test_an_undo_that_can_not_be_read_amid_the_steps_is_taken_in_with_them(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ruth takes back that she emptied a cell while Omar's row is read; a third program writes behind her."""
    ruth, omar = opened(memory, "Ruth"), opened(memory, "Omar")
    there = ruth.board.at("A01", "C2")
    ruth.clear("A01", "C2")
    remove(omar, removal(omar.rows, TABLE["apprentices"], omar.programme.apprentices["A03"]))
    steps = ruth.refresh_in_steps()
    assert next(steps) == []

    def locked(cells: object) -> None:
        raise DatabaseBusy("Another program is writing.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(ruth.store, "draft", locked)
        ruth.undo()
    assert there is not None
    assert ruth.board.at("A01", "C2") is None
    assert [event.actor for events in steps for event in events] == ["Omar", "Ruth"]
    assert "A03" not in ruth.programme.apprentices
    assert ruth.board.at("A01", "C2") == there
