"""The problem of a level in whole rotations: what ties them together at prices, and a bound from any prices.

Seats, pairs, the least satisfied and whatever no state remembers have a price for each row; everyone then has
a problem of their own, which dynamic programming solves. The sum bounds every plan. Prices are rounded, and
all is counted in whole numbers.
"""

from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.linear import Model, Origin
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.rotations.best import groups
from apprentices.planner.search.rotations.remembered import remembered
from apprentices.rules.limits import Times


class Priced(NamedTuple):
    """What some prices come to: nothing is worth more than `bound`; each person's best and its variables.

    `exact` is the bound before rounding, and `duals` are the prices as they were counted.
    """

    bound: int
    exact: float
    duals: Any
    worth: Any
    rotations: list[Any]


class Whole:
    """A level of a model that has a placement for every cell, person by person.

    `rows` is the mask of the rows that have prices, `is_visit` of those by which somebody visits a placement
    once only; `others` are the variables that are about no cell or change of host.
    """

    def __init__(self, model: Model, matrix: Matrix, visits: frozenset[int] = frozenset()) -> None:
        """`visits` are the rows of placements of which it is remembered whether somebody was there."""
        self.matrix, self.visits = matrix, visits
        kept, rows = remembered(model, visits)
        self.groups = groups(model, kept)
        self._number = {who: at for at, who in enumerate(model.problem.free)}
        self._changes = np.array(list(model.changes.values()), np.int64)
        changes = {id(model.meanings[variable]) for variable in model.changes.values()}
        self.rows = np.ones(len(matrix.high), bool)
        self.rows[: matrix.cells] = False
        self.rows[: len(rows)] &= ~rows & [id(origin) not in changes for origin in model.origins]
        self.rows &= ~matrix.implied
        other = matrix.cell_of < 0
        other[self._changes] = False
        self.others = np.flatnonzero(other)
        self.visit = self._visits(model)
        self.is_visit = np.zeros(len(matrix.high), bool)
        self.is_visit[self.visit[self.visit >= 0]] = True
        self._low = np.where(np.isfinite(matrix.low), matrix.low, 0)
        entries = np.flatnonzero(self.rows[matrix.row])
        entries = entries[np.argsort(matrix.var[entries], kind="stable")]  # by variable
        self.var, self.row, self.factors = matrix.var[entries], matrix.row[entries], matrix.factors[entries]

    def priced(self, duals: Any) -> Priced | None:
        """The bound and the best rotations at some prices; None where somebody has no rotation at all."""
        scale = using().dual_scale
        whole = np.rint(np.where(np.isfinite(self.matrix.low), duals, np.maximum(duals, 0)) * scale)
        whole[~self.rows] = 0
        worth = self._worth(whole, scale)
        best, rotations = self._best(worth)
        if not np.isfinite(best).all():
            return None
        total = self._paid(whole, worth) + best.sum() + scale * self.matrix.offset
        return Priced(int(total // scale), total / scale, whole / scale, best / scale, rotations)

    def rotations(self, duals: Any, more: Any) -> list[Any]:
        """The best rotation of each person at some prices, where each variable is worth so much more."""
        return self._best(self._worth(duals, 1) + more)[1]

    def near(self, duals: Any, spare: float) -> list[tuple[int, Any]] | None:
        """All rotations that are worth at most `spare` less than their person's best, with the person's
        number; None where they would be too many.
        """
        worth = self._worth(duals, 1)
        found: list[tuple[int, Any]] = []
        for group in self.groups:
            near = group.near(worth, spare + using().near, using().rotations_listed - len(found))
            if near is None:
                return None
            found += ((self._number[who], variables) for who, variables in near)
        return found

    def lost(self, priced: Priced) -> Any:
        """By variable of a placement, by how much the bound falls for plans that have it: 0 or below."""
        scale = using().dual_scale
        worth = self._worth(np.rint(priced.duals * scale), scale)
        lost = np.zeros(len(worth))
        for group in self.groups:
            variables, through = group.through(worth)
            owners = self.matrix.person_of[variables]
            lost[variables] = through / scale - priced.worth[owners]
        return lost

    def comes_back(self, rotation: Any) -> Any:
        """The rows of the placements to which a rotation comes back, though nobody may."""
        rows, times = np.unique(self.visit[rotation], return_counts=True)
        return rows[(rows >= 0) & (times > 1)]

    # -- inside

    def _visits(self, model: Model) -> Any:
        """By variable, the row by which a placement is visited once only; -1 for none."""
        visit = np.full(len(self.matrix.cost), -1, np.int32)
        for row, origin in enumerate(model.origins):
            if isinstance(origin, Origin) and isinstance(origin.limit, Times) and model.row_upper[row] == 1:
                visit[model.variables_of(row)] = row
        visit[self.matrix.cell_of < 0] = -1
        return visit

    def _best(self, worth: Any) -> tuple[Any, list[Any]]:
        """What the best rotation of each person is worth, and its variables."""
        best = np.zeros(len(self._number))
        rotations: list[Any] = [None] * len(best)
        for group in self.groups:
            found = group.best(worth)
            for who, own, variables in zip(group.people, found.worth, found.variables, strict=True):
                best[self._number[who]], rotations[self._number[who]] = own, variables
        return best, rotations

    def _worth(self, whole: Any, scale: int) -> Any:
        """What each variable is worth at prices that are multiples of 1 / `scale`, times that."""
        paid = np.bincount(self.var, self.factors * whole[self.row], minlength=len(self.matrix.cost))
        return scale * self.matrix.cost - paid

    def _paid(self, whole: Any, worth: Any) -> float:
        """What all that there is comes to at its prices, with variables that are nobody's rotation."""
        matrix, others, changes = self.matrix, self.others, self._changes
        paid = (np.where(whole >= 0, matrix.high, self._low) * whole)[self.rows].sum()
        rest = np.maximum(worth[others] * matrix.lower[others], worth[others] * matrix.upper[others]).sum()
        return float(paid + rest + np.maximum(worth[changes], 0).sum())
