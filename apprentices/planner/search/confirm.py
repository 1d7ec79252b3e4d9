"""A proof that nothing better exists, asked for a second time before it is told; not for ever."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Answer, Effort, FalseClaim, Watch

UNSURE = (
    "Whether a plan could have fewer {} was asked a second time, and not answered. The plan is the best that "
    "was found, and all else is said of plans with as many."
)


class Solve(Protocol):
    """An engine's way to make one level of a model as good as can be."""

    def __call__(
        self,
        model: Model,
        level: Level,
        fixed: Mapping[Level, int],
        seed: int,
        start: Sequence[float] | None = None,
        watch: Watch | None = None,
        effort: Effort | None = None,
        plainly: bool = False,
    ) -> Answer:
        """See `engine_highs.solve`."""


class Confirmed(NamedTuple):
    """The fewest of a level, and the values of the variables.

    `surely`: less was asked for, and there is none; else the question took too long.
    """

    value: int
    values: Any
    surely: bool


def confirmed(
    solve: Solve, model: Model, level: Level, fixed: Mapping[Level, int], seed: int, answer: Answer
) -> Confirmed:
    """The fewest of a level, when less was asked for: there is none, or none was found with so much effort.

    That nothing better exists can't be counted again. But that nothing has one gap less, say, than the best
    plan is mostly seen at once. Where there is something better after all, that is taken, as soon as it is
    confirmed. Raises `EngineFailed`, also when there is no plan at all.
    """
    value, values = answer.value, answer.values
    if value is None:
        raise FalseClaim("that there is no plan, not even one with gaps")
    effort = Effort(using().confirm_nodes, asks=using().confirm_asks)
    while value > model.objective[level].constant:
        less = {**fixed, level: value - 1}
        again = solve(model, level, less, seed, effort=effort, plainly=True)
        if again.value is None:
            return Confirmed(value, values, surely=again.proved)
        value, values = again.value, again.values
    return Confirmed(value, values, surely=True)
