"""A person is forgotten: what is kept of them, who else names them, and the deed itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from apprentices.columns import Kind
from apprentices.erasing import Erasure
from apprentices.errors import ErrorKind, UsageError
from apprentices.forgotten import GONE, is_forgotten
from apprentices.names import find_apprentice
from apprentices.store import Event, Store
from apprentices.tables import KEPT
from apprentices.told import TOLD
from apprentices.workspace import Workspace

PUBLISHED, HISTORY = "publications", "history"  # counted beside the tables


class Mention(NamedTuple):
    """A text that holds a part of the person's name, or their code, and stays: a person has to look at it."""

    table: str
    key: str
    column: str
    text: str


class Held(NamedTuple):
    """What is kept of a person: how many rows by table, in publications and in the history."""

    apprentice: str
    name: str
    rows: Mapping[str, int]
    mentions: tuple[Mention, ...]


class Forgotten(NamedTuple):
    """The event, and whether nothing of it is left in the file's free space."""

    event: Event
    swept: bool


def find_anybody(workspace: Workspace, text: str) -> str:
    """The code of a person, also of one who was removed and of whom history and publications still tell."""
    store = workspace.store
    known = (row["apprentice"] for row in _known(store))
    return find_apprentice(workspace.programme, text, [code for code in known if not is_forgotten(code)])


def held(workspace: Workspace, person: str) -> Held:
    """What is kept of a person, and where else they may be named."""
    store, who = workspace.store, _erasure(workspace.store, person)
    rows = Counter({name: count for name in KEPT if (count := _count(store, who, name))})
    rows[PUBLISHED] = sum(row["apprentice"] == person for row in _told(store))
    rows[HISTORY] = sum(
        who.is_of(change.table, change.before or change.after or {})
        for event in store.history()
        for change in store.changes(event.id)
    )
    names = [f"{row['given_names']} {row['family_name']}" for row in _known(store, person)]
    return Held(person, names[0] if names else person, +rows, tuple(_mentions(store, who)))


def forget(workspace: Workspace, person: str, by: str, why: str) -> Forgotten:
    """Erase a person everywhere; it can't be undone.

    Raises `UsageError` where the reason or who gives it names the person: both are kept.
    """
    who = _erasure(workspace.store, person)
    if not by or not why:
        raise UsageError("Say who forgets somebody, and why.", ErrorKind.REASON_MISSING)
    if any(who.mentions(text) or who.text(text) != text for text in (by, why)):
        raise UsageError("The reason, or who gives it, names the person, and would be kept: leave that out.")
    event = workspace.store.forget(person, by, why)
    workspace.forget()
    return Forgotten(event, finish(workspace))


def finish(workspace: Workspace) -> bool:
    """Leave nothing of who was forgotten in the file's free space; False where others are in the way."""
    return workspace.store.sweep()


def _erasure(store: Store, person: str) -> Erasure:
    return Erasure(person, GONE, _known(store, person))


def _known(store: Store, person: str | None = None) -> Iterator[Mapping[str, Any]]:
    """All rows, of any time, that have a person's names, the newest first; of everybody by default."""
    people = KEPT["apprentices"]
    rows: list[Mapping[str, Any]] = [people.values_of(row) for row in store.rows_of(people.name)]
    for event in store.history():
        changes = (change for change in store.changes(event.id) if change.table == people.name)
        rows += [row for change in changes for row in (change.after, change.before) if row]
    rows += [row for row in _told(store) if row["given_names"]]
    yield from (row for row in rows if person in (None, row["apprentice"]) and row["given_names"])


def _told(store: Store) -> Iterator[Mapping[str, Any]]:
    for head in store.publications():
        made = store.publication(head.number)
        yield from (TOLD.values_of(row) for row in made.rows) if made else ()


def _count(store: Store, who: Erasure, table: str) -> int:
    """How many rows of a table are the person's, or lose something of theirs."""
    found = map(KEPT[table].values_of, store.rows_of(table))
    return sum(who.row(table, values) != values for values in found)


def _mentions(store: Store, who: Erasure) -> Iterator[Mention]:
    for table in KEPT.values():
        texts = [column.name for column in table.columns if column.kind is Kind.TEXT]
        for row in store.rows_of(table.name):
            values = table.values_of(row)
            if not who.is_of(table.name, values):
                key = " ".join(str(part) for part in table.key_of(row) if part is not None)
                then = who.row(table.name, values)
                yield from (
                    Mention(table.name, key, name, then[name]) for name in texts if who.mentions(then[name])
                )
    for head in store.publications():
        for name in ("by", "note", "despite"):
            text = who.text(getattr(head, name))
            if who.mentions(text):
                yield Mention(PUBLISHED, str(head.number), name, text)
