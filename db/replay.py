"""The journal against the tables: what every change together leads to must be what is there."""

import json
from collections.abc import Iterator
from typing import Any

from db import problems
from db.connection import Connection
from db.schema import STORED, Stored, names

Values = dict[str, Any]


def differences(conn: Connection) -> Iterator[str]:
    """What the journal and the tables do not agree on, in words; inside a `read`."""
    rows: dict[tuple[str, int], Values] = {}
    for seq, table, row_id, old, new in conn.execute(
        "SELECT seq, tbl, pk, old, new FROM change ORDER BY seq"
    ):
        if table not in STORED:
            yield f"entry {seq} of the journal is of {table}, which is no table of the programme"
            continue
        before = rows.pop((table, row_id), None)
        with problems.reading(conn.path, f"entry {seq} of the journal"):
            said, after = _values(old), _values(new)
        if not _agree(said, before):
            yield f"entry {seq} of the journal does not follow from those before it (row {row_id} of {table})"
        if after is not None:
            rows[table, row_id] = after
    for stored in STORED.values():
        for row_id, *values in conn.execute(f"SELECT id, {names(stored.columns)} FROM {stored.name}"):
            now = dict(zip(stored.columns, values, strict=True))
            last = rows.pop((stored.name, row_id), None)
            if last is None:
                yield f"{_name(stored, now)} is there, but the journal does not have it"
            elif not _agree(last, now):
                other = [name for name, value in last.items() if name in now and now[name] != value]
                yield f"{_name(stored, now)}: the journal has something else as {', '.join(other)}"
    for (table, _), last in rows.items():
        yield f"{_name(STORED[table], last)} is in the journal, but no longer there"


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
