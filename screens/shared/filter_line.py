"""The line in which the filter is typed."""

from textual import on
from textual.actions import SkipAction
from textual.message import Message
from textual.widgets import Input

from screens.shared.typed_line import TypedLine


class FilterLine(TypedLine):
    """Tells its screen every letter; enter keeps the filter, and escape (the screen's) drops it."""

    class Typed(Message):
        """The words are others."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """The words are to stay."""

    def __init__(self, words: str, finds: str) -> None:
        """`finds` says what there is to find, for as long as nothing is typed."""
        super().__init__(words, placeholder=f"Filter: words of {finds} …", compact=True)

    def action_copy(self) -> None:
        """Leave it to the app, which says what it has copied."""
        raise SkipAction

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
