"""While nobody presses a key, what keys have left behind is let go, and screens are made."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from weakref import ref

import pytest
import time_machine

from apprentices.programme import TABLE
from apprentices.saving import save
from screens.modes import MODES
from screens.people.screen import PeopleScreen
from screens.resting import Rest
from tests.clock import NOON
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.programmes import pilot
from tests.screens.waiting import until


class Circle:
    """Something that holds itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Python does not look by itself."""
    gc.disable()
    yield
    gc.enable()


async def test_what_a_key_has_left_behind_is_let_go_in_the_pause_after_it(
    open_board: OpenBoard, no_collector: None
) -> None:
    async with open_board() as board:
        left = ref(Circle())
        assert left() is not None
        await board.press("down")
        await until(lambda: left() is None, "the collector")


async def people(board: Driver) -> str:
    """What the list of people shows."""
    await board.press("2")
    await until(lambda: isinstance(board.app.screen, PeopleScreen) and "Talukdar" in board.text, "the people")
    return board.text


async def test_a_screen_that_was_made_ahead_is_as_one_that_is_made_when_somebody_goes_there(
    open_board: OpenBoard,
) -> None:
    async with open_board((140, 45)) as board:
        at_once = await people(board)
    async with open_board((80, 24)) as board:
        await board.press("down")
        await until(lambda: len(board.app._made) == len(MODES), "all other screens")
        await board.pilot.resize_terminal(140, 45)
        assert await people(board) == at_once


async def test_a_screen_that_was_made_ahead_shows_what_has_changed_since(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.press("down")
        await until(lambda: len(board.app._made) == len(MODES), "all other screens")
        person = board.workspace.programme.apprentices["A01"]
        save(board.workspace, TABLE["apprentices"], person, replace(person, family_name="Newname"))
        board.app.show_change()
        assert len(board.app._made) == len(MODES)  # they are kept
        assert "Newname" in await people(board)


@pytest.mark.parametrize("mode", ["calendar", "agreement"])
async def test_a_screen_that_was_made_ahead_begins_with_today_among_cycles_that_have_changed_since(
    open_board: OpenBoard, mode: str
) -> None:
    """C1 is moved to the year before, so that there are more weeks, and C2 is the next cycle."""

    async def shown(board: Driver) -> str:
        await board.press(next(one.key for one in MODES if one.name == mode))
        await until(lambda: board.app.current_mode == mode and "C2" in board.text, mode)
        await board.pilot.pause()
        return board.text

    async with open_board((140, 45)) as board:
        await board.press("down")
        await until(lambda: len(board.app._made) == len(MODES), "all other screens")
        first = board.workspace.programme.cycles[0]
        year = timedelta(weeks=52)
        earlier = replace(first, starts_on=first.starts_on - year, ends_on=first.ends_on - year)
        save(board.workspace, TABLE["cycles"], first, earlier)
        board.app.show_change()
        made_ahead = await shown(board)
    async with open_board((140, 45)) as board:
        assert await shown(board) == made_ahead


async def test_measures_that_were_made_ahead_begin_with_the_year_that_it_is_when_somebody_looks(
    database: Path,
) -> None:
    workspace = pilot(database)
    with time_machine.travel(NOON, tick=False) as clock:
        async with opened(workspace) as board:
            await board.press("down")
            await until(lambda: len(board.app._made) == len(MODES), "all other screens")
            clock.move_to(NOON.replace(year=2027))
            await until(lambda: workspace.today.year == 2027, "the new day")
            await board.press("8")
            await until(lambda: "1 April 2027 to 31 March 2028" in board.text, "the year")


async def test_what_goes_wrong_with_what_is_made_ahead_is_a_fault_of_the_app(open_board: OpenBoard) -> None:
    class Wrong(Exception):
        pass

    def go_wrong() -> Iterator[None]:
        raise Wrong
        yield

    async def rest() -> None:
        async with open_board() as board:
            board.app.rest = Rest(board.app.call_later, go_wrong)
            await board.press("down")
            await until(lambda: board.app.fault is not None, "the fault")

    with pytest.raises(Wrong):
        await rest()
