"""What is left of limits where somebody accepts what they say: for a planner, before there is a finding.

The rule itself is asked, in its own words about each figure, so that it binds a planner just where the
checker would find a conflict.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from apprentices.errors import ABSURD
from apprentices.programme import Apprentice, Placement
from apprentices.rules.limits import (
    Accepting,
    Apart,
    Breach,
    Count,
    Row,
    RowLimit,
    SeatLimit,
    Share,
)
from apprentices.rules.said import Said

Cell = tuple[int, Placement]  # the place of a cycle in order of time, and who is where
Accepts = Callable[[Said, Cell | None], bool]  # what is said, at a cell where it is about one


def left_of_row(
    limit: RowLimit, person: Apprentice, cycles: int, cells: Iterable[Cell], accepts: Accepts
) -> RowLimit | None:
    """The limit of one rotation of so many cycles, as far as it binds; None where it does not.

    `cells` are those of which somebody accepts anything.
    """

    def figures(cell: Cell | None) -> frozenset[int]:
        return frozenset(_figures(limit, person, cycles, cell, accepts))

    if isinstance(limit, Share | Accepting):
        return limit  # only law sets shares, and nobody may waive it
    if isinstance(limit, Count):
        return _eased(limit, figures(None), cycles)
    found = {(index, team.placement): figures((index, team)) for index, team in cells}
    accepted = {cell: some for cell, some in found.items() if some}
    return Accepting(limit, accepted) if accepted else limit


def left_of_place(
    limit: SeatLimit, people: Sequence[str], placements: Iterable[str], accepts: Callable[[Said], bool]
) -> SeatLimit | None:
    """The limit of a place to which all these people could come, as far as it binds; None where it does not.

    `placements` are those of which somebody accepts anything.
    """
    if isinstance(limit, Apart):
        meet = frozenset(code for code in placements if accepts(limit.tell([code, code])))
        return limit._replace(accepted=meet)
    most, least = limit.most, limit.least
    while most is not None and accepts(limit.tell([*people[: most + 1]])):
        most = most + 1 if most < len(people) else None
    while least is not None and accepts(limit.tell([*people[: least - 1]])):
        least = least - 1 or None
    return None if most is None and least is None else limit._replace(most=most, least=least)


def _figures(
    limit: RowLimit, person: Apprentice, cycles: int, cell: Cell | None, accepts: Accepts
) -> Iterable[int]:
    """The figures of a breach that somebody accepts, in a cell or of the whole rotation."""
    index, team = cell or (None, None)
    row = Row([team] * cycles, full=True)  # there all the time, so that there is something to tell
    for found in range(cycles + 1):
        with suppress(*ABSURD):  # no rule says that: a figure within the limit, or a team that has none now
            if accepts(limit.tell(person, row, Breach(index, found)), cell):
                yield found


def _eased(limit: Count, accepted: frozenset[int], cycles: int) -> Count | None:
    most, least = limit.most, limit.least
    while most is not None and most + 1 in accepted:
        most = most + 1 if most + 1 < cycles else None
    while least is not None and least - 1 in accepted:
        least = least - 1 or None
    return None if most is None and least is None else limit._replace(most=most, least=least)
