"""Large neighbourhood search, led by prices: a part of the plan is made anew, all else staying as it is.

Either everybody is planned anew in a few cycles, which is little more than handing out the seats of each
kind, or a few people are in all of theirs. Only placements that cost little at the prices of the relaxation
are looked at, which makes each small model quick. Only better plans are taken.
"""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Effort
from apprentices.planner.search.engine_highs import solve_part


class PricedNeighbourhoods:
    """Changes of a plan that is given as the values of all variables of a matrix."""

    def __init__(
        self,
        matrix: Matrix,
        reduced: Any,
        looked_at: Any,
        values: Any,
        seed: int,
        better: Callable[[Any], None],
        people: int | None = None,
    ) -> None:
        """`reduced` is what each variable is worth beside the best of its cell; `looked_at` the mask of those
        that the relaxation was solved on; `people` how many are planned anew at first, where it isn't as on
        the level of score.
        """
        likely = looked_at & (reduced >= -using().priced_reach)
        cheap = likely | (matrix.cell_of < 0) | (np.asarray(values) > 0)
        self._matrix = matrix.only(cheap)
        self._cheap = cheap
        self._lost = np.where(matrix.cell_of >= 0, -reduced, 0.0)
        self.values = np.asarray(values, float)
        self._seed = seed
        self._better = better
        self._rng = random.Random(seed)
        share = min(matrix.people // using().priced_share, using().priced_most)
        self.people = self._least = min(people or max(using().priced_people, share), matrix.people)
        self._growths = 0  # of neighbourhoods of people
        self._cycles = min(using().priced_cycles, self._most_cycles)
        self._by_cycles = self._cycles > 0
        self._vain = {True: 0, False: 0}  # neighbourhoods of a kind in a row that were no better

    def step(self) -> bool:
        """Plan one neighbourhood anew; whether the plan is better for it. If not, the next is of the other
        kind. After many of a kind in vain they grow.
        """
        if self._plan_anew(self._in_cycles() if self._by_cycles else self._of_people()):
            self._vain[self._by_cycles] = 0
            return True
        self._vain[self._by_cycles] += 1
        if self._vain[self._by_cycles] % using().priced_vain == 0:
            self._grow()
        self._by_cycles = not self._by_cycles and self._cycles > 0
        return False

    # -- inside

    def _plan_anew(self, free: Any) -> bool:
        matrix, chosen = self._matrix, free & self._cheap
        part = matrix.part(chosen, held=self.values)
        found = solve_part(matrix, part, self._seed, self.values, effort=Effort(using().priced_nodes))
        if found.values is None:
            return False
        values = np.where(chosen, found.values, self.values)
        if matrix.cost @ values <= matrix.cost @ self.values + 0.5:
            return False
        self.values = values
        self._better(values)
        return True

    def _grow(self) -> None:
        """Larger ones from now on; after some growths, those of people are small ones again."""
        if self._by_cycles:
            self._cycles = min(self._cycles + 1, self._most_cycles)
            return
        self._growths = (self._growths + 1) % (using().priced_growths + 1)
        self.people = min(self.people * 3 // 2, self._matrix.people) if self._growths else self._least

    @property
    def _most_cycles(self) -> int:
        """Cycles in which everybody may be planned anew at a time."""
        return min(using().priced_cells // self._matrix.people, len(self._matrix.cycles))

    def _in_cycles(self) -> Any:
        """The variables of some cycles, by chance, and those that are no placements."""
        matrix = self._matrix
        chosen = self._rng.sample(matrix.cycles, self._cycles)
        return np.isin(matrix.cycle_of, chosen) | (matrix.cell_of < 0)

    def _of_people(self) -> Any:
        """The variables of somebody who could have more at these prices, of those who are in the way, and of
        some by chance; and those that are about nobody.
        """
        matrix, rng = self._matrix, self._rng
        used = np.flatnonzero((self.values > 0.5) & (matrix.cell_of >= 0))
        lost = np.bincount(matrix.person_of[used], self._lost[used], minlength=matrix.people)
        (anchor,) = rng.choices(range(matrix.people), weights=[max(x, 0) + using().least_lost for x in lost])
        wanted = np.flatnonzero((matrix.person_of == anchor) & self._cheap & (matrix.cost > 0))
        there = np.isin(matrix.seat_of[used], matrix.seat_of[wanted])
        near = [int(who) for who in np.unique(matrix.person_of[used[there]])]
        rng.shuffle(near)
        found = dict.fromkeys([anchor, *near[: self.people * 2 // 3]])
        found |= dict.fromkeys(rng.sample(range(matrix.people), self.people))
        return np.isin(matrix.person_of, [-1, *list(found)[: self.people]])
