"""What one change made of each row: before and after."""

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from apprentices.called import title
from apprentices.programme import DRAFT
from apprentices.rules.words import count
from apprentices.store import RowChange
from apprentices.workspace import Workspace
from screens.shared import plain

MOST = 100  # rows that are told of one change
NOTHING = "—"


def before_and_after(workspace: Workspace, changes: list[RowChange]) -> Iterator[Content]:
    """A line for each row, cells of the draft first: who and when, what it was, what it is then."""
    cells_first = sorted(changes, key=lambda change: change.table != DRAFT.name)
    for change in cells_first[:MOST]:
        if change.table == DRAFT.name:
            yield _cell(workspace, change)
        else:
            yield from _row(change)
    if len(changes) > MOST:
        yield plain.text(f"and {count(len(changes) - MOST, 'row')} more")


def _cell(workspace: Workspace, change: RowChange) -> Content:
    apprentice, cycle = change.key
    who = f"{workspace.name_of(apprentice)} in {cycle}: "
    return plain.text((who, "$text-muted"), f"{_held(change.before)} → {_held(change.after)}")


def _held(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "no placement"
    return f"{row['placement']}, pinned" if row.get("pinned") else str(row["placement"])


def _row(change: RowChange) -> Iterator[Content]:
    key = " ".join(str(part) for part in change.key if part is not None)
    if change.before is None or change.after is None:
        yield plain.text((f"{change.table} {key}: ", "$text-muted"), "removed" if change.before else "added")
        return
    for column, new in change.after.items():
        old = change.before.get(column)
        if old != new:
            told = f"{NOTHING if old is None else old} → {NOTHING if new is None else new}"
            yield plain.text((f"{change.table} {key}, {title(column)}: ", "$text-muted"), told)
