"""`plan --proof` and `verify` on the pilot: a proof is written, checked, and told for what it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apprentices.planner.proof.made import crowd_by_hand, text
from tests.commands.conftest import Program


def test_a_plan_is_proved_and_the_proof_checked(pilot: Program, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    planned = pilot("plan", "--proof", file, "--json")
    assert planned.code == 0
    assert (planned.json["status"], planned.json["proof"]) == ("optimal", "certificate")
    assert planned.err == f"{file} proves it in whole numbers: `apprentices verify {file}` checks it.\n"
    checked = pilot("verify", file)
    assert checked.code == 0
    assert f"no plan has higher score than {planned.json['score']} " in checked.out
    assert "24 apprentices, 6 cycles, 15 placements" in checked.out
    assert checked.out.endswith("each row names its rule and codes.\n")
    assert pilot("verify", file, "--json").json["proved"]
    plan = sorted([a["apprentice"], a["cycle"], a["placement"]] for a in planned.json["assignments"])
    assert json.loads(file.read_text("utf-8"))["plan"] == plan


def test_where_a_proof_can_not_be_written_nothing_is_planned(pilot: Program, tmp_path: Path) -> None:
    planned = pilot("plan", "--proof", tmp_path / "nowhere" / "proof.json")
    assert (planned.code, planned.out) == (2, "")
    assert "can't be written: No such file or directory" in planned.err
    assert pilot("history", "--json").json["events"][0]["kind"] == "import"
    assert list(tmp_path.glob(".*.part")) == []


def test_what_is_stopped_before_there_is_a_plan_has_no_proof(pilot: Program, tmp_path: Path) -> None:
    """A tenth of a second is over before the engine has begun."""
    planned = pilot("plan", "--seconds", "0.1", "--proof", tmp_path / "proof.json")
    assert (planned.code, planned.out) == (1, "")
    assert planned.err == (
        "It was stopped before it had found a plan; the board is as it was.\n"
        "There is no proof, since there is no plan to prove.\n"
    )


def test_a_plan_stands_when_its_proof_is_not_done_in_the_time(
    pilot: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apprentices.commands.plan.after", lambda seconds: lambda: True)
    planned = pilot("plan", "--proof", tmp_path / "proof.json")
    assert planned.code == 1
    assert planned.err == (
        "There is no proof. It was stopped before each level had a bound. Give it more with --seconds.\n"
    )
    assert "The draft is so now" in planned.out


def test_verify_says_what_fails(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    proof = crowd_by_hand()
    file.write_text(text(proof), "utf-8")
    told = program("verify", file)
    assert told.code == 0
    assert "a programme without a name, planned on" in told.out
    assert "3 apprentices, 1 cycle, 1 placement; board" in told.out
    proof["levels"][0]["bound"] = 1
    file.write_text(text(proof), "utf-8")
    bounded = program("verify", file)
    assert bounded.code == 1
    assert "The plan has 2, which may not be the best." in bounded.out
    proof["rows"][3]["most"] = 0
    file.write_text(text(proof), "utf-8")
    refused = program("verify", file)
    assert (refused.code, refused.out) == (1, "Not proved: the plan breaks row 3 (PLAN-SEATS).\n")
    assert not program("verify", file, "--json").json["proved"]


def test_verify_refuses_what_is_no_proof(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_bytes(b"\xff\xfe")
    ran = program("verify", file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{file} is not a proof: it is not text in UTF-8.\n"
    assert program("verify", "/dev/null").err == "/dev/null is a device and no file.\n"
    assert program("verify", tmp_path / "none.json").code == 2


def test_verify_needs_neither_solver_nor_database(tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_text(text(crowd_by_hand()), "utf-8")
    code = (
        f"import sys; from apprentices.commands import run; assert run(['verify', {str(file)!r}]) == 0\n"
        "heavy = {'highspy', 'numpy', 'ortools', 'sqlite3', 'textual', 'pydantic', 'apprentices.workspace'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"
