"""Every change of every row, by whom and when, in the order of its number: clocks differ.

Triggers write the changes (`triggers.py`); here are the events that they belong to.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from apprentices.errors import ErrorKind, UsageError
from apprentices.store import FORGET, RESTORE, Deed, Event, RowChange
from apprentices.tables import BANK_HOLIDAYS
from apprentices.undoing import with_standing
from db import problems
from db.connection import Connection
from db.schema import STORED, Stored, marks

_EVENTS = f"""
    SELECT id, at, actor, kind, codes, undoes,
        (SELECT count(*) FROM change WHERE event = event.id),
        (SELECT count(*) FROM change WHERE event = event.id AND tbl = '{BANK_HOLIDAYS.name}')
    FROM event
"""


class Mark(NamedTuple):
    """One event as all copies of one history have it; another history may have given out its number, too."""

    id: int
    at: str
    actor: str
    kind: str
    codes: str  # as JSON

    @property
    def deed(self) -> Deed:
        """What was done."""
        return _deed(self.kind, self.codes)

    @property
    def lasting(self) -> tuple[int, str, str, str]:
        """What stays of it when somebody is forgotten: all but the codes."""
        return self.id, self.at, self.actor, self.kind


_MARKS = f"SELECT {', '.join(Mark._fields)} FROM event"


def record(
    conn: Connection,
    actor: str,
    deed: Deed,
    work: Callable[[], object],
    undoes: int | None = None,
    *,
    keep: bool = False,
    above: int = 0,
) -> Event:
    """Do some work as one event inside a `write`; after an error nothing of it is left.

    Its number is above all others, and above the one given. An event that changed nothing is dropped, unless
    `keep`: its id is 0 then.
    """
    conn.execute("SAVEPOINT event")
    try:
        event = _begin(conn, actor, deed, undoes, above)
        work()
        made = _end(conn, event)
    except BaseException:
        _drop(conn)
        raise
    if made.changes or made.holidays or keep:
        conn.execute("RELEASE event")
        return made
    _drop(conn)
    return made._replace(id=0)


def _begin(conn: Connection, actor: str, deed: Deed, undoes: int | None, above: int) -> int:
    """Open an event: all changes belong to it until it is closed."""
    import json

    (newest,) = conn.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
    event: int = max(newest, above) + 1
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    codes = json.dumps(deed.codes, ensure_ascii=False)
    conn.execute(
        "INSERT INTO event (id, at, actor, kind, codes, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (event, at, actor, deed.kind, codes, undoes),
    )
    conn.execute("INSERT INTO open_event (only, event) VALUES (1, ?)", (event,))
    return event


def _end(conn: Connection, event: int) -> Event:
    conn.execute("DELETE FROM open_event")
    return _event(conn.execute(f"{_EVENTS} WHERE id = ?", (event,)).fetchone())


def _drop(conn: Connection) -> None:
    # After some errors, such as a full disk, SQLite has taken back the whole transaction by itself.
    if conn.in_transaction:
        with suppress(sqlite3.Error):
            conn.execute("ROLLBACK TO event")
            conn.execute("RELEASE event")


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
    if mark is None:
        return True
    there = conn.execute(f"{_MARKS} WHERE id = ?", (mark.id,)).fetchone()
    if there == mark:
        return True
    return there is not None and Mark(*there).lasting == mark.lasting and _forgot_since(conn, mark)


def _forgot_since(conn: Connection, mark: Mark) -> bool:
    """Was somebody forgotten after that event? Then its codes may no longer be those it had."""
    sql = "SELECT 1 FROM event WHERE kind = ? AND id > ?"
    return conn.execute(sql, (FORGET, mark.id)).fetchone() is not None


def restore_after(conn: Connection, mark: Mark | None) -> Mark | None:
    """The newest restore that made a history without that event of one that had it, or None.

    Its number is above all that it replaced.
    """
    if mark is None:
        return None
    row = conn.execute(
        f"{_MARKS} WHERE kind = ? AND id > ? ORDER BY id DESC LIMIT 1", (RESTORE, mark.id)
    ).fetchone()
    return row and Mark(*row)


def history(conn: Connection, limit: int | None) -> list[Event]:
    """The events, newest first."""
    return _events(conn, "ORDER BY id DESC LIMIT ?", -1 if limit is None else limit)


def since(conn: Connection, event: int) -> list[Event]:
    """The events after that one, oldest first."""
    return _events(conn, "WHERE id > ? ORDER BY id DESC", event)[::-1]


def changes(conn: Connection, event: int) -> list[RowChange]:
    """The rows that an event changed, in order. Raises `UsageError` for an unknown event."""
    if not conn.execute("SELECT 1 FROM event WHERE id = ?", (event,)).fetchone():
        raise UsageError(f"There is no change number {event}.", ErrorKind.NO_SUCH_CHANGE)
    found = conn.execute("SELECT tbl, old, new, place FROM change WHERE event = ? ORDER BY seq", (event,))
    with problems.reading(conn.path, f"the journal of change {event}"):
        return [
            RowChange(table, _values(table, old), _values(table, new), place)
            for table, old, new, place in found
        ]


def past(conn: Connection, table: str) -> list[tuple[datetime, RowChange]]:
    """Every change of the rows of a table with its moment, the oldest first."""
    found = conn.execute(
        "SELECT at, old, new, place FROM change JOIN event ON event.id = event WHERE tbl = ? ORDER BY seq",
        (STORED[table].name,),
    )
    with problems.reading(conn.path, "the history"):
        return [
            (datetime.fromisoformat(at), RowChange(table, _values(table, old), _values(table, new), place))
            for at, old, new, place in found
        ]


def last_change(conn: Connection, stored: Stored, key: tuple[Any, ...]) -> Event | None:
    """The newest event that changed the row with that key, given as SQL has it."""
    row = conn.execute(
        f"{_EVENTS} WHERE id = (SELECT event FROM change WHERE tbl = ? AND key = json_array({marks(key)}) "
        "ORDER BY seq DESC LIMIT 1)",
        (stored.name, *key),
    ).fetchone()
    with problems.reading(conn.path, "the history"):
        return row and _event(row)


def _values(table: str, text: str | None) -> Mapping[str, Any] | None:
    return None if text is None else STORED[table].from_journal(_parsed(text))


def _events(conn: Connection, which: str, value: int) -> list[Event]:
    found = conn.execute(f"{_EVENTS} {which}", (value,))
    with problems.reading(conn.path, "the history"):
        return list(with_standing(map(_event, found)))


def _event(row: tuple[Any, ...]) -> Event:
    number, at, actor, kind, codes, undoes, rows, holidays = row
    if not all(isinstance(text, str) for text in (actor, kind)):
        raise ValueError(f"change {number}")
    moment = datetime.fromisoformat(at)
    return Event(number, moment, actor, _deed(kind, codes), undoes, False, rows - holidays, holidays)


def _deed(kind: str, codes: str) -> Deed:
    found = _parsed(codes)
    if not isinstance(found, dict):
        raise ValueError(f"codes {codes!r}")
    return Deed(kind, found)


def _parsed(text: str) -> Any:
    import json  # a board is drawn without

    return json.loads(text)
