"""The proof of a plan, level by level, as it is made in the child process."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proof.description import Json, Proved, values_of
from apprentices.planner.proof.rotations import rotations
from apprentices.planner.proof.tree import Tree

Tell = Callable[[Proved], None]


def prove(problem: Problem, plan: Plan, tell: Tell) -> None:
    """Prove each level as well as can be; `tell` hears of what is proved so far, the last word counts.

    The first word on a level comes early, so that something is proved whenever it is stopped. Of warnings
    there is no word where the score is not proved: fewer of them would say nothing of a better plan.
    """
    model = build_with_warnings(problem)
    values = model.start(plan)
    assert values is not None, "the plan was made with this model"
    fixed: dict[Level, int] = {}
    lemmas: list[int] = []  # how many each level before has
    best = True
    for level, value in values_of(model, values).items():
        if level is Level.WARNINGS and not best:
            return
        for proved in _proofs(Matrix(model, level, fixed).upwards(), level, value, np.array(values)):
            last = _numbered(proved, len(model.row_upper), lemmas)
            tell(last)
        fixed[level], best = value, last.bound == value
        lemmas.append(len(last.lemmas))


def _proofs(matrix: Matrix, level: Level, value: int, values: Any) -> Iterator[Proved]:
    """Better and better ones."""
    sign = 1 if level is Level.SCORE else -1
    tree = Tree(matrix, sign * value, using().proof_nodes)
    yield Proved(level, sign * tree.bound, tree.nodes)
    if tree.left <= using().branched:
        tree.grow()
        yield Proved(level, sign * tree.bound, tree.nodes)
        return
    closer = rotations(matrix, tree.duals, values)
    if closer.bound < tree.bound:
        yield Proved(level, sign * closer.bound, closer.nodes, closer.lemmas)


def _numbered(proved: Proved, rows: int, lemmas: Sequence[int]) -> Proved:
    """The same with rows as the verifier numbers them: after those of the model, the lemmas of each level
    stand before the row that keeps what it came to."""
    if not any(lemmas):
        return proved

    def placed(nodes: list[Json]) -> list[Json]:
        return [node | {"prices": [[shifted(row), price] for row, price in node["prices"]]} for node in nodes]

    def shifted(row: int) -> int:
        return row + sum(lemmas[: max(row - rows + 1, 0)])

    return proved._replace(
        nodes=placed(proved.nodes),
        lemmas=[lemma | {"nodes": placed(lemma["nodes"])} for lemma in proved.lemmas],
    )
