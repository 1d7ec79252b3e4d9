"""What goes into a parcel: the least that its receiver needs, as `ownership` says."""

from collections.abc import Iterator

from apprentices.exchange.parcels import published, said
from apprentices.exchange.parcels.cells import defaults
from apprentices.exchange.parcels.known import Chain, Known
from apprentices.exchange.parcels.ownership import INTRODUCED, LEAD_ROW, SHARES, Cells, Key, by_table
from apprentices.exchange.parcels.payload import Content, Offer
from apprentices.programme import TABLE


def content_for(receiver: str, known: Known) -> Content:
    """What this copy tells that host now."""
    chain = known.went.get(receiver, Chain())
    return Content(
        sender=known.me,
        receiver=receiver,
        lead=known.whose.lead,
        base=chain.latest,
        after=tuple(sorted(chain.all)),
        owned=by_table(_owned(receiver, known)),
        introduced=by_table(_introduced(receiver, known)),
        offered=tuple(_offered(receiver, known)),
        said=said.told_to(receiver, known.me, known.speakers),
        published=published.told_to(receiver, known.published) if known.whose.lead == known.me else [],
    )


def _owned(receiver: str, known: Known) -> Iterator[tuple[Key, Cells]]:
    """One's own rows, as far as the receiver gets to see them."""
    for key, cells in known.rows.items():
        if known.whose.owner(key[0], cells) == known.me and key != LEAD_ROW:
            columns = known.whose.seen_by(receiver, key[0], cells)
            if columns:
                yield key, {name: cells[name] for name in columns}


def _introduced(receiver: str, known: Known) -> Iterator[tuple[Key, Cells]]:
    """Of hosts that are neither of the two, who and what the draft names."""
    if known.whose.lead != known.me:
        return
    for key, cells in known.rows.items():
        if key[0] in INTRODUCED and known.whose.owner(key[0], cells) not in (known.me, receiver):
            yield key, {name: cells[name] for name in SHARES[key[0]].others}


def _offered(receiver: str, known: Known) -> Iterator[Offer]:
    """The receiver's own rows where they are otherwise here than it told."""
    for key, cells in sorted(known.rows.items()):
        table = key[0]
        if known.whose.owner(table, cells) != receiver or key == LEAD_ROW:
            continue
        base = known.taken.get((receiver, key))
        was = {**defaults(table), **(base or {})}
        other = {name: text for name, text in cells.items() if text != was.get(name)}
        if other:
            named = {name: cells[name] for name in (*TABLE[table].key, *SHARES[table].owner)}
            yield Offer(table, named | other, base and {name: was[name] for name in other if name in was})
