"""The sign that stands while another program writes to the database."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from apprentices.errors import DatabaseBusy
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.the_app import Finish

PATIENCE_SECONDS = 30.0


class Waiting(Dialog[Finish]):
    """Tries again and again; gives what is to be done then, or None where it was given up.

    It stands in front of everything, so that no key that is pressed meanwhile becomes an edit later.
    """

    WHERE = "While another program writes to the database"
    DECLARED = (Command("waiting.leave", "escape", "Give up", "Wait no longer; nothing is changed."),)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, again: Callable[[], Finish], every: float) -> None:
        """`again` raises `DatabaseBusy` or gives what to do then; it is asked every so many seconds."""
        super().__init__()
        self._again = again
        self._every = every
        self._began = time.monotonic()
        self.words = plain.Words()

    def compose(self) -> ComposeResult:
        """What it waits for, and for how long it has."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = plain.text("Another program is writing")
            self.show_keys(box, "esc give up")
            yield self.words

    def on_mount(self) -> None:
        """Begin to wait."""
        self._wait_on()

    def _wait_on(self) -> None:
        self.words.update(plain.text(f"Waiting for it to finish … {self._waited:.0f} s"))
        self.set_timer(self._every, self._try)

    @property
    def _waited(self) -> float:
        return time.monotonic() - self._began

    def _try(self) -> None:
        if not self.is_active:
            return  # it was given up
        try:
            finish = self._again()
        except DatabaseBusy:
            if self._waited < PATIENCE_SECONDS:
                self._wait_on()
            else:
                self.dismiss()
        else:
            self.dismiss(finish)

    def action_leave(self) -> None:
        """Wait no longer."""
        self.dismiss()
