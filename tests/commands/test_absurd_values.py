"""Values out of all bounds: refused where they come in, and no trap where an older program let them in."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apprentices.figures import RuleData
from apprentices.programme import SettingRow
from db.store import open_store
from tests.build import worded
from tests.commands.conftest import Program

COMMANDS = (
    ["check"], ["check", "--format", "csv"], ["board"], ["board", "--by", "host"], ["history"], ["rules"],
    ["rules", "data"], ["rules", "FUND-DURATION"], ["export", "rotations"], ["publications"],
)  # fmt: skip


def findings(program: Program) -> list[Any]:
    """What the rules say on a fixed day."""
    found: list[Any] = program("check", "--on", "2026-11-23", "--json").json["findings"]
    return found


def all_work(program: Program) -> None:
    """What people do every day ends in an answer."""
    for words in COMMANDS:
        assert program(*words).code in (0, 1), words


def put(path: Path, table: str, row: object) -> None:
    """Leave a row in the database as an older program let it in."""
    store = open_store(path, actor="Ruth Adeyemi")
    store.write(worded("From before", "rules"), {table: [row]}, {}, {})
    store.close()


def figure(kind: str, item: str, day: str | None, value: str) -> RuleData:
    from_on = date.fromisoformat(day) if day else None
    return RuleData(kind=kind, item=item, from_on=from_on, value=Decimal(value))


@pytest.mark.parametrize(("words", "said"), [
    (("rules", "data", "pay", "add", "18-20", "11", "--from", "9999-12-31"), "1900 to 2199"),
    (("rules", "data", "pay", "add", "18-20", "1e30", "--from", "2027-04-01"), "is not a figure"),
    (("rules", "data", "pay", "add", "18-20", "NaN", "--from", "2027-04-01"), "is not a figure"),
    (("rules", "data", "pay", "add", "18-20", "1001", "--from", "2027-04-01"), "is more than 1,000"),
    (("rules", "data", "duration", "add", "months", "99999"), "is more than 240"),
    (("rules", "data", "training", "add", "fire", "99999"), "is more than 1,200"),
    (("rules", "set", "PLAN-LENGTH", "weeks", "1" + "0" * 30), "is more than 520"),
    (("rules", "set", "WTR-YOUNG-HOURS", "day", "25"), "is more than 24"),
])  # fmt: skip
def test_a_figure_out_of_bounds_is_refused_and_changes_nothing(
    pilot: Program, words: tuple[str, ...], said: str
) -> None:
    before = findings(pilot)
    done = pilot(*words)
    assert done.code == 2
    assert said in done.err
    assert findings(pilot) == before


@pytest.mark.parametrize(("age", "wrong"), [
    ("7995", "is more than 100"), ("101", "is more than 100"), ("13", "is less than 14"),
])  # fmt: skip
def test_an_age_out_of_bounds_is_refused_with_its_bounds(
    pilot: Program, tmp_path: Path, age: str, wrong: str
) -> None:
    path = tmp_path / "placements.csv"
    path.write_text(f"placement,host,team,seats,min_age\nELFT-WARD,ELFT,Ward,2,{age}\n")
    done = pilot("import", path)
    assert done.code == 2
    assert f'placements.csv:2:min_age: "{age}" {wrong}' in done.err


OLD = [
    ("settings", SettingRow(setting="rule.PLAN-LENGTH.weeks", value="1" + "0" * 5000)),
    ("settings", SettingRow(setting="rule.PLAN-LENGTH.weeks", value="-3")),
    ("settings", SettingRow(setting="rule.PLAN-LENGTH.weeks", value="many")),
    ("settings", SettingRow(setting="rule.PLAN-LENGTH.severity", value="dreadful")),
    ("settings", SettingRow(setting="rule.FUND-SCHOOL-AGE.age", value="9999")),
    ("settings", SettingRow(setting="fairness_weight", value="1e9")),
    ("settings", SettingRow(setting="max_run_at_host", value="none")),
    ("settings", SettingRow(setting="allow_repeat_placement", value="perhaps")),
    ("rule_data", figure("pay", "18-20", "9999-12-31", "11")),
    ("rule_data", figure("duration", "months", None, "99999")),
    ("rule_data", figure("duration", "months", None, "1e30")),
    ("rule_data", figure("training", "other", None, "1e3000")),
    ("rule_data", figure("wages", "18-20", "2027-04-01", "11")),
]


@pytest.mark.parametrize(("table", "row"), OLD)
def test_what_cannot_be_used_in_an_old_database_is_told_and_stops_nothing(
    pilot: Program, tmp_path: Path, table: str, row: object
) -> None:
    before = findings(pilot)
    put(tmp_path / "p.db", table, row)
    all_work(pilot)
    told = [finding for finding in findings(pilot) if finding not in before]
    assert [(finding["rule"], finding["severity"]) for finding in told] == [("PLAN-SETTINGS", "warning")]
    assert all(len(finding["message"]) < 500 for finding in told)
    assert pilot("undo", "2").code == 0
    assert findings(pilot) == before


def test_a_rule_that_cannot_judge_a_place_says_so_there_and_stops_nothing(
    pilot: Program, tmp_path: Path
) -> None:
    before = findings(pilot)
    store = open_store(tmp_path / "p.db")
    (ward,) = (row for row in store.load().rows["placements"] if row.placement == "ELFT-WARD")
    store.close()
    put(tmp_path / "p.db", "placements", replace(ward, min_age=99_999))
    all_work(pilot)
    told = [finding for finding in findings(pilot) if finding not in before]
    assert told
    for finding in told:
        assert (finding["rule"], finding["severity"]) == ("CLEAR-AGE", "warning")
        assert finding["placement"] == "ELFT-WARD"
        assert "CLEAR-AGE could not be judged for " in finding["message"]
        assert finding["apprentice"]
        assert finding["cycle"] in finding["message"]
    assert pilot("plan", "--seconds", "1", "--dry-run").code in (0, 1)
    corrected = tmp_path / "placements.csv"
    corrected.write_text("placement,host,team,seats,min_age\nELFT-WARD,ELFT,Inpatient ward,2,18\n")
    assert pilot("import", corrected).code == 0
    assert pilot("undo", "2").code in (0, 1)


def test_undo_needs_nothing_judged(pilot: Program, tmp_path: Path) -> None:
    assert pilot("assign", "A20", "C6", "COL-BAR").code == 0
    with closing(sqlite3.connect(tmp_path / "p.db")) as conn, conn:
        conn.execute("UPDATE apprentices SET weekly_hours = '3.3.3' WHERE apprentice = 'A01'")
    assert pilot("check").code == 3
    undone = pilot("undo", "2")
    assert undone.code == 0
    assert "The draft could not be judged" in undone.out
    assert pilot("redo", "--json").json["conflicts"] is None
    assert pilot("history").code == 0
