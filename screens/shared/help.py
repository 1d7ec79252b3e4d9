"""The help page: how a newcomer begins, the keys of what is in front, and what the marks mean."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog

Lines = Sequence[tuple[str, str]]  # keys or marks, and what they do or mean

MARKS = (
    ("!", "a conflict: it must be mended before the plan can be published"),
    ("?", "a warning: it should be looked at"),
    ("~", "waived: somebody accepts it until a day, and it does not count"),
    ("*", "pinned: the planner leaves it as it is"),
    ("≠", "differs between draft and publication"),
    ("·· gap ··", "should be in a placement, and is in none"),
    ("— ended", "not active in that cycle: not yet, ended, on a break or withdrawn"),
    (
        "mouse",
        "a click selects, a double-click chooses, the wheel scrolls; keys that are named can be clicked, "
        "and the programme's name at the top lists all commands; cells of the board can be dragged",
    ),
)


class Part(NamedTuple):
    """What stands on the help page under one title."""

    title: str
    lines: Lines


def keys_told(commands: Iterable[Command], keys_of: Callable[[Command], tuple[str, ...]]) -> Lines:
    """Commands with the keys that they have now, and what they do."""
    return [("  ".join(keys_of(command)), command.help) for command in commands]


class HelpScreen(Dialog[None]):
    """Shows parts, one below the other."""

    WHERE = "On the help page"
    DECLARED = (
        Command("help.close", "escape,question_mark,f1,enter", "Close", "Go back to where you were."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__()
        self._parts = parts

    def compose(self) -> ComposeResult:
        """The parts in a frame."""
        with VerticalScroll(classes="dialog -tall") as box:
            box.border_title = plain.text("Help")
            self.show_keys(box, "↑ ↓ scroll   esc close")
            for part in self._parts:
                yield plain.Words(plain.text(part.title), classes="dialog--title")
                for keys, meaning in part.lines:
                    yield _line(keys, meaning)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


def _line(key: str, text: str) -> Horizontal:
    keys = plain.Words(plain.text(key), classes="help--keys")
    return Horizontal(keys, plain.Words(plain.text(text), classes="help--text"), classes="help--line")
