"""The level of score: prices from the relaxation, then models of the columns that can still matter.

At the prices, every placement costs what it lies below the best one of its cell. A plan that is better than
one's own can't use a placement that costs more than bound minus score: a model without such columns proves
as much as the whole one.
"""

from typing import Any

import numpy as np

from apprentices.planner.engine_highs import Effort, Outcome, Watch, solve_part
from apprentices.planner.engine_sift import Prices, Sift
from apprentices.planner.ledger import Ledger
from apprentices.planner.model import Level, Model
from apprentices.planner.tell import Tell

NEAR = 1e-6
LIKELY = 0.5  # points that a column of the first model may cost
NODES = 40


class Closing:
    """The level of score of a model that has a full plan at the earlier levels as they stand."""

    def __init__(self, model: Model, ledger: Ledger, sift: Sift, seed: int, tell: Tell) -> None:
        self._model = model
        self._ledger = ledger
        self._sift = sift
        self._seed = seed
        self._tell = tell
        self.bound: int | None = None
        self.prices: Prices | None = None

    @property
    def closed(self) -> bool:
        """Whether the plan is proved best."""
        return self.bound is not None and self._ledger.score >= self.bound

    def price(self) -> Prices:
        """Prices of all columns, with a bound."""
        for prices in self._sift.rounds():
            self.prices = prices
            self._lower(prices.bound)
        assert self.prices is not None, "there is always a first round"
        return self.prices

    def plan(self, effort: Effort) -> None:
        """The best plan of what the relaxation uses, and of columns that cost next to nothing and are liked."""
        assert self.prices is not None, "priced before"
        cheap = (self.prices.reduced >= -LIKELY) & (self._sift.matrix.cost > 0)
        cheap = (self.prices.reduced >= -LIKELY) & (self._sift.matrix.cost > 0)
        self._solve(self._sift.used | cheap, Watch(self._found), effort)

    def close(self) -> Outcome:
        """Prove the plan best, or find the best."""
        assert self.prices is not None and self.bound is not None, "priced before"
        could = self.prices.reduced >= self._ledger.score + 1 - self.bound - NEAR
        outcome = self._solve(could, Watch(self._found, self._lower), Effort())
        if outcome.proved:
            self._lower(self._ledger.score)
        return outcome

    # -- inside

    def _solve(self, mask: Any, watch: Watch, effort: Effort) -> Outcome:
        start = self._model.start(self._ledger.plan)
        chosen = mask | (self._sift.cell_of < 0)
        if start is not None:
            chosen |= np.array(start) != 0
        outcome = solve_part(self._sift.matrix, chosen, self._seed, start, watch, effort)
        if outcome.values is not None:
            self._found(outcome.values)
        return outcome

    def _found(self, values: Any) -> None:
        better = Ledger(self._ledger.problem, self._model.plan(values))
        if better.worth < self._ledger.worth:
            self._ledger.take(better.plan)
            self._tell.plan(self._ledger.plan, self._ledger.worth)

    def _lower(self, bound: int) -> None:
        if self.bound is None or bound < self.bound:
            self.bound = bound
            self._tell.bound(Level.SCORE, bound)
