"""A few placements for each free cell of which a full plan can be made: chosen by prices without a matrix.

The cheapest of a cell alone won't do. Whoever needs one of each kind needs some of each kind to choose from;
and where many are worth the same, all people would choose the same, so that chance has a little say.
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
    """The placements of each free cell: the cheapest of all, and the cheapest of each class of placements."""

    def __init__(self, problem: Problem, seed: int) -> None:
        dual = Dual(Arrays(problem))
        *_, prices = islice(climb(dual), using().few_stages)
        arrays, rng = dual.arrays, np.random.default_rng(seed)
        self._codes, self._number = np.array(arrays.codes), {who: n for n, who in enumerate(arrays.people)}
        self._chosen = np.zeros((*arrays.cells.shape, len(arrays.codes)), bool)
        classes = list(pairwise([0, *np.cumsum(arrays.sizes)]))
        each = max(min(using().few_of_class, using().few_of_classes // len(classes)), 1)
        for people, left in dual.left(prices):
            left += using().few_blurred * rng.random(left.shape, np.float32)
            chosen = self._chosen[people]
            for first, end in classes:
                _mark(chosen[..., first:end], left[..., first:end], each)
            _mark(chosen, left, using().few_of_all)
            chosen &= left > FORBIDDEN / 2

    def of(self, who: str, index: int) -> list[str]:
        """The placements of a free cell."""
        codes: list[str] = self._codes[self._chosen[self._number[who], index]].tolist()
        return codes


def _mark(chosen: Any, worth: Any, many: int) -> None:
    """Mark so many of the highest numbers along the last axis."""
    many = min(many, worth.shape[-1])
    best = np.argpartition(-worth, many - 1, axis=-1)[..., :many]
    np.put_along_axis(chosen, best, True, axis=-1)
