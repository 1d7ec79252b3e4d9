"""A first plan at once: randomised greedy construction, each person in turn taking a good rotation that fits.

It obeys the rules by asking the same limits as the checker does, but it does not look ahead: somebody may be
left with gaps that a search can fill. It needs no solver and serves boards of any size.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from apprentices.planner.counted import Broken, broken
from apprentices.planner.parameters import using
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.programme import Placement
from apprentices.rules.limits import Apart, Count, Heads, Row, RowLimit

First = Callable[[str, int], Iterable[str]]


def construct(problem: Problem, seed: int, first: First | None = None) -> Plan:
    """A plan that breaks nothing, perhaps with gaps: nobody is in a team that would have too few.

    `first` gives the placements that are tried first in a cell, the best first.
    """
    limits = [limit for _, _, limit in problem.seat_limits]
    rng = random.Random(seed)
    places = _Places(problem, limits)
    plan: Plan = dict.fromkeys(problem.cells())
    quick = _Care(using().quick_sample, using().quick_steps, first)
    careful = _Care(using().careful_sample, using().careful_steps, first)
    vain = 0  # people in a row for whom care was no help
    for who in _in_turn(problem, rng):
        row = _Rotation(problem, who, places, rng, quick).best()
        if vain < using().careful_vain and _has_gaps(row, problem.free[who]):
            row = _Rotation(problem, who, places, rng, careful).best()
            vain = vain + 1 if _has_gaps(row, problem.free[who]) else 0
        for index in problem.free[who]:
            code = row[index]
            if code is not None:
                places.put(who, index, code)
            plan[who, index] = code
    if any(isinstance(limit, Heads) and limit.least is not None for limit in limits):
        _leave_what_breaks(problem, plan)
    return plan


def _has_gaps(row: list[str | None], indices: tuple[int, ...]) -> bool:
    return any(row[index] is None for index in indices)


def _leave_what_breaks(problem: Problem, plan: Plan) -> None:
    """Empty the teams that have too few people, and then what can't stay as it is without those."""
    while breaks := [one for one in broken(problem, plan) if not one.stays]:
        for one in breaks:
            plan.update(dict.fromkeys(_cells_of(one, plan)))


def _cells_of(what: Broken, plan: Plan) -> list[Cell]:
    """The cells that break a limit: those of the rotation, or of the people in the place."""
    limit = what.limit
    return [
        (who, index)
        for (who, index), code in plan.items()
        if who == what.apprentice
        or (isinstance(limit, Heads) and index == limit.cycle_index and code in limit.placements)
    ]


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
    first: First | None


class _Places:
    """Seats left, teams that have too few people, and who is kept apart from whom."""

    def __init__(self, problem: Problem, limits: Iterable[Heads | Apart]) -> None:
        self._left: list[int] = []
        self._most: list[int] = []
        self._counters: dict[tuple[int, str], list[int]] = {}
        self._fewest: dict[tuple[int, str], list[_Fewest]] = {}
        self._apart: dict[tuple[str, int], list[tuple[str, Apart]]] = {}
        self._there: dict[tuple[str, int], str] = {}
        for limit in limits:
            if isinstance(limit, Heads):
                self._take_heads(limit)
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
        for fewest in self._fewest.get((index, code), ()):
            fewest.there += 1

    def wanting(self, index: int) -> list[str]:
        """The placements that need more people in a cycle."""
        return [code for there, code in self._fewest if there == index and self.wants(index, code)]

    def wants(self, index: int, code: str) -> bool:
        """Whether there are too few people at a placement, or at its host, in a cycle."""
        return any(fewest.wants for fewest in self._fewest.get((index, code), ()))

    def ease(self, index: int, code: str) -> float:
        """The share of seats that is still free where it is tightest."""
        counters = self._counters.get((index, code), ())
        return min((self._left[n] / self._most[n] for n in counters), default=1.0)

    def room(self, who: str, index: int, code: str) -> bool:
        if any(self._left[counter] <= 0 for counter in self._counters.get((index, code), ())):
            return False
        for other, limit in self._apart.get((who, index), ()):
            there = self._there.get((other, index))
            if there is not None and limit.forbids(*((code, there) if who == limit.one else (there, code))):
                return False
        return True

    def _take_heads(self, limit: Heads) -> None:
        if limit.most is not None:
            for code in limit.placements:
                self._counters.setdefault((limit.cycle_index, code), []).append(len(self._left))
            self._left.append(limit.most)
            self._most.append(max(limit.most, 1))
        if limit.least is not None:
            fewest = _Fewest(limit.least, limit.always)
            for code in limit.placements:
                self._fewest.setdefault((limit.cycle_index, code), []).append(fewest)


@dataclass
class _Fewest:
    """The fewest people of a place, where anyone is there or `always`, and who is there so far."""

    least: int
    always: bool
    there: int = 0

    @property
    def wants(self) -> bool:
        """Whether more have to come."""
        return self.there < self.least and (self.always or self.there > 0)


class _Rotation:
    """One person's search for a rotation: depth first with backtracking, the most promising first."""

    def __init__(self, problem: Problem, who: str, places: _Places, rng: random.Random, care: _Care) -> None:
        self._care = care
        self._problem = problem
        self._who = who
        self._places = places
        self._rng = rng
        self._teams_of = problem.programme.placements
        self._indices = problem.free[who]
        self._worth = problem.score.worths(who)
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
            if not self._open(index, code):
                continue
            self._steps += 1
            self._row[index] = code
            if self._keeps(full=False) and self._go(depth + 1):
                return True
            self._row[index] = None
        return False

    def _open(self, index: int, code: str) -> bool:
        """Whether the person may be in a placement, as far as others and the cell are concerned."""
        return self._problem.may_be(self._who, index, code) and self._places.room(self._who, index, code)

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
        if (due := self._due(index)) is not None:
            yield due
            return
        if self._care.first is not None:
            yield from self._care.first(self._who, index)
        problem, needs = self._problem, self._needs()
        some = dict.fromkeys(self._some(problem.eligible(self._who, index)))
        for liked in problem.preferred(self._who):
            some |= dict.fromkeys(self._some(problem.in_order(liked)))
        if wanting := self._places.wanting(index):
            some |= dict.fromkeys(self._some(wanting))
        if len(needs) < left:
            yield from sorted(some, key=lambda code: -self._appeal(index, code))
            return
        different = dict.fromkeys(needs)
        for need in different:
            some |= dict.fromkeys(self._some(problem.in_order(need)))

        def rank(code: str) -> tuple[int, float]:
            return -sum(code in need for need in different), -self._appeal(index, code)

        yield from sorted(some, key=rank)

    def _due(self, index: int) -> str | None:
        """Where a visit has to go on."""
        before = self._row[index - 1] if index else None
        length = self._problem.facts.visits.get(before or "", 0)
        return before if self._row[max(index - length, 0) : index].count(before) < length else None

    def _some(self, codes: Sequence[str]) -> list[str]:
        return self._rng.sample(codes, min(self._care.sample, len(codes)))

    def _appeal(self, index: int, code: str) -> float:
        """What a placement is worth to the person, and to those who come after and need seats too."""
        wanted = using().wanted if self._places.wants(index, code) else 0
        return wanted + self._worth.get(code, 0) + using().room * self._places.ease(index, code)

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
