"""The linear model of a problem, all of it."""

from apprentices.planner.model.limits import add_limits
from apprentices.planner.model.linear import Choices, Model, Relax
from apprentices.planner.model.worth import add_worth
from apprentices.planner.problem import Problem


def build(
    problem: Problem, choices: Choices | None = None, gaps: bool = True, relax: Relax | None = None
) -> Model:
    """The model with its limits, moves and score.

    `choices` gives the placements of each free cell, instead of all that may be there; without `gaps`, each
    has to have one; `relax` widens what it may at a price. Raises `UnknownLimit`.
    """
    model = Model(problem, choices, gaps, relax)
    add_limits(model)
    add_worth(model)
    return model
