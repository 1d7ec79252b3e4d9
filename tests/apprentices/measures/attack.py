"""A reader who has a published table, knows how its measures add up, and an optimiser (HiGHS)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from highspy import Highs, HighsModelStatus, HighsVarType

from apprentices.measures.tables import ALL, HIDDEN, Table

Cell = tuple[str, str]
Equation = Mapping[Cell, int]
# As the definitions say it: what is on one side, and on the other.
ADD_UP = (
    (("at_start", "new"), ("at_end", "completed", "withdrawn", "ended")),
    (("at_end",), ("living_wage", "below_living_wage", "pay_not_known")),
    (("new",), ("local", "not_local", "home_not_known")),
    (("wished",), ("wishes_met", "wishes_not_met")),
    (("told",), ("kept", "not_kept")),
    (("moves",), ("moves_in_notice", "moves_in_time")),
)
GROUPS = (
    tuple(dict.fromkeys(id_ for one, other in ADD_UP[:3] for id_ in (*one, *other))),
    *((*one, *other) for one, other in ADD_UP[3:]),
    ("filled",),
    ("cost",),
    ("unpriced",),
)


def known_sums(measures: Iterable[str], columns: Sequence[str]) -> list[Equation]:
    """All sums that hold among measures: of each over the hosts, and of parts in every column."""
    there = set(measures)
    found: list[Equation] = [
        {(id_, column): -1 if column == ALL else 1 for column in columns} for id_ in there
    ]
    for one, other in ADD_UP:
        if there.issuperset((*one, *other)):
            signs = dict.fromkeys(one, 1) | dict.fromkeys(other, -1)
            found += [{(id_, column): sign for id_, sign in signs.items()} for column in columns]
    return found


def recovered(table: Table, whole: bool = False) -> dict[Cell, tuple[int, int | None]]:
    """Between which numbers each hidden figure must lie; None: no end. Money in pence.

    With `whole`, all hidden figures are whole numbers, which takes five times as long.
    """
    published = {
        (row.measure.id, column): int(figure * 100) if isinstance(figure, Decimal) else figure
        for row in table.rows
        for column, figure in row.figures.items()
    }
    found: dict[Cell, tuple[int, int | None]] = {}
    for group in GROUPS:
        cells = {
            cell: figure for cell, figure in published.items() if cell[0] in group and figure is not None
        }
        if HIDDEN in cells.values():
            found |= _ranges(cells, known_sums({id_ for id_, _ in cells}, table.columns), whole)
    return found


def _ranges(
    cells: Mapping[Cell, object], sums: Sequence[Equation], whole: bool
) -> dict[Cell, tuple[int, int | None]]:
    solver = Highs()
    solver.setOptionValue("output_flag", False)
    kind = HighsVarType.kInteger if whole else HighsVarType.kContinuous
    unseen = [cell for cell, figure in cells.items() if figure is HIDDEN]
    variables = {cell: solver.addVariable(type=kind) for cell in unseen}
    for equation in sums:
        terms = [sign * variables[cell] for cell, sign in equation.items() if cell in variables]
        if terms:
            seen = [sign * cells[cell] for cell, sign in equation.items() if cell not in variables]  # type: ignore[operator]
            solver.addConstr(sum(terms[1:], terms[0]) == -sum(seen))
    return {cell: (_end(solver, one, 1) or 0, _end(solver, one, -1)) for cell, one in variables.items()}


def _end(solver: Highs, variable: object, sign: int) -> int | None:
    """The least (1) or the most (-1) that a hidden figure may be."""
    solver.minimize(sign * variable)  # type: ignore[operator]
    if solver.getModelStatus() in (HighsModelStatus.kUnbounded, HighsModelStatus.kUnboundedOrInfeasible):
        return None
    assert solver.getModelStatus() == HighsModelStatus.kOptimal
    return sign * round(solver.getInfo().objective_function_value)


def fewest(
    values: Mapping[Cell, int], guarded: Mapping[Cell, tuple[int, int]], sums: Sequence[Equation]
) -> int:
    """How many figures have to be hidden, at least, so that each guarded one may be as low and as high."""
    solver = Highs()
    solver.setOptionValue("output_flag", False)
    hidden = {
        cell: solver.addVariable(lb=float(cell in guarded), ub=1, obj=1, type=HighsVarType.kInteger)
        for cell in values
    }
    for cell, ends in guarded.items():
        for by in (end - values[cell] for end in ends):
            changes = _changed_table(solver, values, hidden, cell, by)
            for equation in sums:
                solver.addConstr(sum(sign * changes[one] for one, sign in equation.items()) == 0)
    solver.run()
    return round(solver.getInfo().objective_function_value)


def _changed_table(
    solver: Highs, values: Mapping[Cell, int], hidden: Mapping[Cell, object], cell: Cell, by: int
) -> dict[Cell, object]:
    """Another table that fits what is shown, one figure changed by so much; no other needs to change more."""
    most = abs(by)
    changes: dict[Cell, object] = {cell: solver.addVariable(lb=by, ub=by)}
    for other, value in values.items():
        if other != cell:
            change = changes[other] = solver.addVariable(lb=-min(value, most), ub=most)
            solver.addConstr(change <= most * hidden[other])
            solver.addConstr(change >= -min(value, most) * hidden[other])
    return changes
