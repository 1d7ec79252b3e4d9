"""Every change, the newest first; any one that still stands can be taken back."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from apprentices.rules.words import count
from apprentices.store import Event
from screens.board.details import Paragraph
from screens.command import Command, bindings
from screens.listing import ListingScreen
from screens.rows import Line, moves
from screens.words import fit

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

    def lines(self) -> list[Line[Event]]:
        """A line for each change."""
        events = self.frame.attempt(lambda: self.workspace.store.history(MOST)) or []
        return [Line(_line(event), event) for event in events] or [Line(Content(" Nothing has changed yet."))]

    def about(self, value: Event) -> list[Paragraph]:
        """When, by whom, and what became of it."""
        when = value.at.astimezone()
        parts = [
            Content.styled(value.label, "bold"),
            Content(f"{when:%A} {when.day} {when:%B %Y, %H:%M} by {value.actor}"),
            Content(f"{value.kind}, {count(value.changes, 'row')}"),
        ]
        if value.undoes is not None:
            parts.append(Content(f"It takes back change {value.undoes}."))
        if value.undone:
            parts.append(Content("It was taken back later."))
        return [Paragraph(tuple(parts))]

    def action_take_back(self) -> None:
        """Undo the marked change."""
        event = self.rows.value
        if event is None:
            return
        done = self.frame.attempt(lambda: self.workspace.undo(event.id))
        if done is not None:
            self.frame.show_change(f"Taken back: {event.label}.")


def _line(event: Event) -> Content:
    when = event.at.astimezone()
    tone = "$text-disabled" if event.undone else ""
    undone = "  (taken back)" if event.undone else ""
    return Content.assemble(
        (f" {when.day:2} {when:%b %H:%M}  ", "$text-muted"),
        (fit(event.actor, 18), "$text-muted"),
        (f" {event.label}{undone}", tone),
    )
