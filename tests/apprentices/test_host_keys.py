"""Whose keys are taken: what was lost or replaced stays so."""

import pytest

from apprentices.errors import UsageError
from apprentices.exchange.parcels.keys import new_key
from apprentices.exchanging import parcel_for, taken_in
from apprentices.host_keys import add_key, end_key, host_keys, known_key, leave, replace_key, set_lead
from apprentices.shared import LEFT, LOST, hosts_left
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


def test_a_host_leaves_in_its_own_copy_until_that_is_taken_back(workspace: Workspace) -> None:
    mine = new_key("LBH")
    leave(workspace, "LBH", mine.public)
    assert hosts_left(host_keys(workspace)) == {"LBH"}
    assert known_key(workspace, "ELFT") == ELFT  # which nothing is said of
    with pytest.raises(UsageError, match="LBH has left: no parcel is made or taken in here any more"):
        parcel_for(workspace, "ELFT", mine)
    with pytest.raises(UsageError, match="LBH has left: no parcel is made or taken in here any more"):
        taken_in(workspace, b"", mine)
    workspace.undo(workspace.history()[0].id)
    assert hosts_left(host_keys(workspace)) == frozenset()
    assert parcel_for(workspace, "ELFT", mine)


def test_a_host_that_comes_back_with_a_new_key_has_not_left(workspace: Workspace) -> None:
    leave(workspace, "ELFT", new_key("COL").public)
    assert hosts_left(host_keys(workspace)) == {"ELFT"}
    add_key(workspace, NEWER)
    assert hosts_left(host_keys(workspace)) == frozenset()


def test_the_lead_host_does_not_leave(workspace: Workspace) -> None:
    set_lead(workspace, "ELFT")
    for own in (None, ELFT, new_key("COL").public):
        with pytest.raises(UsageError, match="ELFT is the lead host"):
            leave(workspace, "ELFT", own)
    assert known_key(workspace, "ELFT") == ELFT
    end_key(workspace, "ELFT", LOST, "COL")  # its key may be lost all the same
