"""Neighbourhoods at prices, for boards too large to have a model of all that is cheap.

Thousands of people have a hundred placements each that cost next to nothing. Those that nobody of a
neighbourhood leaves, and that are full, are no choice there: what is left makes a small model each time.
"""

import random
from typing import Any

import numpy as np

from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.parameters import using
from apprentices.planner.problem import Problem
from apprentices.planner.search.answer import Effort
from apprentices.planner.search.arrays import Arrays
from apprentices.planner.search.cheapest import Cheapest
from apprentices.planner.search.engine_highs import solve


class CheapNeighbourhoods:
    """Makes the full plan of a ledger better: some people are planned anew at a time, among what is cheap."""

    def __init__(
        self, problem: Problem, ledger: Ledger, arrays: Arrays, cheapest: Cheapest, seed: int
    ) -> None:
        self._problem, self._ledger, self._seed = problem, ledger, seed
        self._arrays, self._cheapest = arrays, cheapest
        self._rng = random.Random(seed)
        self._people = min(using().cheap_people, len(arrays.people))
        self._vain = 0  # neighbourhoods in a row that were no better
        self._there = np.zeros(arrays.cells.shape, np.int32)  # the number of each free cell's placement
        self._lost = np.zeros(len(arrays.people))  # what each person could have more at these prices
        for person in range(len(arrays.people)):
            self._note(person)

    def step(self) -> bool:
        """Plan some people anew; whether the plan is better for it. After many in vain, they are more."""
        if self._plan_anew(self._some()):
            self._vain = 0
            return True
        self._vain += 1
        if self._vain % using().priced_vain == 0:
            self._people = min(self._people * 3 // 2, len(self._lost))
        return False

    # -- inside

    def _plan_anew(self, people: list[int]) -> bool:
        names = [self._arrays.people[person] for person in people]
        narrow, room = self._problem.narrowed(self._ledger.plan, names), self._room(people)
        model = build(narrow, lambda who, index: self._choices(who, index, room[index]), gaps=False)
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
        for person in people:
            self._note(person)
        return True

    def _note(self, person: int) -> None:
        """Where somebody is now, and what is lost by it."""
        who, self._lost[person] = self._arrays.people[person], using().least_lost
        for index in self._problem.free[who]:
            code = self._ledger.plan[who, index]
            assert code is not None, "the plan is full"
            self._there[person, index] = self._arrays.number[code]
            self._lost[person] += self._cheapest.lost(who, index).get(code, using().near_reach)

    def _some(self) -> list[int]:
        """People of whom about half lose much against the prices."""
        every = range(len(self._lost))
        found = dict.fromkeys(self._rng.choices(every, weights=self._lost.tolist(), k=self._people // 2))
        found |= dict.fromkeys(self._rng.sample(every, self._people))
        return list(found)[: self._people]

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

    def _choices(self, who: str, index: int, room: Any) -> list[str]:
        """A cell's own placement, and the cheapest of those with room."""
        number = self._arrays.number
        cheap = self._cheapest.of(who, index, using().priced_reach)
        some = [code for code in cheap if room[number[code]]][: using().cheap_choices]
        own = self._ledger.plan[who, index]
        return list(dict.fromkeys([*some, *([] if own is None else [own])]))
