"""Where something is said in somebody's name, in terminals with little room: nothing is filled in unseen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from screens.shared.frame import ModeScreen
from tests.screens.driver import Driver, opened
from tests.screens.filling import saying
from tests.screens.small import small
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

LEAST = (40, 12)
SIZES = {"40x12": LEAST, "60x16": (60, 16), "80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
# Keys that open forms of one kind, after each other; to have something to waive, a cell of the board is
# cleared. Those that sign and withdraw have no other fields.
FORMS = {
    "Publish the draft": ("7", "p"),
    "Ask COL to sign C1": ("r",),
    "Add to the register": ("tab", "tab", "a"),
    "Waive this finding": ("1", "x", "5", "w"),
}


@asynccontextmanager
async def agreement(tmp_path: Path, size: tuple[int, int] = LEAST) -> AsyncIterator[Driver]:
    async with opened(small(tmp_path / "small.db"), size) as board:
        await board.press("7")
        await until(lambda: board.app.current_mode == "agreement" and "Sign-offs" in board.text, "agreement")
        yield board


async def resized(board: Driver, size: tuple[int, int]) -> None:
    await board.pilot.resize_terminal(*size)
    await until(lambda: board.app.screen.size == size, "the size")


async def test_each_field_is_in_sight_while_it_is_filled_in_and_so_are_the_keys(tmp_path: Path) -> None:
    """In each field a letter is typed that stands nowhere else, another in each, and where only a day can be
    typed, figures; the one with choices shows what is chosen."""
    async with agreement(tmp_path) as board:
        for title, keys in FORMS.items():
            for key in keys:
                await board.press(key)
                await board.pilot.pause()
            form = await saying(board)
            assert title in board.text
            for letter, field in zip("αβγδεζηθι", form.fields.fields.values(), strict=False):
                await until(lambda field=field: field.is_here, "the next field")  # type: ignore[misc]
                typed = "99/99" if getattr(field.control, "restrict", None) else letter
                await board.press(*typed)
                seen = "(•) barrier" if field.has_class("-wide-control") else typed
                await until(lambda seen=seen: seen in board.text, "what was typed")  # type: ignore[misc]
                assert "esc leave" in board.text.splitlines()[-2]
                form.action_down()
            form.dismiss()
            await until(lambda: isinstance(board.app.screen, ModeScreen), "the screen again")


async def test_a_form_follows_the_terminal_and_the_field_stays_in_sight(tmp_path: Path) -> None:
    async with agreement(tmp_path, SIZES["140x45"]) as board:
        await board.press("p")
        form = await saying(board)
        for name in reversed(SIZES):
            await resized(board, SIZES[name])
            await check_snapshot(board.app, f"saying_{name}")
        await board.press("down", "down")
        for name in ("100x30", "40x12"):
            await resized(board, SIZES[name])
            await until(lambda: "Despite that" in board.text, "the field in focus")
        await board.press("up", "up", "up")
        await until(lambda: "becomes" in board.text, "what stands above the first field")
        await board.press("T", "enter")  # without a reason, which stands further down
        await until(lambda: form.wrong.text and "! 2 conflicts stand" in board.text, "the refusal")
        await board.press("y")
        await until(lambda: "│ y " in board.text, "what is typed after it, which is the reason")
        assert form.fields.fields["despite"].is_here
