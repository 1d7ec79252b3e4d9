"""The people, and the lists of what is recorded about them."""

from typing import ClassVar

from textual.binding import BindingType

from screens.people.page import show_page
from screens.records.commands import list_commands
from screens.records.screen import RecordsScreen
from screens.records.tables import OF_PEOPLE
from screens.shared.command import bindings


class PeopleScreen(RecordsScreen):
    """Apprentices, and all tables that name one in each row."""

    DECLARED = tuple(list_commands("people", "Open a person's page; in other lists, the row's form."))
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    SHOWN = OF_PEOPLE

    def action_open(self) -> None:
        """Open a person's page; of another list's row, its form."""
        if self.table.name == self.SHOWN[0] and self.row is not None:
            show_page(self, self.row.apprentice)
        else:
            super().action_open()
