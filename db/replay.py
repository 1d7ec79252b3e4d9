"""The journal against the tables: what every change together leads to must be what is there."""

import json
from collections.abc import Iterator
from typing import Any

from db import problems
from db.connection import Connection
from db.schema import STORED, Stored, names

Values = dict[str, Any]
Rows = dict[tuple[str, tuple[Any, ...]], Values]  # by table and key


def differences(conn: Connection) -> Iterator[str]:
    """What the journal and the tables do not agree on, in words; inside a `read`."""
    rows: Rows = {}
    yield from _replayed(conn, rows)
    for stored in STORED.values():
        for values in conn.execute(f"SELECT {names(stored.columns)} FROM {stored.name}"):
            now = dict(zip(stored.columns, values, strict=True))
            last = rows.pop((stored.name, stored.key_of(now)), None)
            if last is None:
                yield f"{_name(stored, now)} is there, but the journal does not have it"
            elif not _agree(last, now):
                other = [name for name, value in last.items() if name in now and now[name] != value]
                yield f"{_name(stored, now)}: the journal has something else as {', '.join(other)}"
    for (table, _), last in rows.items():
        yield f"{_name(STORED[table], last)} is in the journal, but no longer there"


def _replayed(conn: Connection, rows: Rows) -> Iterator[str]:
    """Do all changes again upon no rows; what in them does not follow from those before, in words."""
    for seq, table, key, old, new in conn.execute("SELECT seq, tbl, key, old, new FROM change ORDER BY seq"):
        if table not in STORED:
            yield f"entry {seq} of the journal is of {table}, which is no table of the programme"
            continue
        stored = STORED[table]
        with problems.reading(conn.path, f"entry {seq} of the journal"):
            said, after = _values(old), _values(new)
            then = tuple(json.loads(key))
            was = then if said is None or after is None else stored.key_of(said)
        if not _agree(said, rows.pop((table, was), None)):
            name = " ".join(str(part) for part in was if part is not None)
            yield f"entry {seq} of the journal does not follow from those before it ({name} in {table})"
        if after is not None:
            rows[table, then] = after


def _values(text: str | None) -> Values | None:
    return None if text is None else dict(json.loads(text))


def _agree(one: Values | None, two: Values | None) -> bool:
    """Equal in what both say: columns came with later layouts."""
    if one is None or two is None:
        return one is two
    return all(two[name] == value for name, value in one.items() if name in two)


def _name(stored: Stored, values: Values) -> str:
    key = " ".join(str(values.get(name)) for name in stored.table.key if values.get(name) is not None)
    return f"{key} in {stored.name}"
