"""Small invented data for the tests of the database."""

import gzip
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import time_machine

from apprentices import statements
from apprentices.board import Edit
from apprentices.conditions import Exclusion, Preference, Requirement, Separation, Travel
from apprentices.conditions import Sequence as Order
from apprentices.editing import place
from apprentices.figures import RuleData
from apprentices.programme import (
    Absence,
    Apprentice,
    Assignment,
    Clearance,
    Closure,
    Cycle,
    CycleSeats,
    Host,
    Placement,
    Programme,
    SettingRow,
    Standard,
)
from apprentices.statements import Ending, Entry, Request, SignOff, Statement, Waiver, stated
from apprentices.told import told_of
from db.store import SqliteStore, open_store
from tests import made_once
from tests.build import worded

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
AT_NOON = time_machine.travel(NOON)
BY_OMAR = f"by omar on 3 June 2026 at {NOON.astimezone():%H:%M}"  # what is told of a change of his at noon
NEW_YEAR = date(2027, 1, 1)
HOLIDAYS = {NEW_YEAR: "New Year's Day"}


def person(code: str, **other: Any) -> Apprentice:
    """An apprentice with as little said as can be."""
    fields: dict[str, Any] = {
        "given_names": "Ada",
        "family_name": code,
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2028, 8, 31),
    }
    return Apprentice(apprentice=code, **(fields | other))


def put(apprentice: str, cycle: str, placement: str, pinned: bool = False) -> Assignment:
    """An assignment."""
    return Assignment(apprentice=apprentice, cycle=cycle, placement=placement, pinned=pinned)


# In an order of entry that is neither that of the codes nor (cycles) that of time. Every table has a
# row with all columns filled where that is possible, and one with all that may be empty, empty.
ROWS: Mapping[str, Sequence[Any]] = {
    "hosts": [
        Host(
            host="ELFT",
            name="East London NHS",
            kind="NHS trust",
            seats=0,
            min_seats=2,
            fjaa_registered=True,
            living_wage=False,
            notice_weeks=8,
            sponsor="Zoë Ø'Neill",
            sponsor_role='Director, "People"',
            hr_lead="Li; Wu",
            contact="hr@example.org",
        ),
        Host(host="COL", name="City"),
    ],
    "standards": [
        Standard(
            standard="ST0070",
            title="Business administrator",
            level=3,
            typical_months=18,
            off_the_job_hours=343,
            skills=("filing", "minutes"),
            withdrawn_on=date(2027, 2, 28),
        ),
        Standard(standard="ST0216", title="Healthcare support worker"),
    ],
    "cycles": [
        Cycle(cycle="C2", starts_on=date(2027, 3, 1), ends_on=date(2027, 8, 31)),
        Cycle(cycle="C1", name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 28)),
    ],
    "placements": [
        Placement(
            placement="WARD",
            host="ELFT",
            team="Ward 5",
            area="ward",
            site="Mile End",
            postcode="E1 4DG",
            supervisor="Sam",
            supervisor_seats=2,
            seats=1,
            min_seats=0,
            opens_on=date(2026, 9, 1),
            closes_on=date(2028, 2, 29),
            standards=("ST0216", "ST0070"),
            skills=("care",),
            min_age=18,
            clearances=("dbs:enhanced", "right-to-work"),
            step_free=False,
            weekly_hours=Decimal("37.50"),
            daily_hours=Decimal("7.5"),
            starts_at=time(7, 30),
            ends_at=time(0, 0),
        ),
        Placement(placement="LIB", host="COL", team="Library", seats=3),
    ],
    "apprentices": [
        person(
            "B2",
            date_of_birth=date(2008, 2, 29),
            uln="1000000019",
            employer="COL",
            standard="ST0070",
            cohort="2026",
            status="break",
            gateway_on=date(2028, 6, 1),
            agreement_on=date(2026, 8, 20),
            weekly_hours=Decimal("35"),
            hourly_pay=Decimal("12.60"),
            off_the_job_hours=343,
            training_days="FREQ=WEEKLY;BYDAY=WE",
            postcode="EC2P 2EJ",
            step_free=True,
            opted_out_48h=False,
        ),
        person("A1"),
    ],
    "clearances": [
        Clearance(
            apprentice="B2",
            clearance="dbs:enhanced",
            host="ELFT",
            issued_on=date(2026, 8, 1),
            expires_on=date(2029, 7, 31),
        ),
        Clearance(apprentice="B2", clearance="dbs:enhanced"),
    ],
    "absences": [
        Absence(
            apprentice="A1",
            kind="break",
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 31),
            reason="family",
        ),
        Absence(apprentice="A1", kind="leave", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 1)),
    ],
    "closures": [
        Closure(starts_on=NEW_YEAR, ends_on=NEW_YEAR),
        Closure(host="COL", starts_on=NEW_YEAR, ends_on=NEW_YEAR),
        Closure(host="COL", placement="LIB", starts_on=NEW_YEAR, ends_on=NEW_YEAR, reason="repairs"),
    ],
    "seats": [
        CycleSeats(host="COL", cycle="C1", min_seats=1, seats=4),
        CycleSeats(placement="LIB", cycle="C1"),
    ],
    "requirements": [
        Requirement(who="all", what="host:ELFT", min_cycles=1, max_cycles=2, reason="agreed"),
        Requirement(who="B2", what="area:ward"),
    ],
    "sequence": [Order(before="area:ward", after="placement:LIB")],
    "preferences": [
        Preference(apprentice="A1", what="host:COL", points=-3),
        Preference(apprentice="A1", what="skill:care", points=5),
    ],
    "exclusions": [
        Exclusion(apprentice="A1", what="placement:WARD", cycle="C2", reason="asked"),
        Exclusion(apprentice="A1", what="placement:WARD"),
    ],
    "separations": [Separation(apprentice="A1", other="B2", within="team-site")],
    "travel": [Travel(apprentice="A1", site="Mile End", minutes=0)],
    "assignments": [put("B2", "C1", "WARD", pinned=True), put("B2", "C2", "LIB")],
    "settings": [
        SettingRow(setting="name", value="Rotation"),
        SettingRow(setting="max_run_at_host", value=""),
    ],
    "rule_data": [
        RuleData(
            kind="pay",
            item="18-20",
            from_on=date(2027, 4, 1),
            value=Decimal("11.40"),
            source="GOV.UK",
            checked_on=date(2026, 11, 27),
        ),
        RuleData(kind="training", item="fire"),
    ],
}

ROWS = {**ROWS, **{table.name: [] for table in statements.STATEMENTS}}  # nobody has said anything yet

# What the sample's assignments are told as.
TOLD = told_of(Programme.of(ROWS), ROWS["assignments"])


# One of each kind with all columns filled, and one with all that may be empty, empty.
SIGNED = stated(
    SignOff,
    host="ELFT",
    cycle="C1",
    digest="0" * 64,
    rows="[]",
    by="Zoë Ø'Neill",
    role="Director",
    at=NOON,
    note="Agreed",
)
ACCEPTED = stated(
    Waiver,
    finding="PLAN-GAP/apprentice=A1/cycle=C1",
    why="Starts late",
    from_on=date(2026, 6, 3),
    until_on=date(2026, 9, 30),
    by="Ruth",
    role="HR lead",
    at=NOON,
    excess=2,
)
STATEMENTS: Sequence[Statement] = (
    SIGNED,
    stated(SignOff, host="COL", cycle="C1", digest="a" * 64, rows="[]", by="Omar", at=NOON),
    stated(
        Request,
        host="COL",
        cycle="C1",
        due_on=date(2026, 6, 10),
        by="Ruth",
        role="Lead",
        at=NOON,
        note="Please",
    ),
    stated(Request, host="COL", cycle="C2", due_on=date(2026, 6, 10), by="Ruth", at=NOON),
    ACCEPTED,
    stated(
        Entry,
        kind="barrier",
        title="No badge",
        text="Waits for the office",
        host="ELFT",
        person="Li Wu",
        due_on=date(2026, 7, 1),
        paper="Board paper 4",
        follows=ACCEPTED.statement,
        by="Ruth",
        role="Lead",
        at=NOON,
    ),
    stated(Entry, kind="lesson", title="Ask early", by="Ruth", at=NOON),
    stated(Ending, ends=SIGNED.statement, why="A mistake", by="Ruth", role="Lead", at=NOON),
    stated(Ending, ends=ACCEPTED.statement, why="Mended", by="Ruth", at=NOON),
)


def sample_store(path: Path, actor: str = "mina", **options: Any) -> SqliteStore:
    """A database with the sample in it, as event number 1: a copy of one that was made before."""
    made_once.put(path, _make_sample, actor)
    return open_store(path, actor=actor, **options)


def new_sample_store(path: Path, actor: str = "mina", **options: Any) -> SqliteStore:
    """The same, made here and now: for what is told of a new file."""
    store = open_store(path, create=True, actor=actor, **options)
    store.write(worded("import of the sample", "import"), ROWS, {}, HOLIDAYS)
    return store


def _make_sample(path: Path, actor: str) -> None:
    new_sample_store(path, actor).close()


def set_cell(
    store: SqliteStore, apprentice: str, cycle: str, placement: str | None, pinned: bool = False
) -> Any:
    """Fill or clear one cell, whatever is in it."""
    now = {(row.apprentice, row.cycle): row for row in store.load().rows["assignments"]}
    edit = Edit(apprentice, cycle, placement, pinned)
    return place(store, worded(f"{apprentice} {cycle}"), [edit], [now.get((apprentice, cycle))])


def cells(store: SqliteStore) -> dict[tuple[str, str], str]:
    """Who is where, in short."""
    rows = store.load().rows["assignments"]
    return {(row.apprentice, row.cycle): row.placement for row in rows}


def by_hand(path: Path, *statements: str) -> None:
    """What somebody with the sqlite3 shell does: no pragmas, each statement by itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as shell:
        for sql in statements:
            shell.execute(sql)


def made_by_an_earlier_version(path: Path, name: str) -> Path:
    """Put a database there as version 0.1.0 made it."""
    path.write_bytes(gzip.decompress(Path(__file__).with_name(f"{name}-2.db.gz").read_bytes()))
    return path
