"""Column generation with whole rotations: those that are best at the prices so far, until none pays.

The relaxation over the rotations that were found gives new prices. They jump from one extreme to the other as
long as much is not found yet, so mixtures of them with the best ones known are tried, too. The rotations that
were found are a model of their own, of which plans are made.
"""

import copy
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.engine_run import ROUGH, run
from apprentices.planner.search.rotations.whole import Priced, Whole


class Generation:
    """The rotations found so far; `best` are the prices with the lowest bound."""

    def __init__(self, whole: Whole, duals: Any, rotations: Iterable[tuple[int, Any]] = ()) -> None:
        """Begins at the prices of another relaxation, and with some rotations, each with its person."""
        self._whole, self._matrix = whole, whole.matrix
        self._known: dict[bytes, int] = {}
        self._rotations: list[Any] = []
        self._of: list[int] = []
        self._entries: list[tuple[Any, Any]] = []
        self._costs: list[float] = []
        self._var, self._row, self._factors = whole.var, whole.row, whole.factors
        self._starts = np.searchsorted(whole.var, np.arange(len(self._matrix.cost) + 1))
        self.best = whole.priced(duals)
        self.value = -np.inf  # of the relaxation over the rotations found
        self._used = np.zeros(0, np.int64)  # by that relaxation
        for person, variables in rotations:
            self._add(person, variables)

    def rounds(self) -> Iterator[Priced]:
        """Better and better prices."""
        if self.best is None:
            return
        self._take(self.best)
        for _ in range(using().rotation_rounds):
            before, found = self.best, self._mixed(self._relaxed())
            if self.best is not before:
                yield self.best
            close = max(using().rotation_close, using().rotation_share * self.best.exact)
            if not found or self.best.exact - self.value < close:
                return

    def visits(self) -> frozenset[int]:
        """The rows of placements to which rotations come back that make the bound, some for each person."""
        assert self.best is not None, "there are prices"
        used = [*zip(self._of, self._rotations, strict=True)]
        found: dict[int, dict[int, None]] = {}
        for person, rotation in [*(used[at] for at in self._used), *enumerate(self.best.rotations)]:
            found.setdefault(person, {}).update(dict.fromkeys(self._whole.comes_back(rotation).tolist()))
        return frozenset(row for rows in found.values() for row in islice(rows, using().visits_more))

    def within(self, whole: Whole) -> "Generation":
        """The same for rotations that may do less: those known that fit, at the best prices."""
        assert self.best is not None, "there are prices"
        known = zip(self._of, self._rotations, strict=True)
        left = [one for one in known if not np.isin(whole.comes_back(one[1]), list(whole.visits)).any()]
        return Generation(whole, self.best.duals, left)

    def matrix(self) -> Matrix:
        """The model of the rotations found: each is a variable, and each person has one of them.

        After those come the variables that are about no rotation; a person's row has the person's number.
        """
        matrix, others, people = self._matrix, self._whole.others, self._matrix.people
        many = len(self._rotations)
        rows = np.flatnonzero(self._whole.rows)
        number = np.full(len(matrix.high), -1)
        number[rows] = people + np.arange(len(rows))
        place = np.full(len(matrix.cost), -1)
        place[others] = many + np.arange(len(others))
        about = place[self._whole.var] >= 0
        sizes = [len(row) for row, _ in self._entries]
        other = copy.copy(matrix)
        other.cost = np.concatenate([self._costs, matrix.cost[others]])
        other.lower = np.concatenate([np.zeros(many), matrix.lower[others]])
        other.upper = np.concatenate([np.ones(many), matrix.upper[others]])
        other.low = np.concatenate([np.ones(people), matrix.low[rows]])
        other.high = np.concatenate([np.ones(people), matrix.high[rows]])
        # Who has one rotation keeps what each of them keeps.
        other.implied = np.concatenate([np.zeros(people, bool), self._whole.is_visit[rows]])
        var = [np.arange(many), np.repeat(np.arange(many), sizes), place[self._whole.var[about]]]
        row = [
            np.array(self._of),
            number[np.concatenate([r for r, _ in self._entries])],
            number[self._whole.row[about]],
        ]
        factors = [np.ones(many), np.concatenate([f for _, f in self._entries]), self._whole.factors[about]]
        rows_of = np.concatenate(row)
        order = np.argsort(rows_of, kind="stable")
        other.var, other.row = np.concatenate(var)[order], rows_of[order]
        other.factors = np.concatenate(factors)[order]
        other.implied[other.row[other.factors > 1]] = False
        other.cells = people
        other.cell_of = np.concatenate([self._of, np.full(len(others), -1)])
        other.person_of = np.concatenate([self._of, matrix.person_of[others]])
        return other

    def values(self, found: Any) -> Any:
        """The values of all variables of the level for a solution in rotations."""
        values = np.zeros(len(self._matrix.cost))
        for at in np.flatnonzero(found[: len(self._rotations)] > 0.5):
            values[self._rotations[at]] = 1
        values[self._whole.others] = found[len(self._rotations) :]
        return values

    def take_plan(self, values: Any) -> None:
        """Know the rotations of a plan, too."""
        for person, variables in enumerate(self._rotations_of(values)):
            self._add(person, variables)

    def start(self, values: Any) -> Any:
        """A plan of known rotations as a solution in these."""
        start = np.zeros(len(self._rotations) + len(self._whole.others))
        start[[self._known[_key(variables)] for variables in self._rotations_of(values)]] = 1
        start[len(self._rotations) :] = np.asarray(values)[self._whole.others]
        return start

    def draw(self, rng: "np.random.Generator", points: float) -> None:
        """Take in rotations that are best at the best prices, placements being blurred by some points."""
        assert self.best is not None, "there are prices"
        blur = points * rng.random(len(self._matrix.cost)) * (self._matrix.cell_of >= 0)
        for person, variables in enumerate(self._whole.rotations(self.best.duals, blur)):
            self._add(person, variables)

    def once(self) -> Iterator[tuple[int, Any]]:
        """The rotations known that come back to nothing, each with its person."""
        known = zip(self._of, self._rotations, strict=True)
        return (
            (person, variables) for person, variables in known if not len(self._whole.comes_back(variables))
        )

    def complete(self, score: int) -> bool:
        """Know all rotations that a plan could have that is worth so much; False where they are too many."""
        assert self.best is not None, "there are prices"
        near = self._whole.near(self.best.duals, self.best.exact - score)
        for person, variables in near or ():
            self._add(person, variables)
        return near is not None

    def could(self, score: int) -> Any:
        """The variables of `matrix` that a plan could have that is worth so much."""
        best = self.best
        assert best is not None, "there are prices"
        spare = best.exact - score
        paid = np.bincount(self._var, self._factors * best.duals[self._row], minlength=len(self._matrix.cost))
        worth = self._matrix.cost - paid
        own = np.array([worth[variables].sum() for variables in self._rotations])
        near = own >= best.worth[self._of] - spare - using().near
        near &= [not len(self._whole.comes_back(variables)) for variables in self._rotations]
        return np.concatenate([near, np.ones(len(self._whole.others), bool)])

    # -- inside

    def _rotations_of(self, values: Any) -> list[Any]:
        """The variables of each person's rotation in a plan."""
        matrix = self._matrix
        used = np.setdiff1d(np.flatnonzero(np.asarray(values) > 0.5), self._whole.others)
        used = used[np.argsort(matrix.person_of[used], kind="stable")]
        ends = np.searchsorted(matrix.person_of[used], np.arange(matrix.people + 1))
        return [used[first:end] for first, end in pairwise(ends)]

    def _mixed(self, duals: Any) -> int:
        """Take in what is best at new prices, and at mixtures of them with the best ones so far; how many
        rotations were not known.
        """
        assert self.best is not None, "there are prices"
        first, found = self.best, 0
        for held in using().rotation_held:
            priced = self._whole.priced(held * first.duals + (1 - held) * duals)
            assert priced is not None, "everybody had a rotation before"
            found += self._take(priced)
            self.best = min(self.best, priced, key=lambda one: one.exact)
        return found

    def _relaxed(self) -> Any:
        matrix = self.matrix()
        part = matrix.part(np.ones(len(matrix.cost), bool), lean=True)
        highs = run(part, ROUGH, whole_numbers=False)
        self.value = highs.getInfo().objective_function_value
        solution = highs.getSolution()
        values = np.asarray(solution.col_value)[: len(self._rotations)]
        self._used = np.flatnonzero(values > using().free_reach)
        priced = np.zeros(len(matrix.high))
        priced[part.rows] = solution.row_dual
        duals = np.zeros(len(self._matrix.high))
        duals[self._whole.rows] = priced[self._matrix.people :]
        return duals

    def _take(self, priced: Priced) -> int:
        return sum([self._add(person, variables) for person, variables in enumerate(priced.rotations)])

    def _add(self, person: int, variables: Any) -> bool:
        key = _key(variables)
        if key in self._known:
            return False
        self._known[key] = len(self._rotations)
        at = np.concatenate([np.arange(self._starts[v], self._starts[v + 1]) for v in variables])
        rows, place = np.unique(self._row[at], return_inverse=True)
        self._entries.append((rows, np.bincount(place, self._factors[at])))
        self._costs.append(float(self._matrix.cost[variables].sum()))
        self._rotations.append(variables)
        self._of.append(person)
        return True


def _key(variables: Any) -> bytes:
    return np.sort(variables).tobytes()
