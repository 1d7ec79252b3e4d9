"""What stands above a list of rows: the names of all lists of the screen, and the titles of the columns."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from apprentices.text import with_capital
from screens.shared import plain
from screens.shared.tabs import first_in_sight


class Lists(Widget):
    """The lists of a screen, the one in sight in front; a click goes to another."""

    class Chosen(Message):
        """Another list is wanted."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = [f" {with_capital(name)} " for name in names]
        self._here = 0

    def show(self, number: int) -> None:
        """Mark another list as the one in sight."""
        if number != self._here:
            self._here = number
            self.refresh()

    def render(self) -> Content:
        """One line; what does not fit is left out at the beginning."""
        parts = []
        for number in range(self._first, len(self._names)):
            style = "bold reverse" if number == self._here else "$text-muted"
            parts.append(plain.text((self._names[number], style)))
        return plain.row(parts, "").truncate(self.size.width, ellipsis=True)

    @property
    def _first(self) -> int:
        return first_in_sight(self._names, self._here, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """To the list under the pointer."""
        x = self.content_offset.x
        for number in range(self._first, len(self._names)):
            width = cell_len(self._names[number])
            if x <= event.x < x + width:
                self.post_message(self.Chosen(number))
            x += width


class Head(Widget):
    """The titles of the columns; `drawn` makes them for a width, that of the list below."""

    def __init__(self, drawn: Callable[[int], Content]) -> None:
        super().__init__()
        self._drawn = drawn

    def render(self) -> Content:
        """One line."""
        return self._drawn(self.size.width - 1)  # the list has a scrollbar
