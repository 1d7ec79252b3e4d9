"""Saying something in somebody's name: what is said stands above, what it needs is filled in below."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from apprentices.columns import Kind
from apprentices.errors import NotPublished, ProgramError, UsageError
from apprentices.rules.words import join
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.choice import Choice
from screens.shared.column_words import day_as_read
from screens.shared.command import Command, bindings
from screens.shared.completion import Completion
from screens.shared.field import Field, line_for
from screens.shared.filling import FillingDialog, NotedFields
from screens.shared.the_app import TheApp
from screens.shared.to_say import Ask, ToSay, known_names, read_answer


class SaidFields(NotedFields):
    """Fields of which there are few, with short notes."""

    CRAMPED, STACKED = 50, 70


class Saying(FillingDialog[Any]):
    """Gives what was said, once it is kept; None where it was left. What is refused, it tells by itself."""

    WHERE = "Where something is said in somebody's name"
    DECLARED = (
        Command("saying.say", "enter", "Say it", "Keep it; what is wrong stands beside its field."),
        Command("saying.leave", "escape", "Leave", "Go back; asks where something was filled in."),
        Command("saying.up", "up", "Up", "The field before; from the first, back to what is said above it."),
        Command("saying.down", "down", "Down", "The next field."),
        Command(
            "saying.take-offer",
            "tab",
            "Take the offer",
            "Take what the line offers to go on with; where it offers nothing, to the next field.",
        ),
        Command("saying.left", "left", "To the left", "The choice before, in a field with choices."),
        Command("saying.right", "right", "To the right", "The next choice, in a field with choices."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp, to_say: ToSay) -> None:
        super().__init__()
        self._frame, self._to_say, self._asked = frame, to_say, to_say.fields
        names = known_names(frame.workspace)
        self._controls = {name: _control(ask, names) for name, ask in self._asked.items()}
        self.fields = SaidFields({name: self._field(name, ask) for name, ask in self._asked.items()})
        self._began = self._texts()
        self.wrong = plain.Words(classes="form--wrong")
        self.box = Vertical(classes="dialog saying")

    def compose(self) -> ComposeResult:
        """What is said, the fields, and below them the keys."""
        with self.box:
            self.box.border_title = plain.text(self._to_say.title)
            for words in self._to_say.words:
                yield plain.Words(plain.text(words), classes="saying--words")
            yield self.wrong
            yield self.fields
            yield self.show_keys(
                plain.Words(classes="form--keys"), f"enter {self._to_say.verb}   esc leave   ↑ ↓ fields"
            )

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.wrong.display = False
        for name in self._asked:
            self.fields.fields[name].note(self._means(name))
        self.fields.go_to_first()

    # -- what is filled in

    def _field(self, name: str, ask: Ask) -> Field:
        return Field(ask.title, self._controls[name], wide=bool(ask.column.choices))

    def _texts(self) -> dict[str, str]:
        return {name: control.value.strip() for name, control in self._controls.items()}

    def _read(self) -> dict[str, Any] | None:
        """The values; None where something is wrong, which stands beside its field then."""
        values, problems = {}, {}
        for name, text in self._texts().items():
            try:
                values[name] = read_answer(self._asked[name], text)
            except ValueError as error:
                problems[name] = str(error)
        for name in self._asked:
            self.fields.fields[name].note(problems.get(name, self._means(name)), wrong=name in problems)
        return None if problems else values

    def _means(self, name: str) -> str:
        """The day that stands in a field, as it is read; else what the field is for."""
        ask, text = self._asked[name], self._controls[name].value.strip()
        day = day_as_read(ask.table, ask.column, text) if ask.column.kind is Kind.DATE and text else ""
        return day or ask.column.help

    @on(Input.Changed)
    def say_day(self, changed: Input.Changed) -> None:
        """Say which day it is by now."""
        name = next(name for name, control in self._controls.items() if control is changed.input)
        if self._asked[name].column.kind is Kind.DATE:
            self.fields.fields[name].note(self._means(name))

    @on(Input.Changed)
    @on(Choice.Changed)
    def keep_in_sight(self) -> None:
        """Show the field that somebody fills in, whatever was read meanwhile."""
        self.fields.show_here()

    def action_up(self) -> None:
        """The field before; from the first, what stands above it and has no room with it."""
        if self.fields.is_at_first:
            self.box.scroll_page_up(animate=False)
        else:
            super().action_up()

    @on(Input.Submitted)
    def action_say(self) -> None:
        """Keep what is said; where it is refused, say why and go on."""
        values = self._read()
        if values is None:
            self.fields.show_first_wrong()
            return

        def do() -> Any:
            try:
                return self._to_say.say(**values)
            except (UsageError, NotPublished) as refused:
                return refused

        self._frame.attempt(do, self._kept, at_length=self._to_say.is_kept)

    def _kept(self, result: Any) -> None:
        if isinstance(result, ProgramError):
            self.wrong.display = True
            self.wrong.update(plain.text(f"! {said(result)}"))
            if self._to_say.overruled_by:
                self.fields.go_to(self._to_say.overruled_by)
            self.wrong.scroll_visible(animate=False, top=True)
        else:
            self.dismiss(result)

    def would_be_lost(self) -> str:
        """What was filled in and not kept."""
        filled = [self._asked[n].title for n, text in self._texts().items() if text != self._began[n]]
        return f"Filled in, and not kept: {join(filled)}." if filled else ""


def _control(ask: Ask, names: Sequence[str]) -> Input | Choice:
    column = ask.column
    if column.choices:
        return Choice(column.choices, [ask.value or column.choices[0]])
    control = line_for(column.kind, ask.needed, ask.value)
    meant = ask.names or (names if column.name in ("by", "person") else ())
    if meant:
        control.suggester = Completion(dict.fromkeys(meant, ""))
    return control
