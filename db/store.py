"""The store that the program uses: the `Store` protocol of `apprentices/store.py` over SQLite."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from apprentices.deeds import told
from apprentices.errors import ChangedElsewhere
from apprentices.programme import DRAFT, Assignment
from apprentices.shared import SHARED_ROWS
from apprentices.store import FORGET, SWEPT, Deed, Event, Loaded, RowChange
from apprentices.tables import ASIDE, BANK_HOLIDAYS, KEPT, BankHoliday
from apprentices.told import Head, Publication, Told
from db import applying, journal, migrations, problems, publications, unsure
from db.actor import default_actor
from db.connection import (
    BUSY_SECONDS,
    Connection,
    in_words,
    insist_it_is_there,
    read,
    settle_mode,
    write,
)
from db.opening import open_file, open_to_everybody
from db.schema import STORED

# By apprentice in the order of entry, then in order of time.
_ASSIGNMENTS = f"""
    SELECT {", ".join(f"a.{column}" for column in STORED[DRAFT.name].columns)}
    FROM assignments a
    LEFT JOIN apprentices p ON p.apprentice = a.apprentice
    LEFT JOIN cycles c ON c.cycle = a.cycle
    ORDER BY p.id, c.starts_on, c.cycle
"""


def open_store(
    path: Path,
    *,
    create: bool = False,
    actor: str | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> "SqliteStore":
    """Open the database at that path; made if it isn't there and `create` is set.

    Raises `DatabaseMissing`, or `DatabaseUnusable` for one that is locked, damaged, of another
    program, or of a newer version of this one; such a file is left exactly as it was. What can only
    be read is opened for reading.
    """
    conn = open_file(path, create, busy_seconds)
    try:
        return SqliteStore(conn, actor or default_actor())
    except BaseException:
        conn.close()
        raise


class SqliteStore:
    """One open database. Use it in the thread that opened it; other threads open their own."""

    def __init__(self, conn: Connection, actor: str) -> None:
        self._conn = conn
        self._actor = actor
        # Marks tell one history from another: the file may be overwritten, or a backup restored into it.
        self._own: set[tuple[int, str, str, str]] = set()  # as they last
        self._loaded: journal.Mark | None = None  # the newest event when everything was last read
        with in_words(conn):
            self._data_version = self._poll()
            self._seen = journal.newest(conn)  # the newest event that `news` has told, or need not tell
            self._known = self._seen  # the newest event that the caller may have gone on from

    @property
    def where(self) -> str:
        """The place of the database, for messages."""
        return str(self._conn.path)

    @property
    def actor(self) -> str:
        """The person in whose name changes are recorded."""
        return self._actor

    @property
    def notice(self) -> str | None:
        """What the user should know about this database, or None."""
        if self._conn.read_only:
            return "Read-only: the file or its folder can't be written, so nothing can be changed."
        if self._conn.mode.shared:
            return (
                "On a network share: works for several people, but slower, and everybody waits "
                "while one person's change is written."
            )
        if open_to_everybody(self._conn.path):
            return f"Everybody on this computer can read it: chmod 600 {self._conn.path} makes it private."
        return None

    @property
    def busy_seconds(self) -> float:
        """How long each call waits for a lock of another program before it raises `DatabaseBusy`."""
        return self._conn.busy_seconds

    @busy_seconds.setter
    def busy_seconds(self, seconds: float) -> None:
        self._conn.busy_seconds = seconds

    def close(self) -> None:
        """Let go of the database."""
        self._conn.close()

    def load(self) -> Loaded:
        """Everything, as of one moment."""
        with read(self._conn):
            self._insist_on_one_history(self._known)
            rows = {name: self._rows(name) for name in KEPT if name not in ASIDE}
            published = publications.latest(self._conn)
            newest = journal.newest(self._conn)
        self._refuse_broken_references(rows)
        self._loaded = self._known = newest
        holidays = {holiday.date: holiday.name for holiday in rows.pop(BANK_HOLIDAYS.name)}
        return Loaded(rows, holidays, published)

    def rows_of(self, table: str) -> list[Any]:
        """The rows of one table, in the order they were entered."""
        with read(self._conn):
            return self._rows(table)

    def told_keys(self, table: str) -> set[str]:
        """The keys of the rows of a table that other hosts ever told."""
        sql = f"SELECT key FROM {SHARED_ROWS.name} WHERE tbl = ?"
        with read(self._conn):
            return {key for (key,) in self._conn.execute(sql, (table,))}

    def apply(self, deed: Deed, changes: Sequence[RowChange], undoes: int | None = None) -> Event:
        """Make changes of rows as one event, each if the row is still as `before` says."""
        return self._record(deed, partial(applying.apply, self._conn, changes), undoes)

    def write(
        self,
        deed: Deed,
        upserts: Mapping[str, Sequence[Any]],
        removals: Mapping[str, Sequence[Any]],
        bank_holidays: Mapping[date, str],
        as_loaded: bool = False,
    ) -> Event:
        """Write rows of any tables as one event: first the removals, then the upserts."""
        holidays = [BankHoliday(date=day, name=name) for day, name in bank_holidays.items()]

        def work() -> None:
            for name, rows in removals.items():
                stored = STORED[name]
                self._conn.executemany(stored.remove, stored.key_values(rows))
            for name, rows in {**upserts, BANK_HOLIDAYS.name: holidays}.items():
                stored = STORED[name]
                self._conn.executemany(stored.upsert, stored.to_sql(rows))

        return self._record(deed, work, as_loaded=as_loaded)

    def draft(self, cells: Sequence[tuple[str, str]]) -> list[Assignment | None]:
        """What is in these cells (apprentice, cycle) now."""
        sql = "SELECT placement, pinned FROM assignments WHERE apprentice = ? AND cycle = ?"
        with read(self._conn):
            found = [(cell, self._conn.execute(sql, cell).fetchone()) for cell in cells]
        return [
            row and Assignment(apprentice=apprentice, cycle=cycle, placement=row[0], pinned=bool(row[1]))
            for (apprentice, cycle), row in found
        ]

    def publish(
        self, by: str, deed: Deed, note: str | None, rows: Sequence[Told], despite: str | None = None
    ) -> Publication:
        """Freeze what is told as the next publication."""
        with self.alone():
            self._record(
                deed,
                lambda: publications.add(self._conn, by, note, despite, rows),
                as_loaded=True,
                keep=True,
            )
            made = publications.latest(self._conn)
            assert made is not None
            return made

    def keep(self, made: Publication, deed: Deed) -> Event:
        """Keep a publication that another copy of the programme made."""
        return self._record(deed, lambda: publications.keep(self._conn, made), keep=True)

    def forget(self, person: str, by: str, why: str) -> Event:
        """Erase the person with that code everywhere, as one event."""
        from db import forgetting  # seldom needed

        with self.alone():
            who = forgetting.erasure(self._conn, person)
            deed = Deed(FORGET, {"apprentice": who.pseudonym, "by": by, "why": why})
            return self._record(deed, partial(forgetting.erase, self._conn, who), keep=True)

    def sweep(self) -> bool:
        """Leave nothing of what was deleted in the file or beside it, and record that."""
        from db import forgetting

        done = forgetting.sweep(self._conn)
        if done:
            self._record(Deed(SWEPT, {}), lambda: None, keep=True)
        return done

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Others who write wait until it is left. What is written inside is kept whole or not at all.

        Only when it is kept does the store go on from it. Inside of another one it is a part of that.
        """
        conn = self._conn
        if conn.in_transaction:
            with write(conn):
                yield
            return
        known = self._known
        mine: list[journal.Mark] = []
        try:
            with write(conn):
                self._insist_on_one_history(known)
                before = journal.newest(conn)
                yield
                if conn.in_transaction:
                    mine = journal.marks_after(conn, before.id if before else 0)
        except BaseException as error:
            self._known = known  # what was read inside may never be in the file
            self._data_version = -1  # look at everything again
            if isinstance(error, problems.Unsure):
                raise unsure.told(conn, mine[-1] if mine else None) from error
            raise
        self._own.update(mark.lasting for mark in mine)
        if mine:
            self._known = mine[-1]

    def publications(self) -> list[Head]:
        """Every publication without its rows, newest first."""
        with read(self._conn):
            return publications.heads(self._conn)

    def publication(self, number: int) -> Publication | None:
        """The publication with that number, or None."""
        with read(self._conn):
            return publications.find(self._conn, number)

    def history(self, limit: int | None = None) -> list[Event]:
        """The events, newest first."""
        with read(self._conn):
            return journal.history(self._conn, limit)

    def changes(self, event: int) -> list[RowChange]:
        """The rows that an event changed, in order; dates are dates, as in the rows of `load`."""
        with read(self._conn):
            return journal.changes(self._conn, event)

    def last_change(self, table: str, key: tuple[Any, ...]) -> Event | None:
        """The newest event that changed the row with that key, or None."""
        stored = STORED[table]
        values = stored.to_journal(dict(zip(stored.table.key, key, strict=True)))
        with read(self._conn):
            return journal.last_change(self._conn, stored, stored.key_of(values))

    def past(self, table: str) -> list[tuple[datetime, RowChange]]:
        """Every change of the rows of a table with its moment, the oldest first."""
        with read(self._conn):
            return journal.past(self._conn, table)

    def name(self, apprentice: str) -> str:
        """The name of the person with that code; the code itself where there is nobody."""
        sql = "SELECT given_names || ' ' || family_name FROM apprentices WHERE apprentice = ?"
        with read(self._conn):
            found = self._conn.execute(sql, (apprentice,)).fetchone()
        return found[0] if found else apprentice

    def news(self) -> list[Event]:
        """Events written by other programs since the last call, oldest first."""
        conn = self._conn
        insist_it_is_there(conn)
        settle_mode(conn)
        with in_words(conn):
            version = self._poll()
        if version == self._data_version:
            return []
        with read(conn):
            restored = self._insist_on_one_history(self._seen) or self._insist_on_one_history(self._known)
            last = restored.id - 1 if restored else self._seen.id if self._seen else 0
            marks = journal.marks_after(conn, last)
            events = journal.since(conn, last)
        own, self._own = self._own, set()
        self._data_version = version
        if marks:
            self._seen = self._known = marks[-1]
        return [event for event, mark in zip(events, marks, strict=True) if mark.lasting not in own]

    def save_as(self, path: Path) -> None:
        """Write all of the database to a new file at `path`, and go on there."""
        from db import backup  # with what it imports; seldom needed

        backup.save(self._conn, path, holding=self._known)
        saved = open_file(path, busy_seconds=self.busy_seconds)
        self._conn.close()
        self._conn = saved
        with in_words(saved):
            self._data_version = self._poll()

    # -- inside

    def _record(
        self,
        deed: Deed,
        work: Callable[[], object],
        undoes: int | None = None,
        *,
        as_loaded: bool = False,
        keep: bool = False,
    ) -> Event:
        """Write upon the history that the caller knows; what it adds is not news."""
        with self.alone():
            self._insist_on_the_known_history()
            if as_loaded:
                self._refuse_news()
            return journal.record(self._conn, self._actor, deed, work, undoes, keep=keep)

    def _insist_on_one_history(self, mark: journal.Mark | None) -> journal.Mark | None:
        """Raise `DatabaseGone` unless what is in the file goes on from that event.

        Or from a backup that was restored since: that event is returned.
        """
        conn = self._conn
        try:
            if migrations.layout(conn) == migrations.VERSION:
                if journal.stands(conn, mark):
                    return None
                if restored := journal.restore_after(conn, mark):
                    return restored
        except problems.Foreign:
            pass
        raise problems.gone(conn.path, problems.OVERWRITTEN)

    def _insist_on_the_known_history(self) -> None:
        """Refuse to write upon a restored backup that the caller has not looked at yet."""
        restored = self._insist_on_one_history(self._known)
        if restored:
            raise ChangedElsewhere(
                f"{told(restored.deed, str)}, by {restored.actor}, while it was open here. Look again and "
                "repeat it; nothing was changed."
            )

    def _rows(self, name: str) -> list[Any]:
        stored = STORED[name]
        select = _ASSIGNMENTS if name == DRAFT.name else stored.select
        with problems.reading(self._conn.path, name):
            return stored.from_sql(self._conn.execute(select))

    def _refuse_broken_references(self, rows: Mapping[str, Sequence[Any]]) -> None:
        """The sqlite3 shell lets people remove what other rows refer to, and a disk can spoil a code.

        SQLite's own check would look into its indexes, not at the rows that are shown.
        """
        codes: dict[str, set[str]] = {}
        for name, found in rows.items():
            for column, refers in STORED[name].references:
                if refers not in codes:
                    (key,) = STORED[refers].table.key
                    codes[refers] = {getattr(row, key) for row in rows[refers]}
                lost = {getattr(row, column) for row in found} - codes[refers] - {None}
                if lost:
                    raise problems.broken_by_hand(
                        self._conn.path, problems.broken_reference(name, column, min(lost), refers)
                    )

    def _refuse_news(self) -> None:
        """Refuse to go on from what was read when somebody has changed something since."""
        if journal.newest(self._conn) != self._loaded:
            raise ChangedElsewhere(
                "The programme was changed while this was prepared. Look again and repeat it; nothing was "
                "changed."
            )

    def _poll(self) -> int:
        """A number that changes when another connection has written."""
        return int(self._conn.execute("PRAGMA data_version").fetchone()[0])
