"""Workbooks: the same as a folder, one sheet a table."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from apprentices.exchange.read import read
from apprentices.programme import TABLE, Host, Placement

# What a spreadsheet holds has no time zone.
MIDNIGHT = datetime(2027, 3, 1)  # noqa: DTZ001
MORNING = datetime(2027, 1, 1, 9, 0)  # noqa: DTZ001


def book(path: Path, **sheets: list[list[object]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def refused(path: Path) -> list[str]:
    return [str(problem) for problem in read([path]).problems]


def test_reads_what_a_spreadsheet_makes_of_values(tmp_path: Path) -> None:
    placement: list[list[object]] = [
        ["Placement", "host", "team", "seats", "opens on", "closes_on", "starts_at"],
        [1, "COL", "Finance", 3, date(2027, 2, 28), MIDNIGHT, time(8, 30)],
    ]
    placement[0] += ["step_free", "weekly_hours", None]
    placement[1] += [True, 0.1 + 0.2, None]
    path = book(
        tmp_path / "plan.xlsx",
        Placements=placement,
        HOSTS=[[], ["host", "name"], [], ["COL", "City"]],
        Sheet1=[],
    )
    batch = read([path])
    assert batch.whole
    assert set(batch.tables) == set(TABLE)
    assert batch.tables["hosts"] == [Host(host="COL", name="City")]
    assert batch.lines["hosts"] == [("plan.xlsx[HOSTS]", 4)]
    assert batch.tables["placements"] == [
        Placement(
            placement="1",
            host="COL",
            team="Finance",
            seats=3,
            opens_on=date(2027, 2, 28),
            closes_on=date(2027, 3, 1),
            starts_at=time(8, 30),
            step_free=True,
            weekly_hours=Decimal("0.3"),
        )
    ]


def test_tells_every_problem_with_sheet_and_row(tmp_path: Path) -> None:
    path = book(
        tmp_path / "plan.xlsx",
        hosts=[["host", "nam"], [], ["COL", "City"], ["C OL", "x"]],
        cycles=[],
        placement=[["x"]],
    )
    assert refused(path) == [
        'plan.xlsx[hosts]:1: "nam" is no column of hosts; did you mean name?',
        "plan.xlsx[hosts]:1:name: is missing from the header, but needed",
        'plan.xlsx[hosts]:4:host: "C OL" is not a code; '
        'use 1 to 32 letters, digits, ".", "_" or "-", no spaces',
        "plan.xlsx[cycles]: is empty; its first line must name the columns",
        "plan.xlsx[placement]: is no table of a programme; did you mean placements?",
    ]


def test_refuses_a_workbook_without_any_table(tmp_path: Path) -> None:
    assert refused(book(tmp_path / "plan.xlsx", Sheet1=[])) == [
        "plan.xlsx: holds none of the programme's tables (hosts, standards, cycles …)"
    ]


def test_refuses_dates_with_a_time_and_codes_with_spaces(tmp_path: Path) -> None:
    path = book(
        tmp_path / "plan.xlsx",
        cycles=[["cycle", "starts_on", "ends_on"], ["C1", MORNING, 44000]],
    )
    assert refused(path) == [
        'plan.xlsx[cycles]:2:starts_on: "2027-01-01 09:00:00" is not a date; '
        "write it in full, such as 2027-02-28",
        'plan.xlsx[cycles]:2:ends_on: "44000" is a spreadsheet\'s number for 2020-06-18; '
        "format the column there as a date",
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "an empty file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "an old Excel file, or a workbook with a password; save it as .xlsx, without one",
        ),
        (
            b"PK\x03\x04 but damaged",
            "a damaged workbook, or another kind of zip file; save it again as .xlsx",
        ),
        (b"%PDF-1.7", "a PDF; save the workbook as .xlsx"),
        (
            b"\n<html><table>",
            "a web page; open it in the spreadsheet program and save it as .xlsx",
        ),
        (
            b"host,name\nCOL,City\n",
            "plain text; if it is a CSV, rename it so that it ends in .csv",
        ),
        (b"\x00\x01\x02", "another kind of file; save the workbook as .xlsx"),
    ],
)
def test_says_what_a_file_that_is_no_workbook_looks_like(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert refused(path) == [f"plan.xlsx: is no workbook: it looks like {what}"]


def test_refuses_xls_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "plan.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert refused(path) == ["plan.xls: is of the old kind (.xls); open it and save it as .xlsx"]
    data = BytesIO()
    Workbook().save(data)
    path.write_bytes(data.getvalue())
    assert refused(path) == [
        "plan.xls: is a workbook of the new kind (.xlsx); rename it so that it ends in .xlsx"
    ]
