"""The line in which the filter is typed."""

from textual import on
from textual.message import Message
from textual.widgets import Input


class FilterLine(Input):
    """Tells the board every letter; enter keeps the filter, and escape (the board's) drops it."""

    class Typed(Message):
        """The words are others."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """The words are to stay."""

    def __init__(self, words: str) -> None:
        super().__init__(words, placeholder="Filter: words of names, hosts, standards …", compact=True)
        self.cursor_blink = False

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Pass on that it is enough."""
        event.stop()
        self.post_message(self.Kept())
