"""A dialog that finds a place: a file to read, a folder, or where something new is to be written."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from apprentices.text import shown
from screens.files.places import Entry, Typed, as_text, beginning, completed, entries, typed
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.typed_line import TypedLine

UP = ".."


class Wanted(NamedTuple):
    """What is looked for. `offers` says of a path whether it can be taken, and how that is called; `takes`
    what can be, for whoever typed something else."""

    title: str
    endings: tuple[str, ...]  # of the files that are listed, in small letters
    offers: Callable[[Path], str | None]
    takes: str


class Spot(NamedTuple):
    """What a line stands for: to be taken, or else a folder to look into."""

    path: Path
    takes: bool


class Picker(MovesMark, Dialog[Path]):
    """Gives the path that was chosen, or None. A path can be typed, walked to, or clicked."""

    WHERE = "Where a file or folder is looked for"
    IS_TYPED_IN = True
    DECLARED = (
        Command("picker.take", "enter", "Take it", "Take the marked file, or go into the marked folder."),
        Command("picker.complete", "tab", "Complete", "Complete the name that was begun."),
        Command("picker.leave", "escape", "Leave", "Go back; nothing is done."),
        Command("picker.up", "up", "Up", "The line before."),
        Command("picker.down", "down", "Down", "The next line."),
        Command("picker.page-up", "pageup", "Page up", "A page up."),
        Command("picker.page-down", "pagedown", "Page down", "A page down."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, wanted: Wanted, folder: Path, name: str = "") -> None:
        """Begins in that folder, with that name typed already; what is typed takes the place of both."""
        super().__init__()
        self._folder = folder
        self._wanted = wanted
        self._listed: tuple[Path, list[Entry]] | None = None
        self.line = TypedLine(as_text(folder) + name, classes="words", compact=True)
        self.rows: RowList[Spot] = RowList()
        self.rows.can_focus = False  # what is typed is for the line above it
        self.wrong = plain.Words(classes="dialog--wrong")

    def compose(self) -> ComposeResult:
        """The path, and what is there."""
        with Vertical(classes="dialog -list -places") as box:
            box.border_title = plain.text(self._wanted.title)
            self.show_keys(box, "type a path   tab complete   ↑ ↓ mark   enter take   esc leave")
            yield self.line
            yield self.rows
            yield self.wrong

    def on_mount(self) -> None:
        """Show what is there."""
        self._show()

    @property
    def _typed(self) -> Typed:
        return typed(self.line.value, self._folder)

    @on(Input.Changed)
    def look(self) -> None:
        """Show what goes on from what is typed."""
        self._show()

    def _show(self) -> None:
        try:
            at = self._typed
            lines = self._lines(at)
        except (OSError, ValueError) as error:
            lines, wrong = [], f"! {_why(error)}"
        else:
            can_be_taken = any(line.value and line.value.path != at.folder.parent for line in lines)
            wrong = "" if can_be_taken else f"! {_why_not(at)} {self._wanted.takes}"
        self.rows.show(lines)
        self.rows.mark(0)
        self.wrong.update(plain.text(wrong))

    def _lines(self, at: Typed) -> list[Line[Spot]]:
        """What can be taken as it is typed, the way up, and what is there. Raises `OSError`."""
        lines = []
        if offered := self._wanted.offers(at.path):
            lines.append(Line(plain.text((f" {offered}", "bold")), Spot(at.path, True)))
        if not at.name and at.folder.parent != at.folder:
            lines.append(Line(plain.text((f" {UP}", "$text-muted")), Spot(at.folder.parent, False)))
        for entry in beginning(self._entries(at.folder), at.name):
            words = f" {entry.name}{'/' if entry.is_folder else ''}"
            lines.append(Line(plain.text(words), Spot(at.folder / entry.name, not entry.is_folder)))
        return lines

    def _entries(self, folder: Path) -> list[Entry]:
        """What is in a folder; read once while it stays the same."""
        if self._listed is None or self._listed[0] != folder:
            self._listed = (folder, entries(folder, self._wanted.endings))
        return self._listed[1]

    # -- keys

    def action_complete(self) -> None:
        """Write on what was begun."""
        try:
            at = self._typed
            self._go(as_text(at.folder) + completed(self._entries(at.folder), at.name))
        except (OSError, ValueError):
            return  # what is wrong with it stands there already

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def action_take(self) -> None:
        """Give what is marked, or go into it."""
        spot = self.rows.value
        if spot is None:
            return
        if spot.takes:
            self.dismiss(spot.path)
        else:
            self._go(as_text(spot.path))

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss()

    def _go(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)


def _why_not(at: Typed) -> str:
    """Why nothing can be taken."""
    if not at.name:
        return "Nothing here can be taken."
    if at.path.exists():
        return f"{shown(at.name)} can't be taken."
    return "Nothing that can be taken begins like that."


def _why(error: OSError | ValueError) -> str:
    """What is wrong with a path, in words."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{shown(str(error.filename))}: {error.strerror}."
    return f"{shown(str(error))}."
