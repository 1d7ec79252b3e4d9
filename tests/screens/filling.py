"""Fills in what is to be said in somebody's name."""

from textual.widgets import Input

from screens.shared.choice import Choice
from screens.shared.saying import Saying
from tests.screens.driver import Driver
from tests.screens.waiting import until


async def saying(board: Driver) -> Saying:
    """The form that is in front, once it is."""
    await until(lambda: isinstance(board.app.screen, Saying), "what is to be said")
    assert isinstance(board.app.screen, Saying)
    return board.app.screen


def fill(form: Saying, **texts: str) -> None:
    """Put texts in its fields."""
    for name, text in texts.items():
        control = form.fields.fields[name].control
        if isinstance(control, Choice):
            control.choose(text)
        else:
            assert isinstance(control, Input)
            control.value = text
