"""What is kept of exchange with other hosts: their keys, parcels that went to and fro, what those said."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from apprentices.columns import Column, Kind, Row, Table, row_class

KNOWN, REPLACED, LOST, LEFT = "known", "replaced", "lost", "left"
KEY_STATES = (KNOWN, REPLACED, LOST, LEFT)
IN, OUT = "in", "out"
SECRET_KEY = "apprentices-secret-key"  # the first word of a host's own key; the second is the host
_JSON = 1_000_000  # characters of a row in a parcel


@row_class
class HostKey(Row):
    """The public key of another host, by which its parcels are known and parcels for it are sealed."""

    key: Annotated[str, Column(Kind.TEXT, "The public key.", longest=400)]
    host: Annotated[str, Column(Kind.CODE, "Whose it is; the host may not be in hosts yet.")]
    state: Annotated[
        str, Column(Kind.CHOICE, "Only what a known key has signed is taken in.", choices=KEY_STATES)
    ] = KNOWN


@row_class
class ParcelSeen(Row):
    """A parcel that went to a host or came from one, by its digest; of each way one is the latest."""

    host: Annotated[str, Column(Kind.CODE, "The other host.")]
    way: Annotated[
        str, Column(Kind.CHOICE, "in: it came from there; out: it was made for it.", choices=(IN, OUT))
    ]
    digest: Annotated[str, Column(Kind.TEXT, "SHA-256 of what it holds.")]
    latest: Annotated[bool, Column(Kind.YES_NO, "Is it the latest?")] = False


@row_class
class SharedRow(Row):
    """A row of the programme as a host last told it, and as it was when it was last taken in here.

    Both are the texts of cells by column, as JSON, and only of the columns that were told.
    """

    host: Annotated[str, Column(Kind.CODE, "The host that told it.")]
    tbl: Annotated[str, Column(Kind.TEXT, "The table.")]
    key: Annotated[str, Column(Kind.TEXT, "The row's key: a JSON list of texts.", longest=_JSON)]
    told: Annotated[
        str | None, Column(Kind.TEXT, "The row as it was last told; empty: it is gone there.", longest=_JSON)
    ] = None
    taken: Annotated[
        str | None,
        Column(Kind.TEXT, "The base of the next merge: the row as both sides last knew it.", longest=_JSON),
    ] = None


HOST_KEYS = Table("host_key", HostKey, ("key",), "The public keys of other hosts.")
PARCELS_SEEN = Table(
    "parcel_seen", ParcelSeen, ("host", "way", "digest"), "The parcels that went to and fro."
)
SHARED_ROWS = Table("shared_row", SharedRow, ("host", "tbl", "key"), "What other hosts last told.")
EXCHANGED = (HOST_KEYS, PARCELS_SEEN, SHARED_ROWS)


def key_file(database: Path) -> Path:
    """Where the own key of a database's host lies."""
    return database.with_name(f"{database.name}.key")


def hosts_left(keys: Iterable[HostKey]) -> frozenset[str]:
    """The hosts that have left and not come back, as their keys say it."""
    there = list(keys)
    return frozenset(row.host for row in there if row.state == LEFT) - {
        row.host for row in there if row.state == KNOWN
    }
