"""What is in a file is read as it was meant, or refused with its place."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from tests.commands.conftest import Program
from tests.reports.conftest import Findings
from tests.reports.programmes import files, folder, people, table

DFE = "ULN,FamilyName,GivenNames,DateOfBirth,StdCode,StartDate,EndDate"
PIP = ("4830001177", "Okonjo", "Pip", "2006-05-17", "ST0070", "2027-01-04", "2028-03")
PIP_AGAIN = ("4867920702", *PIP[1:])


def test_one_person_with_two_learner_numbers(program: Program, tmp_path: Path) -> None:
    """https://github.com/DFE-Digital/register-trainee-teachers/pull/4855: doubles of a bulk upload are told.

    Both numbers are valid, names and birthday are the same: in a second upload as in the same one.
    """
    standards = files(tmp_path / "standards", standards="standard,title\nST0070,Business administrator\n")
    uploads = files(
        tmp_path / "uploads", a=table(DFE, PIP), b=table(DFE, PIP_AGAIN), both=table(DFE, PIP, PIP_AGAIN)
    )
    together = program("import", standards, "--dfe", uploads / "both.csv")
    assert (together.code, "both.csv:3:ULN: " in together.err) == (2, True)
    assert program("import", standards, "--dfe", uploads / "a.csv").code == 0
    second = program("import", "--dfe", uploads / "b.csv")
    assert (second.code, "b.csv:2:ULN: " in second.err) == (2, True)
    assert program("import", "--dfe", uploads / "a.csv").code == 0
    assert len(program("board", "--json").json["rows"]) == 1


class Formula(NamedTuple):
    """A cell that is calculated, and what it showed when it was saved."""

    text: str
    shown: str


def workbook(path: Path, **cells: object) -> Path:
    """A programme with one ward, in which somebody is placed in C1 who is 18 in December 2027."""
    ward = {
        "placement": "P1",
        "host": "H",
        "team": "Ward",
        "seats": 3,
        "closes_on": "",
        "min_age": "",
    } | cells
    bo = {
        "apprentice": "A1",
        "given_names": "Bo",
        "family_name": "Bell",
        "date_of_birth": date(2009, 12, 1),
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 12, 31),
    }
    rows: dict[str, dict[str, object]] = {
        "hosts": {"host": "H", "name": "Host"},
        "cycles": {"cycle": "C1", "starts_on": date(2027, 1, 4), "ends_on": date(2027, 4, 2)},
        "placements": ward,
        "apprentices": bo,
        "assignments": {"apprentice": "A1", "cycle": "C1", "placement": "P1"},
    }
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, row in rows.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, row)
            for column, value in enumerate(row.values()):
                if isinstance(value, Formula):
                    sheet.write_formula(1, column, value.text, None, value.shown)
                else:
                    sheet.write(1, column, value)
    return path


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("min_age", Formula("=VLOOKUP(9,A1:A2,2,0)", "#N/A")),
        ("min_age", Formula("=#REF!", "#REF!")),
        ("closes_on", Formula("=NA()", "#N/A")),
    ],
)
def test_an_error_in_a_workbook_is_no_value(
    program: Program, findings: Findings, tmp_path: Path, column: str, cell: Formula
) -> None:
    """https://github.com/django-import-export/django-import-export/issues/323: #N/A is read as 42.

    Told with its place, and what is known of the ward stays: Bo, of 17, is too young for it.
    """
    worse = workbook(tmp_path / "worse.xlsx", **{column: cell})
    told = f'worse.xlsx[placements]:2:{column}: "{cell.shown}" is an error of the spreadsheet'
    assert told in program("import", worse).err
    assert program("import", workbook(tmp_path / "good.xlsx", min_age=18)).code == 0
    assert program("import", worse).code == 2
    assert [finding["apprentice"] for finding in findings("CLEAR-AGE")] == ["A1"]


def test_a_formula_that_was_never_calculated_is_no_empty_cell(program: Program, tmp_path: Path) -> None:
    """https://github.com/tidyverse/readxl/issues/365: what was never calculated is read as nothing."""
    ran = program("import", workbook(tmp_path / "new.xlsx", min_age=Formula("=9+9", "")))
    assert ran.code == 2
    assert "new.xlsx[placements]:2:min_age: is a formula without a result" in ran.err


def test_a_code_in_small_letters_is_nobody_else(program: Program, tmp_path: Path) -> None:
    """https://github.com/NHG-AINE/residency-rotation-scheduler, CHANGELOG.md: 1.1 reads codes in any case.

    Codes are told by telephone and typed again: a1 after A1, and both in one file.
    """
    both = program("import", folder(tmp_path / "both", apprentices=people("A1", "a1")))
    assert (both.code, "apprentices.csv:3:apprentice: " in both.err) == (2, True)
    assert program("import", folder(tmp_path / "one", apprentices=people("A1"))).code == 0
    again = program("import", files(tmp_path / "again", apprentices=people("a1")) / "apprentices.csv")
    assert (again.code, 'apprentices.csv:2:apprentice: "a1" differs from "A1"' in again.err) == (2, True)
    assert [row["apprentice"] for row in program("board", "--json").json["rows"]] == ["A1"]
