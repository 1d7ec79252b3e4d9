"""A line of text that takes keys only while it is typed in: until then they are the screen's commands."""

from textual import events
from textual.actions import SkipAction
from textual.message import Message

from screens.shared.phrase import clean
from screens.shared.typed_line import TypedLine


class TextLine(TypedLine):
    """Marked like any other option; `begin` starts typing. Enter, escape and leaving the line end it."""

    class Typing(Message):
        """Typing begins, or ends."""

    def __init__(self, empty: str, value: str = "") -> None:
        """`empty` stands there while nothing does."""
        super().__init__(clean(value), placeholder=clean(empty), compact=True, select_on_focus=False)
        self.typing = False

    def begin(self) -> None:
        """Take keys as text, from the end of what is there."""
        self.cursor_position = len(self.value)
        self._type(True)

    def end(self) -> None:
        """Take keys as text no longer."""
        self._type(False)

    def _type(self, typing: bool) -> None:
        if typing != self.typing:
            self.typing = typing
            self.set_class(typing, "-typing")
            self.post_message(self.Typing())

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text here, and no command."""
        return self.typing and super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Its own keys, such as backspace, are of use while it is typed in."""
        return self.typing

    def action_copy(self) -> None:
        """Leave it to the app, which says what it has copied."""
        raise SkipAction

    def on_key(self, event: events.Key) -> None:
        """Leave the key to the screen."""
        if not self.typing:
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is text, as what is typed is."""
        if not self.typing:
            event.prevent_default()

    def on_click(self) -> None:
        """Who clicks on it means to type."""
        self.begin()

    def on_blur(self) -> None:
        """Who leaves it is done."""
        self.end()
