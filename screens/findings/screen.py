"""All findings as a list of what to do: in groups, by date and owner; enter goes to the cell."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from apprentices.exchange.sheets import Cell, Sheet
from apprentices.rules.said import Finding, Severity, SignCycle
from apprentices.rules.words import join
from apprentices.statements import Waiver
from apprentices.to_do import By, Group, Task, ToDo
from screens.board.screen import show_on_board
from screens.findings.about import about_group, about_task, task_said
from screens.findings.commands import FINDINGS
from screens.findings.head import FindingsHead
from screens.findings.lines import Lines, count_said
from screens.findings.texts import Texts
from screens.shared import plain
from screens.shared.command import bindings
from screens.shared.drawn import drawn
from screens.shared.listing import ListingScreen
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line, RowList
from screens.shared.the_app import TheApp

MANY = 2000  # findings that are looked at once there is a frame
ONLY = (None, Severity.CONFLICT, Severity.WARNING)  # what one key steps through


class FindingsScreen(ListingScreen[Task | Group]):
    """What the rules say, and who has to do what by when."""

    DECLARED = FINDINGS
    FINDS: ClassVar[str] = "names, hosts, teams, rules"
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.head = FindingsHead()
        self._by = By.RULE
        self._only: Severity | None = None
        self._host: str | None = None  # whose findings alone are listed
        self._mine: str | None = None  # my host, once it is known
        self._folded: set[tuple[By, str]] = set()
        self._found: Sequence[Finding] | None = None  # what the list is made of
        self._to_do = ToDo(self.workspace.programme, self.workspace.today, ())
        self._texts = Texts(self.workspace)
        self._groups: list[Group] = []
        self._is_looking = False

    def content(self) -> ComposeResult:
        """Head and list, and the panel beside or below them."""
        with Container(classes="with-panel"):
            with Vertical(id="todo"):
                yield self.head
                yield self.rows
            yield self.panel

    # -- what is listed

    def workspace_changed(self) -> None:
        """Take in what the rules say now."""
        if not self.is_current:
            return
        if self._found is None and self._number > MANY:
            if not self._is_looking:
                self._is_looking = True
                self.rows.show([Line(plain.text(" Looking at them …"))])
                self.run_worker(self._look())
        elif self._found is not self.workspace.findings():
            self._take_in(self.workspace.findings())
        self.show_frame()

    @property
    def _number(self) -> int:
        checker = self.workspace.checker
        return checker.conflicts + checker.warnings + checker.waived

    @property
    def is_being_made(self) -> bool:
        """Whether it looks at many findings for the first time: keys are kept until then."""
        return self._is_looking

    async def _look(self) -> None:
        """Take in what the rules say; what comes in between its steps is drawn, and kept."""
        await drawn(self)
        found = self.workspace.findings()
        await asyncio.sleep(0)
        to_do = ToDo(self.workspace.programme, self.workspace.today, found)
        await asyncio.sleep(0)
        self._is_looking = False
        if found is self.workspace.findings():
            self._show_found(found, to_do)
        else:  # something was changed meanwhile
            self._take_in(self.workspace.findings())

    def _take_in(self, found: Sequence[Finding]) -> None:
        self._show_found(found, ToDo(self.workspace.programme, self.workspace.today, found))

    def _show_found(self, found: Sequence[Finding], to_do: ToDo) -> None:
        self._found, self._to_do = found, to_do
        self._texts = Texts(self.workspace)
        self.show_lines()
        self.show_frame()

    def show_lines(self) -> None:
        """Make the list anew, as it is grouped and narrowed now."""
        tasks = [task for task in self._to_do.tasks if self._is_listed(task)]
        self._groups = self._to_do.groups(tasks, self._by)
        super().show_lines()
        self._show_head()

    def lines(self) -> list[Line[Task | Group]]:
        """A heading for each group, then its findings."""
        if not self._groups:
            nothing = plain.text(" No rule finds anything.")
            if self._to_do.tasks:
                nothing = plain.text(" Nothing here fits: ", self.way("findings.leave", "shows all"), ".")
            return [Line(nothing)]
        lines = Lines(self.workspace, self._by)
        return list(lines.of(self._groups, lambda group: (self._by, group.name) in self._folded))

    def _is_listed(self, task: Task) -> bool:
        finding = task.finding
        if self._host is not None and task.host != self._host:
            return False
        if self._only is not None and (finding.severity is not self._only or finding.waived):
            return False
        return not self.words or all(word in self._texts.of(task) for word in self.words)

    def _show_head(self) -> None:
        narrowed = [
            f"{self._only.value}s" if self._only else "",
            f"{self._host}'s" if self._host else "",
            f"“{' '.join(self.words)}”" if self.words else "",
        ]
        only = f"only {join(filter(None, narrowed))}" if any(narrowed) else ""
        self.head.show(self._by, only)

    def what_is_shown(self) -> str:
        """How many findings are listed."""
        if self._found is None:
            return "looking …"
        shown = sum(len(group.tasks) for group in self._groups)
        return count_said(shown, len(self._to_do.tasks))

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out of the list, or the panel is large."""
        is_left_out = bool(self.words or self._only or self._host)
        return is_left_out or self.is_filtering or self.panel.has_class("-large")

    def to_copy(self) -> Sheet:
        """The findings that are listed, in their order."""
        rows = [self._cells_of(task) for group in self._groups for task in group.tasks]
        return Sheet("findings", ("severity", "finding", "rule", "person", "cycle", "owner", "due"), rows)

    def _cells_of(self, task: Task) -> list[Cell]:
        one = task.finding
        who = one.apprentice and self.workspace.name_of(one.apprentice)
        return [one.severity.value, one.problem, one.rule, who, one.cycle, task.host, task.due_on]

    def about(self, value: Task | Group) -> list[Paragraph]:
        """The finding in full, or what a folded group is about."""
        if isinstance(value, Task):
            return about_task(value, self.workspace)
        return about_group(value)

    # -- what keys do

    @on(RowList.Chosen)
    async def action_jump(self) -> None:
        """Go to the board, to the cell that the finding is about; open a folded group."""
        value = self.rows.value
        if isinstance(value, Group):
            self.action_unfold()
        elif value is not None:
            await show_on_board(self.app, value.finding)

    async def action_mend(self) -> None:
        """Go where the marked finding is mended."""
        from screens.agreement.screen import show_sign_off
        from screens.records.going import go_to

        value = self.rows.value
        match value.finding.step if isinstance(value, Task) else None:
            case SignCycle(host, cycle):
                await show_sign_off(self.app, host, cycle)
            case step if step is not None:
                go_to(self, step)

    def action_group(self) -> None:
        """Group by the next thing."""
        self.action_group_by(self._by.next)

    def action_group_by(self, by: str) -> None:
        """Group by that."""
        self._by = By(by)
        self.show_lines()

    def action_severity(self) -> None:
        """Only conflicts, only warnings, or all."""
        self.show_only(ONLY[(ONLY.index(self._only) + 1) % len(ONLY)])

    def show_only(self, severity: Severity | None) -> None:
        """List conflicts or warnings alone, as the title counts them, or all."""
        self._only = severity
        self.show_lines()
        self.show_frame()

    def action_fold(self) -> None:
        """Fold the group of the marked finding."""
        value = self.rows.value
        group = next((group for group in self._groups if value in group.tasks), None)
        if group is not None:
            self._fold(group)

    def action_unfold(self) -> None:
        """Open the marked group."""
        if isinstance(value := self.rows.value, Group):
            self._folded.discard((self._by, value.name))
            self.show_lines()
            self.rows.mark_value(value.tasks[0])

    def action_fold_all(self) -> None:
        """Fold every group; open all where all are folded."""
        names = {(self._by, group.name) for group in self._groups}
        self._folded = self._folded - names if names <= self._folded else self._folded | names
        self.show_lines()

    @on(RowList.Headed)
    def fold_clicked(self, event: RowList.Headed) -> None:
        """Fold the group whose heading was clicked."""
        self._fold(event.value)

    def _fold(self, group: Group) -> None:
        self._folded.add((self._by, group.name))
        self.show_lines()
        self.rows.mark_value(group)

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")

    # -- narrowing

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        await super().action_filter()
        texts = (self._texts.of(task) for task in self._to_do.tasks)
        self.run_worker(self.read_ahead(texts), exclusive=True)

    def action_mine(self) -> None:
        """Only what my host has to see to, or all."""
        from screens.findings.mine import ask_whose, mine_in

        if self._host is not None:
            self._only_of(None)
            return
        self._mine = self._mine or mine_in(self.workspace)
        if self._mine is not None:
            self._only_of(self._mine)
        else:
            ask_whose(self, self._only_of)

    def _only_of(self, host: str | None) -> None:
        self._host = host
        self._mine = host or self._mine
        self.show_lines()
        self.show_frame()

    async def action_leave(self) -> None:
        """Make the panel small again, or show everything."""
        if self.panel.has_class("-large"):
            self.panel.remove_class("-large")
            return
        await self.close_filter()
        self.words, self._only, self._host = (), None, None
        self.show_lines()
        self.show_frame()

    def in_lines(self) -> Iterator[str]:
        """Every task below its heading."""
        for line in self.lines():
            if isinstance(line.value, Task):
                yield task_said(line.value)
            elif line.value is not None:
                yield line.value.title

    # -- waiving

    def action_waive(self) -> None:
        """Accept the marked finding, in somebody's name; says so where nobody may."""
        from screens.findings.waive import to_waive, waived_said
        from screens.shared.saying import Saying

        def done(made: Waiver | None) -> None:
            if made is not None:
                self.frame.show_change(waived_said(made))

        if isinstance(value := self.rows.value, Task):
            self.frame.attempt(
                partial(to_waive, self.workspace, value.finding),
                lambda to_say: self.app.push_screen(Saying(self.frame, to_say), done),
            )
