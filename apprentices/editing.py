"""Edits of the draft as a store is given them: each cell only where it is still as it was seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from apprentices.board import Edit
from apprentices.errors import ChangedElsewhere
from apprentices.moved_on import MovedOn, later_changes
from apprentices.programme import DRAFT, Assignment
from apprentices.store import Deed, Event, RowChange, Store


def place(store: Store, deed: Deed, edits: Sequence[Edit], before: Sequence[Assignment | None]) -> Event:
    """Write edits of the draft as one event.

    `before` is what the caller believes is in each cell now. Raises `ChangedElsewhere`, naming what is there
    instead, when it isn't; nothing is written then.
    """
    changes = [
        RowChange.of(DRAFT, there, edit.assignment)
        for edit, there in zip(edits, before, strict=True)
        if there or edit.assignment
    ]
    try:
        with later_changes():
            return store.apply(deed, changes)
    except MovedOn as error:
        apprentice, cycle = error.key
        raise ChangedElsewhere(
            f"{apprentice} in {cycle} {_in_words(error.now)} now, {error.by}; look again and decide. "
            "Nothing was changed."
        ) from error


def _in_words(cell: Mapping[str, Any] | None) -> str:
    if cell is None:
        return "is empty"
    return f"has {cell['placement']}, pinned" if cell["pinned"] else f"has {cell['placement']}"
