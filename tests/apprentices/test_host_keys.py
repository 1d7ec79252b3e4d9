"""Whose keys are taken: what was lost or replaced stays so."""

import pytest

from apprentices.errors import UsageError
from apprentices.exchange.parcels.keys import new_key
from apprentices.host_keys import add_key, end_key, known_key, replace_key, set_lead
from apprentices.shared import LEFT, LOST
from apprentices.workspace import Workspace
from tests.build import TODAY
from tests.memory import Memory, MemoryStore

ELFT, NEWER = new_key("ELFT").public, new_key("ELFT").public


@pytest.fixture
def workspace() -> Workspace:
    found = Workspace(MemoryStore(Memory()), TODAY)
    add_key(found, ELFT)
    return found


def test_a_key_that_was_lost_or_replaced_is_never_taken_again(workspace: Workspace) -> None:
    end_key(workspace, "ELFT", LOST)
    for take in (add_key, replace_key):
        with pytest.raises(UsageError, match="This key of ELFT is never taken again: it was lost"):
            take(workspace, ELFT)
    replace_key(workspace, NEWER)
    assert known_key(workspace, "ELFT") == NEWER
    newest = new_key("ELFT").public
    replace_key(workspace, newest)
    with pytest.raises(UsageError, match="it was replaced"):
        replace_key(workspace, NEWER)
    assert known_key(workspace, "ELFT") == newest


def test_a_host_that_had_left_comes_back_with_its_key(workspace: Workspace) -> None:
    end_key(workspace, "ELFT", LEFT)
    add_key(workspace, ELFT)
    assert known_key(workspace, "ELFT") == ELFT


def test_the_key_of_ones_own_host_is_none_of_anothers(workspace: Workspace) -> None:
    for take in (add_key, replace_key):
        with pytest.raises(UsageError, match="ELFT is the host that this copy is of"):
            take(workspace, NEWER, "ELFT")
    with pytest.raises(UsageError, match="ELFT is the host that this copy is of"):
        end_key(workspace, "ELFT", LOST, "ELFT")
    assert known_key(workspace, "ELFT") == ELFT


def test_neither_ones_own_host_nor_the_lead_host_leaves(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="COL is the host that this copy is of"):
        end_key(workspace, "COL", LEFT, "COL")
    set_lead(workspace, "ELFT")
    with pytest.raises(UsageError, match="ELFT is the lead host"):
        end_key(workspace, "ELFT", LEFT, "COL")
    assert known_key(workspace, "ELFT") == ELFT
    end_key(workspace, "ELFT", LOST, "COL")  # its key may be lost all the same
