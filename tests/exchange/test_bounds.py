"""Files that are too large, or no files: told in words, in bounded time and memory."""

import os
import re
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from apprentices.exchange.dfe_file import read_dfe_file
from apprentices.exchange.read import read
from apprentices.programme import Host

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/>'
    "<sheetData>{}</sheetData></worksheet>"
)
TIDY = "delete the empty rows and columns around the table, or copy the table to a new workbook"


def refused(path: Path) -> list[str]:
    return [str(problem) for problem in read([path]).problems]


@contextmanager
def modest() -> Iterator[None]:
    """Takes neither long nor much memory."""
    start = time.process_time()
    tracemalloc.start()
    try:
        yield
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 20
    assert most < 400_000_000


def workbook(path: Path, cells: dict[str, object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "hosts"
    for place, value in {"A1": "host", "B1": "name", "A2": "COL", "B2": "City", **cells}.items():
        sheet[place] = value
    book.save(path)
    return path


def with_part(path: Path, part: str, text: str) -> Path:
    """The workbook with one of its parts made anew."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()} | {part: text.encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ100000", "A1048576", "GS3", "XFD1"])
def test_a_stray_cell_is_told_with_its_place(tmp_path: Path, place: str) -> None:
    path = workbook(tmp_path / "plan.xlsx", {place: "x"})
    with modest():
        assert refused(path) == [f"plan.xlsx[hosts]: has a cell far out, at {place}; {TIDY}"]


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    sheet = SHEET.format('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
    with modest():
        told = refused(with_part(path, "xl/worksheets/sheet1.xml", sheet))
    assert told == [f"plan.xlsx[hosts]: has a cell far out, at XFD1048576; {TIDY}"]


def test_formats_of_empty_cells_far_out_do_no_harm(tmp_path: Path) -> None:
    from openpyxl.styles import Font

    path = tmp_path / "plan.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "hosts"
    for row in (["host", "name"], ["COL", "City"]):
        sheet.append(row)
    sheet["XFD2000"].font = Font(bold=True)
    book.save(path)
    assert read([path]).tables["hosts"] == [Host(host="COL", name="City")]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    bomb = with_part(path, "xl/media/picture.bin", "0" * 250_000_000)
    assert bomb.stat().st_size < 1_000_000
    with modest():
        assert refused(bomb) == ["plan.xlsx: unpacks to more than 200 MB, the most that is read"]


def test_a_workbook_that_hides_what_it_unpacks_to_is_refused(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "plan.xlsx", {}), "xl/media/picture.bin", "0" * 300_000_000)
    data = path.read_bytes()
    # The size stands as four bytes before each name in the list of contents, and before the part itself.
    path.write_bytes(data.replace((300_000_000).to_bytes(4, "little"), (300).to_bytes(4, "little")))
    with modest():
        (told,) = refused(path)
    assert "a damaged workbook" in told


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("hosts").write_string(0, 0, "x" * 30_000)
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 10_001))
    with modest():
        told = refused(with_part(path, "xl/worksheets/sheet1.xml", SHEET.format(rows)))
    assert told == ["plan.xlsx[hosts]: holds more than 100 million characters, the most that is read"]


CELLS = "<c><v>1</v></c>"
ROOM = f"brings the workbook to more than 10 million cells, empty ones too, the most that is read; {TIDY}"


@contextmanager
def prompt() -> Iterator[None]:
    """Answers long before all of the file has been gone through."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


def test_a_sheet_of_very_many_rows_and_columns_is_refused_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    rows = f'<row>{CELLS * 9}<c r="GR1"><v>1</v></c></row>' + f"<row>{CELLS * 10}</row>" * 499_999
    with_part(path, "xl/worksheets/sheet1.xml", SHEET.format(rows))
    with prompt():
        assert refused(path) == [f"plan.xlsx[hosts]: {ROOM}"]


def test_very_many_cells_are_refused_empty_ones_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    with_part(path, "xl/worksheets/sheet1.xml", SHEET.format(f"<row>{'<c/>' * 3_000_000}</row>"))
    with prompt():
        told = refused(path)
    assert told == [
        f"plan.xlsx[hosts]: brings the workbook to more than 2 million cells, the most that is read; {TIDY}"
    ]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_very_many_tags_are_refused(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    with_part(path, part, f"<x>{'<row/>' * 6_000_000}</x>")
    with prompt():
        assert refused(path) == ["plan.xlsx: holds more than 5 million tags, the most that is read"]


def test_a_text_without_an_end_is_refused_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    with_part(path, "xl/worksheets/sheet1.xml", SHEET.format(f"<row><c><v>{'1' * 150_000_000}</v></c></row>"))
    with prompt():
        told = refused(path)
    assert told == ["plan.xlsx[hosts]: holds more than 100 million characters, the most that is read"]


def test_a_tag_without_an_end_is_refused_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    with_part(path, "xl/worksheets/sheet1.xml", SHEET.format(f'<row><c r="{"A" * 190_000_000}"/></row>'))
    with prompt():
        assert "a damaged workbook" in refused(path)[0]


def test_many_sheets_are_bounded_together(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in range(1, 8):
            # Room for 1.6 million cells each, which is let be by itself; the seventh makes 11.2 million.
            book.add_worksheet(f"sheet {number}").write_string(7_999, 199, "x")
    with prompt():
        assert refused(path) == [f"plan.xlsx[sheet 7]: {ROOM}"]


def test_two_names_for_one_sheet_are_no_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {})
    with zipfile.ZipFile(path) as book:
        text = book.read("xl/workbook.xml").decode()
    (sheet,) = re.findall(r"<sheet [^>]*/>", text)
    with_part(path, "xl/workbook.xml", text.replace(sheet, sheet + sheet.replace("hosts", "teams")))
    assert "a damaged workbook" in refused(path)[0]


def test_a_workbook_that_is_none_inside_is_told(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        parts.writestr("content.xml", "<x/>")
    (tmp_path / "plan.xlsx").write_bytes(data.getvalue())
    assert "looks like a damaged workbook, or another kind of zip file" in refused(tmp_path / "plan.xlsx")[0]


def test_a_device_is_no_file(tmp_path: Path) -> None:
    for name in ("hosts.csv", "plan.xlsx"):
        (tmp_path / name).symlink_to("/dev/zero")
        with modest():
            told = refused(tmp_path / name)
        assert told == [f"{name}: is a device and no file; save the table as a file"]
    with modest():
        rows, problems, _ = read_dfe_file(Path("/dev/zero"))
    assert (rows, [str(problem) for problem in problems]) == (
        [],
        ["zero: is a device and no file; save the table as a file"],
    )


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    for name in ("hosts.csv", "plan.xlsx"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(2_000_000_000)
        with modest():
            (told,) = refused(tmp_path / name)
        assert told == (
            f"{name}: is larger than 50 MB, the most that is read; take out what is no part of the tables "
            "(pictures, other sheets), or divide it"
        )


def test_a_pipe_is_read_as_far_as_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "hosts.csv"
    os.mkfifo(pipe)

    def give(data: bytes) -> None:
        try:
            pipe.write_bytes(data)
        except BrokenPipeError:
            return

    for data, wrong in ((b"host,name\nCOL,City\n", 0), (b"x" * 60_000_000, 1)):
        giver = threading.Thread(target=give, args=(data,))
        giver.start()
        batch = read([pipe])
        giver.join(20)
        assert len(batch.problems) == wrong
        assert not giver.is_alive()
        if not wrong:
            assert batch.tables["hosts"] == [Host(host="COL", name="City")]


@pytest.mark.parametrize(("data", "said"), [
    (b"host,name" + b"," * 2_000_000, "hosts.csv:1: the line has 2,000,009 characters"),
    (b"host,name\n" + b"," * 2_000_000, "hosts.csv:2: the line has 2,000,000 characters"),
    (b"host,name\n" + b"A,x\n" * 600_000, "hosts.csv: has 600,001 lines; 500,000 are the most"),
    (b"host,name\nCOL," + b"x" * 10_000_000, "hosts.csv:2: the line has 10,000,004 characters"),
    (b"host,name\nCOL," + b"x" * 100_000, "has 100,000 characters; 200 are the most"),
])  # fmt: skip
def test_lines_are_bounded(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "hosts.csv").write_bytes(data)
    with modest():
        (told,) = refused(tmp_path / "hosts.csv")
    assert said in told


def test_so_many_problems_are_enough(tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_bytes(b"host,name\n" + b"a b,\n" * 400_000)
    with modest():
        told = refused(tmp_path / "hosts.csv")
    # Two a line, so the 5,001st line of them is the one too much: 10,002 and the word about the rest.
    assert len(told) == 10_003
    assert told[-1] == "hosts.csv:5002: has over 10,000 problems up to here; the rest was not looked at"


def test_names_of_files_are_told_without_what_steers_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "ho\x1b[2Jsts\n\u202e.csv"
    path.write_text("x")
    (told,) = refused(path)
    assert told.startswith("ho\ufffd[2Jsts \ufffd.csv: is no file of a programme")
