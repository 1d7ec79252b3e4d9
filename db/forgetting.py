"""Forgetting a person in SQL: past the triggers that keep what was told and said, and down to the bytes.

What is deleted stays in free pages and in the write-ahead log until `sweep` has written the file anew.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from apprentices.erasing import Erasure
from apprentices.forgotten import is_forgotten, pseudonym
from apprentices.store import FORGET, SWEPT
from apprentices.told import Publication
from db import modes, problems, publications, triggers
from db.connection import Connection, in_words, insist_it_is_there, journal_mode, settle_mode
from db.schema import STORED, Stored, marks, names

Values = dict[str, Any]


def erasure(conn: Connection, person: str) -> Erasure:
    """Who is forgotten, with all names that were ever known of the code; inside a `write`."""
    taken = {code for (code,) in conn.execute("SELECT apprentice FROM apprentices")}
    plans = conn.execute(
        "SELECT name FROM scenario "
        "UNION SELECT json_extract(coalesce(new, old), '$.name') FROM change WHERE tbl = 'scenario'"
    )
    code = pseudonym(taken | forgotten(conn))
    return Erasure(person, code, list(_known(conn, person)), [name for (name,) in plans])


def erase(conn: Connection, who: Erasure) -> None:
    """Erase a person inside an open event, past the triggers: the rows that go are changes of that event."""
    conn.execute("PRAGMA secure_delete = ON")
    with triggers.lifted(conn):
        for stored in STORED.values():
            _erase_rows(conn, stored, who)
        _erase_changes(conn, who)
        _erase_events(conn, who)
        _erase_told(conn, who)


def sweep(conn: Connection) -> bool:
    """Write the file anew, so that nothing of what was deleted is left in it or beside it.

    False where others are in the way: a read of theirs, or an old log that can't be tidied up beside them.
    """
    if conn.read_only:
        raise problems.read_only(conn.path)
    insist_it_is_there(conn)
    settle_mode(conn)
    with in_words(conn):
        conn.execute("PRAGMA secure_delete = ON")
        try:
            conn.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise
        if journal_mode(conn) != "wal":
            return True
        return modes.wal_is_safe() and not conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def forgotten(conn: sqlite3.Connection) -> set[str]:
    """The codes that stand for people who were forgotten."""
    found = conn.execute("SELECT codes FROM event WHERE kind = ?", (FORGET,))
    return {str(json.loads(codes).get("apprentice")) for (codes,) in found}


def is_swept(conn: sqlite3.Connection) -> bool:
    """Was the file written anew since somebody was forgotten?"""
    sql = "SELECT kind FROM event WHERE kind IN (?, ?) ORDER BY id DESC LIMIT 1"
    last = conn.execute(sql, (FORGET, SWEPT)).fetchone()
    return last is None or last[0] == SWEPT


def places(made: Publication, people: set[str]) -> set[tuple[str, str]]:
    """The hosts and cycles of a publication in which one of these people was."""
    return {(row.host, row.cycle) for row in made.rows if row.host and row.apprentice in people}


def differences(conn: Connection) -> Iterator[str]:
    """What is no longer as its digest says since somebody was forgotten, in words; inside a `read`."""
    people = forgotten(conn)
    for head in publications.heads(conn)[::-1]:
        made = publications.find(conn, head.number)
        for host, cycle in sorted(places(made, people)) if made else ():
            yield f"publication {head.number}: what {host} was told of {cycle}"
    for host, cycle, rows in conn.execute("SELECT host, cycle, rows FROM signoff ORDER BY id"):
        if any(is_forgotten(row["apprentice"]) for row in json.loads(rows)):
            yield f"a sign-off: what {host} agreed to of {cycle}"


def _known(conn: Connection, person: str) -> Iterator[Values]:
    stored = STORED["apprentices"]
    current = conn.execute(f"{stored.select.replace('ORDER', 'WHERE apprentice = ? ORDER')}", (person,))
    yield from (dict(zip(stored.columns, row, strict=True)) for row in current)
    for texts in conn.execute("SELECT old, new FROM change WHERE tbl = 'apprentices'"):
        found = (json.loads(text) for text in texts if text)
        yield from (values for values in found if values.get("apprentice") == person)
    told = conn.execute(
        "SELECT DISTINCT given_names, family_name FROM publication_row WHERE apprentice = ?", (person,)
    )
    yield from ({"given_names": given, "family_name": family} for given, family in told)


def _erase_rows(conn: Connection, stored: Stored, who: Erasure) -> None:
    """Rows of the person go, as a change of the open event; notes in others lose the name."""
    sql = f"SELECT id, {names(stored.columns)} FROM {stored.name} ORDER BY id"
    for place, *found in conn.execute(sql).fetchall():
        values = dict(zip(stored.columns, found, strict=True))
        if who.is_of(stored.name, values):
            conn.execute(
                "INSERT INTO change (event, tbl, key, place, op, old) "
                "SELECT event, ?, ?, ?, 'delete', ? FROM open_event",
                (stored.name, _key(stored, values), place, _json(values)),
            )
            conn.execute(f"DELETE FROM {stored.name} WHERE id = ?", (place,))
        elif (then := who.row(stored.name, values)) != values:
            sql = f"UPDATE {stored.name} SET ({names(then)}) = ({marks(then)}) WHERE id = ?"
            conn.execute(sql, (*then.values(), place))


def _erase_changes(conn: Connection, who: Erasure) -> None:
    for seq, table, old, new in conn.execute("SELECT seq, tbl, old, new FROM change ORDER BY seq").fetchall():
        if table in STORED:
            was, then = (text and who.row(table, json.loads(text)) for text in (old, new))
            if (was, then) != tuple(text and json.loads(text) for text in (old, new)):
                key = _key(STORED[table], then or was)
                sql = "UPDATE change SET key = ?, old = ?, new = ? WHERE seq = ?"
                conn.execute(sql, (key, was and _json(was), then and _json(then), seq))


def _erase_events(conn: Connection, who: Erasure) -> None:
    for number, kind, text in conn.execute("SELECT id, kind, codes FROM event").fetchall():
        codes = json.loads(text)
        if (then := who.codes(kind, codes)) != codes:
            then_text = json.dumps(then, ensure_ascii=False)
            conn.execute("UPDATE event SET codes = ? WHERE id = ?", (then_text, number))


def _erase_told(conn: Connection, who: Erasure) -> None:
    columns = publications.ROWS.columns
    select = f"SELECT rowid, {names(columns)} FROM publication_row WHERE apprentice = ?"
    for rowid, *found in conn.execute(select, (who.person,)).fetchall():
        then = who.told(dict(zip(columns, found, strict=True)))
        sql = f"UPDATE publication_row SET ({names(then)}) = ({marks(then)}) WHERE rowid = ?"
        conn.execute(sql, (*then.values(), rowid))
    for number, note, despite in conn.execute("SELECT number, note, despite FROM publication").fetchall():
        sql = "UPDATE publication SET note = ?, despite = ? WHERE number = ?"
        conn.execute(sql, (who.text(note), who.text(despite), number))


def _key(stored: Stored, values: Values) -> str:
    return _json([values[name] for name in stored.table.key])


def _json(value: Any) -> str:
    """As the triggers write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
