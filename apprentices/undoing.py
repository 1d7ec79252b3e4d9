"""What it means to take a change back: an undo is a new event that does the inverse of another one.

An event stands unless a standing event undoes it. A redo is the undo of an undo.
"""

from collections.abc import Iterable, Iterator, Sequence

from apprentices.columns import Truth
from apprentices.deeds import rows_said, told
from apprentices.errors import ChangedElsewhere, ErrorKind, NeedsNaming, NothingToUndo, UsageError
from apprentices.forgotten import is_forgotten
from apprentices.moved_on import MovedOn, later_changes
from apprentices.store import (
    DID,
    FORGET,
    IMPORT,
    PARCEL_IN,
    PARCEL_OUT,
    PARCEL_SAID,
    PARCEL_TOLD,
    PUBLISH,
    REDO,
    RESTORE,
    STATE,
    SWEPT,
    UNDO,
    Deed,
    Event,
    RowChange,
    Store,
)
from apprentices.tables import KEPT

NEWEST = 50  # events among which is looked first
_ASIDE = (
    UNDO,
    REDO,
    PUBLISH,
    PARCEL_OUT,
    PARCEL_SAID,
    PARCEL_TOLD,
    STATE,
    FORGET,
    SWEPT,
)  # kinds that are not in the way of a redo


# -- what events mean


def with_standing(events: Iterable[Event]) -> Iterator[Event]:
    """The newest events, newest first, each with whether it was taken back."""
    gone: set[int] = set()
    for event in events:
        undone = event.id in gone
        if event.undoes is not None and not undone:
            gone.add(event.undoes)
        yield event._replace(undone=undone)


def newest_change(events: Iterable[Event], actor: str) -> Event | None:
    """The actor's newest change that stands, undo and redo aside."""
    own = (event for event in events if event.actor == actor and event.kind not in _ASIDE)
    return next((event for event in own if not event.undone), None)


def newest_undo(events: Iterable[Event], actor: str) -> Event | None:
    """The actor's newest undo that stands, if they have changed nothing since."""
    for event in events:
        if event.actor == actor:
            if event.kind == UNDO and not event.undone:
                return event
            if event.kind not in _ASIDE:
                return None
    return None


def inverse(changes: Sequence[RowChange]) -> list[RowChange]:
    """What takes changes back, the last one first."""
    return [change.inverse for change in reversed(changes)]


# -- taking back


def undo(store: Store, number: int | None = None) -> Event:
    """Take back one event whole: the one named, else the actor's newest that stands. Returns the new event.

    Raises `NothingToUndo`; raises `NeedsNaming` without a number where the newest is an import; raises
    `ChangedElsewhere`, changing nothing, when a row has moved on since; `UsageError` for an unknown number.
    """
    with later_changes(), store.alone():
        if number is not None:
            return _take_back(store, _named(store, number))
        for limit in (NEWEST, None):
            event = newest_change(store.history(limit), store.actor)
            if event:
                if event.kind in (IMPORT, PARCEL_IN):
                    _refuse_forgotten(store, event, store.changes(event.id))
                    raise NeedsNaming(event, f"{told(event.deed, store.name)}, {rows_said(event)}")
                return _take_back(store, event)
        raise NothingToUndo(f"There is no change by {store.actor} left to undo.")


def redo(store: Store) -> Event:
    """Take back the actor's newest undo, if they have changed nothing since. Raises `NothingToUndo`."""
    with later_changes(), store.alone():
        for limit in (NEWEST, None):
            event = newest_undo(store.history(limit), store.actor)
            if event:
                return _take_back(store, event)
        raise NothingToUndo(f"There is nothing to redo: the last thing {store.actor} did was not an undo.")


def _named(store: Store, number: int) -> Event:
    for limit in (NEWEST, None):
        for event in store.history(limit):
            if event.id == number:
                return event
    raise UsageError(f"There is no change number {number}.", ErrorKind.NO_SUCH_CHANGE)


def _refuse_forgotten(store: Store, event: Event, changes: Sequence[RowChange]) -> None:
    if event.kind in (FORGET, SWEPT) or any(is_forgotten(part) for one in changes for part in one.key):
        raise NothingToUndo(
            f"{told(event.deed, store.name)}: that concerns somebody who was forgotten, and can't be undone."
        )


def _take_back(store: Store, event: Event) -> Event:
    """Undo one event, or redo one that is itself an undo, inside of `alone`."""
    if event.kind == RESTORE:
        raise NothingToUndo(f"{told(event.deed, store.name)}: only restoring what was kept takes that back.")
    if event.kind == PUBLISH:  # what hosts and apprentices were told can't be taken back
        raise NothingToUndo(
            f"{told(event.deed, store.name)}: that can't be undone. Change the draft and publish again."
        )
    if event.kind in (PARCEL_OUT, PARCEL_TOLD):
        raise NothingToUndo(f"{told(event.deed, store.name)}: what was handed over can't be called back.")
    changes = store.changes(event.id)
    _refuse_forgotten(store, event, changes)
    if any(KEPT[change.table].truth is Truth.STATEMENT for change in changes):
        raise NothingToUndo(
            f"{told(event.deed, store.name)}: what somebody said is never taken back. It can be ended, or "
            "followed by something else."
        )
    if event.undone:
        raise NothingToUndo(f"Change {event.id} ({told(event.deed, store.name)}) was taken back already.")
    first = event.deed.first
    deed = Deed(REDO if event.kind == UNDO else UNDO, {DID: first.kind, **first.codes})
    try:
        return store.apply(deed, inverse(changes), undoes=event.id)
    except MovedOn as error:
        said = told(event.deed, store.name)
        raise ChangedElsewhere(f"Change {event.id} ({said}) can't be taken back: {error}") from error
