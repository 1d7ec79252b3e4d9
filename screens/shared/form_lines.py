"""The lines of a form, each made from a column: what can be typed or chosen."""

from textual.widget import Widget
from textual.widgets import Input

from apprentices.columns import Column, Kind, Table
from apprentices.programme import Programme
from screens.shared.choice import Choice
from screens.shared.column_words import OPEN, choices, help_of, read_as, title
from screens.shared.completion import Completion
from screens.shared.field import Field, line
from screens.shared.offered import named, offered
from screens.shared.phrase import clean

WIDE = 34  # columns of choices from which they have a line of their own
DAY = r"[0-9/-]*"  # as days are typed: 2027-01-05 or 5/1/2027
DAY_LETTERS = 10


class FormLine:
    """One column in a form. Texts are as they stand in a file; a field shows what is empty in its own way."""

    def __init__(self, programme: Programme, table: Table, column: Column, text: str) -> None:
        self.column = column
        self._table = table
        self._choices = choices(table, column)
        self._offers = offered(programme, table, column)
        self.control = self._control(text)
        wide = sum(len(name) + 6 for name in self._choices) > WIDE
        self.field = Field(title(column), self.control, wide=wide)

    @property
    def text(self) -> str:
        """What was filled in."""
        if isinstance(self.control, Choice):
            return "" if self.control.value == OPEN else self.control.value
        assert isinstance(self.control, Input)
        return self.control.value

    def fill(self, text: str) -> None:
        """Show another text."""
        if isinstance(self.control, Choice):
            self.control.choose(self._chosen(text))
        elif isinstance(self.control, Input):
            self.control.value = clean(text)

    def shown(self, text: str) -> str:
        """A text as the field would have it: of one that can't be chosen, what is chosen instead."""
        if not self._choices:
            return text
        chosen = self._chosen(text)
        return "" if chosen == OPEN else chosen

    def take_what_is_meant(self) -> None:
        """Put a code in the place of a name that only one has."""
        found = named(self.text, self._offers)
        if found is not None:
            self.fill(found)

    @property
    def help(self) -> str:
        """What a text is read as, whom it may mean, or what the column is for."""
        return read_as(self._table, self.column, self.text.strip(), self._offers) or help_of(self.column)

    def _control(self, text: str) -> Widget:
        if self._choices:
            return Choice(self._choices, [self._chosen(text)])
        control = line("needed" if self.column.required else "", text)
        if self.column.kind is Kind.DATE:
            control.restrict, control.max_length = DAY, DAY_LETTERS
            control.placeholder = "needed: yyyy-mm-dd" if self.column.required else "yyyy-mm-dd"
        if self._offers:
            control.suggester = Completion(self._offers)
        return control

    def _chosen(self, text: str) -> str:
        if text in self._choices:
            return text
        return self._choices[-1] if OPEN in self._choices else self._choices[0]
