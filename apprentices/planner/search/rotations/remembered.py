"""What of the limits on a rotation its states remember; all other rows of the model have prices.

Counts, orders and runs can be remembered, and of some placements whether somebody was there. Where it would
make too many states, the most that a count allows is left to prices: the bound that follows holds anyway.
"""

from collections.abc import Container, Iterable, Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.linear import Model, Origin
from apprentices.planner.parameters import using
from apprentices.rules.limits import Before, Count, Row, Run, Times


class Counter(NamedTuple):
    """How often somebody is in some placements, counted up to `cap`.

    At the end it is `need` at the least; `hard`: it never is more than `cap`.
    """

    placements: frozenset[str]
    cap: int
    need: int
    hard: bool


class Order(NamedTuple):
    """The counter with this number is not 0 before somebody comes to `after`."""

    counter: int
    after: frozenset[str]


class Remembered(NamedTuple):
    """What the states of a rotation remember; `run` is the longest at one host, 0 where none is."""

    counters: tuple[Counter, ...]
    orders: tuple[Order, ...]
    run: int


def remembered(model: Model, visits: Container[int]) -> tuple[dict[str, Remembered], Any]:
    """What is remembered of each person's rotation, and the mask of the rows that are kept by that.

    `visits` are the rows of how often somebody is in a placement that are remembered, too.
    """
    kept = np.zeros(len(model.row_upper), bool)
    limits = _limits(model, visits)
    found = {}
    for who in model.problem.free:
        collecting = _Collecting(model, who)
        for limit, rows in limits.get(who, ()):
            collecting.take(limit, rows)
        found[who], rows = collecting.ended()
        kept[rows] = True
    return found, kept


Limit = Count | Before | Run | Times
Own = tuple[Limit, list[int]]  # a limit and its rows


def _limits(model: Model, visits: Container[int]) -> dict[str, list[Own]]:
    """By person the limits that can be remembered: those of which all rows are about placements alone, and
    which locked cells don't break by themselves.
    """
    found: dict[tuple[str, int], Own] = {}
    for row, origin in enumerate(model.origins):
        if isinstance(origin, Origin) and origin.apprentice and isinstance(origin.limit, Limit):
            if isinstance(origin.limit, Times) and row not in visits:
                continue
            key = origin.apprentice, id(origin.limit)
            found.setdefault(key, (origin.limit, []))[1].append(row)
    placements = range(sum(map(len, model.x.values())))  # they come first, where no cell may be a gap
    by_person: dict[str, list[Own]] = {}
    for (who, _), (limit, rows) in found.items():
        teams = [model.problem.programme.placements.get(code or "") for code in model.problem.locked[who]]
        if all(max(model.variables_of(row), default=0) in placements for row in rows) and not any(
            limit.breaches(Row(teams, False))
        ):
            by_person.setdefault(who, []).append((limit, rows))
    return by_person


class _Collecting:
    """The counters of one person so far, by their placements."""

    def __init__(self, model: Model, who: str) -> None:
        row = model.problem.locked[who]
        self._cells = len(model.problem.free[who]) + sum(code is not None for code in row)
        self._model, self._who = model, who
        self._needs: dict[frozenset[str], int] = {}
        self._most: dict[frozenset[str], int] = {}
        self._before: set[frozenset[str]] = set()
        self._orders: list[Before] = []
        self._run = 0
        self._rows: list[int] = []
        self._rows_of_most: dict[frozenset[str], list[int]] = {}
        self._visits: set[frozenset[str]] = set()

    def take(self, limit: Limit, rows: Iterable[int]) -> None:
        """Remember a limit, as far as the number of states allows."""
        match limit:
            case Run(most=most):
                self._run = min(most, self._run or most)
                self._rows += rows
            case Before(before=before):
                if self._fits(self._needs, {*self._before, before}):
                    self._before.add(before)
                    self._orders.append(limit)
                    self._rows += rows
            case Count(placements=placements):
                for row in rows:
                    self._take_count(limit, placements, row)
            case Times(most=most):
                for row in rows:
                    self._visits.add(visited := self._visited(row))
                    self._take_most(visited, most, row)

    def ended(self) -> tuple[Remembered, list[int]]:
        """All that is remembered, and the rows that are kept by it."""
        caps = {code: max(need, int(code in self._before)) for code, need in self._needs.items()}
        caps |= {before: 1 for before in self._before if before not in caps}
        hard: set[frozenset[str]] = set()
        for placements, most in sorted(
            self._most.items(), key=lambda one: (one[0] in self._visits, one[1] - caps.get(one[0], 0))
        ):
            states = using().states_of_visits if placements in self._visits else using().rotation_states
            others = prod(cap + 1 for code, cap in caps.items() if code != placements)
            if most < self._cells and most >= caps.get(placements, 0):
                if others * (most + 1) > states:
                    continue
                caps[placements] = most
                hard.add(placements)
            elif most < self._cells:
                continue
            self._rows += self._rows_of_most[placements]
        number = {placements: at for at, placements in enumerate(caps)}
        counters = [
            Counter(placements, cap, self._needs.get(placements, 0), placements in hard)
            for placements, cap in caps.items()
        ]
        orders = tuple(Order(number[limit.before], limit.after) for limit in self._orders)
        return Remembered(tuple(counters), orders, self._run), self._rows

    def _take_count(self, limit: Count, placements: frozenset[str], row: int) -> None:
        least = self._model.factors[self._model.starts[row]] < 0
        if not least:
            assert limit.most is not None, "the row says so"
            self._take_most(placements, limit.most, row)
            return
        assert limit.least is not None, "the row says so"
        needs = self._needs | {placements: max(limit.least, self._needs.get(placements, 0))}
        if self._fits(needs, self._before):
            self._needs = needs
            self._rows.append(row)

    def _take_most(self, placements: frozenset[str], most: int, row: int) -> None:
        self._most[placements] = min(most, self._most.get(placements, most))
        self._rows_of_most.setdefault(placements, []).append(row)

    def _visited(self, row: int) -> frozenset[str]:
        """The placement that a row of visits is about."""
        cells, variable = self._model.problem.free[self._who], self._model.variables_of(row)[0]
        own = (self._model.x[self._who, index].items() for index in cells)
        return frozenset(code for items in own for code, x in items if x == variable)

    def _fits(self, needs: Mapping[frozenset[str], int], before: Iterable[frozenset[str]]) -> bool:
        more = sum(placements not in needs for placements in before)
        return prod(need + 1 for need in needs.values()) << more <= using().rotation_states
