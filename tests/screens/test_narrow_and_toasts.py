"""Toasts beside what they speak of, numbers that lead nowhere, and terminals in which nothing fits."""

from pathlib import Path

import pytest

from apprentices.errors import DatabaseUnusable, ProgramError, UsageError
from screens.app import ApprenticesApp
from screens.board.grid import BoardGrid
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
from tests.screens.snapshot import text_of
from tests.screens.waiting import until


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_toasts_leave_the_board_in_sight(database: Path, size: tuple[int, int]) -> None:
    app = ApprenticesApp(pilot(database))
    async with app.run_test(size=size, notifications=True):
        await until(lambda: not app.is_checking, "what the rules say")
        grid = app.screen.query_one(BoardGrid)
        await until(lambda: grid.has_focus and "24 rows" in text_of(app), "the board")

        def drawn() -> list[str]:
            lines = text_of(app).splitlines()
            shown = [
                line.ljust(size[0])[: grid.region.right] for line in lines[grid.region.y : grid.region.bottom]
            ]
            return [*shown, *lines[-2:]]  # with news and keys

        before = drawn()
        for cycle in ("C1", "C2", "C3"):
            app.tell(
                f"Amara Nwachukwu to COL-HR in {cycle}, a long way from where she was", "Callum Strachey"
            )
        await until(lambda: len(app.screen.query("Toast")) == 3, "three of them")
        await until(lambda: "from where she" in text_of(app), "what they say")
        assert drawn() == before
    app.workspace.store.close()


async def test_the_panel_makes_do_with_the_lines_above_a_toast(database: Path) -> None:
    """Of its six lines at 80 x 24, a toast of a title and two lines leaves three."""
    app = ApprenticesApp(pilot(database))
    async with app.run_test(size=(80, 24), notifications=True):
        await until(lambda: not app.is_checking and "more lines: space" in text_of(app), "the panel")

        def panel() -> list[str]:
            return text_of(app).splitlines()[-8:-2]

        first, second, *_, last = panel()
        assert last.startswith(" ▼ ")
        app.tell("Amara Nwachukwu to COL-HR in C1, a long way from where she was", "Callum Strachey")
        await until(lambda: "from where she" in text_of(app) and panel()[2].startswith(" ▼ "), "the toast")
        assert panel()[:2] == [first, second]
        assert all(line.startswith(" " * 30) for line in panel()[3:])  # nothing stands half under it
        app.clear_notifications()
        await until(lambda: panel()[-1] == last, "the whole panel again")
    app.workspace.store.close()


async def test_of_several_toasts_that_have_no_room_the_newest_is_in_sight(database: Path) -> None:
    """At 80 x 24 there is room for four lines, which each of these takes."""
    app = ApprenticesApp(pilot(database))
    async with app.run_test(size=(80, 24), notifications=True):
        await until(lambda: not app.is_checking and "more lines: space" in text_of(app), "the panel")
        for number in ("first", "second"):
            app.tell(
                f"What somebody said is never taken back. {'It can be ended. ' * 6}That was the {number}."
            )
            await until(lambda number=number: f"was the {number}." in text_of(app), number)  # type: ignore[misc]
        assert len(app.screen.query("Toast")) == 2  # the first has not gone yet
    app.workspace.store.close()


async def test_what_is_too_long_for_a_toast_is_told_in_full(database: Path) -> None:
    app = ApprenticesApp(pilot(database))
    told = f"{'Nobody may waive that. ' * 9}To mend: agree on another length."

    def refuse() -> None:
        raise UsageError(told)

    async with app.run_test(size=(80, 24), notifications=True) as keys:
        await until(lambda: not app.is_checking, "the board")
        app.attempt(refuse)
        await until(lambda: "agree on another length" in " ".join(text_of(app).split()), "all of it")
        await keys.press("escape")
        await until(lambda: app.screen.query("BoardGrid"), "the board again")
    app.workspace.store.close()


async def test_what_else_is_wrong_is_told_before_what_is_still_being_read(database: Path) -> None:
    """And once, however often it is found."""
    app = ApprenticesApp(pilot(database))

    def fail(error: ProgramError) -> None:
        raise error

    async with app.run_test(size=(80, 24)) as keys:
        await until(lambda: not app.is_checking, "the board")
        app.attempt(lambda: fail(UsageError(f"{'Nobody may waive that. ' * 9}Enough.")))
        await until(lambda: "Enough" in text_of(app), "the refusal")
        for _ in range(2):
            app.attempt(lambda: fail(DatabaseUnusable("It is no database.")))
        await until(lambda: "no database" in text_of(app), "what is wrong")
        await keys.press("escape")
        await until(lambda: "Enough" in text_of(app), "the refusal again")
        await keys.press("escape")
        await until(lambda: app.screen.query("BoardGrid"), "the board again")
    app.workspace.store.close()


async def test_a_number_that_leads_nowhere_says_so(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("0")
        await until(lambda: "There is no screen 0; there are 1 Board," in board.text, "a word about it")
        await board.press("slash", "0")  # a letter of the filter
        await until(lambda: board.screen.view.words == ("0",), "the filter")


@pytest.mark.parametrize(("width", "height"), [(40, 24), (40, 8), (24, 12), (3, 2)])
async def test_no_size_of_terminal_ends_the_app(open_board: OpenBoard, width: int, height: int) -> None:
    async with open_board() as board:
        await board.pilot.resize_terminal(width, height)
        for key in ("5", "down", "9", "2", "3", "6", "1"):
            await board.press(key)
        await board.back_on_board()
        if width == 24:
            await until(lambda: "Too small: 24 x 12" in board.text, "that it is too small")
        await board.pilot.resize_terminal(80, 24)
        await until(lambda: "Nwachukwu A" in board.text, "the board again")


async def test_a_number_that_leads_somewhere_says_nothing_of_it(open_board: OpenBoard) -> None:
    async with open_board() as board:
        for number in ("5", "2", "5", "1"):
            await board.press(number)
            await board.pilot.pause()
        await board.back_on_board()
        await board.press("5")
        await board.pilot.pause()
        assert "There is no screen" not in board.text
