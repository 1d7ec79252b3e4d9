"""Saying something and ending it: one event, of what is there, never taken back."""

from datetime import date

import pytest

from apprentices.errors import NothingToUndo, UsageError
from apprentices.statements import Request, stated
from apprentices.stating import end, state
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, TODAY, worded
from tests.memory import Memory, MemoryStore


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def ruth(memory: Memory) -> Workspace:
    store = MemoryStore(memory, "Ruth")
    store.write(worded("made"), {"hosts": HOSTS, "cycles": CYCLES}, {}, {})
    return Workspace(store, TODAY)


@pytest.fixture
def omar(ruth: Workspace, memory: Memory) -> Workspace:
    return Workspace(MemoryStore(memory, "Omar"), TODAY)


def ask(workspace: Workspace, **more: str) -> Request:
    said = {"host": "ELFT", "cycle": "C2", "by": "Ruth"} | more
    return state(workspace, lambda: stated(Request, due_on=date(2026, 11, 30), **said))


def test_is_one_event_told_in_codes(ruth: Workspace) -> None:
    made = ask(ruth, note="Dear Li, please look at it")
    assert ruth.statements.requests == [made]
    event = ruth.history()[0]
    assert ruth.told(event) == "ELFT asked to sign C2"
    assert event.deed.codes == {
        "table": "request",
        "statement": made.statement,
        "host": "ELFT",
        "cycle": "C2",
    }


def test_reaches_who_has_it_open(ruth: Workspace, omar: Workspace) -> None:
    assert omar.statements.requests == []
    made = ask(ruth)
    omar.refresh()
    assert omar.statements.requests == [made]
    assert omar.facts.statements.asked == {("ELFT", "C2"): made}


def test_is_said_of_what_stands_then(ruth: Workspace, omar: Workspace) -> None:
    """Omar changes something between Ruth's look and her word: she looks again."""
    looks: list[int] = []

    def make() -> Request:
        if not looks:
            omar.store.write(worded("x"), {"hosts": HOSTS[:1]}, {"hosts": HOSTS[2:]}, {})
        looks.append(len(ruth.rows["hosts"]))
        return stated(Request, host="COL", cycle="C2", due_on=date(2026, 11, 30), by="Ruth")

    state(ruth, make)
    assert looks == [3, 2]


def test_is_never_taken_back(ruth: Workspace) -> None:
    made = ask(ruth)
    with pytest.raises(NothingToUndo, match=r"what somebody said is never taken back\. It can be ended"):
        ruth.undo(ruth.history()[0].id)
    undone = ruth.undo()  # without a number, the newest change that can be
    assert undone.undoes == 1
    assert ruth.statements.requests == [made]


def test_is_ended_once_and_by_its_code(ruth: Workspace) -> None:
    made = ask(ruth)
    with pytest.raises(UsageError, match="There is no statement q0"):
        end(ruth, "q0", "Ruth", "A slip")
    over = end(ruth, made.statement, "Ruth", "A slip", "HR lead")
    assert ruth.statements.asked == {}
    assert ruth.statements.ended == {made.statement: over}
    assert ruth.told(ruth.history()[0]) == "request to ELFT to sign C2 withdrawn"
    with pytest.raises(UsageError, match=f"{made.statement} was ended already, by Ruth: A slip"):
        end(ruth, made.statement, "Omar", "Again")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"by": ""}, "by is empty: say the person who says it."),
        ({"note": "x" * 1001}, "note has 1,001 characters; 1,000 are the most"),
    ],
)
def test_texts_that_cannot_be_kept(ruth: Workspace, more: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        ask(ruth, **more)
    assert len(ruth.history()) == 1
