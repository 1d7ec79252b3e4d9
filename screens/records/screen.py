"""Lists of the programme's rows, a table each, with what changes them: for the screens that show some."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from apprentices.called import counted
from apprentices.columns import Table
from apprentices.exchange.programme_files import sheet_of
from apprentices.exchange.rows import model
from apprentices.exchange.sheets import Sheet
from apprentices.programme import TABLE
from apprentices.rules.said import Finding, Step
from apprentices.rules.words import count
from screens.records.editing import add, copy, edit
from screens.records.going import go_to
from screens.records.heads import Head, Lists
from screens.records.leads import first_step
from screens.records.leaving import ask_to_leave
from screens.records.listed import Key, Listed
from screens.records.told import PLACE, gravest, told
from screens.shared import plain
from screens.shared.listing import ListingScreen
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, aloud, phrase
from screens.shared.rows import Line, RowList
from screens.shared.the_app import TheApp


class RecordsScreen(ListingScreen[Key]):
    """One table at a time, and the keys that lead to the others; a row is known by its key."""

    FINDS: ClassVar[str] = "any column, shown or not"
    SHOWN: ClassVar[tuple[str, ...]] = ()  # the tables, in the order of their lists

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.table: Table = TABLE[self.SHOWN[0]]
        self._lists = Lists(self.SHOWN)
        self._head = Head(lambda width: self.listed.head(width))
        self._kept: dict[str, Listed] = {}  # by table, what has been looked at of these rows
        self._rows_then: object = None  # the rows that were listed
        self._found = 0  # rows that the filter leaves

    def content(self) -> ComposeResult:
        """The names of the lists, the list in sight and its panel."""
        with Container(classes="with-panel"):
            with Vertical(classes="records"):
                yield self._lists
                yield self._head
                yield self.rows
            yield self.panel

    # -- what commands and the frame ask

    @property
    def has_row(self) -> bool:
        """Whether a row is marked."""
        return self.row is not None

    @property
    def has_something_to_leave(self) -> bool:
        """Whether there is a filter, or a large panel."""
        return bool(self.words) or self.is_filtering or self.panel.has_class("-large")

    @property
    def row(self) -> Any | None:
        """The marked row."""
        return self.listed.by_key.get(self.rows.value) if self.rows.value is not None else None

    @property
    def step(self) -> Step | None:
        """What would mend the first finding of the marked row, where a form does it."""
        return None if self.row is None else first_step(self.workspace, self.findings(self.row))

    def what_is_shown(self) -> str:
        """How many rows there are, and how many of them the filter leaves."""
        every = counted(self.table.name, len(self.listed.rows))
        return f"{self._found} of {every}" if self.words else every

    # -- showing

    @property
    def listed(self) -> Listed:
        """The rows of the table in sight, as they are now."""
        return self._listed(self.table.name)

    def _listed(self, name: str) -> Listed:
        rows = self.workspace.rows
        if self._rows_then is not rows:
            self._rows_then = rows
            self._kept.clear()
        if name not in self._kept:
            self._kept[name] = Listed(self.workspace.programme, TABLE[name], list(rows.get(name, ())))
        return self._kept[name]

    def ahead(self) -> Iterator[None]:
        """Of each list the order of the rows, the room that columns take, and what reads its forms; of whom
        the rules say something."""
        for name in self.SHOWN:
            if self._rows_then is not self.workspace.rows or name not in self._kept:
                self._listed(name).head(self.app.size.width)
                model(name)
                yield
        if self.workspace.counts() and (place := PLACE.get(self.table.name)):
            self.workspace.checker.about(place, "")

    def show_lines(self) -> None:
        """Make the list anew, with what the rules say by now."""
        super().show_lines()
        self._head.refresh()

    def judged(self) -> None:
        """Show what the rules say."""
        self.workspace_changed()

    def lines(self) -> list[Line[Key]]:
        """A line for each row that the filter leaves."""
        listed = self.listed
        found = [(key, row) for key, row in listed.by_key.items() if self._fits(row)]
        self._found = len(found)
        lines: list[Line[Key]] = [Line(partial(self._line, row), key) for key, row in found]
        return lines or [Line(plain.text(*self._why_empty()))]

    def in_lines(self) -> Iterator[str]:
        """The rows that the filter leaves, with all that is known of each, and what the rules say of it."""
        yield from self.rows.in_lines(self._in_full)

    def _in_full(self, key: Key) -> str:
        row = self.listed.by_key[key]
        mark = aloud((gravest(self.findings(row)),))
        return f"{mark} {self.listed.in_full(row)}".strip()

    def to_copy(self) -> Sheet:
        """The rows that the filter leaves, with all columns of their file."""
        return sheet_of(self.table, (row for row in self.listed.rows if self._fits(row)))

    def about(self, value: Key) -> list[Paragraph]:
        """The row in full."""
        row = self.listed.by_key[value]
        return told(self.workspace.programme, self.table, row, self.findings(row))

    def findings(self, row: Any) -> Sequence[Finding]:
        """What the rules say of a row; nothing before they have been put to the board."""
        place = PLACE.get(self.table.name)
        if place is None or self.frame.is_checking:
            return ()
        return self.workspace.checker.about(place, self.table.key_of(row)[0])

    def show_table(self, name: str, key: Key | None = None) -> None:
        """Go to another list, and to a row of it."""
        if name != self.table.name:
            self.table, self.words = TABLE[name], ()
            self._lists.show(self.SHOWN.index(name))
            self.rows.show([])
            self.rows.mark(0)
            self.show_lines()
            self.show_frame()
        if key is not None:
            self.mark(key)

    def mark(self, key: Key) -> None:
        """Mark a row, dropping a filter that hides it."""
        if key in self.listed.by_key and self.words and not self._fits(self.listed.by_key[key]):
            self.filter_by("")
        keys = [line.value for line in self.lines()]
        if key in keys:
            self.rows.mark(keys.index(key))

    def _line(self, row: Any, width: int) -> Content:
        return self.listed.line(row, gravest(self.findings(row)), width)

    def _fits(self, row: Any) -> bool:
        if not self.words:
            return True
        severities = {finding.severity for finding in self.findings(row) if not finding.waived}
        return self.listed.has(row, self.words, " ".join(severities))

    def _why_empty(self) -> Phrase:
        screen = self.frame.current_mode
        if self.words:
            return phrase(" Nothing has these words: ", self.way(f"{screen}.leave", "shows all"), ".")
        adds = self.way(f"{screen}.new", "adds one")
        return phrase(f" No {self.table.name} yet: ", adds, "; rows copied in a spreadsheet can be pasted.")

    # -- changing

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Open the marked row; for subclasses that have more to show than a form."""
        self.action_edit()

    def action_edit(self) -> None:
        """Edit the marked row."""
        if self.row is not None:
            edit(self, self.table, self.row, then=self._mark_row)

    def action_mend(self) -> None:
        """Go to the field that mends the first finding."""
        step = self.step
        if step is not None:
            go_to(self, step)

    def action_new(self) -> None:
        """Fill in a new row."""
        add(self, self.table, then=self._mark_row)

    def action_copy(self) -> None:
        """Fill in a new row like the marked one."""
        if self.row is not None:
            copy(self, self.table, self.row, then=self._mark_row)

    def action_leaving(self) -> None:
        """Retire or remove the marked row."""
        if self.row is not None:
            ask_to_leave(self, self.table, self.row)

    def on_paste(self, event: events.Paste) -> None:
        """Take rows that were copied in a spreadsheet; a preview says what they come to."""
        if event.text.strip():
            from screens.records.pasting import preview_paste  # with all that reads files

            preview_paste(self, self.table, event.text)

    def _mark_row(self, row: Any) -> None:
        self.mark(self.table.key_of(row))

    # -- other lists, panel and filter

    def action_next_table(self) -> None:
        """To the list on the right."""
        self._show_list(1)

    def action_previous_table(self) -> None:
        """To the list on the left."""
        self._show_list(-1)

    def _show_list(self, by: int) -> None:
        here = self.SHOWN.index(self.table.name)
        self.show_table(self.SHOWN[(here + by) % len(self.SHOWN)])

    @on(Lists.Chosen)
    def go_to_list(self, event: Lists.Chosen) -> None:
        """To the list whose name was clicked."""
        self.show_table(self.SHOWN[event.number])

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")
        self.show_frame()

    async def action_leave(self) -> None:
        """Make the panel small again, or show everything."""
        if self.panel.has_class("-large"):
            self.panel.remove_class("-large")
        else:
            await self.close_filter()
            self.filter_by("")
            self.say("")
        self.show_frame()

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        await super().action_filter()
        self.call_after_refresh(self.listed.read_ahead)  # the first letter would wait for it

    def filter_kept(self) -> None:
        """Say how many rows are left."""
        if self.words:
            leave = self.way(f"{self.frame.current_mode}.leave", "shows all")
            self.say((f"Filter: {' '.join(self.words)} ({count(self._found, 'row')}; ", leave, ")"))
