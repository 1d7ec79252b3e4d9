"""Every change, the newest first; any one that still stands can be taken back."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from apprentices.rules.words import count
from apprentices.store import IMPORT, UNDO, Event
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.listing import ListingScreen
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line, moves
from screens.shared.words import fit

MOST = 1000  # events that are listed


def _stands(screen: "HistoryScreen") -> bool:
    event = screen.rows.value
    return event is not None and not event.undone


HISTORY = (
    Command(
        "history.take-back",
        "t",
        "Take back this change",
        "Undo the marked change, whoever made it, if nothing that it touched has changed since.",
        footer="take back",
        when=_stands,
    ),
    *moves("history"),
)


class HistoryScreen(ListingScreen[Event]):
    """Who changed what, and when."""

    DECLARED = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def show_lines(self) -> None:
        """A line for each change."""
        self.frame.look(lambda: self.workspace.history(MOST), self._show_events)

    def _show_events(self, events: list[Event]) -> None:
        lines = [Line(_line(event, self.workspace.told(event)), event) for event in events]
        self.rows.show(lines or [Line(plain.text(" Nothing has changed yet."))])

    def about(self, value: Event) -> list[Paragraph]:
        """When, by whom, and what became of it."""
        when = value.at.astimezone()
        parts = [
            plain.text((self.workspace.told(value), "bold")),
            plain.text(f"{when:%A} {when.day} {when:%B %Y, %H:%M} by {value.actor}"),
            plain.text(f"{value.kind}, {count(value.changes, 'row')}"),
        ]
        if value.undoes is not None:
            parts.append(plain.text(f"It takes back change {value.undoes}."))
        if value.undone:
            parts.append(plain.text("It was taken back later."))
        return [Paragraph(tuple(parts))]

    def action_take_back(self) -> None:
        """Undo the marked change."""
        event = self.rows.value
        if event is None:
            return
        if event.kind != UNDO and event.deed.first.kind == IMPORT:
            self.frame.ask_to_take_back(event)
        else:
            said = f"Taken back: {self.workspace.told(event)}."
            self.frame.take_back(event, lambda _: self.frame.show_change(said))


def _line(event: Event, said: str) -> Content:
    when = event.at.astimezone()
    tone = "$text-disabled" if event.undone else ""
    undone = "  (taken back)" if event.undone else ""
    return plain.text(
        (f" {when.day:2} {when:%b %H:%M}  ", "$text-muted"),
        (fit(event.actor, 18), "$text-muted"),
        (f" {said}{undone}", tone),
    )
