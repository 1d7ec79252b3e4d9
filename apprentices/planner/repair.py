"""What a plan changes, and why each cell could not stay as it was."""

from collections.abc import Iterable
from typing import NamedTuple

from apprentices.board import Board, Edit, by_cell, placed
from apprentices.planner import tags
from apprentices.planner.problem import Cell, Problem
from apprentices.planner.proposal import Move
from apprentices.programme import Assignment
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding, Shape
from apprentices.rules.words import host_name, join, team_name
from apprentices.text import with_capital

DRAFT_HAS, PUBLICATION_HAD = "the draft has", "the publication had"


def moves_of(problem: Problem, board: Board) -> tuple[Move, ...]:
    """The cells that differ from what moves are counted against, or else from the board; without reasons."""
    found = []
    for (who, index), old in (problem.before or _cells_of(problem.board)).items():
        new = placement_at(board, who, index)
        if new != old and problem.is_active(who, index):
            notice = problem.inside_notice(index, old, new)
            found.append(Move(who, board.cycles[index], old, new, "", notice))
    return tuple(found)


def changes(
    problem: Problem, checker: Checker, reference: Iterable[Assignment], had: str = DRAFT_HAS
) -> tuple[Move, ...]:
    """Every cell that differs between an earlier board and a plan, in order of time, and why.

    `checker` is the plan's; `had` names the earlier board, as the subject of what was in a cell.
    """
    plan, before = checker.board, placed(reference)
    differing = [
        (who, index, old, now)
        for index, cycle in enumerate(plan.cycles)
        for who in problem.programme.apprentices
        if (old := before.get((who, cycle))) != (now := placement_at(plan, who, index))
    ]
    moved = {
        (who, index) for who, index, old, _ in differing if old is not None and problem.is_active(who, index)
    }

    def move(who: str, index: int, old: str | None, now: str | None) -> Move:
        reason = _reason(problem, checker, (who, index), old, moved, had)
        notice = problem.inside_notice(index, old, now)
        return Move(who, plan.cycles[index], old, now, reason.why, notice, reason.tag)

    return tuple(move(*cell) for cell in differing)


def with_reasons(moves: Iterable[Move], told: Iterable[Move]) -> tuple[Move, ...]:
    """Moves as they are told elsewhere, with the reasons."""
    known = by_cell(told)
    return tuple(known.get(move.place, move) for move in moves)


def placement_at(board: Board, who: str, index: int) -> str | None:
    """The placement in a cell; None where it is empty."""
    there = board.row(who)[index]
    return there.placement if there else None


def _cells_of(board: Board) -> dict[Cell, str]:
    return {(a.apprentice, board.cycle_index[a.cycle]): a.placement for a in board.assignments()}


class _Reason(NamedTuple):
    """Why a cell could not stay as it was: in a word or two, and in a sentence."""

    tag: str
    why: str


def _reason(
    problem: Problem, checker: Checker, cell: Cell, old: str | None, changed: set[Cell], had: str
) -> _Reason:
    who, index = cell
    there = checker.board.row(who)[index]
    if not problem.is_active(*cell):
        return _Reason(tags.NOT_ACTIVE, "Not active in this cycle.")
    if old is None:
        return _Reason(tags.FILLED, f"{with_capital(had)} nothing here.")
    if there is not None and there.pinned:
        return _Reason(tags.PINNED, "It is pinned so in the draft.")
    if index not in problem.free.get(who, ()):
        return _Reason(tags.EDITED, "It was changed in the draft, and lies outside of what may be planned.")
    if old not in problem.programme.placements:
        return _Reason(tags.GONE, f"The placement {old}, which {had} here, is no longer there.")
    return _broken(problem, checker, cell, old, changed, had)


def _broken(
    problem: Problem, checker: Checker, cell: Cell, old: str, changed: set[Cell], had: str
) -> _Reason:
    """What would break if this cell alone went back: a change in the data, or others' moves."""
    board = checker.board
    consequence = checker.consider([Edit(cell[0], board.cycles[cell[1]], old)])
    broke = [f for f in (*consequence.broke, *consequence.changed) if f.is_conflict]
    if not broke:
        new = placement_at(board, *cell)
        wished = new is not None and problem.value(cell[0], new) > problem.value(cell[0], old)
        tag = tags.WISH if wished else tags.BETTER
        return _Reason(tag, "It was not needed, but makes the plan better.")
    first = min(broke, key=lambda finding: finding.shape != "cell")
    others = _others(problem, board, first, cell, old, changed)
    moved = _elsewhere(problem, board, cell, old, changed) if first.shape is Shape.ROW else ""
    tag = tags.ROOM if others else tags.of_rule(first.rule)
    return _Reason(tag, f"{_room(problem, others)}With what {had} here: {first.problem}{moved}")


def _elsewhere(problem: Problem, board: Board, cell: Cell, old: str, changed: set[Cell]) -> str:
    """Where else the plan puts a person into the team, or else at the host, of what a cell had."""
    who, teams = cell[0], problem.programme.placements
    new = {
        board.cycles[index]: teams[there.placement]
        for index, there in enumerate(board.row(who))
        if (who, index) in changed and there is not None
    }
    team = teams[old]
    same = [cycle for cycle, there in new.items() if there is team]
    at_host = [cycle for cycle, there in new.items() if there.host == team.host]
    if not at_host:
        return ""
    where = f"into {team_name(team)}" if same else f"at {host_name(problem.programme, team.host)}"
    return f" The plan puts {problem.programme.apprentices[who].name} {where} in {join(same or at_host)}."


def _others(
    problem: Problem,
    board: Board,
    finding: Finding,
    cell: Cell,
    old: str,
    changed: set[Cell],
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
        return ""
    names = join(problem.programme.apprentices[code].name for code in others)
    return f"It makes room for the move of {names}. "
