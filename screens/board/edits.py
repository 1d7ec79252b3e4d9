"""Edits of cells: whether a cell is still as it was seen, what stands there then, and what a pin is for."""

from collections.abc import Iterable, Sequence

from apprentices.board import Board, Place
from apprentices.programme import Assignment
from apprentices.workspace import Workspace
from screens.shared.words import brief

CHANGED_MEANWHILE = "This cell was changed by somebody else while you chose. Look again and choose."


class Seen:
    """What was in the cells when somebody began to choose."""

    def __init__(self, board: Board) -> None:
        self._columns = board.cycle_index
        self._rows = {code: list(board.row(code)) for code in board.programme.apprentices}

    def at(self, place: Place) -> Assignment | None:
        """What was in a cell."""
        return self._rows[place[0]][self._columns[place[1]]]

    def is_still(self, places: Iterable[Place], board: Board) -> bool:
        """Whether these cells are there, and hold what they held."""
        return all(self._holds(place, board) for place in places)

    def _holds(self, place: Place, board: Board) -> bool:
        return _is_there(place, board) and self.at(place) == board.at(*place)


def _is_there(place: Place, board: Board) -> bool:
    who, cycle = place
    return who in board.programme.apprentices and cycle in board.cycle_index


def now_said(workspace: Workspace, places: Iterable[Place]) -> str:
    """What stands in some cells of the draft, a sentence each."""
    return " ".join(_said(workspace, place) for place in places)


def _said(workspace: Workspace, place: Place) -> str:
    there, name = workspace.board.at(*place), brief(workspace.name_of(place[0]))
    if there is None:
        return f"{name} has no placement in {place[1]}."
    return f"{name} is in {there.placement}{' (pinned)' if there.pinned else ''} in {place[1]}."


def pinned_at(workspace: Workspace, places: Iterable[Place]) -> list[Assignment]:
    """What is pinned in these cells; those that are gone hold nothing."""
    board = workspace.board
    found = (board.at(*place) for place in places if _is_there(place, board))
    return [there for there in found if there is not None and there.pinned]


def pins_said(workspace: Workspace, pinned: Sequence[Assignment]) -> list[str]:
    """Before pinned cells are changed: what stands there, and what that means."""
    stay = (
        f"{workspace.name_of(there.apprentice)} is pinned to {there.placement} in {there.cycle}."
        for there in pinned
    )
    return [" ".join(stay), "A pin says that this is settled, and not to be changed."]
