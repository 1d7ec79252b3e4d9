"""A line that hides what is seldom asked."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.shared import plain


class Fold(Widget, can_focus=True, inherit_bindings=False):
    """A line that shows what stands below it, or hides that again."""

    class Clicked(Message):
        """Somebody wants it open, or closed."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open = False
        self._words = ""

    def say(self, closed: str) -> None:
        """Say what it hides."""
        self._words = closed
        self.refresh()

    def turn(self) -> None:
        """Open it, or close it."""
        self.is_open = not self.is_open
        self.refresh()

    def render(self) -> Content:
        """One line."""
        words = "▾ less" if self.is_open else f"▸ {self._words}"
        style = "reverse" if self.has_focus else ""
        return plain.text((words, style)).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """A click turns it."""
        self.post_message(self.Clicked())
