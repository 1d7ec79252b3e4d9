"""A screen in front, line by line, to be read here or as a page in a browser."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from screens.shared.command import Command, bindings
from screens.shared.question import Said
from screens.shared.the_app import TheApp


class InLines(Said[None]):
    """All that a screen says, its `lines` as `describe` gives them."""

    WHERE = "Where a screen is said in lines"
    DECLARED = (
        Command("in-lines.write", "w", "Write a page", "Write them as a page that a browser reads aloud."),
        Command("in-lines.close", "escape,enter", "Close", "Go back to where you were."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp, title: str, lines: Sequence[str]) -> None:
        super().__init__(f"{title}, in lines", "\n".join(lines), "↑ ↓ scroll   w write a page   esc close")
        self._frame = frame
        self._lines = lines
        self._named = title

    def action_write(self) -> None:
        """Ask into which folder."""
        from apprentices.exporting import page_of
        from screens.files.handing_out import write_out

        write_out(self, self._frame, page_of(self._named, self._lines))

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()
