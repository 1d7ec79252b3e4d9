"""The search for a plan, as it runs in the child process: level after level, each proved before the next."""

from typing import Any

from apprentices.planner.closing import Closing
from apprentices.planner.construct import construct
from apprentices.planner.engine_highs import solve
from apprentices.planner.engine_sift import Sift
from apprentices.planner.explain import fewest_relaxations
from apprentices.planner.large import Large
from apprentices.planner.ledger import Ledger, simple_bound
from apprentices.planner.model import Level, Model
from apprentices.planner.outcome import Watch
from apprentices.planner.problem import Problem
from apprentices.planner.tell import Tell

WHOLE = 30_000  # cells times placements up to which one model serves
PRICED = 3_000_000  # and up to which prices can be had


class Search:
    """One search. Everything in it follows from problem and seed alone, and never from the clock."""

    def __init__(self, problem: Problem, seed: int, tell: Tell, never: frozenset[str] = frozenset()) -> None:
        self.never = never
        self.problem = problem
        self.seed = seed
        self.tell = tell
        self.ledger = Ledger(problem)

    def run(self) -> None:
        """Search until the best plan is proved."""
        first = construct(self.problem, self.seed)
        if first is not None:
            self.ledger.take(first)
            self._tell()
        size = len(self.ledger.plan) * len(self.problem.programme.placements)
        if size <= WHOLE:
            self.tell.bound(Level.SCORE, simple_bound(self.problem))
            self._whole()
        else:
            Large(self.problem, self.ledger, self.seed, self.tell).run(priced=size <= PRICED)

    def _whole(self) -> None:
        """All cells in one model."""
        model = Model(self.problem, gaps=False)
        fixed = {Level.BREACHES: 0} if model.objective[Level.BREACHES].terms else {}
        if fixed or not self.ledger.full:
            # There mostly is a full plan in which locked cells break nothing that free ones could mend;
            # that decides the first two levels at once.
            self.ledger = Ledger(self.problem)
            if not self._fill(model, fixed):
                model, fixed = Model(self.problem), {}
        start = model.start(self.ledger.plan)
        for level in (Level.BREACHES, Level.GAPS, Level.MOVES):
            if level in fixed or not model.objective[level].terms:
                self._prove(level, model.objective[level].constant)
                continue
            outcome = solve(model, level, fixed, self.seed, start, self._watch(model, level))
            if outcome.values is None or outcome.value is None or not outcome.proved:
                return
            self._take(model, outcome.values)
            self._prove(level, outcome.value)
            fixed[level] = outcome.value
            start = [round(value) for value in outcome.values]
            if level is Level.GAPS and not self.ledger.full:
                self.tell.relax(*fewest_relaxations(self.problem, solve, self.seed, self.never))
        self._closing(model, fixed).run()

    def _fill(self, model: Model, fixed: dict[Level, int]) -> bool:
        """Look for a full plan: from the relaxation of the score, so that it is a good one, or else any."""
        if not self._closing(model, fixed).fill():
            return False
        if not self.ledger.full:
            outcome = solve(model, Level.BREACHES, fixed, self.seed)
            if outcome.values is None:
                return False
            self._take(model, outcome.values)
        return True

    def _closing(self, model: Model, fixed: dict[Level, int]) -> Closing:
        return Closing(model, self.ledger, Sift(model, fixed), self.seed, self.tell)

    def _watch(self, model: Model, level: Level) -> Watch:
        return Watch(
            found=lambda values: self._take(model, values),
            bounded=lambda bound: self.tell.bound(level, bound),
        )

    def _take(self, model: Model, values: Any) -> None:
        self.ledger.take(model.plan(values))
        self._tell()

    def _tell(self) -> None:
        self.tell.plan(self.ledger.plan, self.ledger.worth)

    def _prove(self, level: Level, value: int) -> None:
        self.tell.bound(level, value)
        self.tell.proved(level)
