"""The shared measures by host and period; what is hidden stays so."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from apprentices.calendar import ONE_DAY, Days
from apprentices.measures.counting import in_steps
from apprentices.measures.tables import Table
from apprentices.measures.tally import Known
from apprentices.measuring import known_of, year_of
from apprentices.rules.said import Finding
from screens.measures.about import about, legend_said, row_said
from screens.measures.commands import MEASURES
from screens.measures.lines import shown
from screens.measures.period import to_choose
from screens.shared import plain
from screens.shared.command import bindings
from screens.shared.frame import ModeScreen
from screens.shared.matrix import Matrix, MovesCursor
from screens.shared.panel import Panel
from screens.shared.saying import Saying
from screens.shared.the_app import TheApp

DRAWN_SECONDS = 0.06  # until a screen that is gone to is drawn: Textual waits for a twentieth of a second
TURN_SECONDS = 0.005  # between two steps, for keys


class MeasuresScreen(MovesCursor, ModeScreen):
    """Measures down, hosts across; the panel says how the marked one is counted."""

    AUTO_FOCUS = "Matrix"
    DECLARED = MEASURES
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.head = plain.Words(classes="measures--period")
        self.matrix, self.panel = Matrix(), Panel(frame)
        self._period = year_of(self.workspace.today)
        self._table: Table | None = None
        self._known: Known | None = None  # what they are being counted from
        self._begun: tuple[Days, Sequence[Finding]] | None = None  # the period, and when that began
        self._found: Sequence[Finding] = ()  # when it was counted: another object where anything has changed

    def content(self) -> ComposeResult:
        """Head and matrix, and the panel beside or below them."""
        with Container(classes="with-panel"):
            with Vertical(id="measures"):
                yield self.head
                yield self.matrix
            yield self.panel

    # -- showing

    def on_mount(self) -> None:
        """Begin with the year that it is now: it may have been made ahead."""
        self._period = year_of(self.workspace.today)

    def come_to_the_front(self) -> None:
        """Count them as things are now."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Count them anew where anything has changed, once what is there is drawn: of thousands of people it
        takes a while."""
        if self.is_current and not self._is_counted and not self._is_begun:
            self._head("  counting …")
            self.frame.look(lambda: known_of(self.workspace), self._begin_to_count)

    @property
    def _is_counted(self) -> bool:
        """Whether the figures are of this period, and of the programme as it is now."""
        of_now = self._found is self.workspace.findings()
        return self._table is not None and self._table.period == self._period and of_now

    @property
    def _is_begun(self) -> bool:
        """Whether these are being counted: a screen that is first gone to is told so twice."""
        if self._begun is None:
            return False
        period, found = self._begun
        return period == self._period and found is self.workspace.findings()

    def _begin_to_count(self, known: Known) -> None:
        self._known, self._begun = known, (self._period, self.workspace.findings())
        self.run_worker(self._count(known, self._period))

    async def _count(self, known: Known, period: Days) -> None:
        """Count step by step, until that is begun anew; what comes in between is drawn, and looked at."""
        found = self.workspace.findings()
        await asyncio.sleep(DRAWN_SECONDS)
        for table in in_steps(known, period):
            if known is not self._known:
                return
            if found is not self.workspace.findings():
                self.workspace_changed()  # if it is still in front: else when it is gone to
                return
            if table is not None:
                self._show(table)
            await asyncio.sleep(TURN_SECONDS)

    def _show(self, table: Table) -> None:
        self._table, self._found = table, self.workspace.findings()
        self.matrix.show(shown(table, self.workspace.programme))
        self._head()
        self.status.keep("  ".join(table.legend))
        self.show_frame()

    def _head(self, news: str = "") -> None:
        self.head.update(plain.text((str(self._period), "bold"), (news, "$text-muted")))

    def in_lines(self) -> Iterator[str]:
        """The measures, and what their marks mean."""
        if self._table is not None:
            yield f"{self._table.period}."
            yield from (row_said(row, self._table) for row in self._table.rows)
            yield from legend_said(self._table)

    @on(Matrix.Moved)
    def tell(self) -> None:
        """Tell of the marked measure."""
        place, table = self.matrix.place, self._table
        self.panel.show(about(table.rows[place[0]], table) if place and table else [])

    # -- periods

    def action_later(self) -> None:
        """The year after this."""
        self._of(year_of(self._period.last + ONE_DAY))

    def action_earlier(self) -> None:
        """The year before this."""
        self._of(year_of(self._period.first - ONE_DAY))

    def _of(self, period: Days) -> None:
        self._period = period
        self.workspace_changed()

    def action_period(self) -> None:
        """Choose both days."""

        def chosen(period: Days | None) -> None:
            if period is not None:
                self._of(period)

        self.app.push_screen(Saying(self.frame, to_choose(self._period)), chosen)

    # -- the rest

    def action_write(self) -> None:
        """Write the figures of the period to a file."""
        from apprentices.exporting import measures_of
        from screens.files.handing_out import write_out

        write_out(self, self.frame, measures_of(self._period))

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")
