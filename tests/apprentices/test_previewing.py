"""What an import would do, row by row; expected values are read off the files by eye."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from apprentices.errors import ChangedElsewhere
from apprentices.importing import Import, prepare
from apprentices.previewing import CellChange, Difference, Does, differences, overwritten, write_as_prepared
from apprentices.programme import Apprentice, Assignment, Host, Separation
from apprentices.store import IMPORT, Deed, Event
from apprentices.workspace import Workspace
from tests.memory import Memory, MemoryStore

HOSTS = "host,name\nCOL,City of London\nLBH,Hackney\n"
PLACEMENTS = "placement,host,team,seats\nCOL-A,COL,Archives,2\nLBH-B,LBH,Benefits,2\n"
CYCLES = "cycle,starts_on,ends_on\nC1,2026-09-07,2026-12-04\n"
PEOPLE = (
    "apprentice,given_names,family_name,starts_on,ends_on\n"
    "A1,Ayo,Bello,2026-09-07,2027-09-03\nA2,Bo,Adeyemi,2026-09-07,2027-09-03\n"
)
DRAFT = "apprentice,cycle,placement,pinned\nA1,C1,COL-A,yes\nA2,C1,LBH-B,no\n"
TODAY = date(2026, 11, 23)


def folder(tmp_path: Path, **files: str) -> Path:
    given = {
        "hosts": HOSTS,
        "placements": PLACEMENTS,
        "cycles": CYCLES,
        "apprentices": PEOPLE,
        "assignments": DRAFT,
    }
    tmp_path.mkdir(exist_ok=True)
    for name, text in (given | files).items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


@pytest.fixture
def programme(tmp_path: Path) -> Workspace:
    made = Workspace(MemoryStore(Memory()), TODAY)
    made.import_files([folder(tmp_path / "first")])
    return made


def prepared(workspace: Workspace, path: Path, replace: bool = False) -> Import:
    return prepare([path], workspace.store.load().rows, replace)


def test_new_changed_and_removed_rows_are_told_by_cell(programme: Workspace, tmp_path: Path) -> None:
    path = folder(
        tmp_path / "next",
        hosts=HOSTS.replace("Hackney", "Hackney Council"),
        apprentices=PEOPLE.replace("A2,Bo,Adeyemi", "A3,Cai,Eze"),
        assignments="apprentice,cycle,placement,pinned\nA1,C1,LBH-B,no\n",
    )
    assert differences(prepared(programme, path, replace=True)) == [
        Difference(
            Does.CHANGED,
            "hosts",
            ("LBH",),
            "LBH Hackney",
            (CellChange("name", "Hackney", "Hackney Council"),),
        ),
        Difference(
            Does.NEW,
            "apprentices",
            ("A3",),
            "A3 Cai Eze",
            (
                CellChange("apprentice", "", "A3"),
                CellChange("given_names", "", "Cai"),
                CellChange("family_name", "", "Eze"),
                CellChange("status", "", "active"),  # what a column that is left out means
                CellChange("starts_on", "", "2026-09-07"),
                CellChange("ends_on", "", "2027-09-03"),
            ),
        ),
        Difference(
            Does.REMOVED,
            "apprentices",
            ("A2",),
            "A2 Bo Adeyemi",
            (
                CellChange("apprentice", "A2", ""),
                CellChange("given_names", "Bo", ""),
                CellChange("family_name", "Adeyemi", ""),
                CellChange("status", "active", ""),
                CellChange("starts_on", "2026-09-07", ""),
                CellChange("ends_on", "2027-09-03", ""),
            ),
        ),
        Difference(
            Does.CHANGED,
            "assignments",
            ("A1", "C1"),
            "A1 Ayo Bello, C1",
            (CellChange("placement", "COL-A", "LBH-B"), CellChange("pinned", "yes", "no")),
        ),
        Difference(
            Does.REMOVED,
            "assignments",
            ("A2", "C1"),
            "A2 Bo Adeyemi, C1",
            (
                CellChange("apprentice", "A2", ""),
                CellChange("cycle", "C1", ""),
                CellChange("placement", "LBH-B", ""),
                CellChange("pinned", "no", ""),
            ),
        ),
    ]


def test_the_same_again_is_no_difference(programme: Workspace, tmp_path: Path) -> None:
    assert differences(prepared(programme, folder(tmp_path / "same"), replace=True)) == []


def test_a_row_under_another_key_is_changed_and_not_removed(programme: Workspace, tmp_path: Path) -> None:
    pair = "apprentice,other,within\n"
    programme.import_files([folder(tmp_path / "apart", separations=f"{pair}A1,A2,host\n")])
    turned = folder(tmp_path / "turned", separations=f"{pair}A2,A1,placement\n")
    (one,) = differences(prepared(programme, turned, replace=True))
    assert (one.does, one.name) == (Does.CHANGED, "A1 Ayo Bello, A2 Bo Adeyemi")
    assert one.key == ("A1", "A2")
    assert CellChange("within", "host", "placement") in one.cells


def row(does: Does, table: str, *key: str) -> Difference:
    return Difference(does, table, key, " ".join(key), ())


def upon(**existing: list[Any]) -> Import:
    """An import upon those rows, of which nothing else is looked at."""
    return Import([], existing, {}, {}, {}, {}, {}, {})


def event(kind: str, by: str) -> Event:
    return Event(7, datetime(2026, 11, 20, tzinfo=UTC), by, Deed(kind, {}), None, False, 1)


def test_what_would_be_written_over_is_the_draft_and_what_people_changed() -> None:
    history = {
        ("hosts", ("COL",)): event(IMPORT, "mina"),
        ("hosts", ("LBH",)): event("row", "Ruth"),
        ("assignments", ("A1", "C1")): event("assign", "Ruth"),
        ("assignments", ("A2", "C1")): event(IMPORT, "mina"),
        ("assignments", ("A4", "C1")): event("clear", "Ruth"),
    }

    def last_change(table: str, key: tuple[Any, ...]) -> Event | None:
        return history.get((table, key))

    imported, by_ruth = row(Does.CHANGED, "hosts", "COL"), row(Does.REMOVED, "hosts", "LBH")
    placed = row(Does.CHANGED, "assignments", "A1", "C1")
    planned = row(Does.REMOVED, "assignments", "A2", "C1")
    new, emptied = row(Does.NEW, "assignments", "A3", "C1"), row(Does.NEW, "assignments", "A4", "C1")
    given = [imported, by_ruth, placed, planned, new, emptied]
    assert overwritten(upon(hosts=[Host(host="COL", name="City")]), given, last_change) == {
        by_ruth: history["hosts", ("LBH",)],
        placed: history["assignments", ("A1", "C1")],
        planned: None,  # a cell of the draft, though nobody changed it since it was imported
        emptied: history["assignments", ("A4", "C1")],  # it would be filled again
    }


def test_upon_nothing_nothing_is_lost() -> None:
    def last_change(table: str, key: tuple[Any, ...]) -> Event | None:
        raise AssertionError("there is nothing to look up")

    assert overwritten(upon(hosts=[]), [row(Does.NEW, "hosts", "COL")], last_change) == {}


def test_of_a_store_the_newest_change_is_told(programme: Workspace, tmp_path: Path) -> None:
    programme.clear("A2", "C1")
    programme.assign("A2", "C1", "COL-A")
    ready = prepared(programme, folder(tmp_path / "again"))
    (told,) = overwritten(ready, differences(ready), programme.last_change).values()
    assert told is not None
    assert told.kind == "assign"


def test_what_was_looked_at_is_what_is_written(programme: Workspace, tmp_path: Path) -> None:
    path = folder(tmp_path / "next", hosts=HOSTS.replace("Hackney", "Hackney Council"))
    ready = prepared(programme, path)
    folder(path, hosts=HOSTS.replace("Hackney", "Something else"))
    write_as_prepared(programme, ready)
    assert programme.programme.hosts["LBH"].name == "Hackney Council"
    assert programme.history()[0].deed == Deed(IMPORT, {"files": ["next"]})


def test_nothing_is_written_upon_another_programme_than_was_looked_at(tmp_path: Path) -> None:
    memory = Memory()
    mine, hers = Workspace(MemoryStore(memory), TODAY), Workspace(MemoryStore(memory, "Ruth"), TODAY)
    mine.import_files([folder(tmp_path / "first")])
    ready = prepared(mine, folder(tmp_path / "next", hosts=HOSTS.replace("Hackney", "Hackney Council")))
    hers.clear("A2", "C1")
    with pytest.raises(ChangedElsewhere, match="nothing was imported"):
        write_as_prepared(mine, ready)
    assert mine.programme.hosts["LBH"].name == "Hackney"


def test_names_stand_for_codes() -> None:
    """A code alone says little: people, hosts and teams are named as well."""
    ayo = Apprentice(
        apprentice="A1", given_names="Ayo", family_name="Bello", starts_on=TODAY, ends_on=date(2027, 9, 3)
    )
    found = Import(
        files=[],
        existing={"apprentices": [ayo]},
        new={
            "hosts": [Host(host="COL", name="City")],
            "separations": [Separation(apprentice="A1", other="A9")],
            "assignments": [Assignment(apprentice="A1", cycle="C1", placement="X")],
        },
        changed={name: [] for name in ("hosts", "separations", "assignments")},
        removals={},
        counts={},
        bank_holidays={},
        left_out={},
    )
    assert [one.name for one in differences(found)] == ["COL City", "A1 Ayo Bello, A9", "A1 Ayo Bello, C1"]
