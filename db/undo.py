"""Taking changes back: an undo is a new event that does the inverse of another one."""

import json
from collections.abc import Callable
from typing import Any

from apprentices.columns import Column, Kind
from apprentices.errors import ChangedElsewhere, NeedsNaming, NothingToUndo
from apprentices.store import IMPORT, RESTORE, Event
from db import journal, problems
from db.connection import Connection
from db.schema import STORED, Stored, marks, names

UNDO, REDO = "undo", "redo"
PUBLISH = "publish"  # what hosts and apprentices were told can't be taken back


def newest_change(conn: Connection, actor: str) -> int:
    """The actor's newest change that stands, undo and redo aside.

    Raises `NeedsNaming` for one that is too large to be taken back by a slip.
    """
    gone = journal.taken_back(conn)
    for event, kind in conn.execute(
        "SELECT id, kind FROM event WHERE actor = ? AND kind NOT IN (?, ?, ?) ORDER BY id DESC",
        (actor, UNDO, REDO, PUBLISH),
    ):
        if event not in gone:
            if kind == IMPORT:
                raise NeedsNaming(journal.find(conn, event))
            return int(event)
    raise NothingToUndo(f"There is no change by {actor} left to undo.")


def newest_undo(conn: Connection, actor: str) -> int:
    """The actor's newest undo that stands, if they have changed nothing since."""
    gone = journal.taken_back(conn)
    for event, kind in conn.execute("SELECT id, kind FROM event WHERE actor = ? ORDER BY id DESC", (actor,)):
        if kind == UNDO and event not in gone:
            return int(event)
        if kind not in (UNDO, REDO, PUBLISH):
            break
    raise NothingToUndo(f"There is nothing to redo: the last thing {actor} did was not an undo.")


def take_back(conn: Connection, actor: str, event: Event) -> Event:
    """Undo one event, or redo one that is itself an undo, as a new event, inside a `write`."""
    if event.kind == PUBLISH:
        raise NothingToUndo(f"{event.label}: that can't be undone. Change the draft and publish again.")
    if event.kind == RESTORE:
        raise NothingToUndo(f"{event.label}: only restoring what was kept takes that back.")
    if event.undone:
        raise NothingToUndo(f"Change {event.id} ({event.label}) was taken back already.")
    kind = REDO if event.kind == UNDO else UNDO
    root = event
    while root.undoes is not None and root.undoes < root.id:
        root = journal.find(conn, root.undoes)
    opened = journal.begin(conn, actor, kind, f"{kind}: {root.label}", event.id)
    for table, row_id, op, old, new in conn.execute(
        "SELECT tbl, pk, op, old, new FROM change WHERE event = ? ORDER BY seq DESC", (event.id,)
    ).fetchall():
        with problems.reading(conn.path, f"the journal of change {event.id}"):
            stored, inverse = STORED[table], _INVERSE[op]
            was, is_now = (json.loads(text) if text else None for text in (old, new))
        if not inverse(conn, stored, row_id, was, is_now):
            raise _moved_on(conn, event, stored, was, is_now)
    return journal.end(conn, opened)


# The inverses, one a kind of change: each is done only where the row is still as the change left it.
def _remove(conn: Connection, stored: Stored, row_id: int, _: Any, new: dict[str, Any]) -> bool:
    sql = f"DELETE FROM {stored.name} WHERE id = ? AND {_is(new)}"
    return conn.execute(sql, (row_id, *new.values())).rowcount == 1


def _change(conn: Connection, stored: Stored, row_id: int, old: dict[str, Any], new: dict[str, Any]) -> bool:
    sql = (
        f"UPDATE {stored.name} SET version = version + 1, ({names(old)}) = ({marks(old)}) "
        f"WHERE id = ? AND {_is(new)}"
    )
    return conn.execute(sql, (*old.values(), row_id, *new.values())).rowcount == 1


def _put_back(conn: Connection, stored: Stored, row_id: int, old: dict[str, Any], _: Any) -> bool:
    sql = f"INSERT INTO {stored.name} (id, {names(old)}) VALUES (?, {marks(old)}) ON CONFLICT DO NOTHING"
    return conn.execute(sql, (row_id, *old.values())).rowcount == 1


_INVERSE: dict[str, Callable[..., bool]] = {
    "insert": _remove,
    "update": _change,
    "delete": _put_back,
}


def _is(values: dict[str, Any]) -> str:
    return f"({names(values)}) IS ({marks(values)})"


def _moved_on(
    conn: Connection,
    event: Event,
    stored: Stored,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
) -> ChangedElsewhere:
    left = new or old or {}
    key = {name: left[name] for name in stored.table.key}
    row = conn.execute(
        f"SELECT {names(left)} FROM {stored.name} WHERE {stored.where_key}", tuple(key.values())
    ).fetchone()
    if row is None:
        state = "is no longer there"
    else:
        now = dict(zip(left, row, strict=True))
        other = [
            f"{column.name} {_say(column, now[column.name])}"
            for column in stored.table.columns
            if column.name not in key
            and column.name in now
            and (new is None or now[column.name] != new[column.name])
        ]
        state = f"now has {', '.join(other)}" if other else "was entered anew"
    what = " ".join(str(value) for value in key.values() if value is not None)
    return ChangedElsewhere(
        f"Change {event.id} ({event.label}) can't be taken back: {what} in {stored.name} {state}, "
        f"by {journal.last_actor(conn, stored.name, key)}. Nothing was changed."
    )


def _say(column: Column, value: Any) -> str:
    if value is None:
        return "empty"
    return ("no", "yes")[value] if column.kind is Kind.YES_NO else str(value)
