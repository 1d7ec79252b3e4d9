"""Rows that were pasted from a spreadsheet: what they come to, row by row, before anything is written."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from apprentices.columns import Table
from apprentices.errors import BadInput, Problem
from apprentices.importing import Import, prepare_pasted
from apprentices.pasting import paste
from apprentices.previewing import differences
from screens.files.preview_lines import row_said
from screens.records.editing import Framed
from screens.records.paste_words import comes_to, pasted_said, place_of, refused
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.moves import moves
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.words import fit

NAME, PLACE = 30, 26  # columns


def _is_ready(preview: "PastePreview") -> bool:
    return preview.ready is not None


class PastePreview(MovesMark, Dialog[Import]):
    """Gives what is to be written, or None; where a row is refused, none is."""

    WHERE = "Before pasted rows are taken"
    DECLARED = (
        Command("paste.write", "enter", "Write", "Write all of it as one change.", when=_is_ready),
        Command("paste.leave", "escape", "Leave", "Go back; nothing is changed."),
        *moves("paste"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    AUTO_FOCUS = "RowList"

    def __init__(self, table: Table, found: Import | list[Problem]) -> None:
        super().__init__()
        self._table = table
        self.ready = found if isinstance(found, Import) and differences(found) else None
        self._found = found
        self.rows: RowList[int] = RowList()
        self._in_full = plain.Words()

    def compose(self) -> ComposeResult:
        """What it comes to, and each row."""
        with Vertical(classes="dialog form") as box:
            box.border_title = plain.text(f"Paste into {self._table.name}")
            yield plain.Words(plain.text((self._head(), "bold")))
            yield self.rows
            yield self._in_full
            keys = f"{'enter write all of it   ' if self.ready else ''}esc leave"
            yield self.show_keys(plain.Words(classes="form--keys"), keys)

    def on_mount(self) -> None:
        """Show each row."""
        found = self._found
        if isinstance(found, Import):
            said = [row_said(one, NAME) for one in differences(found)]
        else:
            said = [_refused(problem) for problem in found]
        self.rows.show([Line(text, number) for number, text in enumerate(said)])

    @on(RowList.Marked)
    def tell(self) -> None:
        """Say in full what is wrong with the marked row: a line may have no room for it."""
        if isinstance(self._found, list) and self.rows.value is not None:
            self._in_full.update(plain.text(self._found[self.rows.value].message))

    def action_write(self) -> None:
        """Give it."""
        self.dismiss(self.ready)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss()

    def _head(self) -> str:
        if not isinstance(self._found, Import):
            return f"! {refused(self._found)}"
        return comes_to(self._found, self._table)


def preview_paste(screen: Framed, table: Table, text: str) -> None:
    """Show what pasted rows would do, and do it where that is wanted."""
    frame = screen.frame
    try:
        found: Import | list[Problem] = prepare_pasted(table, text, frame.workspace.rows)
    except BadInput as error:
        found = list(error.problems)

    def answered(ready: Import | None) -> None:
        if ready is not None:
            news = (f"{pasted_said(ready, table)} ", frame.way("app.undo", "takes it back"), ".")
            do = partial(paste, frame.workspace, table, ready)
            frame.attempt(do, lambda _: frame.show_change(news), at_length=True)

    screen.app.push_screen(PastePreview(table, found), answered)


def _refused(problem: Problem) -> Content:
    place = fit(place_of(problem), PLACE)
    return plain.text((" ! ", "bold $text-error"), place, problem.message)
