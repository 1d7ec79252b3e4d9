"""A person's page: rotation, findings, papers, absences, wishes, facts and history in one place."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from apprentices.board import Place
from apprentices.programme import TABLE, Apprentice
from apprentices.store import Event
from screens.people.sections import EVENTS, NEW, Item, Section, sections
from screens.records.editing import Framed, add, edit
from screens.records.going import go_to
from screens.records.leaving import ask_to_leave
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.moves import moves
from screens.shared.panel import Panel
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.the_app import TheApp


def _can_be_changed(page: "Page") -> bool:
    item = page.rows.value
    return item is not None and item.row is not None


def _can_be_added_to(page: "Page") -> bool:
    item = page.rows.value
    return item is not None and item.table in TABLE and item.table != "apprentices"


class Page(MovesMark, Dialog[Place]):
    """All about one person; gives the cell of the board to go to, or None."""

    WHERE = "On a person's page"
    DECLARED = (
        Command(
            "page.open",
            "enter",
            "Go there",
            "To the cell on the board, the field that mends the finding, or the form of the row.",
        ),
        Command("page.edit", "e", "Edit", "Edit the marked row or field.", when=_can_be_changed),
        NEW._replace(when=_can_be_added_to),
        Command(
            "page.leaving",
            "x",
            "Retire or remove",
            "Give the marked row a last day, or take it out.",
            when=_can_be_changed,
        ),
        Command("page.next-section", "tab,right,l", "Next section", "To the next heading."),
        Command("page.previous-section", "shift+tab,left,h", "Section before", "To the heading before."),
        Command("page.panel", "space", "Larger panel", "Give the panel more room, or less again."),
        Command("page.close", "escape", "Close", "Go back to where you were."),
        *moves("page"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    AUTO_FOCUS = "RowList"

    def __init__(self, frame: TheApp, apprentice: str) -> None:
        super().__init__()
        self.frame = frame
        self.apprentice = apprentice
        self.rows: RowList[Item] = RowList()
        self.panel = Panel(frame)
        self._sections: list[Section] = []

    def compose(self) -> ComposeResult:
        """The sections as one list, and a panel that tells all about the marked line."""
        with Vertical(classes="dialog page") as box:
            person = self._person
            box.border_title = plain.text(f"{person.name} ({person.apprentice})" if person else "")
            with Container(classes="with-panel"):
                yield self.rows
                yield self.panel
            keys = "enter go there   e edit   n new   x retire   tab next   esc leave"
            yield self.show_keys(plain.Words(classes="form--keys"), keys)

    def on_screen_resume(self) -> None:
        """Show the person as they are now; while a form was in front, they may have gone."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Show everything anew; of somebody who is gone there is nothing to show."""
        if self._person is None:
            self.dismiss()
        else:
            self.frame.look(lambda: self.frame.workspace.history(EVENTS), self._show)

    @property
    def _person(self) -> Apprentice | None:
        return self.frame.workspace.programme.apprentices.get(self.apprentice)

    def _show(self, events: list[Event]) -> None:
        person = self._person
        if person is not None:
            self._sections = sections(self.frame.workspace, person, events)
            self.rows.show(list(self._lines()))

    def _lines(self) -> Iterator[Line[Item]]:
        for section in self._sections:
            yield Line(plain.text((f" {section.title}", "bold")))
            for said in section.lines:
                yield Line(plain.text(*self.in_force(said.text)), said.item)

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked line."""
        item = self.rows.value
        there = item is not None and self._person is not None
        self.panel.show(item.told(self.frame.workspace) if item and there else [])

    # -- keys

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Go to what is marked: a cell, a field, or a form."""
        item = self.rows.value
        if item is None:
            return
        if item.cycle is not None:
            self.dismiss((self.apprentice, item.cycle))
        elif item.finding is not None and item.finding.step is not None:
            go_to(self, item.finding.step)
        elif item.row is not None:
            self.action_edit()
        elif item.table in TABLE:
            self.action_new()

    def action_edit(self) -> None:
        """Edit the marked row, or the person at the marked field."""
        item = self.rows.value
        if item is not None and item.row is not None:
            edit(self, TABLE[item.table], item.row, begin=item.column)

    def action_new(self) -> None:
        """Fill in a new row about the person."""
        item = self.rows.value
        if item is not None and item.table in TABLE:
            add(self, TABLE[item.table], {TABLE[item.table].key[0]: self.apprentice})

    def action_leaving(self) -> None:
        """Retire or remove what is marked."""
        item = self.rows.value
        if item is not None and item.row is not None:
            ask_to_leave(self, TABLE[item.table], item.row)

    def action_next_section(self) -> None:
        """To the first line of the next section."""
        self._go_to_section(1)

    def action_previous_section(self) -> None:
        """To the first line of the section before."""
        self._go_to_section(-1)

    def _go_to_section(self, by: int) -> None:
        """Sections come round again."""
        item = self.rows.value
        numbers = (
            n for n, section in enumerate(self._sections) for line in section.lines if line.item == item
        )
        wanted = (next(numbers, 0) + by) % len(self._sections)
        self.rows.mark(sum(len(section.lines) for section in self._sections[:wanted]))

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def show_page(screen: Framed, apprentice: str) -> None:
    """Show a person's page; where a cell of the board is chosen there, go to it."""

    def left(place: Place | None) -> None:
        if place is not None:
            screen.frame.show_cell(*place)

    screen.app.push_screen(Page(screen.frame, apprentice), left)
