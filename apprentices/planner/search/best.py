"""The best plan of a search so far."""

from math import inf

from apprentices.planner.counted import warnings
from apprentices.planner.ledger import Ledger
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.search.tell import Tell


class Best:
    """Kept, and told of when it gets better."""

    def __init__(self, problem: Problem, tell: Tell) -> None:
        self.ledger = Ledger(problem)
        self.breaches: float = inf  # limits that locked cells break and stay broken; of no plan yet
        self._tell = tell
        self._told = False

    def take(self, plan: Plan, breaches: float) -> None:
        """Keep a plan, if it is better or the first."""
        other = Ledger(self.ledger.problem, plan)
        worth, known = (breaches, *other.worth), (self.breaches, *self.ledger.worth)
        if self._told and (worth > known or (worth == known and not self._warns_less(other))):
            return
        self.ledger.take(other.plan)
        self.breaches, self._told = breaches, True
        self._tell.plan(other.plan, other.worth)

    def _warns_less(self, other: Ledger) -> bool:
        one, known = (
            warnings(plan.problem, plan.problem.board_with(plan.plan)) for plan in (other, self.ledger)
        )
        return one < known
