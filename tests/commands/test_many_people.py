"""`import` and `publish` while others edit without a pause: they are not refused for that."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import ChangedElsewhere, DatabaseUnusable
from apprentices.programme import Assignment
from apprentices.publishing import publish
from apprentices.store import Deed
from apprentices.workspace import TRIES, Workspace
from db.store import SqliteStore, open_store
from tests.build import worded
from tests.clock import TODAY
from tests.commands.conftest import Program

EDITOR = """
import sys
from contextlib import suppress
from pathlib import Path
from apprentices.board import Edit
from apprentices.programme import Assignment
from db.store import open_store
from apprentices.editing import place
from tests.build import worded

store = open_store(Path(sys.argv[1]), actor="Callum Strachey")
(there,) = store.draft([("A01", "C1")])
print("ready", flush=True)
while True:
    other = Edit("A01", "C1", there.placement, not there.pinned)
    place(store, worded("pin"), [other], [there])
    there = other.assignment
"""


@pytest.fixture
def busy(pilot: Program, tmp_path: Path) -> Iterator[Program]:
    """The program, while somebody else edits all the time."""
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, tmp_path / "p.db"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "ready\n"
        yield pilot
        assert editor.poll() is None  # it went on to the end
        editor.kill()


def test_an_import_gets_its_turn(busy: Program, tmp_path: Path) -> None:
    for minutes in (31, 32, 33):
        (tmp_path / "travel.csv").write_text(f"apprentice,site,minutes\nA01,Guildhall,{minutes}\n")
        ran = busy("import", tmp_path / "travel.csv", "--json")
        assert ran.code == 0, ran.err
        assert ran.json["tables"]["travel"]["changed"] == 1


def test_a_publication_gets_its_turn(busy: Program) -> None:
    for number, team in enumerate(("COL-HR", "COL-BAR", "COL-HR"), start=1):
        assert busy("assign", "A02", "C6", team).code == 0  # so that there is something to tell
        ran = busy("publish", "--by", "Ruth", "--despite", "--why", "The board meets today", "--json")
        assert ran.code == 0, ran.err
        assert ran.json["publication"] == number


def test_a_plan_gets_its_turn(busy: Program) -> None:
    ran = busy("plan", "--cycle", "C6", "--json")
    assert ran.code in (0, 1), ran.err
    assert ran.json["assignments"]


@pytest.fixture
def workspace(pilot: Program, tmp_path: Path) -> Iterator[Workspace]:
    """An open programme."""
    store = open_store(tmp_path / "p.db", actor="Ruth Adeyemi")
    yield Workspace(store, TODAY)
    store.close()


def test_what_is_judged_is_what_is_published_whatever_others_do(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store(tmp_path / "p.db", actor="Callum Strachey", busy_seconds=0.1)
    real, tries = SqliteStore.publish, []
    (before,) = other.draft([("A01", "C1")])
    assert before is not None

    def interrupted(self: SqliteStore, by: str, deed: Deed, *what: Any) -> object:
        (there,) = other.draft([("A01", "C1")])
        assert isinstance(there, Assignment)
        tries.append(deed)
        if len(tries) <= TRIES:
            place(other, worded("pin"), [Edit("A01", "C1", there.placement, not there.pinned)], [there])
        return real(self, by, deed, *what)

    monkeypatch.setattr(SqliteStore, "publish", interrupted)
    made = publish(workspace, "Ruth", despite="The board meets today")
    other.close()
    assert made.number == 1
    assert len(tries) == TRIES + 1
    (published,) = [a for a in made.assignments if (a.apprentice, a.cycle) == ("A01", "C1")]
    assert published.pinned is (before.pinned if TRIES % 2 == 0 else not before.pinned)


def test_alone_others_wait_and_all_is_kept_or_nothing(workspace: Workspace, tmp_path: Path) -> None:
    other = open_store(tmp_path / "p.db", actor="Callum Strachey", busy_seconds=0.1)
    (there,) = other.draft([("A01", "C1")])
    assert there is not None
    edit = Edit("A01", "C1", there.placement, not there.pinned)
    with workspace.store.alone():
        workspace.pin("A01", "C1", not there.pinned)
        with pytest.raises(DatabaseUnusable):
            place(other, worded("pin"), [edit], [there])
    assert other.draft([("A01", "C1")]) == [edit.assignment]
    with suppress(ChangedElsewhere), workspace.store.alone():
        workspace.pin("A01", "C1", there.pinned)
        raise ChangedElsewhere("no")
    assert other.draft([("A01", "C1")]) == [edit.assignment]
    other.close()
