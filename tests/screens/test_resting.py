"""While nobody presses a key, what keys have left behind is let go."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from tests.screens.conftest import OpenBoard
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
