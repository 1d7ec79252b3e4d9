"""Plans made of whole rotations: the best at good prices, and those that are nearly as good, in one model.

Prices alone don't say who has which of several rotations that are worth the same. So many of each person's
are drawn, by blurring what placements are worth a little; a plan chooses one for each person.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Answer, Effort, Watch
from apprentices.planner.search.engine_highs import solve_part
from apprentices.planner.search.lagrangian_bound import Relaxed
from apprentices.planner.search.rotations.generation import Generation
from apprentices.planner.search.rotations.whole import Whole


class OfRotations:
    """A bound and plans, from prices and a plan to begin with, the latter as the values of all variables."""

    def __init__(self, model: Model, matrix: Matrix, duals: Any, values: Any, seed: int) -> None:
        self._model = model
        self._whole = Whole(model, matrix)
        self._generation = Generation(self._whole, duals)
        self._generation.take_plan(values)
        self._seed = seed
        self._rng = np.random.default_rng(seed)

    def bounds(self) -> Iterator[int]:
        """Lower and lower bounds on every plan; none where somebody has no rotation."""
        if (first := self._generation.best) is not None:
            yield first.bound
            yield from (priced.bound for priced in self._generation.rounds())

    def remember_visits(self) -> bool:
        """Let rotations no longer come back to placements to which those that make the bound do, so that
        bounds are closer; whether there are any.
        """
        visits = self._whole.visits | self._generation.visits()
        if visits == self._whole.visits:
            return False
        self._whole = Whole(self._model, self._whole.matrix, visits)
        self._generation = self._generation.within(self._whole)
        return True

    def most(self) -> Any:
        """What a plan comes to at the most that has each variable."""
        best = self._generation.best
        assert best is not None, "there are bounds"
        return best.exact + self._whole.lost(best)

    @property
    def relaxed(self) -> Relaxed:
        """What the best prices come to."""
        best, matrix = self._generation.best, self._whole.matrix
        assert best is not None, "there are bounds"
        worth, lost = matrix.cost - matrix.paid(best.duals), self._whole.lost(best)
        return Relaxed(best.exact, best.duals, best.worth, np.where(matrix.cell_of >= 0, lost, worth))

    def once(self) -> Iterator[tuple[int, Any]]:
        """The rotations known that come back to nothing, when some more of the best were drawn."""
        for _ in range(using().rotations_tied):
            self._generation.draw(self._rng, using().tied_blur)
        return self._generation.once()

    def plan(self, values: Any, blur: float, watch: Watch) -> Answer:
        """The best plan of the rotations known, when some more were drawn with a blur."""
        for _ in range(using().rotations_drawn):
            self._generation.draw(self._rng, blur)
        return self._solve(values, watch, Effort(using().rotations_nodes))

    def close(self, values: Any, watch: Watch) -> Answer | None:
        """The best plan of all rotations that a better plan could have; None where these are too many."""
        if not self._generation.complete(self._score(values) + 1):
            return None
        return self._solve(values, watch, Effort())

    # -- inside

    def _score(self, values: Any) -> int:
        matrix = self._whole.matrix
        return round(float(matrix.cost @ values) + matrix.offset)

    def _solve(self, values: Any, watch: Watch, effort: Effort) -> Answer:
        generation = self._generation
        generation.take_plan(values)
        start, matrix = generation.start(values), generation.matrix()
        part = matrix.part(generation.could(self._score(values) + 1) | (start != 0))
        heard = watch._replace(found=lambda found: watch.found(generation.values(found)))
        answer = solve_part(matrix, part, self._seed, start, heard, effort)
        return answer._replace(values=None if answer.values is None else generation.values(answer.values))
