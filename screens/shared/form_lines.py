"""The lines of a form, each made from a column: what can be typed or chosen."""

from textual.widget import Widget
from textual.widgets import Input

from apprentices.columns import Column, Table, title
from apprentices.programme import Programme
from screens.shared.choice import Choice
from screens.shared.column_words import OPEN, as_filed, choices, help_of, read_as
from screens.shared.completion import Completion
from screens.shared.field import Field, line_for
from screens.shared.offered import named, offered
from screens.shared.phrase import clean

WIDE = 34  # columns of choices from which they have a line of their own


class FormLine:
    """One column in a form. Texts are as they stand in a file; a field shows what is empty in its own way."""

    def __init__(self, programme: Programme, table: Table, column: Column, text: str) -> None:
        self.column = column
        self._table = table
        self._choices = choices(table, column)
        self._offers = offered(programme, table, column)
        self._filled = text  # what stands there as long as there is no control
        wide = sum(len(name) + 6 for name in self._choices) > WIDE
        self.field = Field(title(column.name), self._control, wide=wide)

    @property
    def text(self) -> str:
        """What was filled in."""
        if not self.field.is_made:
            return self.shown(clean(self._filled))
        control = self.field.control
        if isinstance(control, Choice):
            return "" if control.value == OPEN else control.value
        assert isinstance(control, Input)
        return as_filed(self.column.kind, control.value)

    def fill(self, text: str) -> None:
        """Show another text."""
        self._filled = text
        control = self.field.control if self.field.is_made else None
        if isinstance(control, Choice):
            control.choose(self._chosen(text))
        elif isinstance(control, Input):
            control.value = clean(text)

    def shown(self, text: str) -> str:
        """A text as the field would have it: of one that can't be chosen, what is chosen instead."""
        if not self._choices:
            return text
        chosen = self._chosen(text)
        return "" if chosen == OPEN else chosen

    def take_what_is_meant(self) -> None:
        """Put a code in the place of a name that only one has, and figures in that of a day in words."""
        found = named(self.text, self._offers) or self.text
        control = self.field.control if self.field.is_made else None
        if isinstance(control, Input) and found != control.value:
            self.fill(found)

    @property
    def help(self) -> str:
        """What a text is read as, whom it may mean, or what the column is for."""
        return read_as(self._table, self.column, self.text.strip(), self._offers) or help_of(self.column)

    def _control(self) -> Widget:
        if self._choices:
            return Choice(self._choices, [self._chosen(self._filled)])
        control = line_for(self.column.kind, self.column.required, self._filled)
        if self._offers:
            control.suggester = Completion(self._offers)
        return control

    def _chosen(self, text: str) -> str:
        if text in self._choices:
            return text
        return self._choices[-1] if OPEN in self._choices else self._choices[0]
