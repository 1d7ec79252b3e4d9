"""`measures` as people and scripts read it. Of the pilot, the employers have 5, 13 and 6 apprentices."""

import csv
import io

from tests.commands.conftest import Program

PERIOD = ("--from", "2026-04-01", "--to", "2027-03-31")


def test_measures_are_told_alike_in_every_form(pilot: Program) -> None:
    told = pilot("measures", *PERIOD, "--json").json
    assert (told["from"], told["to"]) == ("2026-04-01", "2027-03-31")
    assert told["notes"] == ["London Living Wage: £14.80 an hour, to be paid from 1 May 2026."]
    rows = {row["measure"]: row for row in told["measures"]}
    # In apprentices.csv 5 have COL as their employer, 13 LBH, 6 ELFT; all start on 7 September 2026.
    assert rows["new"]["figures"] == {"COL": 5, "LBH": 13, "ELFT": 6, "all hosts": 24}
    # Fewer than five of LBH's, and nobody else's, are paid less than £14.80; in all they are as many.
    assert rows["below_living_wage"]["hidden"] == ["LBH", "all hosts"]
    assert rows["below_living_wage"]["figures"] == {"COL": 0, "ELFT": 0}
    lines = list(csv.DictReader(io.StringIO(pilot("measures", *PERIOD, "--format", "csv").out)))
    for line in lines:
        row = rows[line["measure"]]
        assert (line["hidden"] == "yes") == (line["host"] in row["hidden"])
        figure = row["figures"].get(line["host"])
        assert line["figure"] == "" if figure is None else float(line["figure"]) == figure
        assert line["definition"] == row["definition"]
    table = pilot("measures", *PERIOD).out
    assert "* hidden: of fewer than five people" in table
    (below,) = [line.split() for line in table.splitlines() if line.startswith("Below the London")]
    assert below[5:] == ["0", "*", "0", "*", "people"]
    assert "Apprentices whose practical period begins in the period" in " ".join(table.split())
    bars = pilot("measures", *PERIOD, "--bars", "--host", "elft").out
    assert "█" in bars
    assert "LBH  " not in bars
    alone = pilot("measures", *PERIOD, "--host", "lbh", "--json").json
    (below,) = [row for row in alone["measures"] if row["measure"] == "below_living_wage"]
    assert (below["figures"], below["hidden"]) == ({}, ["LBH"])


def test_without_days_it_is_the_year_of_the_returns(pilot: Program) -> None:
    assert pilot("measures", "--to", "2027-03-31", "--json").json["from"] == "2026-04-01"
    assert pilot("measures", "--from", "2027-04-01", "--json").json["to"] == "2028-03-31"
    for words in (
        ("--from", "2027-01-02", "--to", "2027-01-01"),
        ("--from", "9999-05-01"),
        ("--bars", "--json"),
    ):
        assert pilot("measures", *words).code == 2
