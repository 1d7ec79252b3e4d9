"""A few placements for each free cell of which a full plan can be made: chosen by prices without a matrix.

The cheapest of a cell alone won't do. Whoever needs one of each kind needs some of each kind to choose from;
where every seat is needed, each has to be for somebody; and where many are worth the same, all people would
choose the same, so that chance has a little say.
"""

from itertools import islice, pairwise
from typing import Any

import numpy as np

from apprentices.planner.parameters import using
from apprentices.planner.problem import Problem
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.dual import FORBIDDEN, Dual
from apprentices.planner.search.dual_climb import climb


class Few:
    """The placements of each free cell: the cheapest of all and of each class of placements, and those that
    are cheaper for few others.
    """

    def __init__(self, problem: Problem, seed: int) -> None:
        dual = Dual(Arrays(problem))
        *_, prices = islice(climb(dual), using().few_stages)
        arrays, rng = dual.arrays, np.random.default_rng(seed)
        self._codes, self._number = np.array(arrays.codes), {who: n for n, who in enumerate(arrays.people)}
        self._chosen = np.zeros((*arrays.cells.shape, len(arrays.codes)), bool)
        beside = np.zeros(self._chosen.shape, np.float32)  # the best of the cell
        for people, left in dual.left(prices):
            left += using().few_blurred * rng.random(left.shape, np.float32)
            left[arrays.cells[people] == 0] = FORBIDDEN
            beside[people] = left - np.maximum(left.max(axis=-1, keepdims=True), FORBIDDEN / 2)
        classes = list(pairwise([0, *np.cumsum(arrays.sizes)]))
        each = max(min(using().few_of_class, using().few_of_classes // len(classes)), 1)
        for first, end in classes:
            _mark(self._chosen[..., first:end], beside[..., first:end], each)
        _mark(self._chosen, beside, using().few_of_all)
        _mark(self._chosen, beside, using().few_of_seat, axis=0)
        self._chosen &= beside > FORBIDDEN / 4
        self._more = self._chosen.copy()
        _mark(self._more, beside, round(using().few_seat_share * len(arrays.people)), axis=0)
        self._more &= beside > FORBIDDEN / 4

    def of(self, who: str, index: int) -> list[str]:
        """The placements of a free cell."""
        return self._marked(self._chosen, who, index)

    def more_of(self, who: str, index: int) -> list[str]:
        """The same with more people for each seat: prices take longer with them, a full plan comes sooner."""
        return self._marked(self._more, who, index)

    # -- inside

    def _marked(self, mask: Any, who: str, index: int) -> list[str]:
        codes: list[str] = self._codes[mask[self._number[who], index]].tolist()
        return codes


def _mark(chosen: Any, worth: Any, many: int, axis: int = -1) -> None:
    """Mark so many of the highest numbers along an axis."""
    many = min(many, worth.shape[axis])
    best = np.argpartition(-worth, many - 1, axis=axis).take(range(many), axis=axis)
    np.put_along_axis(chosen, best, True, axis=axis)
