"""CP-SAT: the extra `[cpsat]`, for tight boards on which there is little to optimise.

It takes the same linear model as HiGHS, in a child process of its own: the two can't share one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from apprentices.planner.ledger import Ledger
from apprentices.planner.model import Level, Model
from apprentices.planner.outcome import Outcome, Watch
from apprentices.planner.problem import Problem
from apprentices.planner.tell import Tell


def search(problem: Problem, seed: int, tell: Tell) -> None:
    """Decide level after level to the proof."""
    model = Model(problem)

    def found(values: Any) -> None:
        ledger = Ledger(problem, model.plan(values))
        tell.plan(ledger.plan, ledger.worth)

    fixed: dict[Level, int] = {}
    start = None
    for level in (Level.BREACHES, Level.GAPS, Level.MOVES, Level.SCORE):
        if model.objective[level].terms:
            outcome = solve(model, level, fixed, seed, start, Watch(found))
            if outcome.value is None or not outcome.proved:
                return
            start, fixed[level] = outcome.values, outcome.value
        tell.bound(level, fixed.get(level, model.objective[level].constant))
        tell.proved(level)


def solve(
    model: Model,
    level: Level,
    fixed: Mapping[Level, int],
    seed: int,
    start: Sequence[float] | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Make one level of a model as good as can be, with earlier levels no worse than `fixed`.

    One worker: the same seed gives the same plan.
    """
    engine, columns = _engine(model, fixed)
    goal = _total(columns, model.objective[level].terms)
    if level is Level.SCORE:
        engine.maximize(goal)
    else:
        engine.minimize(goal)
    for column, value in zip(columns, start or (), strict=False):
        engine.add_hint(column, round(value))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    if level is Level.RELAX:  # few of very many: by what can't all be kept, and without a relaxation
        solver.parameters.optimize_with_core = True
        solver.parameters.linearization_level = 0
    status = solver.solve(engine, _Found(columns, watch or Watch()))
    if status == cp_model.INFEASIBLE:
        return Outcome(None, None, None, proved=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(None, None, None, proved=False)
    value = round(solver.objective_value) + model.objective[level].constant
    values = [solver.value(column) for column in columns]
    return Outcome(values, value, value, proved=status == cp_model.OPTIMAL)


def _engine(model: Model, fixed: Mapping[Level, int]) -> tuple[cp_model.CpModel, list[Any]]:
    engine = cp_model.CpModel()
    columns = [engine.new_int_var(low, high, "") for low, high in zip(model.lower, model.upper, strict=True)]
    ends = [*model.starts[1:], len(model.index)]
    for number, (first, last) in enumerate(zip(model.starts, ends, strict=True)):
        terms = zip(model.index[first:last], model.coefficients[first:last], strict=True)
        total = _total(columns, dict(terms))
        engine.add(total <= model.row_upper[number])
        least = model.row_lower[number]
        if least is not None:
            engine.add(total >= least)
    for level, value in fixed.items():
        goal = model.objective[level]
        total = _total(columns, goal.terms)
        room = value - goal.constant
        engine.add(total >= room if level is Level.SCORE else total <= room)
    return engine, columns


def _total(columns: list[Any], terms: Mapping[int, int]) -> Any:
    return cp_model.LinearExpr.weighted_sum([columns[at] for at in terms], list(terms.values()))


class _Found(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution."""

    def __init__(self, columns: list[Any], watch: Watch) -> None:
        super().__init__()
        self._columns, self._watch = columns, watch

    def on_solution_callback(self) -> None:
        self._watch.found([self.value(column) for column in self._columns])
