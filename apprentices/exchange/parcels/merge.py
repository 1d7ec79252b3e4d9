"""A three-way merge of rows by key: what they were (base), what they are here (ours) and there (theirs).

What one side alone has changed is taken from it, column by column; what both have changed differently is a
collision, and stays as it is here until a person chooses. Merging what was merged already changes nothing.
"""

from collections.abc import Callable
from typing import NamedTuple

from apprentices.exchange.parcels.ownership import Cells, Key, Rows


class Collision(NamedTuple):
    """What was changed on both sides. `column` is None where one side has taken the row away.

    A text is None where the row is not there; of a row, the texts are its cells in one line.
    """

    key: Key
    column: str | None
    base: str | None
    ours: str | None
    theirs: str | None

    @property
    def name(self) -> str:
        """What a person names it by: apprentices:A7, or assignments:A7:C2."""
        table, key = self.key
        return ":".join((table, *key))


class Merged(NamedTuple):
    """What becomes of the rows: changed ones (None: gone), the base of the next merge, what collides."""

    changes: dict[Key, Cells | None]
    base: dict[Key, Cells]
    collisions: list[Collision]

    def add(self, other: "Merged") -> None:
        """Add what becomes of other rows."""
        self.changes.update(other.changes)
        self.base.update(other.base)
        self.collisions.extend(other.collisions)


Choose = Callable[[Key], str | None]  # "ours", "theirs", or None: nobody has chosen yet
Default = Callable[[Key, str], str | None]  # the text of a cell that nobody has filled in; None: needed
OURS, THEIRS = "ours", "theirs"


def merge(base: Rows, ours: Rows, theirs: Rows, default: Default, choose: Choose) -> Merged:
    """Merge the rows that the other side tells or told. Rows that are only ours are not looked at."""
    merged = Merged({}, {}, [])
    for key in base.keys() | theirs.keys():
        before, here, there = base.get(key), ours.get(key), theirs.get(key)
        if here is not None and there is not None:
            _columns(merged, key, before or {}, here, there, default, choose(key))
        else:
            _row(merged, key, before, here, there, choose(key))
    return merged


def _row(
    merged: Merged,
    key: Key,
    before: Cells | None,
    here: Cells | None,
    there: Cells | None,
    chosen: str | None,
) -> None:
    """A row that isn't there on one side, or on both."""
    moved_on = before is not None and (
        there != before if here is None else any(here.get(name) != text for name, text in before.items())
    )
    if moved_on and (here or there) and chosen is None:
        merged.collisions.append(Collision(key, None, *map(in_a_line, (before, here, there))))
        merged.base[key] = before or {}
        return
    if there is not None:
        merged.base[key] = there
    if here is not None and (not moved_on or chosen == THEIRS):
        merged.changes[key] = None
    elif there is not None and (before is None or (moved_on and chosen == THEIRS)):
        merged.changes[key] = there


def _columns(
    merged: Merged,
    key: Key,
    before: Cells,
    here: Cells,
    there: Cells,
    default: Default,
    chosen: str | None,
) -> None:
    """A row that is on both sides."""
    taken, base = dict(here), dict(there)
    for column, text in there.items():
        was = before.get(column, default(key, column))
        if text in (was, here[column]):
            continue
        if here[column] == was or chosen == THEIRS:
            taken[column] = text
        elif chosen is None:
            merged.collisions.append(Collision(key, column, was, here[column], text))
            base.pop(column)
            base |= {column: before[column]} if column in before else {}
    if taken != here:
        merged.changes[key] = taken
    merged.base[key] = base


def in_a_line(cells: Cells | None) -> str | None:
    """The cells of a row that are filled in, in one line; None of no row."""
    return None if cells is None else ", ".join(f"{name} {text}" for name, text in cells.items() if text)
