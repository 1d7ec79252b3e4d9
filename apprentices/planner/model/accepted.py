"""Limits of one rotation that somebody accepts as broken in some cells, as rows of the linear model.

The checker tells a run that is too long in the cycle in which it becomes so, and a visit too many where it
begins. So what is accepted there is left out of the rows of that cycle, and of none else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from apprentices.planner.model.linear import Model, Origin, Terms, less, there_in
from apprentices.rules.limits import Row

Time = tuple[int, int | None]  # a cycle in which one may be: the variable; None where locked cells say so


class AtMost(NamedTuple):
    """`terms <= most`; they come to `reach` at the most."""

    terms: Terms
    most: int
    reach: int


def told_at(origin: Origin, index: int, placements: frozenset[str]) -> frozenset[str]:
    """Those of some placements in which a breach in a cycle is one that nobody accepts."""
    return placements - {code for at, code in origin.accepted if at == index}


def no_more(origin: Origin, code: str, times: Iterable[Time]) -> Iterator[AtMost]:
    """No more times in a placement than the limit says, or than is accepted where the last of them begins."""
    earlier: Terms = []
    locked = 0
    for index, variable in times:
        most = max({origin.bare.most, *origin.accepted.get((index, code), ())})
        over = max(len(earlier) + locked - most + 1, 0)
        # If this is one, those before it are less than `most`; else there may be any number.
        now = [] if variable is None else [(variable, over)]
        room = most - 1 - locked + (0 if variable is None else over)
        if over:
            yield AtMost(earlier + now, room, room + 1 if now else len(earlier))
        if variable is None:
            locked += 1
        else:
            earlier = [*earlier, (variable, 1)]


def no_longer(model: Model, origin: Origin, here: frozenset[str], most: int) -> None:
    """No longer in some placements in neighbouring cycles than `most`, or than is accepted."""
    who, total = origin.person, len(model.problem.board.cycles)
    if any(code in here for _, code in origin.accepted):
        for row in runs(model, origin, here, most, _pinned(model, origin)):
            if row.reach:
                model.at_most(row.terms, row.most, origin)
        return
    for first in range(total - most):
        terms, locked = there_in(model, who, range(first, first + most + 1), here)
        if terms:
            model.at_most(terms, most - locked, origin)


def runs(
    model: Model, origin: Origin, here: frozenset[str], most: int, pinned: Mapping[int, int] | None = None
) -> Iterator[AtMost]:
    """A row for each cycle in which a run in some placements may begin that is too long.

    It has the run's cycles and, below 0, the one before: a run that began earlier is told elsewhere. What is
    `pinned` is over already, by the cycle in which it is told: that stays, and becomes no longer.
    """
    total = len(model.problem.board.cycles)
    for first in range(total - most):
        told = first + most
        for length, codes in _lengths(origin, here, told, most, (pinned or {}).get(told, 0)).items():
            if first + length < total:
                yield _run(model, origin.person, range(first, first + length + 1), told, here, codes)


def kept(model: Model, who: str, c: int) -> str | None:
    """What a cell has while no pin is released: a placement, "" for nobody, None where it is open."""
    if not 0 <= c < len(model.problem.board.cycles):
        return ""
    if (who, c) in model.x:
        return model.relax.held(who, c)
    return model.problem.locked[who][c] or (None if model.problem.is_active(who, c) else "")


# --- inside ---------------------------------------------------------------------------------------


def _lengths(
    origin: Origin, here: frozenset[str], told: int, most: int, pinned: int
) -> dict[int, frozenset[str]]:
    """The lengths that a run may not go beyond, by the placements in the cycle in which it is told."""
    found: dict[int, frozenset[str]] = {}
    for code in sorted(here):
        longest = max({most, *origin.accepted.get((told, code), ())})
        for length in {longest, max(longest, pinned)}:
            found[length] = found.get(length, frozenset()) | {code}
    return found


def _run(
    model: Model, who: str, cycles: range, told: int, here: frozenset[str], codes: frozenset[str]
) -> AtMost:
    """Not all of some cycles in `here`, in one of `codes` where it is told, unless the run began before."""
    first = cycles[0]
    before, goes_on = there_in(model, who, range(max(first - 1, 0), first), here)
    at, is_there = there_in(model, who, [told], codes)
    others, locked = there_in(model, who, [c for c in cycles if c != told], here)
    reach = sum(1 for c in cycles if model.there(who, c, codes if c == told else here)[0])
    return AtMost(others + at + less(before), len(cycles) - 1 - locked - is_there + goes_on, reach)


def _pinned(model: Model, origin: Origin) -> dict[int, int]:
    """How long runs are that cells which stay make too long by themselves, by the cycle that is told."""
    teams = model.problem.programme.placements
    codes = [kept(model, origin.person, c) for c in range(len(model.problem.board.cycles))]
    breaches = origin.bare.breaches(Row([teams.get(code or "") for code in codes], full=False))
    return {breach.cycle_index: breach.found for breach in breaches}
