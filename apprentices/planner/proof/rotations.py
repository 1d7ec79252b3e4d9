"""A closer bound for large boards: what each person's best whole rotation is worth at the prices of seats.

The relaxation mixes halves of rotations that no whole one is worth. So for each person, a lemma: what they
take at these prices comes to so much at the most. It follows from the rows that concern them alone, and has
a tree of its own. All lemmas and the rows that tie people together, at their prices, add up to a bound.
"""

from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.proof.description import Json
from apprentices.planner.proof.prices import Box, priced
from apprentices.planner.proof.tree import Tree
from apprentices.planner.search.lagrangian_bound import LagrangianBound


class Rotations(NamedTuple):
    """Nothing is higher than `bound`; the one node adds up the lemmas."""

    bound: int
    nodes: list[Json]
    lemmas: list[Json]


def rotations(matrix: Matrix, duals: Any, values: Any) -> Rotations:
    """The bound at the prices of a relaxation, for a plan with these values of all variables."""
    people, scale = LagrangianBound(matrix), using().rotation_scale
    prices = priced(matrix, Box(matrix.lower, matrix.upper), duals, scale).rows
    prices[people.is_own] = 0
    worth = scale * matrix.cost - matrix.paid(prices)
    of = map(people.of, range(matrix.people))
    lemmas = [_lemma(matrix, at, worth, values, len(prices) + number) for number, at in enumerate(of)]
    return added_up(matrix, prices, scale, lemmas)


def shared(matrix: Matrix, prices: Any, scale: int) -> float:
    """What all that is no person's comes to at the prices of rows that tie people together."""
    worth, others = scale * matrix.cost - matrix.paid(prices), matrix.person_of < 0
    rest = np.maximum(worth * matrix.lower, worth * matrix.upper)[others].sum()
    return float(prices @ matrix.high + scale * matrix.offset + rest)


def added_up(matrix: Matrix, prices: Any, scale: int, lemmas: list[Json]) -> Rotations:
    """The bound of the lemmas and of the rows that tie people together, at their prices."""
    most = shared(matrix, prices, scale) + sum(lemma["most"] for lemma in lemmas)
    pairs = [[int(row), int(prices[row])] for row in np.flatnonzero(prices)]
    pairs += [[len(prices) + at, 1] for at in range(len(lemmas))]
    return Rotations(int(most // scale), [{"prices": [*pairs, [len(prices) + len(lemmas), scale]]}], lemmas)


def _lemma(matrix: Matrix, at: Any, worth: Any, values: Any, more: int) -> Json:
    """What one person can have at the most, and why; `more` is the number of the row that says "more"."""
    own, variables, rows = matrix.block(at, worth)
    tree = Tree(own, int(worth[variables] @ values[variables]), using().rotation_nodes)
    tree.grow()
    terms = [[int(variable), int(worth[variable])] for variable in variables if worth[variable]]
    nodes = [_placed(node, variables, [*map(int, rows), more]) for node in tree.nodes]
    return {"terms": terms, "most": tree.bound, "nodes": nodes}


def _placed(node: Json, variables: Any, rows: list[int]) -> Json:
    """A node of a part of the programme, with the numbers of the whole."""
    placed: Json = {"prices": [[rows[row], price] for row, price in node["prices"]]}
    if "split" in node:
        variable, *others = node["split"]
        placed["split"] = [int(variables[variable]), *others]
    return placed
