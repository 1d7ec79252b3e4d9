"""The proof of a plan, level by level, as it is made in the child process."""

from collections.abc import Callable

from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proof.description import Proved, values_of
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
        tree = Tree(Matrix(model, level, fixed), level, value)
        tell(tree.proved)
        while not tree.is_done:
            tree.step()
        tell(tree.proved)
        fixed[level] = value
