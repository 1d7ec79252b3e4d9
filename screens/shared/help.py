"""The help page: every key of a screen and of the app, and what the marks mean."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from screens.shared import plain
from screens.shared.command import Command, Commanded, bindings
from screens.shared.dialog import Dialog

MARKS = (
    ("!", "a conflict: it must be mended before the plan can be published"),
    ("?", "a warning: it should be looked at"),
    ("~", "waived: somebody accepts it until a day, and it does not count"),
    ("*", "pinned: the planner leaves it as it is"),
    ("≠", "differs between draft and publication"),
    ("·· gap ··", "should be in a placement, and is in none"),
    ("— ended", "not active in that cycle: not yet, ended, on a break or withdrawn"),
    ("mouse", "a click selects, a double-click chooses, the wheel scrolls; the words below can be clicked"),
)


class HelpScreen(Dialog[None]):
    """Lists commands, as they are declared."""

    DECLARED = (
        Command("help.close", "escape,question_mark,f1,enter", "Close", "Go back to where you were."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, screen: Commanded, app: Commanded) -> None:
        super().__init__()
        self._groups = (("On this screen", screen.DECLARED), ("Everywhere", app.DECLARED))

    def compose(self) -> ComposeResult:
        """The lists in a frame."""
        with VerticalScroll(classes="dialog -tall") as box:
            box.border_title = plain.text("Help")
            box.border_subtitle = plain.text("↑ ↓ scroll   esc close")
            for title, commands in self._groups:
                yield plain.Words(plain.text(title), classes="dialog--title")
                for command in commands:
                    yield _line("  ".join(command.key_words), command.help)
            yield plain.Words(plain.text("Marks and mouse"), classes="dialog--title")
            for mark, meaning in MARKS:
                yield _line(mark, meaning)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


def _line(key: str, text: str) -> Horizontal:
    keys = plain.Words(plain.text(key), classes="help--keys")
    return Horizontal(keys, plain.Words(plain.text(text), classes="help--text"), classes="help--line")
