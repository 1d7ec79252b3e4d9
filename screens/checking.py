"""The sign that stands while all of a large programme is looked through."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.the_app import Do, Finish


class Checking(Dialog[Finish]):
    """Does something that takes seconds as soon as it is drawn; gives what is left to do then."""

    WHERE = "While a large programme is looked through"
    DECLARED: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, do: Do[Finish]) -> None:
        super().__init__()
        self._do = do

    def compose(self) -> ComposeResult:
        """What takes so long."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = plain.text("One moment")
            yield plain.Words(
                plain.text("The programme is large: to look through all of it takes some seconds.")
            )

    def on_screen_resume(self) -> None:
        """Begin when this can be seen: where something was told in front of it, when that is closed."""
        self.call_after_refresh(self._work)

    def _work(self) -> None:
        if self.is_active:
            self.dismiss(self._do())
