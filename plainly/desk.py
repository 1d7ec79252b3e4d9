"""What every page has at hand: the conversation, the workspace, and how things are done with it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from apprentices.errors import (
    ChangedElsewhere,
    DatabaseBusy,
    DatabaseGone,
    DatabaseUnusable,
    NeedsNaming,
    ProgramError,
)
from apprentices.store import Event
from apprentices.workspace import Workspace
from plainly.talk import Back, Talk
from screens.files.places import here
from screens.rescue import SAFE, free_place, save_as
from screens.shared import new_day
from screens.shared.advice import said
from screens.taking_back import taking_back

Result = TypeVar("Result")
Show = Callable[["Desk", str, str], None]


class Desk:
    """The talk and the workspace of one run. `folder` is where somebody has last looked for a file.

    `show_cell` (a person, a cycle) and `show_sign_off` (a host, a cycle) lead to pages that others stand on.
    """

    def __init__(self, talk: Talk, workspace: Workspace, show_cell: Show, show_sign_off: Show) -> None:
        self.talk, self.workspace = talk, workspace
        self.folder: Path = here()
        self._show_cell, self._show_sign_off = show_cell, show_sign_off

    def show_cell(self, apprentice: str, cycle: str) -> None:
        """To the page of a cell of the draft."""
        self._show_cell(self, apprentice, cycle)

    def show_sign_off(self, host: str, cycle: str) -> None:
        """To the page of a sign-off."""
        self._show_sign_off(self, host, cycle)

    def try_to(self, do: Callable[[], Result]) -> Result:
        """Do something that writes, as often as somebody wants while another program writes; read it then.

        Raises what `do` raises, and `Back` where somebody gives up before it is done.
        """
        while True:
            try:
                done = do()
            except DatabaseBusy as error:
                self.talk.say(f"{error.title}. {said(error)}")
                self.talk.ask("Enter tries again, b gives up:")
            else:
                self._catch_up()
                return done

    def _catch_up(self) -> None:
        """Read what was written; nobody goes back from that, since it is saved."""
        while True:
            try:
                self.workspace.catch_up()
            except DatabaseBusy:
                self.talk.say("It was saved. Another program is writing now, so it can't be read again yet.")
                with suppress(Back):
                    self.talk.ask("Enter looks again, q leaves:")
            else:
                return

    def take_in_news(self) -> None:
        """Take in what others have changed, and say who it was, and that a new day has begun; while somebody
        writes, the next look does."""
        with suppress(DatabaseBusy):
            for event in self.workspace.refresh():
                self.talk.say(f"{event.actor}: {self.workspace.told(event)}.")
            if new_day.has_begun(self.workspace):
                self.talk.say(next(filter(None, new_day.begin(self.workspace))))

    def undo(self) -> None:
        """Take back one's own newest change."""
        self.say_done(self.try_to(self.workspace.undo))

    def redo(self) -> None:
        """Make again what was taken back last."""
        self.say_done(self.try_to(self.workspace.redo))

    def say_done(self, event: Event) -> None:
        """Say an undo or redo that was made."""
        self.talk.say(self.workspace.told_as_sentence(event))

    # -- what goes wrong

    def explain(self, error: ProgramError) -> None:
        """Say what went wrong, and do what can be done about it."""
        match error:
            case NeedsNaming():
                self.ask_to_take_back(error.event)
            case DatabaseGone():
                self._offer_a_new_file(error)
            case ChangedElsewhere():
                self.talk.say(f"{error.title}. {said(error)}")
                with suppress(DatabaseUnusable):  # the page says so when it reads again
                    self.workspace.reload()
            case DatabaseUnusable():
                self.talk.say(f"{error.title}. {said(error)}")
            case _:
                self.talk.say(said(error))

    def ask_to_take_back(self, event: Event) -> None:
        """Ask before an import is taken back, and do that."""
        try:
            changes = self.workspace.changes(event.id)
            self.talk.say(taking_back(event, self.workspace.told(event), changes))
            if self.talk.is_sure("Take back the import?"):
                self.say_done(self.try_to(lambda: self.workspace.undo(event.id)))
        except ProgramError as error:
            self.talk.say(said(error))

    def _offer_a_new_file(self, error: ProgramError) -> None:
        """Say that the file is gone, and save all that is still here in another, if it is to be."""
        self.talk.say(said(error), SAFE)
        place = str(free_place(Path(self.workspace.where)))
        while True:
            try:
                typed = self.talk.ask(f"Save as? Enter takes {place}, b looks on without saving:") or place
                save_as(self.workspace.store, typed)
            except Back:
                return
            except ProgramError as refused:
                self.talk.say(said(refused))
            else:
                self.workspace.reload()
                self.talk.say(f"All of it is in {self.workspace.where} now.")
                return
