"""The proof of a plan, level by level, as it is made in the child process."""

from collections.abc import Callable
from typing import Any

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proof.description import Proved, values_of
from apprentices.planner.proof.rotations import rotations
from apprentices.planner.proof.tree import Tree

Tell = Callable[[Proved], None]


def prove(problem: Problem, plan: Plan, tell: Tell) -> None:
    """Prove each level as well as can be; `tell` hears of what is proved so far, the last word counts.

    The first word on a level comes early, so that something is proved whenever it is stopped.
    """
    model = build(problem)
    values = model.start(plan)
    assert values is not None, "the plan was made with this model"
    fixed: dict[Level, int] = {}
    for level, value in values_of(model, values).items():
        _prove(Matrix(model, level, fixed).upwards(), level, value, np.array(values), tell)
        fixed[level] = value


def _prove(matrix: Matrix, level: Level, value: int, values: Any, tell: Tell) -> None:
    sign = 1 if level is Level.SCORE else -1
    tree = Tree(matrix, sign * value, using().proof_nodes)
    tell(Proved(level, sign * tree.bound, tree.nodes))
    if tree.left <= using().branched:
        tree.grow()
        tell(Proved(level, sign * tree.bound, tree.nodes))
        return
    closer = rotations(matrix, tree.duals, values)
    if closer.bound < tree.bound:
        tell(Proved(level, sign * closer.bound, closer.nodes, closer.lemmas))
