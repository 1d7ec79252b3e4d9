"""Large neighbourhood search without prices: for boards too large to have any, to mend and to fill gaps.

Some people are planned anew at a time, all others staying where they are.

Each small problem is an ordinary one (`Problem.narrowed`) in the ordinary model, so that no plan found here
can break what the whole model would not allow. Only a better plan is taken.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

from apprentices.planner.counted import mendable
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import using
from apprentices.planner.problem import Problem
from apprentices.planner.search.answer import Effort
from apprentices.planner.search.engine_highs import solve
from apprentices.rules.limits import Heads

FILLED = (Level.BREACHES, Level.GAPS)


class UnpricedNeighbourhoods:
    """Makes the plan of a ledger better, neighbourhood by neighbourhood."""

    def __init__(self, problem: Problem, ledger: Ledger, seed: int, better: Callable[[], None]) -> None:
        self._problem = problem
        self._ledger = ledger
        self._seed = seed
        self._better = better
        self._rng = random.Random(seed)
        self._people = list(problem.free)
        self._failed, self._size = 0, using().unpriced_people
        self.has_grown = False  # so many in a row were in vain that larger ones are tried
        self._same: dict[str, list[str]] = {}  # what somebody's cells may choose from in this neighbourhood
        self.breaches = len(mendable(ledger))  # limits that locked cells break and free ones could mend

    @property
    def is_short(self) -> bool:
        """Whether something is left to mend or to fill."""
        return bool(self.breaches) or not self._ledger.full

    def fill(self, tries: int) -> None:
        """Mend what locked cells break, and look for placements for those who have gaps."""
        for attempt in range(tries):
            if not self.is_short:
                return
            if self.breaches and (attempt % 2 == 0 or self._ledger.full):
                self._mend(attempt)
            else:
                self._fill(attempt)

    def step(self) -> None:
        """Look for a better plan in one neighbourhood; in larger ones when many were in vain."""
        if self.breaches and self._rng.random() < 0.5 and self._mend(self._failed):
            self._failed = 0
            return
        short = [who for who in self._people if self._open(who)]
        anchors = self._rng.sample(short or self._people, 1)
        found = self._try(self._around(anchors, min(self._size, len(self._people))), using().choices)
        self._failed = 0 if found else self._failed + 1
        if self._failed >= using().unpriced_vain:
            self._failed, self._size = 0, min(self._size * 3 // 2, len(self._people))
            self.has_grown = True

    # -- inside

    def _fill(self, attempt: int) -> None:
        """Placements for those who have gaps: many at a time, the last one by one."""
        short = [who for who in self._people if self._open(who)]
        if len(short) > using().few_short:
            some = min(max(using().unpriced_people // 2, len(short) // 8), using().most_short)
            self._try(self._around(short[:some], 3 * some), using().choices, FILLED)
        else:
            who = self._rng.choice(short)
            people = [who, *self._in_the_way(who, attempt * using().more_people)]
            self._try(people, using().choices, FILLED, anywhere=(who,))

    def _mend(self, attempt: int) -> bool:
        """Look for a plan in which one limit is no longer broken: more and more people are freed for it."""
        what = self._rng.choice(mendable(self._ledger))
        if what.apprentice is not None:
            near = self._in_the_way(what.apprentice, attempt * using().more_people)
            return self._try([what.apprentice, *near], using().choices, FILLED, anywhere=(what.apprentice,))
        limit = what.limit
        assert isinstance(limit, Heads), "of places, only too few people can be mended"
        number = what.over + using().unpriced_people + attempt * using().more_people
        people = self._who_could_come(limit, number)
        return self._try(people, using().mending_choices, FILLED, wanted=limit.placements)

    def _who_could_come(self, limit: Heads, number: int) -> list[str]:
        """People who could be where too few are."""
        problem, plan, index = self._problem, self._ledger.plan, limit.cycle_index
        could = [
            who
            for who in self._people
            if index in problem.free[who]
            and plan[who, index] not in limit.placements
            and any(problem.may_be(who, index, code) for code in limit.placements)
        ]
        return self._rng.sample(could, min(len(could), number))

    def _open(self, who: str) -> bool:
        return any(self._ledger.plan[who, index] is None for index in self._problem.free[who])

    def _in_the_way(self, short: str, number: int) -> list[str]:
        """People who are, in a cycle in which somebody has a gap, where that person could be."""
        open_cells = [c for c in self._problem.free[short] if self._ledger.plan[short, c] is None]
        near = [
            who
            for who in self._people
            if who != short
            and any(
                self._problem.may_be(short, index, there)
                for index in open_cells
                if (there := self._ledger.plan.get((who, index))) is not None
            )
        ]
        return self._rng.sample(near, min(number, len(near)))

    def _around(self, anchors: list[str], size: int) -> list[str]:
        """The anchors, people who are where an anchor would like to be, and some by chance."""
        problem, found = self._problem, dict.fromkeys(anchors)
        liked = {code for who in anchors for codes in problem.preferred(who) for code in codes}
        near = [
            who
            for who in self._people
            if any(self._ledger.plan[who, index] in liked for index in problem.free[who])
        ]
        self._rng.shuffle(near)
        found |= dict.fromkeys(near[: size // 2])
        rest = self._rng.sample(self._people, min(len(self._people), size))
        found |= dict.fromkeys(rest)
        return list(found)[:size]

    def _try(
        self,
        people: list[str],
        choices: int,
        levels: tuple[Level, ...] = LEVELS,
        anywhere: Sequence[str] = (),
        wanted: Sequence[str] = (),
    ) -> bool:
        """Plan these people anew, some `anywhere`, or where people are `wanted`; whether it was better."""
        self._same.clear()
        ledger = self._ledger
        narrow = self._problem.narrowed(ledger.plan, people)
        full = not any(self._open(who) for who in people)
        every = len(self._problem.programme.placements)
        model = build(
            narrow,
            lambda who, index: self._choices(who, index, every if who in anywhere else choices, wanted),
            gaps=not full,
        )
        old = {cell: ledger.plan[cell] for cell in narrow.cells()}
        start = model.start(old)
        assert start is not None, "the model has every placement of the plan"
        for broken in model.objective[Level.BREACHES].terms:
            model.upper[broken] = start[broken]  # nothing is mended by breaking something else
        values = self._solve(model, start, levels)
        if values is None:
            return False
        before = (model.breaches(start), *ledger.worth)
        ledger.take(model.plan(values))
        after = (model.breaches(values), *ledger.worth)
        if after < before:
            self.breaches += after[0] - before[0]
            self._better()
            return True
        ledger.take(old)
        return False

    def _solve(self, model: Model, start: list[int], levels: tuple[Level, ...]) -> Any:
        """The levels one after the other; values of the variables after the last."""
        values = None
        # Points must not be bought with a limit that stays broken.
        fixed = {Level.BREACHES: model.breaches(start)}
        for level in levels:
            if not model.objective[level].terms or fixed.get(level) == 0:
                continue
            answer = solve(model, level, fixed, self._seed, start, effort=Effort(using().unpriced_nodes))
            if answer.values is None or answer.value is None:
                break
            values, fixed[level] = answer.values, answer.value
            start = [round(value) for value in values]
        return values

    def _choices(self, who: str, index: int, number: int, wanted: Sequence[str]) -> list[str]:
        problem = self._problem
        own = self._ledger.plan[who, index]
        before = problem.before.get((who, index))
        kept = [
            code for code in dict.fromkeys((own, before, *wanted)) if code in problem.programme.placements
        ]
        some = self._by_chance(who, number)
        allowed = [c for c in some if c not in kept and problem.may_be(who, index, c)]
        allowed.sort(key=lambda code: -problem.value(who, code))
        return [*(c for c in kept if c is not None and problem.may_be(who, index, c)), *allowed[:number]]

    def _by_chance(self, who: str, number: int) -> list[str]:
        if self._problem.facts.visits and who in self._same:
            return self._same[who]  # a visit of several cycles needs its team among the choices of each
        codes = list(self._problem.programme.placements)
        some = dict.fromkeys(self._rng.sample(codes, min(number, len(codes))))
        for liked in self._problem.preferred(who):
            listed = self._problem.in_order(liked)
            some |= dict.fromkeys(self._rng.sample(listed, min(number, len(listed))))
        self._same[who] = list(some)
        return self._same[who]
