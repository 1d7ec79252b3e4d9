"""The Plan screen: options, the planner at work, and its plan, to be applied or discarded."""

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from apprentices.deeds import sentence
from apprentices.errors import ProgramError
from apprentices.planner.merge import Merged, changed_since, merge
from apprentices.planner.proposal import Progress
from apprentices.planner.run import Asked, Base, Outcome, run
from apprentices.planning import COUNTED, apply, base_of, deed_of, verdict
from apprentices.rules.said import Consequence
from screens.plan.commands import PLAN
from screens.plan.difference import Against, Told, about, lines
from screens.plan.head import PlanHead, Standing, applied, finished, idle, running, warning
from screens.plan.moving import MovingScreen
from screens.plan.options import Options
from screens.plan.plot import Plot
from screens.plan.progress import Free, Heard
from screens.shared.command import bindings
from screens.shared.panel import Panel
from screens.shared.question import Question
from screens.shared.rows import RowList
from screens.shared.the_app import TheApp
from screens.shared.words import outcome as said_outcome

TICK = 0.1  # seconds between two looks at the clock


class PlanScreen(MovingScreen):
    """What the planner is asked, what it does, and what came of it."""

    AUTO_FOCUS = ""
    DECLARED = PLAN
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    class Began(Message):
        """The planner knows what may change."""

        def __init__(self, free: Free) -> None:
            super().__init__()
            self.free = free

    class Progressed(Message):
        """There is a better plan, or a better bound."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    class Finished(Message):
        """The planner is done, or was stopped."""

        def __init__(self, outcome: Outcome) -> None:
            super().__init__()
            self.outcome = outcome

    class Failed(Message):
        """The planner can't do what it was asked, and why."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.clock: Callable[[], float] = time.monotonic
        self.head = PlanHead()
        self.options = Options(self.workspace)
        self.rows: RowList[Told] = RowList()
        self.panel = Panel()
        self._at_work = Horizontal(id="work")
        self._planned = Container(id="plan", classes="with-panel")
        self.side = Vertical(id="side")
        self._moves, self._scores = Plot("Fewest moves"), (Plot("Score"), Plot("Score"))
        self.against = Against.DRAFT
        self.outcome: Outcome | None = None
        self.merged: Merged | None = None
        self._asked = Asked()
        self._base: Base | None = None  # of the run that goes on
        self._began = 0.0
        self._changed = 0  # cells of the draft since then
        self._stop = threading.Event()
        self.heard = Heard()
        self._news = ""
        self._trouble = ""

    def content(self) -> ComposeResult:
        """All three states; one of them is in sight."""
        yield self.head
        self.options.id = "options"
        yield self.options
        with self._at_work:
            yield self._moves
            yield self._scores[0]
        with self._planned:
            yield self.rows
            with self.side:
                yield self._scores[1]
                yield self.panel

    def on_mount(self) -> None:
        """Begin with the options."""
        self.set_interval(TICK, self._tick)
        self._show()
        self.options.go_to_first()

    # -- what commands ask

    @property
    def is_planning(self) -> bool:
        """Whether the planner is at work."""
        return self._base is not None

    @property
    def is_idle(self) -> bool:
        """Whether options can be set."""
        return not self.is_planning and self.outcome is None

    # -- showing

    def on_screen_resume(self) -> None:
        """Show how things are now, and what went on meanwhile."""
        self.workspace_changed()
        if self.is_planning:
            self.say("The planner went on while you were away.")
        elif self.outcome is not None and self.focused is not self.rows:
            self._show_plan_from_the_top()
            self.say("The planner finished while you were away.")

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now: names, and what has become of the draft since a run began."""
        if not self.is_current:
            return
        self._news = ""  # it was about the draft as it was
        self.options.workspace_changed()
        if self._base is not None:
            self._changed = len(changed_since(self._base, base_of(self.workspace)))
        if self.outcome is not None:
            self.merged = merge(self.outcome, base_of(self.workspace))
            if self.workspace.published is None:
                self.against = Against.DRAFT
        self._show()

    def _show(self) -> None:
        self.options.display = self.is_idle
        self._at_work.display = self.is_planning
        self._planned.display = self.outcome is not None
        self._show_head()
        self._show_plots()
        if self.merged is not None:
            ruled_out = "Never ask for" if self._asked.never else ""
            self.rows.show(lines(self.merged, self.workspace, self.against, ruled_out))
        self.show_frame()

    def _show_head(self) -> None:
        if self._base is not None:
            seconds = self.clock() - self._began
            stopping = self._stop.is_set()
            self.head.show(*running(self.heard, self._asked, seconds, stopping, self._changed))
        elif self.outcome is not None and self.merged is not None:
            score, checker = self.workspace.score, self.workspace.checker
            draft = Standing(score.total, score.worst_off, checker.conflicts, checker.warnings)
            self.head.show(*finished(self.outcome, self.merged, draft, self._stop.is_set()))
        else:
            self.head.show(*idle(self._news, self._trouble))

    def _show_plots(self) -> None:
        if not self.heard.all:
            for plot in (self._moves, *self._scores):
                plot.show((), 0)
            return
        until = self.clock() - self._began if self.is_planning else self.heard.all[-1].seconds
        if self.outcome is not None:
            until = self.outcome.proposal.seconds
        self._moves.display = self._asked.scope.keep in COUNTED
        self._moves.show([self.heard.move_curve()], until)
        for plot in self._scores:
            plot.show(self.heard.score_curves(), until)

    def _tick(self) -> None:
        if self.is_planning and self.is_current:
            self._show_head()
            self._show_plots()

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked line."""
        value, merged = self.rows.value, self.merged
        told = about(value, merged.proposal, self.workspace) if value is not None and merged else []
        self.panel.show(told)

    # -- a run

    @on(Input.Submitted)
    def action_start(self) -> None:
        """Start the planner with the options as they are."""
        asked = self.options.read()
        if asked is None:
            self.options.show_first_wrong()
            self.say("Something in the options is wrong; it stands beside them.")
            return
        self.say("")
        self._asked, self.heard, self._news, self._trouble = asked, Heard(), "", ""
        self._base = base_of(self.workspace, asked.scope)
        self._began, self._changed = self.clock(), 0
        self._stop = threading.Event()
        self.set_focus(None)
        work = partial(self._work, asked, self._base, self._stop)
        self.run_worker(work, thread=True, group="plan", exclusive=True)
        self._show()

    def _work(self, asked: Asked, base: Base, stop: threading.Event) -> None:
        """In a thread: it only reads what it was given, and posts what it has to say."""
        worker = get_current_worker()

        def over() -> bool:
            return stop.is_set() or worker.is_cancelled  # the latter when the app ends

        def begun(cells: int, people: int) -> None:
            self.post_message(self.Began(Free(cells, people)))

        def progressed(progress: Progress) -> None:
            self.post_message(self.Progressed(progress))

        try:
            outcome = run(asked, base, over, begun, progressed)
        except ProgramError as error:
            self.post_message(self.Failed(str(error)))
        except OSError as error:
            self.post_message(self.Failed(f"The planner can't be started: {error.strerror}."))
        else:
            self.post_message(self.Finished(outcome))

    def on_plan_screen_began(self, event: Began) -> None:
        """Say what may change."""
        self.heard.free = event.free
        self._tick()

    def on_plan_screen_progressed(self, event: Progressed) -> None:
        """Show better figures."""
        self.heard.take(event.progress)
        self._tick()

    def on_plan_screen_finished(self, event: Finished) -> None:
        """Show the plan."""
        self._base = None
        self.outcome = event.outcome
        self.merged = merge(event.outcome, base_of(self.workspace))
        self.against = Against.DRAFT
        if not self.is_current:
            self.frame.tell(self._said(event.outcome), title="The planner is done: 6 shows its plan")
            return
        self._show_plan_from_the_top()

    def _said(self, outcome: Outcome) -> str:
        return verdict(outcome.proposal, outcome.left) if outcome.found else "No plan was found"

    def on_plan_screen_failed(self, event: Failed) -> None:
        """Say why there is no plan."""
        self._base = None
        self._trouble = f"{event.why} Nothing is lost: the draft is as it was."
        self._show()
        self.options.go_to_first()

    def action_stop(self) -> None:
        """Stop; the best plan so far is kept."""
        self._stop.set()
        self._show_head()

    # -- what is done with the plan

    def action_apply(self) -> None:
        """Make the draft so; asks first when it is no longer as the planner saw it."""
        self.frame.look_for_news()
        merged = self.merged
        if merged is None or not merged.against_draft:
            return
        if not merged.moved_on:
            self._apply()
            return

        question = Question(
            "Apply the plan all the same?", warning(merged, self.workspace.programme), "apply"
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self._apply()

        self.app.push_screen(question, answered)

    def _apply(self) -> None:
        assert self.outcome is not None

        def show(done: tuple[Merged, Consequence]) -> None:
            merged, consequence = done
            said = sentence(deed_of(self._asked.scope.keep, merged.proposal), str)
            self.frame.show_change(f"{said} {said_outcome(consequence)}")
            self._leave_plan(applied(merged))

        self.frame.attempt(
            partial(apply, self.workspace, self.outcome, self.frame.look_for_news),
            show,
            otherwise=self.workspace_changed,
        )

    def action_discard(self) -> None:
        """Forget the plan."""
        self._leave_plan("The plan was discarded; the draft is as it was.")

    def _leave_plan(self, news: str) -> None:
        self._news = news
        self.outcome = self.merged = None
        self._show()
        self.options.go_to_first()

    def action_version(self) -> None:
        """Against the draft, or against the publication."""
        self.against = Against.DRAFT if self.against is Against.PUBLICATION else Against.PUBLICATION
        self._show_plan_from_the_top()

    def _show_plan_from_the_top(self) -> None:
        self._show()
        self.rows.focus()
        self.call_after_refresh(self.rows.mark, 0)  # only then is it known how many lines are in sight

    def on_descendant_focus(self) -> None:
        """Other keys are of use now."""
        self.show_frame()
