"""`board`, `check` and `rules`: what they print, for people and for scripts."""

import csv
import io
import subprocess
import sys

import pytest

from fixtures import PILOT
from tests.commands.conftest import Program


def test_board_as_a_table_names_everyone(pilot: Program) -> None:
    ran = pilot("board")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["apprentice", "C1", "C2", "C3", "C4", "C5", "C6"]
    (mia,) = [line for line in lines if line.startswith("A20")]
    assert "Mia Whitlock" in mia
    assert mia.rstrip().endswith("(gap)")


def test_board_as_json(pilot: Program) -> None:
    board = pilot("board", "--json").json
    assert board["cycles"] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    with (PILOT / "assignments.csv").open(encoding="utf-8", newline="") as file:
        given = {(row["apprentice"], row["cycle"]): row["placement"] for row in csv.DictReader(file)}
    shown = {(row["apprentice"], cycle): placement for row in board["rows"]
             for cycle, placement in row["cells"].items()}  # fmt: skip
    assert {cell: placement for cell, placement in shown.items() if placement} == given
    assert len(shown) == 24 * 6
    assert board["rows"][0].keys() == {"apprentice", "name", "cells"}


def test_board_by_host_as_json(pilot: Program) -> None:
    hosts = pilot("board", "--by", "host", "--cycle", "c2", "--json").json["hosts"]
    assert [host["host"] for host in hosts] == ["COL", "LBH", "ELFT"]
    assert all(list(host["cycles"]) == ["C2"] for host in hosts)
    rows = pilot("board", "--json").json["rows"]
    for host in hosts:
        there = {r["apprentice"] for r in rows if (r["cells"]["C2"] or "").startswith(f"{host['host']}-")}
        assert set(host["cycles"]["C2"]) == there
    table = pilot("board", "--by", "host")
    assert table.out.split()[:2] == ["host", "team"]


def test_board_of_a_publication_that_is_not_there(pilot: Program) -> None:
    ran = pilot("board", "--published")
    assert (ran.code, ran.out) == (2, "")
    assert "Nothing has been published yet" in ran.err


@pytest.mark.parametrize(("words", "rules"), [
    (["--rule", "plan-gap"], {"PLAN-GAP"}),
    (["--apprentice", "whitlock"], {"PLAN-GAP", "PLAN-SEATS"}),  # she is one of three on two seats
    (["--cycle", "2"], {"PLAN-EXCLUDED", "WTR-YOUNG-HOURS", "CLEAR-BPSS", "SIGN-MISSING"}),
    (["--host", "elft", "--cycle", "C3"], {"CAL-ABSENCE"}),
])  # fmt: skip
def test_check_narrowed(pilot: Program, words: list[str], rules: set[str]) -> None:
    ran = pilot("check", "--on", "2026-11-23", "--json", *words)
    assert {finding["rule"] for finding in ran.json["findings"]} == rules
    assert ran.code == 1


def test_check_with_warnings_alone_is_exit_0(pilot: Program) -> None:
    ran = pilot("check", "--rule", "PLAN-TRAVEL", "--on", "23/11/2026")
    assert ran.code == 0
    assert "? PLAN-TRAVEL" in ran.out
    assert "0 conflicts, 1 warning for PLAN-TRAVEL, as of 23 November 2026." in ran.out


# No rates are known from April and May 2027, no standard has published hours, A24 lacks ULN and training
# days: see `expected_pilot`.
UNKNOWN = ["FUND-PLAN", "PAY-NMW", "PAY-LLW", "PERSON-UNKNOWN"]


def test_what_cannot_be_judged_is_told_last_under_a_heading_of_its_own(pilot: Program) -> None:
    told, heading, unknown = pilot("check", "--on", "2026-11-23").out.partition("Can't be judged yet:\n")
    assert heading
    assert [line.split()[1] for line in unknown.splitlines() if line.startswith("? ")] == UNKNOWN
    assert not any(rule in told for rule in set(UNKNOWN) - {"PAY-LLW"})
    assert "A19" in told  # who is paid less than the rate that is known
    assert "Can't be judged" not in pilot("check", "--rule", "PLAN-GAP").out


def test_what_cannot_be_judged_says_so_in_json_and_counts_as_before(pilot: Program) -> None:
    answer = pilot("check", "--on", "2026-11-23", "--json").json
    assert [f["rule"] for f in answer["findings"] if not f["judged"]] == UNKNOWN
    assert answer["conflicts"] + answer["warnings"] == len(answer["findings"])


def test_check_as_csv_has_the_columns_of_its_json(pilot: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(pilot("check", "--format", "csv").out)))
    found = pilot("check", "--json").json["findings"]
    assert list(rows[0]) == list(found[0])
    assert [row["message"] for row in rows] == [finding["message"] for finding in found]


@pytest.mark.parametrize(("words", "help_"), [
    (["check", "--on", "soon"], "write it as 2027-02-03"),
    (["check", "--host", "ELFFT"], "Did you mean East London NHS Foundation Trust (ELFT)?"),
    (["check", "--rule", "PLAN-GAPS"], "Did you mean PLAN-GAP"),
    (["check", "--format", "xml"], "table"),
    (["chek"], "No such command"),
    (["rules", "PLAN-X"], 'There is no rule "PLAN-X"'),
])  # fmt: skip
def test_bad_usage_is_exit_2_and_says_what_to_do(pilot: Program, words: list[str], help_: str) -> None:
    ran = pilot(*words)
    assert (ran.code, ran.out) == (2, "")
    assert help_ in ran.err


def test_check_imports_nothing_heavy(pilot: Program) -> None:
    heavy = {"textual", "pydantic", "sqlite_utils", "highspy", "ortools", "holidays", "xlsxwriter", "rich"}
    code = (
        "import sys\nfrom apprentices.commands import run\n"
        "run(['check', '--json'])\n"
        f"print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_rules_lists_every_rule_and_shows_one(program: Program) -> None:
    from apprentices.rules.catalogue import RULES

    listed = program("rules").out
    assert all(rule in listed for rule in RULES)
    shown = program("rules", "plan-closed").out
    for words in ("PLAN-CLOSED", "days = 10 working days", "Source:"):
        assert words in shown
    (as_json,) = program("rules", "PLAN-CLOSED", "--json").json["rules"]
    assert as_json["parameters"][0]["value"] == 10


def test_rules_are_set_switched_off_and_on(pilot: Program) -> None:
    assert pilot("rules", "set", "PLAN-TRAVEL", "minutes", 93).code == 0
    assert pilot("check", "--rule", "PLAN-TRAVEL", "--json").json["findings"] == []
    assert "minutes = 93 minutes, default 90" in pilot("rules", "PLAN-TRAVEL").out
    assert pilot("rules", "off", "PLAN-GAP", "--why", "The gap is meant").code == 0
    assert pilot("check", "--rule", "PLAN-GAP").code == 0
    assert "Off:     The gap is meant" in pilot("rules", "PLAN-GAP").out
    assert pilot("rules", "on", "PLAN-GAP").code == 0
    assert pilot("check", "--rule", "PLAN-GAP").code == 1
    assert pilot("rules", "set", "PLAN-SEATS", "severity", "warning").code == 0
    assert pilot("check", "--rule", "PLAN-SEATS").code == 0


@pytest.mark.parametrize(("words", "help_"), [
    (["set", "PLAN-TRAVEL", "minutes", "long"], '"long" is not a whole number of minutes'),
    (["set", "PLAN-TRAVEL", "hours", "1"], 'PLAN-TRAVEL has no "hours"; it has minutes, severity'),
    (["set", "PLAN-TRAVEL", "severity", "bad"], "choose conflict, warning, off"),
    (["set", "CAL-TRAINING", "days", "0"], '"0" is less than 1'),
    (["off", "PLAN-TRAVEL"], "--why"),
])  # fmt: skip
def test_rules_refuse_what_makes_no_sense(pilot: Program, words: list[str], help_: str) -> None:
    ran = pilot("rules", *words)
    assert ran.code == 2
    assert help_ in ran.err


def test_what_follows_is_in_json_and_once_for_neighbours_in_the_table(pilot: Program) -> None:
    answer = pilot("check", "--on", "2026-11-23", "--json").json["findings"]
    told = next(f for f in answer if f["rule"].startswith("FUND") and f["judged"])
    assert told["follows"].endswith(").")
    assert told["next_step"].endswith(".")
    gap = next(f for f in answer if f["rule"] == "PLAN-GAP")
    assert (gap["follows"], gap["next_step"]) == (None, None)
    table = " ".join(pilot("check", "--on", "2026-11-23").out.split())
    assert sum(f["rule"] == "FUND-FJAA" for f in answer) == 3
    assert table.count("so long a time with others is allowed to none but employers on the register") == 1


def test_a_rule_says_what_follows_from_it(pilot: Program) -> None:
    said = pilot("rules", "PAY-NMW").out
    assert "Follows: If nothing is done, the employer may have to pay what is owed and a penalty" in said
    assert "Next:    The employer's HR lead has payroll raise the pay" in said
    assert "Follows:" not in pilot("rules", "PLAN-GAP").out
    assert (
        pilot("rules", "PAY-NMW", "--json")
        .json["rules"][0]["follows"]
        .startswith("the employer may have to pay")
    )


def test_check_as_a_list_of_what_to_do(pilot: Program) -> None:
    """The agreement of Zeynep Altunbas is due by her first day, 7 December, and LBH employs her."""
    ran = pilot("check", "--by", "week", "--on", "2026-11-23")
    week = ran.out.partition("The week from 7 December 2026: ")[2].partition("\nThe week from")[0]
    assert "No apprenticeship agreement is recorded for Zeynep Altunbas" in week
    assert "  For LBH, by 7 December 2026." in week.partition("FUND-AGREEMENT")[2]
    (one,) = pilot("check", "--rule", "FUND-AGREEMENT", "--on", "2026-11-23", "--json").json["findings"]
    assert (one["owner"], one["due"]) == ("LBH", "2026-12-07")
