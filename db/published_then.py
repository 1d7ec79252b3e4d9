"""Publications against their digests and the history: is each as it was told?"""

import json
from collections.abc import Iterator
from typing import Any

from apprentices.agreement.digests import digests
from apprentices.store import PUBLISH
from apprentices.told import Publication
from db import forgetting, problems, publications
from db.connection import Connection
from db.schema import STORED, marks

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]  # by table and key

LOOKED_AT = (
    "Rows are as their digests say; who was where, pins, statuses, days of cycles, publisher and reason are "
    "as the history has them. Notes and times are not looked at; of what older versions made, only what they "
    "kept."
)
_TABLES = ("apprentices", "assignments", "cycles")


def differences(conn: Connection) -> Iterator[str]:
    """What in publications is not as it was told, in words; inside a `read`."""
    made = {head.number: head for head in publications.heads(conn)}
    then, people = dict(_published(conn)), forgetting.forgotten(conn)
    for number in range(1, max([0, *made, *then]) + 1):
        found = publications.find(conn, number)
        if found is None:
            yield f"publication {number} is missing"
            continue
        known = forgetting.places(found, people)
        yield from (f"publication {number}: {wrong}" for wrong in _unlike_its_digests(found, known))
        if number in then:
            codes, rows = then[number]
            yield from (f"publication {number}: {wrong}" for wrong in _unlike_the_history(found, codes, rows))


def _unlike_its_digests(made: Publication, forgotten: set[tuple[str, str]]) -> Iterator[str]:
    if made.codes_only:  # made when neither words nor digests were kept
        if made.digests or any(row.host is not None for row in made.rows):
            yield "it is marked as one of codes only, but has more than codes"
        return
    now = digests(made.rows)
    for host, cycle in sorted((now.keys() | made.digests.keys()) - forgotten):
        if now.get((host, cycle)) != made.digests.get((host, cycle)):
            yield f"what {host} was told of {cycle} is not as its digest says"


def _unlike_the_history(made: Publication, codes: dict[str, Any], rows: Rows) -> Iterator[str]:
    if made.codes_only:
        yield "it is marked as one of codes only, but the history has it as a later one"
    if made.by != codes.get("by"):
        yield "the history has somebody else as its publisher"
    if made.despite != codes.get("why"):
        yield "the history has something else as the reason to publish it"
    if _told(made) != _told_by(rows):
        yield "who was where, a pin, a status or the days of a cycle are not as the history has them"


def _told(made: Publication) -> set[tuple[Any, ...]]:
    return {
        (
            r.apprentice,
            r.cycle,
            r.placement,
            r.pinned,
            r.status,
            _iso(r.cycle_starts_on),
            _iso(r.cycle_ends_on),
        )
        for r in made.rows
    }


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)


def _told_by(rows: Rows) -> set[tuple[Any, ...]]:
    """The same of the draft that was published, from rows of the history."""
    people = {row["apprentice"]: row for row in rows["apprentices"].values()}
    cycles = {row["cycle"]: row for row in rows["cycles"].values()}
    return {
        (
            *(row["apprentice"], row["cycle"], row["placement"], bool(row["pinned"])),
            people.get(row["apprentice"], {}).get("status"),
            *(cycles.get(row["cycle"], {}).get(day) for day in ("starts_on", "ends_on")),
        )
        for row in rows["assignments"].values()
    }


def _published(conn: Connection) -> Iterator[tuple[int, tuple[dict[str, Any], Rows]]]:
    """By number, the codes of the event and the rows as they were then; older events have no number."""
    rows: Rows = {table: {} for table in _TABLES}
    last = 0
    for event, text in conn.execute(
        "SELECT id, codes FROM event WHERE kind = ? ORDER BY id", (PUBLISH,)
    ).fetchall():
        with problems.reading(conn.path, f"event {event} of the history"):
            codes = dict(json.loads(text))
            _do_again(conn, rows, last, event)
        last = event
        if isinstance(codes.get("number"), int):
            yield codes["number"], (codes, {table: dict(there) for table, there in rows.items()})


def _do_again(conn: Connection, rows: Rows, after: int, until: int) -> None:
    """Do the changes again that belong to the events from one publication to the next."""
    for table, old, new in conn.execute(
        "SELECT tbl, old, new FROM change WHERE event > ? AND event <= ? "
        f"AND tbl IN ({marks(_TABLES)}) ORDER BY seq",
        (after, until, *_TABLES),
    ):
        for text in filter(None, (old, new)):
            key = STORED[table].key_of(json.loads(text))
            rows[table].pop(key, None)
        if new is not None:
            values = json.loads(new)
            rows[table][STORED[table].key_of(values)] = values
