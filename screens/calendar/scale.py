"""What rows, columns and marks of a calendar stand for."""

from enum import Enum

from apprentices.diary import What
from apprentices.programme import Apprentice, Placement

MARKS = {What.ENDING: "e", What.ABSENCE: "a", What.CLOSURE: "x", What.TRAINING: "t"}

One = Apprentice | Placement  # what a row is about


class Scale(Enum):
    """What a column stands for."""

    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def other(self) -> "Scale":
        """The other of the two."""
        return Scale.MONTHS if self is Scale.WEEKS else Scale.WEEKS
