"""What is cheapest at some prices: for each free cell, what is worth most beside what it costs."""

from typing import Any

import numpy as np

from apprentices.planner.parameters import using
from apprentices.planner.search.dual import Dual, Prices


class Cheapest:
    """The cheapest placements of each free cell, and by how much each lies below the best."""

    def __init__(self, dual: Dual, prices: Prices, many: int) -> None:
        """So `many` of each cell."""
        arrays = dual.arrays
        self._codes = arrays.codes
        self._person = {who: person for person, who in enumerate(arrays.people)}
        many = min(many, len(arrays.codes))
        self._best = np.zeros((*arrays.cells.shape, many), np.int16)
        self._lost = np.zeros(self._best.shape, np.float32)
        for people, left in dual.left(prices):
            self._best[people], self._lost[people] = _sorted(left, many)

    def of(self, who: str, index: int, within: float = float("inf")) -> list[str]:
        """The placements of a free cell, the cheapest first, as far as they lie `within` the best."""
        at = self._person[who], index
        near = self._lost[at] <= min(within, using().dearest)
        return [self._codes[number] for number in self._best[at][near]]

    def lost(self, who: str, index: int) -> dict[str, float]:
        """What each of the cheapest placements lies below the best."""
        at = self._person[who], index
        return {
            self._codes[number]: float(lost)
            for number, lost in zip(self._best[at], self._lost[at], strict=True)
        }


def _sorted(left: Any, many: int) -> tuple[Any, Any]:
    """The places of the highest numbers along the last axis, and what they lie below the highest."""
    some = np.argpartition(-left, many - 1, axis=-1)[..., :many]
    worth = np.take_along_axis(left, some, axis=-1)
    order = np.argsort(-worth, axis=-1, kind="stable")
    worth = np.take_along_axis(worth, order, axis=-1)
    return np.take_along_axis(some, order, axis=-1), worth[..., :1] - worth
