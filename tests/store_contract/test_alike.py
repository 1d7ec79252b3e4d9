"""Whatever two people do, the database and the store in memory answer and end up alike, step by step."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import ProgramError
from apprentices.programme import Assignment, SettingRow
from apprentices.statements import TABLE_OF, Statement
from apprentices.store import STATE, Event, Loaded, RowChange, Store
from apprentices.undoing import redo, undo
from db import replay
from db.connection import connect, read
from db.store import open_store
from tests.build import PUBLISHED, worded
from tests.db.samples import HOLIDAYS, ROWS, STATEMENTS, TOLD, person
from tests.memory import Memory, MemoryStore

Deed = Callable[[Store], Any]
ACTORS = ("mina", "omar")
ACTOR = st.sampled_from(ACTORS)
CELL = st.tuples(st.sampled_from(("B2", "A1", "C3")), st.sampled_from(("C1", "C2")))
PLACEMENT = st.sampled_from(("LIB", "WARD", "ATTIC", None))
# Of each, what others refer to, what they don't, and keys with empty columns.
TABLES = ("settings", "closures", "seats", "exclusions", "apprentices", "hosts", "rule_data", "assignments")


def outcome(found: Any) -> Any:
    """What a call gave, without what differs by clock: an answer or an error."""
    match found:
        case Event():
            rows = (found.changes, found.holidays)
            return (found.id, found.actor, found.deed, found.undoes, found.undone, rows)
        case RowChange():
            return found[:3]
        case Loaded():
            return (*found[:2], found.published and found.published.assignments)
        case list():
            return [outcome(one) for one in found]
        case ProgramError():
            # Of several rows that refer to what is gone, either may be named.
            return type(found), str(found).partition("A row of ")[0]
        case _:
            return found


class TwoStores(RuleBasedStateMachine):
    """The same steps on both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path, memory = Path(self.folder.name, "p.db"), Memory()
        self.pairs: dict[str, tuple[Store, Store]] = {
            actor: (open_store(path, create=True, actor=actor), MemoryStore(memory, actor))
            for actor in ACTORS
        }
        self.both("mina", lambda store: store.write(worded("sample", "import"), ROWS, {}, HOLIDAYS))

    def teardown(self) -> None:
        database, _ = self.pairs["mina"]
        with closing(connect(Path(database.where))) as conn, read(conn):
            assert not list(replay.differences(conn))  # whoever was forgotten
        for database, _ in self.pairs.values():
            database.close()
        self.folder.cleanup()

    def both(self, actor: str, deed: Deed) -> None:
        """Do it on both stores, and compare what they say."""
        said_by = []
        for store in self.pairs[actor]:
            try:
                said_by.append(outcome(deed(store)))
            except ProgramError as error:
                said_by.append(outcome(error))
        assert said_by[0] == said_by[1]

    @rule(
        actor=ACTOR,
        cell=CELL,
        placement=PLACEMENT,
        pinned=st.booleans(),
        believed=PLACEMENT,
        look=st.booleans(),
    )
    def edit(
        self,
        actor: str,
        cell: tuple[str, str],
        placement: str | None,
        pinned: bool,
        believed: str | None,
        look: bool,
    ) -> None:
        """Of a cell as it is, or as somebody only believes it to be."""

        def deed(store: Store) -> Event:
            there = believed and Assignment(apprentice=cell[0], cycle=cell[1], placement=believed)
            (now,) = store.draft([cell])
            return place(
                store, worded("edit"), [Edit(*cell, placement, pinned)], [now if look else there or None]
            )

        self.both(actor, deed)

    @rule(
        actor=ACTOR,
        upserts=st.sets(st.sampled_from(TABLES), max_size=2),
        removals=st.sets(st.sampled_from(TABLES), max_size=2),
        value=st.sampled_from(("1", "2")),
        as_loaded=st.booleans(),
        kind=st.sampled_from(("edit", "import")),
    )
    def write(
        self, actor: str, upserts: set[str], removals: set[str], value: str, as_loaded: bool, kind: str
    ) -> None:
        more = {name: ROWS[name] for name in sorted(upserts)}
        more["settings"] = [SettingRow(setting="name", value=value)]
        less = {name: ROWS[name] for name in sorted(removals)}
        self.both(actor, lambda s: s.write(worded("write", kind), more, less, {}, as_loaded))

    @rule(actor=ACTOR)
    def somebody_new(self, actor: str) -> None:
        self.both(actor, lambda s: s.write(worded("new"), {"apprentices": [person("C3")]}, {}, {}))

    @rule(actor=ACTOR)
    def undo(self, actor: str) -> None:
        self.both(actor, undo)

    @rule(actor=ACTOR)
    def redo(self, actor: str) -> None:
        self.both(actor, redo)

    @rule(actor=ACTOR, number=st.integers(1, 12))
    def undo_a_named_one(self, actor: str, number: int) -> None:
        self.both(actor, lambda store: undo(store, number))

    @rule(actor=ACTOR)
    def load(self, actor: str) -> None:
        self.both(actor, lambda store: store.load())

    @rule(actor=ACTOR)
    def publish(self, actor: str) -> None:
        self.both(actor, lambda store: store.publish(actor, PUBLISHED, None, TOLD).digests)

    @rule(actor=ACTOR, said=st.sampled_from(STATEMENTS), otherwise=st.booleans(), gone=st.booleans())
    def state(self, actor: str, said: Statement, otherwise: bool, gone: bool) -> None:
        table = TABLE_OF[type(said)].name
        more = {} if gone else {table: [replace(said, by="Else") if otherwise else said]}
        less = {table: [said]} if gone else {}
        self.both(actor, lambda store: store.write(worded("said", STATE), more, less, {}))

    @rule(actor=ACTOR, code=st.sampled_from(("B2", "A1", "C3")))
    def forget(self, actor: str, code: str) -> None:
        self.both(actor, lambda store: store.forget(code, "Ruth", "Asked for it"))

    @rule(actor=ACTOR)
    def news(self, actor: str) -> None:
        self.both(actor, lambda store: store.news())

    @invariant()
    def alike(self) -> None:
        def everything(store: Store) -> list[Any]:
            events = store.history()
            newest = store.changes(events[0].id) if events else []
            return [*events, *newest, *store.draft([("B2", "C1"), ("A1", "C1")])]

        self.both("omar", everything)

    @rule()
    def the_same_rows(self) -> None:
        """As seen by somebody who opens it now."""
        database, memory = self.pairs["mina"]
        late = MemoryStore(memory._memory, "late")
        with_all = open_store(Path(database.where), actor="late")
        try:
            assert outcome(with_all.load()) == outcome(late.load())
        finally:
            with_all.close()


TestAlike = TwoStores.TestCase
TestAlike.settings = settings(max_examples=12, stateful_step_count=20)
