"""What both engines answer when a level of a model is made as good as can be, and what they may be told."""

from collections.abc import Callable
from typing import Any, NamedTuple

from apprentices.errors import ProgramError


class EngineFailed(ProgramError):
    """An engine gave no answer; what was found before still stands."""


class FalseClaim(EngineFailed):
    """An engine said what does not hold when it is counted again; `said` completes a sentence."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The planner's engine said {said}. Counted again, that does not hold. The best plan so far is "
            "kept, and no more is claimed of it than is known."
        )


class Answer(NamedTuple):
    """What one solve came to. `value` and `bound` are of the level; `values` of the variables."""

    values: Any | None
    value: int | None
    bound: int | None
    proved: bool  # nothing better exists, or (without values) nothing at all


class Effort(NamedTuple):
    """How much work a solve may do. Never in seconds: the answer must not depend on the machine."""

    nodes: int | None = None
    gap: float = 0.0  # relative; with 0 the solve goes on to the proof
    solutions: int | None = None  # so many, each better than the one before, are enough
    asks: int | None = None  # how often HiGHS may ask at its first node whether to go on, which bounds that
    relaxes: bool = True  # or else HiGHS has only what it tries before its first relaxation


class Watch(NamedTuple):
    """Who wants to hear of better solutions and bounds while a solve goes on."""

    found: Callable[[Any], None] = lambda values: None
    bounded: Callable[[int], None] = lambda bound: None
