"""What can be done on the board: keys, words and when."""

from typing import Protocol

from screens.board.view import BoardView, Target
from screens.shared.command import Command


class Board(Protocol):
    """What the commands ask of the screen that has them."""

    view: BoardView

    @property
    def target(self) -> Target | None:
        """What the cursor is on."""
        ...

    @property
    def is_draft(self) -> bool:
        """Whether edits are possible."""
        ...

    @property
    def is_panel_as_usual(self) -> bool:
        """Whether the panel is neither hidden nor given more room."""
        ...

    @property
    def is_filtering(self) -> bool:
        """Whether a filter is being typed."""
        ...


def _can_place(board: Board) -> bool:
    return (
        board.is_draft
        and board.target is not None
        and bool(board.target.apprentice or board.target.placement)
    )


def _is_filled(board: Board) -> bool:
    target = board.target
    return board.is_draft and target is not None and bool(target.apprentice and target.placement)


def _is_person(board: Board) -> bool:
    return board.is_draft and board.target is not None and board.target.apprentice is not None


def _is_somebody(board: Board) -> bool:
    return board.target is not None and board.target.apprentice in board.view.workspace.programme.apprentices


def _can_mend(board: Board) -> bool:
    return bool(board.view.of_target(board.target))


def _is_published(board: Board) -> bool:
    return board.view.workspace.published is not None


def _has_something_to_leave(board: Board) -> bool:
    return bool(board.view.words) or not board.is_panel_as_usual or board.is_filtering


BOARD = (
    Command(
        "board.place",
        "enter",
        "Place",
        "Choose a placement for this cell, or a person for a free seat: best first, with what each breaks "
        "and mends.",
        footer="place",
        when=_can_place,
    ),
    Command("board.clear", "x", "Clear the cell", "Empty this cell.", footer="clear", when=_is_filled),
    Command(
        "board.pin",
        "p",
        "Pin or unpin",
        "Tell the planner to leave this cell as it is, or that it may change it again.",
        footer="pin",
        when=_is_filled,
    ),
    Command(
        "board.swap",
        "s",
        "Swap with somebody",
        "Exchange what two people have in this cycle; the list says what each swap breaks and mends.",
        footer="swap",
        when=_is_person,
    ),
    Command(
        "board.person",
        "e",
        "Edit the person",
        "Fill in what is known about this apprentice, in a form.",
        when=_is_person,
    ),
    Command(
        "board.page",
        "o",
        "Open the person's page",
        "All about this apprentice in one place: rotation, papers, absences, wishes, findings, history.",
        when=_is_somebody,
    ),
    Command(
        "board.mend",
        "f",
        "Mend",
        "Go to the field that mends the first finding here, where a form does it.",
        when=_can_mend,
    ),
    Command(
        "board.next",
        "n",
        "Next finding",
        "Go to the next of the conflicts and warnings that the title counts.",
        footer="next",
    ),
    Command("board.previous", "N", "Previous finding", "Go to the one before."),
    Command(
        "board.filter",
        "slash",
        "Filter",
        "Show only what has these words: name, host, team, standard, cohort, gap, conflict, warning or the "
        "text of a finding. The other cells stand back.",
        footer="filter",
    ),
    Command(
        "board.turn",
        "tab",
        "Turn the board",
        "Read it by host and team instead of by apprentice, and back. The cursor stays on the same person.",
        footer="turn",
    ),
    Command(
        "board.version",
        "v",
        "Draft, publication or difference",
        "Look at the draft, at what was last published, or at what differs between the two.",
        footer="version",
        when=_is_published,
        lasting=False,
        why_not=("Nothing has been published yet: Publish, on the Agreement screen, publishes the draft.",),
    ),
    Command(
        "board.panel",
        "space",
        "Larger panel, or none",
        "Give the panel more room, hide it for the sake of the board, and show it as usual again.",
    ),
    Command(
        "board.leave",
        "escape",
        "Leave the filter",
        "Show everything again; a large or hidden panel is first as usual again.",
        when=_has_something_to_leave,
    ),
    Command("board.mark-up", "shift+up", "Mark up", "Mark cells to be copied, a row up.", step=True),
    Command("board.mark-down", "shift+down", "Mark down", "Mark cells to be copied, a row down.", step=True),
    Command(
        "board.mark-left", "shift+left", "Mark to the left", "Mark cells of the cycle before, too.", step=True
    ),
    Command(
        "board.mark-right",
        "shift+right",
        "Mark to the right",
        "Mark cells of the next cycle, too.",
        step=True,
    ),
    Command("board.up", "up,k", "Up", "One row up.", step=True),
    Command("board.down", "down,j", "Down", "One row down.", step=True),
    Command("board.left", "left,h", "Left", "One cycle earlier.", step=True),
    Command("board.right", "right,l", "Right", "One cycle later.", step=True),
    Command("board.first", "home", "First cycle", "To the first cycle; again: to the first row.", step=True),
    Command("board.last", "end", "Last cycle", "To the last cycle; again: to the last row.", step=True),
    Command("board.page-up", "pageup", "Page up", "As many rows up as are in sight.", step=True),
    Command("board.page-down", "pagedown", "Page down", "As many rows down as are in sight.", step=True),
)
