"""`rules data` and `rules ID`: dated figures shown, given, corrected, taken back."""

import json
from pathlib import Path
from typing import Any

import pytest

from apprentices.commands import run
from fixtures import PILOT


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The pilot's database."""
    path = tmp_path / "pilot.db"
    assert run(["--db", str(path), "import", str(PILOT)]) == 0
    capsys.readouterr()
    return path


def json_of(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code = run([*words, "--json"])
    assert code in (0, 1)
    return json.loads(capsys.readouterr().out)


def own(capsys: pytest.CaptureFixture[str], db: Path) -> list[Any]:
    rows = json_of(capsys, "--db", str(db), "rules", "data")["data"]
    return [row for row in rows if row["own"]]


def not_known(capsys: pytest.CaptureFixture[str], db: Path) -> list[str]:
    words = ("--db", str(db), "check", "--rule", "PAY-NMW", "--on", "2026-11-23")
    return [finding["message"] for finding in json_of(capsys, *words)["findings"]]


def test_what_is_not_known_is_shown_with_the_day_from_which_it_is_asked_for(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The rates of 1 April 2026 are amended a year later, the London rate to be paid by 1 May 2026 as well.
    words = ("--db", str(db), "rules", "data")
    bands = [
        {"kind": "pay", "item": item, "from": "2027-04-01"}
        for item in ("apprentice", "16-17", "18-20", "21+")
    ]
    london = {"kind": "living-wage", "item": "london", "from": "2027-05-01"}
    assert json_of(capsys, *words)["not_known"] == [*bands, london]
    assert run([*words, "living-wage", "add", "london", "15.30", "--from", "2027-05-01"]) == 0
    capsys.readouterr()
    assert json_of(capsys, *words, "living-wage")["not_known"] == [london | {"from": "2028-05-01"}]


def test_what_is_shipped_is_shown_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json_of(capsys, "--db", str(tmp_path / "none.db"), "rules", "data", "pay")["data"]
    assert {
        "kind": "pay",
        "item": "apprentice",
        "from": "2026-04-01",
        "value": "8.00",
        "source": "GOV.UK: National Minimum Wage and National Living Wage rates",
        "checked_on": "2026-11-23",
        "own": False,
    } in rows


def test_a_rate_of_ones_own_is_kept_judged_by_and_undone(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "from 1 April 2027 is not known yet" in not_known(capsys, db)[0]
    rates = {"apprentice": "8.50", "18-20": "11.40", "21-22": "13.20", "23+": "13.20"}
    for band, rate in rates.items():
        words = ["rules", "data", "pay", "add", band, rate, "--from", "2027-04-01", "--source", "GOV.UK"]
        assert run(["--db", str(db), *words, "--checked", "2026-11-27"]) == 0
    capsys.readouterr()
    assert [(row["item"], row["value"], row["checked_on"]) for row in own(capsys, db)] == [
        (band, rate, "2026-11-27") for band, rate in rates.items()
    ]
    # The next year's rates are not known either.
    assert "from 1 April 2028 is not known yet" in not_known(capsys, db)[0]
    assert run(["--db", str(db), "undo"]) == 0
    capsys.readouterr()
    assert [row["item"] for row in own(capsys, db)] == ["apprentice", "18-20", "21-22"]
    assert run(["--db", str(db), "redo"]) == 0
    assert run(["--db", str(db), "rules", "data", "pay", "remove", "23+", "--from", "2027-04-01"]) == 0
    capsys.readouterr()
    assert [row["item"] for row in own(capsys, db)] == ["apprentice", "18-20", "21-22"]


def test_a_rule_shows_its_figures_and_whose_they_are(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["rules", "data", "duration", "add", "months", "9", "--from", "2026-08-01"]
    assert run(["--db", str(db), *words]) == 0
    capsys.readouterr()
    assert run(["--db", str(db), "rules", "FUND-DURATION"]) == 0
    shown = capsys.readouterr().out
    assert "SI 2017/1310 as amended by SI 2025/599" in shown
    assert "23 November 2026" in shown
    line = next(line for line in shown.splitlines() if "1 August 2026" in line)
    assert "your own" in line
    assert "no source given" in line
    rule = json_of(capsys, "--db", str(db), "rules", "FUND-DURATION")["rules"][0]
    assert [row["value"] for row in rule["data"] if row["own"]] == ["9"]
    assert rule["example"].startswith("A start on 7 September 2026")


def test_a_source_is_one_line_that_steers_nothing(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--db",
        str(db),
        "rules",
        "data",
        "living-wage",
        "add",
        "london",
        "£15.50",
        "--from",
        "2027-05-01",
    ]
    assert run([*words, "--source", " Living\tWage\r\nFoundation "]) == 0
    capsys.readouterr()
    assert [(row["value"], row["source"]) for row in own(capsys, db)] == [("15.50", "Living Wage Foundation")]
    for source in ("\x1b[2J", "\u202egnihton", "x" * 2001):
        assert run([*words, "--source", source]) == 2
        told = capsys.readouterr().err
        assert "can't be shown" in told or "2,000 are the most" in told
        assert not set("\x1b\u202e") & set(told)


@pytest.mark.parametrize(("words", "said"), [
    (["pay", "add"], "Which item?"),
    (["pay", "add", "adults", "9"], "no item of pay"),
    (["pay", "add", "18-20", "nine", "--from", "2027-04-01"], "is not a figure"),
    (["pay", "add", "18-20", "-9", "--from", "2027-04-01"], ""),
    (["pay", "add", "18-20", "9"], "--from 2027-04-01"),
    (["pay", "add", "18-20", "--from", "2027-04-01"], "needs a value"),
    (["pay", "remove", "18-20", "--from", "2027-04-01"], "no such figure of your own"),
    (["wages"], "wages"),
])  # fmt: skip
def test_what_makes_no_sense_changes_nothing(
    db: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(["--db", str(db), "rules", "data", *words]) == 2
    assert said in capsys.readouterr().err
    assert own(capsys, db) == []


def test_check_judges_as_of_a_day(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def severities(rule: str, day: str) -> list[str]:
        words = ("--db", str(db), "check", "--rule", rule, "--on", day)
        return [finding["severity"] for finding in json_of(capsys, *words)["findings"]]

    # A12's honorary contract is missing from 1 October 2027, 12 weeks after 9 July.
    assert severities("CLEAR-PASSPORT", "2027-07-08") == ["warning"]
    assert severities("CLEAR-PASSPORT", "2027-07-09") == ["conflict"]
    assert severities("CLEAR-PASSPORT", "2027-12-04") == []
    # A24 starts on 7 December 2026 and has not signed.
    assert severities("FUND-AGREEMENT", "2026-12-06") == ["warning"]
    assert severities("FUND-AGREEMENT", "2026-12-07") == ["conflict"]
    # A05 is 18 on 11 February 2027.
    assert severities("WTR-YOUNG-HOURS", "2027-02-10") == ["conflict"]
    assert severities("WTR-YOUNG-HOURS", "2027-02-11") == []
