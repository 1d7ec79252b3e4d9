"""Before there is a programme: ways to begin, and no file that nobody asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot

from apprentices.exchange.rows import read_row
from apprentices.programme import TABLE
from db.store import open_store
from plainly.beginning import begin
from screens.beginning.app import EXAMPLE, BeginningApp, BeginningScreen
from screens.beginning.ways import Begun, Way
from screens.files.picker import Picker
from screens.shared.help import HelpScreen
from screens.shared.question import Reading
from tests.plainly.somebody import Somebody
from tests.screens.small import folder
from tests.screens.snapshot import check_snapshot, text_of
from tests.screens.terminal import Terminal
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
WHY = "There is no programme in /home/mina/programme.db yet."


@asynccontextmanager
async def begun(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[BeginningApp, Pilot[None]]]:
    app = BeginningApp(WHY)
    async with app.run_test(size=size) as keys:
        await until(lambda: isinstance(app.screen, BeginningScreen) and app.screen.rows.has_focus, "the ways")
        yield app, keys


async def picker(app: BeginningApp) -> Picker:
    await until(lambda: isinstance(app.screen, Picker) and app.screen.focused, "the picker")
    assert isinstance(app.screen, Picker)
    return app.screen


def test_the_example_is_a_row_that_can_be_read() -> None:
    row, wrong = read_row(TABLE["clearances"], EXAMPLE)
    assert wrong == []
    assert (row.apprentice, row.clearance, row.expires_on) == ("A01", "dbs:enhanced", None)


@pytest.mark.parametrize("size", SIZES)
async def test_snapshots(size: str) -> None:
    async with begun(SIZES[size]) as (app, keys):
        await keys.pause()
        await check_snapshot(app, f"beginning_{size}")
        await keys.press("enter")  # the demo stands first
    assert app.begun == Begun(Way.DEMO)


async def test_the_smallest_page_names_help_and_the_way_out() -> None:
    async with begun((40, 12)) as (app, keys):
        await keys.pause()
        last = text_of(app).splitlines()[-1]
        assert ("enter begin" in last, "? help" in last, "ctrl+q leave" in last) == (True, True, True)


async def test_an_empty_programme_is_chosen(tmp_path: Path) -> None:
    async with begun() as (app, keys):
        await keys.press("end", "enter")
    assert app.begun == Begun(Way.EMPTY)


async def test_its_keys_follow_the_terminal() -> None:
    async with begun() as (app, keys):
        for size, seen in (((40, 12), False), ((80, 24), True)):
            await keys.resize_terminal(*size)
            await until(lambda seen=seen: ("ctrl+o import" in text_of(app)) is seen, "its keys")  # type: ignore[misc]
            assert "ctrl+q leave" in text_of(app).splitlines()[-1]


async def test_one_begins_with_the_mouse_alone() -> None:
    """A click marks, and one on the key that the last line names begins."""
    async with begun() as (app, mouse):
        assert isinstance(app.screen, BeginningScreen)
        lines = text_of(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "Start with an empty programme" in line)
        await mouse.click(offset=(5, row))
        await mouse.click(offset=(2, len(lines) - 1))
        await until(lambda: app.begun, "the beginning")
    assert app.begun == Begun(Way.EMPTY)


async def test_the_keys_of_the_app_import_and_help_here_too() -> None:
    """Whoever was sent a parcel is told of ctrl+o, and looks for the way with ? or f1."""
    async with begun() as (app, keys):
        await keys.press("question_mark")
        await until(lambda: isinstance(app.screen, HelpScreen), "the help")
        await until(lambda: "Begin with what is marked." in text_of(app), "its keys")
        page = " ".join(text_of(app).replace("│", " ").split())
        assert "ctrl+o Read a folder, workbook, CSV file or parcel" in page
        await keys.press("escape", "ctrl+o")
        found = await picker(app)
        assert found._wanted.title == "Import a folder, a workbook, a CSV file or a parcel"
        await keys.press("f1")
        await until(lambda: "Complete the name that was begun." in text_of(app), "the keys of the picker")
        await keys.press("escape", "escape", "ctrl+q")
    assert app.begun is None


def test_plain_lines_import_and_help_here_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    somebody = Somebody("?", "9", "i", "?", "from-col.parcel")
    assert begin(WHY, somebody, somebody.heard) == Begun(Way.IMPORT, tmp_path / "from-col.parcel")
    said = somebody.heard.getvalue()
    assert "2. Import what you have. A folder of CSV files, a workbook, a parcel.\n" in said
    help_ = "Type a number from 1 to 4, i to import, or q to leave."
    assert f"Begin:\n> ?\n{help_}\nBegin:\n> 9\n{help_}\n" in said
    asked = "Import which folder, workbook, CSV file or parcel?"
    assert said.count(asked) == 2  # again after the help


async def test_what_is_to_be_imported_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder(tmp_path))
    async with begun() as (app, keys):
        await keys.press("down", "enter")
        await picker(app)
        await keys.press("escape")
        await until(lambda: isinstance(app.screen, BeginningScreen), "the ways again")
        await keys.press("enter")
        await picker(app)
        await keys.press("enter")
    assert app.begun == Begun(Way.IMPORT, tmp_path)


async def test_a_workbook_to_fill_in_is_made_and_what_comes_next_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with begun() as (app, keys):
        await keys.press("down", "down", "enter")
        found = await picker(app)
        found.line.value = "no/such/folder.xlsx"
        await keys.pause()
        await keys.press("enter")  # there is nothing to take
        assert app.screen is found
        found.line.value = "programme.xlsx"
        await keys.pause()
        assert "Make programme.xlsx here" in text_of(app)
        await keys.press("enter")
        await until(lambda: isinstance(app.screen, Reading), "the workbook")
        assert "choose Import what you have" in " ".join(text_of(app).replace("│", " ").split())
        await keys.press("enter")
        await until(lambda: isinstance(app.screen, BeginningScreen), "the ways again")
        assert app.screen.rows.value is Way.IMPORT  # the next step is marked
        await keys.press("up", "down", "down", "enter")
        found = await picker(app)
        found.line.value = "programme.xlsx"
        await keys.pause()
        assert "Make programme.xlsx here" not in text_of(app)  # it would be written over
        await keys.press("escape", "ctrl+q")
    assert app.begun is None
    assert openpyxl.load_workbook(tmp_path / "programme.xlsx")["Read me"]["A1"].value.startswith("Fill in")


def test_from_no_database_to_a_board(tmp_path: Path) -> None:
    """The program as it is run, with keys alone; whoever only looks in leaves nothing behind."""
    database = tmp_path / "new.db"
    app = Terminal(tmp_path, "--db", str(database))
    app.until(b"What a programme is made of")
    app.type(b"\x11")
    assert app.exit_code() == 0
    assert not database.exists()
    folder(tmp_path / "mine")
    app = Terminal(tmp_path, "--db", str(database))
    app.until(b"What a programme is made of")
    app.type(b"\x1b[B\r")
    app.until(b"type a path")
    app.type(b"\x15" + str(tmp_path / "mine").encode() + b"/\r")
    app.until(b"10 new")  # two hosts, placements, people and cells, a standard, a cycle
    app.type(b"\r")
    app.until(b"Imported mine")
    app.type(b"\x11")
    assert app.exit_code() == 0
    assert database.stat().st_mode & 0o77 == 0
    store = open_store(database)
    assert len(store.load().rows["apprentices"]) == 2
    store.close()
