"""Each kind of limit that rules hand out, as rows of the linear model: one function a kind.

A kind that isn't here raises `UnknownLimit`; a test goes through the catalogue so that this is found there.
"""

from collections.abc import Callable, Mapping

from apprentices.errors import ProgramError
from apprentices.planner.model.accepted import no_longer, no_more, told_at
from apprentices.planner.model.linear import Model, Origin, Terms, less, there_in
from apprentices.planner.model.visits import stay, times
from apprentices.rules.limits import (
    Accepting,
    Apart,
    Before,
    Count,
    Heads,
    Row,
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
    who, limit = origin.person, origin.bare
    cells = range(len(model.problem.board.cycles))
    codes = {code for c in cells for code in model.x.get((who, c), ())}
    accepted = codes & {code for _, code in origin.accepted}
    lasting = codes & limit.visits.lengths.keys() - accepted
    for special in sorted(accepted):
        for row in no_more(origin, special, times(model, origin, special)):
            if row.terms:
                model.at_most(row.terms, row.most, origin)
    visits: dict[str, tuple[list[int], int]] = {code: ([], 0) for code in sorted(codes - lasting - accepted)}
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
    for lasts in sorted(lasting):
        begun = [variable for _, variable in times(model, origin, lasts)]
        visits[lasts] = [x for x in begun if x is not None], begun.count(None)
    for variables, locked in visits.values():
        if variables:
            model.at_most([(variable, 1) for variable in variables], limit.most - locked, origin)


def _run(model: Model, origin: Origin) -> None:
    for teams in model.problem.teams_by_host.values():
        no_longer(model, origin, teams, origin.bare.most)


def _count(model: Model, origin: Origin) -> None:
    who, limit = origin.person, origin.limit
    cycles = range(len(model.problem.board.cycles))
    terms, locked = there_in(model, who, cycles, limit.placements)
    if limit.most is not None and terms:
        model.at_most(terms, limit.most - locked, origin)
    if limit.least is not None:
        _at_least_when_full(model, origin, terms, limit.least - locked)


def _share(model: Model, origin: Origin) -> None:
    who, limit = origin.person, origin.limit
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
    who = origin.person
    if least <= 0 or model.problem.locked_gaps(who):
        return
    flag = model.gap_flag(who)
    row = less(terms)
    if flag is not None:
        row.append((flag, -least))
    free = model.problem.free[who]
    pins = [x for c in free for x in model.x[who, c].values() if model.is_held(x)]
    lacking = least + sum(factor for variable, factor in row if variable in pins)
    if len(pins) == len(free) and lacking > 0:  # pins alone break it
        row.append((model.while_kept(pins, who), -lacking))
    row += model.relax.widen(model, origin, row, -least)
    model.at_most(row, -least, about=origin)


def _before(model: Model, origin: Origin) -> None:
    who, limit = origin.person, origin.bare
    earlier: Terms = []
    done = 0
    for c in range(len(model.problem.board.cycles)):
        after, locked = there_in(model, who, [c], told_at(origin, c, limit.after))
        if after or locked:
            model.at_most(after + less(earlier), done - locked, origin._replace(cycle_index=c))
        before, locked = there_in(model, who, [c], limit.before)
        earlier, done = earlier + before, done + locked
    if not origin.accepted:
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
        earlier += less(before)
    for terms, length in visits.values():
        if len(terms) > 1:
            model.implied(terms + earlier[:length], 0, origin)


def _same_host(model: Model, origin: Origin) -> None:
    who, last = origin.person, origin.bare.cycle_index
    hosts = model.problem.teams_by_host
    everywhere = frozenset(model.problem.programme.placements)
    origin = origin._replace(cycle_index=last)
    broken = [(model.mend(origin), -2)] if _broken_already(model, origin) else []
    for c in range(last):
        between, filled = there_in(model, who, range(c + 1, last), everywhere)
        for teams in hosts.values():
            here, at_last = there_in(model, who, [last], told_at(origin, last, teams))
            there, at_first = there_in(model, who, [c], everywhere - teams)
            row = here + there + less(between)
            room = 1 + filled - at_last - at_first
            if row and broken:
                model.at_most(row + broken, room, about=origin)
            elif row:
                model.at_most(row, room, origin)


def _broken_already(model: Model, origin: Origin) -> bool:
    row = model.problem.locked[origin.person]
    teams = model.problem.programme.placements
    return any(origin.limit.breaches(Row([teams.get(code or "") for code in row], full=False)))


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
        fewest = [*row, (anyone, limit.least)]
        pins = [variable for variable in variables if model.is_held(variable)]
        if 0 < len(pins) < limit.least:  # they are too few by themselves, as long as one of them stays
            stays = model.mend(origin)
            model.at_most([(stays, 1), *((pin, -1) for pin in pins)], 0)
            fewest.append((stays, -limit.least))
        model.at_most(fewest, 0, origin)


def _apart(model: Model, origin: Origin, crowd: Crowd) -> None:
    limit = origin.limit
    groups: dict[object, Terms] = {}
    locked: dict[object, int] = {}
    for who, accepted in ((limit.one, limit.accepted), (limit.other, ())):
        own = model.x.get((who, limit.cycle_index))
        if own is not None:
            for code, variable in own.items():
                if code not in accepted:
                    groups.setdefault(limit.group(code), []).append((variable, 1))
        elif (code := model.problem.locked[who][limit.cycle_index]) is not None and code not in accepted:
            locked[limit.group(code)] = locked.get(limit.group(code), 0) + 1
    for group, terms in groups.items():
        model.at_most(terms, 1 - locked.get(group, 0), origin)


def _accepting(model: Model, origin: Origin) -> None:
    ROWS[type(origin.bare)](model, origin)


ROWS: Mapping[type, Callable[[Model, Origin], None]] = {
    Times: _times,
    Stay: stay,
    Run: _run,
    Count: _count,
    Before: _before,
    SameHost: _same_host,
    Share: _share,
    Accepting: _accepting,
}
SEATS: Mapping[type, Callable[[Model, Origin, Crowd], None]] = {Heads: _heads, Apart: _apart}
