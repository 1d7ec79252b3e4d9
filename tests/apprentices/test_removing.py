"""Rows come, change and go, each as one event; what refers to a row is named, and never lost unasked."""

from dataclasses import replace
from datetime import date

import pytest

from apprentices.errors import ChangedElsewhere, UsageError
from apprentices.importing import prepare_pasted
from apprentices.pasting import paste
from apprentices.programme import TABLE, Absence, Cycle
from apprentices.removing import mentioned, removal, remove, stands_in_the_way
from apprentices.saving import save
from apprentices.workspace import Workspace
from fixtures import PILOT
from tests.build import TODAY
from tests.memory import Memory, MemoryStore


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def ruth(memory: Memory) -> Workspace:
    made = Workspace(MemoryStore(memory, "Ruth"), TODAY)
    made.import_files([PILOT])
    return made


def rows(workspace: Workspace) -> dict[str, list[str]]:
    return {name: sorted(map(repr, kept)) for name, kept in workspace.rows.items()}


def lines(table: str, code: str) -> int:
    """Lines of the pilot's file with that code in a cell of its own, counted without reading it."""
    text = (PILOT / f"{table}.csv").read_text("utf-8")
    return sum(code in line.split(",") for line in text.splitlines()[1:])


def test_a_person_goes_with_all_that_is_only_about_them_and_comes_back(ruth: Workspace) -> None:
    before = rows(ruth)
    person = ruth.programme.apprentices["A10"]
    planned = removal(ruth.rows, TABLE["apprentices"], person)
    files = ("clearances", "absences", "requirements", "preferences", "exclusions", "separations", "travel")
    expected = {name: lines(name, "A10") for name in (*files, "assignments")}
    assert {name: len(kept) for name, kept in planned.along.items()} == {
        name: number for name, number in expected.items() if number
    }
    assert not planned.in_the_way
    remove(ruth, planned)
    assert "A10" not in ruth.programme.apprentices
    assert not any("'A10'" in row for kept in rows(ruth).values() for row in kept)
    said = ruth.told(ruth.history(1)[0])
    assert said.startswith("A10 removed from apprentices, with ")
    assert "1 absence" in said
    ruth.undo()
    assert rows(ruth) == before


def test_what_would_lose_what_it_needs_stands_in_the_way(ruth: Workspace) -> None:
    host = ruth.programme.hosts["COL"]
    employed = sum(person.employer == "COL" for person in ruth.programme.apprentices.values())
    planned = removal(ruth.rows, TABLE["hosts"], host)
    assert {"placements", "assignments", "requirements"} <= planned.along.keys()  # what is at it
    needing = [said for said in planned.in_the_way if said.startswith('"COL" would be gone, and the row A')]
    assert len(needing) == employed
    assert f"And {len(planned.in_the_way) - 3} more." in stands_in_the_way(planned)
    before = rows(ruth)
    with pytest.raises(UsageError, match=r'^City of London Corporation can\'t be removed: "COL" would be'):
        remove(ruth, planned)
    assert rows(ruth) == before


def test_what_somebody_adds_meanwhile_is_not_lost(ruth: Workspace, memory: Memory) -> None:
    planned = removal(ruth.rows, TABLE["apprentices"], ruth.programme.apprentices["A10"])
    omar = Workspace(MemoryStore(memory, "Omar"), TODAY)
    leave = Absence(apprentice="A10", kind="leave", starts_on=date(2027, 8, 2), ends_on=date(2027, 8, 6))
    save(omar, TABLE["absences"], None, leave)
    with pytest.raises(ChangedElsewhere):
        remove(ruth, planned)
    assert "A10" in omar.programme.apprentices
    omar.reload()
    assert leave in omar.rows["absences"]


def test_what_is_recorded_under_a_code_is_counted(ruth: Workspace) -> None:
    said = mentioned(ruth.rows, TABLE["apprentices"], ruth.programme.apprentices["A10"])
    assert "1 absence" in said
    assert said.endswith(f" and {lines('assignments', 'A10')} assignments")
    assert mentioned(ruth.rows, TABLE["absences"], ruth.rows["absences"][0]) == ""


def test_a_row_with_another_key_takes_the_place_of_the_old_one_as_one_event(ruth: Workspace) -> None:
    leave = next(row for row in ruth.rows["absences"] if row.apprentice == "A06")
    events = len(ruth.history())
    earlier = replace(leave, starts_on=date(2027, 7, 12))
    assert save(ruth, TABLE["absences"], leave, earlier) == ["starts_on"]
    assert [row for row in ruth.rows["absences"] if row.apprentice == "A06"] == [earlier]
    assert len(ruth.history()) == events + 1
    ruth.undo()
    assert [row for row in ruth.rows["absences"] if row.apprentice == "A06"] == [leave]


def test_one_that_was_added_elsewhere_is_not_written_over(ruth: Workspace, memory: Memory) -> None:
    omar = Workspace(MemoryStore(memory, "Omar"), TODAY)
    assert omar.rows
    leave = Absence(apprentice="A10", kind="leave", starts_on=date(2027, 8, 2), ends_on=date(2027, 8, 6))
    save(ruth, TABLE["absences"], None, leave)
    with pytest.raises(ChangedElsewhere, match=r"now has ends_on 2027-08-06, .* by Ruth"):
        save(omar, TABLE["absences"], None, replace(leave, ends_on=date(2027, 8, 5)))


def test_one_that_came_with_the_news_is_not_written_over(ruth: Workspace, memory: Memory) -> None:
    """What was shown as new stays new, also where the row of somebody else is known by now."""
    omar = Workspace(MemoryStore(memory, "Omar"), TODAY)
    pasted = "apprentice\tkind\tstarts_on\tends_on\nA10\tleave\t2027-08-02\t2027-08-05"
    ready = prepare_pasted(TABLE["absences"], pasted, omar.rows)
    other = next(row for row in omar.rows["absences"] if row.apprentice == "A10")
    leave = Absence(apprentice="A10", kind="leave", starts_on=date(2027, 8, 2), ends_on=date(2027, 8, 6))
    save(ruth, TABLE["absences"], None, leave)
    assert omar.refresh()
    assert leave in omar.rows["absences"]
    with pytest.raises(ChangedElsewhere, match="by Ruth"):
        paste(omar, TABLE["absences"], ready)
    with pytest.raises(ChangedElsewhere, match="by Ruth"):
        save(omar, TABLE["absences"], None, replace(leave, ends_on=date(2027, 8, 5)))
    with pytest.raises(ChangedElsewhere, match="by Ruth"):  # by another key
        save(omar, TABLE["absences"], other, replace(other, kind="leave", starts_on=leave.starts_on))
    omar.reload()
    assert {leave, other} <= set(omar.rows["absences"])


def test_a_cycle_in_a_new_year_brings_that_years_bank_holidays(ruth: Workspace) -> None:
    days = ruth.programme.bank_holidays
    last = max(days).year
    cycle = Cycle(cycle="C99", starts_on=date(last + 1, 1, 8), ends_on=date(last + 1, 4, 6))
    save(ruth, TABLE["cycles"], None, cycle)
    assert date(last + 1, 12, 25) in ruth.programme.bank_holidays
    assert len(ruth.history()) == 2  # the import, and this
    ruth.undo()
    assert dict(ruth.programme.bank_holidays) == dict(days)
