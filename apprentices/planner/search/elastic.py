"""The linear model with a price on what could be allowed: elastic programming.

Rows are widened at a price: one more seat, a pin that is released, a person who is excused from a rule. The
cheapest plan without gaps then says what has to give.
"""

from collections.abc import Container, Sequence
from typing import NamedTuple

from apprentices.planner.counted import Broken, broken
from apprentices.planner.explain import allowed, unpinned
from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model, Origin, Relax, Terms
from apprentices.planner.parameters import using
from apprentices.planner.problem import Cell, Keep, Plan, Problem
from apprentices.planner.proposal import Kind, Relaxation
from apprentices.rules.limits import Apart, Heads
from apprentices.rules.places import Over
from apprentices.rules.rule import Rule


class _Item(NamedTuple):
    """A variable that says how often something is allowed."""

    kind: Kind
    variable: int
    origin: Origin
    price: int


class Elastic(Relax):
    """Puts a price on everything that may be relaxed.

    `never` names kinds that may not. `mends` are the scopes of limits that could be mended without. Pins
    alone that are `among` some cells may be released, where these are given.
    """

    def __init__(
        self,
        problem: Problem,
        never: frozenset[str],
        mends: Container[object] = (),
        among: Container[Cell] | None = None,
    ) -> None:
        self._never = never
        self._mends = mends
        self.pins: dict[Cell, str] = {}  # those that may be released, with what they hold
        self.problem = problem
        if Kind.PINS not in never and problem.scope.keep is not Keep.NONE:
            self.problem = problem.with_pins_free(among)
            self.pins = {
                cell: there.placement
                for cell in self.problem.cells()
                if (there := problem.board.row(cell[0])[cell[1]]) is not None and there.pinned
            }
        self._items: dict[object, _Item] = {}
        # What stays over a limit: a number, and variables.
        self._over: dict[object, tuple[int, list[int]]] = {}

    # -- what the model asks

    def held(self, apprentice: str, index: int) -> str | None:
        """A pinned cell keeps its placement unless the pin is released."""
        return self.pins.get((apprentice, index))

    def widen(self, model: Model, origin: Origin, terms: Terms, most: int) -> Terms:
        """One more seat, or one person (or two, kept apart) excused from a limit."""
        kind = _kind(origin)
        if kind in self._never:
            return []
        over = sum(model.upper[var] * factor for var, factor in terms if factor > 0) - most
        if over <= 0:
            return []
        seats = kind is Kind.SEATS and origin.limit.most is not None
        key = _key(origin)
        item = self._items.get(key)
        if item is None:
            item = self._items[key] = self._item(model, kind, over if seats else 1, origin)
        return [(item.variable, -1 if seats else -over)]

    def tolerate(self, origin: Origin, over: int, excess: int | None = None) -> None:
        """What is over a limit already counts when one more is asked for there."""
        known, excesses = self._over.get(_key(origin), (0, []))
        if excess is None:
            known += over
        else:
            excesses = [*excesses, excess]
        self._over[_key(origin)] = (known, excesses)

    def counts(self, origin: Origin) -> bool:
        """What only a relaxation could mend may stay broken."""
        return origin.scope in self._mends

    def cells(self, model: Model) -> None:
        """Placements that only a waiver makes possible, and the price of leaving a pin."""
        prices = model.objective[Level.RELAX].terms
        for (who, index), own in model.x.items():
            pinned = self.pins.get((who, index))
            if pinned is not None:
                own.setdefault(pinned, -1)
                if own[pinned] < 0:
                    own[pinned] = model.variable()
                others = [x for code, x in own.items() if code != pinned]
                for x in [*others, model.s[who, index]]:
                    prices[x] = _price(Kind.PINS)
            elif Kind.WAIVERS not in self._never:
                self._waivers(model, who, index)

    # -- the answer

    def relaxations(self, model: Model, values: Sequence[float]) -> list[Relaxation]:
        """What the values of the variables allow, in words."""
        plan = model.plan(values)
        found = [
            (_price(Kind.PINS), unpinned(self.problem, cell, code))
            for cell, code in self.pins.items()
            if plan[cell] != code
        ]
        for key, item in self._items.items():
            number = round(values[item.variable])
            if number:
                over, excesses = self._over.get(key, (0, []))
                there = over + sum(round(values[excess]) for excess in excesses)
                one = allowed(self.problem, item.kind, item.origin, number + there, plan)
                found.append((item.price, one))
        found.sort(key=lambda priced: (priced[0], priced[1].cycle or "", priced[1].message))
        return [one for _, one in found]

    def is_full(self, plan: Plan) -> bool:
        """Whether a plan, in which pins are among the cells, has no gap that anything could fill."""
        return None not in plan.values()

    def bears_out(self, plan: Plan, relaxations: Sequence[Relaxation]) -> bool:
        """Whether a plan breaks what the relaxations allow, and that alone, counted on the board."""
        kept = {cell: code for cell, code in self.pins.items() if plan[cell] == code}
        cycles = self.problem.board.cycles
        released = {(who, cycles[index]) for who, index in self.pins.keys() - kept}
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
        cycle = None if what.cycle_index is None else self.problem.board.cycles[what.cycle_index]
        if what.place is None:
            return (one.apprentice, one.cycle) == (what.apprentice, cycle)
        if what.place.over is Over.PAIR:
            return (one.apprentice, one.cycle) == (what.place.key.apprentice, cycle)
        assert isinstance(what.limit, Heads), "a place has heads, or is a pair"
        host = self.problem.programme.placements[what.limit.placements[0]].host
        code = what.limit.placements[0] if what.place.over is Over.PLACEMENT else None
        enough = what.limit.most is None or what.over == one.more
        return (one.cycle, one.host, one.placement) == (cycle, host, code) and enough

    def _item(self, model: Model, kind: Kind, most: int, origin: Origin, judged: bool = True) -> _Item:
        variable = model.variable(most)
        price = _price(kind, origin.active.rule) if judged else using().question
        model.objective[Level.RELAX].terms[variable] = price
        return _Item(kind, variable, origin, price)

    def _waivers(self, model: Model, who: str, index: int) -> None:
        own = model.x[who, index]
        for code in self.problem.programme.placements:
            if code in own or not self.problem.is_meant(who, index, code):
                continue
            reasons = self.problem.forbidding(who, index, code)
            if len(reasons) != 1:
                continue  # nobody is asked for two waivers at once
            active, said = reasons[0]
            key = (active.rule.id, who, index, said.judged)
            if key not in self._items:
                origin = Origin(active, None, who, index)
                self._items[key] = self._item(model, Kind.WAIVERS, 1, origin, said.judged)
            own[code] = model.variable()
            model.at_most([(own[code], 1), (self._items[key].variable, -1)], 0)


def _price(kind: Kind, rule: Rule | None = None) -> int:
    """What one thing of a kind costs; law, access and safety are given up last of all."""
    last = rule is not None and not rule.waived_by
    return using().thing + using().ease[kind] + (using().law if last else 0)


def _key(origin: Origin) -> object:
    return id(origin.limit), origin.apprentice, origin.cycle_index


def _kind(origin: Origin) -> Kind:
    if isinstance(origin.limit, Heads):
        return Kind.SEATS
    return Kind.APART if isinstance(origin.limit, Apart) else Kind.ROTATIONS
