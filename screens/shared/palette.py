"""The palette (ctrl+p): the commands of a screen and of the app, found by typing."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from screens.shared import plain
from screens.shared.command import Command, Commanded, bindings
from screens.shared.dialog import Dialog
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.words import fit

KEYS, TITLE = 10, 26  # columns


class Offer(NamedTuple):
    """A command, and whose it is: the `screen`'s or the `app`'s."""

    space: str
    command: Command

    @property
    def action(self) -> str:
        """What to run."""
        return f"{self.space}.{self.command.action}"


def offers(screen: Commanded, app: Commanded) -> list[Offer]:
    """What can be done now."""
    return [
        Offer(space, command)
        for space, owner in (("screen", screen), ("app", app))
        for command in owner.available()
        if command.action != "command_palette"
    ]


class Palette(MovesMark, Dialog[Offer]):
    """Gives the command that was chosen, or None."""

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
            box.border_subtitle = plain.text("type to find   ↑ ↓ mark   enter do it   esc leave")
            words = Input(placeholder="A part of a name", classes="words", compact=True)
            words.cursor_blink = False
            yield words
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
        found = [offer for offer in self._offered if all(word in _text(offer) for word in words)]
        # What has the words in its name comes before what has them in its help.
        found.sort(key=lambda offer: not all(word in offer.command.title.casefold() for word in words))
        self.rows.show(
            [_line(offer) for offer in found] or [Line(plain.text(" No command has these words."))]
        )
        self.rows.mark(0)

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
    return f"{offer.command.title} {offer.command.help}".casefold()


def _line(offer: Offer) -> Line[Offer]:
    command = offer.command
    return Line(
        plain.text(
            (f" {fit(' '.join(command.key_words), KEYS)}", "$footer-key-foreground"),
            (fit(command.title, TITLE), "bold"),
            (f" {command.help}", "$text-muted"),
        ),
        offer,
    )
