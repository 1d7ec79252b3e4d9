"""The planner at work for the Plan screen: it is started and stopped, and what it tells is kept."""

import threading
import time
from collections.abc import Callable
from functools import partial

from textual.message import Message
from textual.worker import get_current_worker

from apprentices.errors import ProgramError
from apprentices.planner.proposal import Progress
from apprentices.planner.run import Asked, Base, Outcome, run
from apprentices.planning import base_of, verdict
from screens.plan.moving import MovingScreen
from screens.plan.progress import Heard
from screens.plan.so_far import Free
from screens.shared.phrase import Phrase
from screens.shared.the_app import TheApp


class RunningScreen(MovingScreen):
    """What its keys do that start and stop the planner, and what follows from what that says."""

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
        self.heard = Heard()
        self.outcome: Outcome | None = None
        self.news: Phrase = ()  # of what was done last
        self.trouble = ""  # why there is no plan
        self._base: Base | None = None  # of the run that goes on
        self._asked = Asked()
        self._began = 0.0
        self._stop = threading.Event()

    @property
    def is_planning(self) -> bool:
        """Whether the planner is at work."""
        return self._base is not None

    @property
    def is_idle(self) -> bool:
        """Whether options can be set."""
        return not self.is_planning and self.outcome is None

    def show(self) -> None:
        """Show how it stands; for subclasses."""

    def show_progress(self) -> None:
        """Show how far it is; for subclasses."""

    def show_plan(self, outcome: Outcome) -> None:
        """Show a plan; for subclasses."""

    def action_start(self) -> None:
        """Start the planner with the options as they are."""
        asked = self.options.read()
        if asked is None:
            self.options.show_first_wrong()
            self.say("Something in the options is wrong; it stands beside them.")
            return
        self.say("")
        self._asked, self.heard, self.news, self.trouble = asked, Heard(), (), ""
        self._base = base_of(self.workspace, asked.scope)
        self._began = self.clock()
        self._stop = threading.Event()
        self.set_focus(None)
        work = partial(self._work, asked, self._base, self._stop)
        self.run_worker(work, thread=True, group="plan", exclusive=True)
        self.show()

    def action_stop(self) -> None:
        """Stop; the best plan so far is kept."""
        self._stop.set()
        self.show_progress()

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
        else:
            self.post_message(self.Finished(outcome))

    def on_running_screen_began(self, event: Began) -> None:
        """Say what may change."""
        self.heard.free = event.free
        self.show_progress()

    def on_running_screen_progressed(self, event: Progressed) -> None:
        """Show better figures."""
        self.heard.take(event.progress)
        self.show_progress()

    def on_running_screen_finished(self, event: Finished) -> None:
        """Show the plan."""
        self._base = None
        self.show_plan(event.outcome)
        if not self.is_current:
            outcome = event.outcome
            said = verdict(outcome.proposal, outcome.left) if outcome.found else "No plan was found"
            self.frame.tell(said, title="The planner is done: 6 shows its plan")

    def on_running_screen_failed(self, event: Failed) -> None:
        """Say why there is no plan."""
        self._base = None
        self.trouble = f"{event.why} Nothing is lost: the draft is as it was."
        self.show()
        self.options.go_to_first()
