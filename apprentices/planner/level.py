"""What is decided about a plan, in which order: lexicographic optimisation, each level before the next."""

from enum import Enum, auto


class Level(Enum):
    """The levels. Later ones only choose among plans that are as good as can be at all earlier ones."""

    BREACHES = auto()  # limits that locked cells break and free ones could mend
    GAPS = auto()
    RELAX = auto()  # only in a model with relaxations
    MOVES = auto()
    SCORE = auto()  # the only one to be as high as can be
    WARNINGS = auto()  # what the checker warns of in cells, rotations and places


LEVELS = (Level.BREACHES, Level.GAPS, Level.MOVES, Level.SCORE, Level.WARNINGS)  # of a plan
