"""Working out what an import would do: all that is wrong with the files, or what is new, changed or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_values
from datetime import date
from pathlib import Path
from typing import Any

from apprentices.calendar import bank_holidays
from apprentices.columns import Table
from apprentices.errors import BadInput, Problem
from apprentices.exchange.dfe import read_dfe
from apprentices.exchange.read import Batch, read, read_pasted
from apprentices.exchange.references import check_references
from apprentices.exchange.rows import identity, wrong_order
from apprentices.judged import changed, refuse_what_cannot_be_judged
from apprentices.programme import TABLE
from apprentices.rules.catalogue import check_rule_setting
from apprentices.store import IMPORT, Deed, Loaded, Store
from apprentices.text import shown

Rows = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import does to one table, in rows."""

    new: int
    changed: int
    same: int
    removed: int


@dataclass(frozen=True, slots=True)
class Import:
    """An import ready to be written: rows by table, what they come to, and people's own columns by file.

    `changed` are rows as they are, each with the row that takes its place. All is worked out against the rows
    that are there, `existing`, and holds for these alone. `files` are names, as the history keeps them.
    """

    files: list[str]
    existing: Rows
    new: dict[str, list[Any]]
    changed: dict[str, list[tuple[Any, Any]]]
    removals: dict[str, list[Any]]
    counts: dict[str, Counts]
    bank_holidays: dict[date, str]
    left_out: dict[str, list[str]]

    @property
    def upserts(self) -> dict[str, list[Any]]:
        """The rows that are written, by table: new ones, then changed ones."""
        return {name: [*rows, *(after for _, after in self.changed[name])] for name, rows in self.new.items()}


def prepare(paths: Sequence[Path], existing: Rows, replace: bool, dfe: Path | None = None) -> Import:
    """Read files and compare them with the rows that exist.

    With `replace`, rows that the given tables no longer hold are removed; otherwise nothing is. Columns
    that a file does not have keep their values in rows that exist, unless a folder or workbook replaces
    the whole programme. `dfe` is an Apprenticeship Service bulk upload: it adds to the files and never
    removes. Raises `BadInput` with every problem in every file.
    """
    batch = read(paths, check_rule_setting)
    if not (replace and batch.whole):  # then the files stand for all of the programme, every column of it
        _keep_other_columns(batch, existing)
    removals = _removals(batch, existing) if replace else {}
    gone = {id(row) for rows in removals.values() for row in rows}
    staying = {name: [row for row in rows if id(row) not in gone] for name, rows in existing.items()}
    if dfe:
        used = {person.apprentice for person in existing.get("apprentices", ())}
        read_dfe(dfe, batch, staying, used)
    found = Import(
        files=[shown(path.name) for path in (*paths, dfe) if path],
        existing=existing,
        new={},
        changed={},
        removals=removals,
        counts={},
        bank_holidays=_bank_holidays([staying, batch.tables]),
        left_out=batch.left_out,
    )
    _refuse_what_is_wrong(batch, staying, existing)
    _compare(batch, found)
    _foresee(existing, found)
    return found


def prepare_pasted(table: Table, text: str, existing: Rows) -> Import:
    """What rows of one table that were pasted come to, as `prepare` has it; whether rules could judge them
    is left to their writing. Raises `BadInput` with every problem of every row."""
    batch = read_pasted(table, text, check_rule_setting)
    _keep_other_columns(batch, existing)
    _refuse_what_is_wrong(batch, existing, existing, typed=True)
    found = Import([], existing, {}, {}, {}, {}, {}, batch.left_out)
    _compare(batch, found)
    return found


def _refuse_what_is_wrong(batch: Batch, staying: Rows, existing: Rows, typed: bool = False) -> None:
    problems = [*batch.problems, *check_references(batch, staying, existing, typed=typed)]
    if problems:
        raise BadInput(sorted(problems, key=lambda problem: (problem.file, problem.row or 0)))


def write(store: Store, ready: Import) -> None:
    """Write an import as one event. Raises `ChangedElsewhere` when somebody has written meanwhile."""
    deed = Deed(IMPORT, {"files": ready.files})
    store.write(deed, ready.upserts, ready.removals, ready.bank_holidays, as_loaded=True)


def _compare(batch: Batch, found: Import) -> None:
    """Add what is new or changed, table by table, and in numbers; what gives way to it joins the removals."""
    for name, given in batch.tables.items():
        earlier = _Earlier(TABLE[name], found.existing)
        there = [(earlier.row_of(row), row) for row in given]
        found.new[name] = new = [row for before, row in there if before is None]
        found.changed[name] = changed = [pair for pair in there if pair[0] not in (None, pair[1])]
        same = len(given) - len(new) - len(changed)
        found.counts[name] = Counts(len(new), len(changed), same, len(found.removals.get(name, ())))
        superseded = earlier.superseded_by(given)
        if superseded:
            found.removals[name] = [*found.removals.get(name, ()), *superseded]


def _foresee(existing: Rows, found: Import) -> None:
    """Refuse an import with which a rule could not judge any more."""
    after = {
        **existing,
        **{
            name: changed(existing, TABLE[name], rows, found.removals.get(name, ()))
            for name, rows in found.upserts.items()
        },
    }
    today = date.today()  # noqa: DTZ011 - a day is local
    refuse_what_cannot_be_judged(
        Loaded(existing, found.bank_holidays), Loaded(after, found.bank_holidays), today
    )


class _Earlier:
    """The rows of one table that exist, and which of them a given row is about."""

    def __init__(self, table: Table, existing: Rows) -> None:
        self._table = table
        self._rows = existing.get(table.name, ())
        self._by_key = {table.key_of(row): row for row in self._rows}
        self._by_identity = {identity(table, row): row for row in self._rows}

    def row_of(self, given: Any) -> Any | None:
        """The row that the given one stands for, whether or not it has quite the same key."""
        same_key = self._by_key.get(self._table.key_of(given))
        return same_key or self._by_identity.get(identity(self._table, given))

    def superseded_by(self, given: Sequence[Any]) -> list[Any]:
        """The rows that say under another key what the given ones are about: both can't stay."""
        keys = {self._table.key_of(row) for row in given}
        about = {identity(self._table, row) for row in given}
        return [
            row
            for row in self._rows
            if self._table.key_of(row) not in keys and identity(self._table, row) in about
        ]


def _keep_other_columns(batch: Batch, existing: Rows) -> None:
    """Give rows that exist already their values in those columns that the file does not have."""
    for name, given in batch.tables.items():
        table = TABLE[name]
        earlier = _Earlier(table, existing)
        for index, (file, line) in enumerate(batch.lines[name]):
            absent = [column.name for column in table.columns if column.name not in batch.columns[file]]
            old = earlier.row_of(given[index]) if absent else None
            if old is None:
                continue
            given[index] = row = replace_values(given[index], **{key: getattr(old, key) for key in absent})
            wrong = wrong_order(table, row)  # between what is kept and what the file says
            if wrong:
                column, message = wrong
                batch.problems.append(Problem(file, line, column, message))


def _removals(batch: Batch, existing: Rows) -> dict[str, list[Any]]:
    """The rows that exist in the given tables and that the batch has nothing about any more."""
    removals = {}
    for name, given in batch.tables.items():
        table = TABLE[name]
        kept = {identity(table, row) for row in given}
        gone = [row for row in existing.get(name, ()) if identity(table, row) not in kept]
        if gone:
            removals[name] = gone
    return removals


def _bank_holidays(parts: Sequence[Rows]) -> dict[date, str]:
    """The bank holidays of every year that a cycle or practical period touches."""
    years = {
        year
        for rows in parts
        for name in ("cycles", "apprentices")
        for row in rows.get(name, ())
        for year in range(row.starts_on.year, row.ends_on.year + 1)
    }
    return bank_holidays(sorted(years)) if years else {}
