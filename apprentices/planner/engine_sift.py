"""The linear relaxation of a large model by sifting: solve it on a few columns, price all, add the best.

Prices are exact for every column of the model, so the bound that follows from them holds for every plan:
with any prices, nobody's cell is worth more than its best reduced cost. HiGHS solves the small programmes.
"""

from collections.abc import Iterator, Mapping
from math import floor, inf
from typing import Any, NamedTuple

import highspy
import numpy as np

from apprentices.planner.model import Level, Model

MORE = 3  # columns added a cell and round
NEAR = 1e-6
CLOSE = 0.05  # of a point: prices are as good as they need to be
ROUNDS = 60


class Prices(NamedTuple):
    """What sifting came to: a proved bound, and the reduced cost of each column (0 is best in its cell)."""

    bound: int
    reduced: Any


class Sift:
    """The level of score of a model as arrays, with the columns chosen so far."""

    def __init__(self, model: Model, fixed: Mapping[Level, int]) -> None:
        self._model = model
        goal = model.objective[Level.SCORE]
        number = len(model.upper)
        self._offset = goal.constant
        self._cost = np.zeros(number)
        if goal.terms:
            self._cost[list(goal.terms)] = list(goal.terms.values())
        self._upper = np.array(model.upper, float)
        self._lower = np.array(model.lower, float)
        self._take_rows(fixed)
        self._cell_of = np.full(number, -1)
        self._cells = len(model.x)
        for cell_number, (cell, own) in enumerate(model.x.items()):
            columns = [*own.values(), *([model.s[cell]] if cell in model.s else [])]
            self._cell_of[columns] = cell_number
        self.chosen = self._cell_of < 0  # all that are not placements: there are few
        self.support = np.zeros(number, bool)
        self._basis: tuple[Any, Any] | None = None

    def choose(self, columns: Any) -> None:
        """Take columns in."""
        self.chosen[np.asarray(columns)] = True

    def rounds(self) -> Iterator[Prices]:
        """Prices, round after round, each with the best bound so far; the last are the final ones."""
        best = inf
        for _ in range(ROUNDS):
            value, duals = self._solve()
            reduced, bound = self._price(duals)
            best = min(best, bound)
            yield Prices(floor(best + NEAR), reduced)
            entering = self._entering(reduced)
            if best - value < CLOSE or not len(entering):
                return
            self.chosen[entering] = True

    # -- inside

    def _take_rows(self, fixed: Mapping[Level, int]) -> None:
        model = self._model
        starts, index = np.array(model.starts), np.frombuffer(model.index, np.int32)
        factors = np.frombuffer(model.coefficients, np.int32).astype(float)
        low = [-inf if bound is None else float(bound) for bound in model.row_lower]
        high = [float(bound) for bound in model.row_upper]
        for level, value in fixed.items():
            objective = model.objective[level]
            starts = np.append(starts, len(index))
            index = np.append(index, np.array(list(objective.terms), np.int32))
            factors = np.append(factors, np.array(list(objective.terms.values()), float))
            low.append(-inf)
            high.append(float(value - objective.constant))
        self._low, self._high = np.array(low), np.array(high)
        self._index, self._factors = index, factors
        self._row = np.repeat(np.arange(len(high)), np.diff(np.append(starts, len(index))))

    def _solve(self) -> tuple[float, Any]:
        """The relaxation on the chosen columns: its value and a price for each row."""
        columns = np.flatnonzero(self.chosen)
        position = np.full(len(self._cost), -1)
        position[columns] = np.arange(len(columns))
        keep = self.chosen[self._index]
        index, factors, row = self._index[keep], self._factors[keep], self._row[keep]
        # Rows that the chosen columns can't break are left out; their price is 0.
        most = np.bincount(row, np.maximum(factors, 0) * self._upper[index], minlength=len(self._high))
        tight = (most > self._high) | np.isfinite(self._low)
        rows = np.flatnonzero(tight)
        row_position = np.full(len(self._high), -1)
        row_position[rows] = np.arange(len(rows))
        inside = tight[row]
        index, factors, row = position[index[inside]], factors[inside], row_position[row[inside]]
        highs = self._highs()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(columns), len(rows)
        lp.col_cost_, lp.offset_ = self._cost[columns], self._offset
        lp.col_lower_, lp.col_upper_ = self._lower[columns], self._upper[columns]
        lp.row_lower_, lp.row_upper_ = self._low[rows], self._high[rows]
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(row, np.arange(len(rows) + 1)).astype(np.int32)
        lp.a_matrix_.index_ = index.astype(np.int32)
        lp.a_matrix_.value_ = factors
        highs.passModel(lp)
        self._warm(highs, columns, rows)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            highs.setOptionValue("solver", "simplex")
            highs.run()
        basis = highs.getBasis()
        self._basis = (
            dict(zip(columns, basis.col_status, strict=True)),
            dict(zip(rows, basis.row_status, strict=True)),
        )
        solution = np.array(highs.getSolution().col_value)
        self.support[:] = False
        self.support[columns[solution > NEAR]] = True
        duals = np.zeros(len(self._high))
        duals[rows] = np.array(highs.getSolution().row_dual)
        return highs.getInfo().objective_function_value, duals

    def _highs(self) -> highspy.Highs:
        """Interior points for the first round, which has no basis to start from; then primal simplex."""
        highs = highspy.Highs()
        options: dict[str, Any] = {"output_flag": False, "threads": 1}
        if self._basis is None:
            options |= {"solver": "ipm"}
        else:
            options |= {"presolve": "off", "solver": "simplex", "simplex_strategy": 4}
        for option, value in options.items():
            highs.setOptionValue(option, value)
        return highs

    def _warm(self, highs: highspy.Highs, columns: Any, rows: Any) -> None:
        if self._basis is None:
            return
        col_status, row_status = self._basis
        basis = highspy.HighsBasis()
        lower, basic = highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kBasic
        basis.col_status = [col_status.get(column, lower) for column in columns]
        basis.row_status = [row_status.get(row, basic) for row in rows]
        highs.setBasis(basis)

    def _price(self, duals: Any) -> tuple[Any, float]:
        """Reduced costs of all columns, and the bound that they prove."""
        duals = np.where(np.isfinite(self._low), duals, np.maximum(duals, 0))
        reduced = self._cost - np.bincount(
            self._index, self._factors * duals[self._row], minlength=len(self._cost)
        )
        cell = self._cell_of >= 0
        best = np.full(self._cells, -inf)
        np.maximum.at(best, self._cell_of[cell], reduced[cell])
        prices = np.where(duals >= 0, self._high, np.where(np.isfinite(self._low), self._low, 0)) * duals
        other = ~cell
        rest = np.maximum(reduced[other] * self._upper[other], reduced[other] * self._lower[other])
        bound = self._offset + prices.sum() + best.sum() + rest.sum()
        reduced[cell] -= best[self._cell_of[cell]]
        return reduced, float(bound)

    def _entering(self, reduced: Any) -> Any:
        """The best columns of each cell that are not chosen yet and could pay."""
        could = np.flatnonzero(~self.chosen & (self._cell_of >= 0) & (reduced > -1e-9 - self._slack(reduced)))
        order = could[np.lexsort((-reduced[could], self._cell_of[could]))]
        cells = self._cell_of[order]
        first = np.searchsorted(cells, cells)
        return order[np.arange(len(order)) - first < MORE]

    def _slack(self, reduced: Any) -> Any:
        """How far the best chosen column of each column's cell lies below the best of all."""
        best = np.full(self._cells, -inf)
        cell = self.chosen & (self._cell_of >= 0)
        np.maximum.at(best, self._cell_of[cell], reduced[cell])
        return np.where(self._cell_of >= 0, -best[self._cell_of], 0.0)
