"""The search for a plan, as it runs in the child process: lexicographic optimisation.

The levels (`level.py`) are gone through one after the other; what is proved of one is a row of the model of
the next.
"""

from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np

from apprentices.planner.ledger import simple_bound
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.search.answer import Answer, Effort, EngineFailed, FalseClaim, Watch
from apprentices.planner.search.best import Best
from apprentices.planner.search.confirm import UNSURE, confirmed
from apprentices.planner.search.construct import construct
from apprentices.planner.search.engine_highs import attempted, relaxed, solve
from apprentices.planner.search.few import Few
from apprentices.planner.search.fewest_relaxations import fewest_relaxations
from apprentices.planner.search.large import Large, begun
from apprentices.planner.search.reduced_cost_fixing import Closing
from apprentices.planner.search.tell import Tell, prove


class Search:
    """One search. Everything in it follows from problem and seed alone, and never from the clock."""

    def __init__(self, problem: Problem, seed: int, tell: Tell, never: frozenset[str] = frozenset()) -> None:
        self.never = never
        self.problem = problem
        self.seed = seed
        self.tell = tell
        self.best = Best(problem, tell)
        self.few: Few | None = None  # placements for each cell, where construction left gaps
        self.large: Large | None = None  # of a large board
        self.lacked = 0  # cells that construction left empty

    def run(self) -> None:
        """Search until the best plan is proved. Raises `EngineFailed`; what was told by then holds."""
        self.best.take(construct(self.problem, self.seed), inf)
        self.lacked = self.best.ledger.gaps
        fits = not self.problem.is_beyond(using().fill_size)
        hard = fits and not self.best.ledger.full and not self.problem.before
        any_is_best = not simple_bound(self.problem)
        if hard and (any_is_best or self.problem.is_beyond(using().few_size)):
            self._full_of_few()
        if not self.problem.is_beyond(using().whole_size):
            self.tell.bound(Level.SCORE, simple_bound(self.problem))
            self._whole(hard)
            return
        large = self.large = Large(self.problem, self.best.ledger, self.seed, self.tell)
        if not fits or self.problem.before:
            large.fill(using().fills)
        elif large.missing <= using().few_missing:
            large.fill(using().first_fills)
        if not fits:
            large.lessen()
        elif self.best.ledger.full or self.problem.before:
            large.lessen(while_it_helps=True)
        if large.is_left or hard:
            self._whole(hard)
        else:
            large.run()

    def _full_of_few(self) -> None:
        """Any full plan of a few placements for each cell: on most boards that have one it comes at once."""
        self.few = Few(self.problem, self.seed)
        model = build(self.problem, self.few.more_of, gaps=False)
        matrix = Matrix(model, Level.BREACHES, model.unbroken)
        part = matrix.part(np.ones(len(matrix.cost), bool), lean=True)
        many = len(part.variables) > using().interior_variables
        effort = Effort(using().few_nodes, solutions=1, relaxes=not many)
        # Plainly: what HiGHS tries first is mostly enough, and takes less time than presolve does.
        for turn in range(using().few_jumps if many else 1):
            answer = attempted(matrix, part, self.seed + turn, effort=effort, plainly=True)
            self._take(model, answer.values)
            if self.best.ledger.full or answer.proved:
                return

    def _whole(self, hard: bool) -> None:
        """All cells in one model. `hard`: prices come before a better plan is looked for."""
        model = build(self.problem, gaps=False)
        fixed = model.unbroken
        closing = None
        self._start(model)
        first, short = self.best, not self.best.ledger.full or (fixed and self.best.breaches)
        if hard or short:
            # There mostly is a full plan in which locked cells break nothing that free ones could mend;
            # that decides the first two levels at once.
            if short:
                self.best = Best(self.problem, self.tell)
            closing = self._closing(model, fixed, first.ledger.plan)
            if not self._fill(closing, model, fixed):
                model, fixed, self.best, closing = build(self.problem), {}, first, None
                if self.large is not None:
                    self.large.lessen(while_it_helps=True)
        start = self._start(model)
        for level in (Level.BREACHES, Level.GAPS, Level.MOVES):
            if level in fixed or not model.objective[level].terms:
                self._prove(level, model.objective[level].constant)
                continue
            answer = self._least(model, level, fixed) or self._level(model, level, fixed, start)
            value, start, surely = confirmed(solve, model, level, fixed, self.seed, answer)
            self._take(model, start)
            if surely:
                self._prove(level, value)
            else:
                self.tell.trouble(UNSURE.format(level.name.lower()))
            fixed[level], closing = value, None
            if level is Level.GAPS and not self.best.ledger.full:
                self._explain()
        closing = closing or self._closing(model, fixed)
        if self.large is None:
            closing.run()
        else:
            closing.run_large()

    def _least(self, model: Model, level: Level, fixed: dict[Level, int]) -> Answer | None:
        """A plan with as few gaps as the relaxation; None where none is found soon, or what is said is false.

        Asked for just that, the engine sees at once what takes it long when it looks for the fewest.
        """
        if level is not Level.GAPS or self.large is not None:
            return None
        least = relaxed(model, level, fixed)
        if least is None or least >= self.best.ledger.gaps:
            return None
        effort = Effort(using().least_nodes, solutions=1, asks=using().confirm_asks)
        try:
            answer = solve(model, level, {**fixed, level: least}, self.seed, effort=effort)
        except FalseClaim:
            return None
        self._take(model, answer.values)
        return None if answer.values is None else answer

    def _level(
        self, model: Model, level: Level, fixed: dict[Level, int], start: Sequence[float] | None
    ) -> Answer:
        """A level to the proof: on a large board in turns with neighbourhoods, which mostly find more in
        the time; each turn of the model may take more nodes, so that none goes on for ever.
        """
        nodes = None if self.large is None else using().level_nodes
        while True:
            watch, effort = self._watch(model, level), Effort(nodes)
            answer = solve(model, level, fixed, self.seed, start, watch, effort)
            self._take(model, answer.values)
            if answer.proved or self.large is None or nodes is None:
                return answer
            self.large.try_on()
            start, nodes = self._start(model), nodes * using().more_nodes
            assert start is not None, "the model has every plan"

    def _fill(self, closing: Closing, model: Model, fixed: dict[Level, int]) -> bool:
        """Look for a full plan: from the relaxation of the score, so that it is a good one, or else any.

        That there is none is not told: the model with gaps proves it. Whole rotations take the relaxation's
        place where the first plan lacked little: elsewhere prices of theirs can take minutes to come.
        """
        easy = self.lacked <= using().few_missing
        if self.best.ledger.full and (closing.closed or (closing.is_of_rotations and easy)):
            return True
        if closing.fill() and not self.best.ledger.full:
            effort = Effort() if self.large is None else Effort(using().fill_nodes)
            answer = solve(model, Level.BREACHES, fixed, self.seed, effort=effort)
            self._take(model, answer.values)
        return self.best.ledger.full

    def _explain(self) -> None:
        try:
            found = fewest_relaxations(self.problem, solve, self.seed, self.never, self.tell.relax, relaxed)
            self.tell.relax(*found)
        except EngineFailed as error:
            self.tell.trouble(str(error))

    def _start(self, model: Model) -> list[int] | None:
        """The best plan so far as values of a model of everything, which alone knows what it could mend."""
        start = model.start(self.best.ledger.plan)
        if start is not None:
            self.best.breaches = model.breaches(start)
        return start

    def _closing(self, model: Model, fixed: dict[Level, int], plan: Plan | None = None) -> Closing:
        sift = begun(model, fixed, plan or self.best.ledger.plan, self.few)
        return Closing(model, self.best.ledger, sift, self.seed, self.tell)

    def _watch(self, model: Model, level: Level) -> Watch:
        return Watch(
            found=lambda values: self._take(model, values),
            bounded=lambda bound: self.tell.bound(level, bound),
        )

    def _take(self, model: Model, values: Any | None) -> None:
        if values is not None:
            self.best.take(model.plan(values), model.breaches(values))

    def _prove(self, level: Level, value: int) -> None:
        prove(self.tell, self.best.ledger, level, value)
