"""A form for one row of any table, made from its columns and checked as the import checks a file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from apprentices.columns import Table, title
from apprentices.exchange.cells import write_cell
from apprentices.exchange.one_row import check_row
from apprentices.exchange.references import Rows
from apprentices.programme import CODED
from apprentices.rules.words import join
from apprentices.store import Event
from screens.shared import plain
from screens.shared.choice import Choice
from screens.shared.command import Command, bindings
from screens.shared.filling import FillingDialog, NotedFields
from screens.shared.form_lines import FormLine
from screens.shared.meanwhile import Meanwhile
from screens.shared.phrase import Phrase, Piece
from screens.shared.question import GraveQuestion
from screens.shared.the_app import TheApp

# The row as it was (None: there was none), as it is to be, what to do then.
Save = Callable[[Any, Any, Callable[[], object]], object]
AT_ONCE = 2  # fields that are made at a time: a person has 26
NO_TEXTS: Mapping[str, str] = {}


def _is_contested(form: "Form") -> bool:
    return bool(form.contested)


class Form(FillingDialog[Any]):
    """Gives the row as it was filled in and saved, or None where it was left or nothing is different.

    Without a `row` to begin with it is for a new one; of one that is there, the key stays as it is. What
    somebody else changes meanwhile is taken in, field by field; what was typed here stays, and is saved over
    it only when that was said.
    """

    WHERE = "In a form"
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
        Command(
            "form.take-offer",
            "tab",
            "Take the offer",
            "Take what the line offers to go on with; where it offers nothing, to the next field.",
        ),
        Command("form.left", "left", "To the left", "The choice before, in a field with choices."),
        Command("form.right", "right", "To the right", "The next choice, in a field with choices."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    ASKS: ClassVar[str] = "Leave without saving?"
    AUTO_FOCUS = ""  # it begins where it is for

    def __init__(
        self,
        frame: TheApp,
        about: str,
        table: Table,
        row: Any | None,
        save: Save,
        texts: Mapping[str, str] = NO_TEXTS,
        begin: str | None = None,
    ) -> None:
        """`about` says what it is for; `save` writes it, and does what it is given where that works.

        `texts` are filled in already, by column; `begin` names the column to begin with.
        """
        super().__init__()
        self._frame = frame
        self._about = about
        self._table = table
        self._row = row
        self._save = save
        self._begin = begin
        fixed = table.key if row is not None and table.name in CODED else ()
        asked = [column for column in table.columns if column.name not in fixed]
        programme = frame.workspace.programme
        self._lines = {c.name: FormLine(programme, table, c, self._text_of(c.name)) for c in asked}
        self._before = self._texts()
        for name, text in texts.items():
            self._lines[name].fill(text)
        self._meanwhile = Meanwhile({column.name: title(column.name) for column in asked})
        self._tried = False
        self.fields = NotedFields({name: line.field for name, line in self._lines.items()}, AT_ONCE)
        self.wrong = plain.Words(classes="form--wrong")

    def compose(self) -> ComposeResult:
        """The fields, and below them the keys."""
        with Vertical(classes="dialog form") as box:
            box.border_title = plain.text(self._about)
            yield self.wrong
            yield self.fields
            keys = "enter save   esc leave   ↑ ↓ fields"
            yield self.show_keys(plain.Words(classes="form--keys"), keys)

    @property
    def is_being_made(self) -> bool:
        """Whether the field to begin with is not there yet."""
        return self.fields.is_awaited

    def on_mount(self) -> None:
        """Begin with the first field, or the one that it is for."""
        self.wrong.display = False
        self._check()
        self.fields.go_to(self._begin or next(iter(self._lines)))

    # -- fields

    def _text_of(self, name: str) -> str:
        """What stands in a column of the row, as a file has it."""
        kind = next(column.kind for column in self._table.columns if column.name == name)
        return write_cell(kind, None if self._row is None else getattr(self._row, name))

    @property
    def _existing(self) -> Rows:
        return self._frame.workspace.rows

    def _texts(self) -> dict[str, str]:
        return {name: line.text for name, line in self._lines.items()}

    @property
    def changed(self) -> list[str]:
        """The names of the columns that were changed."""
        return [name for name, text in self._texts().items() if text != self._before[name]]

    # -- checking

    @on(Input.Blurred)
    @on(Choice.Changed)
    def look_again(self) -> Any | None:
        """Take codes in the place of names, and say what is wrong with what was filled in; else the row."""
        for line in self._lines.values():
            line.take_what_is_meant()
        return self._check()

    @on(Input.Changed)
    def read_along(self, event: Input.Changed) -> None:
        """Say what a text is read as while it is typed."""
        line = next(line for line in self._lines.values() if line.field in event.input.ancestors)
        if event.input.has_focus:
            line.field.note(self._meanwhile.note(line.column.name) or line.help)

    def _check(self) -> Any | None:
        """The row; None where something is wrong, which stands beside its field then."""
        fixed = () if self._row is None else self._table.key
        cells = {name: self._text_of(name) for name in fixed} | self._texts()
        row, problems = check_row(self._table, cells, self._existing, self._row)
        said = set(self._lines) if self._tried else set(self.changed)
        wrong = {name: message for name, message in reversed(problems) if name in said}
        for name, line in self._lines.items():
            note = wrong.get(name) or self._meanwhile.note(name) or line.help
            line.field.note(note, wrong=name in wrong)
        other = (message for name, message in problems if name not in self._lines)
        problem = next(other, None)
        self._say(*(self._said_meanwhile() if problem is None else (problem,)))
        return None if problems else row

    def _said_meanwhile(self) -> Phrase:
        said = self._meanwhile.said(self.contested)
        if not self.contested or self._meanwhile.is_removed:
            return (said,)
        saves, takes = self.way("form.save", "saves it"), self.way("form.take-theirs", "takes theirs")
        return (said, ": ", saves, ", ", takes, ".")

    def _say(self, *wrong: Piece) -> None:
        self.wrong.display = any(wrong)
        self.wrong.update(plain.text("! ", *wrong))

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
        for name, line in self._lines.items():
            was, now = self._before[name], line.shown(self._text_of(name))
            if now != was:
                self._meanwhile.changed(name, was, now)
                self._before[name] = now
                if name not in mine:
                    line.fill(now)

    def _tell_of(self, last: Event | None) -> None:
        self._meanwhile.was_by(last)
        self._check()

    def action_take_theirs(self) -> None:
        """Take what they entered where both changed the same."""
        for name in self.contested:
            self._lines[name].fill(self._text_of(name))
        self._check()

    # -- keys

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the row; where something is wrong, go there."""
        self._tried = True
        row = self.look_again()
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

    def would_be_lost(self) -> str:
        """What was changed and not saved."""
        changed = [title(name) for name in self.changed]
        return f"Changed, and not saved: {join(changed)}." if changed else ""

    def action_page_up(self) -> None:
        """Some fields up."""
        self.fields.go(-self._page)

    def action_page_down(self) -> None:
        """Some fields down."""
        self.fields.go(self._page)

    @property
    def _page(self) -> int:
        return max(1, self.fields.size.height // 2)
