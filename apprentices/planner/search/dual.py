"""The dual of the relaxation, worked out on arrays: no matrix is made, so that it serves boards of any size.

Seats, limits of rotations and repeats have prices; each cell then takes what is worth most at them. What that
comes to, with all prices paid for what there is, bounds every full plan, at any prices that are not below 0.
Smoothed (the most softly, by logarithm and exponential), it has a slope, along which better prices are found.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.ledger import most
from apprentices.planner.parameters import using
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.shapes import NONE

NEGLIGIBLE = -60  # the logarithm of a share that is as good as none: smaller numbers are slow
FORBIDDEN = -(10**12)  # the worth of what may not be
Some = slice | list[int]  # people, by their place in the arrays


class Prices(NamedTuple):
    """A price for each place; and by person for each placement (again), shape, and visit that comes once."""

    seats: Any
    again: Any
    shapes: Any
    once: Any


class Soft(NamedTuple):
    """The smoothed dual at some prices, and how much of what is limited the cells take."""

    value: float
    used: Prices


class Dual:
    """The dual of a problem at the level of score."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        once = np.where(arrays.once.binds[:, arrays.once.pair], 0, NONE)
        whole = (arrays.seats.most, arrays.often, arrays.most, once)
        self.most = Prices(*(one.astype(np.float32) for one in whole))
        self._starts = np.cumsum(arrays.sizes) - arrays.sizes
        problem = arrays.problem
        least = min((most(problem, who) for who in problem.locked), default=0)
        self._constant = arrays.constant + problem.programme.settings.whole("fairness_weight") * least

    @property
    def free(self) -> Prices:
        """All prices 0."""
        return Prices(*(np.zeros_like(one) for one in self.most))

    def soft(self, prices: Prices, softness: float) -> Soft:
        """The smoothed dual: never less than the dual itself."""
        cells, used, value = self.arrays.cells, self.free, self._paid(prices)
        crowd = np.zeros((cells.shape[1], len(self.arrays.codes)), np.float32)
        for people, left in self.left(prices):
            best = left.max(axis=2)
            left -= best[..., None]
            left /= softness
            np.exp(np.maximum(left, NEGLIGIBLE, out=left), out=left)
            total = left.sum(axis=2)
            value += float((cells[people] * (best + softness * np.log(total))).sum(dtype=float))
            left *= (cells[people] / total)[..., None]
            crowd += left.sum(axis=0)
            self._count(used, people, left)
        seats = self.arrays.seats
        used.seats[:] = np.bincount(seats.place, crowd[seats.cycle, seats.placement], len(used.seats))
        return Soft(value, used)

    def bound(self, prices: Prices) -> int:
        """What no full plan's score is above, counted in whole numbers from prices as fractions."""
        scale = using().dual_scale
        whole = Prices(*(np.rint(price * float(scale)).astype(np.int64) for price in prices))
        total = self._paid(whole)
        for people, left in self.left(whole, scale):
            total += int((self.arrays.cells[people].astype(np.int64) * left.max(axis=2)).sum())
        return int(total) // scale + self._constant

    def left(self, prices: Prices, scale: int = 1) -> Iterator[tuple[slice, Any]]:
        """What each placement of each cell is worth at these prices, for some people at a time.

        By person, cycle and placement; cells that are not free have numbers too, which mean nothing. `scale`
        is what the prices are multiples of.
        """
        people, cycles = self.arrays.cells.shape
        table = self._table(prices.seats)
        many = max(using().block // (cycles * len(self.arrays.codes)), 1)
        for first in range(0, people, many):
            some = slice(first, first + many)
            yield some, self._left(table, prices, some, scale)

    def left_of(self, people: list[int], prices: Prices) -> Any:
        """The same of these people alone."""
        return self._left(self._table(prices.seats), prices, people)

    def of_seats(self, price: Any) -> Any:
        """What somebody pays for seats, by cycle and placement, at the prices of places."""
        seats = self.arrays.seats
        paid = np.zeros((self.arrays.cells.shape[1], len(self.arrays.codes)), price.dtype)
        np.add.at(paid, (seats.cycle, seats.placement), price[seats.place])
        return paid

    def could(self, prices: Prices) -> Any:
        """By person, what their free cells are worth at the most at these prices, beside what seats cost."""
        paid = ((limit * price).sum(axis=1) for limit, price in zip(self.most[1:], prices[1:], strict=True))
        found = sum(paid, np.zeros(len(self.arrays.people)))
        for people, left in self.left(prices):
            found[people] += (self.arrays.cells[people] * left.max(axis=2)).sum(axis=1)
        return found

    # -- inside

    def _left(self, table: Any, prices: Prices, some: Some, scale: int = 1) -> Any:
        arrays = self.arrays
        left = table[arrays.kind[some]]
        left += (arrays.worth[some] * scale - self._of_placements(prices, some))[:, None, :]
        left -= np.repeat(self._of_classes(prices, some), arrays.sizes, axis=2)
        return left

    def _paid(self, prices: Prices) -> Any:
        """What all that there is comes to at its prices."""
        kind = prices.seats.dtype.type if prices.seats.dtype == np.int64 else float
        return sum((one.astype(kind) * price).sum() for one, price in zip(self.most, prices, strict=True))

    def _table(self, price: Any) -> Any:
        """What a cell of each kind has at each placement, before anybody's own: its price, or forbidden."""
        arrays, paid = self.arrays, self.of_seats(price)
        return np.where(arrays.allowed, -paid[arrays.kind_cycle], price.dtype.type(FORBIDDEN))

    def _of_placements(self, prices: Prices, some: Some) -> Any:
        """What people pay for each placement, in whatever cycle."""
        paid, once = prices.again[some].copy(), self.arrays.once
        for pair in range(len(once.before)):
            own = once.pair == pair
            paid[:, once.placement[own]] += prices.once[some][:, own]
        return paid

    def _of_classes(self, prices: Prices, some: Some) -> Any:
        """What people pay for each class in each cycle."""
        arrays, once, kind = self.arrays, self.arrays.once, prices.shapes.dtype
        kept, cycles, classes = arrays.factors.shape
        factors = arrays.factors.reshape(kept, cycles * classes).astype(kind)
        paid = np.einsum("as,sk->ak", prices.shapes[some], factors)
        paid = paid.reshape(-1, cycles, classes)
        for pair, before in enumerate(once.before):
            earned = prices.once[some][:, once.pair == pair].sum(axis=1, dtype=kind)
            paid -= earned[:, None, None] * once.early[some, :, None].astype(kind) * before.astype(kind)
        return paid

    def _count(self, used: Prices, people: slice, taken: Any) -> None:
        """Note how much of their own limits people take."""
        arrays, once = self.arrays, self.arrays.once
        used.again[people] = taken.sum(axis=1)
        classes = np.add.reduceat(taken, self._starts, axis=2)
        used.shapes[people] = np.einsum("ack,sck->as", classes, arrays.factors.astype(np.float32))
        before = np.einsum("ack,jk->acj", classes, once.before)
        done = np.einsum("acj,ac->aj", before, once.early[people])
        used.once[people] = used.again[people][:, once.placement] - done[:, once.pair]
