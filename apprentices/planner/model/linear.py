"""A linear model in whole numbers (an integer linear programme): variables, rows, and an objective a level.

A variable x[a,c,p] says that person a is in placement p in cycle c; s[a,c] that the cell stays a gap; g[a]
that the rotation has one. What the limits of the rules come to stands in `limits.py`, moves and score in
`worth.py`; `build.py` puts all of it together. Locked cells are constants. Where they break a limit by
themselves, the limit is widened to what they use, so that it stays possible to plan around them; where free
cells could mend that, doing so is the first level.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.planner.level import Level
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.rules.binding import ActiveRule
from apprentices.rules.limits import Accepting
from apprentices.rules.places import Place

Terms = list[tuple[int, int]]  # a variable and its factor
Choices = Callable[[str, int], Iterable[str]]


class Origin(NamedTuple):
    """Which limit of which rule a row of the model belongs to."""

    active: ActiveRule
    limit: Any
    apprentice: str | None = None
    cycle_index: int | None = None
    place: Place | None = None

    @property
    def scope(self) -> object:
        """What the limit is of, the same in every model of a programme."""
        return self.active.rule.id, self.apprentice, self.cycle_index, self.place

    @property
    def person(self) -> str:
        """Whose rotation the limit is of."""
        assert self.apprentice is not None, "a row limit is somebody's"
        return self.apprentice

    @property
    def bare(self) -> Any:
        """The limit, whatever somebody accepts of it."""
        return self.limit.limit if isinstance(self.limit, Accepting) else self.limit

    @property
    def accepted(self) -> Mapping[tuple[int, str], frozenset[int]]:
        """The figures of a rotation's breach that somebody accepts, by cycle and placement."""
        return self.limit.accepted if isinstance(self.limit, Accepting) else {}


class About(NamedTuple):
    """What a row or a variable that is no placement is for, where the model and no rule needs it."""

    says: str
    apprentice: str | None = None
    cycle_index: int | None = None
    host: str | None = None


class Objective(NamedTuple):
    """A constant and the factors of variables."""

    constant: int
    terms: dict[int, int]


HAS_GAP = "has a gap"
UNSAID = About("")  # of a row that nobody has to read: one that a relaxation needs


class Relax:
    """Widens rows of a model at a price; see `search/elastic.py`. This one widens nothing."""

    def held(self, apprentice: str, index: int) -> str | None:
        """The placement that a free cell should keep if it can."""
        return None

    def tolerate(self, origin: Origin, over: int, excess: int | None = None) -> None:
        """Be told by how much cells that stay are over a limit, or which variable says it of pins."""

    def widen(self, model: "Model", origin: Origin, terms: Terms, most: int) -> Terms:
        """Terms to add to a row so that a relaxation can widen it."""
        return []

    def counts(self, origin: Origin) -> bool:
        """Whether what stays broken of a limit counts: free cells could mend it without any relaxation."""
        return True

    def cells(self, model: "Model") -> None:
        """Add variables that only a relaxation makes possible, and the price of them."""


class Model:
    """Variables with bounds, all of them whole numbers; rows `terms <= most`; cells `sum = 1`.

    A variable is known by its number. The entries of all rows stand one after the other in `var` and
    `factors`, those of a row from `starts` on. `origins` says of each row what it comes from, `meanings` the
    same of variables that are no placements. `implied_rows` are those that follow from others.
    """

    def __init__(
        self,
        problem: Problem,
        choices: Choices | None = None,
        gaps: bool = True,
        relax: Relax | None = None,
    ) -> None:
        self.problem = problem
        self.gaps = gaps
        self.relax = relax or Relax()
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.starts = array("i")
        self.var = array("i")
        self.factors = array("i")
        self.row_lower: list[int | None] = []
        self.row_upper: list[int] = []
        self.origins: list[Origin | About] = []
        self.implied_rows: list[int] = []
        self.meanings: dict[int, Origin | About] = {}
        self.owner: dict[int, str] = {}  # of variables that are no placements
        self.x: dict[Cell, dict[str, int]] = {}
        self.s: dict[Cell, int] = {}
        self.changes: dict[tuple[str, int, str], int] = {}  # whether a person leaves a host after a cycle
        self.objective = {level: Objective(0, {}) for level in Level}
        self._held: set[int] = set()
        self._full: dict[str, int | None] = {}
        self._mends: dict[tuple[int, str | None, int | None], int] = {}
        self._others: dict[int, list[int]] = {}  # rows of the variables that are no placements
        self._placements = 0  # variables that are; they come first
        self._add_cells(choices or problem.eligible)

    # -- building

    def variable(
        self, upper: int = 1, lower: int = 0, owner: str | None = None, means: Origin | About | None = None
    ) -> int:
        """A new variable; `owner` is the person whom it is about, if it is about one alone."""
        self.lower.append(lower)
        self.upper.append(upper)
        if means is not None:
            self.meanings[len(self.upper) - 1] = means
        if owner is not None:
            self.owner[len(self.upper) - 1] = owner
        return len(self.upper) - 1

    def at_most(
        self, terms: Terms, most: int, origin: Origin | None = None, about: Origin | About | None = None
    ) -> None:
        """Add `terms <= most`. With an `origin`, it is widened where locked cells break it by themselves;
        else `about` says what it is for.
        """
        if origin is not None:
            held = [(variable, factor) for variable, factor in terms if variable in self._held]
            kept = sum(factor for _, factor in held)
            if kept > 0 and kept > most:
                excess = self._excess(held, max(most, 0), origin)
                self._row([(excess, 1), (self.mend(origin), -kept)], None, 0, origin)
                terms = [*terms, (excess, -1)]
            if most < 0:
                most, terms = self._widen_base(terms, most, origin)
            terms = terms + self.relax.widen(self, origin, terms, most)
        if sum(self.upper[variable] * factor for variable, factor in terms if factor > 0) > most:
            self._row(terms, None, most, origin or about or UNSAID)

    def implied(self, terms: Terms, most: int, origin: Origin) -> None:
        """Add a row that whole numbers keep anyway, so that the relaxation is nearer to them.

        Left out where something may be relaxed: the rows that it follows from would no longer hold.
        """
        if type(self.relax) is Relax:
            self.implied_rows.append(len(self.row_upper))
            self._row(terms, None, most, origin)

    def hold(self, variable: int) -> None:
        """Let a variable count as one of pins: what these are over a limit is free of charge."""
        self._held.add(variable)

    def is_held(self, variable: int) -> bool:
        """Whether a variable is one of pins that may be released."""
        return variable in self._held

    def while_kept(self, pins: Iterable[int], owner: str | None = None) -> int:
        """A new variable that may be 1 as long as none of some pins is released."""
        found = self.variable(owner=owner)
        for pin in pins:
            self._row([(found, 1), (pin, -1)], None, 0, UNSAID)
        return found

    def mend(self, origin: Origin) -> int:
        """The variable that says that a limit broken by locked cells, or pins, stays broken."""
        key = (id(origin.limit), origin.apprentice, origin.cycle_index)
        found = self._mends.get(key)
        if found is None:
            found = self._mends[key] = self.variable(owner=origin.apprentice, means=origin)
            if self.relax.counts(origin):
                self.objective[Level.BREACHES].terms[found] = 1
        return found

    def there(self, apprentice: str, index: int, placements: frozenset[str]) -> tuple[list[int], int]:
        """The variables that put a person in one of `placements` in a cycle; and 1 if a locked cell does."""
        own = self.x.get((apprentice, index))
        if own is None:
            return [], int(self.problem.locked[apprentice][index] in placements)
        return [x for code, x in own.items() if code in placements], 0

    def gap_flag(self, apprentice: str) -> int | None:
        """The variable g of a person: 1 when the rotation has a gap. None where there can be none."""
        if apprentice not in self._full:
            slack = [
                self.s[apprentice, c] for c in self.problem.free[apprentice] if (apprentice, c) in self.s
            ]
            has_gap = About(HAS_GAP, apprentice)
            flag = self.variable(owner=apprentice, means=has_gap) if slack else None
            if flag is not None:
                self._row([(flag, 1), *((s, -1) for s in slack)], None, 0, has_gap)
            self._full[apprentice] = flag
        return self._full[apprentice]

    # -- reading

    @property
    def unbroken(self) -> dict[Level, int]:
        """The first level held at no breach, where there could be any."""
        return {Level.BREACHES: 0} if self.objective[Level.BREACHES].terms else {}

    def variables_of(self, row: int) -> Sequence[int]:
        """The variables that a row is about."""
        return self.var[self.starts[row] : self._end(row)]

    def plan(self, values: Any) -> Plan:
        """The plan that the values of all variables come to."""
        return {
            cell: next((code for code, variable in own.items() if values[variable] > 0.5), None)
            for cell, own in self.x.items()
        }

    def start(self, plan: Mapping[Cell, str | None]) -> list[int] | None:
        """Values of all variables for a plan; None if the model can't say it.

        They are complete on purpose: HiGHS would solve a small problem to complete them, and tell of its
        bound as if it were one of the whole.
        """
        values = list(self.lower)
        for cell, own in self.x.items():
            variable = own.get(plan.get(cell) or "", self.s.get(cell) if plan.get(cell) is None else None)
            if variable is None:
                return None
            values[variable] = 1
        for variable, rows in self._others.items():
            values[variable] = self._forced(variable, rows, values)
        return values

    @property
    def mends(self) -> set[object]:
        """The scopes of the limits that locked cells break and free ones could mend."""
        meant = (self.meanings[variable] for variable in self.objective[Level.BREACHES].terms)
        return {origin.scope for origin in meant if isinstance(origin, Origin)}

    def breaches(self, values: Sequence[float]) -> int:
        """How many limits stay broken, of those that locked cells break and free ones could mend."""
        return sum(round(values[variable]) for variable in self.objective[Level.BREACHES].terms)

    # -- inside

    def _forced(self, variable: int, rows: list[int], values: list[int]) -> int:
        """The least that rows ask of a variable that is no placement; if none asks, the most they allow,
        unless that costs points, or is something that would have to give.
        """
        least, most = self.lower[variable], self.upper[variable]
        asked = False
        for row in rows:
            own = total = 0
            for at in range(self.starts[row], self._end(row)):
                if self.var[at] == variable:
                    own += self.factors[at]
                else:
                    total += self.factors[at] * values[self.var[at]]
            room = self.row_upper[row] - total
            if own < 0:
                asked = True
                least = max(least, -(room // -own))
            else:
                most = min(most, room // own)
        costs = self.objective[Level.SCORE].terms.get(variable, 0) < 0
        costs = costs or variable in self.objective[Level.RELAX].terms
        return least if asked or costs else most

    def _end(self, row: int) -> int:
        return self.starts[row + 1] if row + 1 < len(self.starts) else len(self.var)

    def _add_cells(self, choices: Choices) -> None:
        locked = sum(map(self.problem.locked_gaps, self.problem.locked))
        gaps: dict[int, int] = {}
        self.objective[Level.GAPS] = Objective(locked, gaps)
        for cell in self.problem.cells():
            self.x[cell] = {code: self.variable() for code in choices(*cell)}
            if self.gaps:
                self.s[cell] = self.variable()
                gaps[self.s[cell]] = 1
        self.relax.cells(self)
        for own in self.x.values() if self._others else ():  # rows of waivers
            for variable in own.values():
                self._others.pop(variable, None)
        self._placements = len(self.upper)
        for cell, own in self.x.items():
            kept = own.get(self.relax.held(*cell) or "")
            if kept is not None:
                self._held.add(kept)
            variables = [*own.values(), *([self.s[cell]] if self.gaps else [])]
            self._row([(variable, 1) for variable in variables], 1, 1, About("one placement or a gap", *cell))

    def _excess(self, held: Terms, most: int, origin: Origin) -> int:
        """A variable for what pins are over a limit: it is free of charge, and ends as they are released."""
        over = sum(factor for _, factor in held) - most
        excess, none = self.variable(over), self.variable()
        # excess <= what the held variables come to - most, or 0 (`none`) where that is less.
        self._row(
            [(excess, 1), *((x, -factor) for x, factor in held), (none, -most - over)], None, -most, origin
        )
        self._row([(excess, 1), (none, over)], None, over, origin)
        self.relax.tolerate(origin, over, excess)
        return excess

    def _widen_base(self, terms: Terms, most: int, origin: Origin) -> tuple[int, Terms]:
        if all(factor >= 0 for _, factor in terms):
            self.relax.tolerate(origin, -most)
            return 0, terms
        return most, [*terms, (self.mend(origin), most)]

    def _row(self, terms: Terms, lower: int | None, upper: int, origin: Origin | About) -> None:
        for variable, factor in terms:
            if variable >= self._placements and factor:
                self._others.setdefault(variable, []).append(len(self.row_upper))
        self.starts.append(len(self.var))
        self.var.extend([variable for variable, _ in terms])
        self.factors.extend([factor for _, factor in terms])
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.origins.append(origin)


def there_in(model: Model, who: str, cycles: Iterable[int], placements: frozenset[str]) -> tuple[Terms, int]:
    """How often a person is in `placements` in these cycles: the variables, and what is locked."""
    terms: Terms = []
    total = 0
    for c in cycles:
        variables, locked = model.there(who, c, placements)
        terms += [(variable, 1) for variable in variables]
        total += locked
    return terms, total


def less(terms: Iterable[tuple[int, int]]) -> Terms:
    """The same below 0."""
    return [(variable, -factor) for variable, factor in terms]
