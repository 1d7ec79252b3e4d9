"""What the checker warns of, as the last objective of the linear model.

A warning of a cell is what a placement, or a gap, costs there. One of a rotation or of a place is a variable
that is 1 where its limit is broken. All kinds of limits are counted as the checker counts them, but for
visits of several cycles: what is warned of these is not in the model, which then counts too few. So the
fewest that it proves hold for every plan, and are met by a plan only where the checker counts no more of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from apprentices.planner.counted import warnings_in
from apprentices.planner.level import Level
from apprentices.planner.model.accepted import AtMost, no_more, runs, told_at
from apprentices.planner.model.build import build
from apprentices.planner.model.limits import Crowd
from apprentices.planner.model.linear import Choices, Model, Objective, Origin, Terms, less, there_in
from apprentices.planner.model.visits import times
from apprentices.planner.problem import Problem
from apprentices.rules.judging import CellScope, Judge, RowScope, Scope
from apprentices.rules.limits import Apart, Before, Count, Heads, Run, SameHost, Share, Times
from apprentices.rules.places import Over, Place


def build_with_warnings(problem: Problem, choices: Choices | None = None, gaps: bool = True) -> Model:
    """The model of `build`, with all levels of a plan."""
    model = build(problem, choices, gaps)
    add_warnings(model)
    return model


def add_warnings(model: Model) -> None:
    """Add the objective of warnings, with the variables and rows that it needs."""
    problem = model.problem
    judge = Judge(problem.binding, problem.board_with({}))
    warned = _Warned(model)
    warned.constant = sum(warnings_in(judge, scope) for scope in _settled(model, judge))
    _cells(model, judge, warned)
    for who in problem.free:
        for active, row_limit in problem.binding.row_warnings(problem.programme.apprentices[who]):
            origin = Origin(active, row_limit, who)
            if count := ROWS.get(type(origin.bare)):
                count(warned, origin)
    crowd = Crowd(model)
    for place in _places(model):
        for active, limit in problem.binding.seat_warnings(place):
            SEATS[type(limit)](warned, Origin(active, limit, None, place.cycle_index, place), crowd)
    model.objective[Level.WARNINGS] = Objective(warned.constant, warned.terms)


class _Warned:
    """What warnings come to: a constant and the factors of variables."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.constant = 0
        self.terms: dict[int, int] = {}

    def flag(self, origin: Origin, most: int = 1) -> int:
        """A variable that says how many warnings of a limit there are."""
        flag = self.model.variable(most, owner=origin.apprentice, means=origin)
        self.terms[flag] = 1
        return flag

    def one(self, origin: Origin, rows: Iterable[AtMost]) -> None:
        """One warning, unless all rows are kept."""
        broken = [row for row in rows if row.reach > row.most]
        if broken:
            flag = self.flag(origin)
            for terms, most, reach in broken:
                self.model.at_most([*terms, (flag, most - reach)], most, about=origin)


def _settled(model: Model, judge: Judge) -> Iterator[Scope]:
    """The scopes of cells, rotations and places in which no free cell has a say."""
    cycles = {index for _, index in model.x}
    for scope in judge.scopes():
        match scope:
            case CellScope(who, index) if (who, index) in model.x:
                pass
            case RowScope(who) if who in model.problem.free:
                pass
            case Place(_, index, _) if index in cycles:
                pass
            case CellScope() | RowScope() | Place():
                yield scope


def _places(model: Model) -> Iterator[Place]:
    """The places in which free cells have a say."""
    for index in sorted({index for _, index in model.x}):
        for over in Over:
            for key in model.problem.facts.counted(over):
                yield Place(over, index, key)


def _cells(model: Model, judge: Judge, warned: _Warned) -> None:
    for (who, index), own in model.x.items():
        choices: list[tuple[str | None, int]] = list(own.items())
        if (who, index) in model.s:
            choices.append((None, model.s[who, index]))
        for code, variable in choices:
            found = judge.with_placement(who, index, code)
            if cost := sum(one.is_warning for one in found):
                warned.terms[variable] = cost


# --- one rotation ---------------------------------------------------------------------------------


def _times(warned: _Warned, origin: Origin) -> None:
    """A warning for each time too many."""
    model, limit, (who, cycles) = warned.model, origin.bare, _where(warned, origin)
    accepted = {code for _, code in origin.accepted}
    for code in model.problem.programme.placements:
        if code in limit.visits.lengths:
            continue
        terms, locked = there_in(model, who, cycles, frozenset((code,)))
        over = len(terms) + locked - limit.most
        if code in accepted:
            for row in no_more(origin, code, times(model, origin, code)):
                warned.one(origin, [row])
        elif over > 0:
            flag = warned.flag(origin, over)
            model.at_most([*terms, (flag, -1)], limit.most - locked, about=origin)


def _run(warned: _Warned, origin: Origin) -> None:
    """A warning a run, where it begins."""
    for teams in warned.model.problem.teams_by_host.values():
        for row in runs(warned.model, origin, teams, origin.bare.most):
            warned.one(origin, [row])


def _count(warned: _Warned, origin: Origin) -> None:
    model, (who, cycles) = warned.model, _where(warned, origin)
    limit, rows = origin.limit, []
    terms, locked = there_in(model, who, cycles, limit.placements)
    if limit.most is not None:
        rows.append(AtMost(terms, limit.most - locked, min(len(terms), len(model.problem.free[who]))))
    if limit.least is not None and not model.problem.locked_gaps(who):
        gaps = [(model.s[who, c], -limit.least) for c in cycles if (who, c) in model.s]
        rows.append(AtMost(less(terms) + gaps, locked - limit.least, 0))
    warned.one(origin, rows)


def _before(warned: _Warned, origin: Origin) -> None:
    """A warning for each cycle reached too early."""
    model, (who, cycles) = warned.model, _where(warned, origin)
    for c in cycles:
        after, locked = there_in(model, who, [c], told_at(origin, c, origin.bare.after))
        earlier, done = there_in(model, who, cycles[:c], origin.bare.before)
        if not done:
            warned.one(origin, [AtMost(after + less(earlier), -locked, bool(after))])


def _same_host(warned: _Warned, origin: Origin) -> None:
    model, (who, cycles) = warned.model, _where(warned, origin)
    last, everywhere = origin.bare.cycle_index, frozenset(model.problem.programme.placements)
    rows = []
    for c in cycles[:last]:
        between, filled = there_in(model, who, range(c + 1, last), everywhere)
        for teams in model.problem.teams_by_host.values():
            here, at_last = there_in(model, who, [last], told_at(origin, last, teams))
            there, at_first = there_in(model, who, [c], everywhere - teams)
            room = 1 + filled - at_last - at_first
            rows.append(AtMost(here + there + less(between), room, bool(here) + bool(there)))
    warned.one(origin, rows)


def _share(warned: _Warned, origin: Origin) -> None:
    model, limit = warned.model, origin.limit
    who, cycles = _where(warned, origin)
    terms: Terms = []
    locked = reach = 0
    for c in cycles:
        own = model.x.get((who, c))
        if own is None:
            locked += limit.days[c] * limit.each.get(model.problem.locked[who][c], 0)
            continue
        weights = {x: limit.days[c] * limit.each.get(code, 0) for code, x in own.items()}
        terms += [(x, weight) for x, weight in weights.items() if weight]
        reach += max(weights.values(), default=0)
    warned.one(origin, [AtMost(terms, limit.most - locked, reach)])


# --- one place in one cycle -----------------------------------------------------------------------


def _heads(warned: _Warned, origin: Origin, crowd: Crowd) -> None:
    model, limit, rows = warned.model, origin.limit, []
    cells = [(limit.cycle_index, code) for code in limit.placements]
    there: Terms = [(variable, 1) for cell in cells for variable in crowd.free.get(cell, ())]
    locked = sum(crowd.locked.get(cell, 0) for cell in cells)
    if limit.most is not None:
        rows.append(AtMost(there, limit.most - locked, len(there)))
    if limit.least is not None and (limit.always or locked):
        rows.append(AtMost(less(there), locked - limit.least, 0))
    elif limit.least is not None and limit.least > 1 and there:
        anyone = model.variable(means=origin)
        for variable, _ in there:
            model.at_most([(variable, 1), (anyone, -1)], 0, about=origin)
        # Where anyone is there, one is: the flag makes up for all others.
        rows.append(AtMost([(anyone, limit.least), *less(there)], 0, limit.least - 1))
    warned.one(origin, rows)


def _apart(warned: _Warned, origin: Origin, crowd: Crowd) -> None:
    model, limit, rows = warned.model, origin.limit, []
    groups: dict[object, list[str]] = {}
    for code in model.problem.programme.placements:
        groups.setdefault(limit.group(code), []).append(code)
    for codes in groups.values():
        one, is_there = there_in(model, limit.one, [limit.cycle_index], frozenset(codes) - limit.accepted)
        other, too = there_in(model, limit.other, [limit.cycle_index], frozenset(codes))
        rows.append(AtMost(one + other, 1 - is_there - too, bool(one) + bool(other)))
    warned.one(origin, rows)


# --- shared ---------------------------------------------------------------------------------------


def _where(warned: _Warned, origin: Origin) -> tuple[str, range]:
    """Whose rotation a limit is of, and all cycles."""
    assert origin.apprentice is not None, "a row limit is somebody's"
    return origin.apprentice, range(len(warned.model.problem.board.cycles))


ROWS: Mapping[type, Callable[[_Warned, Origin], None]] = {
    Times: _times,
    Run: _run,
    Count: _count,
    Before: _before,
    SameHost: _same_host,
    Share: _share,
}
SEATS: Mapping[type, Callable[[_Warned, Origin, Crowd], None]] = {Heads: _heads, Apart: _apart}
