"""Engines that lie: HiGHS and CP-SAT as they are, but for what they say of what they found.

`install` puts a liar in the place of the engine, in the process that it is called in. A liar with a `plain`
tongue is honest when it is asked without presolve, as it is the second time.
"""

from collections.abc import Callable
from enum import StrEnum
from math import inf, nan
from types import SimpleNamespace
from typing import Any

FAR = 1e9


class Lie(StrEnum):
    """What is said, instead of what is so."""

    BETTER = "a better value than the plan has"
    NONE = "no plan at all"
    BOUND = "a bound that the plan itself is better than"
    ROW = "a plan that breaks rows"
    HALVES = "a plan in halves"
    MISSING = "a plan of another length"
    FIRST = "the value of the best plan, with the first plan beside it"
    START = "that the first plan is the best"
    NUMBERS = "values that are no numbers"
    NO_NUMBER = "a value and a bound that are no numbers"
    INFINITE = "an infinite bound"
    PRICES = "prices that are no numbers"
    DEAR = "prices beyond all measure"
    SILENT = "no plan, but that it is the best"


def told(lie: Lie, value: float, bound: float, values: list[float], start: Any, up: float) -> Any:
    """Value, bound and values as a liar tells them; `up` is 1 where high values are good, else -1."""
    match lie:
        case Lie.BETTER:
            return value + up, bound + up, values
        case Lie.BOUND:
            return value, value - up, values
        case Lie.ROW:
            return value, bound, [1.0] * len(values)
        case Lie.HALVES:
            return value, bound, [x / 2 for x in values]
        case Lie.MISSING:
            return value, bound, values[1:]
        case Lie.FIRST if start is not None:
            return value, bound, list(start[0])
        case Lie.START if start is not None:
            return start[1], start[1], list(start[0])
        case Lie.NUMBERS:
            return value, bound, [nan] * len(values)
        case Lie.NO_NUMBER:
            return nan, nan, values
        case Lie.INFINITE:
            return value, -up * inf, values
    return value, bound, values


def highs(lie: Lie, plain: bool) -> Callable[[], Any]:
    """A maker of lying HiGHS."""
    import highspy
    import numpy as np

    from apprentices.planner.search.engine_run import Silent

    class Liar(Silent):
        start: Any = None

        def setSolution(self, solution: Any) -> Any:  # noqa: N802
            lp = self.getLp()
            values = list(solution.col_value)
            self.start = values, float(np.array(lp.col_cost_) @ np.array(values)) + lp.offset_
            return super().setSolution(solution)

        def lies(self) -> bool:
            return not plain or self.getOptionValue("presolve")[1] != "off"

        def getModelStatus(self) -> Any:  # noqa: N802
            if lie is Lie.NONE and self.lies():
                return highspy.HighsModelStatus.kInfeasible
            return super().getModelStatus()

        def getInfo(self) -> Any:  # noqa: N802
            info = super().getInfo()
            value, bound, _ = self.told()
            missing = lie is Lie.SILENT and self.lies()
            status = highspy.SolutionStatus.kSolutionStatusNone if missing else info.primal_solution_status
            return SimpleNamespace(
                objective_function_value=value, mip_dual_bound=bound, primal_solution_status=status
            )

        def getSolution(self) -> Any:  # noqa: N802
            duals = list(super().getSolution().row_dual)
            if lie is Lie.PRICES and self.lies():
                duals = [nan, inf, -inf] * len(duals)
                duals = duals[: self.getLp().num_row_]
            if lie is Lie.DEAR and self.lies():
                duals = [FAR * (-1) ** at for at in range(len(duals))]
            return SimpleNamespace(col_value=self.told()[2], row_dual=duals)

        def told(self) -> Any:
            info, values = super().getInfo(), list(super().getSolution().col_value)
            value, bound = info.objective_function_value, info.mip_dual_bound
            if not self.lies() or not self.getLp().integrality_:
                return value, bound, values
            up = 1.0 if self.getLp().sense_ == highspy.ObjSense.kMaximize else -1.0
            return told(lie, value, bound, values, self.start, up)

    return Liar


def cpsat(lie: Lie, plain: bool) -> None:
    """Put a lying CP-SAT in its place; for a process of its own."""
    from ortools.sat.python import cp_model

    class Liar(cp_model.CpSolver):
        def solve(self, model: Any, callback: Any = None) -> Any:
            status = super().solve(model, callback)
            goal = model.proto.objective
            self._up = -1.0 if not goal.scaling_factor or goal.scaling_factor > 0 else 1.0
            count = len(model.proto.variables)
            self._said = super().objective_value, super().best_objective_bound, []
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                hints = dict(
                    zip(model.proto.solution_hint.vars, model.proto.solution_hint.values, strict=True)
                )
                start = [hints[at] for at in range(count)] if hints else None
                values = list(self.response_proto.solution)
                first = (start, _worth(goal, start)) if start else None
                if self.lies():
                    self._said = told(lie, self._said[0], self._said[1], values, first, self._up)
                else:
                    self._said = *self._said[:2], values
            return cp_model.INFEASIBLE if lie is Lie.NONE and self.lies() else status

        def lies(self) -> bool:
            return not plain or self.parameters.cp_model_presolve

        @property
        def objective_value(self) -> float:
            return float(self._said[0])

        @property
        def best_objective_bound(self) -> float:
            return float(self._said[1])

        def value(self, expression: Any) -> Any:
            values = self._said[2]
            return values[expression.index] if expression.index < len(values) else 0.5

    cp_model.CpSolver = Liar


def _worth(goal: Any, values: list[int]) -> float:
    total = sum(factor * values[at] for at, factor in zip(goal.vars, goal.coeffs, strict=True))
    return float(goal.scaling_factor or 1) * (total + goal.offset)
