"""Prices found by climbing down the smoothed dual: accelerated gradient steps, soft ones first.

Each price has a step of its own, by how much of its limit the cells take. Softness makes the way smooth and
the bound weak, so that it falls from stage to stage; any prices on the way prove a bound.
"""

from collections.abc import Iterator
from math import inf, sqrt
from typing import Any

import numpy as np

from apprentices.planner.parameters import using
from apprentices.planner.search.dual import Dual, Prices


def climb(dual: Dual) -> Iterator[Prices]:
    """Better and better prices, one at the end of each stage."""
    prices = dual.free
    for softness in using().softness:
        prices = _stage(dual, prices, softness)
        yield prices


def _stage(dual: Dual, start: Prices, softness: float) -> Prices:
    """Steps at one softness; the momentum is given up wherever it leads up."""
    prices = ahead = start
    pace, before = 1.0, inf
    for _ in range(using().dual_steps):
        there = dual.soft(ahead, softness)
        if there.value > before:
            pace = 1.0
        before = there.value
        stepped = Prices(*map(_step, ahead, there.used, dual.most, [softness] * len(ahead)))
        later = (1 + sqrt(1 + 4 * pace * pace)) / 2
        ahead = Prices(*map(_ahead, stepped, prices, [np.float32((pace - 1) / later)] * len(ahead)))
        prices, pace = stepped, later
    return prices


def _step(price: Any, used: Any, most: Any, softness: float) -> Any:
    """Down the slope: up where more is used than there is, and never below 0."""
    size = np.float32(softness * using().dual_pace) / np.maximum(abs(used), np.float32(using().least_used))
    return np.maximum(price + size * (used - most), np.float32(0))


def _ahead(new: Any, old: Any, share: Any) -> Any:
    """Further the same way."""
    return np.maximum(new + share * (new - old), np.float32(0))
