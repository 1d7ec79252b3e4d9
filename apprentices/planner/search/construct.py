"""A first plan at once: randomised greedy construction, each person in turn taking a good rotation that fits.

It obeys the rules by asking the same limits as the checker does, but it does not look ahead: somebody may be
left with gaps that a search can fill. It needs no solver and serves boards of any size.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.programme import Placement
from apprentices.rules.limits import Apart, Count, Heads, Row, RowLimit


def construct(problem: Problem, seed: int) -> Plan | None:
    """A plan that breaks nothing, perhaps with gaps; None where a fewest number of people in a team binds."""
    limits = [limit for _, _, limit in problem.seat_limits]
    if any(isinstance(limit, Heads) and limit.least is not None for limit in limits):
        return None
    rng = random.Random(seed)
    places = _Places(problem, limits)
    plan: Plan = dict.fromkeys(problem.cells())
    quick = _Care(using().quick_sample, using().quick_steps)
    careful = _Care(using().careful_sample, using().careful_steps)
    for who in _in_turn(problem, rng):
        row = _Rotation(problem, who, places, rng, quick).best()
        if any(row[index] is None for index in problem.free[who]):
            row = _Rotation(problem, who, places, rng, careful).best()
        for index in problem.free[who]:
            code = row[index]
            if code is not None:
                places.put(who, index, code)
            plan[who, index] = code
    return plan


def _in_turn(problem: Problem, rng: random.Random) -> list[str]:
    """Everyone in an order drawn by the seed; those who can keep all they had first."""
    people = list(problem.free)
    rng.shuffle(people)
    if problem.before:
        lost = {
            who
            for (who, index), code in problem.before.items()
            if index in problem.free.get(who, ())
            if code not in problem.programme.placements or not problem.may_be(who, index, code)
        }
        people.sort(key=lost.__contains__)
    return people


class _Care(NamedTuple):
    """How carefully one rotation is searched for; see `Parameters`."""

    sample: int
    steps: int


class _Places:
    """Seats left, and who is kept apart from whom."""

    def __init__(self, problem: Problem, limits: Iterable[Heads | Apart]) -> None:
        self._left: list[int] = []
        self._most: list[int] = []
        self._counters: dict[tuple[int, str], list[int]] = {}
        self._apart: dict[tuple[str, int], list[tuple[str, Apart]]] = {}
        self._there: dict[tuple[str, int], str] = {}
        for limit in limits:
            if isinstance(limit, Heads):
                for code in limit.placements:
                    self._counters.setdefault((limit.cycle_index, code), []).append(len(self._left))
                self._left.append(limit.most or 0)
                self._most.append(limit.most or 1)
            else:
                self._apart.setdefault((limit.one, limit.cycle_index), []).append((limit.other, limit))
                self._apart.setdefault((limit.other, limit.cycle_index), []).append((limit.one, limit))
        for who, row in problem.locked.items():
            for index, there in enumerate(row):
                if there is not None:
                    self.put(who, index, there)

    def put(self, who: str, index: int, code: str) -> None:
        self._there[who, index] = code
        for counter in self._counters.get((index, code), ()):
            self._left[counter] -= 1

    def ease(self, index: int, code: str) -> float:
        """The share of seats that is still free where it is tightest."""
        counters = self._counters.get((index, code), ())
        return min((self._left[n] / self._most[n] for n in counters), default=1.0)

    def room(self, who: str, index: int, code: str) -> bool:
        if any(self._left[counter] <= 0 for counter in self._counters.get((index, code), ())):
            return False
        for other, limit in self._apart.get((who, index), ()):
            there = self._there.get((other, index))
            if there is not None and limit.group(there) == limit.group(code):
                return False
        return True


class _Rotation:
    """One person's search for a rotation: depth first with backtracking, the most promising first."""

    def __init__(self, problem: Problem, who: str, places: _Places, rng: random.Random, care: _Care) -> None:
        self._care = care
        self._problem = problem
        self._who = who
        self._places = places
        self._rng = rng
        self._teams_of = problem.programme.placements
        self._codes = list(self._teams_of)
        self._indices = problem.free[who]
        self._limits: list[RowLimit] = [limit for _, limit in problem.row_limits(who)]
        self._row = list(problem.locked[who])
        self._can_be_full = not problem.locked_gaps(who)
        teams = self._teams()
        self._base = [set(limit.breaches(Row(teams, False))) for limit in self._limits]
        self._steps = 0
        self._best: list[str | None] = list(self._row)

    def best(self) -> list[str | None]:
        """The first full rotation that keeps every rule, else the one with the fewest gaps."""
        self._go(0)
        return self._best

    def _go(self, depth: int) -> bool:
        if depth == len(self._indices):
            if not self._keeps(full=self._can_be_full):
                return False
            self._best = list(self._row)
            return True
        self._remember(depth)
        index = self._indices[depth]
        kept = self._problem.before.get((self._who, index), "")
        promising = self._promising(index, len(self._indices) - depth)
        for code in promising if kept not in self._teams_of else chain((kept,), promising):
            if self._steps >= self._care.steps:
                break
            if not self._places.room(self._who, index, code):
                continue
            self._steps += 1
            self._row[index] = code
            if (
                self._keeps(full=False)
                and self._problem.may_be(self._who, index, code)
                and self._go(depth + 1)
            ):
                return True
            self._row[index] = None
        return False

    def _remember(self, depth: int) -> None:
        """The longest beginning so far, the rest being gaps, is the answer if nothing is full."""
        if depth > sum(self._best[index] is not None for index in self._indices):
            self._best = list(self._row)

    def _keeps(self, full: bool) -> bool:
        row = Row(self._teams(), full)
        return all(
            breach in base
            for limit, base in zip(self._limits, self._base, strict=True)
            for breach in limit.breaches(row)
        )

    def _promising(self, index: int, left: int) -> Iterator[str]:
        """Placements for a cell, the best first; those that are needed before all, once time runs out."""
        problem, needs = self._problem, self._needs()
        some = dict.fromkeys(self._some(self._codes))
        for liked in problem.preferred(self._who):
            some |= dict.fromkeys(self._some(problem.in_order(liked)))
        if len(needs) < left:
            yield from sorted(some, key=lambda code: -self._appeal(index, code))
            return
        different = dict.fromkeys(needs)
        for need in different:
            some |= dict.fromkeys(self._some(problem.in_order(need)))

        def rank(code: str) -> tuple[int, float]:
            return -sum(code in need for need in different), -self._appeal(index, code)

        yield from sorted(some, key=rank)

    def _some(self, codes: list[str]) -> list[str]:
        return self._rng.sample(codes, min(self._care.sample, len(codes)))

    def _appeal(self, index: int, code: str) -> float:
        """What a placement is worth to the person, and to those who come after and need seats too."""
        return self._problem.value(self._who, code) + using().room * self._places.ease(index, code)

    def _needs(self) -> list[frozenset[str]]:
        """What minimums still ask for, once for each cycle that is missing."""
        visited = [code for code in self._row if code is not None]
        needs: list[frozenset[str]] = []
        for limit in self._limits:
            if isinstance(limit, Count) and limit.least:
                found = sum(code in limit.placements for code in visited)
                needs += [limit.placements] * (limit.least - found)
        return needs

    def _teams(self) -> list[Placement | None]:
        return [None if code is None else self._teams_of[code] for code in self._row]
