"""A level of a model as arrays, for both engines; and the part of it that only some of its variables make.

All numbers are whole, and stand in floats because that is what engines take: floats hold them exactly. What
there is for each entry of a row stands in small whole numbers: a large board has tens of millions of entries.
"""

import copy
from collections.abc import Mapping, Sequence
from math import floor, inf
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model, Terms
from apprentices.planner.parameters import using


class Part(NamedTuple):
    """A linear programme of some variables: `low <= sum of factors <= high` for each row, a row at a time."""

    cost: Any
    offset: float
    lower: Any
    upper: Any
    low: Any
    high: Any
    starts: Any  # of each row in `var` and `factors`, and where the last one ends
    var: Any
    factors: Any
    highest: bool  # whether the cost is to be as high as can be, or else as low
    variables: Any  # which variables of the whole these are
    rows: Any  # which rows of the whole stand in it

    def widened(self, price: float) -> "Part":
        """The same with every row widened at a price for each that it is broken by: it has a solution."""
        number, extra = len(self.cost), 2 * len(self.high)
        row = np.repeat(np.arange(len(self.high)), np.diff(self.starts))
        every = np.arange(len(self.high))
        rows = np.concatenate([row, every, every])
        order = np.argsort(rows, kind="stable")
        signs = np.repeat([-1.0, 1.0], len(every))
        spare = np.where(np.concatenate([np.isfinite(self.high), np.isfinite(self.low)]), np.inf, 0.0)
        return self._replace(
            cost=np.concatenate([self.cost, np.full(extra, -price if self.highest else price)]),
            lower=np.concatenate([self.lower, np.zeros(extra)]),
            upper=np.concatenate([self.upper, spare]),
            starts=np.searchsorted(rows[order], np.arange(len(self.high) + 1)),
            var=np.concatenate([self.var, np.arange(number, number + extra)])[order],
            factors=np.concatenate([self.factors, signs])[order],
        )

    def better(self, one: float, other: float) -> bool:
        """Whether one value of the level is better than another."""
        return one > other if self.highest else one < other


class Matrix:
    """Costs and bounds of the variables, and rows `low <= sum of factors <= high` as a list of entries."""

    def __init__(self, model: Model, level: Level, fixed: Mapping[Level, int]) -> None:
        """Earlier levels are held at `fixed`."""
        goal = model.objective[level]
        number = len(model.upper)
        self.highest = level is Level.SCORE
        self.offset = goal.constant
        self.cost = np.zeros(number)
        if goal.terms:
            self.cost[list(goal.terms)] = list(goal.terms.values())
        self.upper, self.lower = np.array(model.upper, float), np.array(model.lower, float)
        starts, var = np.array(model.starts), np.frombuffer(model.var, np.int32)
        factors = np.frombuffer(model.factors, np.int32)
        low = [-inf if bound is None else float(bound) for bound in model.row_lower]
        high = [float(bound) for bound in model.row_upper]
        for other, value in fixed.items():
            objective = model.objective[other]
            starts = np.append(starts, len(var))
            sign = -1 if other is Level.SCORE else 1  # no lower than so high
            var = np.append(var, np.array(list(objective.terms), np.int32))
            factors = np.append(factors, sign * np.array(list(objective.terms.values()), np.int32))
            low.append(-inf)
            high.append(float(sign * (value - objective.constant)))
        self.low, self.high = np.array(low), np.array(high)
        self.implied = np.zeros(len(high), bool)  # rows that whole numbers keep anyway
        self.implied[model.implied_rows] = True
        self.var, self.factors = var, factors
        self.row = np.repeat(np.arange(len(high), dtype=np.int32), np.diff(np.append(starts, len(var))))
        self._take_places(model)

    def paid(self, prices: Any) -> Any:
        """What each variable pays at a price for each row."""
        paid, many = np.zeros(len(self.cost)), using().entries
        for first in range(0, len(self.var), many):
            some = slice(first, first + many)
            each = self.factors[some] * prices[self.row[some]]
            paid += np.bincount(self.var[some], each, minlength=len(paid))
        return paid

    @property
    def shut(self) -> Any:
        """The mask of the rows that let none of their variables be anything: of seats that are not there."""
        could = (self.factors <= 0) | (self.lower[self.var] != 0)
        return (self.high == 0) & (np.bincount(self.row, could, minlength=len(self.high)) == 0)

    def only(self, mask: Any) -> "Matrix":
        """The same with the entries of some variables alone; the others are taken to be 0."""
        other = copy.copy(self)
        keep = mask[self.var]
        other.var, other.factors, other.row = self.var[keep], self.factors[keep], self.row[keep]
        return other

    def within(self, lower: Any, upper: Any) -> "Matrix":
        """The same with other bounds of the variables."""
        other = copy.copy(self)
        other.lower, other.upper = lower, upper
        return other

    def with_rows(self, rows: Sequence[tuple[Terms, int]]) -> "Matrix":
        """The same with more rows `terms <= most` after all others; their factors may be large."""
        other, old = copy.copy(self), len(self.high)
        number = [old + at for at, (terms, _) in enumerate(rows) for _ in terms]
        pairs = np.array([term for terms, _ in rows for term in terms], np.int64).reshape(-1, 2)
        other.var = np.append(self.var, pairs[:, 0].astype(np.int32))
        other.factors = np.append(self.factors, pairs[:, 1])
        other.row = np.append(self.row, np.array(number, np.int32))
        other.low = np.append(self.low, np.full(len(rows), -inf))
        other.high = np.append(self.high, [float(most) for _, most in rows])
        other.implied = np.append(self.implied, np.zeros(len(rows), bool))
        return other

    def coming_to(self, value: float) -> "Matrix":
        """The same with one more row: what a plan comes to is at least so much."""
        terms = [(int(at), -int(self.cost[at])) for at in np.flatnonzero(self.cost)]
        return self.with_rows([(terms, floor(self.offset - value))])

    def block(self, at: Any, cost: Any) -> tuple["Matrix", Any, Any]:
        """The programme of some entries, with costs of its own; and which variables and rows these are."""
        variables, var = np.unique(self.var[at], return_inverse=True)
        rows, row = np.unique(self.row[at], return_inverse=True)
        order: Any = np.argsort(row, kind="stable")
        other = copy.copy(self)
        other.cost, other.offset = cost[variables], 0
        other.lower, other.upper = self.lower[variables], self.upper[variables]
        other.low, other.high, other.implied = self.low[rows], self.high[rows], self.implied[rows]
        other.var, other.row, other.factors = var[order], row[order], self.factors[at][order]
        cell: Any = self.cell_of[variables]
        other.cell_of = np.where(cell < 0, -1, np.searchsorted(rows, cell))  # a cell has its number's row
        other.cells = int((rows < self.cells).sum())
        return other, variables, rows

    def upwards(self) -> "Matrix":
        """The same with a level that is to be as high as can be: what is to be low counts below 0."""
        if self.highest:
            return self
        other = copy.copy(self)
        other.cost, other.offset, other.highest = -self.cost, -self.offset, True
        return other

    def part(self, chosen: Any, held: Any | None = None, lean: bool = False) -> Part:
        """The programme of the variables that a mask chooses, the others being as `held` says, or 0.

        Rows that these variables can't break are left out; `lean`, those that are implied too. The value of
        the others is not counted.
        """
        variables = np.flatnonzero(chosen)
        low, high = self._room(chosen, held)
        position = np.full(len(self.cost), -1, np.int32)
        position[variables] = np.arange(len(variables))
        keep = chosen[self.var]
        var, factors, row = self.var[keep], self.factors[keep], self.row[keep]
        tight = self._tight(low, high, var, factors, row)
        if lean:
            tight &= ~self.implied
        rows = np.flatnonzero(tight)
        row_position = np.full(len(high), -1, np.int32)
        row_position[rows] = np.arange(len(rows))
        inside = tight[row]
        var, factors, row = position[var[inside]], factors[inside].astype(float), row_position[row[inside]]
        return Part(
            self.cost[variables],
            self.offset,
            self.lower[variables],
            self.upper[variables],
            low[rows],
            high[rows],
            np.searchsorted(row, np.arange(len(rows) + 1)),
            var,
            factors,
            self.highest,
            variables,
            rows,
        )

    def _room(self, chosen: Any, held: Any | None) -> tuple[Any, Any]:
        """The bounds of the rows, less what the variables come to that are not chosen."""
        if held is None:
            return self.low, self.high
        others = np.where(chosen, 0.0, held)
        at = np.flatnonzero((others != 0)[self.var])
        there = np.bincount(self.row[at], self.factors[at] * others[self.var[at]], minlength=len(self.high))
        return self.low - there, self.high - there

    def _tight(self, low: Any, high: Any, var: Any, factors: Any, row: Any) -> Any:
        """Which rows these entries can break."""
        one, other = factors * self.upper[var], factors * self.lower[var]
        most = np.bincount(row, np.maximum(one, other), minlength=len(high))
        least = np.bincount(row, np.minimum(one, other), minlength=len(high))
        near = using().near
        return (most > high + near) | (least < low - near)

    def _take_places(self, model: Model) -> None:
        """Which cell, person, cycle and seat each variable is about; -1 for those about none or several.

        A seat is a placement in a cycle.
        """
        self.cells, self.people = len(model.x), len(model.problem.free)
        self.cycles = sorted({cycle for _, cycle in model.x})  # in which somebody is planned
        self.cell_of = np.full(len(self.cost), -1, np.int32)
        self.person_of = np.full(len(self.cost), -1, np.int32)
        self.cycle_of = np.full(len(self.cost), -1, np.int32)
        self.seat_of = np.full(len(self.cost), -1, np.int32)
        number = {who: at for at, who in enumerate(model.problem.free)}
        seats: dict[tuple[int, str], int] = {}
        for at, ((who, cycle), own) in enumerate(model.x.items()):
            variables = [*own.values(), *([model.s[who, cycle]] if (who, cycle) in model.s else [])]
            self.cell_of[variables] = at
            self.person_of[variables] = number[who]
            self.cycle_of[variables] = cycle
            self.seat_of[list(own.values())] = [seats.setdefault((cycle, p), len(seats)) for p in own]
        for variable, who in model.owner.items():
            self.person_of[variable] = number[who]
