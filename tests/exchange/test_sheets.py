"""Tables to hand out: no spreadsheet runs a cell, and every value comes back."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape as unescape_xml

from apprentices.errors import UsageError
from apprentices.exchange.escaping import escape, unescape
from apprentices.exchange.programme_files import programme_sheets
from apprentices.exchange.read import read
from apprentices.exchange.sheets import Sheet, csv_file, to_csv, to_json, to_xlsx
from apprentices.programme import Host
from apprentices.text import one_line
from tests.exchange.texts import texts

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-x", "=cmd|' /C calc'!A0"]
MIXED = Sheet(
    "Mixed",
    ["text", "whole", "money", "day", "yes", "empty"],
    [['Zoë, "Z"', -3, Decimal("7.50"), date(2027, 2, 28), True, None]],
)


def test_a_workbook_is_read_and_printed_without_being_set_up(tmp_path: Path) -> None:
    """As openpyxl reads it: a header that stays, columns as wide as what is in them, one A4 sheet wide."""
    long = "Community mental health team, " * 4
    rows = [["A1", date(2027, 2, 28), long], ["A22", None, "x"]]
    to_xlsx([Sheet("Coming", ["who", "starts_on", "team"], rows)], tmp_path / "x.xlsx", title="R&D " * 40)
    (page,) = load_workbook(tmp_path / "x.xlsx").worksheets
    assert page.freeze_panes == "A2"
    assert (page.print_area, page.print_title_rows) == ("'Coming'!$A$1:$C$3", "$1:$1")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    # No narrower than 8, a day of ten letters with two to spare, and text that goes on in a second line.
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert [int(width) for width in widths] == [8, 12, 36]
    assert page["C2"].alignment.wrap_text
    assert page["C2"].value == long
    # Its 120 letters go on 4 lines of 34: "Community mental health team, " is 30 letters.
    assert [page.row_dimensions[row].height for row in (1, 2, 3)] == [None, 60, None]
    footer = page.oddFooter.left.text
    assert footer.replace("&&", "&") == ("R&D " * 40)[:100]


def test_csv_is_rfc_4180() -> None:
    assert to_csv(MIXED) == ('text,whole,money,day,yes,empty\r\n"Zoë, ""Z""",-3,7.50,2027-02-28,yes,\r\n')


def test_json() -> None:
    assert json.loads(to_json(MIXED)) == [
        {
            "text": 'Zoë, "Z"',
            "whole": -3,
            "money": 7.5,
            "day": "2027-02-28",
            "yes": True,
            "empty": None,
        }
    ]
    assert "Zoë" in to_json(MIXED)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("'=x", "''=x"),
        ("''@x", "'''@x"),
        ("\tx", "'\tx"),
        ("O'Hara", "O'Hara"),
        ("'tis", "'tis"),
        ("", ""),
    ],
)
def test_escaping(text: str, written: str) -> None:
    assert escape(text) == written
    assert unescape(written) == text


@given(st.one_of(st.text(), st.text("'=+-@\t\ra")))
def test_escaping_can_be_taken_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert escape(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_no_spreadsheet_runs_a_cell(tmp_path: Path) -> None:
    sheet = Sheet("x", ["=HEADER()"], [[text] for text in FORMULAS])
    cells = [row[0] for row in csv.reader(StringIO(to_csv(sheet), newline=""))]
    assert cells == [f"'{text}" for text in ["=HEADER()", *FORMULAS]]

    to_xlsx([sheet], tmp_path / "x.xlsx")
    column = load_workbook(tmp_path / "x.xlsx")["x"]["A"]
    assert [unescape_xml(str(cell.value)) for cell in column] == ["=HEADER()", *FORMULAS]
    assert {cell.data_type for cell in column} == {"s"}


def test_xlsx_holds_real_values_under_a_frozen_bold_header(tmp_path: Path) -> None:
    to_xlsx([MIXED, Sheet("Empty", ["a"], [])], tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Mixed", "Empty"]
    page = book["Mixed"]
    header, values = page.iter_rows()
    assert [cell.value for cell in header] == list(MIXED.header)
    assert all(cell.font.b for cell in header)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F2"
    assert [cell.value for cell in values[:3]] == ['Zoë, "Z"', -3, 7.5]
    day = values[3].value
    assert isinstance(day, datetime)
    assert day.date() == date(2027, 2, 28)
    assert [cell.value for cell in values[4:]] == ["yes", None]


def test_xlsx_refuses_what_a_cell_can_not_hold(tmp_path: Path) -> None:
    sheet = Sheet("x", ["a"], [["x" * 40_000]])
    with pytest.raises(UsageError, match="too long for a workbook"):
        to_xlsx([sheet], tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written: No such file or directory"):
        to_xlsx([MIXED], tmp_path / "no" / "x.xlsx")


names = st.one_of(
    texts,
    st.sampled_from([*FORMULAS, "_x0041_"]).map(one_line),
    st.text("'=+-@a", min_size=1),
)


@pytest.mark.parametrize("name", ["a\r\nb", "a\rb", "a\tb", " a\n b"])
def test_lines_that_an_older_program_kept_come_back_as_one(tmp_path: Path, name: str) -> None:
    sheet = programme_sheets({"hosts": [Host(host="H", name=name)]})[0]
    (tmp_path / "hosts.csv").write_bytes(to_csv(sheet).encode())
    to_xlsx([sheet], tmp_path / "x.xlsx")
    for file in ("hosts.csv", "x.xlsx"):
        assert read([tmp_path / file]).tables["hosts"] == [Host(host="H", name="a b")]


@given(st.lists(names, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=50)
def test_texts_come_back_from_both_kinds_of_file(tmp_path: Path, texts: list[str]) -> None:
    rows = [Host(host=f"H{number}", name=text) for number, text in enumerate(texts)]
    sheet = programme_sheets({"hosts": rows})[0]
    path = tmp_path / "hosts.csv"
    marked, plain = csv_file(sheet), to_csv(sheet).encode()
    assert marked == b"\xef\xbb\xbf" + plain  # a spreadsheet reads accents by this mark
    for written in (marked, plain):
        path.write_bytes(written)
        assert read([path]).tables["hosts"] == rows
    to_xlsx([sheet], tmp_path / "x.xlsx")
    assert read([tmp_path / "x.xlsx"]).tables["hosts"] == rows
