"""A few things to choose one of, in front of a screen."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.moves import moves
from screens.shared.rows import Line, MovesMark, RowList


class Pick(MovesMark, Dialog[str]):
    """Gives what the chosen line stands for, or None."""

    WHERE = "In a short list to choose from"
    DECLARED = (
        Command("pick.take", "enter", "Choose", "Choose what is marked."),
        Command("pick.leave", "escape", "Leave", "Go back; nothing is chosen."),
        *moves("pick"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    AUTO_FOCUS = "RowList"

    def __init__(self, title: str, offered: Mapping[str, Content], marked: str | None = None) -> None:
        super().__init__()
        self._title, self._offered, self._marked = title, offered, marked
        self.rows: RowList[str] = RowList()

    def compose(self) -> ComposeResult:
        """The list in a frame of its own height."""
        with Vertical(classes="dialog -pick") as box:
            box.border_title = plain.text(self._title)
            self.show_keys(box, "↑ ↓ mark   enter choose   esc leave")
            self.rows.styles.height = min(len(self._offered), 16)
            yield self.rows

    def on_mount(self) -> None:
        """Show all there is."""
        self.rows.show([Line(text, name) for name, text in self._offered.items()])
        for index, name in enumerate(self._offered):
            if name == self._marked:
                self.rows.mark(index)

    @on(RowList.Chosen)
    def action_take(self) -> None:
        """Choose what is marked."""
        if self.rows.value is not None:
            self.dismiss(self.rows.value)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
