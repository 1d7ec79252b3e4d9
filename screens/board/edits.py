"""Edits of cells: whether a cell is still as it was seen, what stands there then, and what a pin is for."""

from collections.abc import Iterable, Sequence

from apprentices.board import Board, Edit, Place
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
        """What was in a cell; nothing in one that was not there yet."""
        row, column = self._rows.get(place[0]), self._columns.get(place[1])
        return row[column] if row and column is not None else None

    def is_still(self, places: Iterable[Place], board: Board) -> bool:
        """Whether these cells are there, and hold what they held."""
        return all(self._holds(place, board) for place in places)

    def _holds(self, place: Place, board: Board) -> bool:
        return _is_there(place, board) and self.at(place) == board.at(*place)


def _is_there(place: Place, board: Board) -> bool:
    who, cycle = place
    return who in board.programme.apprentices and cycle in board.cycle_index


def held(workspace: Workspace, places: Iterable[Place]) -> list[Edit]:
    """What some cells of the draft hold."""
    return [Edit.holding(*place, workspace.board.at(*place)) for place in places]


def now_said(workspace: Workspace, before: Iterable[Edit]) -> str:
    """What stands in some cells of the draft that held something else before, a sentence each."""
    return " ".join(_said(workspace, was) for was in before)


def _said(workspace: Workspace, was: Edit) -> str:
    there, name = workspace.board.at(was.apprentice, was.cycle), brief(workspace.name_of(was.apprentice))
    if there is None:
        return f"{name} has no placement in {was.cycle}."
    if there.placement != was.placement:
        return f"{name} is in {there.placement}{' (pinned)' if there.pinned else ''} in {was.cycle}."
    is_pinned = "is" if there.pinned else "is no longer"
    return f"{name} {is_pinned} pinned to {there.placement} in {was.cycle}."


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
