"""The linear relaxation of a model by column generation, and the prices that come of it.

It is solved on some variables (with their factors: columns of the model); all others are priced exactly at
what the rows cost then, and the best are added until none pays. Where all are known beforehand, as here, that
is called sifting.
Prices are exact for every variable of the model, so the bound that follows from them holds for every plan:
with any prices, nobody's cell is worth more than its best reduced cost. HiGHS solves the programmes; were its
prices wrong, the bound would be weak, and still be one.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import floor, inf
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model, Terms
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.engine_run import NO_PLAN, PLAIN, ROUGH, fitted, run


class Prices(NamedTuple):
    """What a round came to: a proved bound, the price of each row, and what each variable is worth at them.

    `reduced` is 0 for the best placement of a cell, and below 0 by what another one costs.
    """

    exact: float  # the bound before rounding
    duals: Any
    reduced: Any
    best: Any  # by cell: what its best placement is worth at the prices

    @property
    def bound(self) -> int:
        """No plan has a higher score."""
        return floor(self.exact + using().near)


class Sift:
    """A level of a model, to be as high as can be, with the variables chosen so far."""

    def __init__(
        self,
        model: Model,
        fixed: Mapping[Level, int],
        level: Level = Level.SCORE,
        rows: Sequence[tuple[Terms, int]] = (),
    ) -> None:
        """`fixed` are the levels before; `rows` are kept, too, by all plans that are as good at these."""
        self.fixed = fixed
        matrix = Matrix(model, level, fixed).upwards()
        self.matrix = matrix.with_rows(rows) if rows else matrix
        self._cell_of, self._cells = self.matrix.cell_of, self.matrix.cells
        small = len(self._cell_of) <= using().whole_relaxation
        self.chosen = (self._cell_of < 0) | small  # all that are not placements: there are few
        choices = np.bincount(self._cell_of[self._cell_of >= 0], minlength=self._cells)
        self.infeasible = not choices.all()  # not even the relaxation has a plan
        self.cornered = False  # whether `used` is a corner of the relaxation: few variables
        self.used = np.zeros(len(self._cell_of), bool)  # by the relaxation
        self.broken = False  # whether the last relaxation was, by rows broken at a price
        self._lean = False
        self._shut = self.matrix.shut

    def choose(self, variables: Any) -> None:
        """Take variables in."""
        self.chosen[np.asarray(variables, int)] = True

    def choose_best(self, many: int) -> None:
        """Take in so many of each cell that are worth most by themselves; chance chooses among the same."""
        placed = np.flatnonzero(self._cell_of >= 0)
        chance = np.random.default_rng(0).random(len(placed))
        order = np.lexsort((chance, -self.matrix.cost[placed], self._cell_of[placed]))
        self.choose(self._first(placed[order], many))

    @property
    def looks_at_all(self) -> bool:
        """Whether no variable is left out."""
        return bool(self.chosen.all())

    @property
    def is_lean(self) -> bool:
        """Whether implied rows were left out so far."""
        return self._lean and bool(self.matrix.implied.any())

    def priced(self, duals: Any) -> Prices:
        """What prices from elsewhere come to, of the rows of the model."""
        return self._price(np.concatenate([duals, np.zeros(len(self.matrix.high) - len(duals))]))

    def rounds(self, lean: bool = False, rough: bool = False) -> Iterator[Prices]:
        """Prices, round after round; the last are the final ones. None where there is no plan.

        `lean`: without implied rows, which costs half the time and proves a little less. `rough`: prices
        near a corner of the relaxation will do.
        """
        self._lean = lean
        if self.infeasible:
            return
        for _ in range(using().rounds):
            exact = self.looks_at_all and not rough
            value, duals = self._solve(exact)
            if self.infeasible:
                return
            prices = self._price(duals)
            yield prices
            if exact:
                break
            entering = self._entering(prices.reduced)
            if prices.exact - value < using().close or not len(entering):
                break
            self.chosen[entering] = True
        self.cornered = exact
        if not (exact or lean or rough) and len(self.chosen) <= using().corner:
            self.cornered = True
            yield self._price(self._solve(exact=True)[1])

    # -- inside

    def _solve(self, exact: bool) -> tuple[float, Any]:
        """The relaxation on the chosen variables: its value and a price for each row.

        So few of them may have no plan: while columns are added, every row may be broken at a price.
        """
        part = self.matrix.part(self.chosen, lean=self._lean)
        programme = part if self.looks_at_all or exact else part.widened(using().widening)
        highs = run(programme, self._options(exact), whole_numbers=False)
        if exact and highs.getModelStatus() in NO_PLAN:
            highs = run(part, self._options(exact) | PLAIN, whole_numbers=False)
            self.infeasible = highs.getModelStatus() in NO_PLAN
        solution = highs.getSolution()
        values = fitted(solution.col_value, programme.cost)
        self.broken = bool((values[len(part.cost) :] > using().near_broken).any())
        self.used[:] = False
        self.used[part.variables[values[: len(part.cost)] > using().near]] = True
        duals = np.zeros(len(self.matrix.high))
        duals[part.rows] = fitted(solution.row_dual, part.rows)
        return highs.getInfo().objective_function_value, duals

    def _options(self, exact: bool) -> dict[str, Any]:
        """A corner of the relaxation when `exact`; else interior points, which are near enough for prices."""
        many = len(self.chosen) > using().interior_relaxation
        return ({} if exact else ROUGH) | {"solver": "ipm" if many else "simplex"}

    def _price(self, duals: Any) -> Prices:
        """Reduced costs of all variables, and the bound that they prove."""
        matrix = self.matrix
        duals[:] = np.where(np.isfinite(matrix.low), duals, np.maximum(duals, 0))
        duals[self._shut] = np.maximum(duals[self._shut], using().widening)  # nothing is there to pay for
        reduced = matrix.cost - matrix.paid(duals)
        cell = self._cell_of >= 0
        best = np.full(self._cells, -inf)
        np.maximum.at(best, self._cell_of[cell], reduced[cell])
        low = np.where(np.isfinite(matrix.low), matrix.low, 0)
        prices = np.where(duals >= 0, matrix.high, low) * duals
        other = ~cell
        rest = np.maximum(reduced[other] * matrix.upper[other], reduced[other] * matrix.lower[other])
        lost = using().lost * (abs(prices).sum() + abs(best).sum() + abs(rest).sum())
        bound = matrix.offset + prices.sum() + best.sum() + rest.sum() + lost
        reduced[cell] -= best[self._cell_of[cell]]
        return Prices(float(bound), duals, reduced, best)

    def _entering(self, reduced: Any) -> Any:
        """The best variables of each cell that are not chosen yet and could pay."""
        could = np.flatnonzero(~self.chosen & (self._cell_of >= 0) & (reduced > -1e-9 - self._slack(reduced)))
        order = could[np.lexsort((-reduced[could], self._cell_of[could]))]
        return self._first(order, using().added)

    def _first(self, order: Any, many: int) -> Any:
        """The first so many of each cell, of variables that are in order of their cells."""
        cells = self._cell_of[order]
        return order[np.arange(len(order)) - np.searchsorted(cells, cells) < many]

    def _slack(self, reduced: Any) -> Any:
        """How far the best chosen variable of each variable's cell lies below the best of all."""
        best = np.full(self._cells, -inf)
        cell = self.chosen & (self._cell_of >= 0)
        np.maximum.at(best, self._cell_of[cell], reduced[cell])
        return np.where(self._cell_of >= 0, -best[self._cell_of], 0.0)
