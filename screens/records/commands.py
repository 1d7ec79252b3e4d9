"""What can be done in the lists of rows: keys, words and when."""

from collections.abc import Iterator
from typing import Protocol

from apprentices.rules.said import Step
from screens.shared.command import Command
from screens.shared.moves import moves


class Lists(Protocol):
    """What the commands ask of the screen that has them."""

    @property
    def has_row(self) -> bool:
        """Whether a row is marked."""
        ...

    @property
    def step(self) -> Step | None:
        """What would mend the first finding of the marked row, where a form does it."""
        ...

    @property
    def has_something_to_leave(self) -> bool:
        """Whether there is a filter, or a large panel."""
        ...


def _has_row(screen: Lists) -> bool:
    return screen.has_row


def _can_mend(screen: Lists) -> bool:
    return screen.step is not None


def _has_something_to_leave(screen: Lists) -> bool:
    return screen.has_something_to_leave


def list_commands(screen: str, opens: str) -> Iterator[Command]:
    """The commands of a screen with lists; `opens` says what enter does there."""
    yield Command(f"{screen}.open", "enter", "Open", opens, footer="open", when=_has_row)
    yield Command(
        f"{screen}.edit", "e", "Edit", "Edit the marked row in a form.", footer="edit", when=_has_row
    )
    yield Command(
        f"{screen}.new",
        "n",
        "New",
        "Fill in a new row. Rows copied in a spreadsheet can be pasted into the list: a preview says what "
        "they come to.",
        footer="new",
    )
    yield Command(
        f"{screen}.mend",
        "f",
        "Mend",
        "Go to the field that mends the first finding of the marked row.",
        when=_can_mend,
    )
    yield Command(
        f"{screen}.copy",
        "c",
        "Copy",
        "Fill in a new row that is like the marked one, but for its code and what is each one's own.",
        footer="copy",
        when=_has_row,
    )
    yield Command(
        f"{screen}.leaving",
        "x",
        "Retire or remove",
        "Give the marked row a last day, or take it out; what refers to it is named before.",
        footer="retire",
        when=_has_row,
    )
    yield Command(
        f"{screen}.filter",
        "slash",
        "Filter",
        "Show only rows with these words, in any column or in what codes stand for; conflict and warning "
        "find what the rules speak of.",
        footer="filter",
    )
    yield Command(
        f"{screen}.next-table", "right,l,tab", "Next list", "To the list on the right.", footer="lists"
    )
    yield Command(f"{screen}.previous-table", "left,h,shift+tab", "List before", "To the list on the left.")
    yield Command(f"{screen}.panel", "space", "Larger panel", "Give the panel more room, or less again.")
    yield Command(
        f"{screen}.leave",
        "escape",
        "Leave the filter",
        "Show everything again; makes a large panel small first.",
        when=_has_something_to_leave,
    )
    yield from moves(screen)
