"""What a plan comes to on the board, counted by the rules' own limits, in plain Python.

Engines and child processes may be wrong. Whatever they say of a plan is held against this before it is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from apprentices.board import Board
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.rules.binding import ActiveRule
from apprentices.rules.judging import CellScope, Judge, RowScope, Scope
from apprentices.rules.limits import Accepting, Before, Breach, Heads, Row, RowLimit, SameHost, SeatLimit
from apprentices.rules.places import Place


class Broken(NamedTuple):
    """A limit that a plan breaks.

    `stays`: locked cells break it by themselves; `mendable`: free cells could mend that.
    """

    active: ActiveRule | None  # None: a placement outside of what was to be planned
    limit: RowLimit | SeatLimit | None  # None: a cell rule
    apprentice: str | None = None
    cycle_index: int | None = None
    place: Place | None = None
    over: int = 1
    stays: bool = False
    mendable: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether it asks for people where there is nobody."""
        return isinstance(self.limit, Heads) and self.over == self.limit.least


def broken(problem: Problem, plan: Plan, kept: Mapping[Cell, str] | None = None) -> Iterator[Broken]:
    """What a plan breaks, one by one.

    What locked cells and those `kept` break alone is left out, where nothing that is added could mend it.
    """
    kept = kept or {}
    yield from _cells(problem, plan, kept)
    for who in problem.free:
        yield from _rotation(problem, who, plan, kept)
    yield from _places(problem, plan, kept)


class Values:
    """What a plan comes to, level by level. Warnings are only counted when they are asked for."""

    def __init__(self, ledger: Ledger, breaches: int) -> None:
        self._ledger = ledger
        self._breaches = breaches

    def __getitem__(self, level: Level) -> int:
        if level is Level.WARNINGS:
            return self._warnings
        worth = {Level.BREACHES: self._breaches, Level.GAPS: self._ledger.gaps}
        return (worth | {Level.MOVES: self._ledger.moves, Level.SCORE: self._ledger.score})[level]

    @cached_property
    def _warnings(self) -> int:
        problem = self._ledger.problem
        return warnings(problem, problem.board_with(self._ledger.plan))


def values_of(ledger: Ledger) -> Values | None:
    """What a plan comes to; None where it breaks what it must not."""
    found = list(broken(ledger.problem, ledger.plan))
    if not all(one.stays for one in found):
        return None
    return Values(ledger, sum(one.mendable for one in found))


def warnings(problem: Problem, board: Board) -> int:
    """What the checker warns of in cells, rotations and places of a board: what a plan has a say in."""
    judge = Judge(problem.binding, board)
    planned = (scope for scope in judge.scopes() if isinstance(scope, CellScope | RowScope | Place))
    return sum(warnings_in(judge, scope) for scope in planned)


def warnings_in(judge: Judge, scope: Scope) -> int:
    """How many warnings stand in one scope of a board."""
    return sum(found.is_warning for found in judge.judge(scope))


def mendable(ledger: Ledger) -> list[Broken]:
    """What locked cells break and free ones could mend, and the plan does not."""
    return [one for one in broken(ledger.problem, ledger.plan) if one.stays and one.mendable]


def is_past(level: Level, value: int, bound: int) -> bool:
    """Whether a value is better than a bound says that any can be."""
    return value > bound if level is Level.SCORE else value < bound


# --- inside ---------------------------------------------------------------------------------------


def _cells(problem: Problem, plan: Plan, kept: Mapping[Cell, str]) -> Iterator[Broken]:
    for (who, index), code in plan.items():
        if code is None or kept.get((who, index)) == code:
            continue
        if not problem.is_meant(who, index, code):
            yield Broken(None, None, who, index)
        for active, _ in problem.forbidding(who, index, code):
            yield Broken(active, None, who, index)


def _rotation(problem: Problem, who: str, plan: Plan, kept: Mapping[Cell, str]) -> Iterator[Broken]:
    indices, locked = problem.free[who], problem.locked[who]
    free = {index: plan.get((who, index)) for index in indices}
    stays = {index: kept.get((who, index)) for index in indices}
    gaps = bool(problem.locked_gaps(who))
    row, before = (
        _row(problem, locked, cells, full=not gaps and None not in cells.values()) for cells in (free, stays)
    )
    for active, limit in problem.row_limits(who):
        kind = limit.limit if isinstance(limit, Accepting) else limit
        mendable = isinstance(kind, Before | SameHost)
        old = {_same(kind, breach): breach for breach in limit.breaches(before)}
        for breach in limit.breaches(row):
            was = old.get(_same(kind, breach))
            if was is None:
                yield Broken(active, limit, who, breach.cycle_index if mendable else None)
            elif mendable:
                could = _could_mend(problem, who, kind, was)
                yield Broken(active, limit, who, breach.cycle_index, stays=True, mendable=could)


def _row(problem: Problem, locked: list[str | None], free: Mapping[int, str | None], full: bool) -> Row:
    codes = [free.get(index, there) for index, there in enumerate(locked)]
    return Row([problem.programme.placements.get(code or "") for code in codes], full)


def _same(limit: RowLimit, breach: Breach) -> object:
    """What makes two breaches of a limit one: where a host changes, it doesn't matter from which cycle on."""
    return breach.cycle_index if isinstance(limit, SameHost) else breach


def _could_mend(problem: Problem, who: str, limit: RowLimit, breach: Breach) -> bool:
    """Whether free cells have a say in what locked ones break: those before, or those between."""
    assert breach.cycle_index is not None, "it is in one cycle"
    if isinstance(limit, Before):
        return any(_could_be(problem, who, index, limit.before) for index in range(breach.cycle_index))
    between = range(breach.found + 1, breach.cycle_index)
    return any(_could_be(problem, who, index, problem.programme.placements) for index in between)


def _could_be(problem: Problem, who: str, index: int, placements: Iterable[str]) -> bool:
    free = index in problem.free[who]
    return free and any(problem.may_be(who, index, code) for code in placements)


def _places(problem: Problem, plan: Plan, kept: Mapping[Cell, str]) -> Iterator[Broken]:
    board, before = problem.board_with(plan), problem.board_with(kept)
    for active, place, limit in problem.seat_limits:
        if not isinstance(limit, Heads):
            if limit.breach(board) and not limit.breach(before):
                yield Broken(active, limit, None, place.cycle_index, place)
            continue
        found, stays = (
            sum(len(one.there(limit.cycle_index, code)) for code in limit.placements)
            for one in (board, before)
        )
        if limit.most is not None and found > max(limit.most, stays):
            yield Broken(active, limit, None, place.cycle_index, place, found - limit.most)
        if limit.least is not None and found < limit.least and (found or limit.always):
            was, over = bool(stays) or limit.always, limit.least - found
            could = any(_could_be(problem, who, limit.cycle_index, limit.placements) for who in problem.free)
            yield Broken(active, limit, None, place.cycle_index, place, over, stays=was, mendable=could)
