"""Working out what an import would do: all that is wrong with the files, or what is new, changed or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from apprentices.calendar import bank_holidays
from apprentices.errors import BadInput
from apprentices.exchange.read import Batch, read
from apprentices.exchange.references import check_references
from apprentices.programme import TABLES
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


def prepare(paths: Sequence[Path], existing: Rows, replace: bool) -> Import:
    """Read files and compare them with the rows that exist.

    With `replace`, rows that the given tables no longer hold are removed; otherwise nothing is. Raises
    `BadInput` with every problem in every file.
    """
    batch, problems = read(paths, check_rule_setting)
    problems += check_references(batch, existing, replace=replace)
    if problems:
        raise BadInput(problems)
    ready = Import({}, {}, {}, {})
    result: dict[str, list[Any]] = {}
    for table in TABLES:
        old = {table.key_of(row): row for row in existing.get(table.name, ())}
        given = {table.key_of(row): row for row in batch.tables.get(table.name, ())}
        gone = (
            [row for key, row in old.items() if key not in given]
            if _replaces(batch, table.name, replace)
            else []
        )
        new = [row for key, row in given.items() if key not in old]
        changed = [row for key, row in given.items() if key in old and old[key] != row]
        ready.upserts[table.name] = new + changed
        ready.removals[table.name] = gone
        if table.name in batch.tables:
            same = len(given) - len(new) - len(changed)
            ready.counts[table.name] = Counts(len(new), len(changed), same, len(gone))
        result[table.name] = list(({} if gone else old | given).values())
    ready.bank_holidays.update(_bank_holidays(result))
    return ready
