"""A level of a model as arrays, for the engines; and the part of it that only some of its columns make."""

import copy
from collections.abc import Mapping
from math import inf
from typing import Any, NamedTuple

import highspy
import numpy as np

from apprentices.planner.model import Level, Model
from apprentices.planner.outcome import EngineFailed

NEAR = 1e-6


THREADS = 1  # another number in the same process makes HiGHS answer nothing


def prepared(lp: highspy.HighsLp, options: Mapping[str, Any]) -> highspy.Highs:
    """HiGHS with a programme and options, silent."""
    highs = highspy.Highs()
    for option, value in ({"output_flag": False, "threads": THREADS} | dict(options)).items():
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    return highs


def finish(highs: highspy.Highs) -> None:
    """Solve. Raises `EngineFailed` when no answer comes."""
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kNotset:
        raise EngineFailed("The planner's engine (HiGHS) gave no answer.")


def run(lp: highspy.HighsLp, options: Mapping[str, Any]) -> highspy.Highs:
    """HiGHS when it has solved a programme."""
    highs = prepared(lp, options)
    finish(highs)
    return highs


class Part(NamedTuple):
    """A linear programme of some columns, and which rows of the whole stand in it."""

    lp: highspy.HighsLp
    columns: Any
    rows: Any


class Matrix:
    """Costs and bounds of the columns, and rows `low <= sum of factors <= high` as a list of entries."""

    def __init__(self, model: Model, level: Level, fixed: Mapping[Level, int]) -> None:
        """Earlier levels are held at `fixed`."""
        goal = model.objective[level]
        number = len(model.upper)
        self.highest = level is Level.SCORE
        self.offset = goal.constant
        self.cost = np.zeros(number)
        if goal.terms:
            self.cost[list(goal.terms)] = list(goal.terms.values())
        self.upper, self.lower = np.array(model.upper, float), np.array(model.lower, float)
        starts, index = np.array(model.starts), np.frombuffer(model.index, np.int32)
        factors = np.frombuffer(model.coefficients, np.int32).astype(float)
        low = [-inf if bound is None else float(bound) for bound in model.row_lower]
        high = [float(bound) for bound in model.row_upper]
        for other, value in fixed.items():
            objective = model.objective[other]
            starts = np.append(starts, len(index))
            index = np.append(index, np.array(list(objective.terms), np.int32))
            factors = np.append(factors, np.array(list(objective.terms.values()), float))
            low.append(-inf)
            high.append(float(value - objective.constant))
        self.low, self.high = np.array(low), np.array(high)
        self.index, self.factors = index, factors
        self.row = np.repeat(np.arange(len(high)), np.diff(np.append(starts, len(index))))
        self._take_places(model)

    def only(self, mask: Any) -> "Matrix":
        """The same with the entries of some columns alone; the others are taken to be 0."""
        other = copy.copy(self)
        keep = mask[self.index]
        other.index, other.factors, other.row = self.index[keep], self.factors[keep], self.row[keep]
        return other

    def part(self, chosen: Any, whole_numbers: bool, held: Any | None = None) -> Part:
        """The programme of the columns that a mask chooses, the others being as `held` says, or 0.

        Rows that these columns can't break are left out. The value of the others is not counted.
        """
        columns = np.flatnonzero(chosen)
        low, high = self.low, self.high
        if held is not None:
            others = np.where(chosen, 0.0, held)
            there = np.bincount(self.row, self.factors * others[self.index], minlength=len(high))
            low, high = low - there, high - there
        position = np.full(len(self.cost), -1)
        position[columns] = np.arange(len(columns))
        keep = chosen[self.index]
        index, factors, row = self.index[keep], self.factors[keep], self.row[keep]
        one, other = factors * self.upper[index], factors * self.lower[index]
        most = np.bincount(row, np.maximum(one, other), minlength=len(high))
        least = np.bincount(row, np.minimum(one, other), minlength=len(high))
        tight = (most > high + NEAR) | (least < low - NEAR)
        rows = np.flatnonzero(tight)
        row_position = np.full(len(high), -1)
        row_position[rows] = np.arange(len(rows))
        inside = tight[row]
        index, factors, row = position[index[inside]], factors[inside], row_position[row[inside]]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(columns), len(rows)
        lp.col_cost_, lp.offset_ = self.cost[columns], self.offset
        lp.col_lower_, lp.col_upper_ = self.lower[columns], self.upper[columns]
        lp.row_lower_, lp.row_upper_ = low[rows], high[rows]
        lp.sense_ = highspy.ObjSense.kMaximize if self.highest else highspy.ObjSense.kMinimize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(row, np.arange(len(rows) + 1)).astype(np.int32)
        lp.a_matrix_.index_ = index.astype(np.int32)
        lp.a_matrix_.value_ = factors
        if whole_numbers:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
        return Part(lp, columns, rows)

    def _take_places(self, model: Model) -> None:
        """Which cell, person and seat each column is about; -1 for those that are about none or several.

        A seat is a placement in a cycle.
        """
        self.cells, self.people = len(model.x), len(model.problem.free)
        self.cell_of = np.full(len(self.cost), -1)
        self.person_of = np.full(len(self.cost), -1)
        self.seat_of = np.full(len(self.cost), -1)
        number = {who: at for at, who in enumerate(model.problem.free)}
        seats: dict[tuple[int, str], int] = {}
        for at, ((who, column), own) in enumerate(model.x.items()):
            columns = [*own.values(), *([model.s[who, column]] if (who, column) in model.s else [])]
            self.cell_of[columns] = at
            self.person_of[columns] = number[who]
            self.seat_of[list(own.values())] = [seats.setdefault((column, p), len(seats)) for p in own]
        for column, who in model.owner.items():
            self.person_of[column] = number[who]
