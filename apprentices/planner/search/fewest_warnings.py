"""The last level: among the plans of the best score, one with the fewest warnings, to the proof.

It goes the way of the score (`reduced_cost_fixing.py`): prices, neighbourhoods, and a model of what is left.
Few placements are left from the beginning: those that a plan of the best score could have.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.linear import Choices, Terms
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import FalseClaim, Watch
from apprentices.planner.search.column_generation import Prices, Sift
from apprentices.planner.search.engine_highs import solve_part
from apprentices.planner.search.nearest import nearest
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.tell import Tell, prove


class FewestWarnings:
    """The plan of a ledger, proved best at all other levels, and the placements that one as good can have."""

    def __init__(self, ledger: Ledger, choices: Choices, gaps: bool, seed: int, tell: Tell) -> None:
        self._ledger = ledger
        self._seed = seed
        self._tell = tell
        self._bound = 0
        self.model = build_with_warnings(ledger.problem, choices, gaps)
        self._fewest = self._count(self._start())  # of the best plan so far, as the model counts them

    @property
    def is_proved(self) -> bool:
        """Whether no plan as good has fewer warnings."""
        return self._fewest <= self._bound

    def run(self, fixed: Mapping[Level, int], rows: Sequence[tuple[Terms, int]] = ()) -> None:
        """Find the fewest and prove them; `fixed` are the levels before, `rows` what all plans keep that are
        as good at these.

        Raises `EngineFailed`; what was told by then holds.
        """
        # What only placements mend that were left out is broken in every plan here, and not counted.
        breaches = {Level.BREACHES: self.model.breaches(self._start())} if Level.BREACHES in fixed else {}
        sift = Sift(self.model, {**fixed, **breaches}, Level.WARNINGS, rows)
        self._raise(_simple(sift.matrix))
        if not self.is_proved:
            prices = _priced(sift, self._start())
            self._raise(-prices.bound)
            self._improve(sift, prices, bool(rows))
        if not self.is_proved:
            self._close(sift, prices)
        if self.is_proved:
            prove(self._tell, self._ledger, Level.WARNINGS, self._bound)

    # -- inside

    def _improve(self, sift: Sift, prices: Prices, is_large: bool) -> None:
        """Better plans by neighbourhoods, the last until many in a row were in vain."""
        near = PricedNeighbourhoods(
            sift.matrix,
            prices.reduced,
            sift.chosen | is_large,
            self._start(),
            self._seed,
            self._found,
            using().warned_people,
            using().warned_kinds if is_large else None,
        )
        self._approach(sift, near)
        vain, most = 0, using().losing_vain if is_large else using().vain
        while not self.is_proved and vain < most:
            vain = 0 if near.step() else vain + 1

    def _approach(self, sift: Sift, near: PricedNeighbourhoods) -> None:
        """Better plans in which those change who have to, so that the bound is met; as long as that helps."""
        helped = True
        while helped and not self.is_proved:
            parts = nearest(sift.matrix, sift.chosen, near.values, -self._bound)
            helped = any(map(near.plan_anew, parts))

    def _close(self, sift: Sift, prices: Prices) -> None:
        """Find the best and prove it, on the placements that a plan with fewer warnings could have."""
        start, matrix = self._start(), sift.matrix
        could = prices.exact + prices.reduced >= 1 - self._fewest - using().near
        part = matrix.part(could | (matrix.cell_of < 0) | (np.array(start) != 0))
        answer = solve_part(matrix, part, self._seed, start, Watch(self._found))
        self._found(answer.values)
        if answer.proved and answer.value is not None:
            self._raise(-answer.value)

    def _start(self) -> list[int]:
        start = self.model.start(self._ledger.plan)
        assert start is not None, "the model has every placement of the plan"
        return start

    def _found(self, values: Any) -> None:
        plan, fewer = self.model.plan(values), self._count(values)
        if fewer < self._fewest and Ledger(self._ledger.problem, plan).worth == self._ledger.worth:
            self._fewest = fewer
            self._ledger.take(plan)
            self._tell.plan(self._ledger.plan, self._ledger.worth)

    def _count(self, values: Any) -> int:
        constant, terms = self.model.objective[Level.WARNINGS]
        return round(constant + sum(factor * float(values[variable]) for variable, factor in terms.items()))

    def _raise(self, bound: int) -> None:
        if bound > self._bound:
            self._bound = bound
            self._tell.bound(Level.WARNINGS, bound)


def _priced(sift: Sift, start: Any) -> Prices:
    rough = not sift.looks_at_all  # a corner of so many would take longer than it is worth
    if rough:
        sift.choose(np.flatnonzero(start))
        sift.choose_best(using().warned_first)
    prices = list(sift.rounds(rough=rough))
    if not prices:
        raise FalseClaim("that there is no plan, though one is known")
    return prices[-1]


def _simple(matrix: Matrix) -> int:
    """What no plan has fewer of: each cell with the placement that has the fewest of its own."""
    placed = np.flatnonzero(matrix.cell_of >= 0)
    most = np.full(matrix.cells, -np.inf)
    np.maximum.at(most, matrix.cell_of[placed], matrix.cost[placed])
    return -round(float(most.sum()) + matrix.offset)
