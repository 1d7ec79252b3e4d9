"""Prices in whole numbers, and what they prove: a bound on all that lies in a box.

Any prices prove something (weak duality). Those of a relaxation, rounded to fractions of one denominator,
prove nearly as much as the relaxation itself. Everything here is of a level that is to be as high as can be.
All numbers are whole; they stand in floats, which hold them exactly up to 9e15.
"""

from collections.abc import Iterator
from math import floor
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using


class Box(NamedTuple):
    """The bounds of all variables."""

    lower: Any
    upper: Any

    @property
    def open(self) -> Any:
        """A mask of the variables that may have more than one value."""
        return self.lower < self.upper


class Prices(NamedTuple):
    """A price of each row, and of the row that says "better" (`scale`), times the same denominator.

    With a `scale` above 0, nothing in the box is higher than `bound`; without, nothing is in it at all where
    `excludes`. `factors` and `most` are of the sum of the rows without the one that says "better".
    """

    rows: Any
    scale: int
    bound: int
    excludes: bool
    factors: Any
    most: float


def priced(matrix: Matrix, box: Box, duals: Any, scale: int) -> Prices:
    """What rounded duals prove; with `scale` 0, they are those of the rows alone."""
    denominator = scale or using().denominators[-1]
    rows = np.rint(duals * denominator)
    rows = np.where(np.isfinite(matrix.low), rows, np.maximum(rows, 0))
    rows[: matrix.cells] -= _best(matrix, box, _factors(matrix, rows, scale))
    factors = _factors(matrix, rows, scale)
    most = float(matrix.high @ rows) + scale * matrix.offset
    over = most - float(np.where(factors > 0, box.lower, box.upper) @ factors)
    return Prices(rows, scale, floor(over) // scale if scale else 0, not scale and over < 0, factors, most)


def narrowed(prices: Prices, box: Box, target: int) -> Box:
    """What is left of a box for what reaches a target: no term takes more than the others leave it."""
    factors = prices.factors
    room = prices.most - prices.scale * target - np.where(factors > 0, box.lower, box.upper) @ factors
    reach = np.floor(room / np.where(factors, abs(factors), 1))
    upper = np.where(factors > 0, np.minimum(box.upper, box.lower + reach), box.upper)
    lower = np.where(factors < 0, np.maximum(box.lower, box.upper - reach), box.lower)
    return Box(lower, upper)


def said(prices: Prices) -> list[list[int]]:
    """The prices as pairs of a row's number and its price; the row that says "better" is the last."""
    rows = np.flatnonzero(prices.rows)
    pairs = [[int(row), int(prices.rows[row])] for row in rows]
    return [*pairs, [len(prices.rows), prices.scale]] if prices.scale else pairs


def denominators() -> Iterator[int]:
    """Those to try: the smaller, the easier to read."""
    return iter(using().denominators)


def _factors(matrix: Matrix, rows: Any, scale: int) -> Any:
    """The factors of the sum of all rows at these prices, the one that says "better" among them."""
    return matrix.paid(rows) - scale * matrix.cost


def _best(matrix: Matrix, box: Box, factors: Any) -> Any:
    """By cell: the least factor of its placements. As the price of the cell itself, it proves the most."""
    could = (matrix.cell_of >= 0) & (box.upper > 0)
    best = np.full(matrix.cells, np.inf)
    np.minimum.at(best, matrix.cell_of[could], factors[could])
    return np.where(np.isfinite(best), best, 0)
