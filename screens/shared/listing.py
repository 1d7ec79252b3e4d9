"""A screen that is a list with a panel: findings, history, rows of tables."""

from collections.abc import Iterator
from typing import Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from screens.shared.filtering import FilteringScreen
from screens.shared.panel import Panel
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line, MovesMark, RowList, Value
from screens.shared.the_app import TheApp


class ListingScreen(MovesMark, FilteringScreen, Generic[Value]):
    """Lines above or beside a panel that tells all about the marked one."""

    AUTO_FOCUS = "RowList"

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.rows: RowList[Value] = RowList()
        self.panel = Panel(frame)

    def lines(self) -> list[Line[Value]]:
        """All lines; for subclasses."""
        return []

    def about(self, value: Value) -> list[Paragraph]:
        """What the panel tells of a line; for subclasses."""
        return []

    def content(self) -> ComposeResult:
        """List and panel."""
        with Container(classes="with-panel"):
            yield self.rows
            yield self.panel

    def in_lines(self) -> Iterator[str]:
        """The list."""
        yield from self.rows.in_lines()

    @property
    def filtered(self) -> RowList[Value]:
        """The list."""
        return self.rows

    def come_to_the_front(self) -> None:
        """Show how things are now; they may have changed while another screen was in front."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Make the list anew, if it is in sight."""
        if self.is_current:
            self.show_lines()
            self.show_frame()

    def show_lines(self) -> None:
        """Make the list anew."""
        self.rows.show(self.lines())

    def show_filtered(self) -> None:
        """Only the lines that are left."""
        self.show_lines()
        self.show_frame()

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked line."""
        value = self.rows.value
        self.panel.show(self.about(value) if value is not None else [])
        self.show_frame()
