"""What the screens look like, as text; UPDATE_SNAPSHOTS=1 writes the files anew."""

import pytest

from tests.screens.conftest import OpenBoard
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "140x45": (140, 45)}


@pytest.mark.parametrize("size", SIZES)
async def test_board(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await until(lambda: ">!▲LBH ASC" in board.text, "the cursor")
        await check_snapshot(board.app, f"board_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_turned_board(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await board.press("tab")
        await until(lambda: ">!Talukdar" in board.text, "the cursor")
        await check_snapshot(board.app, f"board_turned_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_chooser(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await board.open_chooser()
        await until(lambda: "Mends: Rahim" in board.text, "the story")
        await check_snapshot(board.app, f"chooser_{size}")


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (20, 5), (250, 70)])
async def test_any_size_is_drawn(open_board: OpenBoard, size: tuple[int, int]) -> None:
    async with open_board(size) as board:
        await board.press(
            "down", "right", "tab", "down", "enter", "escape", "space", "question_mark", "escape"
        )
        await board.back_on_board()


async def test_without_colour_every_mark_is_still_there(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_board() as board:
        await until(lambda: "●COL LMA*" in board.text, "the board")
        assert "!●COL FIN" in board.text
        assert "— ended" in board.text
