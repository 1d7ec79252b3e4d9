"""A person's page: everything about them in one place, and from each line to where it is changed."""

from datetime import date
from pathlib import Path

from apprentices.programme import TABLE
from apprentices.rules.said import ChangeRow, LookAtRule, Unpin
from apprentices.to_do import Task
from screens.findings.screen import FindingsScreen
from screens.people.page import Page
from screens.people.sections import Item
from screens.records.going import go_to
from screens.records.leads import leads_somewhere
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.programmes import pilot, remove
from tests.screens.test_records import fill, form, lists
from tests.screens.waiting import until


async def page(board: Driver, apprentice: str) -> Page:
    """Open a person's page from the board."""
    await board.go_to(apprentice, "C2")
    await board.press("o")
    await until(lambda: isinstance(board.app.screen, Page) and board.app.screen.rows.value, "the page")
    assert isinstance(board.app.screen, Page)
    return board.app.screen


def headings(shown: Page) -> list[str]:
    return [section.title for section in shown._sections]


async def test_a_section_is_added_to_and_lines_lead_where_they_say(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        people = await lists(board)
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Page) and board.app.screen.rows.value, "the page")
        shown = board.app.screen
        assert isinstance(shown, Page)
        assert headings(shown)[0] == "Rotation"
        while shown.rows.value != Item("absences"):  # of Amara none is recorded
            await board.press("tab")
        await board.press("enter")
        new = await form(board)
        fill(new, kind="leave", starts_on="2/8/2027", ends_on="2027-08-06")
        await board.press("enter")
        await until(lambda: board.app.screen is shown, "the page")
        leave = next(row for row in board.workspace.rows["absences"] if row.apprentice == "A01")
        assert (leave.kind, leave.starts_on) == ("leave", date(2027, 8, 2))
        assert "leave, 2 August 2027" in board.text
        assert headings(shown)[-1] == "History"  # it was done just now
        await board.press("end")
        assert "Amara Nwachukwu leave 2027-08-02 added to absences" in board.text
        await board.press("escape")
        await until(lambda: board.app.screen is people, "the list")
        # A cycle leads to its cell, even behind a filter of the board.
        await board.press("1", "slash", *"amara", "enter", "2", "down", "enter")
        await until(lambda: isinstance(board.app.screen, Page) and board.app.screen.rows.value, "the page")
        await board.press("home", "down", "down", "enter")
        await board.back_on_board()
        await until(lambda: board.cell == ("A02", "C3"), "the cell")
        # The page of somebody who goes is closed.
        shown = await page(board, "A10")
        while (item := shown.rows.value) is None or item.column is None:
            await board.press("tab")
        await board.press("x", "y")
        await board.back_on_board()
        assert "A10" not in board.workspace.programme.apprentices


async def test_a_narrow_page_says_when_a_clearance_ends_and_a_wide_one_where_somebody_is(
    open_board: OpenBoard,
) -> None:
    """clearances.csv: Amara's safeguarding training for ELFT ends on 9 August 2029."""
    async with open_board() as board:
        await page(board, "A01")
        assert "expires on 9 Aug 2029" in board.text
    async with open_board((140, 45)) as board:
        shown = await page(board, "A01")
        assert "Site: Guildhall" not in shown.panel.text
        await board.press("down")
        assert "Chamberlain's finance support (COL)" in shown.panel.text
        assert "Site: Guildhall" in shown.panel.text


async def test_what_mends_a_finding_leads_to_the_very_field(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        # A row that is there, at its column; what is proposed stands there and is not saved yet.
        go_to(board.screen, ChangeRow("placements", "COL-FIN", "seats", "3"))
        shown = await form(board)
        assert shown.focused is shown.fields.fields["seats"].control
        assert shown.changed == ["seats"]
        await board.press("enter")
        await until(lambda: board.workspace.programme.placements["COL-FIN"].seats == 3, "the seats")
        await board.back_on_board()
        # One that is not there yet, with its key filled in.
        go_to(board.screen, ChangeRow("clearances", "A02 training:night-work", "issued_on"))
        shown = await form(board)
        assert shown.changed == ["apprentice", "clearance"]
        assert shown.focused is shown.fields.fields["issued_on"].control
        await board.press("escape", "y")
        await board.back_on_board()
        # A cell of the board.
        go_to(board.screen, Unpin("A01", "C1"))
        await until(lambda: board.cell == ("A01", "C1"), "the cell")
        # What no screen does is told.
        go_to(board.screen, LookAtRule("PLAN-RUN"))
        await until(lambda: any("apprentices rules PLAN-RUN" in said for said in board.said), "the command")
        several = ChangeRow("placements", "COL-FIN, COL-DATA", "supervisor_seats", "4")
        assert not leads_somewhere(board.workspace, several)  # which of them is for people to decide


async def test_every_finding_of_the_pilot_that_names_a_row_leads_to_a_form(open_board: OpenBoard) -> None:
    async with open_board() as board:
        steps = [finding.step for finding in board.workspace.findings()]
        rows = [step for step in steps if isinstance(step, ChangeRow)]
        assert {step.table for step in rows} >= {"apprentices", "clearances"}
        for step in rows:
            assert leads_somewhere(board.workspace, step)
            assert step.column in {column.name for column in TABLE[step.table].columns}
        await board.press("5", "slash", *"person-unknown", "enter")
        await until(lambda: isinstance(board.app.screen, FindingsScreen), "the findings")
        findings = board.app.screen
        assert isinstance(findings, FindingsScreen)
        await until(lambda: isinstance(findings.rows.value, Task), "the first")
        task = findings.rows.value
        assert isinstance(task, Task)
        assert isinstance(task.finding.step, ChangeRow)
        assert "f goes to that field." in findings.panel.text
        await board.press("f")
        shown = await form(board)
        assert shown.focused is shown.fields.fields[task.finding.step.column or ""].control


async def test_a_page_is_closed_when_its_person_goes_behind_a_form(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board((140, 45)) as board:
        shown = await page(board, "A01")
        while shown.rows.value is None or shown.rows.value.row is None:
            await board.press("down")
        await board.press("e")
        await form(board)
        other = pilot(database, actor="Callum Strachey")
        remove(other, "A01")
        other.store.close()
        await until(lambda: "A01" not in board.workspace.programme.apprentices, "their change")
        await board.press("escape")
        await board.back_on_board()
