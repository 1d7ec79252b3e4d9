"""What the program needs of a database, in its own words; `db/` has the one that is used.

A store keeps the programme, the draft and the publications apart, writes each change whole or not at
all, and remembers every change so that it can be taken back.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from apprentices.board import Edit
from apprentices.programme import Assignment
from apprentices.told import Head, Publication, Told

# Kinds of events that mean more than the rows they changed.
IMPORT, RESTORE = "import", "restore"


class Loaded(NamedTuple):
    """All that is in the database: rows by table name, in the order they were entered."""

    rows: Mapping[str, Sequence[Any]]
    bank_holidays: Mapping[date, str]
    published: Publication | None = None  # the latest


class Event(NamedTuple):
    """One change as a person made it; `at` is in UTC. `changes` counts the rows it touched."""

    id: int
    at: datetime
    actor: str
    kind: str  # edit, import, rules, publish, undo, redo, restore, by-hand
    label: str
    undoes: int | None  # the event that this one takes back
    undone: bool  # taken back by a later event that still stands
    changes: int


class RowChange(NamedTuple):
    """One row of one event; `before` or `after` is None where the row was not there."""

    table: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Store(Protocol):
    """Raises `DatabaseUnusable` from any method when the database can't be used.

    After `DatabaseBusy` nothing has changed and the same call can be made again. After `DatabaseGone` only
    `save_as` and `close` are of use.
    """

    busy_seconds: float
    """How long each call waits for a lock of another program before it raises `DatabaseBusy`."""

    @property
    def where(self) -> str:
        """The place of the database, for messages."""
        ...

    @property
    def actor(self) -> str:
        """The person in whose name changes are recorded."""
        ...

    @property
    def notice(self) -> str | None:
        """What the user should know about this database (read-only, open to everybody…), or None."""
        ...

    def load(self) -> Loaded:
        """Everything, as of one moment."""
        ...

    def place(self, label: str, edits: Sequence[Edit], before: Sequence[Assignment | None]) -> Event:
        """Write edits of the draft as one event.

        `before` is what the caller believes is in each cell now. Raises `ChangedElsewhere`, naming
        what is there instead, when it isn't; nothing is written then.
        """
        ...

    def write(
        self,
        kind: str,
        label: str,
        upserts: Mapping[str, Sequence[Any]],
        removals: Mapping[str, Sequence[Any]],
        bank_holidays: Mapping[date, str],
        as_loaded: bool = False,
    ) -> Event:
        """Write rows of any tables (by name) as one event; a row is found by its table's key.

        With `as_loaded`, raises `ChangedElsewhere`, writing nothing, when anything has changed since `load`.
        """
        ...

    def draft(self, cells: Sequence[tuple[str, str]]) -> list[Assignment | None]:
        """What is in these cells (apprentice, cycle) now."""
        ...

    def publish(
        self, by: str, label: str, note: str | None, rows: Sequence[Told], despite: str | None = None
    ) -> Publication:
        """Freeze the draft as the next publication, in the name of `by`; it can't be undone.

        `rows` are the draft in what is told of it; their digests are kept with them. `despite` is the reason
        to publish although something stands against it.

        Raises `ChangedElsewhere`, publishing nothing, when anything has changed since `load`.
        """
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Others who write wait until it is left. What is written inside is kept whole or not at all."""
        ...

    def publications(self) -> list[Head]:
        """Every publication without its rows, newest first."""
        ...

    def publication(self, number: int) -> Publication | None:
        """The publication with that number, or None."""
        ...

    def history(self, limit: int | None = None) -> list[Event]:
        """The events, newest first."""
        ...

    def changes(self, event: int) -> list[RowChange]:
        """The rows that an event changed, in order. Raises `UsageError` for an unknown event."""
        ...

    def undo(self, event: int | None = None) -> Event:
        """Take back one event whole: the one named, else the actor's newest that stands.

        Returns the new event. Raises `NothingToUndo`; raises `NeedsNaming` without a number where the
        newest is an import; raises `ChangedElsewhere`, changing nothing, when a row has moved on since.
        """
        ...

    def redo(self) -> Event:
        """Take back the actor's newest undo, if they have changed nothing since. Raises `NothingToUndo`."""
        ...

    def news(self) -> list[Event]:
        """Events written by other programs since the last call; costs microseconds when there are none.

        An event of the kind `restore` among them: everything may be different. Raises `DatabaseGone`.
        """
        ...

    def save_as(self, path: Path) -> None:
        """Write all of the database to a new file at `path`, and go on there.

        The way out when the file was deleted, moved or replaced (`DatabaseGone`). Raises `UsageError` where
        something is at that path already.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
