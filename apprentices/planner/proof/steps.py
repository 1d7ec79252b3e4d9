"""Where changes of host count: each person's best whole rotation at the prices of seats, cycle by cycle.

There the relaxation is far from any plan, and a tree for each person would be large. So the lemma about a
person (`rotations.py`) is proved by giving values step by step: to a cell, then to whether a host was left
before it. Ways that are alike in all rows that are kept go on as one, as in the dynamic programming by which
prices and worth are found. That knows no gaps, so its rows are found again in the model that has them.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import HAS_GAP, About, Model, Origin
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.proof.description import Json
from apprentices.planner.proof.prices import Box
from apprentices.planner.proof.relaxation import relaxed
from apprentices.planner.proof.rotations import Rotations, added_up, shared
from apprentices.planner.search.lagrangian_bound import LagrangianBound
from apprentices.planner.search.rotations.generation import Generation
from apprentices.planner.search.rotations.whole import Whole


class _Priced(NamedTuple):
    """By row a price, and whether rotations keep it; by person what the best rotation is worth at these."""

    prices: Any
    kept: Any
    best: Any


def steps(model: Model, matrix: Matrix, held: Mapping[Level, int], values: Any) -> Rotations | None:
    """The bound of whole rotations, for a full plan with these values; None where it is not to be had.

    `held` has the rows that hold earlier levels at what the plan came to.
    """
    priced = _priced(model, matrix, held, values)
    if priced is None:
        return None
    people, scale, prices = LagrangianBound(matrix), using().dual_scale, priced.prices
    dear = 1 + abs(scale * matrix.cost - matrix.paid(prices)).sum()  # more than all else comes to
    prices[held[Level.GAPS]] = 2 * dear
    prices[[row for row, origin in enumerate(model.origins) if _is_of_gap(origin)]] = dear
    left, ties = scale * matrix.cost - matrix.paid(prices), np.where(people.is_own, 0, prices)
    worth = scale * matrix.cost - matrix.paid(ties)
    of = [people.of(person) for person in range(matrix.people)]
    most = [_others(matrix, at, prices, left) for at in of] + priced.best
    total = shared(matrix, ties, scale) + most.sum()
    spare = (scale - 1 - total % scale) // max(len(most), 1)  # with it, ways that lose much end sooner
    lemmas = [_lemma(matrix, at, priced, left, worth, own) for at, own in zip(of, _steps(model), strict=True)]
    for number, lemma in enumerate(lemmas):
        lemma["most"] = int(most[number] + spare)
        lemma["nodes"][0]["prices"].append([len(prices) + number, 1])  # the row that says "more"
    return added_up(matrix, ties, scale, lemmas)


# --- inside ---------------------------------------------------------------------------------------


def _is_of_gap(origin: object) -> bool:
    return isinstance(origin, About) and origin.says == HAS_GAP


def _priced(model: Model, matrix: Matrix, held: Mapping[Level, int], values: Any) -> _Priced | None:
    """Prices by generating whole rotations, where every cell has a placement."""
    strict = build(model.problem, gaps=False)
    start, number = strict.start(model.plan(values)), _same_rows(strict, model)
    if start is None or number is None:
        return None
    earlier: dict[Level, int] = {level: _value(model, level, values) for level in held}
    del earlier[Level.GAPS]
    own = Matrix(strict, Level.SCORE, earlier)
    number = np.append(number, [held[level] for level in earlier]).astype(int)
    whole = Whole(strict, own)
    generation = Generation(whole, relaxed(own, Box(own.lower, own.upper)).duals)
    generation.take_plan(np.array(start))
    best = [generation.best, *generation.rounds()][-1]
    if best is None:
        return None
    prices, kept = np.zeros(len(matrix.high)), np.zeros(len(matrix.high), bool)
    prices[number] = np.rint(best.duals * using().dual_scale)
    kept[number] = ~whole.rows & ~own.implied
    kept[: matrix.cells] = False
    return _Priced(prices, kept, np.rint(best.worth * using().dual_scale))


def _value(model: Model, level: Level, values: Any) -> int:
    constant, terms = model.objective[level]
    return constant + sum(factor * int(values[variable]) for variable, factor in terms.items())


def _same_rows(strict: Model, model: Model) -> Any | None:
    """The rows of a model with gaps that are those of one without; None where they are not the same."""
    known: dict[object, list[int]] = defaultdict(list)
    for row, origin in enumerate(model.origins):
        known[_what(origin)].append(row)
    wanted: dict[object, list[int]] = defaultdict(list)
    for row, origin in enumerate(strict.origins):
        wanted[_what(origin)].append(row)
    number = np.zeros(len(strict.origins), int)
    for what, rows in wanted.items():
        if len(rows) != len(known[what]):
            return None
        number[rows] = known[what]
    return number


def _what(origin: Origin | About) -> object:
    return origin if isinstance(origin, About) else (origin.scope, id(origin.limit))


def _steps(model: Model) -> list[list[list[int]]]:
    """By person the variables that are given values one after the other: a cell's, and of changes to it."""
    changes: dict[tuple[str, int], list[list[int]]] = defaultdict(list)
    for (who, index, _), variable in model.changes.items():
        changes[who, index + 1].append([variable])
    found = []
    for who in model.problem.free:
        own: list[list[int]] = []
        for index in range(len(model.problem.board.cycles)):
            if (who, index) in model.x:
                own.append([*model.x[who, index].values(), model.s[who, index]])
            own += changes[who, index]
        found.append(own)
    return found


def _others(matrix: Matrix, at: Any, prices: Any, left: Any) -> float:
    """What a person's own rows come to at their prices, with all variables that are about no cell."""
    rows, variables = np.unique(matrix.row[at]), np.unique(matrix.var[at])
    variables = variables[matrix.cell_of[variables] < 0]
    reach = np.maximum(left[variables] * matrix.lower[variables], left[variables] * matrix.upper[variables])
    return float(prices[rows] @ matrix.high[rows] + reach.sum())


def _lemma(
    matrix: Matrix, at: Any, priced: _Priced, left: Any, worth: Any, own_steps: list[list[int]]
) -> Json:
    """What a person can have, and why it is no more than will be said."""
    rows, variables = np.unique(matrix.row[at]), np.unique(matrix.var[at])
    prices = priced.prices.copy()
    for cell in rows[rows < matrix.cells]:
        prices[cell] = left[matrix.cell_of == cell].max()  # all others are then worth less than the best
    return {
        "terms": [[int(variable), int(worth[variable])] for variable in variables if worth[variable]],
        "nodes": [
            {
                "prices": [[int(row), int(prices[row])] for row in rows if prices[row]],
                "steps": own_steps,
                "keep": [int(row) for row in rows if priced.kept[row]],
            }
        ],
    }
