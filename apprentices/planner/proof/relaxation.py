"""Prices from HiGHS: the relaxation of a level in a box, or what shows that nothing is in it.

What it says is only where prices come from. Whatever they are, what they prove is worked out of them.
"""

from typing import Any, NamedTuple

import highspy
import numpy as np

from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.parameters import using
from apprentices.planner.proof.prices import Box
from apprentices.planner.search.engine_run import NO_PLAN, ROUGH, run


class Relaxed(NamedTuple):
    """What a relaxation comes to. `values` are of all variables; None: there is nothing in the box."""

    duals: Any
    values: Any | None
    value: float = 0.0


def relaxed(matrix: Matrix, box: Box) -> Relaxed:
    """The relaxation in a box; where that is empty, duals of the rows alone that show it."""
    part = matrix.within(box.lower, box.upper).part(box.open, box.lower)
    many = len(part.variables) > using().interior_relaxation
    highs = run(part, ROUGH if many else {"solver": "simplex"}, whole_numbers=False)
    if highs.getModelStatus() == highspy.HighsModelStatus.kUnknown:  # there is no way in between all rows
        highs = run(part, {"solver": "ipm"}, whole_numbers=False)
    if highs.getModelStatus() in NO_PLAN:
        highs = run(_elastic(part), {"solver": "simplex"}, whole_numbers=False)
        return Relaxed(_spread(highs.getSolution().row_dual, part.rows, len(matrix.high)), None)
    solution = highs.getSolution()
    duals = _spread(solution.row_dual, part.rows, len(matrix.high))
    values = box.lower + _spread(solution.col_value, part.variables, len(matrix.cost))
    value = highs.getInfo().objective_function_value + float(matrix.cost @ np.where(box.open, 0, box.lower))
    return Relaxed(duals, values, value)


def _elastic(part: Part) -> Part:
    """The same with every row widened at a price of 1, and nothing else to gain: it always has a solution."""
    number = len(part.cost)
    row = np.repeat(np.arange(len(part.high)), np.diff(part.starts))
    above, below = np.flatnonzero(np.isfinite(part.high)), np.flatnonzero(np.isfinite(part.low))
    rows = np.concatenate([row, above, below])
    extra = len(above) + len(below)
    order = np.argsort(rows, kind="stable")
    signs = np.concatenate([-np.ones(len(above)), np.ones(len(below))])
    return part._replace(
        cost=np.concatenate([np.zeros(number), -np.ones(extra)]),
        offset=0.0,
        lower=np.concatenate([part.lower, np.zeros(extra)]),
        upper=np.concatenate([part.upper, np.full(extra, np.inf)]),
        starts=np.searchsorted(rows[order], np.arange(len(part.high) + 1)),
        var=np.concatenate([part.var, np.arange(number, number + extra)])[order],
        factors=np.concatenate([part.factors, signs])[order],
    )


def _spread(values: Any, places: Any, number: int) -> Any:
    """Values at some places, 0 at all others; none at all where they can't be right."""
    whole = np.zeros(number)
    found = np.asarray(values, float)
    if found.shape == places.shape:
        whole[places] = np.where(np.isfinite(found) & (abs(found) <= using().dearest), found, 0.0)
    return whole
