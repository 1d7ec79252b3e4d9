"""One row merged: each case of what it was, is here and is there, worked out by hand."""

from collections.abc import Mapping

import pytest

from apprentices.exchange.parcels.merge import OURS, THEIRS, merge
from apprentices.exchange.parcels.ownership import Cells

KEY = ("hosts", ("COL",))
Row = str | None  # a row in short: "ab" has a in its first column and b in its second


def cells(row: Row) -> Cells | None:
    return None if row is None else dict(zip("xy", row, strict=True))


def rows(row: Row) -> Mapping[tuple[str, tuple[str, ...]], Cells]:
    found = cells(row)
    return {} if found is None else {KEY: found}


def short(found: Cells | None) -> Row:
    return None if found is None else "".join(found.get(name, ".") for name in "xy")


# base, ours, theirs, chosen: ours then, the base then, the columns that collide ("row": the row itself)
CASES: list[tuple[Row, Row, Row, str | None, Row, Row, list[str]]] = [
    (None, None, "ab", None, "ab", "ab", []),  # new there
    ("ab", "ab", "ab", None, "ab", "ab", []),  # the same everywhere
    ("ab", "ab", "cb", None, "cb", "cb", []),  # changed there
    ("ab", "cb", "ab", None, "cb", "ab", []),  # changed here
    ("ab", "cb", "ad", None, "cd", "ad", []),  # another column on each side
    ("ab", "cb", "cb", None, "cb", "cb", []),  # changed alike
    ("ab", "cb", "db", None, "cb", "ab", ["x"]),  # changed otherwise: the old base is kept
    ("ab", "cb", "dd", None, "cd", "ad", ["x"]),  # and what does not collide is taken
    ("ab", "cb", "db", OURS, "cb", "db", []),
    ("ab", "cb", "db", THEIRS, "db", "db", []),
    (None, "ab", "ab", None, "ab", "ab", []),  # entered on both sides alike
    (None, "ab", "cb", None, "ab", ".b", ["x"]),  # and otherwise: there is no base
    (None, "-b", "cb", None, "cb", "cb", []),  # nobody had filled it in here
    ("ab", "ab", None, None, None, None, []),  # gone there
    ("ab", None, "ab", None, None, "ab", []),  # gone here
    ("ab", None, None, None, None, None, []),  # gone on both sides
    ("ab", "cb", None, None, "cb", "ab", ["row"]),  # gone there, and changed here
    ("ab", "cb", None, OURS, "cb", None, []),
    ("ab", "cb", None, THEIRS, None, None, []),
    ("ab", None, "cb", None, None, "ab", ["row"]),  # gone here, and changed there
    ("ab", None, "cb", OURS, None, "cb", []),
    ("ab", None, "cb", THEIRS, "cb", "cb", []),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "chosen", "then", "base_then", "collide"), CASES)
def test_a_row(
    base: Row, ours: Row, theirs: Row, chosen: str | None, then: Row, base_then: Row, collide: list[str]
) -> None:
    merged = merge(rows(base), rows(ours), rows(theirs), lambda key, name: "-", lambda key: chosen)
    after = merged.changes.get(KEY, cells(ours))
    assert short(after) == then
    assert short(merged.base.get(KEY)) == base_then
    assert [collision.column or "row" for collision in merged.collisions] == collide
    # Once more, nothing changes, and what collides still does.
    again = merge(merged.base, rows(then), rows(theirs), lambda key, name: "-", lambda key: None)
    assert not again.changes
    assert again.collisions == merged.collisions
    assert again.base == merged.base


def test_a_row_that_is_ours_alone_is_not_looked_at() -> None:
    merged = merge({}, rows("ab"), {}, lambda key, name: None, lambda key: None)
    assert (merged.changes, merged.base, merged.collisions) == ({}, {}, [])


def test_a_collision_names_its_row_and_shows_all_three_sides() -> None:
    (cell,) = merge(rows("ab"), rows("cb"), rows("db"), lambda *_: None, lambda _: None).collisions
    assert (cell.name, cell.column, cell.base, cell.ours, cell.theirs) == ("hosts:COL", "x", "a", "c", "d")
    (row,) = merge(rows("ab"), rows("cb"), {}, lambda *_: None, lambda _: None).collisions
    assert (row.column, row.base, row.ours, row.theirs) == (None, "x a, y b", "x c, y b", None)
