"""A plan that was made before, looked at again beside the draft and the programme of now."""

from collections.abc import Mapping

from apprentices.board import Board, Edit, Place
from apprentices.planner.counted import warnings
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Proposal, Status
from apprentices.planner.repair import placement_at
from apprentices.planner.run import Asked, Base, Outcome, judged


def look_again(base: Base, wanted: Mapping[Place, str], kept_as: str = "") -> Outcome:
    """A plan (by cell) as if it were made now: in all cells that may change, with what is still there.

    Pinned cells and those past or under way are as in the draft. Nothing is proved of it.
    """
    problem = base.data.problem()
    board = _with(problem, wanted)
    now = base.data._replace(assignments=tuple(board.assignments())).problem()
    gaps = len(now.gaps_on(board))
    proposal = Proposal(
        status=Status.INCOMPLETE if gaps else Status.FEASIBLE,
        gaps=gaps,
        moves=0,
        score=now.score.total,
        bound=None,
        worst_off=now.score.worst_off,
        seconds=0.0,
        assignments=tuple(board.assignments()),
        moved=(),
        warnings=warnings(now, board),
    )
    return judged(Asked(base.data.scope), base, problem, proposal, True)._replace(kept_as=kept_as)


def _with(problem: Problem, wanted: Mapping[Place, str]) -> Board:
    board = Board(problem.programme, problem.board.assignments())
    for who, index in (*problem.cells(), *problem.cleared):
        place = who, board.cycles[index]
        code = wanted.get(place)
        there = code if code in problem.programme.placements else None
        if there != placement_at(board, who, index):
            board.put(Edit(*place, there))
    return board
