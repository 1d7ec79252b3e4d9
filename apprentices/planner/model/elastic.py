"""Why there is no full plan: the fewest things to allow so that there is one, in words for those who decide.

The linear model is widened: a price is put on one more seat, on a pin that is released, on a person who is
excused from a rule; then gaps come first, and the sum of the prices second.
"""

from collections.abc import Sequence
from typing import NamedTuple

from apprentices.planner.counted import Broken, broken
from apprentices.planner.model.linear import Level, Model, Origin, Plan, Relax, Terms
from apprentices.planner.problem import Keep, Problem
from apprentices.planner.proposal import Kind, Relaxation
from apprentices.planner.search.answer import FalseClaim
from apprentices.planner.search.confirm import Solve, confirmed
from apprentices.programme import Host, Placement
from apprentices.rules.catalogue import ActiveRule
from apprentices.rules.limits import Apart, Heads, Row
from apprentices.rules.rule import Over
from apprentices.rules.words import count, team_name

MANY = 100  # one thing more is worse than any mixture of kinds
EASE = {Kind.SEATS: 1, Kind.PINS: 1, Kind.ROTATIONS: 2, Kind.APART: 3, Kind.WAIVERS: 4}


def fewest_relaxations(
    problem: Problem, solve: Solve, seed: int, never: frozenset[str]
) -> tuple[list[Relaxation], bool, bool, Plan]:
    """The fewest things to allow, easier kinds first among as few.

    Also whether no fewer would do, whether a plan without gaps is possible with them, and the plan that shows
    it. Raises `EngineFailed`.
    """
    elastic = Elastic(problem, never)
    model = Model(elastic.problem, relax=elastic)
    none = model.objective[Level.GAPS].constant  # gaps, but for those that nothing can fill
    fewest = solve(model, Level.RELAX, {Level.GAPS: none}, seed)
    if fewest.values is None:  # not everything that stands in the way may be asked for
        gaps, start = confirmed(solve, model, Level.GAPS, {}, seed, solve(model, Level.GAPS, {}, seed))
        fewest = solve(model, Level.RELAX, {Level.GAPS: gaps}, seed, start)
    assert fewest.values is not None, "the plan with the fewest gaps is one"
    relaxations, plan = elastic.relaxations(model, fewest.values), model.plan(fewest.values)
    if not elastic.bears_out(plan, relaxations):
        raise FalseClaim("that less has to give than its plan needs")
    return relaxations, fewest.proved, elastic.is_full(plan), plan


class _Item(NamedTuple):
    """A column that stands for something allowed, `column` times."""

    kind: Kind
    column: int
    origin: Origin


class Elastic(Relax):
    """Puts a price on everything that may be relaxed. `never` names kinds that may not."""

    def __init__(self, problem: Problem, never: frozenset[str]) -> None:
        self._never = never
        self._pins: dict[tuple[str, int], str] = {}
        self.problem = problem
        if Kind.PINS not in never and problem.scope.keep is not Keep.NONE:
            scope = problem.scope._replace(keep=Keep.NONE)
            self.problem = problem.data._replace(scope=scope).problem()
            self._pins = {
                cell: there.placement
                for cell in self.problem.cells()
                if (there := problem.board.row(cell[0])[cell[1]]) is not None and there.pinned
            }
        self._items: dict[object, _Item] = {}
        self._over: dict[object, tuple[int, list[int]]] = {}  # what stays over a limit: a number, and columns

    # -- what the model asks

    def held(self, apprentice: str, column: int) -> str | None:
        """A pinned cell keeps its placement unless the pin is released."""
        return self._pins.get((apprentice, column))

    def widen(self, model: Model, origin: Origin, terms: Terms, most: int) -> Terms:
        """One more seat, or one person (or two, kept apart) excused from a limit."""
        kind = _kind(origin)
        if kind in self._never:
            return []
        over = sum(model.upper[column] * factor for column, factor in terms if factor > 0) - most
        if over <= 0:
            return []
        seats = kind is Kind.SEATS and origin.limit.most is not None
        key = _key(origin)
        item = self._items.get(key)
        if item is None:
            item = self._items[key] = self._item(model, kind, over if seats else 1, origin)
        return [(item.column, -1 if seats else -over)]

    def tolerate(self, origin: Origin, over: int, excess: int | None = None) -> None:
        """What is over a limit already counts when one more is asked for there."""
        known, columns = self._over.get(_key(origin), (0, []))
        if excess is None:
            known += over
        else:
            columns = [*columns, excess]
        self._over[_key(origin)] = (known, columns)

    def cells(self, model: Model) -> None:
        """Placements that only a waiver makes possible, and the price of leaving a pin."""
        prices = model.objective[Level.RELAX].terms
        for (who, column), own in model.x.items():
            pinned = self._pins.get((who, column))
            if pinned is not None:
                own.setdefault(pinned, -1)
                if own[pinned] < 0:
                    own[pinned] = model.column()
                others = [x for code, x in own.items() if code != pinned]
                for x in [*others, model.s[who, column]]:
                    prices[x] = MANY + EASE[Kind.PINS]
            elif Kind.WAIVERS not in self._never:
                self._waivers(model, who, column)

    # -- the answer

    def relaxations(self, model: Model, values: list[float]) -> list[Relaxation]:
        """What the values of the columns allow, in words."""
        plan = model.plan(values)
        found = [
            self._pin(who, column, code)
            for (who, column), code in self._pins.items()
            if plan[who, column] != code
        ]
        for key, item in self._items.items():
            number = round(values[item.column])
            if number:
                over, columns = self._over.get(key, (0, []))
                there = over + sum(round(values[column]) for column in columns)
                found.append(self._said(item, number + there, plan))
        return sorted(found, key=lambda one: (EASE[one.kind], one.cycle or "", one.message))

    def is_full(self, plan: Plan) -> bool:
        """Whether a plan, in which pins are among the cells, has no gap that anything could fill."""
        return None not in plan.values()

    def bears_out(self, plan: Plan, relaxations: Sequence[Relaxation]) -> bool:
        """Whether a plan breaks what the relaxations allow, and that alone, counted on the board."""
        kept = {cell: code for cell, code in self._pins.items() if plan[cell] == code}
        cycles = self.problem.board.cycles
        released = {(who, cycles[column]) for who, column in self._pins.keys() - kept}
        named = {(one.apprentice, one.cycle) for one in relaxations if one.kind is Kind.PINS}
        others = [one for one in relaxations if one.kind is not Kind.PINS]
        breaks = list(broken(self.problem, plan, kept))
        return (
            named == released
            and all(any(self._allows(one, what) for one in others) for what in breaks if not what.stays)
            and all(any(self._allows(one, what) for what in breaks) for one in others)
        )

    # -- inside

    def _allows(self, one: Relaxation, what: Broken) -> bool:
        """Whether one relaxation allows what a plan breaks."""
        if what.active is None or one.rule != what.active.rule.id:
            return False
        cycle = None if what.column is None else self.problem.board.cycles[what.column]
        if what.place is None:
            return (one.apprentice, one.cycle) == (what.apprentice, cycle)
        if what.place.over is Over.PAIR:
            return (one.apprentice, one.cycle) == (what.place.key.apprentice, cycle)
        assert isinstance(what.limit, Heads), "a place has heads, or is a pair"
        host = self.problem.programme.placements[what.limit.placements[0]].host
        code = what.limit.placements[0] if what.place.over is Over.PLACEMENT else None
        enough = what.limit.most is None or what.over == one.more
        return (one.cycle, one.host, one.placement) == (cycle, host, code) and enough

    def _item(self, model: Model, kind: Kind, most: int, origin: Origin) -> _Item:
        column = model.column(most)
        model.objective[Level.RELAX].terms[column] = MANY + EASE[kind]
        return _Item(kind, column, origin)

    def _waivers(self, model: Model, who: str, column: int) -> None:
        own = model.x[who, column]
        for code in self.problem.programme.placements:
            if code in own or not self.problem.is_meant(who, column, code):
                continue
            reasons = self.problem.forbidding(who, column, code)
            if len(reasons) != 1:
                continue  # nobody is asked for two waivers at once
            active: ActiveRule = reasons[0][0]
            key = (active.rule.id, who, column)
            if key not in self._items:
                origin = Origin(active, None, who, column)
                self._items[key] = self._item(model, Kind.WAIVERS, 1, origin)
            own[code] = model.column()
            model.at_most([(own[code], 1), (self._items[key].column, -1)], 0)

    def _pin(self, who: str, column: int, code: str) -> Relaxation:
        team = self.problem.programme.placements[code]
        cycle = self.problem.board.cycles[column]
        name = self.problem.programme.apprentices[who].name
        message = f"Unpin {name} in {cycle} (now {team_name(team)})."
        return Relaxation(Kind.PINS, "", who, cycle, code, team.host, message, self._owner(team.host))

    def _said(self, item: _Item, number: int, plan: Plan) -> Relaxation:
        origin = item.origin
        rule = origin.active.rule.id
        cycle = None if origin.column is None else self.problem.board.cycles[origin.column]
        if origin.apprentice is None:
            return self._place(item, number, cycle or "")
        name = self.problem.programme.apprentices[origin.apprentice].name
        code = None if origin.column is None else plan.get((origin.apprentice, origin.column))
        team = self.problem.programme.placements.get(code or "")
        host = team.host if team else None
        if item.kind is Kind.WAIVERS:
            where = f" in {team_name(team)}" if team else ""
            message = f"Waive {rule} ({origin.active.rule.says}) for {name}{where} in {cycle}."
        else:
            message = f"Excuse {name} from {rule}: {self._problem(origin, plan)}"
        return Relaxation(item.kind, rule, origin.apprentice, cycle, code, host, message, self._owner(host))

    def _problem(self, origin: Origin, plan: Plan) -> str:
        """What the rule itself says about the rotation that would be possible."""
        who = origin.apprentice or ""
        person = self.problem.programme.apprentices[who]
        locked = self.problem.locked[who]
        codes = [plan.get((who, column), there) for column, there in enumerate(locked)]
        row = Row([self.problem.programme.placements.get(code or "") for code in codes], full=True)
        for breach in origin.limit.breaches(row):
            if origin.column in (None, breach.column):
                return str(origin.limit.tell(person, row, breach).problem)
        return f"{origin.active.rule.says}."

    def _place(self, item: _Item, number: int, cycle: str) -> Relaxation:
        origin = item.origin
        programme, place = self.problem.programme, origin.place
        assert place is not None, "a limit of seats is about a place"
        rule = origin.active.rule.id
        if place.over is Over.PAIR:
            one, other = (
                programme.apprentices[code].name for code in (place.key.apprentice, place.key.other)
            )
            message = f"Let {one} and {other} meet in {cycle}."
            return Relaxation(item.kind, rule, place.key.apprentice, cycle, None, None, message)
        team = programme.placements[origin.limit.placements[0]]
        host = programme.hosts[team.host]
        message = f"{_needs(place.over, team, host, number, origin.limit.most is None)} in {cycle}."
        code = team.placement if place.over is Over.PLACEMENT else None
        owner = self._owner(host.host)
        return Relaxation(item.kind, rule, None, cycle, code, host.host, message, owner, number)

    def _owner(self, host: str | None) -> str | None:
        return self.problem.programme.hosts[host].hr_lead if host else None


def _needs(over: Over, team: Placement, host: Host, number: int, fewer: bool) -> str:
    if fewer:
        return f"{team.team} at {host.name} would have to accept fewer people than its fewest"
    if over is Over.SUPERVISOR:
        people = count(number, "person", "people")
        return f"{team.supervisor} at {host.name} would have to look after {people} more"
    more = f"{number} more seat{'' if number == 1 else 's'}"
    return f"{host.name if over is Over.HOST else f'{team.team} at {host.name}'} needs {more}"


def _key(origin: Origin) -> object:
    return id(origin.limit), origin.apprentice, origin.column


def _kind(origin: Origin) -> Kind:
    if isinstance(origin.limit, Heads):
        return Kind.SEATS
    return Kind.APART if isinstance(origin.limit, Apart) else Kind.ROTATIONS


def counts(problem: Problem) -> list[str]:
    """What simple counting says: cycles in which more people need a place than there are seats."""
    said = []
    programme = problem.programme
    for column, cycle in enumerate(programme.cycles):
        people = [p for p in programme.apprentices.values() if problem.facts.active(p)[column]]
        seats = _seats(problem, column)
        if len(people) > seats:
            said.append(
                f"In {cycle.cycle}, {count(len(people), 'apprentice')} need a place, and all teams "
                f"together have {count(seats, 'seat')}."
            )
    return said


def _seats(problem: Problem, column: int) -> int:
    """The seats of all teams in a cycle, no more at any host than the host itself takes."""
    limits = [limit for _, place, limit in problem.seat_limits if place.column == column]
    heads = [limit for limit in limits if isinstance(limit, Heads) and limit.most is not None]
    teams = {h.placements[0]: h.most or 0 for h in heads if len(h.placements) == 1}
    unlimited = len(problem.programme.apprentices)
    total = 0
    for codes in problem.teams_by_host.values():
        whole = [h.most or 0 for h in heads if frozenset(h.placements) == codes]
        total += min([sum(teams.get(code, unlimited) for code in codes), *whole])
    return total
