"""What files would do, before anything is written: line by line, and the marked one in full."""

from pathlib import Path
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from apprentices.text import shown
from screens.shared import plain
from screens.shared.dialog import Dialog
from screens.shared.panel import Panel
from screens.shared.rows import MovesMark, RowList, Value
from screens.shared.the_app import TheApp


class Preview(MovesMark, Dialog[None], Generic[Value]):
    """Subclasses read the files, show what they find, and write that."""

    TITLE: ClassVar[str]  # what is done with the files

    def __init__(self, frame: TheApp, path: Path) -> None:
        super().__init__()
        self._frame = frame
        self._path = path
        self.head, self.keys = plain.Words(classes="files--head"), plain.Words(classes="form--keys")
        self.rows: RowList[Value] = RowList()
        self.panel = Panel(frame)

    def compose(self) -> ComposeResult:
        """The lines, and a panel beside or below them."""
        with Vertical(classes="dialog files") as box:
            box.border_title = plain.text(f"{self.TITLE} {shown(self._path.name)}")
            yield self.head
            with Container(classes="with-panel"):
                yield self.rows
                yield self.panel
            yield self.keys

    def action_panel(self) -> None:
        """More room for the panel, or less."""
        self.panel.toggle_class("-large")

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
