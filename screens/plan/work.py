"""One run of the planner, as a thread does it: from what was asked to a plan and what it would change.

It works on a copy of the board; the draft may change meanwhile, by oneself or by others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.board import Board
from apprentices.planner.problem import Data, Scope
from apprentices.planner.proposal import Kind, Move, OnProgress, Proposal, Stop
from apprentices.planner.repair import moves_of
from apprentices.planner.solve import after, never, solve
from apprentices.planning import SECONDS, SEED, Found, Left, left_by
from apprentices.programme import Assignment
from apprentices.rules.checker import Checker
from apprentices.workspace import Workspace

Place = tuple[str, str]  # an apprentice and a cycle
Cells = dict[Place, Assignment]


class Asked(NamedTuple):
    """What a person asks of the planner."""

    scope: Scope = Scope()
    seconds: float | None = SECONDS  # None: until the proof
    seed: int = SEED
    never: frozenset[Kind] = frozenset()


class Base(NamedTuple):
    """What a run begins from: the draft and the programme as they are then."""

    data: Data
    rows: Mapping[str, Sequence[Any]]  # of every table, the draft's as well

    @property
    def cells(self) -> Cells:
        """The draft, cell by cell."""
        return {(a.apprentice, a.cycle): a for a in self.data.assignments}


class Outcome(NamedTuple):
    """A plan, and what it would change. `conflicts` and `warnings` are those of the plan."""

    asked: Asked
    base: Base
    proposal: Proposal
    against_draft: tuple[Move, ...]
    against_publication: tuple[Move, ...]
    conflicts: int
    warnings: int
    left: Left
    found: bool  # else the plan is only the draft as it was


def base_of(workspace: Workspace, scope: Scope) -> Base:
    """What a run begins from, taken while nothing changes."""
    assignments = tuple(workspace.board.assignments())
    data = Data(workspace.programme, assignments, workspace.today, workspace.published, scope, None)
    return Base(data, workspace.rows)


def run(
    asked: Asked,
    base: Base,
    stop: Stop,
    begun: Callable[[int, int], None],
    on_progress: OnProgress,
) -> Outcome:
    """Plan until it is proved, the time is over or `stop` says so; `begun` is told how many cells of how
    many people may change.

    Raises `PlannerFailed` for what the planner can't do, and `OSError` where no process can be started.
    """
    data = base.data
    problem = data.problem()
    begun(sum(map(len, problem.free.values())), len(problem.free))
    over = never if asked.seconds is None else after(asked.seconds)
    found = Found(on_progress)
    proposal = solve(problem, lambda: stop() or over(), asked.seed, found, asked.never)
    plan = Board(data.programme, proposal.assignments)
    published = data.published
    checker = Checker(plan, data.today, published)
    return Outcome(
        asked,
        base,
        proposal,
        changes(data, plan, data.assignments),
        changes(data, plan, published.assignments) if published else (),
        checker.conflicts,
        checker.warnings,
        left_by(problem, proposal),
        found.has_plan(proposal),
    )


def changes(data: Data, plan: Board, before: Iterable[Assignment]) -> tuple[Move, ...]:
    """Every cell that differs between an earlier board and a plan, in order of time, and why."""
    reference = tuple(before)
    problem = data._replace(reference=reference).problem()
    told = {(m.apprentice, m.cycle): m for m in moves_of(problem, plan)} if problem.before else {}
    there = {(a.apprentice, a.cycle): a.placement for a in reference}
    found = []
    for column, cycle in enumerate(plan.cycles):
        for who, person in data.programme.apprentices.items():
            new = plan.row(who)[column]
            old, now = there.get((who, cycle)), new.placement if new else None
            if old == now:
                continue
            why = (
                "The cell was empty." if problem.facts.active(person)[column] else "Not active in this cycle."
            )
            notice = problem.inside_notice(column, old, now)
            found.append(told.get((who, cycle)) or Move(who, cycle, old, now, why, notice))
    return tuple(found)
