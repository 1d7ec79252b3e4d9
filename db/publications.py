"""Publications in SQL: what was told, frozen."""

from collections.abc import Sequence
from datetime import UTC, datetime

from apprentices.told import TOLD, Head, Publication, Told
from db import problems
from db.connection import Connection
from db.schema import Stored, marks, names

ROWS = Stored(TOLD)
_HEADS = """
    SELECT p.number, p.at, p.by, p.note, p.despite, p.codes_only,
        (SELECT count(*) FROM publication_row r WHERE r.publication = p.number)
    FROM publication p
"""


def add(
    conn: Connection, by: str, note: str | None, despite: str | None, rows: Sequence[Told]
) -> Publication:
    """Write the next publication, with the digests of its rows; inside a `write`."""
    from apprentices.agreement.publications import publication  # what only reads needs no digests

    (number,) = conn.execute("SELECT coalesce(max(number), 0) + 1 FROM publication").fetchone()
    now = datetime.now(UTC)
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as it is written
    made = publication(number, at, by, rows, note=note, despite=despite)
    keep(conn, made)
    return made


def keep(conn: Connection, made: Publication) -> None:
    """Write a publication as it was made; inside a `write`."""
    conn.execute(
        "INSERT INTO publication (number, at, by, note, despite, codes_only) VALUES (?, ?, ?, ?, ?, ?)",
        (
            made.number,
            made.at.isoformat(timespec="milliseconds"),
            made.by,
            made.note,
            made.despite,
            made.codes_only,
        ),
    )
    conn.executemany(
        f"INSERT INTO {TOLD.name} (publication, {names(ROWS.columns)}) VALUES (?, {marks(ROWS.columns)})",
        ([made.number, *values] for values in ROWS.to_sql(made.rows)),
    )
    conn.executemany(
        "INSERT INTO publication_digest (publication, host, cycle, digest) VALUES (?, ?, ?, ?)",
        [(made.number, *place, digest) for place, digest in made.digests.items()],
    )


def heads(conn: Connection) -> list[Head]:
    """Every publication without its rows, newest first; inside a `read` or `write`."""
    return _heads(conn, "ORDER BY number DESC")


def latest(conn: Connection) -> Publication | None:
    """The newest publication; inside a `read` or `write`."""
    return _one(conn, _heads(conn, "ORDER BY number DESC LIMIT 1"))


def find(conn: Connection, number: int) -> Publication | None:
    """The publication with that number; inside a `read` or `write`."""
    return _one(conn, _heads(conn, "WHERE number = ?", number))


def _heads(conn: Connection, which: str, *values: int) -> list[Head]:
    with problems.reading(conn.path, "publication"):
        return [_head(*columns) for columns in conn.execute(_HEADS + which, values)]


def _head(
    number: int, at: str, by: str, note: str | None, despite: str | None, codes_only: int, count: int
) -> Head:
    if not all(isinstance(text, str) for text in (by, note or "", despite or "")):
        raise ValueError(f"of publication {number}")
    return Head(
        number=number,
        at=datetime.fromisoformat(at),
        by=by,
        note=note,
        despite=despite,
        codes_only=bool(codes_only),
        count=count,
    )


def _one(conn: Connection, found: list[Head]) -> Publication | None:
    for head in found:
        rows = conn.execute(
            f"SELECT {names(ROWS.columns)} FROM {TOLD.name} WHERE publication = ? ORDER BY rowid",
            (head.number,),
        )
        frozen = conn.execute(
            "SELECT host, cycle, digest FROM publication_digest WHERE publication = ?", (head.number,)
        )
        with problems.reading(conn.path, f"publication {head.number}"):
            told = tuple(ROWS.from_sql(rows))
            by_place = {(host, cycle): digest for host, cycle, digest in frozen}
            return Publication(**vars(head), rows=told, digests=by_place)
    return None
