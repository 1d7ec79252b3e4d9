"""What was told stays told, whatever becomes of the programme: `diff`, `export rotations`, `board`."""

import csv
from pathlib import Path
from shutil import copytree

import pytest

from fixtures import PILOT
from tests.commands.conftest import Program

DESPITE = ("--by", "Ruth Adeyemi", "--despite", "--why", "The board meets today")
# A01 in C1, as apprentices.csv, cycles.csv and placements.csv of the pilot have it.
TOLD = {
    "apprentice": "A01",
    "name": "Amara Nwachukwu",
    "standard": "ST0070",
    "employer": "COL",
    "cycle": "C1",
    "starts_on": "2026-09-07",
    "ends_on": "2026-12-04",
    "host": "COL",
    "placement": "COL-LMA",
    "team": "Archives reading rooms",
    "site": "London Metropolitan Archives",
    "supervisor": "Hugh Pennycuick",
    "status": "active",
    "pinned": True,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pilot's folder."""
    return copytree(PILOT, tmp_path / "programme")


@pytest.fixture
def published(pilot: Program) -> Program:
    """The pilot with a publication."""
    assert pilot("publish", *DESPITE).code == 0
    return pilot


def change(folder: Path, table: str, code: str, **values: str) -> None:
    """Write other values into the row of a code, the first column of its table."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if next(iter(row.values())) == code:
            row |= values
    _write(path, rows)


def leave(folder: Path, code: str) -> None:
    """Take a person out of every table."""
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        _write(path, [row for row in rows if code not in row.values()], list(rows[0]))


def _write(path: Path, rows: list[dict[str, str]], header: list[str] | None = None) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header or list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def renewed(published: Program, folder: Path) -> Program:
    """After the publication, C1 ends a week earlier, and the archives have another team and supervisor."""
    change(folder, "cycles", "C1", ends_on="2026-11-27")
    change(folder, "placements", "COL-LMA", team="Reading rooms", supervisor="Ottoline Marsh")
    assert published("import", folder).code == 0
    return published


def test_what_was_told_is_printed_as_it_was_told(renewed: Program) -> None:
    (was,) = [
        row
        for row in renewed("export", "rotations", "--published", "--json").json
        if (row["apprentice"], row["cycle"]) == ("A01", "C1")
    ]
    assert was == TOLD
    (now,) = [
        row
        for row in renewed("export", "rotations", "--draft", "--json").json
        if (row["apprentice"], row["cycle"]) == ("A01", "C1")
    ]
    assert now == TOLD | {
        "ends_on": "2026-11-27",
        "team": "Reading rooms",
        "supervisor": "Ottoline Marsh",
    }


def test_diff_tells_other_dates_teams_and_supervisors(renewed: Program) -> None:
    changes = renewed("diff", "--json").json["changes"]
    (one,) = [c for c in changes if (c["apprentice"], c["cycle"]) == ("A01", "C1")]
    assert (one["from"], one["to"], one["change"]) == ("COL-LMA", "COL-LMA", "changed")
    assert one["facts"] == {
        "ends_on": {"from": "2026-12-04", "to": "2026-11-27"},
        "team": {"from": "Archives reading rooms", "to": "Reading rooms"},
        "supervisor": {"from": "Hugh Pennycuick", "to": "Ottoline Marsh"},
    }
    told = renewed("diff").out
    assert "Nothing differs" not in told
    assert "Hugh Pennycuick → Ottoline Marsh" in told


def test_who_has_left_stays_in_what_was_told(published: Program, folder: Path) -> None:
    leave(folder, "A01")
    assert published("import", folder, "--replace").code == 0
    rows = published("export", "rotations", "--published", "--json").json
    assert [row["cycle"] for row in rows if row["name"] == "Amara Nwachukwu"] == [
        f"C{n}" for n in range(1, 7)
    ]
    board = published("board", "--published", "--json").json
    assert board["rows"][0]["name"] == "Amara Nwachukwu"
    assert board["rows"][0]["cells"]["C1"] == "COL-LMA"
    gone = published("diff", "--json").json["changes"]
    assert [(c["apprentice"], c["cycle"], c["change"]) for c in gone] == [
        ("A01", f"C{n}", "gone") for n in range(1, 7)
    ]
    assert "Amara Nwachukwu" in published("diff").out
