"""Nothing that comes in ends the app: what once did, and a short storm (`storm.py` blows longer ones)."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size

from apprentices.workspace import Workspace
from screens.board.chooser import Chooser
from screens.shared.dialog import Dialog
from screens.shared.palette import Palette
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, at_once
from tests.screens.programmes import pilot, remove
from tests.screens.storm import blow
from tests.screens.waiting import until


def resize(board: Driver, width: int, height: int) -> None:
    size = Size(width, height)
    board.app._driver._size = size  # type: ignore[union-attr]
    board.app.post_message(events.Resize(size, size))


async def stands(board: Driver) -> None:
    """It goes on, and a key leads back to the board."""
    resize(board, 80, 24)
    for _ in range(100):
        if board.app.screen is board.board:
            break
        await board.press("escape", "1")
    assert board.app._exception is None
    assert board.app.screen is board.board


@pytest.mark.parametrize(
    "sent",
    ["\r", "s", "?", "\x10", "u", "\t\r", "6\r", "5\r", "9t"],
    ids=["chooser", "swap", "help", "palette", "question", "turned", "plan", "findings", "history"],
)
async def test_keys_that_come_at_once(open_board: OpenBoard, sent: str) -> None:
    async with open_board() as board:
        for then in ("\r\r", "\x1b[B\r\r\r", "turn\r\r"):
            at_once(board, f"{sent}{then}")
            await board.pilot.pause(0.05)
            await stands(board)


async def test_a_second_enter_takes_nothing_more(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        at_once(board, "\r\r")
        await board.back_on_board()
        assert board.here == chooser.shown[0].code
        assert [event.kind for event in board.workspace.store.history()] == ["assign", "import"]


async def test_keys_right_behind_ctrl_p_are_for_the_palette(open_board: OpenBoard) -> None:
    async with open_board() as board:
        at_once(board, "\x10turn\r")
        await until(lambda: "2 free" in board.text, "the turned board")


async def test_no_key_overtakes_one_that_waits_for_a_screen(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board() as board:
        delay = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.3, delay.set_result, None)
        monkeypatch.setattr(Palette, "is_being_made", property(lambda _: not delay.done()))
        at_once(board, "\x10turn\r")
        await until(lambda: "2 free" in board.text, "the turned board")


async def test_keys_behind_ctrl_q_are_for_nobody(open_board: OpenBoard) -> None:
    async with open_board() as board:
        at_once(board, "\x11\x1b[Bx/\x1b[200~paste\x1b[201~\x1b[6~")
        await until(lambda: board.app._exit, "the end")


@pytest.mark.parametrize("key", ["5", "9", "6", "1", "question_mark", "enter", "ctrl+p", "u"])
async def test_any_size_after_any_other(open_board: OpenBoard, key: str) -> None:
    async with open_board((110, 30)) as board:
        await board.press(key)
        for size in ((40, 24), (1, 1), (200, 60), (2, 50), (13, 3), (40, 10)):
            resize(board, *size)
            await board.pilot.pause()
            await board.press("down", "end")
        await stands(board)


@pytest.mark.parametrize("key", ["1", "question_mark", "enter"])
async def test_sizes_that_follow_each_other_fast_come_to_rest(
    open_board: OpenBoard, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board((110, 30)) as board:
        await board.press(key)
        screen = board.app.screen
        for size in (Size(1, 1), Size(110, 30)):  # what is between the two keeps them from becoming one
            screen.post_message(events.Resize(size, size))
            screen.post_message(events.TextSelected())
        await board.pilot.pause(1.0)
        laid_out: list[Size] = []
        monkeypatch.setattr(type(board.app.screen), "_screen_resized", lambda _, size: laid_out.append(size))
        await board.pilot.pause(0.5)
        assert laid_out == []
        monkeypatch.undo()
        await stands(board)


@pytest.mark.parametrize("place", [(0, 0), (79, 23), (200, 90), (40, 0)])
async def test_the_mouse_beyond_the_edge(open_board: OpenBoard, place: tuple[int, int]) -> None:
    async with open_board() as board:
        x, y = place
        for key in ("1", "5", "9", "6", "1\r"):
            at_once(board, f"{key}\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m\x1b[<64;{x};{y}M\x1b[<35;{x};{y}M")
            await board.pilot.pause(0.05)
        await stands(board)


def _remove_all(other: Workspace) -> None:
    for person in list(other.programme.apprentices):
        remove(other, person)
        other.reload()


@pytest.mark.parametrize("keys", [["enter"], ["s"], ["tab", "down", "enter"]])
async def test_people_go_while_one_of_them_is_chosen(
    open_board: OpenBoard, database: Path, keys: list[str]
) -> None:
    async with open_board() as board:
        await board.press(*keys)
        await until(lambda: isinstance(board.app.screen, Chooser), "the chooser")
        other = pilot(database, actor="Callum Strachey")
        _remove_all(other)
        other.store.close()
        await until(lambda: not board.workspace.programme.apprentices, "the end of it")
        await board.press("a", "enter")
        await stands(board)


async def test_the_marked_choice_stays_marked_when_others_change_something(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        chooser = await board.open_chooser()
        await board.press("down", "down")
        marked = chooser.marked
        other = pilot(database, actor="Callum Strachey")
        other.clear("A10", "C3")
        other.store.close()
        await until(lambda: board.workspace.board.at("A10", "C3") is None, "their change")
        assert marked is not None
        assert chooser.marked is not None
        assert chooser.marked.code == marked.code


async def test_a_chooser_for_somebody_who_was_removed_closes(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        await board.go_to("A02", "C3")
        await board.open_chooser()
        other = pilot(database, actor="Callum Strachey")
        remove(other, "A02")
        other.store.close()
        await board.back_on_board()
        assert not isinstance(board.app.screen, Dialog)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_storm(tmp_path: Path, seed: int) -> None:
    await blow(tmp_path / "storm.db", seed, most=120)
