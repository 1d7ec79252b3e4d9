"""The digest of what one host was told of one cycle: the same facts have the same, anywhere, at any time.

It is the SHA-256, in small hexadecimal digits, of canonical JSON in UTF-8: a list of objects, one a row,
sorted by the code of the apprentice, letter by letter. Each object has all of `FACTS` as keys, sorted; texts
as they are, days as ISO text (`2026-09-07`), and null for what is not known. No white space stands between
them, and texts are escaped only where JSON asks for it: the canonical form that RFC 8785 gives such objects.

Pins and a person's status are no part of it: a host agrees to who comes, where and when, and somebody who
completes the programme changes nothing in that.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from apprentices.canonical import canonical_json
from apprentices.told import Told

FACTS = (
    "apprentice",
    "given_names",
    "family_name",
    "standard",
    "employer",
    "cycle",
    "starts_on",
    "ends_on",
    "host",
    "placement",
    "team",
    "site",
    "supervisor",
)

_FACTS = frozenset(FACTS)
Agreed = Mapping[str, str | None]  # the facts of one row, by `FACTS`; a day is its text


def digests(rows: Iterable[Told]) -> dict[tuple[str, str], str]:
    """The digest of each host and cycle that any of these rows is about."""
    found: dict[tuple[str, str], list[Told]] = {}
    for row in rows:
        if row.host is not None:  # what kept no host can't be of one
            found.setdefault((row.host, row.cycle), []).append(row)
    return {place: digest(there) for place, there in found.items()}


def digest(rows: Iterable[Told]) -> str:
    """The digest of what one host is told of one cycle."""
    from hashlib import sha256  # only where something is signed or told

    return sha256(canonical(rows)).hexdigest()


def canonical(rows: Iterable[Told]) -> bytes:
    """Rows as canonical JSON."""
    objects = [
        {name: getattr(row, name) for name in FACTS} for row in sorted(rows, key=lambda row: row.apprentice)
    ]
    return canonical_json(objects).encode()


def rows_of(text: str) -> tuple[Told, ...]:
    """The rows that canonical JSON tells, as a sign-off keeps them. Raises `ValueError` for another text."""
    return tuple(map(row_of, facts_of(text)))


def facts_of(text: str) -> list[Agreed]:
    """The same as they stand there, a day as its text: quicker where there are many."""
    try:
        found: list[Agreed] = json.loads(text)
        sound = all(told.keys() == _FACTS for told in found)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not what is told of a host: {error}") from error
    if not sound:
        raise ValueError("not what is told of a host: other facts")
    return found


def facts_about(text: str, apprentice: str) -> Agreed | None:
    """What canonical JSON tells of one person, without reading the others; None where it doesn't.

    Nothing else can begin like that: inside a text of JSON a quotation mark stands behind a backslash.
    """
    start = text.find(f'{{"apprentice":{json.dumps(apprentice)},')
    if start < 0:
        return None
    found: Agreed = json.JSONDecoder().raw_decode(text, start)[0]
    return found


def row_of(facts: Agreed) -> Told:
    """What these facts tell of one person. Raises `ValueError` for what is no day."""
    return _row(**facts)


def _row(starts_on: str | None, ends_on: str | None, **other: Any) -> Told:
    first, last = (day and date.fromisoformat(day) for day in (starts_on, ends_on))
    return Told(**other, starts_on=first or None, ends_on=last or None)
