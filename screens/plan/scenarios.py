"""Scenarios in front of the Plan screen: which are kept, and what each comes to beside the draft."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input

from apprentices.calendar import say
from apprentices.errors import UsageError
from apprentices.planner.run import Base, Outcome
from apprentices.planning import base_of
from apprentices.scenario import NAME, Scenario
from apprentices.scenarios import (
    Figures,
    draft_at,
    figures_of,
    insist_on_a_free_name,
    left_out_said,
    pins_moved,
    plan_beside,
    plan_that_moves_pins,
    remove,
    scenarios,
)
from screens.board.edits import pins_said
from screens.plan.outcome import PINNED_ELSEWHERE
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.field import line
from screens.shared.moves import moves
from screens.shared.question import GraveQuestion, Question
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.the_app import TheApp
from screens.shared.words import fit, fit_right

HEADING, WIDEST = 21, 22  # columns of the table: of what a line is about, and at most of a plan
DRAFT = "The draft"


class Chosen(NamedTuple):
    """A scenario that is to be looked at as a plan, and that plan."""

    scenario: Scenario
    outcome: Outcome


class Counted(NamedTuple):
    """A plan, and what it comes to; and the plan that moves what is pinned elsewhere, where something is."""

    plan: Outcome
    figures: Figures
    moves_pins: Outcome | None = None


def _has_one(dialog: "Scenarios") -> bool:
    return dialog.rows.value is not None


class Scenarios(MovesMark, Dialog[Chosen]):
    """Gives the one that was chosen, or None. The marked one stands beside the draft, and beside the one that
    was laid there."""

    WHERE = "In the list of scenarios"
    DECLARED = (
        Command("scenarios.show", "enter", "Show it", "Show it as a plan, to be applied.", when=_has_one),
        Command(
            "scenarios.lay",
            "space",
            "Lay it beside the others",
            "Lay it beside each that is marked from now on, or no longer.",
            when=_has_one,
        ),
        Command("scenarios.remove", "x", "Remove it", "Keep it no longer; asks first.", when=_has_one),
        Command("scenarios.leave", "escape", "Leave", "Go back."),
        *moves("scenarios"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__()
        self._frame = frame
        self._workspace = workspace = frame.workspace
        self.rows: RowList[Scenario] = RowList()
        self.table = plain.Words()
        self._counting = ThreadPoolExecutor(1)  # one at a time: a thread can't be called off
        self._base = base_of(workspace)
        self._counted: dict[str, Future[Counted]] = {}  # of the draft, too
        self._found: list[Scenario] = []
        self._laid: Scenario | None = None
        self._to_show: Scenario | None = None  # once it is counted

    def compose(self) -> ComposeResult:
        """The list, below it the table."""
        with Vertical(classes="dialog scenarios") as box:
            box.border_title = plain.text("Scenarios: plans kept under a name")
            yield self.rows
            yield self.table
            keys = "enter show it   space lay it beside   x remove it   esc leave"
            yield self.show_keys(plain.Words(classes="scenarios--keys"), keys)

    def on_mount(self) -> None:
        """List them."""
        self.workspace_changed()
        self.set_focus(self.rows)

    def on_unmount(self) -> None:
        """Count no more."""
        self._counting.shutdown(wait=False, cancel_futures=True)

    @property
    def is_being_made(self) -> bool:
        """Whether one is to be shown that is not counted yet: keys are kept for the screen that shows it."""
        return self._to_show is not None

    def workspace_changed(self) -> None:
        """Count anew, beside the draft of now."""
        for count in self._counted.values():
            count.cancel()  # all but the one that goes on
        self._base, self._counted = base_of(self._workspace), {}
        self.tell()  # also where they can't be listed: keys wait for what is to be shown
        self._frame.look(lambda: scenarios(self._workspace), self._list)

    def _list(self, found: list[Scenario]) -> None:
        self._found = found
        self._laid, self._to_show = (one if one in found else None for one in (self._laid, self._to_show))
        self.rows.show([self._line(one) for one in found] or [Line(plain.text(" None is kept yet."))])

    def _line(self, one: Scenario) -> Line[Scenario]:
        mark = "[x]" if one == self._laid else "   "
        when = f"{say(one.at.astimezone().date())}, by {one.by}"
        return Line(plain.text(f" {mark} {fit(one.name, 30)} ", (when, "$text-muted")), one)

    @on(RowList.Marked)
    def tell(self) -> None:
        """Lay the marked one beside the draft, once that is counted."""
        # As a function: made here, it would be left over where the dialog is left before it begins.
        self.run_worker(self._lay, exclusive=True)  # type: ignore[arg-type]

    async def _lay(self) -> None:
        """In a thread: of thousands of people it takes seconds."""
        if self._to_show is not None:
            counted = await self._count(self._to_show)
            chosen, self._to_show = self._to_show, None
            self._give(chosen, counted)
            return
        shown = {one.name: one for one in (self._laid, self.rows.value) if one is not None}
        laid = {DRAFT: await self._count(None)}
        for name, one in shown.items():
            laid[name] = await self._count(one)
        room = (self.rows.size.width - HEADING) // (1 + len(shown)) - 1
        table = _table({name: one.figures for name, one in laid.items()}, min(WIDEST, max(1, room)))
        notes = [
            plain.text(("! ", "bold $text-warning"), said)
            for said in left_out_said(one.plan for one in laid.values())
        ]
        self.table.update(plain.lines([table, *notes]))

    def _give(self, chosen: Scenario, counted: Counted) -> None:
        """Give it as a plan; asks first whether that is to move what is pinned elsewhere in the draft."""
        moving = counted.moves_pins
        if moving is None:
            self.dismiss(Chosen(chosen, counted.plan))
            return

        def answered(yes: bool | None) -> None:
            self.dismiss(Chosen(chosen, moving if yes else counted.plan))

        text = "\n\n".join([*pins_said(self._workspace, pins_moved(moving)), PINNED_ELSEWHERE])
        self.app.push_screen(
            GraveQuestion("Move what is pinned, too?", text, "move it", "leave it"), answered
        )

    async def _count(self, one: Scenario | None) -> Counted:
        """A scenario, or the draft; counted once. What nobody waits for any more gives up its turn."""
        name = one.name if one else DRAFT
        count = self._counted.get(name)
        if count is None or count.cancelled():
            count = self._counted[name] = self._counting.submit(_counted, self._base, one)
        if not count.done():
            self.table.update(plain.text("counting …"))
        return await asyncio.wrap_future(count)

    @on(Resize)
    def lay_out(self) -> None:
        """Columns as wide as there is room for."""
        self.call_after_refresh(self.tell)

    @on(RowList.Chosen)
    def action_show(self) -> None:
        """Look at it as a plan, once it is counted."""
        if self.rows.value is not None:
            self._to_show = self.rows.value
            self.tell()

    def action_lay(self) -> None:
        """Lay it beside the others."""
        marked = self.rows.value
        self._laid = None if marked == self._laid else marked
        self._list(self._found)

    def action_remove(self) -> None:
        """Remove it, once that was said."""
        scenario = self.rows.value
        assert scenario is not None

        def answered(yes: bool | None) -> None:
            if yes:
                self._frame.attempt(partial(remove, self._workspace, scenario), self._tell_of_removal)

        text = f'"{scenario.name}" is kept no longer. Undo brings it back.'
        self.app.push_screen(Question("Remove this scenario?", text, "remove"), answered)

    def _tell_of_removal(self, _: None) -> None:
        undo = self._frame.way("app.undo", "takes that back")
        self._frame.show_change(("The scenario is kept no longer. ", undo, "."))
        self.workspace_changed()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def _counted(base: Base, scenario: Scenario | None) -> Counted:
    """A scenario beside the draft, or the draft itself."""
    if scenario is None:
        plan = draft_at(base)
        return Counted(plan, figures_of(plan))
    plan = plan_beside(base, scenario)
    return Counted(plan, figures_of(plan), plan_that_moves_pins(base, scenario))


def _table(figures: Mapping[str, Figures], width: int) -> Content:
    """A line for each figure, a column of that width for each plan; what the draft has not stands out."""
    head = [plain.text(" " * HEADING), *(plain.text((fit_right(name, width), "bold")) for name in figures)]
    lines = [plain.row(head, " ")]
    said = [each.said() for each in figures.values()]
    for what, in_draft in said[0].items():
        cells = [plain.text((fit(what, HEADING), "$text-muted"))]
        for column in said:
            style = "" if column[what] == in_draft else "bold $text-accent"
            cells.append(plain.text((fit_right(column[what], width), style)))
        lines.append(plain.row(cells, " "))
    return plain.lines(lines)


class Naming(Dialog[str]):
    """Asks for the name under which a plan is kept; what is wrong with it stands below."""

    WHERE = "Where a plan is named"
    IS_TYPED_IN = True
    DECLARED = (
        Command("naming.keep", "enter", "Keep it", "Keep the plan under this name."),
        Command("naming.leave", "escape", "Leave", "Go back; nothing is kept."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__()
        self._frame = frame
        self.line = line("such as: fewest moves")
        self.wrong = plain.Words(classes="dialog--wrong")

    def compose(self) -> ComposeResult:
        """A line, and what is wrong."""
        with Vertical(classes="dialog") as box:
            box.border_title = plain.text("Under which name is the plan kept?")
            self.show_keys(box, "enter keep   esc leave")
            self.line.max_length = NAME
            yield self.line
            yield self.wrong

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.line)

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Give the name, if it can be had."""

        def look() -> str | UsageError:
            try:
                return insist_on_a_free_name(self._frame.workspace, self.line.value)
            except UsageError as refused:
                return refused

        self._frame.attempt(look, self._looked)

    def _looked(self, found: str | UsageError) -> None:
        if isinstance(found, UsageError):
            self.wrong.update(plain.text(str(found)))
        else:
            self.dismiss(found)

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss()
