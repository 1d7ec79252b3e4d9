"""What the program needs of a database, in its own words; `db/` has the one that is used.

A store keeps the programme, the draft, the publications and the statements apart, writes each change whole or
not at all, and remembers every change, so that `undoing.py` can take it back.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from apprentices.columns import Table
from apprentices.programme import Assignment
from apprentices.tables import KEPT
from apprentices.told import Head, Publication, Told

# Kinds of deeds that mean more than the rows they changed.
IMPORT, PUBLISH, RESTORE, STATE = "import", "publish", "restore", "state"
PARCEL_IN, PARCEL_OUT, PARCEL_SAID, PARCEL_TOLD = "parcel-in", "parcel-out", "parcel-said", "parcel-told"
FORGET, SWEPT = "forget", "swept"
UNDO, REDO = "undo", "redo"
DID = "did"  # among the codes of an undo or redo: the kind of what was done first


class Loaded(NamedTuple):
    """All that is in the database: rows by table name, in the order they were entered."""

    rows: Mapping[str, Sequence[Any]]
    bank_holidays: Mapping[date, str]
    published: Publication | None = None  # the latest


class Deed(NamedTuple):
    """What was done: a kind, and the codes that it is about, which JSON can hold.

    It holds no person's name: `deeds.py` puts it in words when somebody reads it.
    """

    kind: str
    codes: Mapping[str, Any]

    @property
    def first(self) -> "Deed":
        """What was done first, where this takes it back or makes it again; else this itself."""
        if self.kind not in (UNDO, REDO):
            return self
        codes = dict(self.codes)
        return Deed(codes.pop(DID, ""), codes)


class Event(NamedTuple):
    """One change as a person made it; `at` is in UTC. `changes` counts the rows it touched, without the
    `holidays` among them: bank holidays, which the program adds by itself.

    Events follow each other by `id`: clocks differ, and are put back.
    """

    id: int
    at: datetime
    actor: str
    deed: Deed
    undoes: int | None  # the event that this one takes back
    undone: bool  # taken back by a later event that still stands
    changes: int
    holidays: int = 0

    @property
    def kind(self) -> str:
        """The kind of its deed."""
        return self.deed.kind


class RowChange(NamedTuple):
    """One row of one table, by column; `before` or `after` is None where the row is not there.

    A row is found by its table's key, which all copies of a programme agree on.
    """

    table: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    place: int | None = None  # in this store's order of entry: a row that is put back goes there, if it can

    @classmethod
    def of(cls, table: Table, before: Any | None, after: Any | None) -> "RowChange":
        """The change from one row to another; None where there is none."""
        was, then = (None if row is None else table.values_of(row) for row in (before, after))
        return cls(table.name, was, then)

    @property
    def key(self) -> tuple[Any, ...]:
        """The key of the row as it is before the change; of a new row, as it is then."""
        row = self.before if self.before is not None else self.after
        assert row is not None
        return tuple(row.get(name) for name in KEPT[self.table].key)

    @property
    def inverse(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.table, self.after, self.before, self.place)


class Store(Protocol):
    """Raises `DatabaseUnusable` from any method when the database can't be used.

    Statements are rows like all others, but only ever added: to change or remove one raises `RowRefused`, and
    to add one again that is there changes nothing.

    After `DatabaseBusy` nothing has changed and the same call can be made again. After `DatabaseGone` only
    `save_as` and `close` are of use. Rows that refer to what isn't there raise `RowRefused` when they are to
    be kept: at the end of the call, or of the `alone` around it.
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

    def rows_of(self, table: str) -> list[Any]:
        """The rows of one table, in the order they were entered; also of one that `load` leaves out."""
        ...

    def told_keys(self, table: str) -> set[str]:
        """The keys of the rows of a table that other hosts ever told, as in `SharedRow`."""
        ...

    def apply(self, deed: Deed, changes: Sequence[RowChange], undoes: int | None = None) -> Event:
        """Make changes of rows as one event, one after the other, each if the row is still as `before` says.

        Raises `MovedOn`, writing nothing, when one isn't. `undoes` names the event that this takes back.
        """
        ...

    def write(
        self,
        deed: Deed,
        upserts: Mapping[str, Sequence[Any]],
        removals: Mapping[str, Sequence[Any]],
        bank_holidays: Mapping[date, str],
        as_loaded: bool = False,
    ) -> Event:
        """Write rows of any tables (by name) as one event; a row is found by its table's key.

        First the removals, then the upserts. Where nothing changes there is no event: the one returned has
        the id 0. With `as_loaded`, raises `ChangedElsewhere`, writing nothing, when anything has changed
        since `load`.
        """
        ...

    def draft(self, cells: Sequence[tuple[str, str]]) -> list[Assignment | None]:
        """What is in these cells (apprentice, cycle) now."""
        ...

    def publish(
        self, by: str, deed: Deed, note: str | None, rows: Sequence[Told], despite: str | None = None
    ) -> Publication:
        """Freeze the draft as the next publication, in the name of `by`; it can't be undone.

        `rows` are the draft in what is told of it; their digests are kept with them. `despite` is the reason
        to publish although something stands against it.

        Raises `ChangedElsewhere`, publishing nothing, when anything has changed since `load`.
        """
        ...

    def keep(self, made: Publication, deed: Deed) -> Event:
        """Keep a publication that another copy of the programme made, as it was told; it can't be undone."""
        ...

    def forget(self, person: str, by: str, why: str) -> Event:
        """Erase the person with that code everywhere, history and publications included, as one event.

        A code that says nothing stands in their place (`erasing.py`); nothing of it can be taken back. What
        is deleted may be in the file's free space until `sweep` is done.
        """
        ...

    def sweep(self) -> bool:
        """Leave nothing of what was deleted in the file or beside it, and record that.

        False, recording nothing, where other programs are in the way.
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

    def last_change(self, table: str, key: tuple[Any, ...]) -> Event | None:
        """The newest event that changed the row with that key, or None where the history has none.

        Whether it was taken back is not looked for.
        """
        ...

    def past(self, table: str) -> list[tuple[datetime, RowChange]]:
        """Every change of the rows of a table with its moment, the oldest first."""
        ...

    def name(self, apprentice: str) -> str:
        """The name of the person with that code; the code itself where there is nobody."""
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
