"""Changes of rows, each made only where the row is still as it was."""

from collections.abc import Iterable
from typing import Any

from apprentices.moved_on import MovedOn
from apprentices.store import RowChange
from db import journal
from db.connection import Connection
from db.schema import STORED, Stored, marks, names

Values = dict[str, Any]


def apply(conn: Connection, changes: Iterable[RowChange]) -> None:
    """Make changes of rows inside a `write`. Raises `MovedOn` at one whose row is not as `before` says."""
    for change in changes:
        _apply(conn, change)


def _apply(conn: Connection, change: RowChange) -> None:
    stored = STORED[change.table]
    was = None if change.before is None else stored.to_journal(change.before)
    then = None if change.after is None else stored.to_journal(change.after)
    if was is None:
        assert then is not None
        done = _insert(conn, stored, then, change.place)
    elif then is None:
        done = _delete(conn, stored, was)
    else:
        done = _update(conn, stored, was, then)
    if not done:
        key = stored.key_of(was or then or {})
        raise MovedOn(change, _row(conn, stored, key), journal.last_change(conn, stored, key))


def _insert(conn: Connection, stored: Stored, then: Values, place: int | None) -> bool:
    free = f"SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM {stored.name} WHERE id = ?1)"
    sql = (
        f"INSERT INTO {stored.name} (id, {names(then)}) VALUES (({free}), {marks(then)}) "
        "ON CONFLICT DO NOTHING"
    )
    return conn.execute(sql, (place, *then.values())).rowcount == 1


def _update(conn: Connection, stored: Stored, was: Values, then: Values) -> bool:
    sql = (
        f"UPDATE {stored.name} SET ({names(then)}) = ({marks(then)}) WHERE {stored.where_key} AND {_is(was)}"
    )
    return conn.execute(sql, (*then.values(), *stored.key_of(was), *was.values())).rowcount == 1


def _delete(conn: Connection, stored: Stored, was: Values) -> bool:
    sql = f"DELETE FROM {stored.name} WHERE {stored.where_key} AND {_is(was)}"
    return conn.execute(sql, (*stored.key_of(was), *was.values())).rowcount == 1


def _is(values: Values) -> str:
    return f"({names(values)}) IS ({marks(values)})"


def _row(conn: Connection, stored: Stored, key: tuple[Any, ...]) -> Values | None:
    sql = f"SELECT {names(stored.columns)} FROM {stored.name} WHERE {stored.where_key}"
    row = conn.execute(sql, key).fetchone()
    return row and stored.from_journal(dict(zip(stored.columns, row, strict=True)))
