"""What a child process has told, and what of it holds when it is counted again on the board."""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from apprentices.planner.counted import Values, is_past, values_of
from apprentices.planner.explain import as_one
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import LEVELS, Level
from apprentices.planner.parameters import using
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.planner.proposal import OnProgress, PlannerFailed, Progress, Relaxation
from apprentices.planner.search.elastic import Elastic

DOUBT = (
    "What the planner's engine said of {} did not hold when it was counted again on the board; what is shown "
    "here was counted, and no more is claimed."
)


class Holds(NamedTuple):
    """A plan that breaks nothing, and what is known of it: bounds, and at which levels none is better."""

    ledger: Ledger
    bounds: Mapping[Level, int]
    proved: frozenset[Level]


class _Plan(NamedTuple):
    """A plan that breaks nothing, counted."""

    ledger: Ledger
    values: Values


class Heard:
    """Listens to a child, and believes nothing of it that the board doesn't bear out."""

    def __init__(
        self, problem: Problem, on_progress: OnProgress | None = None, never: frozenset[str] = frozenset()
    ) -> None:
        self.began = time.monotonic()
        self.relax: tuple[Relaxation, ...] = ()
        self.relax_proved = False
        self.relax_full = True
        self.trouble: str | None = None
        self._problem, self._never = problem, never
        self._cells = list(problem.cells())
        self._last = Ledger(problem)  # the last plan
        self._plans: deque[tuple[tuple[int, int, int], list[str | None]]] = deque(maxlen=using().plans_kept)
        self._bounds: dict[Level, int] = {}
        self._proved: set[Level] = set()
        self._doubted = False
        self._on_progress = on_progress

    @property
    def seconds(self) -> float:
        """Since it began to listen."""
        return time.monotonic() - self.began

    @property
    def is_short(self) -> bool:
        """Whether the last plan has gaps, and fewer were said to be impossible."""
        return bool(self._plans) and not self._last.full and Level.GAPS in self._proved

    def as_good_as_can_be(self) -> None:
        """As if told that of a problem without cells to plan."""
        self._plans.append((self._last.worth, []))
        values = values_of(self._last)
        self._bounds = {level: values[level] for level in LEVELS} if values else {}
        self._proved = set(self._bounds)

    def take(self, message: tuple[Any, ...]) -> None:
        """One message. Raises `PlannerFailed` where the planner can't do what it was asked."""
        match message:
            case ("plan", plan, worth):
                self._take_plan(plan, worth)
            case ("bound", level, bound):
                self._bounds[Level[level]] = bound
            case ("proved", level):
                self._proved.add(Level[level])
            case ("relax", relax, proved, full, plan):
                self._take_relaxations(tuple(relax), proved, full, plan)
            case ("refused", words):
                raise PlannerFailed(words)
            case ("ended" | "trouble", words):
                self.trouble = words
        if self._on_progress and self._plans:
            last, bound = self._last, self._bounds.get(Level.SCORE)
            shown = bound if bound is not None and bound >= last.score else None
            self._on_progress(Progress(self.seconds, last.gaps, last.moves, last.score, shown))

    def holds(self) -> Holds | None:
        """The best plan that keeps all rules, with the claims that it bears out; None when none was told."""
        best: _Plan | None = None
        # Of plans that are worth the same, the last has the fewest warnings.
        told = [(worth, -number, codes) for number, (worth, codes) in enumerate(self._plans)]
        for _, _, codes in sorted(told, key=lambda plan: plan[:2]):
            plan = self._counted(dict(zip(self._cells, codes, strict=True)))
            if plan is None:
                self._doubt("a plan")
                continue
            if best is None or plan.values[Level.BREACHES] < best.values[Level.BREACHES]:
                best = plan
            if not plan.values[Level.BREACHES]:
                break
        if best is None:
            return None
        if not self._agrees(best) or any(self._contradicts(known, best) for known in self._known()):
            self._doubt("how good a plan can be")
        if self._doubted:
            return Holds(best.ledger, {}, frozenset())
        return Holds(best.ledger, self._bounds, frozenset(self._proved))

    # -- inside

    def _take_plan(self, plan: list[str | None], worth: tuple[int, int, int]) -> None:
        if not self._fits(plan, self._cells):
            self._doubt("a plan")
            return
        last = self._last.plan
        cells = zip(self._cells, plan, strict=True)
        self._last.take({cell: code for cell, code in cells if last[cell] != code})
        if self._last.worth != worth:
            self._doubt("the worth of a plan")
        self._plans.append((self._last.worth, plan))

    def _take_relaxations(
        self, relax: tuple[Relaxation, ...], proved: bool, full: bool, plan: list[str | None]
    ) -> None:
        elastic = Elastic(self._problem, self._never)
        cells = list(elastic.problem.cells())
        shows = dict(zip(cells, plan, strict=False))
        if (
            self._fits(plan, cells)
            and elastic.bears_out(shows, relax)
            and full == elastic.is_full(shows)
            and (full or not any(known.ledger.full for known in self._known()))
        ):
            self.relax, self.relax_proved, self.relax_full = as_one(relax), proved, full
        else:
            self.trouble = self.trouble or DOUBT.format("what would have to give")

    def _fits(self, plan: list[str | None], cells: list[Cell]) -> bool:
        """Whether there is a known placement or a gap for each cell."""
        placements = self._problem.programme.placements
        return len(plan) == len(cells) and all(code is None or code in placements for code in plan)

    def _counted(self, plan: Plan) -> _Plan | None:
        """A plan and what it comes to; None where it breaks what it must not."""
        ledger = Ledger(self._problem, plan)
        values = values_of(ledger)
        return None if values is None else _Plan(ledger, values)

    def _agrees(self, best: _Plan) -> bool:
        """Whether no bound is on the wrong side of a plan, and each proof is of what it comes to."""
        right = all(not is_past(level, best.values[level], bound) for level, bound in self._bounds.items())
        return right and all(self._bounds.get(level) == best.values[level] for level in self._proved)

    def _contradicts(self, known: _Plan, best: _Plan) -> bool:
        """Whether a known plan is better, where the two first differ, than any was said to be."""
        for level in LEVELS:
            if known.values[level] != best.values[level]:
                return level in self._bounds and is_past(level, known.values[level], self._bounds[level])
        return False

    def _known(self) -> Iterator[_Plan]:
        """Plans that are known without a child: the board as it is, and what moves are counted against."""
        rows = {who: self._problem.board.row(who) for who in self._problem.free}
        there = {(who, c): cell.placement for who, c in self._cells if (cell := rows[who][c]) is not None}
        for filled in (there, self._problem.before):
            plan = {cell: filled.get(cell) for cell in self._cells}
            if self._fits(list(plan.values()), self._cells) and (known := self._counted(plan)):
                yield known

    def _doubt(self, of: str) -> None:
        self._doubted = True
        self.trouble = self.trouble or DOUBT.format(of)
