"""What stands in front of a screen until it is answered."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widget import Widget

from screens.shared import plain
from screens.shared.command import Command, Commanded, bindings
from screens.shared.steady import SteadyScreen
from screens.shared.styles import LATER

WIDEST = 96  # columns of a dialog, where the terminal has as many
FRAME = 6  # of these, of its frame, that are no words: two corners, a line and a blank at each
Result = TypeVar("Result")
Shown = TypeVar("Shown", bound=Widget)


class Dialog(Commanded, SteadyScreen, ModalScreen[Result]):
    """A screen in front of another one that gives a result."""

    CSS_PATH = LATER
    WHERE = "In front of a screen"
    DECLARED: ClassVar[tuple[Command, ...]] = (
        # Where a line is typed in, the question mark is a letter of it.
        Command("dialog.help", "question_mark,f1", "Help", "All keys and what they do.", does="app.help"),
        # Before a line to type in takes it: what is copied, and what leaves the program, is said.
        Command(
            "dialog.copy",
            "ctrl+c",
            "Copy",
            "Copy what is selected in a line, and say which key leaves the program.",
            does="app.copy",
            always_first=True,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    IS_TYPED_IN: ClassVar[bool] = False  # whether it has a line of text, which needs the letters
    _shown_keys: tuple[Widget, str] | None = None  # where its keys are shown, and which

    def keys_said(self, words: str) -> Content:
        """Keys with what they do, such as `enter take   esc leave`, which can be clicked; named as they are
        declared, here or by the app, and shown as they are now."""
        from screens.shared.keys import keys_said

        app: Any = self.app
        known = (*app.all_declared(), *self.all_declared())
        return keys_said(words, known, app.with_own_keys, min(app.size.width, WIDEST) - FRAME)

    def show_keys(self, where: Shown, words: str) -> Shown:
        """Show keys in a line of their own, or in a frame: as many as fit, and others when that changes."""
        self._shown_keys = where, words
        self.fit_keys()
        return where

    @on(Resize)
    def fit_keys(self) -> None:
        """Show as many of the keys as there is room for now."""
        if self._shown_keys is None:
            return
        where, words = self._shown_keys
        if isinstance(where, plain.Words):
            where.update(self.keys_said(words))
        else:
            where.border_subtitle = self.keys_said(words)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Go back to what is behind it.

        A second key or click that was already on its way finds it closed, and does nothing.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def keeps_open(self, leave: Callable[[], object]) -> bool:
        """Whether it asks first before it is left for good, and does `leave` later, if it is to be."""
        return False

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now; for those that show something of it."""
