"""Every change of every row, by whom and when.

Triggers write the changes (`triggers.py`); here are the events that they belong to.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from apprentices.errors import ErrorKind, UsageError
from apprentices.store import RESTORE, Event, RowChange
from db import problems
from db.connection import Connection
from db.schema import STORED

_EVENTS = """
    SELECT id, at, actor, kind, label, undoes, (SELECT count(*) FROM change WHERE event = event.id)
    FROM event
"""


class Mark(NamedTuple):
    """One event as all copies of one history have it; another history may have given out its number, too."""

    id: int
    at: str
    actor: str
    kind: str
    label: str


_MARKS = f"SELECT {', '.join(Mark._fields)} FROM event"


def begin(
    conn: Connection, actor: str, kind: str, label: str, undoes: int | None = None, not_before: str = ""
) -> int:
    """Open an event inside a `write`; all changes from here to `end` belong to it.

    `not_before` is the time of an event that it must not seem to be older than, whatever the clock says.
    """
    at = max(datetime.now(UTC).isoformat(timespec="milliseconds"), not_before)
    event = conn.execute(
        "INSERT INTO event (at, actor, kind, label, undoes) VALUES (?, ?, ?, ?, ?)",
        (at, actor, kind, label, undoes),
    ).lastrowid
    assert event is not None
    conn.execute("INSERT INTO open_event (only, event) VALUES (1, ?)", (event,))
    return event


def end(conn: Connection, event: int, keep: bool = False) -> Event:
    """Close the open event. One that changed nothing is forgotten, unless `keep`: its id is 0 then."""
    conn.execute("DELETE FROM open_event")
    (made,) = _events(conn, frozenset(), "WHERE id = ?", event)
    if made.changes or keep:
        return made
    conn.execute("ROLLBACK")
    return Event(0, made.at, made.actor, made.kind, made.label, made.undoes, False, 0)


def newest(conn: Connection) -> Mark | None:
    """The mark of the newest event; None where nothing has happened yet."""
    row = conn.execute(f"{_MARKS} ORDER BY id DESC LIMIT 1").fetchone()
    return row and Mark(*row)


def marks_after(conn: Connection, event: int) -> list[Mark]:
    """The marks of the events after that one, oldest first."""
    found = conn.execute(f"{_MARKS} WHERE id > ? ORDER BY id", (event,))
    return [Mark(*row) for row in found]


def stands(conn: Connection, mark: Mark | None) -> bool:
    """Is that event a part of this history? No event is a part of every history."""
    return mark is None or conn.execute(f"{_MARKS} WHERE id = ?", (mark.id,)).fetchone() == mark


def restore_after(conn: Connection, mark: Mark | None) -> Mark | None:
    """The newest restore that made a history without that event of one that had it, or None."""
    if mark is None:
        return None
    row = conn.execute(
        f"{_MARKS} WHERE kind = ? AND at >= ? ORDER BY id DESC LIMIT 1", (RESTORE, mark.at)
    ).fetchone()
    return row and Mark(*row)


def history(conn: Connection, limit: int | None) -> list[Event]:
    """The events, newest first."""
    return _events(conn, taken_back(conn), "ORDER BY id DESC LIMIT ?", -1 if limit is None else limit)


def since(conn: Connection, event: int) -> list[Event]:
    """The events after that one, oldest first."""
    return _events(conn, taken_back(conn), "WHERE id > ? ORDER BY id", event)


def find(conn: Connection, event: int) -> Event:
    """One event; UsageError if there is none with that number."""
    found = _events(conn, taken_back(conn), "WHERE id = ?", event)
    if not found:
        raise UsageError(f"There is no change number {event}.", ErrorKind.NO_SUCH_CHANGE)
    return found[0]


def changes(conn: Connection, event: int) -> list[RowChange]:
    """The rows that an event changed, in order."""
    found = conn.execute("SELECT tbl, old, new FROM change WHERE event = ? ORDER BY seq", (event,))
    with problems.reading(conn.path, f"the journal of change {event}"):
        return [RowChange(table, _values(table, old), _values(table, new)) for table, old, new in found]


def _values(table: str, text: str | None) -> dict[str, Any] | None:
    return None if text is None else STORED[table].from_journal(json.loads(text))


def _events(conn: Connection, gone: frozenset[int] | set[int], which: str, value: int) -> list[Event]:
    found = conn.execute(f"{_EVENTS} {which}", (value,))
    with problems.reading(conn.path, "the history"):
        return [_event(row, gone) for row in found]


def _event(row: tuple[Any, ...], gone: frozenset[int] | set[int]) -> Event:
    number, at, actor, kind, label, undoes, count = row
    if not all(isinstance(text, str) for text in (actor, kind, label)):
        raise ValueError(f"change {number}")
    moment = datetime.fromisoformat(at)
    return Event(number, moment, actor, kind, label, undoes, number in gone, count)


def taken_back(conn: Connection) -> set[int]:
    """The events that don't stand: an event stands unless a standing event undoes it."""
    gone: set[int] = set()
    for event, undoes in conn.execute(
        "SELECT id, undoes FROM event WHERE undoes IS NOT NULL ORDER BY id DESC"
    ):
        if event not in gone:
            gone.add(undoes)
    return gone


def last_actor(conn: Connection, table: str, matching: Mapping[str, Any]) -> str:
    """Who was the last to change a row in which those columns have those values."""
    tests = " AND ".join(f"json_extract(coalesce(new, old), '$.{name}') IS ?" for name in matching)
    row = conn.execute(
        f"SELECT actor FROM change JOIN event ON event.id = change.event WHERE tbl = ? AND {tests} "
        "ORDER BY seq DESC LIMIT 1",
        (table, *matching.values()),
    ).fetchone()
    return str(row[0]) if row else "somebody"
