"""A cell that is dragged onto another: which edit that would be, and why it may be none."""

from collections.abc import Callable
from typing import NamedTuple

from apprentices.board import Edit, Place
from apprentices.rules.said import Consequence
from screens.board.view import BoardView, Target

NOBODY = "Nobody is there who could be moved."
OTHER_CYCLE = "Drop it in the same cycle: on a person to swap with, or on a free seat."
NOT_ACTIVE = "Who is not active in a cycle can't be swapped in it."


class Drop(NamedTuple):
    """What letting go would do, in words and as edits."""

    verb: str  # swap, or move
    words: str  # whom and where to: Ayo Bello and Bo Adeyemi in C1
    places: list[Place]  # where it began is the first
    edits: list[Edit]
    do: Callable[[], Consequence]


def drop(view: BoardView, start: Target, end: Target | None) -> Drop | str:
    """What a drop does; else why there is nothing to do. Who was at the start may be removed by now."""
    if (
        end is None
        or start.apprentice is None
        or start.apprentice not in view.workspace.programme.apprentices
    ):
        return NOBODY
    if start.cycle != end.cycle:
        return OTHER_CYCLE
    if end.apprentice is not None:
        return _swap(view, start.cycle, start.apprentice, end.apprentice)
    return _move(view, start.cycle, start.apprentice, end.placement) if end.placement else OTHER_CYCLE


def _swap(view: BoardView, cycle: str, one: str, other: str) -> Drop | str:
    workspace, index = view.workspace, view.board.cycle_index[cycle]
    people = [workspace.programme.apprentices[code] for code in (one, other)]
    if not all(workspace.facts.active(person)[index] for person in people):
        return NOT_ACTIVE
    if len({there and there.placement for there in (view.at(one, index), view.at(other, index))}) == 1:
        return f"{people[0].name} is there already."
    return Drop(
        "swap",
        f"{people[0].name} and {people[1].name} in {cycle}",
        [(one, cycle), (other, cycle)],
        workspace.board.swapped([one, other], [cycle]),
        lambda: workspace.swap([one, other], [cycle]),
    )


def _move(view: BoardView, cycle: str, who: str, placement: str) -> Drop | str:
    workspace = view.workspace
    there = workspace.board.at(who, cycle)
    name = workspace.name_of(who)
    if there is not None and there.placement == placement:
        return f"{name} is there already."
    return Drop(
        "move",
        f"{name} to {placement} in {cycle}",
        [(who, cycle)],
        [Edit(who, cycle, placement, there is not None and there.pinned)],
        lambda: workspace.assign(who, cycle, placement),
    )
