"""Which tables the two screens of lists have, in the order of their tabs, and the order of rows in a list."""

from operator import attrgetter, itemgetter
from typing import Any

from apprentices.columns import Table
from apprentices.text import natural

OF_PEOPLE = ("apprentices", "clearances", "absences", "preferences", "exclusions", "separations", "travel")
OF_PLACEMENTS = (
    "placements",
    "hosts",
    "cycles",
    "standards",
    "closures",
    "seats",
    "requirements",
    "sequence",
    "settings",
)
_AS_IN_FILE = ("hosts", "standards", "placements")


def in_order(table: Table, rows: list[Any]) -> list[Any]:
    """By key, as people count; cycles in order of time, and some tables as in their file."""
    if table.name in _AS_IN_FILE:
        return rows
    if table.name == "cycles":
        return sorted(rows, key=lambda row: (row.starts_on, natural(row.cycle)))
    parts = [list(map(attrgetter(name), rows)) for name in table.key]
    ranks = [_ranks(set(values)) for values in parts]
    places = zip(*(map(rank.get, values) for rank, values in zip(ranks, parts, strict=True)), strict=True)
    order = sorted(enumerate(places), key=itemgetter(1))
    return [rows[number] for number, _ in order]


def _ranks(parts: set[Any]) -> dict[Any, int]:
    """Where each part of keys stands among them; each that repeats itself is looked at once."""
    written = sorted(parts, key=lambda part: natural("" if part is None else str(part)))
    return {part: number for number, part in enumerate(written)}
