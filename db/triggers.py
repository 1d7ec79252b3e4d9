"""The triggers that write the journal, and those that keep publications and the like as they are.

Because triggers write it, the journal also has what imports and people with the sqlite3 shell change.
A change belongs to the event in the table `open_event`; without one it was made by hand, and the
trigger makes an event of its own for each statement.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from apprentices.scenario import SCENARIO
from apprentices.statements import STATEMENTS
from db.schema import STORED, Stored

BY_HAND = "by-hand"
PUBLISHED = ("publication", "publication_row", "publication_digest")
STATED = tuple(table.name for table in STATEMENTS)
PLANS = (SCENARIO.name,)
# The names of the triggers that keep publications, statements and scenarios as they are.
FREEZING = frozenset(
    f"{table}_{op}" for table in PUBLISHED + STATED for op in ("update", "delete", "insert")
) | {f"{table}_update" for table in PLANS}
_NOW = "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"  # the same for all rows of one statement


def make_triggers(conn: sqlite3.Connection) -> None:
    """Make all triggers of the database, again if they are there."""
    drop_triggers(conn)
    for _, statement in statements():
        conn.execute(statement)


@contextmanager
def lifted(conn: sqlite3.Connection) -> Iterator[None]:
    """What is written inside, in a `write`, is not recorded, and nothing is kept from change.

    For restoring, and for whatever else goes past the journal on purpose; who does so writes the journal.
    """
    drop_triggers(conn)
    yield
    make_triggers(conn)


def drop_triggers(conn: sqlite3.Connection) -> None:
    """Take all triggers away: what is written is not recorded until they are made again."""
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f'DROP TRIGGER "{name}"')


def statements() -> Iterator[tuple[str, str]]:
    """Each trigger's name and the statement that makes it, as SQLite keeps it."""
    for name, body in _triggers():
        yield name, f"CREATE TRIGGER {name} {body}"


def journal_names(table: str) -> list[str]:
    """The names of the triggers that record what changes in a table, the same in all layouts."""
    return [f"journal_{table}_{op}" for op in ("insert", "update", "delete", "replace")]


def _triggers() -> Iterator[tuple[str, str]]:
    for stored in STORED.values():
        differs = f"({_of('OLD', stored)}) IS NOT ({_of('NEW', stored)})"
        yield from (
            _journal(stored, "insert", "", "NULL", _json("NEW", stored)),
            _journal(stored, "update", f"WHEN {differs}", _json("OLD", stored), _json("NEW", stored)),
            _journal(stored, "delete", "", _json("OLD", stored), "NULL"),
            _no_replacing(stored),
        )
    for table in PUBLISHED:
        yield from _frozen(table, "published")
    for table in STATED:
        yield from _frozen(table, "stated")
    for table in PLANS:
        whole = "SELECT RAISE(ABORT, 'a scenario stays as it was kept'); END"
        yield f"{table}_update", f"BEFORE UPDATE ON {table} BEGIN {whole}"


def _frozen(table: str, done: str) -> Iterator[tuple[str, str]]:
    """Nothing is changed or taken away; what INSERT OR REPLACE would put in its place is refused too."""
    whole = f"SELECT RAISE(ABORT, 'what was {done} stays as it was'); END"
    for deed in ("update", "delete"):
        yield f"{table}_{deed}", f"BEFORE {deed} ON {table} BEGIN {whole}"
    unasked = "WHEN NOT EXISTS (SELECT 1 FROM open_event)"
    yield f"{table}_insert", f"BEFORE INSERT ON {table} {unasked} BEGIN {whole}"


def _journal(stored: Stored, op: str, when: str, old: str, new: str) -> tuple[str, str]:
    codes = f"json_object('table', '{stored.name}')"
    row = "OLD" if op == "delete" else "NEW"
    key = ", ".join(f'{row}."{name}"' for name in stored.table.key)
    return (
        f"journal_{stored.name}_{op}",
        f"""AFTER {op} ON {stored.name} {when} BEGIN
            INSERT INTO event (at, actor, kind, codes)
            SELECT {_NOW}, 'by hand', '{BY_HAND}', {codes}
            WHERE NOT EXISTS (SELECT 1 FROM open_event) AND NOT EXISTS (
                SELECT 1 FROM event WHERE id = (SELECT max(id) FROM event)
                AND kind = '{BY_HAND}' AND codes = {codes} AND at = {_NOW}
            );
            INSERT INTO change (event, tbl, key, place, op, old, new) VALUES (
                coalesce((SELECT event FROM open_event), (SELECT max(id) FROM event)),
                '{stored.name}', json_array({key}), {row}.id, '{op}', {old}, {new}
            );
        END""",
    )


def _no_replacing(stored: Stored) -> tuple[str, str]:
    """INSERT OR REPLACE in a shell removes the old row without running the trigger that records it."""
    same_key = " AND ".join(part + " = " + part.replace('"', 'NEW."', 1) for part in stored.key)
    return (
        f"journal_{stored.name}_replace",
        f"""BEFORE INSERT ON {stored.name} WHEN NOT EXISTS (SELECT 1 FROM open_event)
        AND EXISTS (SELECT 1 FROM {stored.name} WHERE id = NEW.id OR {same_key}) BEGIN
            SELECT RAISE(ABORT, 'there is such a row already: change it with UPDATE');
        END""",
    )


def _of(row: str, stored: Stored) -> str:
    return ", ".join(f'{row}."{name}"' for name in stored.columns)


def _json(row: str, stored: Stored) -> str:
    pairs = ", ".join(f"'{name}', {row}.\"{name}\"" for name in stored.columns)
    return f"json_object({pairs})"
