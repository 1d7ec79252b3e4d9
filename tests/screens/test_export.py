"""What is handed out is written from inside the app: into a folder, over nothing unasked."""

import asyncio
from pathlib import Path

import pytest

from apprentices.exporting import KINDS
from apprentices.publishing import publish
from apprentices.workspace import Workspace
from screens.files.handing_out import HandingOut
from screens.files.picker import Picker
from screens.shared import plain
from screens.shared.question import GraveQuestion, Reading
from screens.shared.working import Step, Working
from tests.screens.driver import Driver, opened
from tests.screens.small import small
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
TITLES = [kind.title for kind in KINDS]


async def offers(board: Driver) -> HandingOut:
    await board.press("ctrl+e")
    await until(
        lambda: isinstance(board.app.screen, HandingOut) and board.app.screen.rows.has_focus, "the list"
    )
    assert isinstance(board.app.screen, HandingOut)
    return board.app.screen


async def choose(board: Driver, title: str, folder: str) -> None:
    """Have it written into that folder beside the database."""
    dialog = await offers(board)
    dialog.rows.mark(TITLES.index(title))
    await board.press("enter")
    await until(lambda: isinstance(board.app.screen, Picker) and board.app.screen.focused, "the picker")
    assert isinstance(board.app.screen, Picker)
    board.app.screen.line.value = f"{Path(board.workspace.store.where).parent}/{folder}"
    await board.pilot.pause()
    await board.press("enter")


async def told(board: Driver) -> str:
    """What was written, as it is told."""
    await until(lambda: isinstance(board.app.screen, Reading), "what was written")
    box = board.app.screen.query_one(".dialog")
    words = f"{box.border_title}: {board.app.screen.query_one(plain.Words).text}"
    await board.press("enter")
    await board.back_on_board()
    return words


def published(path: Path) -> Workspace:
    workspace = small(path)
    publish(workspace, "Tamsin Arkwright", despite="a test")
    return workspace


async def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    async with opened(small(tmp_path / "p.db")) as board:
        await choose(board, "The programme as files", "out")
        said = await told(board)
        assert "Written: 17 files of the programme as it is now, in " in said
        assert "hosts.csv" in said
        assert "They hold personal data" in said
        mine = tmp_path / "out" / "hosts.csv"
        mine.write_text("mine")
        await choose(board, "The programme as files", "out")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "Write over 17 files that are there?" in board.text
        await board.press("enter")  # the key of habit goes back
        await board.back_on_board()
        assert mine.read_text() == "mine"
        await choose(board, "The programme as files", "out")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y")
        await told(board)
        assert mine.read_text("utf-8-sig").startswith("host,name")


async def test_the_draft_or_what_was_published(tmp_path: Path) -> None:
    workspace = published(tmp_path / "p.db")
    workspace.clear("A2", "C1")
    async with opened(workspace) as board:
        await offers(board)
        assert "Of publication 1 of " in board.text
        await board.press("v")
        assert "Of the draft as it is now." in board.text
        await board.press("escape")
        await board.back_on_board()
        await choose(board, "Letters, where something is new", "out")  # of the publication: all is new in it
        assert "2 files of publication 1" in await told(board)
        dialog = await offers(board)
        await board.press("v")
        dialog.rows.mark(TITLES.index("Rotations"))
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Picker) and board.app.screen.focused, "the picker")
        await board.press("enter")  # where the last was written
        assert "1 file of the draft" in await told(board)
        assert "A2" not in (tmp_path / "out" / "rotations-draft.csv").read_text()


async def test_before_anything_is_published_that_is_said(tmp_path: Path) -> None:
    async with opened(small(tmp_path / "p.db")) as board:
        await offers(board)
        assert "Nothing has been published, so nobody has been told of it." in board.text
        await board.press("v", "escape")  # there is no other board to be had
        await board.back_on_board()


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "measures.csv").mkdir()  # a folder is in the place of the file
    async with opened(small(tmp_path / "p.db")) as board:
        await choose(board, "Measures", "out")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y")
        said = await told(board)
        assert "It could not be written" in said
        assert "measures.csv can't be written: Is a directory" in said


async def test_long_work_shows_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    done: list[int] = []
    seen: list[str] = []
    async with opened(small(tmp_path / "p.db")) as board:

        def step(number: int) -> int:
            done.append(number)
            seen.append(work.words.text)
            return number

        def then(result: list[int] | None) -> None:
            given.append(result)

        given: list[list[int] | None] = []
        work = Working("Calendars", [Step(f"{n}.ics", lambda n=n: step(n)) for n in range(3)])  # type: ignore[misc]
        board.app.push_screen(work, then)
        await until(lambda: given, "the end")
        assert given == [[0, 1, 2]]
        assert seen[2] == "3 of 3: 2.ics"
        endless = Working("Calendars", [Step("a.ics", lambda: None)] * 1_000_000)
        board.app.push_screen(endless, then)
        await until(lambda: endless.bar.progress > 3, "some steps")
        await asyncio.wait_for(board.press("escape"), 60)
        await until(lambda: len(given) == 2, "the stop")
        assert given[1] is None
        await board.back_on_board()


@pytest.mark.parametrize("size", SIZES)
async def test_snapshots(tmp_path: Path, size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list, the folder, and what was written, in one run of the app."""
    workspace = small(tmp_path / "p.db")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    async with opened(workspace, SIZES[size]) as board:
        board.app.folder = tmp_path / "work"
        dialog = await offers(board)
        await board.pilot.pause()
        await check_snapshot(board.app, f"export_{size}")
        dialog.rows.mark(1)
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Picker) and board.app.screen.focused, "the picker")
        assert isinstance(board.app.screen, Picker)
        board.app.screen.line.value = "packs"
        await board.pilot.pause()
        await check_snapshot(board.app, f"export_folder_{size}")
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Reading), "what was written")
        assert "2 files of the draft of 23 November 2026" in board.text


async def test_a_file_is_no_folder_and_of_a_new_folder_is_said_in_which_it_would_be(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "rotation").mkdir()
    async with opened(small(tmp_path / "p.db")) as board:
        await choose(board, "A pack for each host", "notes.txt")
        found = board.app.screen
        assert isinstance(found, Picker)
        wrong = "! notes.txt can't be taken. Files are written into a folder."
        await until(lambda: found.wrong.text == wrong, "why")
        found.line.value = f"{tmp_path}/rotation/packs"
        await until(lambda: "Make the folder packs in rotation, and write there" in board.text, "where")
