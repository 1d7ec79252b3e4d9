"""Parcels of this programme: made for another host, and taken in as one event that can be undone.

`taken_in` is what command and screen both use: what collides is handed back, to be shown side by side, until
a person has chosen for each row. Nothing is taken in of a parcel that is refused.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from apprentices.calendar import bank_holidays
from apprentices.canonical import canonical_json
from apprentices.errors import ParcelRefused, UsageError
from apprentices.exchange.parcels.cells import cells_of, key_of, row_of, rows_in_cells
from apprentices.exchange.parcels.contents import content_for
from apprentices.exchange.parcels.keys import OwnKey, PublicKey, own_key
from apprentices.exchange.parcels.known import Chain, Known, Told
from apprentices.exchange.parcels.merge import OURS, THEIRS, Collision
from apprentices.exchange.parcels.ownership import Key
from apprentices.exchange.parcels.payload import Content, from_bytes
from apprentices.exchange.parcels.sealing import seal, unseal
from apprentices.exchange.parcels.taking import Taken, take
from apprentices.host_keys import host_keys, known_key
from apprentices.judged import changed, refuse_what_cannot_be_judged
from apprentices.moved_on import later_changes
from apprentices.programme import TABLE
from apprentices.rules.catalogue import check_rule_setting
from apprentices.shared import (
    IN,
    KNOWN,
    OUT,
    PARCELS_SEEN,
    SHARED_ROWS,
    ParcelSeen,
    SharedRow,
    hosts_left,
)
from apprentices.statements import TABLE_OF, Statement
from apprentices.store import PARCEL_IN, PARCEL_OUT, PARCEL_SAID, PARCEL_TOLD, Deed, RowChange
from apprentices.tables import BANK_HOLIDAYS, BankHoliday
from apprentices.workspace import Workspace

EVERYTHING = "all"  # as what is chosen


@dataclass(frozen=True)
class Choices:
    """What a person chose: rows by their names (`Collision.name`), whole tables, or all, on either side.

    A row's own name goes before its table, and that before all.
    """

    ours: Collection[str] = ()
    theirs: Collection[str] = ()

    def __call__(self, key: Key) -> str | None:
        """The side that was chosen of a row; None where nobody has."""
        for name in (":".join((key[0], *key[1])), key[0], EVERYTHING):
            if name in self.ours:
                return OURS
            if name in self.theirs:
                return THEIRS
        return None


NO_CHOICE = Choices()


@dataclass(frozen=True)
class TakenIn:
    """What a parcel did, or would do: `counts` of rows by table as new, changed and removed; `said` is how
    many statements are new, `published` the numbers of publications that are, `clashing` of those
    that stay as they are here, since they say something else there.

    There is no sender where what was told before was looked at again. `older` is one that a later parcel of
    its sender came before: it does nothing.
    """

    sender: str | None
    counts: Mapping[str, Mapping[str, int]]
    collisions: list[Collision]
    offered: list[Collision]
    waiting: list[Key]
    said: int
    published: list[int]
    clashing: list[int]
    older: bool


def own_key_here(workspace: Workspace) -> OwnKey:
    """The key of the host that this copy is of. Raises `UsageError` where it has none."""
    return own_key(Path(workspace.store.where))


# -- made


def parcel_for(workspace: Workspace, receiver: str, own: OwnKey) -> bytes:
    """The parcel for a host, signed and sealed; its digest is kept.

    Raises `UsageError` without keys, and once one's own host has left.
    """

    def step() -> bytes:
        workspace.reload()
        known = known_here(workspace, own.host)
        _insist_on_a_member(known)
        content = content_for(receiver, known)
        parcel = seal(content.as_bytes, own, known_key(workspace, receiver))
        went = known.went.get(receiver, Chain()).then(content.digest)
        after = replace(known, went={**known.went, receiver: went})
        deed = Deed(PARCEL_OUT, {"host": receiver, "parcel": content.digest})
        workspace.store.apply(deed, _seen(workspace, after))
        return parcel

    made = workspace.repeated(step)
    workspace.forget()
    return made


# -- taken in


def opened(workspace: Workspace, parcel: bytes, own: OwnKey) -> Content:
    """What a parcel holds. Raises `ParcelRefused` for one that is damaged, or signed by nobody known here."""
    keys = [(PublicKey.read(row.key), row.state) for row in host_keys(workspace)]
    ended = {key.signing.hex(): (key.host, state) for key, state in keys if state != KNOWN}
    try:
        sender, payload = unseal(parcel, own, {key.signing: key for key, state in keys if state == KNOWN})
    except ParcelRefused as refused:
        if refused.about in ended:
            host, state = ended[refused.about]
            raise ParcelRefused(
                f"It is signed with a key of {host} that is not taken any more: {state}."
            ) from refused
        raise
    content = from_bytes(payload)
    if content.sender != sender.host:
        raise ParcelRefused(f"It says that it is of {content.sender}, but {sender.host} has signed it.")
    return content


def taken_in(
    workspace: Workspace,
    parcel: bytes,
    own: OwnKey,
    choices: Choices = NO_CHOICE,
    dry_run: bool = False,
    restored: bool = False,
) -> TakenIn:
    """Take in what does not collide, and what was chosen, as one event; with `dry_run` only say so.

    What still collides stays as it is here, and can be chosen later, with the same parcel or the next one.
    `restored`: the sender has gone back to a backup, or goes on from another copy, and that is its word now.
    Raises `ParcelRefused`, and `UsageError` for a choice that is about nothing and once one's own host has
    left; nothing is changed then.
    """

    def step() -> TakenIn:
        workspace.reload()
        known = known_here(workspace, own.host)
        _insist_on_a_member(known)
        content = opened(workspace, parcel, own)
        taken = take(known, content, choices, restored)
        if choices != NO_CHOICE:
            _insist_on_choices(take(known, content, NO_CHOICE, restored), choices)
        changes = _changes(workspace, taken)
        if not dry_run:
            _write(workspace, content, taken, changes)
        older = content.digest != taken.known.came[content.sender].latest
        return _told(content.sender, known, taken, older)

    done = workspace.repeated(step)
    workspace.forget()
    return done


def looked_again(workspace: Workspace, own: OwnKey, choices: Choices) -> TakenIn:
    """What still collides of all that was told before, once what is chosen of it is done, as one event."""

    def step() -> TakenIn:
        workspace.reload()
        known = known_here(workspace, own.host)
        taken = take(known, None, choices)
        _insist_on_choices(take(known, None, NO_CHOICE), choices)
        changes = _changes(workspace, taken)
        if changes:
            with later_changes():
                workspace.store.apply(Deed("chosen", {"rows": len(taken.changes)}), changes)
        return _told(None, known, taken)

    done = workspace.repeated(step)
    workspace.forget()
    return done


def _changes(workspace: Workspace, taken: Taken) -> list[RowChange]:
    return [*_rows(workspace, taken), *_shared(workspace, taken.known), *_seen(workspace, taken.known)]


def _write(workspace: Workspace, content: Content, taken: Taken, changes: list[RowChange]) -> None:
    """Write what a parcel brings, all or nothing; statements as an event of their own, never taken back."""
    codes = {"host": content.sender, "parcel": content.digest}
    said: dict[str, list[Statement]] = {}
    for one in taken.said:
        said.setdefault(TABLE_OF[type(one)].name, []).append(one)
    with later_changes(), workspace.store.alone():
        for made in taken.published:
            told = {"host": content.sender, "number": made.number}
            workspace.store.keep(made, Deed(PARCEL_TOLD, told))
        if said:
            workspace.store.write(Deed(PARCEL_SAID, codes), said, {}, {})
        if changes:
            workspace.store.apply(Deed(PARCEL_IN, codes), changes)


def _insist_on_a_member(known: Known) -> None:
    if known.me in known.left:
        raise UsageError(f"{known.me} has left: no parcel is made or taken in here any more.")


def _insist_on_choices(unchosen: Taken, choices: Choices) -> None:
    """Raise `UsageError` for a choice of what does not collide: a slip of the pen is no choice."""
    names = {collision.name for collision in (*unchosen.collisions, *unchosen.offered)}
    names |= {collision.key[0] for collision in (*unchosen.collisions, *unchosen.offered)}
    for name in (*choices.ours, *choices.theirs):
        if name not in names | {EVERYTHING}:
            raise UsageError(f"{name} does not collide: there is nothing to choose.")
    if set(choices.ours) & set(choices.theirs):
        raise UsageError(f"{min(set(choices.ours) & set(choices.theirs))} is chosen on both sides.")


def _told(sender: str | None, before: Known, taken: Taken, older: bool = False) -> TakenIn:
    return TakenIn(
        sender=sender,
        counts=_counts(taken, before),
        collisions=taken.collisions,
        offered=taken.offered,
        waiting=taken.waiting,
        said=len(taken.said),
        published=[made.number for made in taken.published],
        clashing=taken.clashing,
        older=older,
    )


def _counts(taken: Taken, before: Known) -> dict[str, dict[str, int]]:
    kinds = Counter(
        (key[0], "removed" if cells is None else "changed" if key in before.rows else "new")
        for key, cells in taken.changes.items()
        if cells != before.rows.get(key)
    )
    return {
        table: {kind: kinds[table, kind] for kind in ("new", "changed", "removed")}
        for table in TABLE
        if any(name == table for name, _ in kinds)
    }


# -- what is known, and its rows


def known_here(workspace: Workspace, me: str) -> Known:
    """What this copy knows when it makes or opens a parcel."""
    shared: list[SharedRow] = workspace.store.rows_of(SHARED_ROWS.name)
    return Known(
        me=me,
        rows=rows_in_cells(workspace.rows),
        told={_place(row): json.loads(row.told) for row in shared if row.told},
        taken={_place(row): json.loads(row.taken) for row in shared if row.taken},
        came=_chains(workspace, IN),
        went=_chains(workspace, OUT),
        left=hosts_left(host_keys(workspace)),
        statements={one.statement: one for one in workspace.statements},
        published=[workspace.publication(head.number) for head in reversed(workspace.publications())],
    )


def _place(row: SharedRow) -> tuple[str, Key]:
    return row.host, (row.tbl, tuple(json.loads(row.key)))


def _chains(workspace: Workspace, way: str) -> dict[str, Chain]:
    found: dict[str, Chain] = {}
    for row in workspace.store.rows_of(PARCELS_SEEN.name):
        if row.way == way:
            chain = found.get(row.host, Chain())
            found[row.host] = Chain(row.digest if row.latest else chain.latest, chain.all | {row.digest})
    return found


def _rows(workspace: Workspace, taken: Taken) -> Iterator[RowChange]:
    """The changes of the programme's rows, with the bank holidays of years that it comes to touch.

    Raises `ParcelRefused` for rows that no file could bring, and `UsageError` for such that can't be judged.
    """
    rows = workspace.rows
    there = {key_of(name, cells_of(TABLE[name], row)): row for name in TABLE for row in rows.get(name, ())}
    upserts: dict[str, list[Any]] = {name: [] for name in TABLE}
    removals: dict[str, list[Any]] = {name: [] for name in TABLE}
    for key, cells in taken.changes.items():
        before = there.get(key)
        after = None if cells is None else row_of(key, cells, check_rule_setting)
        if before != after:
            (removals if after is None else upserts)[key[0]].append(before if after is None else after)
            yield RowChange.of(TABLE[key[0]], before, after)
    then = {name: changed(rows, TABLE[name], upserts[name], removals[name]) for name in TABLE}
    now = workspace.store.load()
    refuse_what_cannot_be_judged(now, now._replace(rows={**rows, **then}), workspace.today)
    years = {year for name in ("cycles", "apprentices") for row in upserts[name] for year in _years(row)}
    for day, name in bank_holidays(sorted(years)).items():
        if day not in now.bank_holidays:
            yield RowChange.of(BANK_HOLIDAYS, None, BankHoliday(date=day, name=name))


def _years(row: Any) -> range:
    return range(row.starts_on.year, row.ends_on.year + 1)


def _shared(workspace: Workspace, known: Known) -> Iterator[RowChange]:
    """What others told, and what of that was taken in, as it is kept."""
    before = {(row.host, row.tbl, row.key): row for row in workspace.store.rows_of(SHARED_ROWS.name)}
    after = {
        (host, key[0], canonical_json(list(key[1]))): SharedRow(
            host=host,
            tbl=key[0],
            key=canonical_json(list(key[1])),
            told=_text(known.told, host, key),
            taken=_text(known.taken, host, key),
        )
        for host, key in known.told.keys() | known.taken.keys()
    }
    for place in sorted(before.keys() | after.keys()):
        if before.get(place) != after.get(place):
            yield RowChange.of(SHARED_ROWS, before.get(place), after.get(place))


def _text(rows: Told, host: str, key: Key) -> str | None:
    return canonical_json(rows[host, key]) if (host, key) in rows else None


def _seen(workspace: Workspace, known: Known) -> list[RowChange]:
    """The parcels that went to and fro, as they are kept."""
    rows: list[ParcelSeen] = workspace.store.rows_of(PARCELS_SEEN.name)
    before = {(row.host, row.way, row.digest): row for row in rows}
    after = {
        (host, way, digest): ParcelSeen(host=host, way=way, digest=digest, latest=digest == chain.latest)
        for way, chains in ((IN, known.came), (OUT, known.went))
        for host, chain in chains.items()
        for digest in chain.all
    }
    return [
        RowChange.of(PARCELS_SEEN, before.get(place), row)
        for place, row in sorted(after.items())
        if before.get(place) != row
    ]
