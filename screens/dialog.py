"""A problem that must not be overlooked, in words."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.command import Command, Commanded, bindings


class Problem(Commanded, ModalScreen[None]):
    """Says what is wrong until it is closed."""

    DECLARED = (Command("problem.close", "escape,enter", "Close", "Go back to where you were."),)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = self._title
            box.border_subtitle = "esc close"
            yield Static(self._text, markup=False)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()
