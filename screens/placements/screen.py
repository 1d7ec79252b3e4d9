"""The teams, and the lists of all else that rotations are made of."""

from typing import ClassVar

from textual.binding import BindingType

from screens.records.commands import list_commands
from screens.records.screen import RecordsScreen
from screens.records.tables import OF_PLACEMENTS
from screens.shared.command import bindings


class PlacementsScreen(RecordsScreen):
    """Placements, and the tables that are not about single people."""

    DECLARED = tuple(list_commands("placements", "Open the form of the marked row."))
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    SHOWN = OF_PLACEMENTS
