"""HiGHS: the engine of the plain install. Imported only in a child process, when a plan is asked for."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import highspy
import numpy as np

from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Answer, Effort, FalseClaim, Watch
from apprentices.planner.search.claims import Claim, Known, asked, counted, whole_bound
from apprentices.planner.search.engine_run import NO_PLAN, PLAIN, finish, prepared, run


def solve(
    model: Model,
    level: Level,
    fixed: Mapping[Level, int],
    seed: int,
    start: Sequence[float] | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
    plainly: bool = False,
) -> Answer:
    """Make one level of a model as good as can be, with earlier levels no worse than `fixed`.

    `plainly`: without presolve and start. Raises `EngineFailed` when no answer comes, or one that is false
    when it is counted again.
    """
    matrix = Matrix(model, level, fixed)
    part = matrix.part(np.ones(len(matrix.cost), bool))
    return solve_part(matrix, part, seed, start, watch, effort, plainly)


def solve_part(
    matrix: Matrix,
    part: Part,
    seed: int,
    start: Any | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
    plainly: bool = False,
) -> Answer:
    """Make a level as good as a part of its variables allows. In what comes back, the others are 0.

    Raises as `solve` does.
    """
    first = None if start is None else np.asarray(start, float)[part.variables]
    known = Known(part, first)
    effort = effort or Effort()
    options = _options(seed, effort, len(part.variables))

    def ask(plain: bool) -> Answer:
        highs = prepared(part, options | PLAIN if plain else options)
        if first is not None and not plain:
            values = highspy.HighsSolution()
            values.col_value = first
            highs.setSolution(values)
        if watch is not None:
            _listen(highs, known, watch, lambda found: _spread(found, part, len(matrix.cost)))
        if effort.asks is not None:
            _end_when_asked(highs, effort.asks)
        if not effort.relaxes:
            _end_before_relaxing(highs)
        finish(highs)
        return counted(_claim(highs), known, effort)

    answer = asked(ask, plainly)
    if answer.values is None:
        return answer
    return answer._replace(values=_spread(answer.values, part, len(matrix.cost)))


def attempted(
    matrix: Matrix,
    part: Part,
    seed: int,
    start: Any | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
    plainly: bool = False,
) -> Answer:
    """The same where there is another way: of an answer that is false, nothing is known."""
    try:
        return solve_part(matrix, part, seed, start, watch, effort, plainly)
    except FalseClaim:
        return Answer(None, None, None, proved=False)


def relaxed(model: Model, level: Level, fixed: Mapping[Level, int]) -> int | None:
    """What the relaxation of a level says that nothing is better than; None where it says nothing."""
    matrix = Matrix(model, level, fixed)
    part = matrix.part(np.ones(len(matrix.cost), bool))
    highs = run(part, {"solver": "simplex"}, whole_numbers=False)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return whole_bound(highs.getInfo().objective_function_value, part.highest)


def _spread(values: Any, part: Part, number: int) -> Any:
    """Values of all variables from those of some."""
    whole = np.zeros(number)
    whole[part.variables] = values
    return whole


def _options(seed: int, effort: Effort, variables: int) -> dict[str, Any]:
    return {
        "random_seed": seed % 2**31,
        "mip_rel_gap": effort.gap,
        "mip_abs_gap": 1 - 2 * using().near,  # values are whole numbers
        **({"mip_max_nodes": effort.nodes} if effort.nodes is not None else {}),
        **({"mip_max_improving_sols": effort.solutions} if effort.solutions is not None else {}),
        # Simplex takes minutes for the first relaxation of a large board, interior points seconds.
        **({"mip_lp_solver": "ipm"} if variables > using().interior_variables else {}),
    }


def _listen(highs: highspy.Highs, known: Known, watch: Watch, whole: Callable[[Any], Any]) -> None:
    told: list[int] = []

    def bounded(event: Any) -> None:
        bound = whole_bound(event.data_out.mip_dual_bound, known.part.highest)
        if bound is not None and bound not in told and known.allows(bound):
            told.append(bound)
            watch.bounded(bound)

    def found(event: Any) -> None:
        values = known.take(np.array(event.data_out.mip_solution))
        if values is not None:
            watch.found(whole(values))

    highs.cbMipImprovingSolution.subscribe(found)
    highs.cbMipInterrupt.subscribe(bounded)  # often called; logging is silent without output


def _end_when_asked(highs: highspy.Highs, times: int) -> None:
    """End a solve when HiGHS asks so often at its first node whether to go on; it always does at the same
    points.
    """
    asks = count(1)

    def asked_again(event: Any) -> None:
        if event.data_out.mip_node_count == 0 and next(asks) >= times:
            event.interrupt()

    highs.cbMipInterrupt.subscribe(asked_again)


def _end_before_relaxing(highs: highspy.Highs) -> None:
    """End a solve where its first relaxation would begin: HiGHS finds no time left when it first looks at the
    clock after that. It tells that it has begun by offering to take in a solution.
    """

    def begun(event: Any) -> None:
        highs.setOptionValue("time_limit", 0.0)

    highs.cbMipUserSolution.subscribe(begun)


def _claim(highs: highspy.Highs) -> Claim:
    status, info = highs.getModelStatus(), highs.getInfo()
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Claim(
        values=np.array(highs.getSolution().col_value) if has_values else None,
        value=info.objective_function_value,
        bound=info.mip_dual_bound,
        optimal=status == highspy.HighsModelStatus.kOptimal,
        none=status in NO_PLAN,
    )
