"""The help page: how a newcomer begins, the keys of what is in front, and what the marks mean."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog

Lines = Sequence[tuple[str, str]]  # keys or marks, and what they do or mean
BESIDE = 16  # columns of the keys

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
            self.show_keys(box, "↑ ↓ scroll   esc close   ctrl+q leave")
            yield HelpText(self._parts)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


class HelpText(Widget):
    """Parts, line by line: with a widget for each line, their key would wait a tenth of a second."""

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__()
        self._parts = list(parts)
        self._width = 0  # for which it was last laid out
        self._lines: list[Content] = []

    @property
    def texts(self) -> list[str]:
        """All that it says, for tests: titles, keys, and what they do."""
        return [text for part in self._parts for text in (part.title, *chain.from_iterable(part.lines))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as all of it takes."""
        return len(self._laid_out(width))

    def render_line(self, y: int) -> Strip:
        """One of them."""
        width = self.size.width
        return plain.strip(self, self._laid_out(width)[y], width, self.visual_style)

    def _laid_out(self, width: int) -> list[Content]:
        if width != self._width:
            self._width = width
            _, *self._lines = (line for part in self._parts for line in _lines(part, width))
        return self._lines


def _lines(part: Part, width: int) -> Iterator[Content]:
    """A part in lines of that width, below an empty one: keys, and beside them what they do."""
    yield plain.text("")
    yield plain.text((part.title, "bold $primary"))
    for keys, meaning in part.lines:
        left = plain.text((keys, "bold")).wrap(BESIDE)
        right = plain.text(meaning).wrap(max(1, width - BESIDE))
        for key, words in zip_longest(left, right, fillvalue=plain.text("")):
            yield plain.text(key, " " * (BESIDE - key.cell_length), words)
