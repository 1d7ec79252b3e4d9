"""What a person can do on a screen: each command is declared once.

Key bindings, the footer, the palette and the help page all derive from the declaration.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

Piece = TypeVar("Piece")  # of a text: letters, or a way on
KEY_WORDS = {
    "enter": "enter",
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


def always(node: Any) -> bool:
    """For commands that are available at any time."""
    return True


class Command(NamedTuple):
    """One thing a person can do. The last word of the id names the action that does it."""

    id: str
    keys: str  # as Textual names them, separated by commas
    title: str
    help: str
    footer: str = ""  # the word in the footer; empty: not shown there
    when: Callable[[Any], bool] = always  # asked with the screen or app that has the command
    lasting: bool = True  # False: leaves the footer while it isn't available
    always_first: bool = False  # True: works in lists, palette and dialogs as well
    spare: bool = False  # True: stands in the footer where there is room when all others do
    step: bool = False  # True: it only moves about, and the palette leaves it out
    does: str = ""  # the action, where it is not the last word of the id
    why_not: "tuple[str | Way, ...]" = ()  # what a screen says where it isn't available and nothing shows why

    @property
    def action(self) -> str:
        """The action as Textual runs it, without `action_`."""
        return self.does or self.id.rpartition(".")[2].replace("-", "_")

    @property
    def key_words(self) -> tuple[str, ...]:
        """The keys as people read them."""
        return tuple(KEY_WORDS.get(key, key) for key in self.keys.split(","))

    @property
    def binding(self) -> "Binding":
        """The key binding as Textual wants it."""
        from textual.binding import Binding

        return Binding(
            self.keys,
            self.action,
            self.footer or self.title,
            show=False,
            tooltip=self.help,
            id=self.id,
            priority=self.always_first,
        )


class Way(NamedTuple):
    """A command that a text names as the way on, with what it does there: `p publishes the draft`."""

    command: Command
    does: str = ""

    @property
    def words(self) -> str:
        """The key and what it does, as people read them."""
        return f"{self.command.key_words[0]} {self.does}".rstrip()


def named(commands: Iterable[Command], name: str) -> Command:
    """The command of that id. Raises `StopIteration` where there is none, which is a slip of the program."""
    return next(command for command in commands if command.id == name)


def bindings(commands: Iterable[Command]) -> "list[BindingType]":
    """The key bindings of commands, for a `BINDINGS`."""
    return [command.binding for command in commands]


class Commanded:
    """A screen or app that has commands; to stand before Textual's class among the bases."""

    DECLARED: ClassVar[tuple[Command, ...]] = ()
    WHERE: ClassVar[str] = ""  # the heading of its keys; of a screen, its mode has it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command is available now; Textual asks before it runs an action."""
        if not self.app.is_running:  # type: ignore[attr-defined]
            return False  # it is about to end, and the parts of screens go first
        for command in self.DECLARED:
            if command.action == action:
                return True if command.when(self) else None
        return True

    @classmethod
    def all_declared(cls) -> Iterator[Command]:
        """Its commands, and those of the kind of screen that it is."""
        for kind in cls.__mro__:
            yield from vars(kind).get("DECLARED", ())

    def in_force(self, pieces: Iterable[Piece]) -> Iterator[Piece | Way]:
        """Pieces of a text with the keys of now: of a command of its own, where it has one of that action."""
        for piece in pieces:
            if isinstance(piece, Way):
                own = (one for one in self.all_declared() if one.action == piece.command.action)
                command = self.app.with_own_keys(next(own, piece.command))  # type: ignore[attr-defined]
                yield piece._replace(command=command)
            else:
                yield piece

    def way(self, name: str, does: str = "") -> Way:
        """One of its commands, or of the app's, by its id, as the way on that a text names."""
        app = self.app  # type: ignore[attr-defined]
        command = named((*self.all_declared(), *app.all_declared()), name)
        return Way(app.with_own_keys(command), does)

    def available(self) -> list[Command]:
        """The commands that can be given now."""
        return [command for command in self.DECLARED if command.when(self)]
