"""Several rows at once in plain lines: pasted, or in a file; told row by row before they are written."""

from pathlib import Path

from tests.plainly.somebody import heard
from tests.screens.small import small

HEAD = "Apprentice\tGiven names\tFamily name\tStandard\tStarts on\tEnds on"
CHANGED = "A1\tAyo\tBello\tST1\t2026-09-07\t2027-09-10"
NEW = "A3\tZoë [/x]\tÓ Dálaigh\tST1\t2026-09-07\t2027-09-03"
TO_PEOPLE = ("2", "1", "p")


def test_rows_are_pasted_and_written_as_one_change(tmp_path: Path) -> None:
    """The last day of A1 is another, A2 stays as it is, A3 is new."""
    workspace = small(tmp_path / "p.db")
    same = "A2\tBo\tAdeyemi\tST1\t2026-09-07\t2027-09-03"
    said = heard(workspace, *TO_PEOPLE, HEAD, CHANGED, same, NEW, "", "y", "b", "b", "q")
    assert "\nPaste into apprentices\n1 new, 1 changed, 1 the same.\n" in said
    assert "A1 Ayo Bello changes in apprentices. ends_on: 2027-09-03 to 2027-09-10\n" in said
    assert "A3 Zoë [/x] Ó Dálaigh is new in apprentices.\n" in said
    assert "\nPasted into apprentices: 1 new, 1 changed. u takes it back.\n" in said
    assert workspace.programme.apprentices["A3"].family_name == "Ó Dálaigh"
    heard(workspace, "u", "q")
    assert list(workspace.programme.apprentices) == ["A1", "A2"]
    assert str(workspace.programme.apprentices["A1"].ends_on) == "2027-09-03"


def test_what_is_refused_is_told_by_row_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    wrong = NEW.replace("ST1", "ST9").replace("2027-09-03", "soon")
    said = heard(workspace, *TO_PEOPLE, HEAD, CHANGED, wrong, "", "b", "q")
    assert "2 problems: no row is taken before all are mended.\n" in said
    assert '. row 3, ends_on: "soon" is not a date' in said
    assert '. row 3, standard: there is no standard "ST9"; there are ST1\n' in said
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_rows_come_from_a_file_by_commas_or_tabs(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    rows = f"{HEAD}\n{NEW}\n"
    (tmp_path / "new people.csv").write_text(rows.replace("\t", ","), encoding="utf-8-sig")
    (tmp_path / "more.txt").write_text(rows.replace("A3", "A4"), encoding="utf-8")
    said = heard(workspace, *TO_PEOPLE, str(tmp_path / "new people.csv"), "y", "q")
    assert "\n1 new, 0 changed, 0 the same.\n" in said
    said = heard(workspace, *TO_PEOPLE, str(tmp_path / "more.txt"), "y", "q")
    assert "Pasted into apprentices: 1 new, 0 changed." in said
    assert list(workspace.programme.apprentices) == ["A1", "A2", "A3", "A4"]


def test_going_back_and_the_end_of_all_lines_write_nothing(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    assert heard(workspace, *TO_PEOPLE, "b", "q").endswith("Left.\n")
    assert heard(workspace, *TO_PEOPLE, NEW).endswith("Left.\n")  # looked over, but never written
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_a_file_that_is_no_utf_8_is_refused_in_plain_words(tmp_path: Path) -> None:
    """As Excel writes "Text (tab delimited)" and "Unicode text": é is the byte 0xE9, or two bytes."""
    workspace = small(tmp_path / "p.db")
    rows = f"{HEAD}\n{NEW.replace('Zoë', 'José').replace('Ó', 'O')}\n"
    (tmp_path / "latin.txt").write_bytes(rows.encode("latin-1"))
    (tmp_path / "unicode.txt").write_bytes(rows.encode("utf-16"))
    files = (str(tmp_path / "latin.txt"), "p", str(tmp_path / "unicode.txt"))
    said = heard(workspace, *TO_PEOPLE, *files, "q")
    assert "latin.txt:2: the byte 0xE9 is not UTF-8;" in said
    assert "unicode.txt: is in UTF-16, not UTF-8;" in said
    assert list(workspace.programme.apprentices) == ["A1", "A2"]


def test_a_tab_in_a_cell_does_not_make_a_csv_a_file_of_tabs(tmp_path: Path) -> None:
    """A tab stands for a blank there, as white space does in every cell."""
    workspace = small(tmp_path / "p.db")
    rows = f"{HEAD}\n{NEW}\n".replace("\t", ",").replace("Zoë [/x]", '"Zoë\tAnn"')
    for name in ("a.csv", "b.txt"):
        (tmp_path / name).write_text(rows, encoding="utf-8")
        said = heard(workspace, *TO_PEOPLE, str(tmp_path / name), "q")
        assert "1. A3 Zoë Ann Ó Dálaigh is new in apprentices.\n" in said


def test_rows_without_a_tab_are_no_answers_however_long(tmp_path: Path) -> None:
    """No file has so long a name. Rows behind the first are no answers, such as 2 would be."""
    workspace = small(tmp_path / "p.db")
    said = heard(workspace, *TO_PEOPLE, "x" * 300, "2", "", "b", "q")
    assert "no row is taken before all are mended." in said
    assert "can't be read" not in said
    assert "> 2\n> \n" in said
