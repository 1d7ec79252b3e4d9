"""What goes in comes out: every table, every kind of value."""

import tempfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.columns import Column, Kind, Table
from apprentices.programme import TABLES
from apprentices.told import TOLD, Told
from apprentices.undoing import undo
from db.store import SqliteStore, open_store
from tests.build import PUBLISHED, worded
from tests.db.samples import HOLIDAYS, ROWS, person, put, sample_store

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
CODES = st.text("AB19._-", min_size=1, max_size=32)
WHOLE = st.integers(0, 2**40)
KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.CODE: CODES,
    Kind.TEXT: TEXT,
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),  # what files may hold
    Kind.WHOLE: WHOLE,
    Kind.POINTS: st.integers(-(2**40), 2**40),
    Kind.HOURS: st.decimals(0, 168, places=2),
    Kind.MONEY: st.decimals(0, 10**9, places=2),
    Kind.YES_NO: st.booleans(),
    Kind.WORDS: st.lists(st.text("ab :é", min_size=1), max_size=3).map(tuple),
    Kind.TIME: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Kind.WHAT: TEXT,
    Kind.WHO: TEXT,
    Kind.RRULE: TEXT,
    Kind.POSTCODE: TEXT,
}


@pytest.fixture(scope="module")
def store() -> Iterator[SqliteStore]:
    with tempfile.TemporaryDirectory() as folder:
        opened = sample_store(Path(folder, "programme.db"))
        yield opened
        opened.close()


def values_of(column: Column) -> st.SearchStrategy[Any]:
    if column.choices:
        return st.sampled_from(column.choices)
    if column.refers and column.kind is Kind.CODE:
        key = next(table.key[0] for table in TABLES if table.name == column.refers)
        return st.sampled_from([getattr(row, key) for row in ROWS[column.refers]])
    return KINDS[column.kind]


def row_of(table: Table) -> st.SearchStrategy[Any]:
    by_field = {}
    for column, field in zip(table.columns, fields(table.row), strict=True):
        values = values_of(column)
        by_field[column.name] = values if field.default is not None else st.none() | values
    return st.builds(table.row, **by_field)


def rows_of(table: Table) -> st.SearchStrategy[list[Any]]:
    return st.lists(row_of(table), min_size=1, max_size=5, unique_by=table.key_of)


def test_the_sample_comes_back_as_it_was(store: SqliteStore) -> None:
    loaded = store.load()
    assert loaded.bank_holidays == HOLIDAYS
    assert set(loaded.rows) == set(ROWS)
    for name, rows in ROWS.items():
        assert loaded.rows[name] == rows, name


def test_decimals_keep_their_places(store: SqliteStore) -> None:
    ward = store.load().rows["placements"][0]
    assert str(ward.weekly_hours) == "37.50"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_any_rows_come_back_as_they_were(store: SqliteStore, table: Table) -> None:
    @given(rows_of(table))
    @settings(max_examples=25)
    def check(rows: list[Any]) -> None:
        before = store.load()
        store.write(worded("any"), {table.name: rows}, {}, {})
        found = {table.key_of(row): row for row in store.load().rows[table.name]}
        assert [found[table.key_of(row)] for row in rows] == rows
        old = {table.key_of(row): row for row in before.rows[table.name]}
        assert set(found) == set(old) | {table.key_of(row) for row in rows}
        if store.load() != before:
            undo(store)
        assert store.load() == before

    check()


def test_rows_come_in_order_of_entry_and_assignments_by_person_and_time(path: Path) -> None:
    store = open_store(path, create=True, actor="mina")
    rows = {name: ROWS[name] for name in ("hosts", "standards", "cycles", "placements")}
    people = [person("Z"), person("A"), person("M")]
    seats = [put("A", "C2", "LIB"), put("Z", "C2", "LIB"), put("A", "C1", "LIB")]
    store.write(worded("x", "import"), {**rows, "apprentices": people, "assignments": seats}, {}, {})
    store.write(worded("x", "import"), {"apprentices": [person("Z", cohort="2027")]}, {}, {})
    loaded = store.load().rows
    assert [row.apprentice for row in loaded["apprentices"]] == ["Z", "A", "M"]
    assert loaded["assignments"] == [
        put("Z", "C2", "LIB"),
        put("A", "C1", "LIB"),  # C1 is earlier than C2, though entered later
        put("A", "C2", "LIB"),
    ]
    store.close()


def test_values_of_the_journal_are_those_of_the_rows(store: SqliteStore) -> None:
    changes = [change for change in store.changes(1) if change.table == "placements"]
    after = changes[0].after
    assert changes[0].before is None
    assert after is not None
    assert after["opens_on"] == date(2026, 9, 1)
    assert after["weekly_hours"] == Decimal("37.50")
    assert after["standards"] == ("ST0216", "ST0070")
    assert after["step_free"] is False
    assert after["starts_at"] == time(7, 30)
    assert changes[1].after is not None
    assert changes[1].after["opens_on"] is None


@given(rows_of(TOLD))
@settings(max_examples=25)
def test_whatever_is_told_comes_back_as_it_was_told(store: SqliteStore, rows: list[Told]) -> None:
    store.load()
    made = store.publish("Ruth", PUBLISHED, None, rows)
    assert made.rows == tuple(rows)
    assert store.publication(made.number) == store.load().published == made
