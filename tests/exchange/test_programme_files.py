"""A whole programme out and in again, and the template."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from apprentices.conditions import Exclusion, Preference, Requirement, Separation, Sequence, Travel
from apprentices.errors import UsageError
from apprentices.exchange.programme_files import export_programme, export_workbook
from apprentices.exchange.read import read
from apprentices.exchange.template import template
from apprentices.exchange.template_workbook import template_workbook
from apprentices.programme import (
    TABLES,
    Absence,
    Apprentice,
    Assignment,
    Clearance,
    Closure,
    Cycle,
    CycleSeats,
    Host,
    Placement,
    SettingRow,
    Standard,
)
from apprentices.settings import SETTINGS

DAY, LATER = date(2027, 1, 1), date(2027, 3, 31)
ROWS: dict[str, list[Any]] = {
    "hosts": [
        Host(host="Z", name="=Zoë & Co", seats=0, fjaa_registered=True, living_wage=False),
        Host(host="-A", name="Hackney, Council", contact='"HR", 020 7946 0000'),
    ],
    "standards": [Standard(standard="ST0070", title="Business administrator", skills=("Excel",))],
    "cycles": [
        Cycle(cycle="C2", starts_on=date(2027, 4, 1), ends_on=date(2027, 6, 30)),
        Cycle(cycle="C1", name="Winter", starts_on=DAY, ends_on=LATER),
    ],
    "placements": [
        Placement(
            placement="Z-1",
            host="Z",
            team="Finance",
            area="office",
            site="Guildhall",
            seats=2,
            postcode="E8 1EA",
            standards=("ST0070",),
            skills=("Excel", "Zoë's way"),
            clearances=("right-to-work", "dbs:enhanced"),
            step_free=True,
            weekly_hours=Decimal("37.5"),
            starts_at=time(8, 30),
        )
    ],
    "apprentices": [
        Apprentice(
            apprentice=code,
            given_names="Ama",
            family_name="Nwosu",
            date_of_birth=date(2008, 2, 29),
            uln="9276308686",
            employer="Z",
            standard="ST0070",
            starts_on=DAY,
            ends_on=LATER,
            hourly_pay=Decimal("12.70"),
            training_days="FREQ=WEEKLY;BYDAY=WE",
        )
        for code in ("B", "A")
    ],
    "clearances": [Clearance(apprentice="A", clearance="bpss", expires_on=LATER)],
    "absences": [Absence(apprentice="A", kind="break", starts_on=DAY, ends_on=LATER)],
    "closures": [Closure(starts_on=DAY, ends_on=DAY, reason="@home")],
    "seats": [CycleSeats(placement="Z-1", cycle="C1", seats=0)],
    "requirements": [Requirement(who="all", what="host:Z", min_cycles=1)],
    "sequence": [Sequence(before="area:office", after="placement:Z-1")],
    "preferences": [Preference(apprentice="A", what="area:office", points=-5)],
    "exclusions": [Exclusion(apprentice="B", what="skill:Excel", cycle="C1")],
    "separations": [Separation(apprentice="A", other="B", within="team-site")],
    "travel": [Travel(apprentice="A", site="Guildhall", minutes=45)],
    "assignments": [
        Assignment(apprentice="A", cycle="C2", placement="Z-1", pinned=True),
        Assignment(apprentice="A", cycle="C1", placement="Z-1"),
        Assignment(apprentice="B", cycle="C2", placement="Z-1"),
    ],
    "settings": [SettingRow(setting="name", value="Pilot"), SettingRow(setting="travel_weight", value="2")],
}
B_C2, A_C1, A_C2 = (ROWS["assignments"][number] for number in (2, 1, 0))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_export_reads_back_and_exports_the_same_to_the_byte(tmp_path: Path) -> None:
    export_programme(ROWS, tmp_path / "one")
    batch = read([tmp_path / "one"])
    assert batch.whole
    assert batch.tables == {**ROWS, "assignments": [B_C2, A_C1, A_C2]}
    export_programme(batch.tables, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_workbook_reads_back(tmp_path: Path) -> None:
    export_workbook(ROWS, tmp_path / "plan.xlsx")
    batch = read([tmp_path / "plan.xlsx"])
    assert batch.tables == {**ROWS, "assignments": [B_C2, A_C1, A_C2]}


def test_writes_every_table_for_the_user_alone(tmp_path: Path) -> None:
    export_programme({}, tmp_path / "deep" / "folder")
    folder = tmp_path / "deep" / "folder"
    assert set(files(folder)) == {f"{table.name}.csv" for table in TABLES}
    assert files(folder)["sequence.csv"] == b"\xef\xbb\xbfbefore,after\r\n"
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_writes_over_an_earlier_export(tmp_path: Path) -> None:
    export_programme(ROWS, tmp_path)
    export_programme({}, tmp_path, overwrite=True)
    assert (tmp_path / "travel.csv").read_bytes() == b"\xef\xbb\xbfapprentice,site,minutes\r\n"


def test_values_as_a_spreadsheet_must_not_see_them(tmp_path: Path) -> None:
    export_programme(ROWS, tmp_path)
    assert (tmp_path / "hosts.csv").read_bytes().decode("utf-8-sig") == (
        "host,name,kind,seats,min_seats,fjaa_registered,living_wage,notice_weeks,sponsor,"
        "sponsor_role,hr_lead,contact,living_wage_apprentices\r\n"
        "Z,'=Zoë & Co,,0,,yes,no,,,,,,\r\n"
        '\'-A,"Hackney, Council",,,,,,,,,,"""HR"", 020 7946 0000",\r\n'
    )
    assert (tmp_path / "preferences.csv").read_bytes() == (
        b"\xef\xbb\xbfapprentice,what,points\r\nA,area:office,-5\r\n"
    )


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be made: Not a directory"):
        export_programme(ROWS, tmp_path / "file" / "folder")


def test_the_template_explains_every_column_and_reads_as_an_empty_programme(
    tmp_path: Path,
) -> None:
    template(tmp_path / "new", "Fill in.", "Rules.")
    assert not any(read([tmp_path / "new"]).tables.values())
    page = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = page.split(f"## {table.name}.csv")[1].split("##")[0]
        assert table.help in section
        for column in table.columns:
            star = "*" if column.required else ""
            assert f"- `{column.name}`{star}: {column.help}" in section
    for setting in SETTINGS:
        assert f"- `{setting.key}`: {setting.help}" in page
    assert (
        "- `placement`*: Short code of the placement, such as COL-FIN. "
        '(code: 1 to 32 letters, digits, ".", "_" or "-", no spaces)'
    ) in page
    assert "(one of active, break, withdrawn, completed)" in page
    assert "- `host`*: The host it belongs to. (code from hosts.csv)" in page
    assert 'all of them. (codes, separated by ";", from standards.csv)' in page


def lists(book: Workbook, sheet: str) -> dict[str, str]:
    """What can be chosen in each column of a sheet, as the workbook says it."""
    found = {}
    for rule in book[sheet].data_validations.dataValidation:
        first = str(rule.sqref).split(":")[0]
        found[book[sheet][f"{first[:-1]}1"].value] = rule.formula1
        assert (rule.type, first[-1]) == ("list", "2")
    return found


def test_the_workbook_to_fill_in_has_lists_to_choose_from(tmp_path: Path) -> None:
    template_workbook(tmp_path / "new.xlsx", "Fill in.")
    book = load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == ["Read me", *(table.name for table in TABLES)]
    for table in TABLES:
        assert [cell.value for cell in book[table.name][1]] == [column.name for column in table.columns]
    assert lists(book, "apprentices") == {
        "employer": "hosts!$A$2:$A$5001",
        "standard": "standards!$A$2:$A$5001",
        "status": '"active,break,withdrawn,completed"',
        "step_free": '"yes,no"',
        "opted_out_48h": '"yes,no"',
        "portable": '"yes,no"',
    }
    assert lists(book, "separations")["within"] == '"placement,host,team-site"'
    assert lists(book, "sequence") == {}
    said = {(row[0], row[1]): row[2:] for row in book["Read me"].iter_rows(values_only=True)}
    for table in TABLES:
        for column in table.columns:
            mark, text, _ = said[table.name, column.name]
            assert (mark or "", text) == ("*" if column.required else "", column.help)
    assert said["placements", "host"][2] == "code from hosts"


def type_in(cell: Any, value: object) -> None:
    if isinstance(value, bool):
        cell.value = "yes" if value else "no"
    elif isinstance(value, tuple):
        cell.value = ";".join(value)
    else:
        cell.value = value
    if isinstance(cell.value, str):
        cell.data_type = "s"  # no formula, though one begins with =


def test_the_workbook_is_filled_in_and_read_back(tmp_path: Path) -> None:
    template_workbook(tmp_path / "new.xlsx", "Fill in.")
    assert not any(read([tmp_path / "new.xlsx"]).tables.values())
    book = load_workbook(tmp_path / "new.xlsx")
    for table in TABLES:
        for line, row in enumerate(ROWS[table.name], start=2):
            for place, column in enumerate(table.columns, start=1):
                type_in(book[table.name].cell(line, place), getattr(row, column.name))
    book.save(tmp_path / "new.xlsx")
    batch = read([tmp_path / "new.xlsx"])
    assert (batch.problems, batch.tables) == ([], ROWS)


def test_the_workbook_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "new.xlsx").write_text("mine")
    with pytest.raises(UsageError, match=r"has new\.xlsx already, and nothing is overwritten"):
        template_workbook(tmp_path / "new.xlsx", "Fill in.")
    assert (tmp_path / "new.xlsx").read_text() == "mine"


def test_the_template_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_text("mine")
    with pytest.raises(UsageError) as caught:
        template(tmp_path, "Fill in.", "Rules.")
    assert str(caught.value) == (
        f"{tmp_path} has hosts.csv already, and nothing is overwritten. Name a new place."
    )
    assert files(tmp_path) == {"hosts.csv": b"mine"}


def test_the_template_tells_when_the_folder_can_not_be_looked_into(tmp_path: Path) -> None:
    # Tests may run as a user who may read everything: a name that is too long fails in the same way.
    folder = tmp_path / ("x" * 300)
    with pytest.raises(UsageError) as caught:
        template(folder, "Fill in.", "Rules.")
    assert str(caught.value) == f"{folder} can't be read: File name too long"
