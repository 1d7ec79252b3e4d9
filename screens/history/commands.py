"""What can be done in the history: keys, words and when."""

from typing import TYPE_CHECKING, Protocol

from apprentices.store import Event
from screens.shared.command import Command
from screens.shared.moves import moves

if TYPE_CHECKING:
    from screens.shared.rows import RowList


class History(Protocol):
    """What the commands ask of the screen that has them."""

    rows: "RowList[Event]"
    words: tuple[str, ...]

    @property
    def is_filtering(self) -> bool:
        """Whether a filter is being typed."""
        ...


def _stands(screen: History) -> bool:
    event = screen.rows.value
    return event is not None and not event.undone


def _has_something_to_leave(screen: History) -> bool:
    return bool(screen.words) or screen.is_filtering


HISTORY = (
    Command(
        "history.undo-this",
        "U",
        "Undo this change",
        "Undo the marked change, whoever made it, if nothing that it touched has changed since.",
        footer="undo this",
        when=_stands,
    ),
    Command(
        "history.filter",
        "slash",
        "Filter",
        "Show only changes that have these words: whose rows or cells they changed, a team, a cycle, who "
        "made them, their number.",
        footer="filter",
    ),
    Command(
        "history.leave",
        "escape",
        "Leave the filter",
        "Show all changes again.",
        when=_has_something_to_leave,
    ),
    *moves("history"),
)
