"""Publications in the database: what was told, frozen; and those of an older layout carried over."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from apprentices.errors import ChangedElsewhere, DatabaseUnusable, UsageError
from apprentices.programme import TABLE, Cycle
from apprentices.store import PUBLISH, RowChange
from apprentices.told import Publication, Told, told_of
from apprentices.workspace import Workspace
from db.store import SqliteStore, open_store
from tests.build import PUBLISHED, worded
from tests.db.samples import ROWS, TOLD, made_by_an_earlier_version, put, set_cell

# B2 in C1 of the sample, as it is told: C1 is 1 September 2026 to 28 February 2027, B2 there for all of it.
WARD = Told(
    apprentice="B2",
    given_names="Ada",
    family_name="B2",
    standard="ST0070",
    employer="COL",
    cycle="C1",
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    host="ELFT",
    placement="WARD",
    team="Ward 5",
    site="Mile End",
    supervisor="Sam",
    status="break",
    pinned=True,
    cycle_starts_on=date(2026, 9, 1),
    cycle_ends_on=date(2027, 2, 28),
)


def publish(store: SqliteStore, **more: str) -> None:
    store.load()
    store.publish("Ruth", PUBLISHED, None, TOLD, **more)


@contextmanager
def without_triggers(path: Path) -> Iterator[sqlite3.Connection]:
    """Without the triggers, as a damaged disk would write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as shell:
        made = shell.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in made:
            shell.execute(f"DROP TRIGGER {name}")
        yield shell
        for _, sql in made:
            shell.execute(sql)


def test_what_was_told_is_kept_with_who_when_and_why(store: SqliteStore) -> None:
    store.load()
    made = store.publish("Ruth", PUBLISHED, "Agreed", TOLD, despite="The board meets today")
    assert made.rows[0] == WARD
    assert store.publication(1) == made
    assert store.load().published == made
    assert (made.by, made.note, made.despite, made.codes_only, made.count) == (
        "Ruth",
        "Agreed",
        "The board meets today",
        False,
        2,
    )
    assert made.assignments == (put("B2", "C1", "WARD", pinned=True), put("B2", "C2", "LIB"))
    assert set(made.digests) == {("ELFT", "C1"), ("COL", "C2")}


def test_it_stays_so_whatever_becomes_of_the_programme(store: SqliteStore) -> None:
    publish(store)
    shorter = Cycle(cycle="C1", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 31))
    store.write(worded("x"), {"cycles": [shorter]}, {}, {})
    set_cell(store, "B2", "C1", None)
    set_cell(store, "B2", "C2", None)
    gone = {name: ROWS[name] for name in ("clearances", "separations", "apprentices")}
    gone["apprentices"] = [row for row in gone["apprentices"] if row.apprentice == "B2"]
    gone["requirements"] = [row for row in ROWS["requirements"] if row.who == "B2"]
    store.write(worded("x"), {}, gone, {})
    published = store.load().published
    assert published is not None
    assert published.rows[0] == WARD


def test_whatever_happens_after_no_publication_changes(store: SqliteStore) -> None:
    """A walk of 120 random steps: people, teams and cells change and change back, and are published anew."""
    dice, workspace = random.Random(1), Workspace(store, date(2026, 6, 3))
    kept: dict[int, Publication] = {}
    begun = workspace.history(1)[0].id

    def change(table: str, column: str) -> None:
        rows = store.load().rows[table]
        if rows:
            row = dice.choice(rows)
            after = replace(row, **{column: f"N{dice.randrange(10**6)}"})
            store.apply(worded("changed"), [RowChange.of(TABLE[table], row, after)])

    def move() -> None:
        person = dice.choice([*workspace.programme.apprentices])
        cycle, team = dice.choice(workspace.board.cycles), dice.choice([*workspace.programme.placements])
        workspace.clear(person, cycle) if dice.random() < 0.3 else workspace.assign(person, cycle, team)

    def take_back() -> None:
        events = [one.id for one in workspace.history(12) if one.id > begun and one.kind != PUBLISH]
        if events:
            workspace.undo(dice.choice(events))

    def publish() -> None:
        made = workspace.store.publish("Ruth", PUBLISHED, None, _rows_of(workspace))
        kept[made.number] = made

    steps = [move, move, take_back, publish, partial(change, "apprentices", "family_name"),
             partial(change, "placements", "team"), partial(change, "placements", "supervisor"),
             partial(change, "cycles", "name")]  # fmt: skip
    for _ in range(120):
        with suppress(UsageError, ChangedElsewhere):  # of what can't be taken back any more
            dice.choice(steps)()
        workspace.reload()
        number = dice.choice([*kept]) if kept else 0
        assert store.publication(number) == kept.get(number)
    assert {number: store.publication(number) for number in kept} == kept
    assert len({made.rows for made in kept.values()}) > 10  # it was told otherwise again and again


def _rows_of(workspace: Workspace) -> tuple[Told, ...]:
    return told_of(workspace.programme, workspace.board.assignments())


def test_the_latest_is_loaded_and_each_is_found_by_its_number(store: SqliteStore) -> None:
    assert store.load().published is None
    assert store.publication(1) is None
    publish(store)
    set_cell(store, "B2", "C1", None)
    store.load()
    store.publish("Omar", PUBLISHED, "edition 2", TOLD[1:])
    published = store.load().published
    assert published is not None
    assert (published.number, published.by, published.note, published.count) == (2, "Omar", "edition 2", 1)
    first = store.publication(1)
    assert first is not None
    assert first.rows == TOLD
    assert store.publication(3) is None


def test_one_is_found_and_all_are_listed_without_reading_the_others(store: SqliteStore, path: Path) -> None:
    publish(store)
    publish(store)
    with without_triggers(path) as shell:
        shell.execute("PRAGMA ignore_check_constraints = ON")
        shell.execute("UPDATE publication_row SET starts_on = 'spoilt' WHERE publication = 2")
    assert [head.number for head in store.publications()] == [2, 1]
    found = store.publication(1)
    assert found is not None
    assert found.rows == TOLD
    with pytest.raises(DatabaseUnusable, match="publication 2"):
        store.publication(2)


class TestOfAnOlderLayout:
    """`layout-2.db.gz`: an import, an edit, its undo, and a publication of which codes alone were kept."""

    @pytest.fixture
    def made_before(self, path: Path) -> Path:
        return made_by_an_earlier_version(path, "layout")

    def test_it_says_what_was_kept_and_nothing_else(self, made_before: Path) -> None:
        with closing(open_store(made_before, actor="mina")) as store:
            (head,) = store.publications()
            found = store.load().published
        assert (head.number, head.by, head.note, head.despite) == (1, "mina", "first", None)
        assert head.codes_only
        assert head.count == 2
        assert found is not None
        assert found.rows == (
            Told(apprentice="B2", cycle="C1", placement="WARD", pinned=True),
            Told(apprentice="B2", cycle="C2", placement="LIB"),
        )
        assert found.digests == {}

    def test_its_rows_go_by_its_number_whatever_its_place_in_that_copy_was(self, made_before: Path) -> None:
        with without_triggers(made_before) as shell:
            shell.execute("UPDATE publication_row SET publication = 7")
            shell.execute("UPDATE publication SET id = 7")
        with closing(open_store(made_before, actor="mina")) as store:
            found = store.publication(1)
            assert found is not None
            assert [row.cycle for row in found.rows] == ["C1", "C2"]
            publish(store)
            assert [head.count for head in store.publications()] == [len(TOLD), 2]
        with closing(sqlite3.connect(made_before)) as shell:
            kept = shell.execute("SELECT DISTINCT publication FROM publication_row ORDER BY 1").fetchall()
            digests = shell.execute("SELECT DISTINCT publication FROM publication_digest").fetchall()
        assert (kept, digests) == ([(1,), (2,)], [(2,)])

    def test_the_next_one_is_whole(self, made_before: Path) -> None:
        with closing(open_store(made_before, actor="mina")) as store:
            publish(store)
            assert [head.codes_only for head in store.publications()] == [False, True]
            assert store.load().published == store.publication(2)

    def test_it_is_as_frozen_as_the_new_ones(self, made_before: Path) -> None:
        open_store(made_before).close()
        with closing(sqlite3.connect(made_before)) as shell:
            for sql in (
                "UPDATE publication SET despite = 'x'",
                "UPDATE publication_row SET team = 'x'",
                "INSERT INTO publication_row (publication, apprentice, cycle, placement, pinned) "
                "VALUES (1, 'A1', 'C1', 'LIB', 0)",
            ):
                with pytest.raises(sqlite3.IntegrityError, match="stays as it was"):
                    shell.execute(sql)

    @pytest.mark.parametrize(
        ("label", "reason"),
        [
            ("Publication 1 by mina, although 1 conflict stands: no time: sorry", "no time: sorry"),
            (
                "Publication 1 by mina, although 12 conflicts stand: They stand: we know",
                "They stand: we know",
            ),
            ("Publication 1 by mina", None),
            ("Publication 11 by mina, although 1 conflict stands: no time", None),
        ],
    )
    def test_the_reason_comes_from_the_label_of_its_event(
        self, made_before: Path, label: str, reason: str | None
    ) -> None:
        with without_triggers(made_before) as shell:
            shell.execute("UPDATE event SET label = ? WHERE kind = 'publish'", (label,))
        with closing(open_store(made_before)) as store:
            assert [head.despite for head in store.publications()] == [reason]
