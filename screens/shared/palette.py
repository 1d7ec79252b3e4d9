"""The palette (ctrl+p): the commands of a screen and of the app, found by typing."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from screens.shared import plain
from screens.shared.command import Command, Commanded, bindings
from screens.shared.dialog import Dialog
from screens.shared.rows import Line, MovesMark, RowList, explained
from screens.shared.typed_line import TypedLine
from screens.shared.words import fit

KEYS, TITLE = 10, 26  # columns
GROUPS = {"mode": "Go to another screen", "app": "Everywhere"}  # by the first word of a command's id


class Offer(NamedTuple):
    """A command with its keys, and whose it is: the `screen`'s or the `app`'s."""

    space: str
    command: Command
    keys: tuple[str, ...]

    @property
    def group(self) -> str:
        """The heading below which it stands."""
        return GROUPS.get(self.command.id.partition(".")[0], "On this screen")

    @property
    def action(self) -> str:
        """What to run."""
        return f"{self.space}.{self.command.action}"


def offers(screen: Commanded, app: Commanded, keys_of: Callable[[Command], tuple[str, ...]]) -> list[Offer]:
    """What can be done now, but for moving about."""
    return [
        Offer(space, command, keys_of(command))
        for space, owner in (("screen", screen), ("app", app))
        for command in owner.available()
        if command.action != "command_palette" and not command.step
    ]


class Palette(MovesMark, Dialog[Offer]):
    """Gives the command that was chosen, or None."""

    WHERE = "In the list of commands"
    IS_TYPED_IN = True
    DECLARED = (
        Command("palette.take", "enter", "Do it", "Give the command that is marked."),
        Command("palette.leave", "escape", "Leave", "Go back; nothing is done."),
        Command("palette.up", "up", "Up", "The command before."),
        Command("palette.down", "down", "Down", "The next command."),
        Command("palette.page-up", "pageup", "Page up", "A page of commands up."),
        Command("palette.page-down", "pagedown", "Page down", "A page of commands down."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, offered: Sequence[Offer]) -> None:
        super().__init__()
        self._offered = offered
        self.rows: RowList[Offer] = RowList()
        self.rows.can_focus = False  # what is typed is for the line above it

    def compose(self) -> ComposeResult:
        """The line to type in, and the list."""
        with Vertical(classes="dialog -list") as box:
            box.border_title = plain.text("Commands")
            self.show_keys(box, "type to find   ↑ ↓ mark   enter do it   esc leave")
            yield TypedLine(placeholder="A part of a name", classes="words", compact=True)
            yield self.rows

    def on_mount(self) -> None:
        """Show all there is."""
        self._show("")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Leave only what has all the words."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        lines = list(map(_line, self._found(words))) if words else list(self._in_groups())
        self.rows.show(lines or [Line(plain.text(" No command has these words."))])
        self.rows.mark(0)

    def _in_groups(self) -> Iterator[Line[Offer]]:
        for group, offered in groupby(self._offered, key=lambda offer: offer.group):
            yield Line(plain.text((f" {group}", "bold")))
            yield from map(_line, offered)

    def _found(self, words: Sequence[str]) -> list[Offer]:
        """Those that have all the words: in the name first, then in the help."""
        found = [offer for offer in self._offered if all(word in _text(offer) for word in words)]
        return sorted(
            found, key=lambda offer: not all(word in offer.command.title.casefold() for word in words)
        )

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def action_take(self) -> None:
        """Give the marked command."""
        if self.rows.value is not None:
            self.dismiss(self.rows.value)

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss(None)


def _text(offer: Offer) -> str:
    command = offer.command
    return f"{command.title} {command.footer} {command.help}".casefold()


def _line(offer: Offer) -> Line[Offer]:
    named = plain.text(
        (f" {fit(' '.join(offer.keys), KEYS)}", "$footer-key-foreground"),
        (f"{fit(offer.command.title, TITLE)} ", "bold"),
    )
    return Line(partial(explained, named, offer.command.help), offer)
