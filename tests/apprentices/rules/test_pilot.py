"""The pilot gives the findings that were worked out by hand, and the edits that were meant mend it."""

from pathlib import Path

from apprentices.board import Board
from apprentices.exchange.read import read
from apprentices.programme import Programme
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures import PILOT
from tests.build import HOLIDAYS, check
from tests.clock import TODAY
from tests.fixtures.expected_pilot import EXPECTED, mend


def test_the_findings_are_the_expected_ones() -> None:
    rows = read([PILOT]).tables
    checker = check(Board(Programme.of(rows, HOLIDAYS), rows["assignments"]), TODAY)
    found = [
        (f.rule, str(f.severity), f.apprentice, f.cycle, f.placement, f.host) for f in checker.findings()
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, EXPECTED))


def test_the_mends_leave_no_conflict(tmp_path: Path) -> None:
    store = open_store(tmp_path / "pilot.db", create=True)
    workspace = Workspace(store, TODAY)
    workspace.import_files([PILOT])
    mend(workspace)
    assert workspace.checker.conflicts == 0
    store.close()
