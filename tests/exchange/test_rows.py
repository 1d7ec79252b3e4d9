"""One row: all bad cells at once, defaults, and checks across cells."""

from datetime import date

import pytest

from apprentices.exchange.rows import model, read_row
from apprentices.programme import TABLE, TABLES, Apprentice, SettingRow

ADA = {
    "apprentice": "A01",
    "given_names": " Ama ",
    "family_name": "Nwosu",
    "starts_on": "2026-09-01",
    "ends_on": "2028-02-29",
}


def test_reads_a_row_with_defaults_for_what_is_empty_or_left_out() -> None:
    row, problems = read_row(TABLE["apprentices"], {**ADA, "status": " ", "uln": ""})
    assert problems == []
    assert row == Apprentice(
        apprentice="A01",
        given_names="Ama",
        family_name="Nwosu",
        starts_on=date(2026, 9, 1),
        ends_on=date(2028, 2, 29),
        status="active",
    )


@pytest.mark.parametrize(
    ("table", "cells", "column", "value"),
    [
        ("separations", {"apprentice": "A", "other": "B", "within": ""}, "within", "placement"),
        (
            "assignments",
            {"apprentice": "A", "cycle": "C1", "placement": "P", "pinned": ""},
            "pinned",
            False,
        ),
        ("placements", {"placement": "P", "host": "H", "team": "T", "seats": "1"}, "skills", ()),
    ],
)
def test_empty_means_the_default(table: str, cells: dict[str, str], column: str, value: object) -> None:
    row, _ = read_row(TABLE[table], cells)
    assert getattr(row, column) == value


def test_tells_every_bad_cell_of_a_row() -> None:
    cells = {"placement": "COL", "host": "  ", "team": "T", "seats": "two", "min_age": "eighteen"}
    row, problems = read_row(TABLE["placements"], cells)
    assert row is None
    assert problems == [
        ("host", "is empty but needed"),
        ("seats", '"two" is not a whole number'),
        ("min_age", '"eighteen" is not a whole number'),
    ]


def test_tells_what_is_left_out_and_what_does_not_belong() -> None:
    row, problems = read_row(TABLE["hosts"], {"host": "H", "colour": "red"})
    assert row is None
    assert problems == [
        ("name", "is empty but needed"),
        ("colour", "is not a column of this table"),
    ]


@pytest.mark.parametrize(
    ("table", "cells", "problem"),
    [
        (
            "cycles",
            {"cycle": "C1", "starts_on": "2027-02-01", "ends_on": "2027-01-31"},
            ("ends_on", "2027-01-31 is before starts_on, 2027-02-01"),
        ),
        (
            "closures",
            {"starts_on": "2027-02-01", "ends_on": "2027-01-31"},
            ("ends_on", "2027-01-31 is before starts_on, 2027-02-01"),
        ),
        (
            "absences",
            {
                "apprentice": "A",
                "kind": "leave",
                "starts_on": "2027-02-01",
                "ends_on": "2027-01-31",
            },
            ("ends_on", "2027-01-31 is before starts_on, 2027-02-01"),
        ),
        (
            "clearances",
            {
                "apprentice": "A",
                "clearance": "bpss",
                "issued_on": "2027-02-01",
                "expires_on": "2027-01-31",
            },
            ("expires_on", "2027-01-31 is before issued_on, 2027-02-01"),
        ),
        (
            "requirements",
            {"who": "all", "what": "host:H", "min_cycles": "2", "max_cycles": "1"},
            ("max_cycles", "1 is less than min_cycles, 2"),
        ),
        (
            "requirements",
            {"who": "all", "what": "host:H", "min_cycles": ""},
            ("min_cycles", "is empty, and so is max_cycles; fill in one of them"),
        ),
        (
            "seats",
            {"cycle": "C1", "seats": "1"},
            ("host", "is empty, and so is placement; name one of them"),
        ),
        (
            "separations",
            {"apprentice": "A", "other": "A"},
            ("other", '"A" can\'t be kept apart from the same person'),
        ),
    ],
)
def test_checks_across_cells(table: str, cells: dict[str, str], problem: tuple[str, str]) -> None:
    assert read_row(TABLE[table], cells) == (None, [problem])


def test_one_day_is_a_range_and_an_apprentice_may_end_before_the_start() -> None:
    day = {"cycle": "C1", "starts_on": "2027-02-01", "ends_on": "2027-02-01"}
    assert read_row(TABLE["cycles"], day)[1] == []
    assert read_row(TABLE["apprentices"], {**ADA, "ends_on": "2020-01-01"})[1] == []


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("name", " Hackney 2026 ", "Hackney 2026"),
        ("fairness_weight", "2.0", "2"),
        ("allow_repeat_placement", "TRUE", "yes"),
        ("max_run_at_host", "1", "1"),
        ("rule.PLAN-LENGTH.weeks", "10", "10"),
    ],
)
def test_settings_are_kept_in_one_form(key: str, value: str, kept: str) -> None:
    row, problems = read_row(TABLE["settings"], {"setting": key, "value": value})
    assert problems == []
    assert row == SettingRow(setting=key, value=kept)


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("fairness_weight", "lots", ("value", '"lots" is not a whole number')),
        ("fairness_weight", "-1", ("value", '"-1" is less than 0')),
        ("max_run_at_host", "0", ("value", '"0" is less than 1')),
        ("allow_repeat_placement", "maybe", ("value", '"maybe" is neither yes nor no')),
        ("name", "", ("value", "is empty but needed")),
        (
            "fairness_wieght",
            "1",
            (
                "setting",
                '"fairness_wieght" is not a setting; did you mean fairness_weight?',
            ),
        ),
        (
            "rule.plan-length.weeks",
            "1",
            (
                "setting",
                '"rule.plan-length.weeks" is not a setting; '
                "a rule's setting is written like rule.PLAN-LENGTH.weeks",
            ),
        ),
    ],
)
def test_settings_refused(key: str, value: str, problem: tuple[str, str]) -> None:
    assert read_row(TABLE["settings"], {"setting": key, "value": value}) == (None, [problem])


def test_the_catalogue_judges_the_settings_of_rules() -> None:
    def judge(key: str, value: str) -> str | None:
        return None if value == "10" else f"{key} can't be {value}"

    def read(key: str, value: str) -> list[tuple[str, str]]:
        return read_row(TABLE["settings"], {"setting": key, "value": value}, judge)[1]

    assert read("rule.PLAN-LENGTH.weeks", "10") == []
    assert read("rule.PLAN-LENGTH.weeks", "x") == [("value", "rule.PLAN-LENGTH.weeks can't be x")]
    assert read("fairness_weight", "3") == []


def test_a_model_takes_values_as_well_as_text() -> None:
    values = model("assignments").model_validate(
        {"apprentice": "A", "cycle": "C1", "placement": "P", "pinned": True}
    )
    assert values.model_dump()["pinned"] is True


def test_every_table_has_a_model_with_its_columns() -> None:
    for table in TABLES:
        assert list(model(table.name).model_fields) == [column.name for column in table.columns]
