"""The terminal's own cursor sits on what is in focus: seen by where its line begins on the screen."""

from textual.app import App
from textual.widgets import Input

from screens.shared.choice import Choice
from screens.shared.question import GraveQuestion
from tests.screens.conftest import OpenBoard
from tests.screens.snapshot import text_of
from tests.screens.waiting import until


def at_cursor(app: App[None]) -> str:
    """What stands on the screen from the cursor on."""
    x, y = app.cursor_position
    return text_of(app).splitlines()[y][x:]


async def test_it_follows_cells_lines_choices_and_fields(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        app = board.app
        there = app.cursor_position
        await board.press("down", "right")
        assert app.cursor_position.y == there.y + 1
        target = board.screen.target
        assert target is not None
        assert target.placement is not None
        assert target.placement.partition("-")[2] in at_cursor(app)[:14]
        # Further than fits: the grid scrolls under it, and it stays on the cell.
        await board.press("end", "end")
        await until(lambda: app.cursor_position.y < app.size.height - 1, "the last row in sight")
        before = app.cursor_position
        await board.press("slash")
        await until(lambda: isinstance(app.focused, Input), "the filter's line")
        await until(lambda: app.cursor_position != before, "the cursor in it")
        await board.press("escape", "2")
        await until(lambda: "Amara" in at_cursor(app), "the first of the list")
        await board.press("down")
        await until(lambda: "Rahim Talukdar" in at_cursor(app), "the second")
        await board.press("7")
        await until(lambda: "not signed" in at_cursor(app)[:20], "a sign-off")
        await board.press("2", "n", "up")  # the last field of the form
        await until(lambda: isinstance(app.focused, Input | Choice), "the form")
        while not isinstance(app.focused, Choice):
            await board.press("down")
        chosen = app.focused.value
        await until(lambda: chosen in at_cursor(app)[: len(chosen) + 5], "what is chosen in its field")


async def test_it_sits_where_a_text_begins_that_is_to_be_read(open_board: OpenBoard) -> None:
    """A question, and what a screen says in lines: nothing is marked in them."""
    async with open_board() as board:
        app = board.app
        await board.press("x")  # where A01 is pinned
        await until(lambda: isinstance(app.screen, GraveQuestion), "the question")
        await until(lambda: at_cursor(app).startswith("Amara Nwachukwu is pinned"), "its first words")
        await board.press("escape", "D")
        await until(lambda: at_cursor(app).startswith("Board: Draft"), "the screen in lines")
        await board.press("escape")
        await until(lambda: "●LMA" in at_cursor(app)[:10], "the cell again")


async def test_it_goes_on_from_a_field_whose_name_becomes_a_code(open_board: OpenBoard) -> None:
    """The field that was left is written anew only then: that must not call the cursor back."""
    async with open_board((80, 24)) as board:
        app = board.app
        await board.press("2", "n")
        await until(lambda: isinstance(app.focused, Input), "the form")
        for _ in range(5):
            await board.press("down")
        left = app.focused
        assert isinstance(left, Input)
        await board.press(*"hack", "down")
        await until(lambda: left.value == "LBH", "the code of the host")
        assert app.focused is not left
        assert isinstance(app.focused, Input)
        assert app.cursor_position == app.focused.cursor_screen_offset
