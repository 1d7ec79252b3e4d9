"""A tree of prices that proves a level: branch and bound, the worst case first.

Each node has prices and what they bound, and narrows the box by them. Where a bound is not enough, a variable
of its relaxation that is far from a whole number is split. Every tree proves something, whenever it ends.
"""

from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.proof.description import Json
from apprentices.planner.proof.prices import Box, Prices, denominators, narrowed, priced, said
from apprentices.planner.proof.relaxation import Relaxed, relaxed


class _Open(NamedTuple):
    """A node that may still hold something better, the highest bound first."""

    order: int
    number: int
    box: Box
    split: int
    at: int


class Tree:
    """The tree of a programme that is to be as high as can be, for a solution that comes to `value`."""

    def __init__(self, matrix: Matrix, value: int, most_nodes: int) -> None:
        self._matrix, self._value, self._most_nodes = matrix, value, most_nodes
        self.nodes: list[Json] = []
        self.duals: Any = np.zeros(len(matrix.high))  # of the relaxation of it all, where that was looked at
        self._bounds: list[int] = []  # of the leaves; a node that is split has none
        self._open: list[_Open] = []
        self._reached = value  # by a relaxation in whole numbers: no tree proves less
        self._add(Box(matrix.lower, matrix.upper))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to split, or nothing that may be."""
        return not self._open or len(self.nodes) >= self._most_nodes or -self._open[0].order <= self._reached

    @property
    def left(self) -> int:
        """How many variables could have another value in something better."""
        return int(self._open[0].box.open.sum()) if self._open else 0

    @property
    def bound(self) -> int:
        """Nothing is higher."""
        return max([self._value, *self._bounds])

    def grow(self) -> None:
        """Split to the end."""
        while not self.is_done:
            self._split()

    # -- inside

    def _split(self) -> None:
        """Split the worst node."""
        worst = heappop(self._open)
        self._bounds[worst.number] = self._value
        sides = len(self.nodes), len(self.nodes) + 1
        self.nodes[worst.number]["split"] = [worst.split, worst.at, *sides]
        lower, upper = worst.box.lower.copy(), worst.box.upper.copy()
        upper[worst.split], lower[worst.split] = worst.at, worst.at + 1
        self._add(Box(worst.box.lower, upper))
        self._add(Box(lower, worst.box.upper))

    def _add(self, box: Box) -> None:
        """A node, with the best prices that can be had for it."""
        found, prices = None, self._simplest(box)
        if prices is None:
            found = relaxed(self._matrix, box)
            prices = self._best(box, found)
        number = len(self.nodes)
        if found is not None and not number:
            self.duals = found.duals
        self.nodes.append({"prices": said(prices)})
        self._bounds.append(self._value if prices.excludes else prices.bound)
        if self._bounds[number] > self._value and found is not None and found.values is not None:
            self._keep_open(number, narrowed(prices, box, self._value + 1), found.values)

    def _simplest(self, box: Box) -> Prices | None:
        """No prices at all, where that is enough: everyone has the best there is."""
        prices = priced(self._matrix, box, np.zeros(len(self._matrix.high)), 1)
        return prices if prices.bound <= self._value else None

    def _best(self, box: Box, found: Relaxed) -> Prices:
        """The prices with the smallest denominator that prove as much as any."""
        if found.values is None:
            none = priced(self._matrix, box, found.duals, 0)
            return none if none.excludes else priced(self._matrix, box, np.zeros_like(found.duals), 1)
        enough = max(self._value, int(np.floor(found.value + using().near)))
        tried = (priced(self._matrix, box, found.duals, scale) for scale in denominators())
        best = next(tried)
        for prices in tried:
            if best.bound <= enough:
                break
            best = min(best, prices, key=lambda one: one.bound)
        return best

    def _keep_open(self, number: int, box: Box, values: Any) -> None:
        values = np.clip(values, box.lower, box.upper)
        far = np.where(box.open, abs(values - np.rint(values)), 0)
        split = int(far.argmax())
        if far[split] > using().whole_within:
            at = int(np.floor(values[split]))
            heappush(self._open, _Open(-self._bounds[number], number, box, split, at))
        else:
            self._reached = max(self._reached, self._bounds[number])
