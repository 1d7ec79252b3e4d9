"""Workspaces over a real database for tests of the screens."""

from contextlib import closing
from pathlib import Path

from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.workspace import Workspace
from db.store import open_store
from tests.build import worded
from tests.clock import TODAY
from tests.made_once import put

PILOT = Path(__file__).parents[2] / "fixtures" / "pilot"


def pilot(path: Path, actor: str = "Tamsin Arkwright", busy_seconds: float = 30.0) -> Workspace:
    """The pilot in a database at that path; made if it isn't there yet."""
    if not path.exists():
        put(path, _make_pilot, actor)
    return Workspace(open_store(path, actor=actor, busy_seconds=busy_seconds), TODAY)


def _make_pilot(path: Path, actor: str) -> None:
    with closing(open_store(path, create=True, actor=actor)) as store:
        rows = read([PILOT]).tables
        store.write(worded("Pilot imported", "import"), rows, {}, bank_holidays(range(2025, 2030)))


def remove(workspace: Workspace, apprentice: str) -> None:
    """Take a person out of the programme, with all rows that name them."""
    gone = {
        table: [
            row for row in rows if apprentice in (getattr(row, "apprentice", ""), getattr(row, "other", ""))
        ]
        for table, rows in workspace.rows.items()
    }
    workspace.store.write(worded(f"{apprentice} removed", "import"), {}, gone, {})
