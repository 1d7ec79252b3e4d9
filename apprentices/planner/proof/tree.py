"""A tree of prices that proves a level: branch and bound, the worst case first.

Each node has prices and what they bound, and narrows the box by them. Where a bound is not enough, a variable
of its relaxation that is far from a whole number is split. Every tree proves something, whenever it ends.
"""

from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.proof.description import Json, Proved
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
    """The tree of one level, for a plan that comes to `value` there."""

    def __init__(self, matrix: Matrix, level: Level, value: int) -> None:
        self._level, self._sign = level, 1 if level is Level.SCORE else -1
        self._matrix = matrix.upwards()
        self._value = self._sign * value
        self._nodes: list[Json] = []
        self._bounds: list[int] = []  # of the leaves; a node that is split has none
        self._open: list[_Open] = []
        self._add(Box(matrix.lower, matrix.upper))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to split, or nothing that may be."""
        return not self._open or len(self._nodes) >= using().proof_nodes

    @property
    def proved(self) -> Proved:
        """What is proved so far."""
        return Proved(self._level, self._sign * max([self._value, *self._bounds]), self._nodes)

    def step(self) -> None:
        """Split the worst node."""
        worst = heappop(self._open)
        self._bounds[worst.number] = self._value
        sides = len(self._nodes), len(self._nodes) + 1
        self._nodes[worst.number]["split"] = [worst.split, worst.at, *sides]
        lower, upper = worst.box.lower.copy(), worst.box.upper.copy()
        upper[worst.split], lower[worst.split] = worst.at, worst.at + 1
        self._add(Box(worst.box.lower, upper))
        self._add(Box(lower, worst.box.upper))

    # -- inside

    def _add(self, box: Box) -> None:
        """A node, with the best prices that can be had for it."""
        found, prices = None, self._simplest(box)
        if prices is None:
            found = relaxed(self._matrix, box)
            prices = self._best(box, found)
        number = len(self._nodes)
        self._nodes.append({"prices": said(prices)})
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
