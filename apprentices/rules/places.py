"""Where seat rules count people: a place in one cycle, of a closed set of kinds."""

from enum import Enum, auto
from typing import Any, NamedTuple


class Over(Enum):
    """What a seat rule counts people in, cycle by cycle."""

    PLACEMENT = auto()
    HOST = auto()
    SUPERVISOR = auto()
    PAIR = auto()


class Place(NamedTuple):
    """Where a seat rule counts: one placement, host, supervisor or pair of people in one cycle."""

    over: Over
    cycle_index: int
    key: Any
