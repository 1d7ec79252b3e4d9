"""A plan and a draft that has moved on: what people changed since the planner began stays as they made it."""

from collections.abc import Collection
from typing import NamedTuple

from apprentices.board import Place, by_cell, placed
from apprentices.planner.counted import warnings
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.proposal import Move, Proof, Proposal, Status
from apprentices.planner.run import Base, Cells, Outcome
from apprentices.planner.tags import EDITED
from apprentices.programme import DRAFT


class Merged(NamedTuple):
    """The plan as it would be applied now. `stay`: the cells that it no longer changes."""

    proposal: Proposal
    stay: tuple[Place, ...]
    against_draft: tuple[Move, ...]
    against_publication: tuple[Move, ...] | None  # None: something newer has been published
    other_data: bool  # rules, people or places are no longer those that were planned with

    @property
    def moved_on(self) -> bool:
        """Whether what was proved is of another draft, or of another programme, than that of now."""
        return bool(self.stay) or self.other_data


def merge(outcome: Outcome, now: Base) -> Merged:
    """The plan in all cells that are still as they were; the draft of now in the others."""
    base = outcome.base
    planned = by_cell(outcome.proposal.assignments)
    draft = now.cells
    stay = tuple(dict.fromkeys([*changed_since(base, now), *_gone(now, planned)]))
    for place in stay:
        planned.pop(place, None)
        if place in draft:
            planned[place] = draft[place]
    kept = set(stay)
    published = now.data.published
    same_publication = (published and published.number) == (
        base.data.published and base.data.published.number
    )
    return Merged(
        outcome.proposal._replace(assignments=tuple(planned.values())),
        stay,
        _others(outcome.against_draft, kept),
        _against_publication(outcome, now, planned, kept) if same_publication else None,
        any(
            now.rows.get(table) != base.rows.get(table)
            for table in now.rows.keys() | base.rows.keys()
            if table != DRAFT.name
        ),
    )


def part_of(merged: Merged, now: Base, chosen: Collection[Place]) -> Merged:
    """No more of a plan than these cells; the draft of now in all others. It is proved of none of it."""
    cells = now.cells
    planned = by_cell(merged.proposal.assignments)
    for place in chosen:
        cells.pop(place, None)
        if place in planned:
            cells[place] = planned[place]
    moves = tuple(move for move in merged.against_draft if move.place in chosen)
    proposal = merged.proposal._replace(assignments=tuple(cells.values()))
    return merged._replace(proposal=proposal, against_draft=moves)


def changed_since(base: Base, now: Base) -> list[Place]:
    """The cells of the draft that are no longer as they were."""
    began, draft = base.cells, now.cells
    return [place for place in began | draft if began.get(place) != draft.get(place)]


def counted_again(merged: Merged, now: Base, scope: Scope) -> Proposal:
    """The plan as it is applied, counted again where the draft has moved on: nothing is proved of it then."""
    proposal = merged.proposal
    if not merged.moved_on:
        return proposal
    kept = now.data.assignments if scope.keep is Keep.DRAFT else None
    problem = now.data._replace(assignments=proposal.assignments, scope=scope, reference=kept).problem()
    gaps = len(problem.gaps_on(problem.board))
    row = problem.board.row
    moves = 0
    for who, index in problem.before:
        there = row(who)[index]
        moves += problem.move_cost(who, index, there.placement if there else None)
    return proposal._replace(
        status=Status.INCOMPLETE if gaps else Status.FEASIBLE,
        gaps=gaps,
        moves=moves,
        score=problem.score.total,
        bound=None,
        worst_off=problem.score.worst_off,
        moved=_others(proposal.moved, set(merged.stay)),
        moves_bound=0,
        proof=Proof.NONE,
        warnings=warnings(problem, problem.board),
        warnings_bound=None,
    )


def _others(moves: tuple[Move, ...], stay: set[Place]) -> tuple[Move, ...]:
    return tuple(move for move in moves if move.place not in stay)


def _against_publication(outcome: Outcome, now: Base, planned: Cells, stay: set[Place]) -> tuple[Move, ...]:
    if not stay or now.data.published is None:
        return outcome.against_publication
    told = placed(now.data.published.assignments)
    moves = list(_others(outcome.against_publication, stay))
    for who, cycle in stay:
        there = planned.get((who, cycle))
        old, new = told.get((who, cycle)), there.placement if there else None
        if old != new:
            why = "It was changed in the draft since the planner began."
            moves.append(Move(who, cycle, old, new, why, tag=EDITED))
    return tuple(moves)


def _gone(now: Base, planned: Cells) -> list[Place]:
    """The cells of a plan whose person, cycle or placement the programme no longer has."""
    programme = now.data.programme
    cycles = {cycle.cycle for cycle in programme.cycles}
    return [
        (who, cycle)
        for (who, cycle), there in planned.items()
        if who not in programme.apprentices
        or cycle not in cycles
        or there.placement not in programme.placements
    ]
