"""Every screen and dialog in terminals in which little or nothing fits: none ends the app."""

from pathlib import Path

from screens.modes import MODES
from screens.shared.frame import ModeScreen
from tests.screens.driver import Driver
from tests.screens.small import opened, small
from tests.screens.waiting import until

NARROW, NARROWER, LOW, NOTHING, WIDE = (40, 20), (19, 24), (20, 5), (1, 1), (100, 30)
# By the key of a screen, keys that open a dialog there.
DIALOGS = {
    "1": ("question_mark", "ctrl+p", "f2", "ctrl+o", "ctrl+e", "enter", "s", "e", "o", "slash"),
    "2": ("x",),
    "3": ("slash",),
    "4": (),
    "5": ("m",),
    "6": ("m", "c"),
    "7": ("s", "p"),
    "8": ("f",),
    "9": (),
}
ALWAYS_FITS = ("plan",)  # its options are text, which is cut


async def at(board: Driver, *sizes: tuple[int, int]) -> None:
    """What is in front is drawn in each size."""
    for size in sizes:
        await board.pilot.resize_terminal(*size)
        await until(lambda size=size: board.app.screen.size == size, "the size")  # type: ignore[misc]
        assert len(board.text.splitlines()) <= size[1]


async def back(board: Driver) -> None:
    """Leave a filter or dialog; one that asks first is closed all the same."""
    await board.press("escape")
    while not isinstance(board.app.screen, ModeScreen):
        await board.app.pop_screen()
    await until(lambda: board.app.screen.is_current, "a screen again")


async def test_no_size_ends_a_screen_or_a_dialog(tmp_path: Path) -> None:
    assert {*DIALOGS} == {mode.key for mode in MODES}
    async with opened(small(tmp_path / "small.db"), NARROW) as board:
        for mode in MODES:
            await board.press(mode.key)
            await until(lambda mode=mode: board.app.current_mode == mode.name, mode.name)  # type: ignore[misc]
            await at(board, NARROWER)
            if mode.name not in ALWAYS_FITS:
                await until(lambda: "Too narrow" in board.text, f"that it is too narrow for {mode.name}")
            for key in DIALOGS[mode.key]:
                await at(board, NARROW)
                await board.press(key)
                await board.pilot.pause()
                await at(board, LOW, NOTHING)
                await back(board)
        await at(board, WIDE)
        await board.press("1")
        await until(lambda: "Bello A" in board.text, "the board again")
