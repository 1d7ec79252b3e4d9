"""A plan and a draft that has moved on: what people changed since the planner began stays as they made it."""

from collections.abc import Iterable
from typing import NamedTuple

from apprentices.planner.proposal import Move, Proposal
from apprentices.programme import Assignment
from apprentices.workspace import Workspace
from screens.plan.work import Base, Cells, Outcome, Place

DRAFT = "assignments"  # the table


class Merged(NamedTuple):
    """The plan as it would be applied now. `stay`: the cells that it no longer changes."""

    proposal: Proposal
    stay: tuple[Place, ...]
    against_draft: tuple[Move, ...]
    against_publication: tuple[Move, ...] | None  # None: something newer has been published
    other_data: bool  # rules, people or places are no longer those that were planned with


def merge(outcome: Outcome, workspace: Workspace) -> Merged:
    """The plan in all cells that are still as they were; the draft in the others."""
    base = outcome.base
    planned = _by_cell(outcome.proposal.assignments)
    draft = _by_cell(workspace.board.assignments())
    changed = changed_since(base, workspace)
    gone = [place for place, there in planned.items() if not _is_known(workspace, place, there)]
    stay = tuple(dict.fromkeys([*changed, *gone]))
    for place in stay:
        planned.pop(place, None)
        if place in draft:
            planned[place] = draft[place]
    kept = set(stay)
    published = workspace.published
    same_publication = (published and published.number) == (
        base.data.published and base.data.published.number
    )
    return Merged(
        outcome.proposal._replace(assignments=tuple(planned.values())),
        stay,
        tuple(move for move in outcome.against_draft if (move.apprentice, move.cycle) not in kept),
        _against_publication(outcome, workspace, planned, kept) if same_publication else None,
        any(
            workspace.rows.get(table) != base.rows.get(table)
            for table in workspace.rows.keys() | base.rows.keys()
            if table != DRAFT
        ),
    )


def changed_since(base: Base, workspace: Workspace) -> list[Place]:
    """The cells of the draft that are no longer as they were."""
    began, draft = base.cells, _by_cell(workspace.board.assignments())
    return [place for place in began | draft if began.get(place) != draft.get(place)]


def _against_publication(
    outcome: Outcome, workspace: Workspace, planned: Cells, stay: set[Place]
) -> tuple[Move, ...]:
    if not stay or workspace.published is None:
        return outcome.against_publication
    told = {(a.apprentice, a.cycle): a.placement for a in workspace.published.assignments}
    moves = [move for move in outcome.against_publication if (move.apprentice, move.cycle) not in stay]
    for who, cycle in stay:
        there = planned.get((who, cycle))
        old, now = told.get((who, cycle)), there.placement if there else None
        if old != now:
            moves.append(Move(who, cycle, old, now, "It was changed in the draft since the planner began."))
    return tuple(moves)


def _by_cell(assignments: Iterable[Assignment]) -> Cells:
    return {(a.apprentice, a.cycle): a for a in assignments}


def _is_known(workspace: Workspace, place: Place, planned: Assignment) -> bool:
    return (
        place[0] in workspace.programme.apprentices
        and place[1] in workspace.board.cycle_index
        and planned.placement in workspace.programme.placements
    )
