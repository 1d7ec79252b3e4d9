"""What was told stays told, whatever becomes of the programme: `diff`, `export rotations`, `board`."""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
import time_machine

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


class TestWhichBoard:
    """`export rotations` takes the latest publication, else the draft, and says which; `board` the draft."""

    def test_the_draft_while_nothing_is_published(self, pilot: Program, tmp_path: Path) -> None:
        ran = pilot("export", "rotations")
        assert (ran.code, ran.err) == (0, "This is the draft.\n")
        ran = pilot("export", "rotations", "-o", tmp_path / "r.csv")
        assert (ran.out, ran.err) == ("", f"Wrote 127 rows of the draft to {tmp_path / 'r.csv'}.\n")
        for command in (("export", "rotations"), ("board",)):
            refused = pilot(*command, "--published")
            assert (refused.code, refused.out) == (2, "")
            assert "Nothing has been published yet" in refused.err

    def test_the_latest_publication_as_soon_as_there_is_one(self, pilot: Program) -> None:
        with time_machine.travel(datetime(2026, 11, 20, 9, 30, tzinfo=UTC), tick=False):
            assert pilot("publish", *DESPITE).code == 0
        pilot("assign", "A01", "C1", "ELFT-HR")
        with time_machine.travel(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), tick=False):
            assert pilot("publish", *DESPITE).code == 0
        pilot("clear", "A01", "C1")

        def place(*words: str) -> tuple[list[str], str]:
            ran = pilot("export", "rotations", "--cycle", "C1", "--json", *words)
            return [row["placement"] for row in ran.json if row["apprentice"] == "A01"], ran.err

        second = (["ELFT-HR"], "This is publication 2 of 24 November 2026, by Ruth Adeyemi.\n")
        assert place() == place("--published") == place("--published", "2") == second
        assert place("--published", "1") == (
            ["COL-LMA"],
            "This is publication 1 of 20 November 2026, by Ruth Adeyemi.\n",
        )
        assert place("--draft") == ([], "This is the draft.\n")

    def test_the_board_shows_the_draft_unless_asked(self, published: Program) -> None:
        published("clear", "A01", "C1")

        def first(*words: str) -> object:
            return published("board", "--json", *words).json["rows"][0]["cells"]["C1"]

        assert first() is first("--draft") is None
        assert first("--published") == first("--published", "1") == "COL-LMA"
        told = published("board", "--published", "--by", "host", "--cycle", "C1")
        assert "Archives reading rooms" in told.out
        assert "This is publication 1" in told.err

    def test_a_workbook_has_it_in_its_title(self, published: Program, tmp_path: Path) -> None:
        book = tmp_path / "r.xlsx"
        for which, sheet, title in (
            ((), "Publication 1", "Rotations: publication 1 of "),
            (("--draft",), "Draft", "Rotations: the draft"),
        ):
            assert published("export", "rotations", "-o", book, *which).code == 0
            with ZipFile(book) as parts:
                assert f'<sheet name="{sheet}"' in parts.read("xl/workbook.xml").decode()
                assert f"<dc:title>{title}" in parts.read("docProps/core.xml").decode()

    @pytest.mark.parametrize(
        "words", [("--published", "7"), ("--published", "x"), ("--published", "--draft")]
    )
    def test_refuses_what_is_not_there(self, published: Program, words: tuple[str, ...]) -> None:
        for command in (("export", "rotations"), ("board",)):
            refused = published(*command, *words)
            assert (refused.code, refused.out) == (2, "")

    def test_a_host_that_is_told_of_nobody_is_an_empty_table(self, pilot: Program) -> None:
        for row in pilot("export", "rotations", "--host", "ELFT", "--json").json:
            pilot("clear", row["apprentice"], row["cycle"])
        pilot("publish", *DESPITE)
        ran = pilot("export", "rotations", "--host", "ELFT", "--json")
        assert (ran.code, ran.json) == (0, [])

    def test_personal_data_is_of_today_and_empty_for_who_has_left(
        self, published: Program, folder: Path
    ) -> None:
        leave(folder, "A01")
        assert published("import", folder, "--replace").code == 0
        rows = published("export", "rotations", "--personal", "--cycle", "C1", "--json").json
        dates = {row["name"]: row["date_of_birth"] for row in rows}
        assert dates["Amara Nwachukwu"] is None
        assert dates["Rahim Talukdar"] == "2005-11-02"


class TestOfCodesOnly:
    """A publication of the first version: codes are compared and printed, and the rest is said not to be."""

    @pytest.fixture
    def old(self, program: Program, tmp_path: Path) -> Program:
        data = (Path(__file__).parents[1] / "db" / "layout-2.db.gz").read_bytes()
        (tmp_path / "p.db").write_bytes(gzip.decompress(data))
        return program

    def test_it_is_listed_as_such(self, old: Program) -> None:
        (one,) = old("publications", "--json").json["publications"]
        assert (one["codes_only"], one["assignments"], one["despite"]) == (True, 2, None)

    def test_diff_compares_codes_and_says_so(self, old: Program) -> None:
        same = old("diff")
        assert same.out == "No placement differs between 1 and draft.\n"
        assert "which kept codes only" in same.err
        assert old("clear", "B2", "C1").code == 0
        told = old("diff", "--json").json
        (gone,) = told["changes"]
        assert (gone["from"], gone["to"], gone["change"], gone["facts"]) == ("WARD", None, "gone", {})
        assert {"team", "supervisor", "starts_on"} <= set(told["not_compared"])

    def test_it_is_exported_without_what_was_not_kept(self, old: Program) -> None:
        ran = old("export", "rotations", "--json")
        assert [(row["placement"], row["name"], row["team"]) for row in ran.json] == [
            ("WARD", None, None),
            ("LIB", None, None),
        ]
        assert "which kept codes only" in ran.err
        refused = old("export", "rotations", "--host", "ELFT")
        assert (refused.code, refused.out) == (2, "")
        assert "kept no hosts" in refused.err


def test_the_reason_is_a_field_of_its_own(published: Program) -> None:
    (one,) = published("publications", "--json").json["publications"]
    assert one["despite"] == "The board meets today"
    assert "The board meets today" in published("publications").out


def test_diff_groups_by_host_and_counts(published: Program) -> None:
    """A01 from the City to East London, A02 of Hackney in C2 nowhere."""
    published("assign", "A01", "C1", "ELFT-HR")
    published("clear", "A02", "C2")
    lines = " ".join(published("diff").out.split())
    heading, rest = lines.split(": ", 1)
    assert heading.startswith("From publication 1 of ")
    assert heading.endswith(", by Ruth Adeyemi to the draft")
    assert rest == (
        "COL C1 A01 Amara Nwachukwu: no longer comes to Archives reading rooms (COL-LMA), but to People and "
        "culture (ELFT-HR) of ELFT. "
        "ELFT C1 A01 Amara Nwachukwu: comes to People and culture (ELFT-HR), 7 September 2026 to 4 December "
        "2026, no longer to Archives reading rooms (COL-LMA) of COL. "
        "LBH C2 A02 Rahim Talukdar: no longer comes to Recruitment and onboarding (LBH-HR), 7 December 2026 "
        "to 5 March 2027. "
        "2 cells differ: 1 moved and 1 gone."
    )
