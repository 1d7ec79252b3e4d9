"""What stands in front of a screen until it is answered."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from screens.shared.command import Commanded
from screens.shared.steady import SteadyScreen
from screens.shared.styles import LATER

Result = TypeVar("Result")
ARROWS = "↑↓←→"  # which are named in pairs, so that a click could mean either


class Dialog(Commanded, SteadyScreen, ModalScreen[Result]):
    """A screen in front of another one that gives a result."""

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", show=False, id="dialog.help"),
        # Before a line to type in takes it: what is copied, and what leaves the program, is said.
        Binding("ctrl+c", "app.copy", show=False, id="dialog.copy", priority=True),
    ]

    def keys_said(self, words: str) -> Content:
        """Keys with what they do, such as `enter take   esc leave`: those of its commands can be clicked."""
        from screens.shared.keys import keys_said

        actions = {
            word: one.action for one in self.all_declared() for word in one.key_words if word not in ARROWS
        }
        return keys_said(actions, words)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Go back to what is behind it.

        A second key or click that was already on its way finds it closed, and does nothing.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def keeps_open(self, leave: Callable[[], object]) -> bool:
        """Whether it asks first before it is left for good, and does `leave` later, if it is to be."""
        return False

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now; for those that show something of it."""
