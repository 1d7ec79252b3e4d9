"""The Plan screen: options, the planner at work, and its plan, to be applied or discarded."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical

from apprentices.board import Place
from apprentices.deeds import sentence
from apprentices.exchange.sheets import Sheet
from apprentices.planner.merge import Merged, changed_since, merge
from apprentices.planner.parent import start_early
from apprentices.planner.proposal import Move
from apprentices.planner.run import Asked, Outcome
from apprentices.planning import COUNTED, Findings, apply, base_of, consider, deed_of
from apprentices.rules.said import Consequence
from apprentices.scenarios import keep
from screens.plan.about import Told, about, line_said
from screens.plan.commands import PLAN
from screens.plan.difference import Against, Shown, lines, move_line
from screens.plan.head import PlanHead, finished, idle, running
from screens.plan.options import Options
from screens.plan.outcome import NONE_APPLIED, applied, applied_part, standing_of, warning
from screens.plan.plot import Plot
from screens.plan.progress import Heard
from screens.plan.running import RunningScreen
from screens.plan.scenarios import Chosen, Naming, Scenarios
from screens.plan.text_line import TextLine
from screens.shared.command import bindings
from screens.shared.panel import Panel
from screens.shared.phrase import Piece
from screens.shared.question import Question
from screens.shared.rows import RowList
from screens.shared.the_app import TheApp
from screens.shared.words import outcome as said_outcome

TICK = 0.1  # seconds between two looks at the clock


class PlanScreen(RunningScreen):
    """What the planner is asked, what it does, and what came of it."""

    AUTO_FOCUS = ""
    DECLARED = PLAN
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.head = PlanHead()
        self.options = Options(self.workspace)
        self.rows: RowList[Told] = RowList()
        self.panel = Panel(frame)
        self._at_work = Horizontal(id="work")
        self._planned = Container(id="plan", classes="with-panel")
        self.side = Vertical(id="side")
        self._moves, self._scores = Plot("Fewest moves"), (Plot("Score"), Plot("Score"))
        self.against = Against.DRAFT
        self.merged: Merged | None = None
        self.findings = Findings()
        self.chosen: set[Place] = set()  # the cells that are to be applied alone
        self._changed = 0  # cells of the draft since a run began
        self._is_unseen = False  # the plan was done while another screen was in front

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
        self.show()
        self.options.go_to_first()

    def ahead(self) -> Iterator[None]:
        """What each option comes to, for the first time that it is gone to."""
        if not self.is_mounted:
            self.options.workspace_changed()
        yield from ()

    def to_copy(self) -> Sheet | None:
        """What the plan changes in the draft."""
        if self.merged is None:
            return None
        name_of = self.workspace.name_of
        rows = [
            (name_of(one.apprentice), one.cycle, one.before, one.after, one.why)
            for one in self.merged.against_draft
        ]
        return Sheet("changes", ("person", "cycle", "from", "to", "why"), rows)

    # -- showing

    def come_to_the_front(self) -> None:
        """Show how things are now, and what went on meanwhile."""
        self._take_in()
        if self.is_idle:
            self.call_after_refresh(start_early)
        if self.is_planning:
            self.say("The planner went on while you were away.")
        elif self._is_unseen:
            self._show_plan_from_the_top()
            self.say("The planner finished while you were away.")

    def workspace_changed(self) -> None:
        """Show the workspace as it is now, if this is in sight."""
        self.news = ()  # it was about the draft as it was
        if self.is_current:
            self._take_in()

    def _merge(self, outcome: Outcome) -> Merged:
        """The plan, and what is found of it, beside the draft of now."""
        self.findings = Findings.between(self.workspace.findings(), outcome.findings)
        self.merged = merge(outcome, base_of(self.workspace))
        return self.merged

    def _take_in(self) -> None:
        """Take in names, and what has become of the draft since a run began."""
        self.options.workspace_changed()
        if self._base is not None:
            self._changed = len(changed_since(self._base, base_of(self.workspace)))
        if self.outcome is not None:
            merged = self._merge(self.outcome)
            self.chosen &= {move.place for move in merged.against_draft}
            if self.workspace.published is None:
                self.against = Against.DRAFT
        self.show()

    def show(self) -> None:
        """Show one of the three states."""
        self.options.display = self.is_idle
        self._at_work.display = self.is_planning
        self._planned.display = self.outcome is not None
        self._show_head()
        self._show_plots()
        self._show_lines()
        self.show_frame()

    def _show_lines(self) -> None:
        if self.merged is not None:
            ruled_out = "Never ask for" if self._asked.never else ""
            shown = Shown(self.merged, self.against, self.findings, self.chosen)
            self.rows.show(lines(shown, self.workspace, ruled_out))

    def _show_head(self) -> None:
        if self._base is not None:
            seconds = self.clock() - self._began
            stopping = self._stop.is_set()
            self.head.show(*running(self.way, self.heard, self._asked, seconds, stopping, self._changed))
        elif self.outcome is not None and self.merged is not None:
            draft = standing_of(self.workspace)
            alone = self._alone() if self.chosen else None
            stopped, chosen = self._stop.is_set(), len(self.chosen)
            lines = finished(
                self.way, self.outcome, self.merged, draft, self.findings, stopped, chosen, alone
            )
            self.head.show(*lines)
        else:
            self.head.show(*idle(self.way, self.news, self.trouble))

    def _show_plots(self) -> None:
        self.side.set_class(not self.heard.all, "-untold")
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

    def in_lines(self) -> Iterator[str]:
        """How it stands, and the lines of the plan, if there is one."""
        yield from (line.lstrip("!✓ ") for line in self.head.text.splitlines())
        if self.outcome is not None:
            yield from self.rows.in_lines(partial(line_said, programme=self.workspace.programme))

    def show_progress(self) -> None:
        """Show how far the planner is."""
        if self.is_planning and self.is_current:
            self._show_head()
            self._show_plots()

    def _tick(self) -> None:
        self.show_progress()

    def show_plan(self, outcome: Outcome) -> None:
        """Show a plan, against the draft."""
        self.outcome = outcome
        self._merge(outcome)
        self.against, self.chosen = Against.DRAFT, set()
        self._is_unseen = not self.is_current
        if not self._is_unseen:
            self._show_plan_from_the_top()

    def _show_plan_from_the_top(self) -> None:
        self._is_unseen = False
        self.show()
        self.set_focus(self.rows)
        self.call_after_refresh(self.rows.mark, 0)  # only then is it known how many lines are in sight

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked line."""
        value, merged = self.rows.value, self.merged
        told = about(value, merged.proposal, self.workspace) if value is not None and merged else []
        self.panel.show(told)
        self.show_frame()

    @on(TextLine.Typing)
    def on_descendant_focus(self) -> None:
        """Other keys are of use now."""
        self.show_frame()

    # -- what is done with the plan

    @property
    def marks(self) -> bool:
        """Whether the marked line is a change that can be chosen."""
        return self.against is Against.DRAFT and isinstance(self.rows.value, Move)

    def action_mark(self) -> None:
        """Choose the marked change, or no longer, and go on to the next."""
        move = self.rows.value
        assert isinstance(move, Move)
        self.chosen ^= {move.place}
        self.rows.put(move_line(move, self.workspace, move.place in self.chosen))
        self._show_head()
        self.rows.mark_by(1)

    def action_mark_others(self) -> None:
        """Choose the changes that are not chosen instead."""
        if self.merged is not None:
            self.chosen ^= {move.place for move in self.merged.against_draft}
            self._show_lines()
            self._show_head()

    def action_new_findings(self) -> None:
        """To the first finding that is new with the plan."""
        self.rows.mark_first(lambda value: not isinstance(value, Move))

    def _alone(self) -> Consequence:
        """What the chosen changes would break and mend without the others."""
        assert self.merged is not None
        return consider(self.workspace, self.merged, self.chosen)

    def action_apply(self) -> None:
        """Make the draft so; asks first when it is no longer as the planner saw it, or where the changes that
        are chosen break something without the others."""
        self.frame.look_for_news()
        merged = self.merged
        if merged is None or not merged.against_draft:
            return
        chosen = frozenset(self.chosen) or None  # as the question names them, whatever others do meanwhile
        alone = self._alone() if chosen else None
        if not merged.moved_on and not (alone and alone.broke):
            self._apply(chosen)
            return

        what = "these changes" if chosen else "the plan"
        text = warning(merged, self.workspace.programme, alone)
        question = Question(f"Apply {what} all the same?", text, "apply")

        def answered(yes: bool | None) -> None:
            if yes:
                self._apply(chosen)

        self.app.push_screen(question, answered)

    def _apply(self, chosen: frozenset[Place] | None) -> None:
        outcome = self.outcome
        assert outcome is not None
        of = len(self.merged.against_draft) if self.merged else 0

        def show(done: tuple[Merged, Consequence]) -> None:
            merged, consequence = done
            back = self.way("app.undo", "takes them back")
            if chosen and not merged.against_draft:
                self.frame.show_change(NONE_APPLIED)
                return
            if chosen:
                self.frame.show_change(said_outcome(consequence))
                self._leave_plan(applied_part(merged, of), " ", back, ".")
                return
            said = sentence(deed_of(outcome, merged.proposal), str)
            self.frame.show_change(f"{said} {said_outcome(consequence)}")
            self._leave_plan(applied(merged), " ", back, ".")

        self.frame.attempt(
            partial(apply, self.workspace, outcome, self.frame.look_for_news, chosen),
            show,
            otherwise=self.workspace_changed,
            at_length=True,
        )

    def action_keep(self) -> None:
        """Keep the plan under a name."""
        outcome = self.outcome
        assert outcome is not None

        def named(name: str | None) -> None:
            if name:
                shows = self.way("plan.scenarios", "shows all of them")
                said = (f'Kept as the scenario "{name}". ', shows, ".")
                self.frame.attempt(
                    partial(keep, self.workspace, outcome, name), lambda _: self.frame.show_change(said)
                )

        self.app.push_screen(Naming(self.frame), named)

    def action_scenarios(self) -> None:
        """Show what is kept, and one of that as a plan."""

        def show(chosen: Chosen | None) -> None:
            if chosen:
                self._asked, self.heard = Asked(), Heard()
                self._stop.clear()
                self.show_plan(chosen.outcome)

        self.app.push_screen(Scenarios(self.frame), show)

    def action_discard(self) -> None:
        """Forget the plan."""
        self._leave_plan("The plan was discarded; the draft is as it was.")

    def _leave_plan(self, *news: Piece) -> None:
        self.news = news
        self.outcome = self.merged = None
        self.show()
        self.options.go_to_first()

    def action_version(self) -> None:
        """Against the draft, or against the publication."""
        self.against = Against.DRAFT if self.against is Against.PUBLICATION else Against.PUBLICATION
        self._show_plan_from_the_top()
