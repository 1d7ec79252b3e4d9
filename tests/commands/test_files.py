"""`import`, `template`, `export`, `demo`, and databases that can't be used."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures import PILOT
from tests.commands.conftest import Program

PROGRAM = "from apprentices.commands import main; main()"


def test_without_a_database_says_how_to_make_one(program: Program, tmp_path: Path) -> None:
    for command in (["check"], ["board"], ["history"], ["undo"], []):
        ran = program(*command)
        assert (ran.code, ran.out) == (2, "")
        assert "apprentices import" in ran.err
    assert not (tmp_path / "p.db").exists()


def test_db_stands_before_or_after_the_command(pilot: Program, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "p.db", tmp_path / "q.db")
    for words in (["--db", tmp_path / "q.db", "board"], ["board", "--db", tmp_path / "q.db"],
                  ["--json", "--db", tmp_path / "q.db", "board"]):  # fmt: skip
        assert pilot(*words).code == 0
    assert pilot("--json", "board").json["cycles"]


def test_import_tells_everything_wrong_and_imports_nothing(program: Program, tmp_path: Path) -> None:
    made = tmp_path / "programme"
    shutil.copytree(PILOT, made)
    (made / "travel.csv").write_text("apprentice,site,minutes\nA99,Guildhall,long\n")
    ran = program("import", made)
    assert (ran.code, ran.out) == (2, "")
    assert 'travel.csv:2:minutes: "long" is not a whole number' in ran.err
    assert 'travel.csv:2:apprentice: "A99" is not in apprentices.csv' in ran.err
    assert "nothing was imported" in ran.err
    assert not (tmp_path / "p.db").exists()


def test_import_tells_once_of_columns_that_are_peoples_own(program: Program, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "hosts.csv").write_text("host,name,Note\nH,Host,ring first\n")
    (made / "cycles.csv").write_text("cycle,starts_on,ends_on,x-1,x-2\nC1,2027-01-04,2027-04-02,,\n")
    done = program("import", str(made), "--json")
    assert done.code == 0
    assert done.err == (
        "Left out, since columns that begin with note or x- are your own: "
        "cycles.csv: x-1, x-2; hosts.csv: Note.\n"
    )


def test_import_again_changes_nothing(pilot: Program) -> None:
    tables = pilot("import", PILOT, "--json").json["tables"]
    assert {table["new"] + table["changed"] + table["removed"] for table in tables.values()} == {0}
    assert tables["apprentices"]["same"] == 24
    assert len(pilot("history", "--json").json["events"]) == 1


def test_import_dry_run_writes_nothing(program: Program, tmp_path: Path) -> None:
    ran = program("import", PILOT, "--dry-run", "--json")
    assert ran.code == 0
    assert ran.json["tables"]["apprentices"] == {"new": 24, "changed": 0, "same": 0, "removed": 0}
    assert not (tmp_path / "p.db").exists()


def test_import_dry_run_names_what_would_be_new_changed_and_removed(pilot: Program, tmp_path: Path) -> None:
    hosts = tmp_path / "hosts.csv"
    hosts.write_text("host,name,notice_weeks\nCOL,City,9\nNEW,A new one,\n")
    ran = pilot("import", hosts, "--dry-run")
    rows = [line.split("  ") for line in ran.out.splitlines()]
    told = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert ["new", "hosts", "NEW A new one"] in told
    there = "City of London Corporation"
    assert ["changed", "hosts", f"COL {there}", "name", there, "City"] in told
    assert ran.out.endswith("Nothing was imported: this was a dry run.\n")
    # Its own words only: without --dry-run the counts are enough.
    assert "would be" not in pilot("import", hosts).out


def test_import_replace_removes_what_the_files_no_longer_hold(pilot: Program, tmp_path: Path) -> None:
    made = tmp_path / "programme"
    shutil.copytree(PILOT, made)
    (made / "travel.csv").unlink()
    assert pilot("import", made, "--json").json["tables"]["travel"]["removed"] == 0
    assert pilot("import", made, "--replace", "--json").json["tables"]["travel"]["removed"] == 240
    (newest,) = pilot("history", "--limit", 1, "--json").json["events"]
    assert pilot("undo", newest["event"]).code == 0
    assert (
        pilot("import", made, "--replace", "--dry-run", "--json").json["tables"]["travel"]["removed"] == 240
    )


DFE = (
    "CohortRef,ULN,FamilyName,GivenNames,DateOfBirth,EmailAddress,StdCode,StartDate,EndDate,TotalPrice\n"
    "P97BKL,4830001177,Nwachukwu,Amara Joy,17/05/2006,amara@example.org,196,07/09/2026,Mar-28,5000\n"
    "P97BKL,2000000001,Okonkwo-Reid,Zainab,2007-04-23,zainab@example.org,122,2026-09-07,2027-12,3000\n"
)


@pytest.fixture
def bulk_upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload.csv"
    path.write_text(DFE)
    return path


def test_import_dfe_updates_and_adds_people_as_one_event(pilot: Program, bulk_upload: Path) -> None:
    people = {"apprentices": {"new": 1, "changed": 1, "same": 0, "removed": 0}}
    dry = pilot("import", "--dfe", bulk_upload, "--dry-run", "--json").json
    assert (dry["dry_run"], dry["tables"]) == (True, people)
    new, changed = dry["changes"]
    assert (new["does"], new["key"], new["name"]) == ("new", ["A25"], "A25 Zainab Okonkwo-Reid")
    assert (changed["does"], changed["key"]) == ("changed", ["A01"])
    assert changed["cells"]["given_names"] == ["Amara", "Amara Joy"]
    assert pilot("import", "--dfe", bulk_upload, "--json").json == {"dry_run": False, "tables": people}
    names = {row["apprentice"]: row["name"] for row in pilot("board", "--json").json["rows"]}
    assert (names["A01"], names["A25"]) == ("Amara Joy Nwachukwu", "Zainab Okonkwo-Reid")
    again = pilot("import", "--dfe", bulk_upload, "--json").json["tables"]["apprentices"]
    assert again == {"new": 0, "changed": 0, "same": 2, "removed": 0}
    label = pilot("history", "--json").json["events"]
    assert [event["label"] for event in label if "upload" in event["label"]] == ["Imported upload.csv"]
    assert pilot("undo", label[0]["event"]).code == 0
    assert len(pilot("board", "--json").json["rows"]) == 24


def test_import_dfe_keeps_neither_addresses_nor_prices(
    pilot: Program, bulk_upload: Path, tmp_path: Path
) -> None:
    assert pilot("import", "--dfe", bulk_upload).code == 0
    assert pilot("export", "programme", tmp_path / "out").code == 0
    written = "".join(path.read_text() for path in (tmp_path / "out").glob("*.csv"))
    assert "Okonkwo-Reid" in written
    assert "example.org" not in written
    assert b"example.org" not in b"".join(path.read_bytes() for path in tmp_path.glob("p.db*"))


def test_import_dfe_beside_a_folder_makes_a_programme(
    program: Program, bulk_upload: Path, tmp_path: Path
) -> None:
    ran = program("import", PILOT, "--dfe", bulk_upload, "--replace")
    assert ran.code == 0, ran.err
    assert len(program("board", "--json").json["rows"]) == 25


def test_import_dfe_tells_everything_wrong_and_imports_nothing(
    program: Program, bulk_upload: Path, tmp_path: Path
) -> None:
    bulk_upload.write_text(DFE.replace("2000000001", "2.00E+09").replace("2027-12", "soon"))
    ran = program("import", "--dfe", bulk_upload)
    assert (ran.code, ran.out) == (2, "")
    assert 'upload.csv:3:ULN: Excel has shortened the unique learner number to "2.00E+09"' in ran.err
    assert "upload.csv:3:EndDate: Enter the end date using the format yyyy-mm, for example 2028-03" in ran.err
    assert "upload.csv:2:StdCode: The standard code 196 is ST0070, which is not among" in ran.err
    assert "4 problems found; nothing was imported." in ran.err
    assert not (tmp_path / "p.db").exists()


def test_import_needs_something_to_read(pilot: Program, bulk_upload: Path) -> None:
    nothing = pilot("import")
    assert (nothing.code, nothing.out) == (2, "")
    assert "--dfe FILE" in nothing.err
    replacing = pilot("import", "--dfe", bulk_upload, "--replace")
    assert replacing.code == 2
    assert "leave out --replace" in replacing.err


def test_template_explains_every_column_and_overwrites_nothing(program: Program, tmp_path: Path) -> None:
    assert program("template", tmp_path / "new").code == 0
    assert len(list((tmp_path / "new").glob("*.csv"))) == 17
    assert program("import", tmp_path / "new").code == 0
    again = program("template", tmp_path / "new")
    assert again.code == 2
    assert "nothing is overwritten" in again.err


def test_template_writes_a_workbook_that_is_imported_as_it_is(program: Program, tmp_path: Path) -> None:
    ran = program("template", tmp_path / "new.xlsx", "--json")
    assert ran.json == {"folder": str(tmp_path), "files": ["new.xlsx"]}
    assert (tmp_path / "new.xlsx").is_file()
    assert program("import", tmp_path / "new.xlsx").code == 0
    again = program("template", tmp_path / "new.xlsx")
    assert (again.code, "nothing is overwritten" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("by", "rows"), [("assignment", 127), ("apprentice", 24), ("host", 15 * 6), ("matrix", 15)]
)
def test_export_rotations_in_four_forms(pilot: Program, by: str, rows: int, tmp_path: Path) -> None:
    text = pilot("export", "rotations", "--by", by).out
    assert len(list(csv.reader(io.StringIO(text)))) == rows + 1
    assert len(pilot("export", "rotations", "--by", by, "--json").json) == rows
    assert pilot("export", "rotations", "--by", by, "-o", tmp_path / "out.xlsx").code == 0
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


def test_a_csv_file_begins_with_a_mark_that_standard_output_lacks(pilot: Program, tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    printed = pilot("export", "rotations").out
    assert pilot("export", "rotations", "-o", tmp_path / "out.csv").code == 0
    assert (tmp_path / "out.csv").read_bytes() == mark + printed.encode()
    assert pilot("export", "programme", tmp_path / "made").code == 0
    assert pilot("template", tmp_path / "new").code == 0
    written = [*(tmp_path / "made").glob("*.csv"), *(tmp_path / "new").glob("*.csv")]
    assert len(written) == 34
    assert all(path.read_bytes().startswith(mark) for path in written)
    again = pilot("import", tmp_path / "made", "--dry-run", "--json").json["tables"]
    assert all((table["new"], table["changed"], table["removed"]) == (0, 0, 0) for table in again.values())


def test_export_for_one_host_and_cycle(pilot: Program) -> None:
    rows = pilot("export", "rotations", "--host", "elft", "--cycle", "c1", "--json").json
    assert {(row["host"], row["cycle"]) for row in rows} == {("ELFT", "C1")}


@pytest.mark.parametrize("which", [(), ("--published",)])
def test_export_refuses_a_host_or_cycle_that_is_not_there(pilot: Program, which: tuple[str, ...]) -> None:
    assert pilot("publish", "--by", "Ruth", "--despite", "--why", "The board meets today").code == 0
    for option, code in (("--host", "ELTF"), ("--cycle", "C9")):
        ran = pilot("export", "rotations", option, code, *which)
        assert (ran.code, ran.out) == (2, "")
        assert f'There is no {option[2:]} "{code}".' in ran.err


def test_export_of_the_programme_leaves_a_folder_that_people_edit_alone(
    pilot: Program, tmp_path: Path
) -> None:
    made = tmp_path / "programme"
    made.mkdir()
    (made / "notes.txt").write_text("mine")
    (made / "Travel.CSV").write_text("edited")
    refused = pilot("export", "programme", made)
    assert (refused.code, refused.out) == (2, "")
    assert "has Travel.CSV already" in refused.err
    assert "--overwrite" in refused.err
    assert {path.name for path in made.iterdir()} == {"notes.txt", "Travel.CSV"}
    assert (made / "Travel.CSV").read_text() == "edited"
    assert pilot("export", "programme", made, "--overwrite").code == 0
    assert (made / "notes.txt").read_text() == "mine"
    assert pilot("import", made, "--replace", "--json").json["tables"]["travel"]["same"] == 240


def test_export_of_the_programme_leaves_a_workbook_alone(pilot: Program, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    book.write_text("edited")
    assert pilot("export", "programme", book).code == 2
    assert book.read_text() == "edited"
    assert pilot("export", "programme", book, "--overwrite").code == 0
    assert book.read_bytes()[:2] == b"PK"


def test_export_of_the_programme_makes_a_folder_for_the_user_alone(pilot: Program, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        assert pilot("export", "programme", tmp_path / "out").code == 0
    finally:
        os.umask(old)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_template_tells_only_of_what_it_wrote(program: Program, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "notes.txt").write_text("mine")
    told = program("template", tmp_path / "new", "--json").json["files"]
    assert len(told) == 18
    assert "notes.txt" not in told


def test_export_of_a_workbook_needs_a_file(pilot: Program) -> None:
    ran = pilot("export", "rotations", "--format", "xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "add -o PATH" in ran.err


def test_demo_and_board_without_a_terminal_print_the_table(program: Program, tmp_path: Path) -> None:
    demo = subprocess.run(
        [sys.executable, "-c", PROGRAM, "demo"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    assert "Mia Whitlock" in demo.stdout
    assert "in a terminal" in demo.stdout.splitlines()[-1]
    kept = tmp_path / "kept.db"
    assert program("demo", "--keep", kept).code == 0
    assert program("check", "--db", kept).code == 1
    assert program("demo", "--keep", kept).code == 2


@pytest.mark.parametrize("damage", ["newer", "damaged", "foreign"])
def test_a_database_that_can_not_be_used_is_exit_3_and_left_alone(
    pilot: Program, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "p.db"
    if damage == "newer":
        with sqlite3.connect(path) as conn:
            conn.execute("PRAGMA journal_mode = DELETE")
            conn.execute("PRAGMA user_version = 99")
        conn.close()
    elif damage == "damaged":
        path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    else:
        path.unlink()
        with sqlite3.connect(path) as conn:
            conn.execute("CREATE TABLE music (title TEXT)")
        conn.close()
    before = path.read_bytes()
    for command in (["check"], ["assign", "A20", "C6", "COL-BAR"], ["import", PILOT], []):
        ran = pilot(*command)
        assert (ran.code, ran.out) == (3, "")
        assert str(path) in ran.err
    assert path.read_bytes() == before


def test_the_reader_of_a_pipe_may_go_away(pilot: Program, tmp_path: Path) -> None:
    line = f"set -o pipefail; {sys.executable} -c '{PROGRAM}' check | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
