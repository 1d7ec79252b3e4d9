"""What the screens look like, as text; UPDATE_SNAPSHOTS=1 writes the files anew."""

from zoneinfo import ZoneInfo

import pytest
import time_machine

from screens.modes import MODES
from tests.clock import NOON
from tests.screens.conftest import OpenBoard
from tests.screens.snapshot import FOLDER, check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_has_a_snapshot_at_every_size(size: str) -> None:
    kept = {path.stem.rpartition("_") for path in FOLDER.glob(f"*_{size}.txt")}
    named = {name.partition("_")[0] for name, _, _ in kept}
    assert {"beginning", *(mode.name for mode in MODES)} - named == set()


@pytest.mark.parametrize("size", SIZES)
async def test_board(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await until(lambda: ">!▲ASC" in board.text, "the cursor")
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


@pytest.mark.parametrize("size", SIZES)
async def test_swap(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await board.open_chooser("s")
        await board.press("right")
        await until(lambda: "swap in C3 to C4?" in board.text, "two cycles")
        await check_snapshot(board.app, f"swap_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_form(open_board: OpenBoard, size: str) -> None:
    """A person's form, with a field that is refused."""
    async with open_board(SIZES[size]) as board:
        await board.go_to("A02", "C3")
        await board.press("e", "down", "down", *"31.12.2005", "down")
        await until(lambda: "is not a date" in board.text, "what is wrong")
        await check_snapshot(board.app, f"form_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_palette_and_help(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.press("ctrl+p")
        await until(lambda: "On this screen" in board.text, "the palette")
        await check_snapshot(board.app, f"palette_{size}")
        await board.press("escape")
        await board.back_on_board()
        await board.press("question_mark")
        await until(lambda: "The first steps" in board.text, "the help")
        await check_snapshot(board.app, f"help_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_history(open_board: OpenBoard, size: str) -> None:
    """Three changes, the second of which was taken back, as London's clocks have it."""
    with time_machine.travel(NOON.astimezone(ZoneInfo("Europe/London"))):
        async with open_board(SIZES[size]) as board:
            await board.go_to("A01", "C2")
            await board.press("x", "down", "p", "u", "up", "right", "x", "9", "down")
            await until(lambda: "It undoes change 3." in " ".join(board.text.split()), "the marked one")
            await check_snapshot(board.app, f"history_{size}")


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
        await until(lambda: "●LMA    *" in board.text, "the board")
        assert "!●FIN" in board.text
        assert "— ended" in board.text
