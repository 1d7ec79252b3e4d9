"""CP-SAT: the extra `[cpsat]`, for tight boards on which there is little to optimise.

It takes the same linear model as HiGHS, in a child process of its own: the two can't share one.
"""

from typing import Any

from ortools.sat.python import cp_model

from apprentices.planner.ledger import Ledger
from apprentices.planner.model import Level, Model
from apprentices.planner.problem import Problem
from apprentices.planner.tell import Tell

LEVELS = (Level.BREACHES, Level.GAPS, Level.MOVES, Level.SCORE)


def search(problem: Problem, seed: int, tell: Tell) -> None:
    """Decide level after level to the proof. One worker: the same seed gives the same plan."""
    model = Model(problem)
    engine = cp_model.CpModel()
    columns = [engine.new_int_var(low, high, "") for low, high in zip(model.lower, model.upper, strict=True)]
    ends = [*model.starts[1:], len(model.index)]
    for number, (first, last) in enumerate(zip(model.starts, ends, strict=True)):
        terms = zip(model.index[first:last], model.coefficients[first:last], strict=True)
        total = sum(columns[column] * factor for column, factor in terms)
        engine.add(total <= model.row_upper[number])
        least = model.row_lower[number]
        if least is not None:
            engine.add(total >= least)
    for level in LEVELS:
        goal = model.objective[level]
        if goal.terms:
            total = sum(columns[column] * factor for column, factor in goal.terms.items())
            if not _decide(engine, total, level, (model, columns), seed, tell):
                return
        else:
            tell.bound(level, goal.constant)
        tell.proved(level)


def _decide(
    engine: Any, total: Any, level: Level, what: tuple[Model, list[Any]], seed: int, tell: Tell
) -> bool:
    """Make one level as good as can be and hold it there."""
    model, columns = what
    if level is Level.SCORE:
        engine.maximize(total)
    else:
        engine.minimize(total)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    status = solver.solve(engine, _Found(model, columns, tell))
    if status != cp_model.OPTIMAL:
        return False
    best = round(solver.objective_value)
    engine.add(total >= best if level is Level.SCORE else total <= best)
    engine.clear_hints()
    for column in columns:
        engine.add_hint(column, solver.value(column))
    tell.bound(level, best + model.objective[level].constant)
    return True


class _Found(cp_model.CpSolverSolutionCallback):
    """Tells of each better plan."""

    def __init__(self, model: Model, columns: list[Any], tell: Tell) -> None:
        super().__init__()
        self._model, self._columns, self._tell = model, columns, tell

    def on_solution_callback(self) -> None:
        values = [self.value(column) for column in self._columns]
        ledger = Ledger(self._model.problem, self._model.plan(values))
        self._tell.plan(ledger.plan, ledger.worth)
