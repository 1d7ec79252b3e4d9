"""A pack for a host: a workbook that says what has changed, and who comes when, a sheet a cycle.

It carries what the host needs in order to receive people, and of what they hold no more than what is still
missing for its own teams.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from apprentices.exchange.sheets import Cell, Sheet, workbook
from apprentices.told import Told

CHANGES = "Changes"
_LONGEST = 31  # letters of a sheet's name
_COMING = (
    "placement",
    "team",
    "site",
    "supervisor",
    "apprentice",
    "name",
    "standard",
    "employer",
    "starts_on",
    "ends_on",
)


class Change(NamedTuple):
    """One thing that the host is told anew."""

    row: Told
    words: str
    notice: str  # kept, or how it is broken; empty where none is asked


class Coming(NamedTuple):
    """One person who comes for one cycle, and what is still to be got for it."""

    row: Told
    missing: Sequence[str]


class Pack(NamedTuple):
    """What one host is told; `since` names what the changes are measured against."""

    title: str
    since: str
    changes: Sequence[Change]
    coming: Mapping[str, Sequence[Coming]]  # by cycle, in order of time


def pack_workbook(pack: Pack) -> bytes:
    """The workbook of a pack."""
    names = _sheet_names(pack.coming)
    cycles = [_coming(names[cycle], rows) for cycle, rows in pack.coming.items()]
    return workbook([_changes(pack), *cycles], pack.title)


def _changes(pack: Pack) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (one.row.cycle, *_days(one.row), one.row.apprentice, one.row.name, one.words, one.notice)
        for one in pack.changes
    ]
    nothing = (None, None, None, None, None, "Nothing has changed.", None)
    header = ["cycle", "starts_on", "ends_on", "apprentice", "name", f"changes since {pack.since}", "notice"]
    return Sheet(CHANGES, header, rows or [nothing])


def _coming(name: str, people: Sequence[Coming]) -> Sheet:
    rows = [
        [*(getattr(one.row, column) for column in _COMING), "; ".join(one.missing) or None] for one in people
    ]
    return Sheet(name, [*_COMING, "missing or due again"], rows)


def _days(row: Told) -> tuple[date | None, date | None]:
    return row.starts_on, row.ends_on


def _sheet_names(cycles: Mapping[str, object]) -> dict[str, str]:
    """A sheet's name for each cycle: its code, unless that is too long for one."""
    names = {code: f"Cycle {code}" for code in cycles}
    return {
        code: name if len(name) <= _LONGEST else f"Cycle number {place}"
        for place, (code, name) in enumerate(names.items(), start=1)
    }
