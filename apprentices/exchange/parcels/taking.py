"""Taking a parcel in: what other hosts have told, all together, is merged with the rows that are here.

What is merged follows from the latest that each host has told, and not from the order in which that came. So
parcels of different hosts can be taken in in any order, and twice, and come to the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from apprentices.exchange.parcels import published, said
from apprentices.exchange.parcels.cells import default, defaults, references
from apprentices.exchange.parcels.known import Chain, Known
from apprentices.exchange.parcels.merge import OURS, THEIRS, Choose, Collision, Merged, in_a_line, merge
from apprentices.exchange.parcels.ownership import INTRODUCED, SHARES, Cells, Key, Rows
from apprentices.exchange.parcels.payload import Content, Offer
from apprentices.exchange.parcels.rights import (
    insist_on_rights,
    insist_on_the_order,
    offers_of,
    rows_of,
    whose_with,
)
from apprentices.programme import CODED, TABLE
from apprentices.statements import Statement
from apprentices.told import Publication


class Taken(NamedTuple):
    """What comes of it: changed rows (None: gone), and what this copy knows then.

    `collisions` wait for a person; `offered` are those of one's own rows, which only a choice changes.
    `waiting` are rows that name what isn't here (yet). `said` and `published` are statements and publications
    that weren't here, `clashing` the numbers of those that are here and say something else.
    """

    changes: Mapping[Key, Cells | None]
    known: Known
    collisions: list[Collision]
    offered: list[Collision]
    waiting: list[Key]
    said: list[Statement]
    published: list[Publication]
    clashing: list[int]


def take(known: Known, content: Content | None, choose: Choose, restored: bool = False) -> Taken:
    """Take a parcel in, or (None) look again at what was told before. `choose` says what was chosen so far.

    An older parcel than the latest changes nothing. Raises `ParcelRefused`, also for one that doesn't go on
    from the latest, unless its sender is known to have `restored` a backup.
    """
    offered: list[Collision] = []
    chosen: dict[Key, Cells | None] = {}
    new_said: list[Statement] = []
    new_published: list[Publication] = []
    clashing: list[int] = []
    if content is not None:
        if not insist_on_the_order(content, known, restored):
            return Taken({}, known, [], [], [], [], [], [])
        insist_on_rights(content, known)
        new_said = said.heard(content.said, content.sender, known.speakers)
        new_published, clashing = published.heard(content.published, known.published)
        chosen, offered = _offers(known, content, choose)
        known = _hear(known, content, chosen)
    holders, theirs = _theirs(known)
    merged, waiting = _merged(known, theirs, choose)
    taken = {(holders[key], key): cells for key, cells in merged.base.items()}
    whole = {key: cells and {**defaults(key[0]), **cells} for key, cells in merged.changes.items()}
    statements = {**known.statements, **{one.statement: one for one in new_said}}
    known = replace(
        known,
        rows=_with(known.rows, whole),
        taken=taken,
        statements=statements,
        published=[*known.published, *new_published],
    )
    changes = chosen | whole
    return Taken(changes, known, merged.collisions, offered, waiting, new_said, new_published, clashing)


def _with(rows: Rows, changes: Mapping[Key, Cells | None]) -> dict[Key, Cells]:
    after = {**rows, **{key: cells for key, cells in changes.items() if cells is not None}}
    for key in (key for key, cells in changes.items() if cells is None):
        after.pop(key, None)
    return after


def _hear(known: Known, content: Content, chosen: Mapping[Key, Cells | None]) -> Known:
    """With what the sender tells in place of what it told before, and what was chosen of its offers."""
    told = {place: cells for place, cells in known.told.items() if place[0] != content.sender}
    for tables in (content.introduced, content.owned):
        told |= {(content.sender, key): cells for key, cells in rows_of(tables)}
    offered = {key for key, _ in _offers_of_mine(known, content)}  # what was the sender's, it has handed over
    taken = {place: cells for place, cells in known.taken.items() if place[1] not in offered}
    chain = known.came.get(content.sender, Chain())
    if content.digest not in chain.all:
        chain = chain.then(content.digest, content.earlier)
    came = {**known.came, content.sender: chain}
    return replace(known, rows=_with(known.rows, chosen), told=told, taken=taken, came=came)


def _theirs(known: Known) -> tuple[dict[Key, str], dict[Key, Cells]]:
    """The rows as others tell them, and by whom: the owner before the lead host, who introduces others' rows.

    A row stays as it was last taken in where it has found another owner, who hasn't told it yet.
    """
    whose, lead = known.as_told, known.whose.lead
    holders: dict[Key, str] = {}
    theirs: dict[Key, Cells] = {}
    for (host, key), cells in known.told.items():
        owns = whose.owner(key[0], cells) == host
        if owns or (host == lead and key[0] in INTRODUCED and key not in theirs):
            holders[key], theirs[key] = host, cells
    for (host, key), cells in known.taken.items():
        if key not in theirs:
            holders[key] = host
            if (host, key) in known.told or host not in (known.agreed.owner(key[0], cells), lead):
                theirs[key] = cells
    return holders, {key: cells for key, cells in theirs.items() if known.owner(key) != known.me}


def _merged(known: Known, theirs: Rows, choose: Choose) -> tuple[Merged, list[Key]]:
    """The merge, table by table: a row waits where what it names isn't there after the tables above it."""
    whole = Merged({}, {}, [])
    waiting: list[Key] = []
    codes = {(table, key[0]) for table, key in known.rows if table in CODED}
    there = _apart(theirs)
    base = _apart({key: cells for key, cells in known.base.items() if known.owner(key) != known.me})
    for table in SHARES:
        stands = {key: cells for key, cells in there[table].items() if _stands(table, cells, codes)}
        waiting += there[table].keys() - stands.keys()
        part = merge(base[table], known.rows, stands, default, choose)
        whole.add(part)
        if table in CODED:
            codes |= {(table, key[0]) for (_, key), cells in part.changes.items() if cells is not None}
            codes -= {(table, key[0]) for (_, key), cells in part.changes.items() if cells is None}
    return whole, waiting


def _apart(rows: Rows) -> dict[str, dict[Key, Cells]]:
    """Rows table by table."""
    found: dict[str, dict[Key, Cells]] = {table: {} for table in SHARES}
    for key, cells in rows.items():
        found[key[0]][key] = cells
    return found


def _stands(table: str, cells: Cells, codes: Iterable[tuple[str, str]]) -> bool:
    """Is there all that a row names?"""
    named = ((refers, cells.get(column)) for column, refers in references(table))
    return all(not code or (refers, code) in codes for refers, code in named)


def _offers(
    known: Known, content: Content, choose: Choose
) -> tuple[dict[Key, Cells | None], list[Collision]]:
    """What was chosen of the offers, and what nobody has chosen yet of one's own rows."""
    chosen: dict[Key, Cells | None] = {}
    unchosen: list[Collision] = []
    for key, offer in _offers_of_mine(known, content):
        here, base = known.rows.get(key), offer.base or {}
        other = {name: text for name, text in offer.cells.items() if here is None or text != here[name]}
        if not other or (here is None and offer.base) or choose(key) == OURS:
            continue  # it is so here, was taken away here, or is to stay
        if choose(key) == THEIRS:
            empty = {**defaults(key[0]), **dict(zip(TABLE[key[0]].key, key[1], strict=True))}
            chosen[key] = {**(here or empty), **other}
        elif here is None:
            unchosen.append(Collision(key, None, None, None, in_a_line(offer.cells)))
        else:
            unchosen += [
                Collision(key, name, base.get(name), here[name], text) for name, text in other.items()
            ]
    return chosen, unchosen


def _offers_of_mine(known: Known, content: Content) -> Iterator[tuple[Key, Offer]]:
    """The offers of rows that are one's own, or that their sender hands over; all others mean nothing."""
    whose = whose_with(content, known)
    for key, offer in offers_of(content):
        cells = {**known.rows.get(key, {}), **offer.cells}
        if whose.owner(key[0], cells) == known.me and known.owner(key) in (None, known.me, content.sender):
            yield key, offer
