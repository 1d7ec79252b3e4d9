"""What must not be overlooked, in words: a problem, or a question before something is done."""

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


class Question(Commanded, ModalScreen[bool]):
    """Asks before something is done; gives whether to do it."""

    DECLARED = (
        Command("question.yes", "enter,y", "Do it", "Do what the question is about."),
        Command("question.no", "escape,n", "Don't", "Go back; nothing is changed."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str, verb: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._verb = verb

    def compose(self) -> ComposeResult:
        """The text in a frame, and the two answers."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = self._title
            box.border_subtitle = f"enter {self._verb}   esc go back"
            yield Static(self._text, markup=False)

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Don't."""
        self.dismiss(False)
