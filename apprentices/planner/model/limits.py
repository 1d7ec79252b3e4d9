"""Each kind of limit that rules hand out, as rows of the linear model: one function a kind.

A kind that isn't here raises `UnknownLimit`; a test goes through the catalogue so that this is found there.
"""

from collections.abc import Callable, Iterable, Mapping

from apprentices.errors import ProgramError
from apprentices.planner.model.linear import Model, Origin, Terms
from apprentices.rules.limits import (
    Apart,
    Before,
    Count,
    Heads,
    Run,
    SameHost,
    Share,
    Stay,
    Times,
)


class UnknownLimit(ProgramError):
    """A rule sets a limit of a kind that the planner can't express."""

    def __init__(self, rule: str, limit: object) -> None:
        super().__init__(f"The planner can't express what {rule} asks ({type(limit).__name__}).")


def add_limits(model: Model) -> None:
    """Add the rows of every binding limit that concerns a free cell."""
    problem = model.problem
    for apprentice in problem.free:
        for active, row_limit in problem.row_limits(apprentice):
            translate = ROWS.get(type(row_limit))
            if translate is None:
                raise UnknownLimit(active.rule.id, row_limit)
            translate(model, Origin(active, row_limit, apprentice))
    crowd = Crowd(model)
    for active, place, seat_limit in problem.seat_limits:
        seats = SEATS.get(type(seat_limit))
        if seats is None:
            raise UnknownLimit(active.rule.id, seat_limit)
        seats(model, Origin(active, seat_limit, None, place.cycle_index, place), crowd)


# --- one rotation ---------------------------------------------------------------------------------


def _times(model: Model, origin: Origin) -> None:
    who = _person(origin)
    cells = range(len(model.problem.board.cycles))
    codes = {code for c in cells for code in model.x.get((who, c), ())}
    lasting = codes & origin.limit.visits.lengths.keys()
    for code in sorted(lasting):
        _visits(model, origin, code)
    visits: dict[str, tuple[list[int], int]] = {code: ([], 0) for code in sorted(codes - lasting)}
    for c in cells:
        own = model.x.get((who, c))
        if own is None:
            code = model.problem.locked[who][c]
            if code in visits:
                visits[code] = (visits[code][0], visits[code][1] + 1)
            continue
        for code, variable in own.items():
            if code in visits:
                visits[code][0].append(variable)
    for variables, locked in visits.values():
        model.at_most([(variable, 1) for variable in variables], origin.limit.most - locked, origin)


def _visits(model: Model, origin: Origin, code: str) -> None:
    """At most so many visits, each counted where it begins: not after a gap, and not after the same."""
    who, here = _person(origin), frozenset((code,))
    begun: Terms = []
    locked = 0
    for c in range(len(model.problem.board.cycles)):
        there, surely = there_in(model, who, [c], here)
        before, goes_on = _before_visit(model, who, c, here)
        if not there and not before:
            locked += max(surely - goes_on, 0)
        elif (there or surely) and not goes_on:
            begins = model.variable(owner=who)
            model.at_most([*there, *before, (begins, -1)], -surely)
            if _kept(model, who, c - 1) not in (None, code) and _kept(model, who, c) == code:
                model.hold(begins)
            begun.append((begins, 1))
    if begun:
        model.at_most(begun, origin.limit.most - locked, origin)


def _before_visit(model: Model, who: str, c: int, here: frozenset[str]) -> tuple[Terms, int]:
    """What may stand before a cell so that a visit doesn't begin there, or not surely: the same, or a gap."""
    if c == 0:
        return [], 0
    terms, locked = there_in(model, who, [c - 1], here)
    gap, open_cell = _gap(model, who, c - 1)
    return [(variable, -1) for variable, _ in [*terms, *gap]], locked + open_cell


def _gap(model: Model, who: str, c: int) -> tuple[Terms, int]:
    """The variable that says that a cell stays a gap; and 1 if a locked cell is one."""
    if (who, c) in model.x:
        return [(model.s[who, c], 1)] if (who, c) in model.s else [], 0
    problem = model.problem
    return [], int(problem.locked[who][c] is None and problem.is_active(who, c))


def _kept(model: Model, who: str, c: int) -> str | None:
    """What a cell has while no pin is released: a placement, "" for nobody, None where it is open."""
    if not 0 <= c < len(model.problem.board.cycles):
        return ""
    if (who, c) in model.x:
        return model.relax.held(who, c)
    return model.problem.locked[who][c] or (None if model.problem.is_active(who, c) else "")


def _stay(model: Model, origin: Origin) -> None:
    who, visits = _person(origin), origin.limit.visits
    total = len(model.problem.board.cycles)
    for code, length in visits.lengths.items():
        here = frozenset((code,))
        for first in range(total - length):
            terms, locked = there_in(model, who, range(first, first + length + 1), here)
            if terms:
                model.at_most(terms, length - locked, origin)
        for first in range(total):
            _goes_on(model, origin, first, code, length)


def _goes_on(model: Model, origin: Origin, first: int, code: str, length: int) -> None:
    """A visit that begins in a cycle goes on for its length, or a gap comes first."""
    who, here = _person(origin), frozenset((code,))
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
        row = there + before + [(variable, -1) for variable, _ in [*terms, *gaps]]
        free = free or (who, c) in model.x
        if free and not goes_on:  # else locked cells alone decide
            model.at_most(row + model.relax.widen(model, origin, row, -surely), -surely)
        if not goes_on and (who, c) not in model.x:
            return  # something else is there, or nobody: the visit ends


def _cut_short(model: Model, who: str, first: int, code: str, length: int) -> Terms:
    """Where pins cut a visit short by themselves: a variable that lets them, until one is released."""
    span = [first - 1, first]
    while _kept(model, who, span[-1]) == code and span[-1] < first + length:
        span.append(span[-1] + 1)
    kept = [_kept(model, who, c) for c in span]
    pins = [
        model.x[who, c][there] for c, there in zip(span, kept, strict=True) if there and (who, c) in model.x
    ]
    if None in kept or code in (kept[0], kept[-1]) or not pins:
        return []
    as_it_is = model.variable()
    for pin in pins:
        model.at_most([(as_it_is, 1), (pin, -1)], 0)
    return [(as_it_is, 1)]


def _run(model: Model, origin: Origin) -> None:
    who, size = _person(origin), origin.limit.most + 1
    total = len(model.problem.board.cycles)
    for teams in model.problem.teams_by_host.values():
        for first in range(total - size + 1):
            terms, locked = there_in(model, who, range(first, first + size), teams)
            if terms:
                model.at_most(terms, origin.limit.most - locked, origin)


def _count(model: Model, origin: Origin) -> None:
    who, limit = _person(origin), origin.limit
    cycles = range(len(model.problem.board.cycles))
    terms, locked = there_in(model, who, cycles, limit.placements)
    if limit.most is not None and terms:
        model.at_most(terms, limit.most - locked, origin)
    if limit.least is not None:
        _at_least_when_full(model, origin, terms, limit.least - locked)


def _share(model: Model, origin: Origin) -> None:
    who, limit = _person(origin), origin.limit
    by_weight: dict[int, set[str]] = {}
    for code, weight in limit.each.items():
        by_weight.setdefault(weight, set()).add(code)
    terms: Terms = []
    locked = 0
    for c, days in enumerate(limit.days):
        for weight, codes in sorted(by_weight.items()):
            variables, there = model.there(who, c, frozenset(codes))
            terms += [(variable, days * weight) for variable in variables if days * weight]
            locked += days * weight * there
    if terms:
        model.at_most(terms, limit.most - locked, origin)


def _at_least_when_full(model: Model, origin: Origin, terms: Terms, least: int) -> None:
    """Minimums bind full rotations only: `terms >= least`, unless the rotation has a gap."""
    who = _person(origin)
    if least <= 0 or model.problem.locked_gaps(who):
        return
    flag = model.gap_flag(who)
    row = [(variable, -factor) for variable, factor in terms]
    if flag is not None:
        row.append((flag, -least))
    row += model.relax.widen(model, origin, row, -least)
    model.at_most(row, -least, about=origin)


def _before(model: Model, origin: Origin) -> None:
    who, limit = _person(origin), origin.limit
    earlier: Terms = []
    done = 0
    for c in range(len(model.problem.board.cycles)):
        after, locked = there_in(model, who, [c], limit.after)
        if after or locked:
            row = after + [(variable, -1) for variable, _ in earlier]
            model.at_most(row, done - locked, origin._replace(cycle_index=c))
        before, locked = there_in(model, who, [c], limit.before)
        earlier, done = earlier + before, done + locked
    _before_once(model, who, origin)


def _before_once(model: Model, who: str, origin: Origin) -> None:
    """Where a team may be visited once only, all visits to it together come after what must be first.

    A person may be half at a team in each of two cycles after half a cycle of what must come first: such
    halves make the relaxation look better than any plan can be.
    """
    limit, limits = origin.limit, [other for _, other in model.problem.row_limits(who)]
    if not any(isinstance(other, Times) and other.most == 1 for other in limits):
        return
    lasting = model.problem.facts.visits
    earlier: Terms = []
    visits: dict[str, tuple[Terms, int]] = {}  # with how much of `earlier` is before the last of them
    for c in range(len(model.problem.board.cycles)):
        for code, variable in model.x.get((who, c), {}).items():
            if code in limit.after - limit.before and code not in lasting:
                terms, _ = visits.get(code, ([], 0))
                visits[code] = [*terms, (variable, 1)], len(earlier)
        before, locked = there_in(model, who, [c], limit.before)
        if locked:
            break
        earlier += [(variable, -1) for variable, _ in before]
    for terms, length in visits.values():
        if len(terms) > 1:
            model.implied(terms + earlier[:length], 0, origin)


def _same_host(model: Model, origin: Origin) -> None:
    who, last = _person(origin), origin.limit.cycle_index
    hosts = model.problem.teams_by_host
    everywhere = frozenset(model.problem.programme.placements)
    origin = origin._replace(cycle_index=last)
    broken = [(model.mend(origin), -2)] if _broken_already(model, origin) else []
    for c in range(last):
        between, filled = there_in(model, who, range(c + 1, last), everywhere)
        for teams in hosts.values():
            here, at_last = there_in(model, who, [last], teams)
            there, at_first = there_in(model, who, [c], everywhere - teams)
            row = here + there + [(variable, -1) for variable, _ in between]
            room = 1 + filled - at_last - at_first
            if row and broken:
                model.at_most(row + broken, room, about=origin)
            elif row:
                model.at_most(row, room, origin)


def _broken_already(model: Model, origin: Origin) -> bool:
    row = model.problem.locked[_person(origin)]
    teams = model.problem.programme.placements
    here = row[origin.limit.cycle_index]
    earlier = [code for code in row[: origin.limit.cycle_index] if code is not None]
    return here is not None and bool(earlier) and teams[earlier[-1]].host != teams[here].host


# --- one place in one cycle -----------------------------------------------------------------------


class Crowd:
    """Who can be where: variables of free cells, and numbers of people whom locked cells put there."""

    def __init__(self, model: Model) -> None:
        self.free: dict[tuple[int, str], list[int]] = {}
        self.locked: dict[tuple[int, str], int] = {}
        for (_, c), own in model.x.items():
            for code, variable in own.items():
                self.free.setdefault((c, code), []).append(variable)
        for who, row in model.problem.locked.items():
            for c, there in enumerate(row):
                if there is not None and (who, c) not in model.x:
                    self.locked[c, there] = self.locked.get((c, there), 0) + 1


def _heads(model: Model, origin: Origin, crowd: Crowd) -> None:
    limit = origin.limit
    variables = [var for code in limit.placements for var in crowd.free.get((limit.cycle_index, code), ())]
    locked = sum(crowd.locked.get((limit.cycle_index, code), 0) for code in limit.placements)
    if limit.most is not None and variables:
        model.at_most([(variable, 1) for variable in variables], limit.most - locked, origin)
    if limit.least is None or locked >= limit.least:
        return
    row = [(variable, -1) for variable in variables]
    if limit.always or locked:
        model.at_most(row, locked - limit.least, origin)
    elif variables:
        anyone = model.variable(means=origin)
        there = [(variable, 1) for variable in variables]
        model.at_most([*there, (anyone, -len(variables))], 0, about=origin)
        model.at_most([*row, (anyone, limit.least)], 0, origin)


def _apart(model: Model, origin: Origin, crowd: Crowd) -> None:
    limit = origin.limit
    groups: dict[object, Terms] = {}
    locked: dict[object, int] = {}
    for who in (limit.one, limit.other):
        own = model.x.get((who, limit.cycle_index))
        if own is not None:
            for code, variable in own.items():
                groups.setdefault(limit.group(code), []).append((variable, 1))
        elif (code := model.problem.locked[who][limit.cycle_index]) is not None:
            locked[limit.group(code)] = locked.get(limit.group(code), 0) + 1
    for group, terms in groups.items():
        model.at_most(terms, 1 - locked.get(group, 0), origin)


# --- shared ---------------------------------------------------------------------------------------


def _person(origin: Origin) -> str:
    assert origin.apprentice is not None, "a row limit is somebody's"
    return origin.apprentice


def there_in(model: Model, who: str, cycles: Iterable[int], placements: frozenset[str]) -> tuple[Terms, int]:
    """How often a person is in `placements` in these cycles: the variables, and what is locked."""
    terms: Terms = []
    total = 0
    for c in cycles:
        variables, locked = model.there(who, c, placements)
        terms += [(variable, 1) for variable in variables]
        total += locked
    return terms, total


ROWS: Mapping[type, Callable[[Model, Origin], None]] = {
    Times: _times,
    Stay: _stay,
    Run: _run,
    Count: _count,
    Before: _before,
    SameHost: _same_host,
    Share: _share,
}
SEATS: Mapping[type, Callable[[Model, Origin, Crowd], None]] = {Heads: _heads, Apart: _apart}
