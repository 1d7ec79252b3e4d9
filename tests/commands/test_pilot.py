"""The job on the pilot: import, check, mend by commands, export; expected findings worked out by hand."""

import csv
import io
from pathlib import Path

from fixtures import PILOT
from tests.clock import TODAY
from tests.commands.conftest import Program
from tests.fixtures.expected_pilot import EXPECTED, MENDS

FIELDS = ("rule", "severity", "apprentice", "cycle", "placement", "host")


def test_check_finds_what_was_worked_out_by_hand(pilot: Program) -> None:
    ran = pilot("check", "--on", TODAY, "--json")
    assert ran.code == 1
    found = {tuple(finding[field] for field in FIELDS) for finding in ran.json["findings"]}
    assert found == set(EXPECTED)
    assert len(ran.json["findings"]) == len(EXPECTED)
    conflicts = sum(severity == "conflict" for _, severity, *_ in EXPECTED)
    assert (ran.json["conflicts"], ran.json["warnings"]) == (conflicts, len(EXPECTED) - conflicts)
    assert ran.json["waived"] == 0


def test_mending_by_commands_leads_to_exit_0(pilot: Program) -> None:
    conflicts = pilot("check", "--on", TODAY, "--json").json["conflicts"]
    for mend in MENDS:
        assert pilot(*mend).code == 0
        after = pilot("check", "--on", TODAY, "--json").json["conflicts"]
        assert after < conflicts
        conflicts = after
    assert pilot("check", "--on", TODAY).code == 0


def test_rotations_have_one_row_an_assignment(pilot: Program, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert pilot("export", "rotations", "-o", out).code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    with (PILOT / "assignments.csv").open(encoding="utf-8", newline="") as file:
        given = {(row["apprentice"], row["cycle"]): row["placement"] for row in csv.DictReader(file)}
    assert {(row["apprentice"], row["cycle"]): row["placement"] for row in rows} == given
    assert len(rows) == len(given)
    assert not {"date_of_birth", "uln", "hourly_pay"} & rows[0].keys()


def test_the_programme_comes_back_to_the_byte(pilot: Program, tmp_path: Path) -> None:
    assert pilot("export", "programme", tmp_path / "one").code == 0
    assert pilot("import", tmp_path / "one", "--db", tmp_path / "q.db").code == 0
    assert pilot("export", "programme", tmp_path / "two", "--db", tmp_path / "q.db").code == 0
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / d).iterdir()} for d in ("one", "two"))
    assert one == two
    assert len(one) == 17


def test_the_programme_comes_back_through_a_workbook(pilot: Program, tmp_path: Path) -> None:
    assert pilot("export", "programme", tmp_path / "one").code == 0
    assert pilot("export", "programme", tmp_path / "p.xlsx").code == 0
    assert pilot("import", tmp_path / "p.xlsx", "--db", tmp_path / "q.db").code == 0
    assert pilot("export", "programme", tmp_path / "two", "--db", tmp_path / "q.db").code == 0
    for path in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes()
