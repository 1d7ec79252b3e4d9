"""Limits of rotations as arrays, each limit once for everybody whom it binds.

A *shape* is a factor for each cycle and placement; what somebody's cells come to at these factors has a most.
Visits that last, shares and changes of host have no shape: a bound that leaves them out is weaker, and holds.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from apprentices.planner.problem import Problem
from apprentices.rules.limits import Before, Count, RowLimit, Run

NONE = 1e6  # the most of a limit that doesn't bind somebody
Shape = tuple[Any, int]  # the factors by cycle and placement, and the most that they come to


class Shapes:
    """`factors` by shape, cycle and placement; `most` by person and shape, less what locked cells come to."""

    def __init__(self, problem: Problem, number: Mapping[str, int]) -> None:
        """`number` gives the place of each placement in the arrays."""
        self._problem, self._number = problem, number
        self._known: dict[int, tuple[RowLimit, list[Shape]]] = {}
        factors: dict[bytes, tuple[int, Any]] = {}
        bounds: list[tuple[int, int, int]] = []
        for person, who in enumerate(problem.free):
            for shape, most in self._of(who):
                at, _ = factors.setdefault(shape.tobytes(), (len(factors), shape))
                bounds.append((person, at, most))
        size = len(factors), len(problem.board.cycles), len(number)
        self.factors = np.array([shape for _, shape in factors.values()], np.int32).reshape(size)
        self.most = np.full((len(problem.free), len(factors)), NONE)
        for person, at, most in bounds:
            self.most[person, at] = min(self.most[person, at], most)

    # -- inside

    def _of(self, who: str) -> Iterator[Shape]:
        """The shapes that bind a person. What locked cells break by themselves is widened, or left out."""
        locked = [(c, self._number[code]) for c, code in enumerate(self._problem.locked[who]) if code]
        is_full = not self._problem.locked_gaps(who)
        for _, limit in self._problem.row_limits(who):
            if id(limit) not in self._known:
                self._known[id(limit)] = limit, list(self._shaped(limit))
            for factors, most in self._known[id(limit)][1]:
                rest = most - sum(int(factors[at]) for at in locked)
                if factors.min() >= 0:
                    yield factors, max(rest, 0)
                elif rest >= 0 or (is_full and factors.max() <= 0):
                    yield factors, rest

    def _shaped(self, limit: RowLimit) -> Iterator[Shape]:
        cycles = range(len(self._problem.board.cycles))
        match limit:
            case Run(most=most):
                for teams in self._problem.teams_by_host.values():
                    for first in cycles[: len(cycles) - most]:
                        yield self._factors(dict.fromkeys(range(first, first + most + 1), teams)), most
            case Count(placements=placements, least=least, most=most_of_all):
                counted = self._factors(dict.fromkeys(cycles, placements))
                if most_of_all is not None:
                    yield counted, most_of_all
                if least:
                    yield -counted, -least
            case Before(before=before, after=after):
                for c in cycles:
                    yield self._factors({c: after}) - self._factors(dict.fromkeys(cycles[:c], before)), 0

    def _factors(self, counted: Mapping[int, frozenset[str]]) -> Any:
        """1 for these placements in these cycles, 0 elsewhere."""
        found = np.zeros((len(self._problem.board.cycles), len(self._number)), np.int32)
        for cycle, codes in counted.items():
            found[cycle, [self._number[code] for code in codes]] = 1
        return found
