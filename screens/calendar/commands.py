"""What can be done in the calendar: keys, words and when."""

from typing import Protocol

from screens.shared.command import Command
from screens.shared.moves import steps


class Calendar(Protocol):
    """What the commands ask of the screen that has them."""

    @property
    def has_marked(self) -> bool:
        """Whether there is a cell under the cursor."""
        ...

    @property
    def cell(self) -> tuple[str, str] | None:
        """The person and the cycle under the cursor."""
        ...

    @property
    def has_something_to_leave(self) -> bool:
        """Whether there is a filter, or the panel is large."""
        ...


def _has_marked(calendar: Calendar) -> bool:
    return calendar.has_marked


def _has_cell(calendar: Calendar) -> bool:
    return calendar.cell is not None


def _has_something_to_leave(calendar: Calendar) -> bool:
    return calendar.has_something_to_leave


_TODAY = Command("calendar.today", "home", "Today", "To the week or month of today.", footer="today")

CALENDAR = (
    Command(
        "calendar.open",
        "enter",
        "Open",
        "The person's page, or the team's form: all about whom or what the cursor is on.",
        footer="open",
        when=_has_marked,
    ),
    Command(
        "calendar.board",
        "b",
        "To the board",
        "To the person's cell on the board, in the cycle under the cursor.",
        footer="board",
        when=_has_cell,
    ),
    Command(
        "calendar.scale",
        "w",
        "Weeks or months",
        "A column for each week, or for each month. The cursor stays on its days.",
        footer="weeks/months",
    ),
    Command(
        "calendar.turn",
        "tab",
        "People or teams",
        "A row for each person, or for each team. The cursor stays with whom it is on.",
        footer="turn",
    ),
    Command(
        "calendar.filter",
        "slash",
        "Filter",
        "Only rows that have these words: name, code, host, team, standard or cohort.",
        footer="filter",
    ),
    _TODAY,
    Command("calendar.next", "n", "Next cycle", "To the first days of the next cycle."),
    Command("calendar.previous", "N", "Cycle before", "To the first days of this cycle, or the one before."),
    Command("calendar.panel", "space", "Larger panel", "Give the panel more room, or less again."),
    Command(
        "calendar.leave",
        "escape",
        "Leave the filter",
        "Show all rows again; a large panel is first as usual again.",
        when=_has_something_to_leave,
    ),
    *(step for step in steps("calendar") if step.keys != _TODAY.keys),
)
