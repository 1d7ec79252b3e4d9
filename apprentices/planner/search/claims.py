"""What an engine claims of a linear programme, counted again in whole numbers on the rows it was given.

An engine may be wrong: HiGHS 1.16.0 gives a first solution back for the optimum. Nothing of an answer goes
on from here that its own solution and the solutions already known do not bear out.
"""

from collections.abc import Callable
from contextlib import suppress
from math import ceil, floor, isfinite
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.matrix import Part
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Answer, Effort, FalseClaim


class Claim(NamedTuple):
    """An engine's answer, as it came."""

    values: Any | None  # of the variables
    value: float | None
    bound: float | None
    optimal: bool  # nothing better exists
    none: bool = False  # nothing at all exists


class Known:
    """The solutions of a programme that are known, by the best value among them."""

    def __init__(self, part: Part, start: Any | None = None) -> None:
        self.part = part
        self.best: int | None = None
        if start is not None:
            self.take(start)

    def take(self, values: Any) -> Any | None:
        """The solution in whole numbers; None where it is none."""
        whole = solution(self.part, values)
        if whole is not None:
            value = worth(self.part, whole)
            if self.best is None or self.part.better(value, self.best):
                self.best = value
        return whole

    def allows(self, bound: int) -> bool:
        """Whether nothing known is better than a bound."""
        return self.best is None or not self.part.better(self.best, bound)


def solution(part: Part, values: Any) -> Any | None:
    """The whole numbers that values stand for; None where they are none, or break a row or a bound."""
    values = np.asarray(values, float)
    if values.shape != part.cost.shape or not np.isfinite(values).all():
        return None
    whole = np.rint(values)
    if (
        (abs(whole - values) > using().whole_within).any()
        or (whole < part.lower).any()
        or (whole > part.upper).any()
    ):
        return None
    row = np.repeat(np.arange(len(part.high)), np.diff(part.starts))
    total = np.bincount(row, part.factors * whole[part.var], minlength=len(part.high))
    return None if (total < part.low).any() or (total > part.high).any() else whole


def worth(part: Part, whole: Any) -> int:
    """What a solution comes to at the level."""
    return round(float(part.cost @ whole) + part.offset)


def counted(claim: Claim, known: Known, effort: Effort) -> Answer:
    """What holds of a claim, with values in whole numbers. Raises `FalseClaim`."""
    if claim.none:
        if known.best is not None:
            raise FalseClaim("that there is no plan, though one is known")
        return Answer(None, None, None, proved=True)
    bound = whole_bound(claim.bound, known.part.highest)
    values = value = None
    if claim.values is not None:
        values = known.take(claim.values)
        if values is None:
            raise FalseClaim("a plan that breaks the limits it was given")
        value = worth(known.part, values)
        if claim.value is None or not abs(claim.value - value) < 0.5:
            raise FalseClaim(f"{claim.value} of a plan that comes to {value}")
    elif claim.optimal:
        raise FalseClaim("that its plan is the best, without a plan")
    if bound is not None and not known.allows(bound):
        raise FalseClaim(f"that nothing is better than {bound}, though {known.best} is known")
    proved = claim.optimal and bound is not None and bound == value
    if effort == Effort() and not proved:
        raise FalseClaim(f"that it was done, with a bound of {bound} on {value}")
    return Answer(values, value, bound, proved)


def asked(ask: Callable[[bool], Answer], plainly: bool = False) -> Answer:
    """The answer to `ask(plainly)`; to `ask(True)`, without presolve and start, where that one is false.

    That there is no plan is asked again too, because it can't be counted. Raises `FalseClaim` when the
    second answer is false as well.
    """
    with suppress(FalseClaim):
        first = ask(plainly)
        if plainly or first.values is not None or not first.proved:
            return first
    return ask(True)


def whole_bound(bound: float | None, highest: bool) -> int | None:
    """A bound on whole numbers."""
    if bound is None or not isfinite(bound) or abs(bound) > 1e15:
        return None
    return floor(bound + using().near) if highest else ceil(bound - using().near)
