"""The database's file is deleted, moved or replaced under the open app: told once, and a way out."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from apprentices.errors import DatabaseGone, UsageError
from db.store import open_store
from screens.gone import Gone
from screens.rescue import free_place
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.troubled import Troubled, trouble
from tests.screens.waiting import until

GONE = DatabaseGone("The database pilot.db was deleted or moved while it was open. Nothing was changed.")


async def told(board: Driver) -> Gone:
    await until(lambda: isinstance(board.app.screen, Gone), "the dialog")
    await until(lambda: "was deleted or moved" in board.text, "its text")
    assert isinstance(board.app.screen, Gone)
    return board.app.screen


async def lost(board: Driver) -> tuple[Troubled, Gone]:
    store = trouble(board.workspace)
    store.trouble = GONE
    return store, await told(board)


async def typed(gone: Gone, board: Driver, path: Path | str) -> None:
    gone.path.value = str(path)
    await board.press("enter")


async def test_it_is_told_without_a_key(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await lost(board)
        assert "enter save" in board.text
        assert "ctrl+q quit" in board.text


async def test_an_edit_is_not_taken_as_saved(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        trouble(board.workspace).trouble = GONE
        await board.press("x")
        await told(board)
        assert board.workspace.board.at("A01", "C2") is not None
        await board.press("escape")
        await board.back_on_board()
        assert board.here == "COL-FIN"
        assert "NOT SAVED" in board.text


async def test_it_is_not_told_again_and_again_but_at_the_next_edit(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await lost(board)
        await board.press("escape")
        await board.back_on_board()
        await board.pilot.pause(1.2)  # two looks for news
        assert board.app.screen is board.board
        await board.press("x")
        await told(board)


async def test_a_file_that_comes_back_is_gone_on_with(open_board: OpenBoard, database: Path) -> None:
    """Moved away and back, as a folder that is synchronised does it."""
    async with open_board() as board:
        await board.go_to("A01", "C2")
        away = database.with_name("away.db")
        database.rename(away)
        await until(lambda: isinstance(board.app.screen, Gone), "the dialog")
        away.rename(database)
        await board.back_on_board()
        await until(lambda: "is back" in board.news, "a word about it")
        assert "NOT SAVED" not in board.text
        await board.press("x")
        assert board.here is None
    with closing(open_store(database)) as store:
        assert store.draft([("A01", "C2")]) == [None]


async def test_everything_is_saved_in_a_new_file_and_goes_on_there(
    open_board: OpenBoard, tmp_path: Path
) -> None:
    async with open_board((300, 30)) as board:  # wide enough for any path in the title
        store, gone = await lost(board)
        await typed(gone, board, tmp_path / "new.db")
        await board.back_on_board()
        assert store.saved == [tmp_path / "new.db"]
        await until(lambda: "new.db" in board.text.splitlines()[1], "the new file in the title")
        await board.go_to("A01", "C2")
        await board.press("x")
        assert board.here is None


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (UsageError("There is something at taken.db already; name a new file."), "something at taken.db"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ],
)
async def test_a_place_that_will_not_do_is_said_in_the_dialog(
    open_board: OpenBoard, refused: Exception, said: str
) -> None:
    async with open_board() as board:
        store, gone = await lost(board)
        store.refused = refused
        await typed(gone, board, "taken.db")
        await until(lambda: said in board.text, "why not")
        await typed(gone, board, "  ")
        await until(lambda: "Type the path" in board.text, "what is missing")
        await typed(gone, board, "~nobody-at-all/x.db")
        await until(lambda: "no such home folder" in board.text, "what is wrong")
        store.refused = None
        await typed(gone, board, "other.db")
        await board.back_on_board()


async def test_the_program_can_be_left(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await lost(board)
        await board.press("ctrl+q")
        await until(lambda: board.app._exit, "the end")


def test_a_free_place_is_beside_the_file_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    (tmp_path / "plan-2.db").touch()
    assert free_place(tmp_path / "plan.db") == tmp_path / "plan-3.db"
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    assert free_place(tmp_path / "not there" / "plan.db") == home / "plan-2.db"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # what lies there is soon swept away
    assert free_place(tmp_path / "plan.db") == home / "plan-2.db"
