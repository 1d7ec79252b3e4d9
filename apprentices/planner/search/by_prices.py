"""Very large boards: a plan built from prices that need no matrix, and made better among what is cheap.

The model has the cheapest placements of each cell alone, so that it fits into memory where that of everything
would not; its plans are plans of the board, and the bound comes from the prices of everything.
"""

from itertools import islice
from typing import Any

import numpy as np

from apprentices.planner.ledger import Ledger, simple_bound
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.problem import Problem
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.cheapest import Cheapest
from apprentices.planner.search.construct import construct
from apprentices.planner.search.dual import Dual
from apprentices.planner.search.dual_climb import climb
from apprentices.planner.search.neighbourhoods_cheap import CheapNeighbourhoods
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.neighbourhoods_unpriced import UnpricedNeighbourhoods
from apprentices.planner.search.prices_of_rows import prices_of_rows
from apprentices.planner.search.tell import Tell


class ByPrices:
    """A full plan made better by prices; `bound` is what no full plan's score is above."""

    def __init__(self, problem: Problem, ledger: Ledger, seed: int, tell: Tell) -> None:
        self._problem, self._ledger, self._seed, self._tell = problem, ledger, seed, tell
        self._dual = Dual(Arrays(problem))
        self.bound = simple_bound(problem)

    def price(self, builds: bool = True) -> None:
        """Climb to better and better prices; `builds` a plan from those on the way and from the last."""
        for stage, prices in enumerate(climb(self._dual), 1):
            self._lower(self._dual.bound(prices))
            self._prices = prices
            if builds and stage in (using().built_after, len(using().softness)):
                self._cheapest = Cheapest(self._dual, prices, using().cheapest)
                self._build()

    def of_rows(self, model: Model) -> Any:
        """The last prices as those of the rows of a model of everything."""
        return prices_of_rows(model, self._dual, self._prices)

    def improve(self) -> None:
        """Make the plan better among what is cheap, until many neighbourhoods in a row were in vain."""
        near, vain = self._neighbourhoods(), 0
        while self._ledger.score < self.bound and vain < using().near_vain:
            vain = 0 if near.step() else vain + 1

    def improve_for_ever(self) -> None:
        """The same without a model of all that is cheap, until the plan meets the bound: it seldom does."""
        near = CheapNeighbourhoods(self._problem, self._ledger, self._dual, self._prices, self._seed)
        while self._ledger.score < self.bound:
            if near.step():
                self._tell.plan(self._ledger.plan, self._ledger.worth)

    # -- inside

    def _lower(self, bound: int) -> None:
        if bound < self.bound:
            self.bound = bound
            self._tell.bound(Level.SCORE, bound)

    def _build(self) -> None:
        """A plan in which all people take what is cheapest for them, one after the other."""
        problem = self._problem
        built = Ledger(problem, construct(problem, self._seed, self._cheapest.of))
        if built.score <= self._ledger.score:
            return  # to fill it takes long, and mostly costs points
        UnpricedNeighbourhoods(problem, built, self._seed, lambda: None).fill(using().fills)
        if built.worth < self._ledger.worth:
            self._ledger.take(built.plan)
            self._tell.plan(self._ledger.plan, self._ledger.worth)

    def _choices(self, who: str, index: int) -> list[str]:
        """The placements of a cell in the model: the cheapest, and its own."""
        some = islice(self._cheapest.of(who, index, using().near_reach), using().near_choices)
        own = self._ledger.plan[who, index]
        return list(dict.fromkeys([*some, *([] if own is None else [own])]))

    def _neighbourhoods(self) -> PricedNeighbourhoods:
        model = build(self._problem, self._choices, gaps=False)
        start = model.start(self._ledger.plan)
        assert start is not None, "the model has every placement of the plan"
        place = {x: (cell, code) for cell, own in model.x.items() for code, x in own.items()}
        reduced = np.zeros(len(start))
        for cell, own in model.x.items():
            lost = self._cheapest.lost(*cell)
            reduced[list(own.values())] = [-lost.get(code, using().near_reach) for code in own]
        taken = np.asarray(start) > 0

        def better(values: Any) -> None:
            new = np.flatnonzero((values > 0.5) & ~taken)
            taken[:] = values > 0.5
            self._ledger.take(dict(place[x] for x in new.tolist() if x in place))
            self._tell.plan(self._ledger.plan, self._ledger.worth)

        every = np.ones(len(start), bool)
        matrix = Matrix(model, Level.SCORE, model.unbroken)
        return PricedNeighbourhoods(matrix, reduced, every, start, self._seed, better)
