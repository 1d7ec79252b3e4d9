"""A proof that nothing better exists, asked for a second time before it is told."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model
from apprentices.planner.search.answer import Answer, FalseClaim


class Solve(Protocol):
    """An engine's way to make one level of a model as good as can be."""

    def __call__(
        self,
        model: Model,
        level: Level,
        fixed: Mapping[Level, int],
        seed: int,
        start: Sequence[float] | None = None,
        *,
        plainly: bool = False,
    ) -> Answer:
        """See `engine_highs.solve`."""


def confirmed(
    solve: Solve, model: Model, level: Level, fixed: Mapping[Level, int], seed: int, answer: Answer
) -> tuple[int, Any]:
    """The fewest of a level and the values of the variables, when less was asked for and there is none.

    That nothing better exists can't be counted again. But that nothing has one gap less, say, than the best
    plan is mostly seen at once. Where there is something better after all, that is taken, as soon as it is
    confirmed. Raises `EngineFailed`, also when there is no plan at all.
    """
    value, values = answer.value, answer.values
    if value is None:
        raise FalseClaim("that there is no plan, not even one with gaps")
    while value > model.objective[level].constant:
        less = {**fixed, level: value - 1}
        again = solve(model, level, less, seed, plainly=True)
        if again.value is None:
            break
        value, values = again.value, again.values
    return value, values
