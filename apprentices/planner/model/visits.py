"""Visits that last several cycles, as rows of the linear model: where they begin, and how long they are."""

from apprentices.planner.model.accepted import Time, kept, no_longer
from apprentices.planner.model.linear import Model, Origin, Terms, less, there_in


def times(model: Model, origin: Origin, code: str) -> list[Time]:
    """When somebody may be in a placement; where a visit lasts, when it may begin.

    A visit doesn't begin after a gap, where it isn't known yet, and not after the same.
    """
    who, here = origin.person, frozenset((code,))
    found: list[Time] = []
    lasts = code in origin.bare.visits.lengths
    for c in range(len(model.problem.board.cycles)):
        there, surely = there_in(model, who, [c], here)
        before, goes_on = _before_visit(model, who, c, here) if lasts else ([], 0)
        if not there and not before:
            found += [(c, None)] * max(surely - goes_on, 0)
        elif not lasts:
            found.append((c, there[0][0]))
        elif (there or surely) and not goes_on:
            begins = model.variable(owner=who)
            model.at_most([*there, *before, (begins, -1)], -surely)
            if kept(model, who, c - 1) not in (None, code) and kept(model, who, c) == code:
                model.hold(begins)
            found.append((c, begins))
    return found


def _before_visit(model: Model, who: str, c: int, here: frozenset[str]) -> tuple[Terms, int]:
    """What may stand before a cell so that a visit doesn't begin there, or not surely: the same, or a gap."""
    if c == 0:
        return [], 0
    terms, locked = there_in(model, who, [c - 1], here)
    gap, open_cell = _gap(model, who, c - 1)
    return less([*terms, *gap]), locked + open_cell


def _gap(model: Model, who: str, c: int) -> tuple[Terms, int]:
    """The variable that says that a cell stays a gap; and 1 if a locked cell is one."""
    if (who, c) in model.x:
        return [(model.s[who, c], 1)] if (who, c) in model.s else [], 0
    problem = model.problem
    return [], int(problem.locked[who][c] is None and problem.is_active(who, c))


def stay(model: Model, origin: Origin) -> None:
    """The rows of a limit on how long visits last."""
    visits = origin.bare.visits
    cycles = range(len(model.problem.board.cycles))
    for code, length in visits.lengths.items():
        here = frozenset((code,))
        no_longer(model, origin, here, length)
        for first in cycles:
            shortest = min({length, *origin.accepted.get((first, code), ())})
            _goes_on(model, origin, first, code, shortest)


def _goes_on(model: Model, origin: Origin, first: int, code: str, length: int) -> None:
    """A visit that begins in a cycle goes on for its length, or a gap comes first."""
    who, here = origin.person, frozenset((code,))
    there, surely = there_in(model, who, [first], here)
    before, known = _before_visit(model, who, first, here)
    if known or not (there or surely):
        return
    gaps = _cut_short(model, who, first, code, length)
    free = (who, first - 1) in model.x or bool(there)
    for c in range(first + 1, first + length):
        ends = c == len(model.problem.board.cycles)
        gap, open_cell = ([], 0) if ends else _gap(model, who, c)
        terms, goes_on = ([], 0) if ends else there_in(model, who, [c], here)
        if open_cell:
            return
        gaps += gap
        row = there + before + less([*terms, *gaps])
        free = free or (who, c) in model.x
        if free and not goes_on:  # else locked cells alone decide
            model.at_most(row + model.relax.widen(model, origin, row, -surely), -surely)
        if not goes_on and (who, c) not in model.x:
            return  # something else is there, or nobody: the visit ends


def _cut_short(model: Model, who: str, first: int, code: str, length: int) -> Terms:
    """Where pins cut a visit short by themselves: a variable that lets them, until one is released."""
    span = [first - 1, first]
    while kept(model, who, span[-1]) == code and span[-1] < first + length:
        span.append(span[-1] + 1)
    stays = [kept(model, who, c) for c in span]
    pins = [
        model.x[who, c][there] for c, there in zip(span, stays, strict=True) if there and (who, c) in model.x
    ]
    if None in stays or code in (stays[0], stays[-1]) or not pins:
        return []
    return [(model.while_kept(pins), 1)]
