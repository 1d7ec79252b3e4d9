"""The lists of people and placements: found, filled in, copied, retired and removed, each as one event."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from textual.widgets import Input

from apprentices.programme import TABLE
from screens.people.screen import PeopleScreen
from screens.placements.screen import PlacementsScreen
from screens.records.leaving import Leaving
from screens.records.screen import RecordsScreen
from screens.shared.form import Form
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
MODES: dict[str, tuple[str, type[RecordsScreen]]] = {
    "people": ("2", PeopleScreen),
    "placements": ("3", PlacementsScreen),
}


async def lists(board: Driver, mode: str = "people") -> RecordsScreen:
    """Go to the lists of a mode."""
    key, kind = MODES[mode]
    await board.press(key)
    await until(lambda: isinstance(board.app.screen, kind) and board.app.screen.has_row, mode)
    screen = board.app.screen
    assert isinstance(screen, RecordsScreen)
    return screen


async def form(board: Driver) -> Form:
    await until(lambda: isinstance(board.app.screen, Form) and board.app.screen.focused, "the form")
    assert isinstance(board.app.screen, Form)
    return board.app.screen


def fill(shown: Form, **texts: str) -> None:
    for name, text in texts.items():
        control = shown.fields.fields[name].control
        assert isinstance(control, Input)
        control.value = text


def names(screen: RecordsScreen) -> list[Any]:
    return [line.value for line in screen.lines()]


@pytest.mark.parametrize("size", SIZES)
async def test_lists_look_as_they_are_meant_to(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        for mode in MODES:
            await lists(board, mode)
            await board.press("down")
            await board.pilot.pause()
            await check_snapshot(board.app, f"{mode}_{size}")
        await board.press("2", "right")
        await until(lambda: "right-to-work" in board.text, "the clearances")
        await check_snapshot(board.app, f"clearances_{size}")
        await board.press("left", "down", "enter", "down", "down")
        await until(lambda: "Rahim Talukdar (A02)" in board.text, "the page")
        await board.pilot.pause()
        await check_snapshot(board.app, f"page_{size}")


async def test_what_is_left_of_a_line_goes_to_what_would_be_cut(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await lists(board, "placements")
        await board.press("left")  # the last table
        await until(lambda: "allow_repeat_placement" in board.text, "the settings")
        assert "City and Hackney rotating apprenticeships 2026-28" in board.text.partition("max_run")[2]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_longest_title_of_a_field_is_not_cut(open_board: OpenBoard, size: tuple[int, int]) -> None:
    """Else hosts have the field "Living wage" twice."""
    async with open_board(size) as board:
        await lists(board, "placements")
        await board.press("right", "e")
        shown = await form(board)
        shown.fields.go_to("living_wage_apprentices")
        await until(lambda: " Living wage apprentices " in board.text, "the field")


async def test_every_table_but_the_draft_has_its_list(open_board: OpenBoard) -> None:
    async with open_board() as board:
        seen = []
        for mode, (_, kind) in MODES.items():
            screen = await lists(board, mode)
            for name in kind.SHOWN:
                assert screen.table.name == name
                rows = board.workspace.rows[name]
                assert len(screen.listed.by_key) == len(rows)
                seen.append(name)
                await board.press("tab")
                await board.pilot.pause()
            assert screen.table.name == kind.SHOWN[0]  # once round
        assert sorted([*seen, "assignments"]) == sorted(TABLE)  # the board shows the draft


async def test_a_form_refuses_what_an_import_would_and_what_is_added_is_found(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        screen = await lists(board)
        await board.press("n")
        shown = await form(board)
        fill(shown, apprentice="A02", given_names="Bo", family_name="Lind", starts_on="31/2/2027")
        fill(shown, employer="hackney")  # a name that only one host has
        await board.press("enter")

        def said(name: str) -> str:
            return shown.fields.fields[name].said

        await until(lambda: said("ends_on") == "! is empty but needed", "what is needed")
        assert said("starts_on") == '! "31/2/2027" is not a date; write it in full, such as 2027-02-28'
        assert said("employer") == "Hackney Council"
        fill(shown, starts_on="1/3/2027", ends_on="2028-09-29", employer="COL")
        await board.press("down")
        await until(lambda: said("starts_on") == "Monday 1 March 2027", "the day as it is read")
        assert said("employer") == "City of London Corporation"
        await board.press("enter")
        await until(lambda: said("apprentice") == "! is there already: that row can be edited", "the code")
        assert len(board.workspace.programme.apprentices) == 24
        fill(shown, apprentice="A99", given_names="Zoë", family_name="Łuczak", starts_on="7/9/2026")
        fill(shown, ends_on="2028-03-31", employer="elft", standard="ST0070")
        await board.press("enter")
        await until(lambda: board.app.screen is screen, "the list")
        assert screen.row.given_names == "Zoë"  # what was added is marked
        assert screen.status.text == "Zoë Łuczak added."
        assert (screen.row.employer, screen.row.starts_on) == ("ELFT", date(2026, 9, 7))
        await board.press("slash", *"zoe elft", "enter")
        await until(lambda: names(screen) == [("A99",)], "the one")
        assert screen.what_is_shown() == "1 of 25 apprentices"
        await board.press("escape", "slash", *"conflict", "enter")
        checker, programme = board.workspace.checker, board.workspace.programme
        marked = {  # as the board marks them: in a cell, or for the rotation as a whole
            code
            for code in programme.apprentices
            for found in (checker.of_row(code), *(checker.at(code, index) for index in range(6)))
            if any(finding.is_conflict for finding in found)
        }
        await until(lambda: {key[0] for key in names(screen)} == marked, "those with conflicts")


async def test_a_copy_leaves_out_what_is_ones_own_and_who_goes_is_named(
    open_board: OpenBoard,
) -> None:
    async with open_board() as board:
        screen = await lists(board)
        await board.press("down", "c")
        shown = await form(board)
        rahim = board.workspace.programme.apprentices["A02"]
        control = shown.fields.fields["employer"].control
        assert isinstance(control, Input)
        assert control.value == rahim.employer
        fill(shown, apprentice="A25", given_names="Bo", family_name="Lind")
        await board.press("enter")
        await until(lambda: board.app.screen is screen, "the list")
        made = board.workspace.programme.apprentices["A25"]
        same = {f.name for f in fields(made) if getattr(made, f.name) == getattr(rahim, f.name) is not None}
        assert {"employer", "standard", "cohort", "starts_on", "ends_on", "training_days"} <= same
        assert (made.date_of_birth, made.uln, made.postcode, made.step_free) == (None, None, None, None)
        await board.press("u")
        await until(lambda: "A25" not in board.workspace.programme.apprentices, "the undo")
        await board.press("home")
        await board.press("x")
        await until(lambda: isinstance(board.app.screen, Leaving), "the question")
        of_amara = [row for row in board.workspace.rows["assignments"] if row.apprentice == "A01"]
        assert f"and {len(of_amara)} assignments." in " ".join(board.text.split())
        await board.press("enter")  # the key of habit changes nothing
        await until(lambda: board.app.screen is screen, "the list")
        assert "A01" in board.workspace.programme.apprentices
        await board.press("x", "y")
        await until(lambda: "A01" not in board.workspace.programme.apprentices, "the removal")
        assert screen.status.text.endswith("u brings it back.")
        await board.press("u")
        await until(lambda: "A01" in board.workspace.programme.apprentices, "the undo")
        assert [r for r in board.workspace.rows["assignments"] if r.apprentice == "A01"] == of_amara


async def test_what_others_need_is_not_removed_and_a_person_retires_with_a_last_day(
    open_board: OpenBoard,
) -> None:
    async with open_board() as board:
        screen = await lists(board, "placements")
        await board.press("right", "x")  # the first host
        await until(lambda: isinstance(board.app.screen, Leaving), "the question")
        assert "It can't be removed:" in board.text
        await board.press("y")  # is no answer here
        await board.pilot.pause()
        assert isinstance(board.app.screen, Leaving)
        await board.press("escape")
        await until(lambda: board.app.screen is screen, "the list")
        people = await lists(board)
        await board.press("x", "r")
        shown = await form(board)
        assert shown.focused is shown.fields.fields["ends_on"].control
        fill(shown, ends_on="2027-01-29")
        await board.press("enter")
        await until(lambda: board.app.screen is people, "the list")
        amara = board.workspace.programme.apprentices["A01"]
        assert (amara.status, amara.ends_on) == ("withdrawn", date(2027, 1, 29))


async def test_somebody_leaves_with_the_draft_as_it_was_edited_just_now(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        workspace = board.workspace
        first, *others = [cell.cycle for cell in workspace.board.assignments() if cell.apprentice == "A01"]
        workspace.clear("A01", first)
        people = await lists(board)
        assert people.row is workspace.programme.apprentices["A01"]
        await board.press("x")
        await until(lambda: isinstance(board.app.screen, Leaving), "the question")
        assert f"{len(others)} assignments" in " ".join(board.text.split())
        await board.press("y")
        await until(lambda: "A01" not in workspace.programme.apprentices, "the removal")
