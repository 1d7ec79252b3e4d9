"""Saying something in somebody's name: what is said stands above, what it needs is filled in below."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input

from apprentices.columns import Column
from apprentices.errors import NotPublished, ProgramError, UsageError
from apprentices.exchange.cells import reader
from apprentices.rules.words import join
from apprentices.statements import TABLE_OF, Statement
from apprentices.workspace import Workspace
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.choice import Choice
from screens.shared.command import Command, bindings
from screens.shared.field import Field, as_filed, line
from screens.shared.filling import FillingDialog, NotedFields
from screens.shared.keys import Keys, key
from screens.shared.the_app import TheApp

_TITLES = {"by": "Who says it", "role": "In which role", "why": "Why", "note": "Note"}


class Ask(NamedTuple):
    """One thing to fill in: the column of a statement that says what it may be."""

    table: str
    column: Column
    title: str
    needed: bool
    value: str = ""  # what stands there to begin with
    names: Sequence[str] = ()  # what may be meant, as it is typed


def asked(kind: type[Statement], *names: str, **renamed: str) -> dict[str, Ask]:
    """Columns of a statement to be filled in, by the name that is given to what keeps it."""
    table = TABLE_OF[kind]
    columns = {column.name: column for column in table.columns}
    wanted = dict(zip(names, names, strict=True)) | renamed
    return {name: _ask(table.name, columns[column]) for name, column in wanted.items()}


def _ask(table: str, column: Column) -> Ask:
    words = column.name.removesuffix("_on").replace("_", " ")
    return Ask(table, column, _TITLES.get(column.name, words.capitalize()), column.required)


class Saying(FillingDialog[Any]):
    """Gives what was said, once it is kept; None where it was left. What is refused, it tells by itself."""

    DECLARED = (
        Command("saying.say", "enter", "Say it", "Keep it; what is wrong stands beside its field."),
        Command("saying.leave", "escape", "Leave", "Go back; asks where something was filled in."),
        Command("saying.up", "up", "Up", "The field before."),
        Command("saying.down", "down", "Down", "The next field."),
        Command("saying.left", "left", "To the left", "The choice before, in a field with choices."),
        Command("saying.right", "right", "To the right", "The next choice, in a field with choices."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(
        self,
        frame: TheApp,
        title: str,
        words: Iterable[str],
        fields: Mapping[str, Ask],
        verb: str,
        say: Callable[..., Any],
    ) -> None:
        """`words` is what will be said, in paragraphs; `say` keeps it, given the `fields` by name."""
        super().__init__()
        self._frame, self._title, self._words, self._verb, self._say = frame, title, words, verb, say
        self._asked = fields
        names = known_names(frame.workspace)
        self._controls = {name: _control(ask, names) for name, ask in fields.items()}
        self.fields = NotedFields({name: self._field(name, ask) for name, ask in fields.items()})
        self.wrong = plain.Words(classes="form--wrong")

    def compose(self) -> ComposeResult:
        """What is said, the fields, and below them the keys."""
        with Vertical(classes="dialog saying") as box:
            box.border_title = plain.text(self._title)
            for words in self._words:
                yield plain.Words(plain.text(words), classes="saying--words")
            yield self.wrong
            yield self.fields
            keys = [key("enter", "say", self._verb), key("esc", "leave", "leave"), plain.text("↑ ↓ fields")]
            yield Keys(plain.row(keys, "   "), classes="form--keys")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.wrong.display = False
        for name, ask in self._asked.items():
            self.fields.fields[name].note(ask.column.help)
        self.fields.go_to_first()

    # -- what is filled in

    def _field(self, name: str, ask: Ask) -> Field:
        return Field(ask.title, self._controls[name], wide=bool(ask.column.choices))

    def _texts(self) -> dict[str, str]:
        kinds = {name: ask.column.kind for name, ask in self._asked.items()}
        return {n: as_filed(kinds[n], control.value.strip()) for n, control in self._controls.items()}

    def _read(self) -> dict[str, Any] | None:
        """The values; None where something is wrong, which stands beside its field then."""
        values, problems = {}, {}
        for name, text in self._texts().items():
            ask = self._asked[name]
            try:
                values[name] = reader(ask.table, ask.column)(text) if text else None
            except ValueError as error:
                problems[name] = f"{error}."
            if ask.needed and not text:
                problems[name] = "This is needed."
        for name, ask in self._asked.items():
            self.fields.fields[name].note(problems.get(name, ask.column.help), wrong=name in problems)
        return None if problems else values

    @on(Input.Submitted)
    def action_say(self) -> None:
        """Keep what is said; where it is refused, say why and go on."""
        values = self._read()
        if values is None:
            self.fields.show_first_wrong()
            return

        def do() -> Any:
            try:
                return self._say(**values)
            except (UsageError, NotPublished) as refused:
                return refused

        self._frame.attempt(do, self._kept)

    def _kept(self, result: Any) -> None:
        if isinstance(result, ProgramError):
            self.wrong.display = True
            self.wrong.update(plain.text(f"! {said(result)}"))
        else:
            self.dismiss(result)

    def would_be_lost(self) -> str:
        """What was filled in and not kept."""
        filled = [self._asked[n].title for n, text in self._texts().items() if text != self._asked[n].value]
        return f"Filled in, and not kept: {join(filled)}." if filled else ""


def _control(ask: Ask, names: Sequence[str]) -> Input | Choice:
    column = ask.column
    if column.choices:
        return Choice(column.choices, [ask.value or column.choices[0]])
    control = line("needed" if ask.needed else "", ask.value)
    meant = ask.names or (names if column.name in ("by", "person") else ())
    if meant:
        control.suggester = SuggestFromList(meant, case_sensitive=False)
    return control


def known_names(workspace: Workspace) -> list[str]:
    """Who is known to speak for a host, and who has said something."""
    hosts = workspace.programme.hosts.values()
    known = [name for host in hosts for name in (host.hr_lead, host.sponsor)]
    return [*dict.fromkeys(filter(None, [*known, *(one.by for one in workspace.statements)]))]
