"""What a spreadsheet leaves where a value is lost, in CSVs and workbooks: told with its place, never read."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from apprentices.exchange.damage import damaged
from apprentices.exchange.read import read

HEADER = ("placement", "host", "team", "seats", "closes_on", "min_age")
ROW = ("P1", "H", "Ward", "3", "2027-02-28", "18")
NO_RESULT = "is a formula without a result; open the file in the spreadsheet program and save it there"
SHARED = "plan.xlsx[placements]:2:"


def refused(path: Path) -> list[str]:
    return [str(problem) for problem in read([path]).problems]


def as_csv(folder: Path, column: str, text: str) -> Path:
    path = folder / "placements.csv"
    cells = (text if name == column else cell for name, cell in zip(HEADER, ROW, strict=True))
    path.write_text(f"{','.join(HEADER)}\n{','.join(cells)}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "Err:502", "#GETTING_DATA"])
@pytest.mark.parametrize("column", HEADER)
def test_an_error_in_any_column_of_a_csv_is_told_as_one(tmp_path: Path, column: str, error: str) -> None:
    told = f'"{error}" is an error of the spreadsheet; mend the cell there, or empty it'
    assert refused(as_csv(tmp_path, column, error)) == [f"placements.csv:2:{column}: {told}"]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        (
            "closes_on",
            "########",
            '"########" is what a spreadsheet shows in a column that is too narrow; '
            "widen the column and save it again",
        ),
        (
            "placement",
            "1.00E+05",
            '"1.00E+05" is a number that a spreadsheet has shortened, and its last digits are lost; '
            "format the column as text there, enter the number again and save",
        ),
        (
            "closes_on",
            "46081",
            '"46081" is a spreadsheet\'s number for 2026-02-28; format the column there as a date',
        ),
    ],
)
def test_what_a_spreadsheet_made_of_a_value_is_told(
    tmp_path: Path, column: str, text: str, told: str
) -> None:
    assert refused(as_csv(tmp_path, column, text)) == [f"placements.csv:2:{column}: {told}"]


def test_a_shortened_learner_number_is_no_learner_number(tmp_path: Path) -> None:
    path = tmp_path / "apprentices.csv"
    path.write_text(
        "apprentice,given_names,family_name,uln,starts_on,ends_on\nA1,Bo,Bell,2.00E+09,2027-01-04,2028-01-03\n"
    )
    (told,) = refused(path)
    assert told.startswith('apprentices.csv:2:uln: "2.00E+09" is a number that a spreadsheet has shortened')


@pytest.mark.parametrize(
    "error",
    [
        *("#WERT!", "#BEZUG!", "#NV", "#\u00dcBERLAUF!"),  # German
        *(
            "#VALEUR!",
            "#NOM?",
            "#\u00a1VALOR!",
            "#\u00bfNOMBRE?",
            "#N/D",
            "#N/D!",
            "#I/T",
            "#\u0414\u0415\u041b/0!",
        ),
        *("#SPILL!", "#ref!", "#n/a"),
    ],
)
def test_a_spreadsheet_of_another_language_has_errors_too(error: str) -> None:
    assert damaged(error) == f'"{error}" is an error of the spreadsheet; mend the cell there, or empty it'


@pytest.mark.parametrize("text", ["2E9", "2e09", "2.5E9", "2,00E+09"])
def test_a_learner_number_has_no_exponent(tmp_path: Path, text: str) -> None:
    """Elsewhere 2E9 may be a code: a room, a cohort."""
    path = tmp_path / "apprentices.csv"
    path.write_text(
        "apprentice,given_names,family_name,uln,cohort,starts_on,ends_on\n"
        f'A1,Bo,Bell,"{text}",2E9,2027-01-04,2028-01-03\n'
    )
    (told,) = refused(path)
    assert told.startswith(f'apprentices.csv:2:uln: "{text}" is a number that a spreadsheet has shortened')


@pytest.mark.parametrize(
    "text", ["#1", "# 3", "Ward #2", "N/A", "E+09", "REF!", "1E5", "##", "12", "#1!", "#A/B testing", "#!"]
)
def test_other_texts_are_let_be(text: str) -> None:
    assert damaged(text) is None


def workbook(path: Path, column: str, cell: str) -> Path:
    """A workbook of placements in which the cell of one column is this XML."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("placements")
    sheet.append(HEADER)
    sheet.append(["MARK" if name == column else text for name, text in zip(HEADER, ROW, strict=True)])
    book.create_sheet("hosts").append(["host", "name"])
    book.save(path)
    place = f"{'ABCDEF'[HEADER.index(column)]}2"
    with ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    found = f'<c r="{place}" t="inlineStr"><is><t>MARK</t></is></c>'
    part = "xl/worksheets/sheet1.xml"
    assert found in parts[part]
    parts[part] = parts[part].replace(found, cell.replace("HERE", place))
    with ZipFile(path, "w") as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return path


@pytest.mark.parametrize("column", ["team", "closes_on", "min_age"])
@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ('<c r="HERE" t="e"><f>VLOOKUP(9,A1:A2,2,0)</f><v>#N/A</v></c>', "#N/A"),
        ('<c r="HERE" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="HERE" t="inlineStr"><is><t>#N/A</t></is></c>', "#N/A"),
    ],
)
def test_an_error_cell_of_a_workbook_is_no_empty_cell(
    tmp_path: Path, column: str, cell: str, error: str
) -> None:
    told = f'"{error}" is an error of the spreadsheet; mend the cell there, or empty it'
    assert refused(workbook(tmp_path / "plan.xlsx", column, cell)) == [f"{SHARED}{column}: {told}"]


def test_an_error_that_is_new_to_the_reader_is_told_by_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", "min_age", '<c r="HERE" t="e"><v>#GETTING_DATA</v></c>')
    told = '"#GETTING_DATA" is an error of the spreadsheet; mend the cell there, or empty it'
    assert refused(path) == [f"{SHARED}F: {told}"]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="HERE"><f>9+9</f></c>',  # as scripts write it
        '<c r="HERE"><f>9+9</f><v></v></c>',
        '<c r="HERE"><f>9+9</f><v/></c>',
        '<c r="HERE" t="str"><f>9+9</f></c>',
        '<c r="HERE"><f t="shared" si="0"/><v/></c>',
        '<c><f aca="false">9+9</f></c>',  # without a place: behind the cell before it
    ],
)
def test_a_formula_that_nothing_has_calculated_is_no_empty_cell(tmp_path: Path, cell: str) -> None:
    assert refused(workbook(tmp_path / "plan.xlsx", "min_age", cell)) == [f"{SHARED}min_age: {NO_RESULT}"]


@pytest.mark.parametrize(
    ("cell", "age"),
    [
        ('<c r="HERE"><f>9+9</f><v>18</v></c>', 18),
        ('<c r="HERE" t="str"><f aca="false">""</f><v></v></c>', None),  # the formula's result is no text
        ('<c r="HERE" s="0"/>', None),
    ],
)
def test_the_result_of_a_formula_is_its_value(tmp_path: Path, cell: str, age: int | None) -> None:
    batch = read([workbook(tmp_path / "plan.xlsx", "min_age", cell)])
    assert [str(problem) for problem in batch.problems] == []
    assert [place.min_age for place in batch.tables["placements"]] == [age]


def test_a_script_that_calculates_nothing_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "cycles"
    sheet.append(["cycle", "starts_on", "ends_on"])
    sheet.append(["C1", date(2027, 1, 4), "=B2+90"])
    book.save(tmp_path / "plan.xlsx")
    assert refused(tmp_path / "plan.xlsx") == [f"plan.xlsx[cycles]:2:ends_on: {NO_RESULT}"]


def merged(path: Path, rows: list[list[object]], *ranges: str, title: str = "placements") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for place in ranges:
        sheet.merge_cells(place)
    book.save(path)
    return path


def test_a_merged_cell_counts_for_every_cell_that_it_covers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["placement", "host", "team", "area", "seats"],
        ["P1", "H", "Ward", "ward", 2],
        ["P2", None, "Desk", None, None],
        ["P3", None, "Data", "office", 1],
        ["P4", "I", "Post", None, 4],
    ]
    batch = read([merged(tmp_path / "plan.xlsx", rows, "B2:B4", "D2:D3", "E2:E3", "C5:D5")])
    assert [str(problem) for problem in batch.problems] == []
    assert [(p.placement, p.host, p.team, p.area, p.seats) for p in batch.tables["placements"]] == [
        ("P1", "H", "Ward", "ward", 2),
        ("P2", "H", "Desk", "ward", 2),
        ("P3", "H", "Data", "office", 1),
        ("P4", "I", "Post", "Post", 4),
    ]


def test_a_merged_row_is_one_row_and_merged_columns_end_with_the_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [["host", "name", "kind"], ["H", "Host", "council"], [], ["I", "Isle", None]]
    ranges = ("A2:A3", "B2:B3", "C2:C20000")
    batch = read([merged(tmp_path / "plan.xlsx", rows, *ranges, title="hosts")])
    assert [str(problem) for problem in batch.problems] == []
    assert [(h.host, h.name, h.kind) for h in batch.tables["hosts"]] == [
        ("H", "Host", "council"),
        ("I", "Isle", "council"),
    ]


def test_an_error_in_a_merged_cell_is_told_in_every_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [["host", "name", "seats"], ["H", "Host", "=1/0"], ["I", "Isle", None]]
    path = merged(tmp_path / "plan.xlsx", rows, "C2:C3", title="hosts")
    assert refused(path) == [f"plan.xlsx[hosts]:{row}:seats: {NO_RESULT}" for row in (2, 3)]
