"""What a plan moves, and why each cell could not stay as it was."""

from apprentices.board import Board, Edit
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Move
from apprentices.rules.checker import Checker
from apprentices.rules.rule import Finding, Severity
from apprentices.rules.words import join


def moves_of(problem: Problem, board: Board, checker: Checker | None = None) -> tuple[Move, ...]:
    """The cells that differ from what moves are counted against, or else from the present board.

    `checker` is the board's own, where there is one already.
    """
    counted = bool(problem.before)
    if counted:
        checker = checker or Checker(board, problem.today, problem.published)
    before = problem.before if counted else _cells_of(problem.board)
    moved = [
        (who, index, old, new.placement if new else None)
        for (who, index), old in before.items()
        if (new := board.row(who)[index]) is None or new.placement != old
        if problem.facts.active(problem.programme.apprentices[who])[index]
    ]
    changed = {(who, index) for who, index, _, _ in moved}
    return tuple(
        Move(
            who,
            board.cycles[index],
            old,
            new,
            _why(problem, checker, (who, index), old, changed) if counted and checker else "",
            problem.inside_notice(index, old, new),
        )
        for who, index, old, new in moved
    )


def _cells_of(board: Board) -> dict[tuple[str, int], str]:
    return {(a.apprentice, board.cycle_index[a.cycle]): a.placement for a in board.assignments()}


def _why(
    problem: Problem, checker: Checker, cell: tuple[str, int], old: str, changed: set[tuple[str, int]]
) -> str:
    """What would break if this cell alone went back: a change in the data, or others' moves."""
    who, index = cell
    board = checker.board
    there = board.row(who)[index]
    if there is not None and there.pinned:
        return "It is pinned so in the draft."
    if index not in problem.free.get(who, ()):
        return "It was changed in the draft, and lies outside of what may be planned."
    if old not in problem.programme.placements:
        return f"The placement {old} is no longer there."
    consequence = checker.consider([Edit(who, board.cycles[index], old)])
    broke = [f for f in (*consequence.broke, *consequence.changed) if f.severity is Severity.CONFLICT]
    if not broke:
        return "It was not needed, but makes the plan better."
    first = min(broke, key=lambda finding: finding.shape != "cell")
    others = _others(problem, board, first, cell, old, changed)
    return f"{_room(problem, others)} Otherwise: {first.problem}"


def _others(
    problem: Problem,
    board: Board,
    finding: Finding,
    cell: tuple[str, int],
    old: str,
    changed: set[tuple[str, int]],
) -> list[str]:
    """The people who moved to where this cell was, so that it had to make room."""
    who, index = cell
    if finding.shape != "seat":
        return []
    team = problem.programme.placements[old]
    groups = [set(problem.facts.groups[over].get(key, ())) for over, key in problem.facts.counted_in(team)]
    near = {code for group in groups for code in group} if finding.placement is None else {old}
    return [
        other
        for other, at in sorted(changed)
        if at == index and other != who
        if (new := board.row(other)[index]) is not None and new.placement in near
    ]


def _room(problem: Problem, others: list[str]) -> str:
    if not others:
        return "It can't stay."
    names = join(problem.programme.apprentices[code].name for code in others)
    return f"It makes room for the move of {names}."
