"""Edits of cells in words: what stands there then, and what a pin is for."""

from collections.abc import Iterable, Sequence

from apprentices.board import Place
from apprentices.programme import Assignment
from apprentices.workspace import Workspace
from screens.shared.words import brief


def now_said(workspace: Workspace, places: Iterable[Place]) -> str:
    """What stands in some cells of the draft, a sentence each."""
    return " ".join(_said(workspace, place) for place in places)


def _said(workspace: Workspace, place: Place) -> str:
    there, name = workspace.board.at(*place), brief(workspace.name_of(place[0]))
    if there is None:
        return f"{name} has no placement in {place[1]}."
    return f"{name} is in {there.placement}{' (pinned)' if there.pinned else ''} in {place[1]}."


def pinned_at(workspace: Workspace, places: Iterable[Place]) -> list[Assignment]:
    """What is pinned in these cells."""
    found = (workspace.board.at(*place) for place in places)
    return [there for there in found if there is not None and there.pinned]


def pins_said(workspace: Workspace, pinned: Sequence[Assignment]) -> list[str]:
    """Before pinned cells are changed: what stands there, and what that means."""
    stay = (
        f"{workspace.name_of(there.apprentice)} is pinned to {there.placement} in {there.cycle}."
        for there in pinned
    )
    return [" ".join(stay), "A pin says that this is settled, and not to be changed."]
