"""CP-SAT: the extra `[cpsat]`, for tight boards on which there is little to optimise.

It takes the same linear model as HiGHS, in a child process of its own: the two can't share one.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.problem import Problem
from apprentices.planner.search.answer import Answer, Effort, Watch
from apprentices.planner.search.best import Best
from apprentices.planner.search.claims import Claim, Known, asked, counted
from apprentices.planner.search.confirm import UNSURE, confirmed
from apprentices.planner.search.construct import construct
from apprentices.planner.search.tell import Tell, prove


def search(problem: Problem, seed: int, tell: Tell) -> None:
    """Decide level after level to the proof."""
    model = build_with_warnings(problem)
    best = Best(problem, tell)

    def found(values: Any) -> None:
        best.take(model.plan(values), model.breaches(values))

    first = construct(problem, seed)
    start = model.start(first)
    assert start is not None, "the model has every plan"
    found(start)
    if not (best.ledger.full and best.breaches == 0):
        start = None  # a plan that falls short leads astray on tight boards
    fixed: dict[Level, int] = {}
    for level in LEVELS:
        value, surely = model.objective[level].constant, True
        if model.objective[level].terms:
            answer = solve(model, level, fixed, seed, start, Watch(found))
            if level is Level.SCORE:
                assert answer.value is not None, "the plan so far is one"
                value, start = answer.value, answer.values
            else:
                value, start, surely = confirmed(solve, model, level, fixed, seed, answer)
            found(start)
            fixed[level] = value
        if surely:
            prove(tell, best.ledger, level, value)
        else:
            tell.trouble(UNSURE.format(level.name.lower()))


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

    One worker: the same seed gives the same plan. `plainly`: without presolve and start. Raises `FalseClaim`
    when the answer is false when it is counted again.
    """
    matrix = Matrix(model, level, fixed)
    part = matrix.part(np.ones(len(matrix.cost), bool))
    known = Known(part, start)

    def ask(plain: bool) -> Answer:
        engine, variables = _engine(part)
        if start is not None and not plain:
            for variable, value in zip(variables, start, strict=True):
                engine.add_hint(variable, round(value))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.cp_model_presolve = not plain
        if effort is not None and effort.nodes is not None:
            solver.parameters.max_number_of_conflicts = effort.nodes
        if level is Level.RELAX:  # few of very many: by what can't all be kept, and without a relaxation
            solver.parameters.optimize_with_core = True
            solver.parameters.linearization_level = 0
        status = solver.solve(engine, _Found(variables, known, watch or Watch()))
        return counted(_claim(solver, status, variables, part), known, effort or Effort())

    return asked(ask, plainly)


def _claim(solver: cp_model.CpSolver, status: Any, variables: list[Any], part: Part) -> Claim:
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Claim(None, None, None, optimal=False, none=status == cp_model.INFEASIBLE)
    return Claim(
        values=[solver.value(variable) for variable in variables],
        value=solver.objective_value + part.offset,
        bound=solver.best_objective_bound + part.offset,
        optimal=status == cp_model.OPTIMAL,
    )


def _engine(part: Part) -> tuple[cp_model.CpModel, list[Any]]:
    engine = cp_model.CpModel()
    bounds = zip(part.lower, part.upper, strict=True)
    variables = [engine.new_int_var(int(low), int(high), "") for low, high in bounds]
    for number, (low, high) in enumerate(zip(part.low, part.high, strict=True)):
        row = slice(part.starts[number], part.starts[number + 1])
        total = _total(variables, part.var[row], part.factors[row])
        engine.add(total <= int(high))
        if isfinite(low):
            engine.add(total >= int(low))
    goal = np.flatnonzero(part.cost)
    total = _total(variables, goal, part.cost[goal])
    if part.highest:
        engine.maximize(total)
    else:
        engine.minimize(total)
    return engine, variables


def _total(variables: list[Any], var: Any, factors: Any) -> Any:
    return cp_model.LinearExpr.weighted_sum(
        [variables[at] for at in var], [int(factor) for factor in factors]
    )


class _Found(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution."""

    def __init__(self, variables: list[Any], known: Known, watch: Watch) -> None:
        super().__init__()
        self._variables, self._known, self._watch = variables, known, watch

    def on_solution_callback(self) -> None:
        values = self._known.take([self.value(variable) for variable in self._variables])
        if values is not None:
            self._watch.found(values)
