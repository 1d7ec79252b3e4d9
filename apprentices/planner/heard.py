"""What a child process has told, and what of it holds when it is counted again on the board."""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from apprentices.planner.counted import breaches_of, value_at
from apprentices.planner.explain import Elastic
from apprentices.planner.ledger import Ledger
from apprentices.planner.model import Level
from apprentices.planner.problem import Cell, Problem
from apprentices.planner.proposal import OnProgress, PlannerFailed, Progress, Relaxation

KEPT = 20  # plans, the newest, to fall back on
LEVELS = (Level.BREACHES, Level.GAPS, Level.MOVES, Level.SCORE)
DOUBT = (
    "What the planner's engine said of {} did not hold when it was counted again on the board; what is shown "
    "here was counted, and no more is claimed."
)


class Holds(NamedTuple):
    """A plan that breaks nothing, and what is known of it: bounds, and at which levels none is better."""

    ledger: Ledger
    bounds: Mapping[Level, int]
    proved: frozenset[Level]


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
        self._plans: deque[tuple[tuple[int, int, int], list[str | None]]] = deque(maxlen=KEPT)
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
        self._bounds = {level: value_at(level, self._last) for level in LEVELS}
        self._proved = set(LEVELS)

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
        best: tuple[int, Ledger] | None = None
        for _, plan in sorted(self._plans, key=lambda told: told[0]):
            ledger = Ledger(self._problem, dict(zip(self._cells, plan, strict=True)))
            breaches = breaches_of(ledger)
            if breaches is None:
                self._doubt("a plan")
            elif best is None or breaches < best[0]:
                best = breaches, ledger
            if breaches == 0:
                break
        if best is None:
            return None
        ledger = best[1]
        if not self._agree(ledger) or any(self._is_better(known, ledger) for known in self._known()):
            self._doubt("how good a plan can be")
        if self._doubted:
            return Holds(ledger, {}, frozenset())
        return Holds(ledger, self._bounds, frozenset(self._proved))

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
        if self._fits(plan, cells) and elastic.bears_out(shows, relax) and full == elastic.is_full(shows):
            self.relax, self.relax_proved, self.relax_full = relax, proved, full
        else:
            self.trouble = self.trouble or DOUBT.format("what would have to give")

    def _fits(self, plan: list[str | None], cells: list[Cell]) -> bool:
        """Whether there is a known placement or a gap for each cell."""
        placements = self._problem.programme.placements
        return len(plan) == len(cells) and all(code is None or code in placements for code in plan)

    def _agree(self, ledger: Ledger) -> bool:
        """Whether no bound is on the wrong side of a plan, and each proof is of what it comes to."""
        for level, bound in self._bounds.items():
            value = value_at(level, ledger)
            if level in self._proved and value != bound:
                return False
            if value > bound if level is Level.SCORE else value < bound:
                return False
        return self._proved <= self._bounds.keys()

    def _known(self) -> Iterator[Ledger]:
        """Plans that are known without a child: the board as it is, and what moves are counted against."""
        if not self._bounds:
            return
        rows = {who: self._problem.board.row(who) for who in self._problem.free}
        there = {(who, c): cell.placement for who, c in self._cells if (cell := rows[who][c]) is not None}
        for plan in (there, self._problem.before):
            ledger = Ledger(self._problem, {cell: plan.get(cell) for cell in self._cells})
            if self._fits(list(ledger.plan.values()), self._cells) and breaches_of(ledger) is not None:
                yield ledger

    def _is_better(self, known: Ledger, ledger: Ledger) -> bool:
        """Whether a known plan is better, where the two first differ, than any was said to be."""
        for level in LEVELS:
            one, bound = value_at(level, known), self._bounds.get(level)
            if one != value_at(level, ledger):
                return bound is not None and (one > bound if level is Level.SCORE else one < bound)
        return False

    def _doubt(self, of: str) -> None:
        self._doubted = True
        self.trouble = self.trouble or DOUBT.format(of)
