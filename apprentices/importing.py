"""Working out what an import would do: all that is wrong with the files, or what is new, changed or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from apprentices.calendar import bank_holidays
from apprentices.errors import BadInput
from apprentices.exchange.dfe import read_dfe
from apprentices.exchange.read import Batch, read
from apprentices.exchange.references import check_references
from apprentices.programme import TABLE
from apprentices.rules.catalogue import check_rule_setting

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
    """An import ready to be written: rows by table, and what they come to."""

    upserts: dict[str, list[Any]]
    removals: dict[str, list[Any]]
    counts: dict[str, Counts]
    bank_holidays: dict[date, str]


def prepare(paths: Sequence[Path], existing: Rows, replace: bool, dfe: Path | None = None) -> Import:
    """Read files and compare them with the rows that exist.

    With `replace`, rows that the given tables no longer hold are removed; otherwise nothing is. `dfe` is
    an Apprenticeship Service bulk upload: it adds to the files and never removes. Raises `BadInput` with
    every problem in every file.
    """
    batch = read(paths, check_rule_setting)
    removals = _removals(batch, existing) if replace else {}
    gone = {id(row) for rows in removals.values() for row in rows}
    staying = {name: [row for row in rows if id(row) not in gone] for name, rows in existing.items()}
    if dfe:
        used = {person.apprentice for person in existing.get("apprentices", ())}
        read_dfe(dfe, batch, staying, used)
    problems = [*batch.problems, *check_references(batch, staying)]
    if problems:
        raise BadInput(sorted(problems, key=lambda problem: (problem.file, problem.row or 0)))
    upserts, counts = {}, {}
    for name, given in batch.tables.items():
        old = {TABLE[name].key_of(row): row for row in existing.get(name, ())}
        new = [row for row in given if TABLE[name].key_of(row) not in old]
        changed = [row for row in given if old.get(TABLE[name].key_of(row), row) != row]
        same = len(given) - len(new) - len(changed)
        upserts[name] = new + changed
        counts[name] = Counts(len(new), len(changed), same, len(removals.get(name, ())))
    return Import(upserts, removals, counts, _bank_holidays([staying, batch.tables]))


def _removals(batch: Batch, existing: Rows) -> dict[str, list[Any]]:
    """The rows that exist in the given tables and are not in the batch any more."""
    removals = {}
    for name, given in batch.tables.items():
        table = TABLE[name]
        kept = {table.key_of(row) for row in given}
        gone = [row for row in existing.get(name, ()) if table.key_of(row) not in kept]
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
