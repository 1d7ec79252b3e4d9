"""The Lagrangian bound: at the prices of seats, the best whole rotation of each person, a small model each.

The relaxation may mix halves of rotations that no whole one is worth. What ties people together (seats,
supervisors, pairs, the least satisfied) is paid for at its price, and everyone then has a problem of
their own, so that the sum of what they can have at best holds for every plan, at any prices.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import highspy
import numpy as np

from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.parameters import using
from apprentices.planner.search.claims import solution
from apprentices.planner.search.column_generation import Prices
from apprentices.planner.search.engine_run import run


class Relaxed(NamedTuple):
    """What prices come to at the most, for people who need not keep all that concerns them alone.

    Nothing is above `exact`. `best` is by person what their cells are worth together, and `reduced` by
    variable of a placement what they are worth less with it; of others, what these are worth themselves.
    """

    exact: float
    duals: Any
    best: Any
    reduced: Any


class Exactly(NamedTuple):
    """The bound at some prices, and by how much each person's part is less than was known.

    `worth` is by variable what it is worth at the prices of what ties people together, and `best` by person
    what the best whole rotation is worth; `duals` are these prices by row, 0 for what concerns one alone.
    """

    bound: float
    less: Any
    worth: Any
    best: Any
    duals: Any


class LagrangianBound:
    """The problem of each person in a model at the level of score.

    `is_own` is a mask of the rows that concern one person alone.
    """

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._own_rows()

    def of(self, person: int) -> Any:
        """The entries of the rows that concern a person alone."""
        return np.concatenate([np.arange(*self._starts[row : row + 2]) for row in self._rows_of[person]])

    def bound(self, prices: Prices, plan: Any | None = None) -> Exactly:
        """The bound at the prices of a relaxation; see `bound_at`."""
        matrix = self._matrix
        cells = np.flatnonzero(matrix.cell_of >= 0)
        first = cells[np.unique(matrix.cell_of[cells], return_index=True)[1]]
        own = prices.best[matrix.cell_of[first]]
        best = np.bincount(matrix.person_of[first], own, minlength=matrix.people)
        return self.bound_at(Relaxed(prices.exact, prices.duals, best, prices.reduced), plan)

    def bound_at(
        self, prices: Relaxed, plan: Any | None = None, rotations: Iterable[tuple[int, Any]] = ()
    ) -> Exactly:
        """The bound at these prices.

        `plan` has the values of all variables for a known plan: nobody's best is less than their part. About
        whoever has one of some `rotations` that is worth all that was known, nothing is asked.
        """
        matrix = self._matrix
        duals = np.where(self.is_own, 0.0, prices.duals)
        worth = matrix.cost - matrix.paid(duals)
        relaxed = self._relaxed(prices)
        there = self._parts(worth, plan)
        less, least = np.zeros(matrix.people), there.copy()
        for person, variables in rotations:
            least[person] = max(least[person], worth[variables].sum())
        for person in np.flatnonzero(least < relaxed - using().care).tolist():
            found = self._best(person, worth, prices, relaxed[person])
            if found >= there[person] - using().care:  # else what was found is false
                less[person] = max(0.0, relaxed[person] - found - using().care)
        return Exactly(prices.exact - float(less.sum()), less, worth, relaxed - less, duals)

    # -- inside

    def _own_rows(self) -> None:
        """Which rows concern one person alone, and where the entries of each row begin."""
        matrix = self._matrix
        rows = np.arange(len(matrix.high) + 1, dtype=np.int32)
        self._starts = np.searchsorted(matrix.row, rows)
        owner = matrix.person_of[matrix.var]
        there = np.flatnonzero(np.diff(self._starts))  # rows that have entries
        first, last = (np.full(len(matrix.high), -1) for _ in range(2))
        first[there] = np.minimum.reduceat(owner, self._starts[there])
        last[there] = np.maximum.reduceat(owner, self._starts[there])
        self.is_own = (first == last) & (first >= 0)
        self._row_owner = np.where(self.is_own, first, -1)
        order = np.argsort(self._row_owner, kind="stable")
        ends = np.searchsorted(self._row_owner[order], np.arange(matrix.people + 1))
        self._rows_of = [order[a:b] for a, b in pairwise(ends)]

    def _relaxed(self, prices: Relaxed) -> Any:
        """What each person's part comes to in the relaxation at these prices."""
        matrix, duals = self._matrix, prices.duals
        people, person_of = matrix.people, matrix.person_of
        low = np.where(np.isfinite(matrix.low), matrix.low, 0)
        paid = np.where(duals >= 0, matrix.high, low) * duals
        total = np.bincount(self._row_owner[self.is_own], paid[self.is_own], minlength=people)
        others = np.flatnonzero((matrix.cell_of < 0) & (person_of >= 0))
        reduced = prices.reduced[others]
        reach = np.maximum(reduced * matrix.upper[others], reduced * matrix.lower[others])
        return total + prices.best + np.bincount(person_of[others], reach, minlength=people)

    def _parts(self, worth: Any, plan: Any | None) -> Any:
        """What each person's part of a plan is worth; nothing is known of no plan."""
        matrix = self._matrix
        if plan is None:
            return np.full(matrix.people, -np.inf)
        own = matrix.person_of >= 0
        return np.bincount(
            matrix.person_of[own], (worth * np.asarray(plan, float))[own], minlength=matrix.people
        )

    def _best(self, person: int, worth: Any, prices: Relaxed, relaxed: float) -> float:
        """What the person's best whole rotation is worth, at most.

        Looked for among placements that cost little; when what is found shows that dearer ones could be in
        a better rotation, among these too.
        """
        reach = using().reach
        while True:
            found = self._solve(person, worth, prices, reach)
            if found is not None and relaxed - found <= reach + using().near:
                return found
            if found is None:
                if reach > 1e6:
                    return relaxed
                reach *= 100
            else:
                reach = relaxed - found

    def _solve(self, person: int, worth: Any, prices: Relaxed, reach: float) -> float | None:
        """The bound that HiGHS comes to; None where it has none that its own solution bears out."""
        part = self._part(person, worth, prices, reach)
        highs = run(part, {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-4})
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found, bound = solution(part, highs.getSolution().col_value), highs.getInfo().mip_dual_bound
        return float(bound) if found is not None and bound >= part.cost @ found - using().care else None

    def _part(self, person: int, worth: Any, prices: Relaxed, reach: float) -> Part:
        matrix = self._matrix
        at = self.of(person)
        variable = matrix.var[at]
        at = at[(matrix.cell_of[variable] < 0) | (prices.reduced[variable] >= -reach - using().near)]
        variables, var = np.unique(matrix.var[at], return_inverse=True)
        rows, row = np.unique(matrix.row[at], return_inverse=True)
        order = np.argsort(row, kind="stable")
        return Part(
            worth[variables],
            0.0,
            matrix.lower[variables],
            matrix.upper[variables],
            matrix.low[rows],
            matrix.high[rows],
            np.searchsorted(row[order], np.arange(len(rows) + 1)),
            var[order],
            matrix.factors[at][order].astype(float),
            True,
            variables,
            rows,
        )
