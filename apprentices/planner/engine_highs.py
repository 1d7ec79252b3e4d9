"""HiGHS: the engine of the plain install. Imported only in a child process, when a plan is asked for."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor
from typing import Any

import highspy
import numpy as np

from apprentices.planner.engine_matrix import Matrix, Part, finish, prepared
from apprentices.planner.model import Level, Model
from apprentices.planner.outcome import Effort, Outcome, Watch

MANY = 8_000  # columns
NEAR = 1e-6  # HiGHS gives 299.99999 for 300


def solve(
    model: Model,
    level: Level,
    fixed: Mapping[Level, int],
    seed: int,
    start: Sequence[float] | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
) -> Outcome:
    """Make one level of a model as good as can be, with earlier levels no worse than `fixed`."""
    matrix = Matrix(model, level, fixed)
    part = matrix.part(np.ones(len(matrix.cost), bool), whole_numbers=True)
    return solve_part(matrix, part, seed, start, watch, effort)


def solve_part(
    matrix: Matrix,
    part: Part,
    seed: int,
    start: Any | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
) -> Outcome:
    """Make a level as good as a part of its columns allows. In what comes back, the others are 0."""
    highs = prepared(part.lp, _options(seed, effort or Effort(), len(part.columns)))
    if start is not None:
        values = highspy.HighsSolution()
        values.col_value = np.asarray(start, float)[part.columns]
        highs.setSolution(values)
    if watch is not None:
        _listen(highs, matrix.highest, watch, lambda found: _spread(found, part, len(matrix.cost)))
    finish(highs)
    return _outcome(highs, matrix.highest, lambda found: _spread(found, part, len(matrix.cost)))


def _spread(values: Any, part: Part, number: int) -> Any:
    """Values of all columns from those of some."""
    whole = np.zeros(number)
    whole[part.columns] = values
    return whole


def _options(seed: int, effort: Effort, columns: int) -> dict[str, Any]:
    return {
        "random_seed": seed % 2**31,
        "mip_rel_gap": effort.gap,
        "mip_abs_gap": 1 - NEAR,  # values are whole numbers
        **({"mip_max_nodes": effort.nodes} if effort.nodes is not None else {}),
        # Simplex takes minutes for the first relaxation of a large board, interior points seconds.
        **({"mip_lp_solver": "ipm"} if columns > MANY else {}),
    }


def _listen(highs: highspy.Highs, highest: bool, watch: Watch, whole: Callable[[Any], Any]) -> None:
    told: list[int] = []

    def bounded(event: Any) -> None:
        bound = _whole_bound(event.data_out.mip_dual_bound, highest)
        if bound is not None and bound not in told:
            told.append(bound)
            watch.bounded(bound)

    def found(event: Any) -> None:
        watch.found(whole(np.array(event.data_out.mip_solution)))

    highs.cbMipImprovingSolution.subscribe(found)
    highs.cbMipInterrupt.subscribe(bounded)  # often called; logging is silent without output


def _outcome(highs: highspy.Highs, highest: bool, whole: Callable[[Any], Any]) -> Outcome:
    status, info = highs.getModelStatus(), highs.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Outcome(None, None, None, proved=True)
    solved = status == highspy.HighsModelStatus.kOptimal
    bound = _whole_bound(info.mip_dual_bound, highest)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(None, None, bound, proved=False)
    value = round(info.objective_function_value)
    proved = solved and bound is not None and bound == value
    return Outcome(whole(np.array(highs.getSolution().col_value)), value, bound, proved)


def _whole_bound(bound: float, highest: bool) -> int | None:
    if not -1e15 < bound < 1e15:
        return None
    return floor(bound + NEAR) if highest else ceil(bound - NEAR)
