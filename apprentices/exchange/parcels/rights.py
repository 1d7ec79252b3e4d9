"""What a parcel may hold, judged by whoever opens it: nothing is taken on the word of the file."""

from collections.abc import Iterator

from apprentices.errors import ErrorKind, ParcelRefused
from apprentices.exchange.parcels.cells import key_of, required
from apprentices.exchange.parcels.known import Chain, Known
from apprentices.exchange.parcels.ownership import (
    INTRODUCED,
    LEAD_ROW,
    SHARES,
    Cells,
    Key,
    Whose,
    columns_of,
    may_be_told,
)
from apprentices.exchange.parcels.payload import Content, Offer, Tables
from apprentices.programme import TABLE


def insist_on_the_order(content: Content, known: Known, restored: bool) -> bool:
    """Whether the parcel is the latest of its sender's, new or seen again; not where a later one was.

    Raises `ParcelRefused` for one for somebody else, and one that doesn't go on from the latest taken in.
    """
    if content.receiver != known.me:
        raise ParcelRefused(f"It is for {content.receiver}, and this is {known.me}.")
    chain = known.came.get(content.sender, Chain())
    if content.digest in chain.all:
        return content.digest == chain.latest
    if not restored and chain.latest is not None and chain.latest not in content.earlier:
        raise ParcelRefused(
            f"It doesn't go on from the last parcel of {content.sender} that was taken in here: they have "
            "gone back to a backup, or work on two copies.",
            ErrorKind.BASE_NOT_KNOWN,
        )
    return True


def insist_on_rights(content: Content, known: Known) -> None:
    """Raise `ParcelRefused` for a parcel with what its sender has no right to tell.

    What is offered changes nothing by itself, and is not looked at unless it is one's own.
    """
    if content.lead != known.whose.lead:
        theirs, ours = content.lead or "none", known.whose.lead or "none"
        raise ParcelRefused(
            f"{content.sender} has {theirs} as the lead host, and here it is {ours}: all have to name one.",
            ErrorKind.NO_LEAD,
        )
    if content.published and content.sender != known.whose.lead:
        raise ParcelRefused(f"{content.sender} tells publications, which are those of {known.whose.lead}.")
    whose = whose_with(content, known)
    for key, cells in rows_of(content.owned):
        _insist(whose.owner(key[0], cells) == content.sender, key, whose.owner(key[0], cells), content)
        owner = known.owner(key)
        _insist(owner in (None, content.sender), key, owner, content)
    for key, cells in rows_of(content.introduced):
        _insist(known.whose.lead == content.sender and key[0] in INTRODUCED, key, known.whose.lead, content)
        _insist(cells.keys() == set(SHARES[key[0]].others), key, None, content)


def rows_of(tables: Tables) -> Iterator[tuple[Key, Cells]]:
    """The rows in a parcel by key. Raises `ParcelRefused` for tables and columns that don't travel."""
    for table, rows in tables.items():
        may = may_be_told(table)
        for cells in rows:
            if not may >= cells.keys() or not cells.keys() >= required(table):
                raise _odd(table)
            yield _key(table, cells), cells


def offers_of(content: Content) -> Iterator[tuple[Key, Offer]]:
    """The rows that are offered, by key. Raises `ParcelRefused` for tables and columns that are none."""
    for offer in content.offered:
        if offer.table not in SHARES:
            raise _odd(offer.table)
        there = offer.cells.keys()
        if not set(columns_of(offer.table)) >= there or not there >= set(TABLE[offer.table].key):
            raise _odd(offer.table)
        yield _key(offer.table, offer.cells), offer


def _key(table: str, cells: Cells) -> Key:
    key = key_of(table, cells)
    if key == LEAD_ROW:
        raise _odd(table)
    return key


def whose_with(content: Content, known: Known) -> Whose:
    """Whose rows are as this copy was told before, and as the parcel says of what is new or its sender's."""
    rows = {key: offer.cells for key, offer in offers_of(content)} | dict(rows_of(content.owned))
    new = {
        key: cells
        for key, cells in rows.items()
        if {"employer", "host"} & cells.keys() and known.owner(key) in (None, content.sender)
    }
    return known.agreed.after(Whose.of(new, known.left)._replace(lead=known.whose.lead))


def _insist(right: bool, key: Key, owner: str | None, content: Content) -> None:
    if right:
        return
    raise ParcelRefused(
        f"{content.sender} tells {' '.join(key[1])} in {key[0]}, which is not its row"
        f"{f' but that of {owner}' if owner else ''}."
    )


def _odd(table: str) -> ParcelRefused:
    return ParcelRefused(f"It holds rows of {table} that no parcel holds, or not as they should be.")
