"""The layout in SQL agrees with the tables of `apprentices/programme.py`, column for column."""

import re
import sqlite3

import pytest

from apprentices.columns import Column, Kind, Table
from apprentices.statements import TABLE_OF, Statement
from apprentices.tables import KEPT
from apprentices.told import TOLD as TOLD_TABLE
from db.store import SqliteStore
from tests.build import PUBLISHED, worded
from tests.db.samples import STATEMENTS, TOLD

WHOLE_NUMBERS = {Kind.WHOLE, Kind.POINTS, Kind.YES_NO}


def expected_column(column: Column, table: Table) -> tuple[str, str, bool]:
    never_null = column.required or (table.name, column.name) in {
        ("standards", "skills"),
        ("placements", "standards"),
        ("placements", "skills"),
        ("placements", "clearances"),
        ("apprentices", "status"),
        ("apprentices", "support"),
        ("separations", "within"),
        ("assignments", "pinned"),
        ("host_key", "state"),
        ("parcel_seen", "latest"),
    }
    return column.name, "INTEGER" if column.kind in WHOLE_NUMBERS else "TEXT", never_null


@pytest.mark.parametrize("table", KEPT.values(), ids=lambda table: table.name)
class TestTable:
    def test_has_the_columns_of_the_programme(self, conn: sqlite3.Connection, table: Table) -> None:
        found = [
            (name, kind, bool(never_null))
            for _, name, kind, never_null, _, _ in conn.execute(f"PRAGMA table_info({table.name})")
        ]
        assert found[0] == ("id", "INTEGER", False)
        assert found[1:] == [expected_column(column, table) for column in table.columns]

    def test_is_strict_and_never_gives_an_id_twice(self, conn: sqlite3.Connection, table: Table) -> None:
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)).fetchone()
        assert sql.endswith("STRICT")
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql

    def test_has_one_row_a_key(self, conn: sqlite3.Connection, table: Table) -> None:
        (sql,) = conn.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (f"{table.name}_key",)
        ).fetchone()
        required = {column.name for column in table.columns if column.required}
        parts = [name if name in required else f"coalesce({name}, '')" for name in table.key]
        assert re.sub(r"\s+", " ", sql) == (
            f"CREATE UNIQUE INDEX {table.name}_key ON {table.name} ({', '.join(parts)})"
        )

    def test_refers_to_the_tables_that_its_columns_name(self, conn: sqlite3.Connection, table: Table) -> None:
        found = {(row[3], row[2]) for row in conn.execute(f"PRAGMA foreign_key_list({table.name})")}
        assert found == {
            (column.name, column.refers)
            for column in table.columns
            if column.refers and column.kind is not Kind.WORDS
        }

    def test_every_reference_can_be_searched_by_an_index(
        self, conn: sqlite3.Connection, table: Table
    ) -> None:
        """Else removing a person would read the whole table of assignments."""
        first = set()
        for index in conn.execute(f"PRAGMA index_list({table.name})").fetchall():
            first.add(conn.execute(f"PRAGMA index_info({index[1]})").fetchone()[2])
        for row in conn.execute(f"PRAGMA foreign_key_list({table.name})"):
            assert row[3] in first


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO hosts (host, name) VALUES ('no spaces', 'X')",
        "INSERT INTO hosts (host, name) VALUES ('', 'X')",
        "INSERT INTO hosts (host, name) VALUES ('col', NULL)",
        "UPDATE hosts SET seats = -1",
        "UPDATE hosts SET seats = 'three'",
        "UPDATE hosts SET living_wage = 2",
        "UPDATE cycles SET starts_on = '2026-02-30'",
        "UPDATE cycles SET starts_on = '1 May'",
        "UPDATE placements SET starts_at = '7:30'",
        "UPDATE placements SET weekly_hours = 'many'",
        "UPDATE apprentices SET status = 'gone'",
        "UPDATE apprentices SET employer = 'NOBODY'",
        "INSERT INTO exclusions (apprentice, what) VALUES ('A1', 'placement:WARD')",
        "UPDATE bank_holidays SET date = 'Christmas'",
    ],
)
def test_nonsense_is_refused_by_hand_too(conn: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute(sql)


@pytest.fixture
def published(store: SqliteStore, conn: sqlite3.Connection) -> sqlite3.Connection:
    store.load()
    store.publish("mina", PUBLISHED, None, TOLD)
    return conn


@pytest.mark.parametrize("table", ["publication", "publication_row", "publication_digest"])
def test_publications_stay_as_they_are(published: sqlite3.Connection, table: str) -> None:
    for deed in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET rowid = 9",
        f"INSERT INTO {table} SELECT * FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="stays as it was"):
            published.execute(deed)


@pytest.mark.parametrize("said", STATEMENTS, ids=lambda one: TABLE_OF[type(one)].name)
def test_statements_stay_as_they_are(store: SqliteStore, conn: sqlite3.Connection, said: Statement) -> None:
    table = TABLE_OF[type(said)].name
    store.write(worded("said"), {table: [said]}, {}, {})
    columns = ", ".join(f'"{name}"' for name in said.__slots__)
    others = columns.replace('"statement"', "'x1'")
    for deed in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET by = 'somebody else'",
        f"INSERT INTO {table} ({columns}) SELECT {others} FROM {table}",
        f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="stated stays as it was"):
            conn.execute(deed)


def test_what_was_told_has_the_columns_of_its_table(conn: sqlite3.Connection) -> None:
    kinds = {name: kind for _, name, kind, *_ in conn.execute("PRAGMA table_info(publication_row)")}
    assert kinds.pop("publication") == "INTEGER"
    assert kinds == {
        column.name: "INTEGER" if column.kind is Kind.YES_NO else "TEXT" for column in TOLD_TABLE.columns
    }
