"""The way out when the database's file was deleted, moved or replaced under the open program."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from apprentices.errors import ProgramError
from apprentices.store import Store
from screens.rescue import SAFE, free_place, save_as
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.typed_line import TypedLine


class Gone(Dialog[bool]):
    """Tells of it, and offers to save everything in another file; gives whether that was done."""

    WHERE = "When the database's file is gone"
    IS_TYPED_IN = True
    DECLARED = (
        Command("gone.save", "enter", "Save", "Save everything in that file, and go on there."),
        Command("gone.leave", "escape", "Look on", "Go back without saving; an edit brings this back."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, store: Store, text: str) -> None:
        super().__init__()
        self._store = store
        self._text = text
        # What somebody was typing when this came up is no new name.
        self.path = TypedLine(str(free_place(Path(store.where))), compact=True, select_on_focus=False)
        self.wrong = plain.Words(classes="dialog--wrong")

    def compose(self) -> ComposeResult:
        """What happened, and where to save."""
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            box.border_title = plain.text("The database's file is gone")
            self.show_keys(box, "enter save   esc look on   ctrl+q quit")
            yield plain.Words(plain.paragraphs(f"{self._text}\n\n{SAFE}"))
            yield plain.Words(plain.text("Save as"), classes="dialog--title")
            yield self.path
            yield self.wrong

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save everything there."""
        if not self.is_active:
            return  # it was saved already, by a first of two keys
        typed = self.path.value.strip()
        if not typed:
            self._say("Type the path of a new file.")
            return
        try:
            save_as(self._store, typed)
        except ProgramError as error:
            self._say(said(error))
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Go back without saving."""
        self.dismiss(False)

    def _say(self, wrong: str) -> None:
        self.wrong.update(plain.text(f"! {wrong}"))
