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
