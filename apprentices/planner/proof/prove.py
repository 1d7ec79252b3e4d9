"""The proof of a plan, level by level, as it is made in the child process."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model, Terms
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proof.description import Proved, values_of
from apprentices.planner.proof.rotations import rotations
from apprentices.planner.proof.steps import steps
from apprentices.planner.proof.tree import Tree

Kept = tuple[Terms, int]  # a row `terms <= most`
Tell = Callable[[Proved], None]


def prove(problem: Problem, plan: Plan, tell: Tell) -> None:
    """Prove each level as well as can be; `tell` hears of what is proved so far, the last word counts.

    The first word on a level comes early, so that something is proved whenever it is stopped. Of warnings
    there is no word where the score is not proved: fewer of them would say nothing of a better plan.
    """
    model = build_with_warnings(problem)
    values = model.start(plan)
    assert values is not None, "the plan was made with this model"
    rows: list[Kept] = []  # what follows from those of the model, in the order in which the verifier has them
    held: dict[Level, int] = {}
    best = True
    for level, value in values_of(model, values).items():
        if level is Level.WARNINGS and not best:
            return
        matrix = Matrix(model, level, {}).with_rows(rows).upwards()
        for last in _proofs(model, matrix, level, held, np.array(values)):
            tell(last)
        rows += _rows(last)
        held[level], best = len(model.row_upper) + len(rows), last.bound == value
        rows.append(_no_worse(model, level, value))


def _no_worse(model: Model, level: Level, value: int) -> Kept:
    """The row of plans that are as good at a level."""
    constant, terms = model.objective[level]
    sign = -1 if level is Level.SCORE else 1
    return [(variable, sign * factor) for variable, factor in terms.items()], sign * (value - constant)


def _proofs(
    model: Model, matrix: Matrix, level: Level, held: Mapping[Level, int], values: Any
) -> Iterator[Proved]:
    """Better and better ones; `held` has the rows that hold earlier levels."""
    sign = 1 if level is Level.SCORE else -1
    value = round(float(matrix.cost @ values) + matrix.offset)
    tree = Tree(matrix, value, using().proof_nodes)
    best = Proved(level, sign * tree.bound, tree.nodes)
    yield best
    full = not any(values[gap] for gap in model.s.values())
    if tree.left and level is Level.SCORE and model.changes and full:
        closer = steps(model, matrix, held, values)
    elif tree.left > using().branched:
        closer = rotations(matrix, tree.duals, values)
    else:
        closer = None
    if closer is not None and closer.bound < tree.bound:
        best = Proved(level, sign * closer.bound, closer.nodes, closer.lemmas)
        yield best
        tree = Tree(matrix.with_rows(_rows(best)), value, using().proof_nodes)
    if best.bound != sign * value and tree.left <= using().branched:
        tree.grow()
        if tree.bound < sign * best.bound:
            yield Proved(level, sign * tree.bound, tree.nodes, best.lemmas)


def _rows(proved: Proved) -> list[Kept]:
    """The rows that lemmas are once they are proved."""
    return [(lemma["terms"], lemma["most"]) for lemma in proved.lemmas]
