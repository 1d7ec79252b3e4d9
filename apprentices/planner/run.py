"""One run of the planner: from what was asked to a plan and what it would change.

It works on a copy of the board; the draft may change meanwhile, by oneself or by others (`merge`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.board import Board, Place, by_cell
from apprentices.planner.counted import broken
from apprentices.planner.problem import Data, Keep, Problem, Scope
from apprentices.planner.proposal import Kind, Move, OnProgress, Progress, Proposal, Status, Stop
from apprentices.planner.propose import after, propose, until_proved
from apprentices.planner.repair import PUBLICATION_HAD, changes, placement_at, with_reasons
from apprentices.programme import Assignment
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding, Shape
from apprentices.rules.words import count

SECONDS = 60.0  # when to stop looking, unless said otherwise
SEED = 1

Cells = dict[Place, Assignment]


class Asked(NamedTuple):
    """What a person asks of the planner."""

    scope: Scope = Scope()
    seconds: float | None = SECONDS  # None: until the proof
    seed: int = SEED
    never: frozenset[Kind] = frozenset()


class Base(NamedTuple):
    """The draft and the programme as they are at one moment, such as when a run begins."""

    data: Data
    rows: Mapping[str, Sequence[Any]]  # of every table, the draft's as well

    @property
    def cells(self) -> Cells:
        """The draft, cell by cell."""
        return by_cell(self.data.assignments)


class Left(NamedTuple):
    """What a plan leaves as it is: gaps in cells that were not planned, and conflicts by why they stand.

    `gaps`: how many, in these `cycles`; `past`: whether all of them are past or under way. Gaps in cells
    that were planned are no part of it. `seconds`: how long it was looked for what is not mended.
    """

    gaps: int = 0
    cycles: tuple[str, ...] = ()
    past: bool = False
    locked: int = 0  # in cells that are pinned or were not to be planned
    data: int = 0  # about people and calendar, which no plan changes
    lasting: int = 0  # in whatever plan of these cells
    open: int = 0  # not mended, and perhaps they could be
    seconds: float = 0.0

    @property
    def conflicts(self) -> int:
        """How many stand."""
        return self.locked + self.data + self.lasting + self.open

    def said(self) -> str:
        """The conflicts in a sentence without its end; empty where there are none."""
        parts = (
            (self.open, f"not mended in {count(round(self.seconds), 'second')}"),
            (self.lasting, "in every plan of these cells"),
            (self.locked, "that the plan may not mend (pinned or outside what was planned)"),
            (self.data, "about people and calendar, which no plan changes"),
        )
        told = [(number, why) for number, why in parts if number]
        if not told:
            return ""
        (first, why), *others = told
        stand = f"{count(first, 'conflict stands', 'conflicts stand')} {why}"
        return "; ".join([stand, *(f"{number} {why}" for number, why in others)])


class Outcome(NamedTuple):
    """A plan, and what it would change. `findings` are what the rules say of it; `kept_as` names the scenario
    that it is, if it is one, and `note` says what is to be known of it besides."""

    asked: Asked
    base: Base
    proposal: Proposal
    against_draft: tuple[Move, ...]
    against_publication: tuple[Move, ...]
    findings: tuple[Finding, ...]
    left: Left
    found: bool  # else the plan is only the draft as it was
    kept_as: str = ""
    note: str = ""

    @property
    def conflicts(self) -> int:
        """How many conflicts it has."""
        return sum(finding.is_conflict for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings it has."""
        return sum(finding.is_warning for finding in self.findings)


def run(
    asked: Asked,
    base: Base,
    stop: Stop,
    begun: Callable[[int, int], None] | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Plan until it is proved, the time is over or `stop` says so; `begun` is told how many cells of how
    many people may change.

    Raises `PlannerFailed` for what the planner can't do, be it that no process can be started.
    """
    data = base.data
    problem = data.problem()
    if begun:
        begun(sum(map(len, problem.free.values())), len(problem.free))
    over = until_proved if asked.seconds is None else after(asked.seconds)
    told = False

    def listen(progress: Progress) -> None:
        nonlocal told
        told = True
        if on_progress:
            on_progress(progress)

    proposal = propose(problem, lambda: stop() or over(), asked.seed, listen, asked.never)
    return judged(asked, base, problem, proposal, told)


def judged(asked: Asked, base: Base, problem: Problem, proposal: Proposal, heard: bool) -> Outcome:
    """A plan beside the draft and the publication: one checker, the plan's, serves all that is said of it."""
    data, published = base.data, base.data.published
    plan = Board(data.programme, proposal.assignments)
    checker = Checker(plan, data.today, published, problem.binding)
    against_draft = changes(problem, checker, data.assignments)
    told = published.assignments if published else ()
    against_publication = changes(problem, checker, told, PUBLICATION_HAD) if published else ()
    if problem.before:
        reasons = against_publication if data.scope.keep is Keep.PUBLISHED else against_draft
        proposal = proposal._replace(moved=with_reasons(proposal.moved, reasons))
    return Outcome(
        asked,
        base,
        proposal,
        against_draft,
        against_publication,
        tuple(checker.findings()),
        _left(problem, checker, proposal),
        heard or proposal.status is not Status.INCOMPLETE,
    )


def _left(problem: Problem, checker: Checker, proposal: Proposal) -> Left:
    """What a plan for a problem leaves as it is, and why."""
    plan = checker.board
    free = {(who, plan.cycles[index]) for who, index in problem.cells()}
    outside = [place for place in problem.gaps_on(plan) if place not in free]
    cycles = tuple(dict.fromkeys(cycle for _, cycle in outside))
    standing = Counter(
        found.shape is Shape.PROGRAMME
        for found in checker.findings()
        if found.is_conflict and not (found.rule == "PLAN-GAP" and (found.apprentice, found.cycle) in free)
    )
    breaks = list(broken(problem, {cell: placement_at(plan, *cell) for cell in problem.cells()}))
    proved = proposal.status in (Status.OPTIMAL, Status.INFEASIBLE)
    lasting = sum(one.stays and (proved if one.mendable else one.is_empty) for one in breaks)
    unmended = sum(one.mendable and not (one.stays and proved) for one in breaks)
    return Left(
        gaps=len(outside),
        cycles=cycles,
        past=all(map(problem.is_past, cycles)),
        locked=standing[False] - unmended - lasting,
        data=standing[True],
        lasting=lasting,
        open=unmended,
        seconds=proposal.seconds,
    )
