"""A problem as arrays: what placements are worth to people, which they may have, and the limits of both.

People are those with free cells. Placements are in an order in which those stand together that all shapes
(`shapes.py`) count alike: a *class*. The fewest people of a place, and pairs kept apart, have no array.
"""

from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.problem import Problem
from apprentices.planner.search.shapes import NONE, Shapes
from apprentices.rules.limits import Before, Heads, Times


class Seats(NamedTuple):
    """Places in one cycle each: the most people beside those of locked cells, and their placements."""

    most: Any
    number: dict[int, int]  # of each limit, by its identity
    place: Any  # by entry, as the next two
    cycle: Any
    placement: Any


class Once(NamedTuple):
    """One visit to a placement comes after what has to be first: an entry for each pair and placement.

    `binds` by person and pair; `before` by pair and class; `early` by person and cycle: before the last.
    """

    pair: Any
    placement: Any
    binds: Any
    before: Any
    early: Any


class Arrays:
    """The arrays of a problem; `cells` are 1 where a person's cell is free, by person and cycle."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people = list(problem.free)
        self._take_shapes()
        self.number = {code: number for number, code in enumerate(self.codes)}
        self._take_cells()
        self.worth = np.array([self._worth(who) for who in self.people], np.int32)
        self.often = np.array([self._often(who) for who in self.people], np.float32)
        self.seats = self._seats()
        self._close_full()
        self.once = self._once()

    @property
    def constant(self) -> int:
        """What locked cells are worth, host changes apart."""
        locked = self.problem.locked.items()
        return sum(self.problem.value(who, code) for who, row in locked for code in row if code is not None)

    # -- inside

    def _take_shapes(self) -> None:
        """Shapes, with the placements in classes, and so the order of all placements."""
        codes = list(self.problem.programme.placements)
        shapes = Shapes(self.problem, {code: number for number, code in enumerate(codes)})
        kept, cycles, placements = shapes.factors.shape
        alike = shapes.factors.reshape(kept * cycles, placements)
        classes, of = np.unique(alike, axis=1, return_inverse=True)
        self.order = np.argsort(of, kind="stable")
        self.codes = [codes[number] for number in self.order]
        self.most = shapes.most
        self.factors = classes.reshape(kept, cycles, classes.shape[1])
        self.sizes = np.bincount(of, minlength=classes.shape[1])

    def _take_cells(self) -> None:
        """Which cells are free, and of which kind each is: of the same placements, in the same cycle."""
        problem = self.problem
        every = (1 << len(self.codes)) - 1
        kinds = {(every, 0): 0}  # the first is for cells that are not free
        size = len(self.people), len(problem.board.cycles)
        self.cells, self.kind = np.zeros(size, np.float32), np.zeros(size, np.int32)
        for person, who in enumerate(self.people):
            for index in problem.free[who]:
                self.cells[person, index] = 1
                key = problem.mask(who, index), index
                self.kind[person, index] = kinds.setdefault(key, len(kinds))
        self.kind_cycle = np.array([index for _, index in kinds])
        self.allowed = np.array([self._bits(mask) for mask, _ in kinds])

    def _bits(self, mask: int) -> Any:
        """The placements of a mask, in the order of the arrays."""
        size = len(self.codes)
        bits = np.frombuffer(mask.to_bytes(size // 8 + 1, "little"), np.uint8)
        return np.unpackbits(bits, count=size, bitorder="little")[self.order].astype(bool)

    def _worth(self, who: str) -> Any:
        """What each placement is worth to a person."""
        row = np.zeros(len(self.codes), np.int32)
        for code, points in self.problem.score.worths(who).items():
            row[self.number[code]] = points
        return row

    def _often(self, who: str) -> Any:
        """How often a person may still be in each placement."""
        row = np.full(len(self.codes), NONE, np.float32)
        lasting = self.problem.facts.visits
        for _, limit in self.problem.row_limits(who):
            if isinstance(limit, Times):
                row[:] = np.minimum(row, limit.most)
        for code in lasting:
            row[self.number[code]] = NONE
        for there in self.problem.locked[who]:
            if there is not None and there not in lasting:
                row[self.number[there]] = max(row[self.number[there]] - 1, 0)
        return row

    def _seats(self) -> Seats:
        """The places in which people can be too many."""
        there: dict[tuple[int, str], int] = {}
        for row in self.problem.locked.values():
            for index, code in enumerate(row):
                if code is not None:
                    there[index, code] = there.get((index, code), 0) + 1
        most: list[int] = []
        number: dict[int, int] = {}
        entries: list[tuple[int, int, int]] = []
        for _, _, limit in self.problem.seat_limits:
            if isinstance(limit, Heads) and limit.most is not None:
                c = limit.cycle_index
                number[id(limit)] = len(most)
                entries += [(len(most), c, self.number[code]) for code in limit.placements]
                most.append(max(limit.most - sum(there.get((c, code), 0) for code in limit.placements), 0))
        return Seats(np.array(most), number, *np.array(entries, np.int64).reshape(-1, 3).T)

    def _close_full(self) -> None:
        """Where no seat is left, nobody may be: a price for it would only come near to saying so."""
        seats, size = self.seats, (len(self.problem.board.cycles), len(self.codes))
        closed = np.zeros(size, bool)
        full = seats.most[seats.place] == 0
        closed[seats.cycle[full], seats.placement[full]] = True
        self.allowed &= ~closed[self.kind_cycle]

    def _once(self) -> Once:
        """For those who may visit a placement once only; see `_before_once` in `model/limits.py`."""
        pairs: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}
        for person, who in enumerate(self.people):
            limits = [limit for _, limit in self.problem.row_limits(who)]
            if any(isinstance(limit, Times) and limit.most == 1 for limit in limits):
                for limit in limits:
                    if isinstance(limit, Before) and limit.before.isdisjoint(self.problem.locked[who]):
                        pairs.setdefault((limit.before, limit.after), []).append(person)
        starts = np.cumsum(self.sizes) - self.sizes
        binds = np.zeros((len(self.people), len(pairs)), bool)
        before = np.zeros((len(pairs), len(self.sizes)), np.float32)
        entries = []
        for at, ((first, then), people) in enumerate(pairs.items()):
            binds[:, at] = np.isin(np.arange(len(binds)), people)
            before[at] = [self.codes[start] in first for start in starts]
            once = then - first - self.problem.facts.visits.keys()
            entries += [(at, number) for number, code in enumerate(self.codes) if code in once]
        early = self.cells[:, ::-1].cumsum(axis=1)[:, ::-1] - self.cells > 0
        pair, placement = np.array(entries, np.int64).reshape(-1, 2).T
        return Once(pair, placement, binds, before, early.astype(np.float32))
