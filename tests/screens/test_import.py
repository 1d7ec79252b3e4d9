"""Files are imported from inside the app: found, looked over, written as one change or refused."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.exchange.template_workbook import template_workbook
from apprentices.programme import TABLE
from apprentices.workspace import Workspace
from db.store import open_store
from screens.files.import_preview import ImportPreview
from screens.files.picker import Picker
from screens.shared.question import GraveQuestion
from tests.build import worded
from tests.clock import TODAY
from tests.screens.driver import Driver, opened
from tests.screens.small import FILES, folder, small
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
PEOPLE = FILES["apprentices"]


async def picker(board: Driver) -> Picker:
    await board.press("ctrl+o")
    await until(lambda: isinstance(board.app.screen, Picker) and board.app.screen.focused, "the picker")
    assert isinstance(board.app.screen, Picker)
    return board.app.screen


async def previewed(board: Driver, name: str) -> ImportPreview:
    """The preview of what has that name beside the database."""
    await picker(board)
    await board.press(*name, "enter")
    if isinstance(board.app.screen, Picker):  # a folder was gone into: now it is taken
        await board.press("enter")
    return await shown(board)


async def shown(board: Driver) -> ImportPreview:
    await until(
        lambda: isinstance(board.app.screen, ImportPreview) and board.app.screen.rows.has_focus, "the preview"
    )
    preview = board.app.screen
    assert isinstance(preview, ImportPreview)
    await until(lambda: "Reading" not in preview.head.text, "what it says")
    await board.pilot.pause()
    return preview


def names(board: Driver) -> dict[str, str]:
    return {code: person.name for code, person in board.workspace.programme.apprentices.items()}


async def test_a_folder_is_looked_over_then_written_as_one_change(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    folder(
        tmp_path / "next",
        apprentices=PEOPLE.replace("Ayo,", "Ayo Joy,") + "A3,Cai,Eze,ST1,2026-09-07,2027-09-03\n",
    )
    async with opened(workspace) as board:
        preview = await previewed(board, "next")
        assert preview.head.text == "1 new, 1 changed, 9 the same. What the files do not hold stays as it is."
        assert "≠ A1 Ayo Bello" in board.text
        assert "given_names: Ayo → Ayo Joy" in board.text
        assert "+ A3 Cai Eze" in board.text
        assert names(board)["A1"] == "Ayo Bello"  # nothing is written yet
        await board.press("enter")
        await board.back_on_board()
        assert names(board) == {"A1": "Ayo Joy Bello", "A2": "Bo Adeyemi", "A3": "Cai Eze"}
        assert board.news == "Imported next: 1 new, 1 changed. u takes it back."
        assert [event.kind for event in workspace.history()] == ["import", "import"]
        await board.press("u")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y")
        await until(lambda: names(board) == {"A1": "Ayo Bello", "A2": "Bo Adeyemi"}, "the undo")
        assert board.app.folder == tmp_path


async def test_what_is_wrong_is_told_by_row_and_column_and_read_again(tmp_path: Path) -> None:
    bad = tmp_path / "placements.csv"
    bad.write_text("placement,host,team,seats\nCOL-A,COL,Archives,two\nLBH-B,LBX,Benefits,2\n")
    async with opened(small(tmp_path / "p.db")) as board:
        preview = await previewed(board, "plac")
        assert preview.head.text.startswith("! 2 problems: nothing can be imported")
        assert "placements.csv (2 problems)" in board.text
        assert 'line 2     seats             "two" is not a whole number' in board.text
        assert "There belongs: " in preview.panel.text  # what would be right
        assert "whole number, from 0 to" in preview.panel.text
        await board.press("enter")  # there is nothing to import
        assert board.app.screen is preview
        bad.write_text("placement,host,team,seats\nCOL-A,COL,Archives,3\n")
        await board.press("a")
        await until(lambda: preview.ready is not None, "the mended file")
        await board.press("enter")
        await board.back_on_board()
        assert board.workspace.programme.placements["COL-A"].seats == 3


async def test_work_that_would_be_lost_is_named_and_asked_about(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    with time_machine.travel(datetime(2026, 11, 20, 9, 30, tzinfo=UTC), tick=False):
        ruth = small(tmp_path / "p.db", actor="Ruth")
        ruth.assign("A1", "C1", "LBH-B")
        ruth.store.close()
        workspace.reload()
    async with opened(workspace) as board:
        preview = await previewed(board, "first")
        assert "! Work of people would be lost: 1 row, listed first." in preview.head.text
        assert "≠ A1 Ayo Bello, C1" in board.text
        assert "placement: LBH-B → COL-A" in board.text
        assert "Ruth worked on it on 20 November 2026" in preview.panel.text
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "Written over: A1 Ayo Bello, C1." in board.text
        await board.press("enter")  # the key of habit goes back
        await shown(board)
        assert workspace.board.at("A1", "C1").placement == "LBH-B"  # type: ignore[union-attr]
        await board.press("enter", "y")
        await board.back_on_board()
        assert workspace.board.at("A1", "C1").placement == "COL-A"  # type: ignore[union-attr]


async def test_to_replace_is_chosen_and_says_what_goes(tmp_path: Path) -> None:
    folder(
        tmp_path / "fewer",
        apprentices=PEOPLE.partition("A2")[0],
        assignments="apprentice,cycle,placement\nA1,C1,COL-A\n",
    )
    async with opened(small(tmp_path / "p.db")) as board:
        preview = await previewed(board, "fewer")
        assert "Nothing would change" in board.text
        await board.press("r")
        await until(lambda: preview.ready and "2 removed" in preview.head.text, "what goes")
        assert "− A2 Bo Adeyemi" in board.text
        assert "What the files no longer hold is removed." in preview.head.text
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "Removed: A2 Bo Adeyemi; A2 Bo Adeyemi, C1." in board.text
        await board.press("y")
        await board.back_on_board()
        assert list(names(board)) == ["A1"]


async def test_what_others_change_meanwhile_is_shown_before_anything_is_written(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    folder(tmp_path / "next", apprentices=PEOPLE.replace("Ayo,", "Ayo Joy,"))
    async with opened(workspace) as board:
        preview = await previewed(board, "next")
        ruth = small(tmp_path / "p.db", actor="Ruth")
        row = ruth.programme.apprentices["A1"]
        ruth.store.write(worded("set"), {"apprentices": [type(row)(**_with(row, given_names="Ada"))]}, {}, {})
        ruth.store.close()
        preview.action_write()  # before the app has looked for news
        await until(lambda: "Ada → Ayo Joy" in board.text, "what it would do now")
        assert any("Somebody else was first" in said for said in board.said)
        assert names(board)["A1"] == "Ada Bello"


def _with(row: object, **values: object) -> dict[str, object]:
    return TABLE["apprentices"].values_of(row) | values


async def test_a_bulk_upload_is_told_apart_and_a_workbook_without_rows_says_so(tmp_path: Path) -> None:
    template_workbook(tmp_path / "empty.xlsx", "Fill it in.")
    (tmp_path / "upload.csv").write_text(
        "CohortRef,ULN,FamilyName,GivenNames,DateOfBirth,EmailAddress,StdCode,StartDate,EndDate,TotalPrice\n"
        "P97BKL,4830001177,Bello,Ayo,17/05/2006,ayo@example.org,196,07/09/2026,Mar-28,5000\n"
    )
    async with opened(small(tmp_path / "p.db")) as board:
        preview = await previewed(board, "upl")
        assert not preview.can_replace
        assert "StdCode" in board.text  # the programme has not got that standard
        await board.press("r", "escape")
        await board.back_on_board()
        preview = await previewed(board, "emp")
        assert preview.head.text == "No rows are filled in yet."
        await board.press("enter", "escape")  # there is nothing to import
        await board.back_on_board()


async def test_a_path_can_be_typed_completed_and_clicked(tmp_path: Path) -> None:
    folder(tmp_path / "programme-2027" / "in")
    async with opened(small(tmp_path / "p.db")) as board:
        found = await picker(board)
        await board.press(*"prog", "tab")
        assert found.line.value == f"{tmp_path}/programme-2027/"
        await board.press("x")
        await until(lambda: "Nothing that can be taken begins like that" in board.text, "what is wrong")
        await board.press("enter")
        assert board.app.screen is found
        found.line.value = "/nowhere/at/all"
        await until(lambda: "! /nowhere/at: No such file or directory." in board.text, "what is wrong")
        await board.press("enter", "tab")
        assert board.app.screen is found
        found.line.value = f"{tmp_path}/programme-2027/"
        await board.pilot.pause()
        await board.press("down", "enter")  # past the way up, into the only folder
        await until(lambda: "Import this folder: 6 tables of a programme" in board.text, "the folder")
        await board.pilot.click(found.rows, offset=(3, 0), times=2)
        await shown(board)


async def test_what_can_not_be_taken_is_told_what_can(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.pdf").write_text("notes")
    takes = "Import takes a folder of CSV files, a workbook (.xlsx), a CSV file or a parcel (.parcel)."
    async with opened(small(tmp_path / "p.db")) as board:
        await picker(board)
        await board.press(*"in/")
        await until(lambda: f"! Nothing here can be taken. {takes}" in wrong(board), "that there is nothing")
        await board.press(*"notes")
        await until(lambda: f"! Nothing that can be taken begins like that. {takes}" in wrong(board), "why")
        await board.press(*".pdf")
        await until(lambda: f"! notes.pdf can't be taken. {takes}" in wrong(board), "why")


def wrong(board: Driver) -> str:
    """What is wrong with what is typed."""
    found = board.app.screen
    assert isinstance(found, Picker)
    return found.wrong.text


@pytest.mark.parametrize("size", SIZES)
async def test_snapshots(tmp_path: Path, size: str) -> None:
    """Picker, preview and refusal, in one run of the app."""
    workspace = small(tmp_path / "p.db")
    folder(
        tmp_path / "programme" / "next",
        apprentices=PEOPLE.replace("Ayo,", "Ayo Joy,") + "A3,Cai,Eze,ST1,2026-09-07,2027-09-03\n",
        assignments="apprentice,cycle,placement\nA1,C1,LBH-B\n",
    )
    async with opened(workspace, SIZES[size]) as board:
        board.app.folder = tmp_path / "programme"  # where a path without a beginning starts
        found = await picker(board)
        found.line.value = "next/"
        await until(lambda: "assignments.csv" in board.text, "the files")
        await check_snapshot(board.app, f"picker_{size}")
        await board.press("enter")
        preview = await shown(board)
        await board.press("r")
        await until(lambda: preview.ready and "removed" in preview.head.text, "what goes")
        await board.pilot.pause()
        await check_snapshot(board.app, f"import_{size}")
        shutil.copy(
            tmp_path / "programme" / "next" / "hosts.csv", tmp_path / "programme" / "next" / "cycles.csv"
        )
        await board.press("a")
        await until(lambda: "problem" in preview.head.text, "what is wrong")
        await board.pilot.pause()
        await check_snapshot(board.app, f"import_refused_{size}")


async def test_the_cycle_of_today_that_comes_with_an_import_is_marked(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    folder(tmp_path / "next", cycles="cycle,starts_on,ends_on\nC1,2026-09-07,2027-04-30\n")
    async with opened(workspace) as board:
        assert "C1 now" not in board.text
        await previewed(board, "next")
        await board.press("enter")
        await board.back_on_board()
        await until(lambda: "C1 now" in board.text, "the cycle of now")


async def test_the_first_import_puts_the_cursor_in_the_cycle_of_today(tmp_path: Path) -> None:
    """From then on it stays where it is: a later import does not move it."""
    cycles = "cycle,starts_on,ends_on\nC1,2026-01-05,2026-04-30\nC2,2026-09-07,2027-04-30\n"
    folder(tmp_path / "next", cycles=cycles)
    async with opened(
        Workspace(open_store(tmp_path / "p.db", create=True, actor="Tamsin Arkwright"), TODAY)
    ) as board:
        await previewed(board, "next")
        await board.press("enter")
        await board.back_on_board()
        await until(lambda: "C2 now" in board.text, "the cycle of now")
        assert board.cell == ("A1", "C2")
        await board.press("left")
        assert board.cell == ("A1", "C1")
