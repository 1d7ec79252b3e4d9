"""The calendar: weeks or months across, people or teams down."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from apprentices.calendar import Days
from apprentices.programme import TABLE, Apprentice, Placement
from apprentices.rules.words import count
from apprentices.text import plain_letters
from screens.calendar.about import about
from screens.calendar.commands import CALENDAR
from screens.calendar.scale import One, Scale
from screens.calendar.sheet import LEGEND, Sheet
from screens.shared.command import bindings
from screens.shared.filtering import FilteringScreen
from screens.shared.matrix import Matrix, MovesCursor
from screens.shared.panel import Panel
from screens.shared.the_app import TheApp

BEFORE = 3  # columns that are past, at the left of today
IN_SIGHT, FEW = 32, 10  # columns that are in sight, at most nearly; rows that are worked out at a time


class CalendarScreen(MovesCursor, FilteringScreen):
    """What is on when; the panel says in words what is under the cursor, and what comes next."""

    AUTO_FOCUS = "Matrix"
    FINDS: ClassVar[str] = "names, hosts, teams, standards"
    DECLARED = CALENDAR
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.matrix, self.panel = Matrix(), Panel(frame)
        self._is_teams = False
        self._sheets: dict[tuple[bool, Scale], Sheet] = {}
        self._made_of: tuple[object, ...] = ()  # what the sheets are made of
        self.sheet = self._sheet_of(self._is_teams, Scale.WEEKS)
        self._told: tuple[Sheet, tuple[int, int] | None] | None = None  # what the panel tells of

    def content(self) -> ComposeResult:
        """The calendar, and the panel beside or below it."""
        with Container(classes="with-panel"):
            yield self.matrix
            yield self.panel

    def on_mount(self) -> None:
        """Begin with today, among the days of now: it may have been made ahead."""
        self.sheet = self._sheet_of(self._is_teams, self.sheet.scale)
        self.status.keep(LEGEND)
        self.matrix.column = self.sheet.column_of(self.workspace.today)
        self.matrix.begin_with(self.matrix.column - BEFORE)

    # -- what commands ask

    @property
    def one(self) -> One | None:
        """The person or team under the cursor."""
        place = self.matrix.place
        return self.sheet.ones[place[0]] if place else None

    @property
    def has_marked(self) -> bool:
        """Whether there is a cell under the cursor."""
        return self.one is not None

    @property
    def days(self) -> Days:
        """The days under the cursor."""
        return self.sheet.columns[self.matrix.column]

    @property
    def cell(self) -> tuple[str, str] | None:
        """The person and the cycle under the cursor."""
        one = self.one
        if not isinstance(one, Apprentice):
            return None
        there = (cycle.cycle for cycle in self.workspace.programme.cycles if cycle.span.clip(self.days))
        cycle = next(there, None)
        return (one.apprentice, cycle) if cycle else None

    @property
    def has_something_to_leave(self) -> bool:
        """Whether there is a filter, or the panel is large."""
        return bool(self.words) or self.is_filtering or self.panel.has_class("-large")

    def what_is_shown(self) -> str:
        """What the rows are, and what the columns."""
        return f"{'Teams' if self._is_teams else 'People'}, {self.sheet.scale.value}"

    # -- showing

    def come_to_the_front(self) -> None:
        """Show how things are now."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now."""
        if self.is_current:
            self._show(self.sheet.scale)

    def _show(self, scale: Scale) -> None:
        """Make the sheet anew; the cursor stays with its days, and with whom it is on."""
        one, day = self.one, self.days.first
        self.sheet = self._sheet_of(self._is_teams, scale)
        self.matrix.row = self._row_of(self.sheet, one, self.matrix.row)
        self.matrix.column = self.sheet.column_of(day)
        self.matrix.show(self.sheet.shown())
        self.show_frame()

    def _sheet_of(self, is_teams: bool, scale: Scale) -> Sheet:
        """A sheet as things are now; one that was looked at before, where nothing has changed since."""
        made_of = self.workspace.facts, self.workspace.board.edition, self.words
        if made_of != self._made_of:
            self._made_of = made_of
            self._sheets.clear()
        if (is_teams, scale) not in self._sheets:
            self._sheets[is_teams, scale] = Sheet(self.workspace, self._ones(is_teams), is_teams, scale)
        return self._sheets[is_teams, scale]

    def ahead(self) -> Iterator[None]:
        """The first page, for the first time that it is gone to, and then what is seen when it is turned."""
        other = self._counterpart() if self.is_mounted else None
        is_teams = not self._is_teams if self.is_mounted else self._is_teams
        sheet = self._sheet_of(is_teams, self.sheet.scale)
        last = max(self._row_of(sheet, other, 0) + 1, self.app.size.height)
        day = self.days.first if self.is_mounted else self.workspace.today
        begin = max(0, sheet.column_of(day) - BEFORE)
        columns = range(begin, min(begin + IN_SIGHT, len(sheet.columns)))
        for row in range(last - self.app.size.height, min(last, len(sheet.ones))):
            if sheet.read(row, columns) and row % FEW == 0:
                yield

    def _row_of(self, sheet: Sheet, one: One | None, otherwise: int) -> int:
        codes = [_code(each) for each in sheet.ones]
        return codes.index(_code(one)) if one is not None and _code(one) in codes else otherwise

    def _ones(self, is_teams: bool) -> list[One]:
        programme = self.workspace.programme
        every: list[One] = list((programme.placements if is_teams else programme.apprentices).values())
        return [one for one in every if self._fits(one)] if self.words else every

    def _fits(self, one: One) -> bool:
        text = plain_letters(" ".join(map(str, filter(None, _texts(one)))))
        return all(word in text for word in self.words)

    def in_lines(self) -> Iterator[str]:
        """All that is on for the marked person or team, cycle by cycle."""
        from screens.calendar.in_lines import in_lines

        heading = ""
        for said in in_lines(self.workspace, self.one) if self.one else ():
            if said.heading != heading:
                yield said.heading
            heading = said.heading
            yield said.text

    @on(Matrix.Moved)
    def tell(self) -> None:
        """Tell of the cell under the cursor."""
        told = self.sheet, self.matrix.place
        if told != self._told:  # a key that makes the sheet anew moves the cursor on it as well
            self._told = told
            self.panel.show(about(self.workspace, self.sheet, *told[1]) if told[1] else [])
        self.show_frame()

    # -- moving in time

    def _put(self, column: int) -> None:
        """Put the cursor on a column, with some of what is past in sight."""
        self.matrix.begin_with(column - BEFORE)
        self.matrix.move_to(self.matrix.row, column)

    def action_today(self) -> None:
        """To the column of today."""
        self._put(self.sheet.column_of(self.workspace.today))

    def action_next(self) -> None:
        """To the first column of the next cycle."""
        starts = (self.sheet.column_of(cycle.starts_on) for cycle in self.workspace.programme.cycles)
        column = next((start for start in starts if start > self.matrix.column), None)
        if column is not None:
            self._put(column)

    def action_previous(self) -> None:
        """To the first column of this cycle, or of the one before."""
        starts = [self.sheet.column_of(cycle.starts_on) for cycle in self.workspace.programme.cycles]
        column = next((start for start in reversed(starts) if start < self.matrix.column), None)
        if column is not None:
            self._put(column)

    # -- going elsewhere

    @on(Matrix.Chosen)
    def action_open(self) -> None:
        """Open the person's page, or the team's form."""
        from screens.people.page import show_page
        from screens.records.editing import edit

        one = self.one
        if isinstance(one, Apprentice):
            show_page(self, one.apprentice)
        elif one is not None:
            edit(self, TABLE["placements"], one)

    def action_board(self) -> None:
        """To the cell on the board."""
        if self.cell is not None:
            self.frame.show_cell(*self.cell)

    # -- what is looked at

    def action_scale(self) -> None:
        """Weeks or months."""
        self._show(self.sheet.scale.other)
        self._put(self.matrix.column)

    def action_turn(self) -> None:
        """People or teams: from a person to their team, and from a team to the first who is there."""
        other = self._counterpart()
        self._is_teams = not self._is_teams
        self.matrix.row = 0
        self._show(self.sheet.scale)
        self.matrix.mark(self._row_of(self.sheet, other, 0))
        self._say_filter()

    def _counterpart(self) -> One | None:
        if self.one is None:
            return None
        for entry in self.sheet.entries(self.one, self.days):
            if entry.placement is not None:
                who = self.workspace.programme.apprentices.get(entry.apprentice or "")
                return who or entry.placement
        return None

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")
        self.show_frame()

    # -- the filter

    @property
    def filtered(self) -> Matrix:
        """The calendar."""
        return self.matrix

    def show_filtered(self) -> None:
        """Only the rows that are left."""
        self._show(self.sheet.scale)
        self._say_filter()

    async def action_leave(self) -> None:
        """The panel as usual again, or show everything."""
        if self.panel.has_class("-large"):
            self.panel.remove_class("-large")
        else:
            await self.close_filter()
            self.filter_by("")
        self.show_frame()

    def _say_filter(self) -> None:
        rows = count(len(self.sheet.ones), "row")
        leave = self.way("calendar.leave", "shows all")
        self.say((f"Filter: {' '.join(self.words)} ({rows}; ", leave, ")") if self.words else "")


def _code(one: One) -> str:
    return one.apprentice if isinstance(one, Apprentice) else one.placement


def _texts(one: One) -> tuple[str | None, ...]:
    """What a row is found by."""
    if isinstance(one, Placement):
        return one.placement, one.host, one.team, one.area, one.site, one.supervisor, *one.standards
    return one.apprentice, one.name, one.employer, one.standard, one.cohort, one.status
