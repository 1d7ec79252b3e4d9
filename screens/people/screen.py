"""The people, and the lists of what is recorded about them."""

from typing import ClassVar

from textual.binding import BindingType

from screens.records.commands import list_commands
from screens.records.screen import RecordsScreen
from screens.shared.command import bindings


class PeopleScreen(RecordsScreen):
    """Apprentices, and all tables that name one in each row."""

    DECLARED = tuple(list_commands("people", "Open a person's page; in other lists, the row's form."))
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    SHOWN = ("apprentices", "clearances", "absences", "preferences", "exclusions", "separations", "travel")
