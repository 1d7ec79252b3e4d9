"""How things are done with the workspace: what goes wrong is told, and what has to wait is waited for."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Literal

from textual.screen import Screen

from apprentices.errors import (
    ChangedElsewhere,
    DatabaseBusy,
    DatabaseGone,
    DatabaseUnusable,
    NeedsNaming,
    ProgramError,
)
from apprentices.programme import DRAFT
from apprentices.store import Event, RowChange
from apprentices.workspace import Workspace
from screens.preferring import PreferringApp
from screens.shared import new_day
from screens.shared.advice import said
from screens.shared.frame import ModeScreen
from screens.shared.phrase import Phrase, clean
from screens.shared.the_app import Do, Finish, Result, Then, nothing

AGAIN_SECONDS = 0.2  # between two tries while another program writes
TURN_SECONDS = 0.005  # between two steps of judging
FEW = 100  # cells that are judged at once
TOAST = 150  # letters that a toast has room for at 80 columns
LARGE = 3_000  # cells from which judging all of them takes longer than a key may


class AttemptingApp(PreferringApp):
    """An app that tries things with its workspace. `notice` is a short word that stays in sight."""

    def __init__(self, workspace: Workspace, notice: str, config: Path | None) -> None:
        super().__init__(config)
        self.workspace = workspace
        workspace.kept.outlasts_busy = True
        self.notice = notice
        self.folder: Path | None = None
        self.can_redo = False
        self.is_gone = False  # the database's file; its absence was told
        self.is_checking = True  # until the first frame is drawn
        self._usual_notice = notice
        self._is_behind = False  # what was done last can't be read yet
        self._sign: Screen[Finish] | None = None  # of something long, until that is done
        self._told = ""  # what is wrong with the database, as it was last told

    def show_change(self, news: str | Phrase = "") -> None:
        """Show the changed workspace on every screen; for the app."""

    def tell(
        self, message: str, title: str = "", severity: Literal["information", "warning"] = "information"
    ) -> None:
        """Say something in a corner, for a while."""
        self.notify(clean(message), title=clean(title), severity=severity, markup=False)

    # -- doing

    def attempt(
        self,
        do: Do[Result],
        then: Then[Result] = nothing,
        otherwise: Finish = nothing,
        at_length: bool = False,
    ) -> None:
        """Do something with the workspace, then what follows from it; `otherwise` where it came to nothing.

        What looks at all of the programme, or has it checked anew, is done `at_length`: of a large one in
        front of a sign, which the key has at once.

        Where another program is writing, it is tried again until it works, with a sign that stands in front
        of everything: `do` has done nothing when it raises `DatabaseBusy`. Nothing is done before what was
        done last could be read: a key that is pressed again would do it twice.
        """
        if self._is_behind:
            return
        if at_length and self._is_large:
            self._check(partial(self._attempted, do, then, otherwise))
        else:
            self._attempted(do, then, otherwise)()

    @property
    def keeps_keys(self) -> bool:
        """While something long is done; what is told in front of its sign has keys."""
        return self._sign is not None and self._sign not in self.screen_stack[:-1]

    @property
    def _is_large(self) -> bool:
        programme = self.workspace.programme
        return len(programme.apprentices) * len(programme.cycles) > LARGE

    def _attempted(self, do: Do[Result], then: Then[Result], otherwise: Finish) -> Finish:
        """What is left to do: to finish what was done, or to wait for another program."""
        try:
            finish = self._tried(do, then, otherwise)
        except DatabaseBusy:
            return partial(self._wait, partial(self._tried, do, then, otherwise), otherwise)
        return partial(self._once_read, finish)

    def _check(self, attempted: Do[Finish]) -> None:
        """Do something that takes seconds, and check what it leaves; keys are kept until then."""
        from screens.checking import Checking

        def do() -> Finish:
            finish = attempted()
            with suppress(DatabaseUnusable):  # who reads it next is told
                self.workspace.catch_up()
            self.workspace.counts()
            return finish

        def done(finish: Finish | None) -> None:
            self._sign = None
            if finish is not None:
                finish()

        self._sign = Checking(do)
        self.push_screen(self._sign, done)

    def _once_read(self, finish: Finish) -> None:
        """Finish what was done once all can be read as it is now; where another program is writing, later."""
        try:
            with suppress(DatabaseGone):  # which is told where it is shown
                self.workspace.catch_up()
        except DatabaseBusy:
            self._is_behind = True
            self.set_timer(AGAIN_SECONDS, partial(self._once_read, finish))
        else:
            self._is_behind = False
            self.look_for_redo()
            finish()

    def look(self, do: Do[Result], then: Then[Result]) -> None:
        """Read something to be shown; where another program is writing, a moment later."""
        try:
            finish = self._tried(do, then, nothing)
        except DatabaseBusy:
            self.set_timer(AGAIN_SECONDS, partial(self.look, do, then))
        else:
            finish()

    def _tried(self, do: Do[Result], then: Then[Result], otherwise: Finish) -> Finish:
        try:
            result = do()
        except DatabaseBusy:
            raise
        except ProgramError as error:
            return partial(self._failed, error, otherwise)
        return partial(then, result)

    def _wait(self, again: Callable[[], Finish], otherwise: Finish) -> None:
        from screens.waiting import Waiting

        def over(finish: Finish | None) -> None:
            if finish is None:
                self.tell("Another program kept the database. Nothing was changed.", severity="warning")
                otherwise()
            else:
                self._once_read(finish)

        self.push_screen(Waiting(again, AGAIN_SECONDS), over)

    def look_for_news(self) -> None:
        """Take in what others have changed, and say who it was."""
        with self._looking():
            self._hear(self.workspace.refresh())

    async def look_now_and_then(self) -> None:
        """The same, and that a new day has begun: in steps, between which what comes in is looked at."""
        with self._looking():
            for events in self.workspace.refresh_in_steps():
                self._hear(events)
                await asyncio.sleep(TURN_SECONDS)
            if new_day.has_begun(self.workspace):
                await self._begin_day()

    @contextmanager
    def _looking(self) -> Iterator[None]:
        """While somebody writes, the next look does it; what else is wrong is told once."""
        try:
            yield
        except DatabaseBusy:
            return
        except ProgramError as error:
            if not self.is_gone and str(error) != self._told:
                self._told = str(error)
                self._explain(error)

    def _hear(self, events: Sequence[Event]) -> None:
        self._told = ""
        if self.is_gone:
            self._is_back()
        for event in events:
            self.tell(self.workspace.told(event), event.actor)
        if events:
            self.look_for_redo()
            self.show_change()

    async def _begin_day(self) -> None:
        """Judge as of the day it is, and say so."""
        with suppress(DatabaseUnusable):  # the next look tells why, or it can be read by then
            for news in new_day.begin(self.workspace):
                if news:
                    self._show_new_day(news)
                await asyncio.sleep(TURN_SECONDS)

    def _show_new_day(self, news: str) -> None:
        is_in_sight = isinstance(self.screen, ModeScreen)
        self.show_change(news if is_in_sight else "")
        if not is_in_sight:
            self.tell(news)

    # -- what goes wrong

    def _failed(self, error: ProgramError, otherwise: Finish) -> None:
        self._explain(error)
        otherwise()

    def _explain(self, error: ProgramError) -> None:
        match error:
            case NeedsNaming():
                self.ask_to_take_back(error.event)
            case ChangedElsewhere():
                self.tell(said(error), error.title, "warning")
                self.look(self.workspace.reload, lambda _: self.show_change())
            case DatabaseGone():
                self._offer_a_new_file(said(error))
            case DatabaseUnusable():
                self._show_problem(error.title, said(error))
            case _ if len(said(error)) > TOAST:
                self._show_problem(error.title, said(error))
            case _:
                self.tell(said(error))

    def _show_problem(self, title: str, text: str) -> None:
        from screens.shared.question import Problem

        if not (isinstance(self.screen, Problem) and self.screen.text == text):
            self.push_screen(Problem(title, text))

    def _offer_a_new_file(self, text: str) -> None:
        from screens.gone import Gone

        if not isinstance(self.screen, Gone):
            self.push_screen(Gone(self.workspace.store, text), self._went_on)
        if not self.is_gone:
            self._usual_notice, self.notice = self.notice, "NOT SAVED: the file is gone"
            self.is_gone = True  # before it is shown: what can't be read comes here again
            self.show_change()

    def _is_back(self) -> None:
        """Somebody has put the file back in its place."""
        from screens.gone import Gone

        self.is_gone = False
        self.notice = self._usual_notice
        if isinstance(self.screen, Gone):
            self.screen.dismiss(False)
        self.show_change("The database's file is back: changes are saved again.")

    def _went_on(self, saved: bool | None) -> None:
        """The dialog about the lost file is closed."""
        if saved:
            self.is_gone = False
            self.notice = f"in {self.workspace.store.where}"
            self.look(self.workspace.reload, lambda _: self.show_change(f"All of it is {self.notice} now."))

    # -- taking back

    def take_back(self, event: Event, then: Then[Event]) -> None:
        """Undo one event."""
        long = self.is_long_to_take_back(lambda: event)
        self.attempt(partial(self.workspace.undo, event.id), then, at_length=long)

    def is_long_to_take_back(self, which: Do[Event | None]) -> bool:
        """Whether more is changed by that than some cells; where it can't be read now, it is told later."""
        with suppress(DatabaseUnusable):
            if self._is_large and (event := which()):
                rows = self.workspace.changes(event.id) if event.changes <= FEW else ()
                return not rows or any(row.table != DRAFT.name for row in rows)
        return False

    def ask_to_take_back(self, event: Event) -> None:
        """Ask before something large is undone."""
        from screens.shared.question import GraveQuestion
        from screens.taking_back import taking_back

        def ask(changes: list[RowChange]) -> None:
            def answered(yes: bool | None) -> None:
                if yes:
                    self.take_back(event, self.taken_back)

            text = taking_back(event, self.workspace.told(event), changes)
            self.push_screen(GraveQuestion("Take back the import?", text, "take back"), answered)

        self.attempt(partial(self.workspace.changes, event.id), ask, at_length=True)

    def taken_back(self, event: Event) -> None:
        """Show an undo or a redo that was made."""
        self.show_change(self.workspace.told_as_sentence(event))

    def look_for_redo(self) -> None:
        """Look whether there is something to redo, which the footer shows."""
        with suppress(DatabaseUnusable):  # the next change looks again
            self.can_redo = self.workspace.last_undo() is not None
