"""Workspaces over a real database for tests of the screens."""

from datetime import date
from pathlib import Path

from apprentices.calendar import bank_holidays
from apprentices.exchange.read import read
from apprentices.workspace import Workspace
from db.store import open_store
from tests.build import worded

TODAY = date(2026, 11, 23)
PILOT = Path(__file__).parents[2] / "fixtures" / "pilot"


def pilot(path: Path, actor: str = "Tamsin Arkwright", busy_seconds: float = 30.0) -> Workspace:
    """The pilot in a database at that path; made if it isn't there yet."""
    is_new = not path.exists()
    store = open_store(path, create=True, actor=actor, busy_seconds=busy_seconds)
    if is_new:
        store.write(
            worded("Pilot imported", "import"), read([PILOT]).tables, {}, bank_holidays(range(2025, 2030))
        )
    return Workspace(store, TODAY)


def remove(workspace: Workspace, apprentice: str) -> None:
    """Take a person out of the programme, with all rows that name them."""
    gone = {
        table: [
            row for row in rows if apprentice in (getattr(row, "apprentice", ""), getattr(row, "other", ""))
        ]
        for table, rows in workspace.rows.items()
    }
    workspace.store.write(worded(f"{apprentice} removed", "import"), {}, gone, {})
