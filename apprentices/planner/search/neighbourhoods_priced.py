"""Large neighbourhood search, led by prices: a part of the plan is made anew, all else staying as it is.

Either everybody is planned anew in a few cycles, which is little more than handing out the seats of each
kind, or a few people are in all of theirs. Only placements that cost little at the prices of the relaxation
are looked at, which makes each small model quick. On large boards so many are worth the same that some of
them by chance will do: more people fit into such a model. Only better plans are taken.
"""

import random
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Effort
from apprentices.planner.search.engine_highs import solve_part
from apprentices.planner.search.lagrangian_bound import Exactly


class Kind(NamedTuple):
    """A kind of neighbourhood: of everybody in some cycles, or of some people, so many times as many as there
    are at the least, who choose from a share of the cheap placements.
    """

    by_cycles: bool
    times: int
    share: float


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
        kinds: Iterable[tuple[bool, int, float]] | None = None,
        whole: Exactly | None = None,
    ) -> None:
        """`reduced` is what each variable is worth beside the best of its cell; `looked_at` the mask of those
        that the relaxation was solved on; `people` how many are planned anew at first, where it isn't as on
        the level of score. The `kinds` take turns. `whole`: what whole rotations come to, which says
        just who loses what.
        """
        likely = looked_at & (reduced >= -using().priced_reach)
        cheap = likely | (matrix.cell_of < 0) | (np.asarray(values) > 0)
        self._matrix = matrix.only(cheap)
        self._cheap = cheap
        self._is_exact = whole is not None
        self._worth: Any = whole.worth if whole else np.where(matrix.cell_of >= 0, reduced, 0.0)
        self._best: Any = whole.best if whole else 0.0
        self.values = np.asarray(values, float)
        self._seed = seed
        self._better = better
        self._rng, self._chance = random.Random(seed), np.random.default_rng(seed)
        some = using().losing_people if self._is_exact else using().priced_people
        share = min(matrix.people // using().priced_share, using().priced_most)
        self.people = self._least = min(people or max(some, share), matrix.people)
        self._growths = 0  # of neighbourhoods of people
        self._cycles = min(using().priced_cycles, self._most_cycles)
        every = [Kind(*kind) for kind in kinds or using().priced_kinds]
        self._kinds = [kind for kind in every if self._cycles or not kind.by_cycles]
        self._vain = {True: 0, False: 0}  # neighbourhoods of a kind in a row that were no better

    def step(self) -> bool:
        """Plan one neighbourhood anew; whether the plan is better for it. If not, the next is of another
        kind. After many in vain they grow.
        """
        kind = self._kinds[0]
        many = min(self.people * kind.times, self._matrix.people)
        free = self._in_cycles() if kind.by_cycles else self._of_people(many)
        if self.plan_anew(free & self._some(kind.share)):
            self._vain[kind.by_cycles] = 0
            return True
        self._vain[kind.by_cycles] += 1
        if self._vain[kind.by_cycles] % using().priced_vain == 0:
            self._grow(kind)
        self._kinds.append(self._kinds.pop(0))
        return False

    def plan_anew(self, chosen: Any) -> bool:
        """Plan the cheap variables of a mask anew, all others staying; whether the plan is better for it."""
        matrix, chosen = self._matrix, chosen & self._cheap
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

    # -- inside

    def _some(self, share: float) -> Any:
        """The plan's own variables, those that are no placements, and by chance a share of all cheap ones."""
        if share == 1:
            return self._cheap
        by_chance = self._cheap & (self._chance.random(len(self.values)) < share)
        return by_chance | (self.values > 0) | (self._matrix.cell_of < 0)

    def _grow(self, kind: Kind) -> None:
        """Larger ones from now on; after some growths, those of people are small ones again."""
        if kind.by_cycles:
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

    def _of_people(self, many: int) -> Any:
        """The variables of somebody who could have more at these prices, of those who are in the way, and of
        some by chance; and those that are about nobody. Where it is known just who loses anything, some of
        these are planned anew together: what one can't have alone, two can often exchange.
        """
        matrix, rng = self._matrix, self._rng
        used = np.flatnonzero((self.values > 0.5) & (matrix.cell_of >= 0))
        own = np.bincount(matrix.person_of[used], self._worth[used], minlength=matrix.people)
        least = using().near if self._is_exact else using().least_lost
        weights = np.maximum(self._best - own, 0) + least
        anchor, *losers = rng.choices(
            range(matrix.people), weights.tolist(), k=1 + self._is_exact * many // 3
        )
        wanted = np.flatnonzero((matrix.person_of == anchor) & self._cheap & (matrix.cost > 0))
        there = np.isin(matrix.seat_of[used], matrix.seat_of[wanted])
        near = [int(who) for who in np.unique(matrix.person_of[used[there]])]
        rng.shuffle(near)
        found = dict.fromkeys([anchor, *losers, *near[: many * 2 // 3 - len(losers)]])
        found |= dict.fromkeys(rng.sample(range(matrix.people), many))
        return np.isin(matrix.person_of, [-1, *list(found)[:many]])
