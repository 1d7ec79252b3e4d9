"""HiGHS: the engine of the plain install. Imported only in a child process, when a plan is asked for."""

from collections.abc import Callable, Mapping
from math import ceil, floor, inf
from typing import Any, NamedTuple

import highspy
import numpy as np

from apprentices.planner.model import Level, Model

NEAR = 1e-6  # HiGHS gives 299.99999 for 300


class Outcome(NamedTuple):
    """What one solve came to. `value` and `bound` are of the level; `values` of the columns."""

    values: Any | None
    value: int | None
    bound: int | None
    proved: bool  # nothing better exists, or (without values) nothing at all


class Effort(NamedTuple):
    """How much work a solve may do. Never in seconds: the outcome must not depend on the machine."""

    nodes: int | None = None
    gap: float = 0.0  # relative; with 0 the solve goes on to the proof


class Watch(NamedTuple):
    """Who wants to hear of better solutions and bounds while a solve goes on."""

    found: Callable[[Any], None] = lambda values: None
    bounded: Callable[[int], None] = lambda bound: None


def solve(
    model: Model,
    level: Level,
    fixed: Mapping[Level, int],
    seed: int,
    start: Mapping[int, int] | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
) -> Outcome:
    """Make one level of a model as good as can be, with earlier levels no worse than `fixed`."""
    highs = _highs(seed, effort or Effort())
    highs.passModel(_lp(model, level, fixed))
    if start:
        columns = np.fromiter(start.keys(), np.int32, len(start))
        highs.setSolution(len(start), columns, np.fromiter(start.values(), np.float64, len(start)))
    if watch is not None:
        _listen(highs, level, watch)
    highs.run()
    return _outcome(highs, level)


def _highs(seed: int, effort: Effort) -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed % 2**31,
        "mip_rel_gap": effort.gap,
        "mip_abs_gap": 1 - NEAR,  # values are whole numbers
        **({"mip_max_nodes": effort.nodes} if effort.nodes is not None else {}),
    }.items():
        highs.setOptionValue(option, value)
    return highs


def _lp(model: Model, level: Level, fixed: Mapping[Level, int]) -> highspy.HighsLp:
    starts, index, factors = list(model.starts), list(model.index), list(model.coefficients)
    low: list[float] = [-inf if bound is None else bound for bound in model.row_lower]
    high: list[float] = list(model.row_upper)
    for other, value in fixed.items():
        objective = model.objective[other]
        starts.append(len(index))
        index.extend(objective.terms)
        factors.extend(objective.terms.values())
        low.append(-inf)
        high.append(value - objective.constant)
    goal = model.objective[level]
    cost = np.zeros(len(model.upper))
    if goal.terms:
        cost[list(goal.terms)] = list(goal.terms.values())
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.upper), len(high)
    lp.col_cost_, lp.offset_ = cost, goal.constant
    lp.col_lower_, lp.col_upper_ = np.array(model.lower, float), np.array(model.upper, float)
    lp.row_lower_, lp.row_upper_ = np.array(low), np.array(high, float)
    lp.sense_ = highspy.ObjSense.kMaximize if level is Level.SCORE else highspy.ObjSense.kMinimize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array([*starts, len(index)], np.int32)
    lp.a_matrix_.index_ = np.array(index, np.int32)
    lp.a_matrix_.value_ = np.array(factors, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.upper)
    return lp


def _listen(highs: highspy.Highs, level: Level, watch: Watch) -> None:
    told: list[int] = []

    def bounded(event: Any) -> None:
        bound = _whole_bound(event.data_out.mip_dual_bound, level)
        if bound is not None and bound not in told:
            told.append(bound)
            watch.bounded(bound)

    def found(event: Any) -> None:
        # No bound is taken from here: with the first, given solution HiGHS tells its own value as one.
        watch.found(np.array(event.data_out.mip_solution))

    highs.cbMipImprovingSolution.subscribe(found)
    highs.cbMipLogging.subscribe(bounded)


def _outcome(highs: highspy.Highs, level: Level) -> Outcome:
    status, info = highs.getModelStatus(), highs.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Outcome(None, None, None, proved=True)
    solved = status == highspy.HighsModelStatus.kOptimal
    bound = _whole_bound(info.mip_dual_bound, level)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(None, None, bound, proved=False)
    value = round(info.objective_function_value)
    proved = solved and bound is not None and bound == value
    return Outcome(np.array(highs.getSolution().col_value), value, bound, proved)


def _whole_bound(bound: float, level: Level) -> int | None:
    if not -1e15 < bound < 1e15:
        return None
    return floor(bound + NEAR) if level is Level.SCORE else ceil(bound - NEAR)
