"""What takes seconds in a large programme: a key has its sign at once, and keys behind it come after it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from apprentices import saving
from apprentices.errors import DatabaseBusy
from apprentices.programme import TABLE
from apprentices.workspace import Workspace
from screens.checking import Checking
from screens.in_lines import InLines
from screens.people.page import Page
from screens.shared.frame import ModeScreen
from screens.shared.question import Problem
from screens.waiting import Waiting
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.filling import fill, saying
from tests.screens.test_records import fill as fill_form
from tests.screens.test_records import form, lists
from tests.screens.troubled import trouble
from tests.screens.waiting import until

SIGN = "One moment"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every programme is."""
    monkeypatch.setattr("screens.attempts.LARGE", 0)


class Watched:
    """What is on the screen whenever something is done."""

    def __init__(self, do: Callable[..., Any]) -> None:
        self.board: Driver | None = None
        self.seen: list[str] = []
        self._do = do

    def __call__(self, *given: Any) -> Any:
        assert self.board is not None
        self.seen.append(self.board.text)
        return self._do(*given)


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Rows, when they are saved."""
    monkeypatch.setattr("screens.records.editing.save", watched := Watched(saving.save))
    return watched


@pytest.fixture
def undone(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Changes, when they are undone."""
    watched = Watched(Workspace.undo)
    monkeypatch.setattr(Workspace, "undo", lambda *given: watched(*given))
    return watched


async def rename(board: Driver) -> None:
    """Have the first person renamed in a form, up to the key that saves it."""
    await lists(board)
    await board.press("e")
    fill_form(await form(board), family_name="Newname")


async def in_front(board: Driver) -> None:
    await until(lambda: isinstance(board.app.screen, ModeScreen) and not board.app.keeps_keys, "the screen")


async def test_the_board_is_said_in_lines_behind_a_sign(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(ModeScreen.describe)
    monkeypatch.setattr(ModeScreen, "describe", lambda *given: watched(*given))
    async with open_board() as board:
        watched.board = board
        await board.press("D")
        await until(lambda: isinstance(board.app.screen, InLines), "the lines")
        assert [SIGN in seen for seen in watched.seen] == [True]
        await until(lambda: "Board, in lines" in board.text, "their title")


async def test_a_row_is_saved_behind_a_sign(open_board: OpenBoard, saved: Watched) -> None:
    async with open_board() as board:
        saved.board = board
        await rename(board)
        await board.press("enter")
        await in_front(board)
        assert [SIGN in seen for seen in saved.seen] == [True]
        assert board.workspace.programme.apprentices["A01"].family_name == "Newname"
        await until(lambda: "Family name changed" in board.text, "what was saved")
        assert SIGN not in board.text


async def test_keys_behind_it_are_for_what_comes_then(open_board: OpenBoard, saved: Watched) -> None:
    async with open_board() as board:
        saved.board = board
        await rename(board)
        await board.press("enter", "enter")
        await until(lambda: isinstance(board.app.screen, Page), "the page that the second key opens")
        assert len(saved.seen) == 1


async def test_what_was_saved_is_undone_behind_a_sign_and_an_edit_of_a_cell_without(
    open_board: OpenBoard, undone: Watched
) -> None:
    async with open_board() as board:
        undone.board = board
        await board.go_to("A01", "C2")
        await board.press("x", "u")
        await until(lambda: board.here == "COL-FIN", "the cell as it was")
        person = board.workspace.programme.apprentices["A01"]
        saving.save(board.workspace, TABLE["apprentices"], person, replace(person, family_name="Newname"))
        board.app.show_change()
        await board.press("u")
        await until(lambda: "Newname" not in board.text, "the name as it was")
        await in_front(board)
        assert [SIGN in seen for seen in undone.seen] == [False, True]


async def test_it_waits_for_another_program_and_is_done_once(open_board: OpenBoard, saved: Watched) -> None:
    async with open_board() as board:
        saved.board = board
        await rename(board)
        store = trouble(board.workspace)
        store.trouble = DatabaseBusy("pilot.db is locked.")
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Waiting), "the sign of waiting")
        store.trouble = None
        await in_front(board)
        newest, before = board.workspace.history(2)
        assert (newest.kind, before.kind) == ("row", "import")


async def test_what_is_refused_is_said_in_the_form(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("7")
        await until(lambda: board.app.current_mode == "agreement", "the agreement")
        await board.press("p")
        shown = await saying(board)
        fill(shown, by="Tamsin Arkwright")
        await board.press("enter")
        await until(lambda: shown.wrong.display and not board.app.keeps_keys, "why it is refused")
        assert not isinstance(board.app.screen, Checking)
        assert board.workspace.published is None


async def test_what_is_told_in_front_of_it_has_its_keys_and_it_ends_all_the_same(
    open_board: OpenBoard,
) -> None:
    async with open_board() as board:
        done: list[str] = []
        board.app.attempt(lambda: "done", done.append, at_length=True)
        board.app._show_problem("The database can't be read", "It is no database.")
        await until(lambda: isinstance(board.app.screen, Problem), "what is wrong")
        await board.press("enter")
        await in_front(board)
        assert done == ["done"]
        await board.press("2")
        await until(lambda: board.app.current_mode == "people", "the people")
