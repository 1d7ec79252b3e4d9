"""CP-SAT: the extra `[cpsat]`, for tight boards on which there is little to optimise.

It takes the same linear model as HiGHS, in a child process of its own: the two can't share one.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from apprentices.planner.counted import prove
from apprentices.planner.model.linear import Level, Model
from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.problem import Problem
from apprentices.planner.search.answer import Effort, Outcome, Watch
from apprentices.planner.search.best import Best
from apprentices.planner.search.claims import Claim, Known, asked, counted
from apprentices.planner.search.confirm import confirmed
from apprentices.planner.search.tell import Tell


def search(problem: Problem, seed: int, tell: Tell) -> None:
    """Decide level after level to the proof."""
    model = Model(problem)
    best = Best(problem, tell)

    def found(values: Any) -> None:
        best.take(model.plan(values), model.breaches(values))

    fixed: dict[Level, int] = {}
    start = None
    for level in (Level.BREACHES, Level.GAPS, Level.MOVES, Level.SCORE):
        value = model.objective[level].constant
        if model.objective[level].terms:
            outcome = solve(model, level, fixed, seed, start, Watch(found))
            if level is Level.SCORE:
                assert outcome.value is not None, "the plan so far is one"
                value, start = outcome.value, outcome.values
            else:
                value, start = confirmed(solve, model, level, fixed, seed, outcome)
            found(start)
            fixed[level] = value
        prove(tell, best.ledger, level, value)


def solve(
    model: Model,
    level: Level,
    fixed: Mapping[Level, int],
    seed: int,
    start: Sequence[float] | None = None,
    watch: Watch | None = None,
    plainly: bool = False,
) -> Outcome:
    """Make one level of a model as good as can be, with earlier levels no worse than `fixed`.

    One worker: the same seed gives the same plan. `plainly`: without presolve and start. Raises `FalseClaim`
    when the answer is false when it is counted again.
    """
    matrix = Matrix(model, level, fixed)
    part = matrix.part(np.ones(len(matrix.cost), bool))
    known = Known(part, start)

    def ask(plain: bool) -> Outcome:
        engine, columns = _engine(part)
        if start is not None and not plain:
            for column, value in zip(columns, start, strict=True):
                engine.add_hint(column, round(value))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.cp_model_presolve = not plain
        if level is Level.RELAX:  # few of very many: by what can't all be kept, and without a relaxation
            solver.parameters.optimize_with_core = True
            solver.parameters.linearization_level = 0
        status = solver.solve(engine, _Found(columns, known, watch or Watch()))
        return counted(_claim(solver, status, columns, part), known, Effort())

    return asked(ask, plainly)


def _claim(solver: cp_model.CpSolver, status: Any, columns: list[Any], part: Part) -> Claim:
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Claim(None, None, None, optimal=False, none=status == cp_model.INFEASIBLE)
    return Claim(
        values=[solver.value(column) for column in columns],
        value=solver.objective_value + part.offset,
        bound=solver.best_objective_bound + part.offset,
        optimal=status == cp_model.OPTIMAL,
    )


def _engine(part: Part) -> tuple[cp_model.CpModel, list[Any]]:
    engine = cp_model.CpModel()
    bounds = zip(part.lower, part.upper, strict=True)
    columns = [engine.new_int_var(int(low), int(high), "") for low, high in bounds]
    for number, (low, high) in enumerate(zip(part.low, part.high, strict=True)):
        row = slice(part.starts[number], part.starts[number + 1])
        total = _total(columns, part.index[row], part.factors[row])
        engine.add(total <= int(high))
        if isfinite(low):
            engine.add(total >= int(low))
    goal = np.flatnonzero(part.cost)
    total = _total(columns, goal, part.cost[goal])
    if part.highest:
        engine.maximize(total)
    else:
        engine.minimize(total)
    return engine, columns


def _total(columns: list[Any], index: Any, factors: Any) -> Any:
    return cp_model.LinearExpr.weighted_sum(
        [columns[at] for at in index], [int(factor) for factor in factors]
    )


class _Found(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution."""

    def __init__(self, columns: list[Any], known: Known, watch: Watch) -> None:
        super().__init__()
        self._columns, self._known, self._watch = columns, known, watch

    def on_solution_callback(self) -> None:
        values = self._known.take([self.value(column) for column in self._columns])
        if values is not None:
            self._watch.found(values)
