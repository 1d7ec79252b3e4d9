"""Every change, the newest first; any one that still stands can be taken back."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content

from apprentices.deeds import told
from apprentices.exchange.sheets import Sheet
from apprentices.store import IMPORT, Event
from apprentices.text import plain_letters
from screens.history.changes import (
    LISTED,
    READ,
    about_event,
    about_rows,
    event_said,
    takes_back_an_import,
)
from screens.history.commands import HISTORY
from screens.shared import plain
from screens.shared.command import bindings
from screens.shared.filtering import day_of
from screens.shared.listing import ListingScreen
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase
from screens.shared.rows import Line
from screens.shared.the_app import TheApp
from screens.shared.words import brief, fit

WIDEST = 16  # columns of a name


class HistoryScreen(ListingScreen[Event]):
    """Who changed what, and when."""

    DECLARED = HISTORY
    FINDS: ClassVar[str] = "people, teams, cycles, who made the change"
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self._events: list[Event] = []
        self._widest = 0  # columns of who made the changes
        self._texts: dict[int, str] = {}  # what the filter finds an event by

    def show_lines(self) -> None:
        """A line for each change."""
        self.frame.look(lambda: self._meant(self.workspace.history(LISTED)), self._show_events)

    def _show_events(self, meant: list[Event]) -> None:
        nothing: Phrase = ("Nothing has changed yet.",)
        if self.words:
            nothing = ("No change has these words: ", self.way("history.leave", "shows all"), ".")
        self._widest = min(WIDEST, max((cell_len(event.actor) for event in meant), default=0))
        lines = [Line(partial(self._line, event), event) for event in meant]
        marked = self.rows.value
        self.rows.show(lines or [Line(plain.text(" ", *nothing))])
        if marked is not None:  # once undone, it is another value
            self.rows.mark_first(lambda event: event.id == marked.id)

    def to_copy(self) -> Sheet:
        """The changes that are listed."""
        told = self.workspace.told
        rows = [(one.id, one.at.astimezone().date(), one.actor, told(one)) for one in self.rows.values]
        return Sheet("changes", ("number", "day", "by", "change"), rows)

    def about(self, value: Event) -> list[Paragraph]:
        """When, by whom, what became of it, and each row before and after."""
        told = [about_event(self.workspace, value)]
        if value.changes <= READ:
            self.frame.look(
                lambda: self.workspace.changes(value.id),
                lambda changes: told.append(about_rows(self.workspace, changes)),
            )
        return told

    def in_lines(self) -> Iterator[str]:
        """The changes that the filter leaves."""
        yield from (event_said(self.workspace, event) for event in self._events if self._is_meant(event))

    def action_undo_this(self) -> None:
        """Undo the marked change."""
        event = self.rows.value
        if event is None:
            return
        if takes_back_an_import(event):
            self.frame.ask_to_take_back(event)
        else:
            said = f"Undone: {self.workspace.told(event)}."
            self.frame.take_back(event, lambda _: self.frame.show_change(said))

    # -- the filter

    def show_filtered(self) -> None:
        """Only the changes that are left."""
        self.frame.look(lambda: self._meant(self._events), self._show_events)

    def _meant(self, events: list[Event]) -> list[Event]:
        """Those that the filter leaves; it may read what they changed."""
        self._events = events
        return [event for event in events if self._is_meant(event)]

    def _is_meant(self, event: Event) -> bool:
        if not self.words or event.at.astimezone().date() == day_of(self.words):
            return True
        text = self._texts.get(event.id)
        if text is None:
            text = self._texts[event.id] = self._text(event)
        return all(word in text for word in self.words)

    def _text(self, event: Event) -> str:
        """What an event is found by: its words, and whose rows it changed, where these are not too many."""
        said = [str(event.id), self.workspace.told(event), event.actor]
        if event.changes <= READ and event.deed.first.kind != IMPORT:  # which is about everybody
            for change in self.workspace.changes(event.id):
                row = change.after or change.before or {}
                code = str(row.get("apprentice", ""))
                said += [code, self.workspace.name_of(code), *map(str, change.key)]
        return plain_letters(" ".join(said))

    def _line(self, event: Event, _width: int) -> Content:
        """One change in a line; of a long name, what is said of it has the room."""
        when = event.at.astimezone()
        tone = "$text-disabled" if event.undone else ""
        undone = "(undone) " if event.undone else ""
        said = told(event.deed, lambda code: brief(self.workspace.name_of(code)))
        return plain.text(
            (f"{event.id:>4}  {when.day:2} {when:%b %Y %H:%M}  ", "$text-muted"),
            (fit(event.actor, self._widest), "$text-muted"),
            (f"  {undone}{said}", tone),
        )

    async def action_leave(self) -> None:
        """Show all changes again."""
        await self.close_filter()
        self.words = ()
        self.show_filtered()
