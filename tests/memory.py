"""A store in memory that keeps every promise of `apprentices/store.py`; several programs may share one."""

import pickle
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from apprentices.agreement.publications import publication
from apprentices.columns import Truth
from apprentices.erasing import Erasure
from apprentices.errors import ChangedElsewhere, DatabaseBusy, ErrorKind, RowRefused, UsageError
from apprentices.forgotten import pseudonym
from apprentices.moved_on import MovedOn
from apprentices.programme import DRAFT, Assignment
from apprentices.shared import SHARED_ROWS
from apprentices.store import FORGET, SWEPT, Deed, Event, Loaded, RowChange
from apprentices.tables import ASIDE, BANK_HOLIDAYS, KEPT, BankHoliday
from apprentices.told import TOLD, Head, Publication, Told
from apprentices.undoing import with_standing

Key = tuple[Any, ...]


@dataclass(frozen=True)
class State:
    """All that is kept, as of one moment. Rows stand by key, each with its place in the order of entry."""

    rows: Mapping[str, Mapping[Key, tuple[int, Any]]] = field(
        default_factory=lambda: {name: {} for name in KEPT}
    )
    places: int = 0  # the newest that was given out
    events: tuple[Event, ...] = ()  # oldest first
    changes: Mapping[int, tuple[RowChange, ...]] = field(default_factory=dict)
    publications: tuple[Publication, ...] = ()  # oldest first


class Memory:
    """What several stores share, in place of a file."""

    def __init__(self, state: State | None = None, where: str = "memory") -> None:
        self.state = state or State()
        self.where = where
        self.lock = threading.Lock()


class MemoryStore:
    """One program's view of a memory."""

    notice: str | None = None

    def __init__(self, memory: Memory, actor: str = "mina", busy_seconds: float = 0.05) -> None:
        self.actor = actor
        self.busy_seconds = busy_seconds
        self._memory = memory
        self._draft: State | None = None  # inside of `alone`: what will be kept at its end
        self._own: set[int] = set()
        self._seen = len(memory.state.events)
        self._loaded: int | None = None

    @property
    def where(self) -> str:
        return self._memory.where

    @property
    def _state(self) -> State:
        return self._draft or self._memory.state

    def load(self) -> Loaded:
        state = self._state
        rows = {name: _in_order(kept) for name, kept in state.rows.items() if name not in ASIDE}
        people = {row.apprentice: place for place, row in enumerate(rows["apprentices"])}
        cycles = {row.cycle: (row.starts_on, row.cycle) for row in rows["cycles"]}
        rows[DRAFT.name].sort(key=lambda row: (people[row.apprentice], cycles[row.cycle]))
        holidays = {row.date: row.name for row in rows.pop(BANK_HOLIDAYS.name)}
        self._loaded = len(state.events)
        return Loaded(rows, holidays, state.publications[-1] if state.publications else None)

    def rows_of(self, table: str) -> list[Any]:
        return _in_order(self._state.rows[table])

    def told_keys(self, table: str) -> set[str]:
        return {row.key for row in self.rows_of(SHARED_ROWS.name) if row.tbl == table}

    def apply(self, deed: Deed, changes: Sequence[RowChange], undoes: int | None = None) -> Event:
        return self._record(deed, lambda writing: [writing.apply(change) for change in changes], undoes)

    def write(
        self,
        deed: Deed,
        upserts: Mapping[str, Sequence[Any]],
        removals: Mapping[str, Sequence[Any]],
        bank_holidays: Mapping[date, str],
        as_loaded: bool = False,
    ) -> Event:
        holidays = [BankHoliday(date=day, name=name) for day, name in bank_holidays.items()]

        def work(writing: "Writing") -> None:
            for name, rows in removals.items():
                for row in rows:
                    writing.set(name, KEPT[name].key_of(row), None)
            for name, rows in {**upserts, BANK_HOLIDAYS.name: holidays}.items():
                for row in rows:
                    writing.set(name, KEPT[name].key_of(row), row)

        return self._record(deed, work, as_loaded=as_loaded)

    def draft(self, cells: Sequence[tuple[str, str]]) -> list[Assignment | None]:
        kept = self._state.rows[DRAFT.name]
        return [kept[cell][1] if cell in kept else None for cell in cells]

    def publish(
        self, by: str, deed: Deed, note: str | None, rows: Sequence[Told], despite: str | None = None
    ) -> Publication:
        def work(writing: "Writing") -> None:
            number = self._state.publications[-1].number + 1 if self._state.publications else 1
            made = publication(number, _now(), by, rows, note=note, despite=despite)
            writing.published = (made,)

        with self.alone():
            self._record(deed, work, as_loaded=True, keep=True)
            return self._state.publications[-1]

    def keep(self, made: Publication, deed: Deed) -> Event:
        def work(writing: "Writing") -> None:
            writing.published = (made,)

        return self._record(deed, work, keep=True)

    def forget(self, person: str, by: str, why: str) -> Event:
        with self.alone():
            who = Erasure(person, pseudonym(_taken(self._state)), _known(self._state, person))

            def work(writing: "Writing") -> None:
                for name, kept in self._state.rows.items():
                    for key, (_, row) in sorted(kept.items(), key=lambda found: found[1][0]):
                        if who.is_of(name, KEPT[name].values_of(row)):
                            writing.set(name, key, None)

            deed = Deed(FORGET, {"apprentice": who.pseudonym, "by": by, "why": why})
            event = self._record(deed, work, keep=True)
            self._draft = _without(self._state, who)
            return event

    def sweep(self) -> bool:
        self._record(Deed(SWEPT, {}), lambda writing: None, keep=True)
        return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        if self._draft is not None:
            yield
            return
        if not self._memory.lock.acquire(timeout=self.busy_seconds):
            raise DatabaseBusy("Another program has been writing for too long. Nothing was changed.")
        loaded, before = self._loaded, len(self._memory.state.events)
        try:
            self._draft = self._memory.state
            yield
            _refuse_broken_references(self._draft)
            self._memory.state = self._draft
            self._own.update(event.id for event in self._draft.events[before:])
        except BaseException:
            self._loaded = loaded
            raise
        finally:
            self._draft = None
            self._memory.lock.release()

    def publications(self) -> list[Head]:
        names = [field.name for field in fields(Head)]
        found = reversed(self._state.publications)
        return [Head(**{name: getattr(made, name) for name in names}) for made in found]

    def publication(self, number: int) -> Publication | None:
        return next((made for made in self._state.publications if made.number == number), None)

    def history(self, limit: int | None = None) -> list[Event]:
        return list(with_standing(self._state.events[::-1][:limit]))

    def changes(self, event: int) -> list[RowChange]:
        if event not in self._state.changes:
            raise UsageError(f"There is no change number {event}.", ErrorKind.NO_SUCH_CHANGE)
        return list(self._state.changes[event])

    def last_change(self, table: str, key: Key) -> Event | None:
        return last_change(self._state, table, key)

    def past(self, table: str) -> list[tuple[datetime, RowChange]]:
        state = self._state
        return [
            (event.at, change)
            for event in state.events
            for change in state.changes[event.id]
            if change.table == table
        ]

    def name(self, apprentice: str) -> str:
        found = self._state.rows["apprentices"].get((apprentice,))
        return found[1].name if found else apprentice

    def news(self) -> list[Event]:
        events = self.history(len(self._state.events) - self._seen)[::-1]
        self._seen = len(self._state.events)
        own, self._own = self._own, set()
        return [event for event in events if event.id not in own]

    def save_as(self, path: Path) -> None:
        try:
            with path.open("xb") as file:
                pickle.dump(self._state, file)
        except FileExistsError as error:
            raise UsageError(f"{path} is already there: name another file. Nothing was copied.") from error
        self._memory = Memory(self._state, str(path))

    def close(self) -> None:
        pass

    def _record(
        self,
        deed: Deed,
        work: Callable[["Writing"], object],
        undoes: int | None = None,
        as_loaded: bool = False,
        keep: bool = False,
    ) -> Event:
        time.sleep(0.001)  # as long as a disk needs at least: what is said next is of a later moment
        with self.alone():
            state = self._state
            if as_loaded and self._loaded != len(state.events):
                raise ChangedElsewhere(
                    "The programme was changed while this was prepared. Look again and repeat it; nothing "
                    "was changed."
                )
            writing = Writing(state)
            work(writing)
            number = len(state.events) + 1
            holidays = sum(change.table == BANK_HOLIDAYS.name for change in writing.changes)
            rows = len(writing.changes) - holidays
            event = Event(number, _now(), self.actor, deed, undoes, False, rows, holidays)
            if not writing.changes and not keep:
                return event._replace(id=0)
            self._draft = replace(
                state,
                rows=writing.rows,
                places=writing.places,
                events=(*state.events, event),
                changes={**state.changes, number: tuple(writing.changes)},
                publications=tuple(
                    sorted(state.publications + writing.published, key=lambda made: made.number)
                ),
            )
            return event


class Writing:
    """One event in the making, upon a copy."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.rows = {name: dict(kept) for name, kept in state.rows.items()}
        self.places = state.places
        self.changes: list[RowChange] = []
        self.published: tuple[Publication, ...] = ()

    def set(self, name: str, key: Key, row: Any | None, place: int | None = None) -> None:
        """Make the row with that key this one; None removes it."""
        table, kept = KEPT[name], self.rows[name]
        was_at, was = kept.get(key, (None, None))
        if row == was:
            return
        if table.truth is Truth.STATEMENT and was is not None:
            raise RowRefused("What was stated stays as it was. Nothing was changed.")
        if table.truth is Truth.SCENARIO and was is not None and row is not None:
            raise RowRefused("A scenario stays as it was kept. Nothing was changed.")
        at = was_at or self._free(kept, place)
        if row is None:
            del kept[key]
        else:
            kept[key] = (at, row)
        self.changes.append(RowChange.of(table, was, row)._replace(place=at))

    def apply(self, change: RowChange) -> None:
        """Make one change, if the row is still as `before` says."""
        table = KEPT[change.table]
        _, there = self.rows[change.table].get(change.key, (0, None))
        now = None if there is None else table.values_of(there)
        if now != change.before:
            raise MovedOn(change, now, last_change(self.state, change.table, change.key))
        row = None if change.after is None else table.row(**change.after)
        self.set(change.table, change.key, row, change.place)

    def _free(self, kept: Mapping[Key, tuple[int, Any]], place: int | None) -> int:
        if place is not None and all(place != taken for taken, _ in kept.values()):
            return place
        self.places += 1
        return self.places


def last_change(state: State, table: str, key: Key) -> Event | None:
    """The newest event that changed a row."""
    for event in reversed(state.events):
        if any((change.table, change.key) == (table, key) for change in state.changes[event.id]):
            return event
    return None


def _taken(state: State) -> set[str]:
    forgotten = {event.deed.codes["apprentice"] for event in state.events if event.kind == FORGET}
    return forgotten | {key[0] for key in state.rows["apprentices"]}


def _known(state: State, person: str) -> Iterator[Mapping[str, Any]]:
    """All rows, of any time, that have the person's names."""
    rows = [KEPT["apprentices"].values_of(row) for _, row in state.rows["apprentices"].values()]
    changes = (change for made in state.changes.values() for change in made if change.table == "apprentices")
    rows += [row for change in changes for row in (change.before, change.after) if row]
    rows += [TOLD.values_of(row) for made in state.publications for row in made.rows]
    yield from (row for row in rows if row["apprentice"] == person)


def _without(state: State, who: Erasure) -> State:
    """The same without what is personal of somebody; their rows are gone already."""

    def row(name: str, values: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        return None if values is None else who.row(name, values)

    return replace(
        state,
        rows={
            name: {
                key: (place, KEPT[name].row(**who.row(name, KEPT[name].values_of(found))))
                for key, (place, found) in kept.items()
            }
            for name, kept in state.rows.items()
        },
        events=tuple(
            event._replace(deed=Deed(event.kind, who.codes(event.kind, event.deed.codes)))
            for event in state.events
        ),
        changes={
            number: tuple(
                one._replace(before=row(one.table, one.before), after=row(one.table, one.after))
                for one in made
            )
            for number, made in state.changes.items()
        },
        publications=tuple(
            replace(
                made,
                note=who.text(made.note),
                despite=who.text(made.despite),
                rows=tuple(Told(**who.told(TOLD.values_of(told))) for told in made.rows),
            )
            for made in state.publications
        ),
    )


def _refuse_broken_references(state: State) -> None:
    for name, kept in state.rows.items():
        for column in KEPT[name].columns:
            if column.refers and isinstance(column.refers, str):
                codes = {key[0] for key in state.rows[column.refers]}
                for _, row in kept.values():
                    value = getattr(row, column.name)
                    if isinstance(value, str) and value not in codes:
                        raise RowRefused(
                            f"A row of {name} names the {column.name} {value}, which is not in "
                            f"{column.refers}. Nothing was changed."
                        )


def _in_order(kept: Mapping[Key, tuple[int, Any]]) -> list[Any]:
    return [row for _, row in sorted(kept.values(), key=lambda found: found[0])]


def _now() -> datetime:
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
