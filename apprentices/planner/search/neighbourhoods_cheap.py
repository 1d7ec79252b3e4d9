"""Neighbourhoods at prices, for boards too large to have a model of all that is cheap.

Thousands of people have a hundred placements each that cost next to nothing, nearly all of them of one class.
Those that are full, and that nobody of a neighbourhood leaves, are no choice there; of the others, a few of
each class are, so that whole rotations can change. That makes a small model each time.
"""

import random
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.parameters import using
from apprentices.planner.problem import Cell, Problem
from apprentices.planner.search.answer import Effort
from apprentices.planner.search.dual import Dual, Prices
from apprentices.planner.search.engine_highs import solve


class CheapNeighbourhoods:
    """Makes the full plan of a ledger better: some people are planned anew at a time, among what is cheap."""

    def __init__(self, problem: Problem, ledger: Ledger, dual: Dual, prices: Prices, seed: int) -> None:
        self._problem, self._ledger, self._seed = problem, ledger, seed
        self._dual, self._prices, self._arrays = dual, prices, dual.arrays
        self._rng, self._chance = random.Random(seed), np.random.default_rng(seed)
        self._classes = list(pairwise([0, *np.cumsum(self._arrays.sizes)]))
        self._people = self._least = min(using().cheap_people, len(self._arrays.people))
        self._vain, self._growths = 0, 0  # neighbourhoods in a row that were no better; how often they grew
        self._there = np.zeros(self._arrays.cells.shape, np.int32)  # the number of each free cell's placement
        self._could, self._seats = dual.could(prices), dual.of_seats(prices.seats)
        self._lost = np.zeros(len(self._arrays.people))  # what each person could have more at these prices
        self._in_turn: list[int] = []  # those who lose much and are still to come, the most at the end
        self._note(range(len(self._lost)))

    def step(self) -> bool:
        """Plan some people anew; whether the plan is better for it. After many in vain they are more, and
        after some growths few again.
        """
        if self._plan_anew(self._some()):
            self._vain = 0
            return True
        self._vain += 1
        if self._vain % using().priced_vain == 0:
            self._growths = (self._growths + 1) % (using().priced_growths + 1)
            grown = min(self._people * 3 // 2, len(self._lost))
            self._people = grown if self._growths else self._least
        return False

    # -- inside

    def _plan_anew(self, people: list[int]) -> bool:
        names = [self._arrays.people[person] for person in people]
        narrow, choices = self._problem.narrowed(self._ledger.plan, names), self._choices(people)
        model = build(narrow, lambda who, index: choices[who, index], gaps=False)
        old = {cell: self._ledger.plan[cell] for cell in narrow.cells()}
        start = model.start(old)
        assert start is not None, "the model has every placement of the plan"
        effort = Effort(using().cheap_nodes)
        found = solve(model, Level.SCORE, model.unbroken, self._seed, start, effort=effort)
        if found.values is None:
            return False
        before = self._ledger.worth
        self._ledger.take(model.plan(found.values))
        if self._ledger.worth >= before:
            self._ledger.take(old)
            return False
        self._note(people)
        return True

    def _note(self, people: Iterable[int]) -> None:
        """Where people are now, and what they lose by it."""
        for person in people:
            who = self._arrays.people[person]
            cycles = list(self._problem.free[who])
            there = [self._number(who, index) for index in cycles]
            self._there[person, cycles] = there
            own = self._arrays.worth[person, there] - self._seats[cycles, there]
            self._lost[person] = self._could[person] - own.sum()

    def _number(self, who: str, index: int) -> int:
        code = self._ledger.plan[who, index]
        assert code is not None, "the plan is full"
        return self._arrays.number[code]

    def _some(self) -> list[int]:
        """Half are those who lose most, until all have had their turn; the others are there by chance."""
        if not self._in_turn:
            order = np.argsort(self._lost, kind="stable")
            self._in_turn = order[self._lost[order] >= 1].tolist()  # with less, nobody gains a whole point
        half = -(-self._people // 2)
        found = dict.fromkeys(self._in_turn[-half:])
        del self._in_turn[-half:]
        found |= dict.fromkeys(self._rng.sample(range(len(self._lost)), self._people))
        return list(found)[: self._people]

    def _choices(self, people: list[int]) -> dict[Cell, list[str]]:
        """What each cell may have: of what has room, the cheapest of each class, as far as it costs no more
        than its person could gain; and its own placement.
        """
        lost = self._lost_there(people)
        each = max(using().cheap_choices // len(self._classes), 1)
        some = np.concatenate([_least(lost[..., a:b], each) + a for a, b in self._classes], axis=2)
        beside = np.take_along_axis(lost, some, axis=2)
        order = np.argsort(beside, axis=2, kind="stable")[..., : using().cheap_choices]
        found = {}
        for place, person in enumerate(people):
            who = self._arrays.people[person]
            for index in self._problem.free[who]:
                at = order[place, index]
                at = at[beside[place, index, at] <= self._reach(person)]
                cheap = [self._arrays.codes[number] for number in some[place, index, at]]
                own = self._arrays.codes[self._there[person, index]]
                found[who, index] = list(dict.fromkeys([*cheap, own]))
        return found

    def _lost_there(self, people: list[int]) -> Any:
        """What each placement costs in each cell of these people; without room, more than anything."""
        left = self._dual.left_of(people, self._prices)
        lost = left.max(axis=2, keepdims=True) - left
        # Else all would choose the same seats, of which there may be one.
        lost += using().cheap_blurred * self._chance.random(lost.shape, np.float32)
        lost[:, ~self._room(people)] = np.inf
        return lost

    def _reach(self, person: int) -> float:
        return float(min(self._lost[person], using().dearest)) + using().priced_reach

    def _room(self, people: list[int]) -> Any:
        """Where somebody more could be, by cycle and placement, were these people nowhere."""
        arrays, seats = self._arrays, self._arrays.seats
        others = arrays.cells > 0
        others[people] = False
        person, cycle = np.nonzero(others)
        crowd = np.zeros((others.shape[1], len(arrays.codes)), np.int64)
        np.add.at(crowd, (cycle, self._there[person, cycle]), 1)
        used = np.bincount(seats.place, crowd[seats.cycle, seats.placement], len(seats.most))
        full = (used >= seats.most)[seats.place]
        room = np.ones(crowd.shape, bool)
        room[seats.cycle[full], seats.placement[full]] = False
        return room


def _least(numbers: Any, many: int) -> Any:
    """The places of so many of the lowest numbers along the last axis, or of all that there are."""
    many = min(many, numbers.shape[-1])
    return np.argpartition(numbers, many - 1, axis=-1)[..., :many]
