"""Texts in front of a screen: a problem, or a question before an act."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog, Result


class Said(Dialog[Result]):
    """A text in a frame, its title above and its keys below."""

    def __init__(self, title: str, text: str | Content, keys: str) -> None:
        super().__init__()
        self._title = title
        self._text = plain.paragraphs(text) if isinstance(text, str) else text
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The text in its frame."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = plain.text(self._title)
            self.show_keys(box, self._keys)
            yield plain.Words(self._text)


class Problem(Said[None]):
    """Says what is wrong until it is closed."""

    WHERE = "Where something is said"
    DECLARED = (Command("problem.close", "escape,enter", "Close", "Go back to where you were."),)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, text, "esc close")
        self.text = text

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


class Reading(Said[None]):
    """Something to be read in full."""

    WHERE = "Where something is to be read"
    DECLARED = (Command("reading.close", "escape,enter", "Close", "Go back to where you were."),)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, text, "↑ ↓ scroll   esc close")

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


class Asking(Said[bool]):
    """A question with two answers; which keys give them, each kind of question says."""

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Don't."""
        self.dismiss(False)


class Question(Asking):
    """Asks before something is done; gives whether to do it."""

    WHERE = "Asked before something is done that undo takes back"
    DECLARED = (
        Command("question.yes", "enter,y", "Do it", "Do what the question is about."),
        Command("question.no", "escape,n", "Don't", "Go back; nothing is changed."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str | Content, verb: str) -> None:
        super().__init__(title, text, f"enter {verb}   esc go back")


class GraveQuestion(Asking):
    """Asks before something large is done: enter, the key of habit, does not."""

    WHERE = "Asked before something large is done, or before work is lost"
    DECLARED = (
        Command("grave-question.yes", "y", "Do it", "Do what the question is about."),
        Command("grave-question.no", "enter,escape,n", "Don't", "Go back; nothing is changed."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, text: str, verb: str, otherwise: str = "go back") -> None:
        super().__init__(title, text, f"y {verb}   enter or esc {otherwise}")
