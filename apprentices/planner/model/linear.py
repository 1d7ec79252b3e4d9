"""The problem as one linear model in whole numbers: columns, rows, and an objective a level.

A column x[a,c,p] says that person a is in placement p in cycle c; s[a,c] that the cell stays a gap; g[a] that
the rotation has one. What the limits of the rules come to stands in `limits.py`. Locked cells are
constants. Where they break a limit by themselves, the limit is widened to what they use, so that it stays
possible to plan around them; where free cells could mend that, doing so is the first level.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple

from apprentices.planner.problem import Cell, Problem
from apprentices.rules.catalogue import ActiveRule
from apprentices.rules.limits import Place

Terms = list[tuple[int, int]]  # (column, coefficient)
Plan = dict[Cell, str | None]
Choices = Callable[[str, int], Iterable[str]]


class Level(Enum):
    """What is decided, in this order, each before the next."""

    BREACHES = auto()  # limits that locked cells break and free ones could mend
    GAPS = auto()
    RELAX = auto()  # only in a model with relaxations
    MOVES = auto()
    SCORE = auto()  # the only one to be as high as can be


class Origin(NamedTuple):
    """Which limit of which rule a row of the model belongs to."""

    active: ActiveRule
    limit: Any
    apprentice: str | None = None
    column: int | None = None
    place: Place | None = None


class Objective(NamedTuple):
    """A constant and the coefficients of columns."""

    constant: int
    terms: dict[int, int]


class Relax:
    """Widens rows of a model at a price; see `explain.py`. This one widens nothing."""

    def held(self, apprentice: str, column: int) -> str | None:
        """The placement that a free cell should keep if it can."""
        return None

    def tolerate(self, origin: Origin, over: int, excess: int | None = None) -> None:
        """Be told by how much cells that stay are over a limit, or which column says it of pins."""

    def widen(self, model: "Model", origin: Origin, terms: Terms, most: int) -> Terms:
        """Terms to add to a row so that a relaxation can widen it."""
        return []

    def cells(self, model: "Model") -> None:
        """Add columns that only a relaxation makes possible, and the price of them."""


class Model:
    """Columns with bounds, all of them whole numbers; rows `terms <= most`; cells `sum = 1`."""

    def __init__(
        self,
        problem: Problem,
        choices: Choices | None = None,
        gaps: bool = True,
        relax: Relax | None = None,
    ) -> None:
        from apprentices.planner.model.limits import add_limits
        from apprentices.planner.model.worth import add_worth

        self.problem = problem
        self.gaps = gaps
        self.relax = relax or Relax()
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.starts = array("i")
        self.index = array("i")
        self.coefficients = array("i")
        self.row_lower: list[int | None] = []
        self.row_upper: list[int] = []
        self.owner: dict[int, str] = {}  # of columns that are no placements
        self.x: dict[Cell, dict[str, int]] = {}
        self.s: dict[Cell, int] = {}
        self.objective = {level: Objective(0, {}) for level in Level}
        self._held: set[int] = set()
        self._full: dict[str, int | None] = {}
        self._mends: dict[tuple[int, str | None, int | None], int] = {}
        self.cell_rows: list[tuple[Cell, int]] = []
        self._others: dict[int, list[int]] = {}  # rows of the columns that are no placements
        self._placements = 0  # columns that are; they come first
        self._add_cells(choices or problem.eligible)
        add_limits(self)
        add_worth(self)

    # -- building

    def column(self, upper: int = 1, lower: int = 0, owner: str | None = None) -> int:
        """A new column; `owner` is the person whom it is about, if it is about one alone."""
        self.lower.append(lower)
        self.upper.append(upper)
        if owner is not None:
            self.owner[len(self.upper) - 1] = owner
        return len(self.upper) - 1

    def at_most(self, terms: Terms, most: int, origin: Origin | None = None) -> None:
        """Add `terms <= most`, widened where locked cells break it by themselves."""
        if origin is not None:
            held = [(column, factor) for column, factor in terms if column in self._held]
            kept = sum(factor for _, factor in held)
            if kept > 0 and kept > most:
                terms = [*terms, (self._excess(held, max(most, 0), origin), -1)]
            if most < 0:
                most, terms = self._widen_base(terms, most, origin)
            terms = terms + self.relax.widen(self, origin, terms, most)
        if sum(self.upper[column] * factor for column, factor in terms if factor > 0) > most:
            self._row(terms, None, most)

    def implied(self, terms: Terms, most: int) -> None:
        """Add a row that whole numbers keep anyway, so that the relaxation is nearer to them.

        Left out where something may be relaxed: the rows that it follows from would no longer hold.
        """
        if type(self.relax) is Relax:
            self._row(terms, None, most)

    def mend(self, origin: Origin) -> int:
        """The column that says that a limit broken by locked cells stays broken."""
        key = (id(origin.limit), origin.apprentice, origin.column)
        found = self._mends.get(key)
        if found is None:
            found = self._mends[key] = self.column(owner=origin.apprentice)
            self.objective[Level.BREACHES].terms[found] = 1
        return found

    def there(self, apprentice: str, column: int, placements: frozenset[str]) -> tuple[list[int], int]:
        """The columns that put a person in one of `placements` in a cycle; and 1 if a locked cell does."""
        own = self.x.get((apprentice, column))
        if own is None:
            return [], int(self.problem.locked[apprentice][column] in placements)
        return [x for code, x in own.items() if code in placements], 0

    def gap_flag(self, apprentice: str) -> int | None:
        """The column g of a person: 1 when the rotation has a gap. None where there can be none."""
        if apprentice not in self._full:
            slack = [
                self.s[apprentice, c] for c in self.problem.free[apprentice] if (apprentice, c) in self.s
            ]
            flag = self.column(owner=apprentice) if slack else None
            if flag is not None:
                self._row([(flag, 1), *((s, -1) for s in slack)], None, 0)
            self._full[apprentice] = flag
        return self._full[apprentice]

    # -- reading

    def plan(self, values: Any) -> Plan:
        """The plan that the values of all columns come to."""
        return {
            cell: next((code for code, column in own.items() if values[column] > 0.5), None)
            for cell, own in self.x.items()
        }

    def start(self, plan: Mapping[Cell, str | None]) -> list[int] | None:
        """Values of all columns for a plan; None if the model can't say it.

        They are complete on purpose: HiGHS would solve a small problem to complete them, and tell of its
        bound as if it were one of the whole.
        """
        values = list(self.lower)
        for cell, own in self.x.items():
            column = own.get(plan.get(cell) or "", self.s.get(cell) if plan.get(cell) is None else None)
            if column is None:
                return None
            values[column] = 1
        for column, rows in self._others.items():
            values[column] = self._forced(column, rows, values)
        return values

    def breaches(self, values: Sequence[float]) -> int:
        """How many limits stay broken, of those that locked cells break and free ones could mend."""
        return sum(round(values[column]) for column in self.objective[Level.BREACHES].terms)

    # -- inside

    def _forced(self, column: int, rows: list[int], values: list[int]) -> int:
        """The least that rows ask of a column that is no placement; where none asks, the most they allow."""
        least, most = self.lower[column], self.upper[column]
        asked = False
        for row in rows:
            own = total = 0
            for at in range(self.starts[row], self._end(row)):
                if self.index[at] == column:
                    own += self.coefficients[at]
                else:
                    total += self.coefficients[at] * values[self.index[at]]
            room = self.row_upper[row] - total
            if own < 0:
                asked = True
                least = max(least, -(room // -own))
            else:
                most = min(most, room // own)
        return least if asked else most

    def _end(self, row: int) -> int:
        return self.starts[row + 1] if row + 1 < len(self.starts) else len(self.index)

    def _add_cells(self, choices: Choices) -> None:
        locked = sum(map(self.problem.locked_gaps, self.problem.locked))
        gaps: dict[int, int] = {}
        self.objective[Level.GAPS] = Objective(locked, gaps)
        for cell in self.problem.cells():
            self.x[cell] = {code: self.column() for code in choices(*cell)}
            if self.gaps:
                self.s[cell] = self.column()
                gaps[self.s[cell]] = 1
        self.relax.cells(self)
        self._placements = len(self.upper)
        for cell, own in self.x.items():
            kept = own.get(self.relax.held(*cell) or "")
            if kept is not None:
                self._held.add(kept)
            columns = [*own.values(), *([self.s[cell]] if self.gaps else [])]
            self.cell_rows.append((cell, len(self.row_upper)))
            self._row([(column, 1) for column in columns], 1, 1)

    def _excess(self, held: Terms, most: int, origin: Origin) -> int:
        """A column for what pins are over a limit: it is free of charge, and ends as they are released."""
        over = sum(factor for _, factor in held) - most
        excess, none = self.column(over), self.column()
        # excess <= what the held columns come to - most, or 0 (`none`) where that is less.
        self._row([(excess, 1), *((x, -factor) for x, factor in held), (none, -most - over)], None, -most)
        self._row([(excess, 1), (none, over)], None, over)
        self.relax.tolerate(origin, over, excess)
        return excess

    def _widen_base(self, terms: Terms, most: int, origin: Origin) -> tuple[int, Terms]:
        if all(factor >= 0 for _, factor in terms):
            self.relax.tolerate(origin, -most)
            return 0, terms
        return most, [*terms, (self.mend(origin), most)]

    def _row(self, terms: Terms, lower: int | None, upper: int) -> None:
        for column, factor in terms:
            if column >= self._placements and factor:
                self._others.setdefault(column, []).append(len(self.row_upper))
        self.starts.append(len(self.index))
        self.index.extend([column for column, _ in terms])
        self.coefficients.extend([factor for _, factor in terms])
        self.row_lower.append(lower)
        self.row_upper.append(upper)
