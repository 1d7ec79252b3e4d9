"""Large boards: a matheuristic, which makes a plan better bit by bit beside a bound that is had otherwise.

The plan comes from neighbourhoods, the bound from the linear relaxation, where that can be had.
"""

import random
from collections.abc import Mapping

from apprentices.planner.ledger import Ledger, simple_bound
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.search.by_prices import ByPrices
from apprentices.planner.search.column_generation import Sift
from apprentices.planner.search.few import Few
from apprentices.planner.search.neighbourhoods_unpriced import UnpricedNeighbourhoods
from apprentices.planner.search.reduced_cost_fixing import Closing
from apprentices.planner.search.tell import Tell, prove


class Large:
    """The search on a large board. It is only over when the plan meets the bound."""

    def __init__(self, problem: Problem, ledger: Ledger, seed: int, tell: Tell) -> None:
        self._problem = problem
        self._ledger = ledger
        self._seed = seed
        self._tell = tell
        self._improver = UnpricedNeighbourhoods(problem, ledger, seed, self._better)
        self._fewest = fewest_moves(problem)
        self._best = simple_bound(problem)
        self._by_prices: ByPrices | None = None
        tell.bound(Level.SCORE, self._best)
        tell.bound(Level.MOVES, self._fewest)

    @property
    def is_left(self) -> bool:
        """Whether there may be breaches, gaps or moves less."""
        return self._improver.is_short or self._ledger.moves > self._fewest

    @property
    def missing(self) -> int:
        """How many limits could still be mended, and cells filled."""
        return self._improver.breaches + list(self._ledger.plan.values()).count(None)

    def fill(self, tries: int) -> None:
        """Mend and fill in so many neighbourhoods."""
        self._improver.fill(tries)

    def lessen(self, while_it_helps: bool = False) -> None:
        """Fewer breaches, gaps and moves: for ever, or until many neighbourhoods in a row were in vain."""
        while self.is_left and not (while_it_helps and self._improver.has_grown):
            self._improver.step()

    def try_on(self) -> None:
        """Some more neighbourhoods, beside another way to the same end."""
        for _ in range(using().fills):
            if self.is_left:
                self._improver.step()

    def run(self) -> None:
        """Make a plan better that leaves nothing else, until it is proved; without prices it seldom is."""
        levels = ((Level.BREACHES, 0), (Level.GAPS, self._ledger.gaps), (Level.MOVES, self._fewest))
        for level, value in levels:
            prove(self._tell, self._ledger, level, value)
        priced = not self._problem.is_beyond(using().priced_size)
        if self._problem.is_beyond(using().fill_size) and not self._problem.before:
            self._price(priced)
        if priced and self._close():
            return
        while self._ledger.score < self._best:
            self._improver.step()
        prove(self._tell, self._ledger, Level.SCORE, self._best)

    def _price(self, priced: bool) -> None:
        """A bound and a better plan, long before there could be a matrix. Where there will be none, a plan is
        not built from prices: filled, one of thousands of people is no better than the first.
        """
        prices = self._by_prices = ByPrices(self._problem, self._ledger, self._seed, self._tell)
        prices.price(builds=priced)
        if priced:
            prices.improve()
        else:
            prices.improve_for_ever()
        self._best = min(self._best, prices.bound)

    def _close(self) -> bool:
        """The level of score, when the others are as good as can be; whether it is proved."""
        model = build(self._problem, gaps=False)
        start = model.start(self._ledger.plan)
        assert start is not None, "the model has every placement"
        closing = Closing(
            model, self._ledger, started(model, self._ledger), self._seed, self._tell, self._by_prices
        )
        closing.bound = min(closing.bound, self._best)
        closing.run_large()
        return closing.closed

    def _better(self) -> None:
        self._tell.plan(self._ledger.plan, self._ledger.worth)


def started(model: Model, ledger: Ledger) -> Sift:
    """The relaxation at the gaps and moves of a plan, starting from it and from what people like best."""
    moves = {Level.MOVES: ledger.moves} if model.problem.before else {}
    return begun(model, model.unbroken | moves, ledger.plan)


def begun(model: Model, fixed: Mapping[Level, int], plan: Plan, some: Few | None = None) -> Sift:
    """The relaxation with earlier levels at `fixed`, starting from a plan and a few placements for each cell:
    else from those that are liked best, and some by chance.
    """
    sift = Sift(model, fixed)
    if sift.looks_at_all:
        return sift
    rng = random.Random(0)
    for cell, own in model.x.items():
        first = some.of(*cell) if some else _liked(model.problem, cell[0], list(own), rng)
        sift.choose([own[code] for code in [plan[cell], *first] if code in own])
    return sift


def _liked(problem: Problem, who: str, codes: list[str], rng: random.Random) -> list[str]:
    many = using().liked_first
    liked = sorted(codes, key=lambda code: -problem.value(who, code))[:many]
    return [*liked, *rng.sample(codes, min(many, len(codes)))]


def fewest_moves(problem: Problem) -> int:
    """Moves that no plan can do without: published cells that can't stay, and locked ones that differ."""
    total = 0
    for (who, index), old in problem.before.items():
        if not problem.is_active(who, index):
            continue
        if index not in problem.free.get(who, ()):
            total += problem.move_cost(who, index, problem.locked[who][index])
        elif old not in problem.programme.placements or not problem.may_be(who, index, old):
            total += problem.move_cost(who, index, None)
    return total
