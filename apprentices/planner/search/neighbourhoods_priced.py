"""Large neighbourhood search, led by prices: some people are planned anew, all others staying where they are.

Only placements that cost little at the prices of the relaxation are looked at, which makes each small
model quick. Only better plans are taken.
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
        self.size = self._least = min(people or max(using().priced_people, share), matrix.people)
        self._growths = 0
        self._vain = 0  # neighbourhoods in a row that were no better

    def step(self) -> bool:
        """Plan one neighbourhood anew; whether the plan is better for it. After many in vain they grow."""
        matrix = self._matrix
        inside = np.zeros(matrix.people + 1, bool)  # the last is for variables that are about nobody
        inside[[*self._people(), matrix.people]] = True
        chosen = inside[matrix.person_of] & self._cheap
        part = matrix.part(chosen, held=self.values)
        found = solve_part(matrix, part, self._seed, self.values, effort=Effort(using().priced_nodes))
        if found.values is not None:
            values = np.where(chosen, found.values, self.values)
            if matrix.cost @ values > matrix.cost @ self.values + 0.5:
                self.values, self._vain = values, 0
                self._better(values)
                return True
        self._vain += 1
        if self._vain % using().priced_vain == 0:
            self._grow()
        return False

    # -- inside

    def _grow(self) -> None:
        """Larger ones from now on; after some growths, small ones again."""
        self._growths = (self._growths + 1) % (using().priced_growths + 1)
        self.size = min(self.size * 3 // 2, self._matrix.people) if self._growths else self._least

    def _people(self) -> list[int]:
        """Somebody who could have more at these prices, those who are in the way, and some by chance."""
        matrix, rng = self._matrix, self._rng
        used = np.flatnonzero((self.values > 0.5) & (matrix.cell_of >= 0))
        lost = np.bincount(matrix.person_of[used], self._lost[used], minlength=matrix.people)
        (anchor,) = rng.choices(range(matrix.people), weights=[max(x, 0) + using().least_lost for x in lost])
        wanted = np.flatnonzero((matrix.person_of == anchor) & self._cheap & (matrix.cost > 0))
        there = np.isin(matrix.seat_of[used], matrix.seat_of[wanted])
        near = [int(who) for who in np.unique(matrix.person_of[used[there]])]
        rng.shuffle(near)
        found = dict.fromkeys([anchor, *near[: self.size * 2 // 3]])
        found |= dict.fromkeys(rng.sample(range(matrix.people), self.size))
        return list(found)[: self.size]
