"""A form for one row of any table, made from its columns and checked as the import checks a file."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from apprentices.columns import Column, Kind, Table
from apprentices.exchange.cells import write_cell
from apprentices.exchange.one_row import check_row
from apprentices.exchange.references import Rows
from apprentices.programme import TABLE
from apprentices.rules.words import join
from apprentices.store import Deed, Event
from screens.shared import plain
from screens.shared.choice import Choice
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.field import Field, Fields, line
from screens.shared.frame import ModeScreen
from screens.shared.keys import Keys, key
from screens.shared.meanwhile import EMPTY, Meanwhile
from screens.shared.question import GraveQuestion
from screens.shared.the_app import TheApp

OPEN = EMPTY  # the choice that leaves a cell empty
ACRONYMS = ("uln", "hr", "fjaa")
WIDE = 34  # columns of choices from which they have a line of their own


Save = Callable[
    [Any, Any, Callable[[], object]], object
]  # the row as it was, as it is to be, what to do then


def title(column: Column) -> str:
    """A column's name as people read it: Date of birth."""
    words = [word.upper() if word in ACRONYMS else word for word in column.name.split("_")]
    return f"{words[0][:1].upper()}{words[0][1:]} {' '.join(words[1:])}".strip()


class FormFields(Fields):
    """Fields of a form: what their columns are for has more to say."""

    STACKED = 92


def _is_contested(form: "Form") -> bool:
    return bool(form.contested)


class Form(Dialog[Any]):
    """Gives the row as it was filled in and saved, or None where it was left or nothing is different.

    Without a `row` to begin with it is for a new one; of one that is there, the key stays as it is. What
    somebody else changes meanwhile is taken in, field by field; what was typed here stays, and is saved over
    it only when that was said.
    """

    DECLARED = (
        Command("form.save", "enter", "Save", "Save it; what is wrong stands beside its field."),
        Command(
            "form.take-theirs",
            "ctrl+t",
            "Take theirs",
            "Where you and somebody else changed the same field meanwhile: take what they entered.",
            when=_is_contested,
        ),
        Command("form.leave", "escape", "Leave", "Go back without saving; asks where something was changed."),
        Command("form.up", "up", "Up", "The field before."),
        Command("form.down", "down", "Down", "The next field."),
        Command("form.page-up", "pageup", "Page up", "Some fields up."),
        Command("form.page-down", "pagedown", "Page down", "Some fields down."),
        Command("form.left", "left", "To the left", "The choice before, in a field with choices."),
        Command("form.right", "right", "To the right", "The next choice, in a field with choices."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp, about: str, table: Table, row: Any | None, save: Save) -> None:
        """`about` says what it is for; `save` writes it, and does what it is given where that works."""
        super().__init__()
        self._frame = frame
        self._about = about
        self._table = table
        self._row = row
        self._save = save
        asked = [column for column in table.columns if row is None or column.name not in table.key]
        self._columns = {column.name: column for column in asked}
        self._controls = {column.name: self._control(column) for column in asked}
        self._before = self._texts()
        self._meanwhile = Meanwhile({column.name: title(column) for column in asked})
        self._tried = False
        self.fields = FormFields({column.name: self._field(column) for column in asked})
        self.wrong = plain.Words(classes="form--wrong")

    def compose(self) -> ComposeResult:
        """The fields, and below them the keys."""
        with Vertical(classes="dialog form") as box:
            box.border_title = plain.text(self._about)
            yield self.wrong
            yield self.fields
            keys = [key("enter", "save", "saves"), key("esc", "leave", "leaves"), plain.text("↑ ↓ fields")]
            yield Keys(plain.row(keys, "   "), classes="form--keys")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.wrong.display = False
        self._check()
        self.fields.go_to_first()

    # -- fields

    def _control(self, column: Column) -> Widget:
        text = self._shown(column)
        names = _choices(self._table, column)
        if names:
            return Choice(names, [text])
        control = line("needed" if column.required else "", text)
        if column.refers and column.kind is not Kind.WORDS:
            control.suggester = SuggestFromList(self._codes(column), case_sensitive=False)
        return control

    def _shown(self, column: Column) -> str:
        """What a field shows of the row."""
        value = None if self._row is None else getattr(self._row, column.name)
        text = write_cell(column.kind, value)
        names = _choices(self._table, column)
        if not names or text in names:
            return text
        return names[-1] if OPEN in names else names[0]

    def _field(self, column: Column) -> Field:
        choices = _choices(self._table, column)
        wide = sum(len(name) + 6 for name in choices) > WIDE
        return Field(title(column), self._controls[column.name], wide=wide)

    def _codes(self, column: Column) -> list[str]:
        """The codes that a column may name."""
        table = TABLE[column.refers or self._table.name]
        return [table.key_of(row)[0] for row in self._existing.get(table.name, ())]

    @property
    def _existing(self) -> Rows:
        return self._frame.workspace.rows

    def _texts(self) -> dict[str, str]:
        texts = {}
        for name, control in self._controls.items():
            text = control.value if isinstance(control, Input | Choice) else ""
            texts[name] = _plain(text) if isinstance(control, Choice) else text
        return texts

    @property
    def changed(self) -> list[str]:
        """The names of the columns that were changed."""
        return [name for name, text in self._texts().items() if text != self._before[name]]

    # -- checking

    @on(Input.Blurred)
    @on(Choice.Changed)
    def look_again(self) -> None:
        """Say what is wrong with what was filled in."""
        self._check()

    def _check(self) -> Any | None:
        """The row; None where something is wrong, which stands beside its field then."""
        cells = self._texts()
        if self._row is not None:
            kinds = {column.name: column.kind for column in self._table.columns}
            cells |= {name: write_cell(kinds[name], getattr(self._row, name)) for name in self._table.key}
        row, problems = check_row(self._table, cells, self._existing)
        said = set(self._columns) if self._tried else set(self.changed)
        wrong = {name: message for name, message in reversed(problems) if name in said}
        for name, column in self._columns.items():
            note = wrong.get(name) or self._meanwhile.note(name) or _help(column)
            self.fields.fields[name].note(note, wrong=name in wrong)
        other = (message for name, message in problems if name not in self._columns)
        self._say(next(other, self._meanwhile.said(self.contested)))
        return None if problems else row

    def _say(self, wrong: str) -> None:
        self.wrong.display = bool(wrong)
        self.wrong.update(plain.text(f"! {wrong}"))

    # -- what somebody else changes meanwhile

    @property
    def contested(self) -> list[str]:
        """The names of the columns that were changed here and elsewhere."""
        return [name for name in self.changed if name in self._meanwhile.columns]

    def workspace_changed(self) -> None:
        """Take in what somebody else has changed in the row."""
        if self._row is None:
            return
        key = self._table.key_of(self._row)
        rows = self._existing.get(self._table.name, ())
        theirs = next((row for row in rows if self._table.key_of(row) == key), None)
        if theirs is None or self._meanwhile.is_removed:
            self._meanwhile.is_removed = theirs is None
            self._check()
        if theirs not in (None, self._row):
            self._take_in(theirs)
            look = partial(self._frame.workspace.last_change, self._table.name, key)
            self._frame.look(look, self._tell_of)

    def _take_in(self, theirs: Any) -> None:
        """Go on from their row: fields that were not touched here show what they entered."""
        mine = set(self.changed)
        self._row = theirs
        for name, column in self._columns.items():
            was, now = self._before[name], self._shown(column)
            if _plain(now) != was:
                self._meanwhile.changed(name, was, _plain(now))
                self._before[name] = _plain(now)
                if name not in mine:
                    self._fill(name, now)

    def _fill(self, name: str, text: str) -> None:
        control = self._controls[name]
        if isinstance(control, Choice):
            control.choose(text)
        elif isinstance(control, Input):
            control.value = plain.clean(text)

    def _tell_of(self, last: Event | None) -> None:
        self._meanwhile.was_by(last)
        self._check()

    def action_take_theirs(self) -> None:
        """Take what they entered where both changed the same."""
        for name in self.contested:
            self._fill(name, self._shown(self._columns[name]))
        self._check()

    # -- keys

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the row; where something is wrong, go there."""
        self._tried = True
        row = self._check()
        if row is None:
            self.fields.show_first_wrong()
        elif row == self._row:
            self.dismiss()
        elif self.contested:
            self._ask_to_save_over(row)
        else:
            self._try_to_save(row)

    def _ask_to_save_over(self, row: Any) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._try_to_save(row)

        text = self._meanwhile.instead(self._texts(), self.contested)
        self.app.push_screen(GraveQuestion("Save over what somebody else entered?", text, "save"), answered)

    def _try_to_save(self, row: Any) -> None:
        """Write the row; where that is refused, what was typed stays."""

        def done() -> None:
            self._row = row
            self.dismiss(row)

        self._save(self._row, row, done)

    def action_leave(self) -> None:
        """Give nothing."""
        if not self.keeps_open(self.dismiss):
            self.dismiss()

    def keeps_open(self, leave: Callable[[], object]) -> bool:
        """Ask before what was changed is lost."""
        changed = self.changed
        if not changed or not self.is_active:
            return False

        def answered(yes: bool | None) -> None:
            if yes:
                leave()

        names = join([title(self._columns[name]) for name in changed])
        text = f"Changed, and not saved: {names}."
        self.app.push_screen(GraveQuestion("Leave without saving?", text, "leave"), answered)
        return True

    def action_up(self) -> None:
        """The field before."""
        self.fields.go(-1)

    def action_down(self) -> None:
        """The next field."""
        self.fields.go(1)

    def action_page_up(self) -> None:
        """Some fields up."""
        self.fields.go(-self._page)

    def action_page_down(self) -> None:
        """Some fields down."""
        self.fields.go(self._page)

    @property
    def _page(self) -> int:
        return max(1, self.fields.size.height // 2)

    def action_left(self) -> None:
        """The choice before."""
        if isinstance(self.focused, Choice):
            self.focused.step(-1)

    def action_right(self) -> None:
        """The next choice."""
        if isinstance(self.focused, Choice):
            self.focused.step(1)


def edit(screen: ModeScreen, table: Table, row: Any, name: str) -> None:
    """Have a row edited in a form, and write it as one event; `name` is what people call it."""
    frame = screen.frame

    def save(seen: Any, new: Any, done: Callable[[], object]) -> None:
        names = [c.name for c in table.columns if getattr(new, c.name) != getattr(seen, c.name)]
        key = {name: str(value) for name, value in zip(table.key, table.key_of(new), strict=True)}
        deed = Deed("row", {**key, "columns": names})

        def then(_: None) -> None:
            done()
            frame.show_change(f"{name}: {join(names)} changed.")

        frame.attempt(partial(frame.workspace.write, deed, table, [new], seen=[seen]), then)

    screen.app.push_screen(Form(frame, f"{name} ({table.key_of(row)[0]})", table, row, save))


def _plain(text: str) -> str:
    """What a field shows, as it stands in a file."""
    return "" if text == OPEN else text


def _help(column: Column) -> str:
    """What a column is for, where its name doesn't say it already."""
    return "" if column.help.rstrip(".") == title(column) else column.help


def _choices(table: Table, column: Column) -> tuple[str, ...]:
    """The names to choose from; none where something is to be typed."""
    names = column.choices or (("yes", "no") if column.kind is Kind.YES_NO else ())
    default = next(field.default for field in fields(table.row) if field.name == column.name)
    return (*names, OPEN) if names and default is None else names
