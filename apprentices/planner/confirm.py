"""A proof that nothing better exists, asked for a second time before it is told."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from apprentices.planner.model import Level, Model
from apprentices.planner.outcome import FalseClaim, Outcome


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
    ) -> Outcome:
        """See `engine_highs.solve`."""


def confirmed(
    solve: Solve, model: Model, level: Level, fixed: Mapping[Level, int], seed: int, outcome: Outcome
) -> Outcome:
    """An outcome of a level that is to be low, when a plan with less was asked for, and there is none.

    That nothing better exists can't be counted again. But that nothing has one gap less, say, than the best
    plan is mostly seen at once. Where there is something better after all, that is the outcome, as soon as
    it is confirmed. Raises `EngineFailed`.
    """
    while outcome.proved and outcome.value is not None and outcome.value > model.objective[level].constant:
        less = {**fixed, level: outcome.value - 1}
        again = solve(model, level, less, seed, plainly=True)
        if again.values is None and not again.proved:
            raise FalseClaim(f"that nothing is better than {outcome.value}, and could not say so again")
        if again.values is None:
            break
        outcome = again
    return outcome
