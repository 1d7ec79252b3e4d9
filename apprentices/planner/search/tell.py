"""What a search tells while it goes on, whoever listens."""

from typing import Protocol

from apprentices.planner.counted import values_of
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.problem import Plan
from apprentices.planner.proposal import Relaxation
from apprentices.planner.search.answer import FalseClaim


class Tell(Protocol):
    """Who listens to a search."""

    def plan(self, plan: Plan, worth: tuple[int, int, int]) -> None:
        """A better plan, with its gaps, moves and score (below 0)."""

    def bound(self, level: Level, bound: int) -> None:
        """Nothing can be better than this at a level, given the earlier levels as they stand."""

    def proved(self, level: Level) -> None:
        """The last plan is as good as can be at a level, given the earlier ones."""

    def relax(self, relaxations: list[Relaxation], proved: bool, full: bool, plan: Plan) -> None:
        """What would have to give so that there are fewer gaps, or (`full`) none; and the plan that shows it.

        Pins are among the cells of that plan, where they may be released.
        """

    def trouble(self, words: str) -> None:
        """What an engine said that does not hold, where the search goes on without it."""


def prove(tell: Tell, ledger: Ledger, level: Level, value: int) -> None:
    """Tell that a plan is as good as can be at a level. Raises `FalseClaim` where that is not so.

    More warnings than the model counts (`model/warnings.py`) are no false claim: then it is only a bound.
    """
    values = values_of(ledger)
    if values is None:
        raise FalseClaim("that a plan is allowed which breaks a rule")
    there = values[level]
    if there < value or (there > value and level is not Level.WARNINGS):
        raise FalseClaim(f"{value} of a plan that comes to {there}")
    tell.bound(level, value)
    if there == value:
        tell.proved(level)
