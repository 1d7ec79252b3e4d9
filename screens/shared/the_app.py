"""What a screen may ask of the app around it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal, Protocol, TypeVar

from apprentices.store import Event
from apprentices.workspace import Workspace
from screens.shared.command import Command, Way
from screens.shared.mode import Mode
from screens.shared.phrase import Phrase

Result = TypeVar("Result")
Do = Callable[[], Result]
Then = Callable[[Result], object]
Finish = Callable[[], object]  # what is left to do when something was tried


def nothing(*_: object) -> None:
    """What comes after, where nothing does."""


class TheApp(Protocol):
    """The app as its screens know it; they import nothing of it."""

    DECLARED: ClassVar[tuple[Command, ...]]  # the commands that hold everywhere
    modes: tuple[Mode, ...]
    workspace: Workspace
    notice: str  # a short word that stays in sight
    folder: Path | None  # in which somebody has last looked for a file, or written one
    config: Path | None  # the file of preferences
    is_gone: bool  # the database's file
    is_checking: bool  # the rules: the first frame is drawn before they have been put to the board

    @property
    def current_mode(self) -> str:
        """The name of the mode in front."""
        ...

    @property
    def wrong(self) -> list[str]:
        """What in the file of preferences could not be followed."""
        ...

    @property
    def programme_name(self) -> str:
        """What stands at the top of every screen."""
        ...

    def with_own_keys(self, command: Command) -> Command:
        """A command with the keys that it has now, which may be of somebody's own choice."""
        ...

    def way(self, name: str, does: str = "") -> Way:
        """One of the app's commands, by its id, as the way on that a text names."""
        ...

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command as people read them, which may be of their own choice."""
        ...

    def attempt(
        self,
        do: Do[Result],
        then: Then[Result] = nothing,
        otherwise: Finish = nothing,
        at_length: bool = False,
    ) -> None:
        """Do something with the workspace, then what follows; `otherwise` where it came to nothing.

        What looks at all of the programme, or has it checked anew, is done `at_length`.
        """
        ...

    def look(self, do: Do[Result], then: Then[Result]) -> None:
        """Read something to be shown; where another program is writing, a moment later."""
        ...

    def look_for_news(self) -> None:
        """Take in what others have changed, and say who it was."""
        ...

    def show_change(self, news: str | Phrase = "") -> None:
        """Show the changed workspace on every screen, with a line of news on the one in front."""
        ...

    def show_cell(self, apprentice: str, cycle: str) -> None:
        """Go to the board, to one cell."""
        ...

    def tell(
        self, message: str, title: str = "", severity: Literal["information", "warning"] = "information"
    ) -> None:
        """Say something in a corner, for a while."""
        ...

    def take_back(self, event: Event, then: Then[Event]) -> None:
        """Undo one event."""
        ...

    def ask_to_take_back(self, event: Event) -> None:
        """Ask before something large is undone."""
        ...
