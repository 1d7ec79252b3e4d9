"""One engine at work on one internship board, in a process of its own; each line it prints is JSON.

    python -m benchmarks.engines ours|highs|cpsat PEOPLE STYLE SEED SECONDS

`cpu` are CPU seconds of the process since it had the board, as a problem or as tables: loading the engine
and making its model are part of them. It ends by itself after so many. `score` is that of a full plan,
`bound` what none is better than, `level` what is proved. "ours" is the search as the planner's child runs
it; HiGHS and CP-SAT get the direct model (`benchmarks.direct`). Each has one thread.
"""

import json
import resource
import sys
import time
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.direct import Direct
from fixtures.cases.internship import INTERNSHIPS, internship
from fixtures.folder import Tables


class Lines:
    """Says how far an engine has come: also what a search tells."""

    def begin(self) -> None:
        """Now the engine has the board."""
        self._began = time.process_time()

    def say(self, **what: object) -> None:
        """One line."""
        print(json.dumps({"cpu": round(time.process_time() - self._began, 2), **what}), flush=True)

    def plan(self, plan: object, worth: tuple[int, int, int]) -> None:
        """A better plan."""
        gaps, _, below = worth
        if not gaps:
            self.say(score=-below)

    def bound(self, level: Any, bound: float) -> None:
        """A bound at a level."""
        if level.name == "SCORE":
            self.say(bound=bound)

    def proved(self, level: Any) -> None:
        """A level that is proved."""
        self.say(level=level.name)

    def relax(self, *ignored: object) -> None:
        """What would have to give."""

    def trouble(self, words: str) -> None:
        """What does not hold."""
        self.say(trouble=words)


def ours(tables: Tables, lines: Lines) -> None:
    """The planner's search."""
    from apprentices.board import Board
    from apprentices.calendar import bank_holidays
    from apprentices.exchange.read import read
    from apprentices.planner.problem import Problem
    from apprentices.programme import Programme
    from benchmarks.plan import TODAY
    from fixtures.folder import write

    with TemporaryDirectory() as folder:
        write(tables, Path(folder))
        rows = read([Path(folder)]).tables
    problem = Problem(Board(Programme.of(rows, bank_holidays(range(2026, 2034)))), TODAY)
    lines.begin()
    from apprentices.planner.search.lexicographic import Search

    Search(problem.data.problem(), 1, lines).run()


def highs(tables: Tables, lines: Lines) -> None:
    """HiGHS with the direct model."""
    lines.begin()
    import highspy

    engine = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0), ("mip_abs_gap", 0.999)):
        engine.setOptionValue(option, value)
    engine.passModel(_programme(Direct(tables)))
    engine.cbMipImprovingSolution.subscribe(
        lambda event: lines.say(score=round(event.data_out.objective_function_value))
    )
    told: list[float] = []

    def bounded(event: Any) -> None:
        bound = event.data_out.mip_dual_bound
        if isfinite(bound) and bound not in told:
            told.append(bound)
            lines.say(bound=bound)

    engine.cbMipInterrupt.subscribe(bounded)
    engine.run()
    if engine.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        lines.say(score=round(engine.getInfo().objective_function_value), level="SCORE")


def _programme(direct: Direct) -> Any:
    import highspy
    import numpy as np

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(direct.cost), len(direct.rows)
    lp.col_cost_ = np.array(direct.cost, float)
    lp.col_lower_, lp.col_upper_ = np.array(direct.lower, float), np.array(direct.upper, float)
    lp.row_lower_ = np.array([low for _, low, _ in direct.rows])
    lp.row_upper_ = np.array([high for _, _, high in direct.rows])
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _, _ in direct.rows)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([x for row, _, _ in direct.rows for x in row], np.int32)
    lp.a_matrix_.value_ = np.array([f for row, _, _ in direct.rows for f in row.values()], float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(direct.cost)
    return lp


def cpsat(tables: Tables, lines: Lines) -> None:
    """CP-SAT with the direct model."""
    lines.begin()
    from ortools.sat.python import cp_model

    direct = Direct(tables)
    model = cp_model.CpModel()
    bounds = zip(direct.lower, direct.upper, strict=True)
    columns = [model.new_int_var(int(low), int(high), "") for low, high in bounds]
    for row, low, high in direct.rows:
        least = int(low) if isfinite(low) else cp_model.INT32_MIN
        most = int(high) if isfinite(high) else cp_model.INT32_MAX
        terms = cp_model.LinearExpr.weighted_sum([columns[x] for x in row], [int(f) for f in row.values()])
        model.add_linear_constraint(terms, least, most)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, [int(cost) for cost in direct.cost]))

    class Found(cp_model.CpSolverSolutionCallback):
        """Tells of each solution."""

        def on_solution_callback(self) -> None:
            lines.say(score=round(self.objective_value))

    engine = cp_model.CpSolver()
    engine.parameters.num_workers = 1
    engine.best_bound_callback = lambda bound: lines.say(bound=bound)
    if engine.solve(model, Found()) == cp_model.OPTIMAL:
        lines.say(score=round(engine.objective_value), level="SCORE")


ENGINES = {"ours": ours, "highs": highs, "cpsat": cpsat}


def main() -> None:
    """Work as the arguments say."""
    engine, people, style, seed, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    lines = Lines()
    ENGINES[engine](internship(int(seed), INTERNSHIPS[style], int(people)), lines)
    lines.say(ended=True)


if __name__ == "__main__":
    main()
