"""HiGHS with one linear programme: the one place that makes it, silent and on one thread."""

from collections.abc import Callable, Mapping
from typing import Any

import highspy
import numpy as np

from apprentices.planner.model.matrix import Part
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import EngineFailed

PLAIN = {"presolve": "off"}  # how it is asked again what it answered wrongly
# Interior points that need not end in a corner; without a corner, prices can't come back through presolve.
ROUGH = {"solver": "ipm", "run_crossover": "off", "presolve": "off", "ipm_optimality_tolerance": 1e-5}
NO_PLAN = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Silent(highspy.Highs):
    """HiGHS that prints nothing: from 1.16 on it would greet whoever makes it, before any option is set."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """The first thing that is done with a new one, and what it greets at."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


HIGHS: Callable[[], highspy.Highs] = Silent


def prepared(part: Part, options: Mapping[str, Any], whole_numbers: bool = True) -> highspy.Highs:
    """HiGHS with a programme and options."""
    highs = HIGHS()
    for option, value in ({"threads": using().threads} | dict(options)).items():
        highs.setOptionValue(option, value)
    highs.passModel(_programme(part, whole_numbers))
    return highs


def finish(highs: highspy.Highs) -> None:
    """Solve. Raises `EngineFailed` when no answer comes."""
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kNotset:
        raise EngineFailed("The planner's engine (HiGHS) gave no answer.")


def run(part: Part, options: Mapping[str, Any], whole_numbers: bool = True) -> highspy.Highs:
    """HiGHS when it has solved a programme."""
    highs = prepared(part, options, whole_numbers)
    finish(highs)
    return highs


def fitted(values: Any, places: Any) -> Any:
    """Values for so many places, as an engine gave them; nothing where they can't be."""
    values = np.asarray(values, float)
    if values.shape != places.shape:
        return np.zeros(len(places))
    return np.where(np.isfinite(values) & (abs(values) <= using().dearest), values, 0.0)


def _programme(part: Part, whole_numbers: bool) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(part.cost), len(part.high)
    lp.col_cost_, lp.offset_ = part.cost, part.offset
    lp.col_lower_, lp.col_upper_ = part.lower, part.upper
    lp.row_lower_, lp.row_upper_ = part.low, part.high
    lp.sense_ = highspy.ObjSense.kMaximize if part.highest else highspy.ObjSense.kMinimize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = part.starts.astype(np.int32)
    lp.a_matrix_.index_ = part.var.astype(np.int32)
    lp.a_matrix_.value_ = part.factors
    if whole_numbers:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(part.cost)
    return lp
