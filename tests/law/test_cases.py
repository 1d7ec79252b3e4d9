"""Worked cases from published text.

`cases/` is a programme of invented people, `expected.csv` what the check of 1 December 2026 says, or doesn't
say, about each of them: worked out by hand from the source beside it.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from apprentices.commands import run

HERE = Path(__file__).parent
with (HERE / "expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


def test_every_case_is_right(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    database = str(tmp_path / "cases.db")
    assert run(["--db", database, "import", str(HERE / "cases")]) == 0
    capfd.readouterr()
    assert run(["--db", database, "check", "--on", "2026-12-01", "--json"]) == 1
    findings = json.loads(capfd.readouterr().out)["findings"]
    assert [case for case in EXPECTED if bool(_found(findings, case)) is not (case["present"] == "yes")] == []


def _found(findings: list[dict[str, Any]], case: dict[str, str]) -> list[dict[str, Any]]:
    """The findings that a case is about; an empty cycle or severity stands for any."""
    asked = {"apprentice": case["apprentice"] or None, "rule": case["rule"]}
    asked |= {key: case[key] for key in ("cycle", "severity") if case[key]}
    return [finding for finding in findings if all(finding[key] == asked[key] for key in asked)]


COLUMNS = {
    "standards": "standard,title,level\nST0700,Senior leader,7\nST0005,Adult care worker,2\n",
    "cycles": "cycle,starts_on,ends_on\nC1,2026-09-07,2027-01-03\n",
    "hosts": "host,name,living_wage_apprentices\nCOL,City,yes\n",
    "apprentices": (
        "apprentice,given_names,family_name,date_of_birth,employer,standard,starts_on,ends_on,agreement_on,"
        "weekly_hours,hourly_pay,off_the_job_hours,prior_learning_hours,support,portable,days_a_week,"
        "training_plan_on\n"
        # 22 at the start of level 7, in care before; 14.79 is a penny under the London rate.
        "A1,Ayo,Bell,2004-05-01,COL,ST0700,2026-09-07,2027-08-29,2026-09-01,35,14.79,400,,care-leaver,no,5,"
        "2026-10-18\n"
        # The same without support; signed a day after day 42.
        "A2,Ayo,Cole,2004-05-01,COL,ST0700,2026-09-07,2027-08-29,2026-09-01,35,14.80,400,,,no,5,2026-10-19\n"
        # 299 of 300 hours, and 1 hour of prior learning; a portable agreement a day short of three months.
        "A3,Ayo,Dean,2000-05-01,COL,ST0005,2026-09-07,2026-12-05,2026-09-01,35,14.80,299,1,,yes,5,2026-10-18\n"
    ),
}


def test_the_columns_that_rules_about_funding_and_pay_need_come_by_the_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, database = tmp_path / "folder", str(tmp_path / "p.db")
    folder.mkdir()
    for name, text in COLUMNS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run(["--db", database, "import", str(folder)]) == 0
    capfd.readouterr()
    run(["--db", database, "check", "--on", "2026-12-01", "--json"])
    findings = json.loads(capfd.readouterr().out)["findings"]
    rules = ("FUND-AGE", "FUND-PLAN", "FUND-OTJ", "FUND-PORTABLE", "PAY-LLW")
    told = {(f["rule"], f["severity"], f["apprentice"]) for f in findings if f["rule"] in rules}
    assert told - {("PAY-LLW", "warning", None), ("FUND-OTJ", "warning", None)} == {
        ("PAY-LLW", "warning", "A1"),
        ("FUND-AGE", "conflict", "A2"),
        ("FUND-PLAN", "warning", "A2"),
        ("FUND-PORTABLE", "conflict", "A3"),
        ("FUND-PORTABLE", "warning", None),  # whether the standard is listed is not known
    }
