"""Plans kept under a name: keeping, finding and removing them, and what they come to side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from apprentices.board import Place
from apprentices.calendar import DAYS_A_WEEK
from apprentices.errors import UsageError
from apprentices.planner.again import look_again
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Move
from apprentices.planner.run import Base, Outcome
from apprentices.planning import base_of
from apprentices.programme import Assignment
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.words import count
from apprentices.scenario import NAME, SCENARIO, Scenario, rows_said
from apprentices.store import Deed, RowChange
from apprentices.text import one_line
from apprentices.workspace import Workspace

# Headings beside which a scenario's name stands, on the screen and in JSON.
KEPT_BACK = frozenset({"draft", "the draft", "apprentice", "cycle"})


def scenarios(workspace: Workspace) -> list[Scenario]:
    """All that are kept, the oldest first."""
    found: list[Scenario] = workspace.store.rows_of(SCENARIO.name)
    return found


def find_scenario(workspace: Workspace, name: str) -> Scenario:
    """The scenario of that name, in capitals or not. Raises `UsageError` where there is none."""
    known = scenarios(workspace)
    for one in known:
        if one.name.casefold() == one_line(name).casefold():
            return one
    names = ", ".join(one.name for one in known)
    there = f"There are: {names}." if known else "None is kept yet."
    raise UsageError(f'There is no scenario "{one_line(name)}". {there}')


def insist_on_a_free_name(workspace: Workspace, name: str) -> str:
    """The name as it would be kept. Raises `UsageError` where it is empty, too long, taken or kept back."""
    name = one_line(name)
    if not name or len(name) > NAME:
        raise UsageError(f"A scenario needs a name of at most {NAME} characters.")
    if name.casefold() in KEPT_BACK:
        raise UsageError(f'"{name}" has a meaning of its own beside scenarios: choose another name.')
    if any(one.name.casefold() == name.casefold() for one in scenarios(workspace)):
        raise UsageError(f'There is a scenario "{name}" already: choose another name, or remove that one.')
    return name


def keep(workspace: Workspace, outcome: Outcome, name: str, note: str | None = None) -> Scenario:
    """Keep a plan under a name. Raises `UsageError` for a name that can't be had."""
    now = datetime.now(UTC)
    made = Scenario(
        name=insist_on_a_free_name(workspace, name),
        rows=rows_said(outcome.proposal.assignments),
        by=workspace.store.actor,
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),  # as it is kept
        note=note,
    )
    workspace.store.apply(Deed("scenario-kept", {"name": made.name}), [RowChange.of(SCENARIO, None, made)])
    return made


def remove(workspace: Workspace, scenario: Scenario) -> None:
    """Keep it no longer; that can be undone."""
    deed = Deed("scenario-removed", {"name": scenario.name})
    workspace.store.apply(deed, [RowChange.of(SCENARIO, scenario, None)])


def plan_of(workspace: Workspace, scenario: Scenario, keep: Keep = Keep.PINS) -> Outcome:
    """A scenario beside the draft of now, to be looked at and applied as a plan just made would be.

    What is pinned stays in the draft, unless `keep` is none.
    """
    return plan_beside(base_of(workspace, Scope(keep)), scenario)


def plan_beside(base: Base, scenario: Scenario) -> Outcome:
    """A scenario beside a draft as it was at one moment: for a thread, which may not ask the workspace."""
    outcome = look_again(base, scenario.cells, scenario.name)
    return outcome._replace(note=_left_out_said(left_out(outcome, scenario.cells)))


def plan_that_moves_pins(base: Base, scenario: Scenario) -> Outcome | None:
    """The same plan with what is pinned elsewhere in the draft moved, too; None where nothing is."""
    wanted = scenario.cells
    if all(wanted.get((a.apprentice, a.cycle)) == a.placement for a in base.data.assignments if a.pinned):
        return None
    freed = base.data._replace(scope=base.data.scope._replace(keep=Keep.NONE))
    plan = plan_beside(base._replace(data=freed), scenario)
    return plan if pins_moved(plan) else None  # others are past or under way


def pins_moved(plan: Outcome) -> list[Assignment]:
    """What is pinned in the draft, and moves with a plan."""
    moved = {move.place for move in plan.against_draft}
    return [there for place, there in plan.base.cells.items() if there.pinned and place in moved]


def draft_of(workspace: Workspace) -> Outcome:
    """The draft itself as such a plan, to lay others beside it."""
    return draft_at(base_of(workspace))


def draft_at(base: Base) -> Outcome:
    """The draft as it was at one moment."""
    return look_again(base, {(a.apprentice, a.cycle): a.placement for a in base.data.assignments})


def left_out(outcome: Outcome, wanted: Mapping[Place, str]) -> int:
    """How many cells of a scenario a plan does not take: pinned, past, under way, or of what is gone."""
    there = {(a.apprentice, a.cycle): a.placement for a in outcome.proposal.assignments}
    return sum(there.get(place) != code for place, code in wanted.items())


def _left_out_said(cells: int) -> str:
    if not cells:
        return ""
    are = "cell of it is" if cells == 1 else "cells of it are"
    return f"{cells} {are} left out: pinned, past or under way in the draft, or gone from the programme."


def left_out_said(plans: Iterable[Outcome]) -> list[str]:
    """A sentence for each scenario of which cells are left out: its figures are without them."""
    return [f'"{plan.kept_as}": {plan.note}' for plan in plans if plan.kept_as and plan.note]


# --- side by side -----------------------------------------------------------------------------------


class Waiting(NamedTuple):
    """What waiting costs: after this day so many more changes come inside a notice."""

    until: date
    more: int

    def said(self) -> str:
        """In as few words as a table has room for."""
        return f"+{self.more} after {self.until.day} {self.until:%b %y}"


UNPUBLISHED = "not published"  # of figures that are counted from what was told


class Figures(NamedTuple):
    """What a plan comes to. Moves are cells that differ from the draft, `told` from what was published.

    `notice`, `told` and `waiting` are None where nothing has been published; `waiting` also where no change
    is left to come inside a notice.
    """

    changes: int
    gaps: int
    conflicts: int
    warnings: int
    wishes: int
    wished: int
    worst_off: int
    score: int
    told: int | None
    notice: int | None
    waiting: Waiting | None

    def said(self) -> dict[str, str]:
        """Each figure in words, by its heading."""
        published = self.told is not None
        waiting = self.waiting.said() if self.waiting else "nothing"
        return {
            "Changes to the draft": str(self.changes),
            "Gaps": str(self.gaps),
            "Conflicts": str(self.conflicts),
            "Warnings": str(self.warnings),
            "Wishes met": f"{self.wishes} of {self.wished}",
            "Worst off": count(self.worst_off, "point"),
            "Score": str(self.score),
            "Told otherwise": str(self.told) if published else UNPUBLISHED,
            "Inside notice": str(self.notice) if published else UNPUBLISHED,
            "Cost of waiting": waiting if published else UNPUBLISHED,
        }


def figures_of(outcome: Outcome) -> Figures:
    """What a plan comes to beside the draft and the publication that it was made with."""
    problem = outcome.base.data.problem()
    published = outcome.base.data.published is not None
    proposal, told = outcome.proposal, outcome.against_publication
    wishes, wished = _wishes(problem, outcome)
    return Figures(
        len(outcome.against_draft),
        proposal.gaps,
        outcome.conflicts,
        outcome.warnings,
        wishes,
        wished,
        proposal.worst_off,
        proposal.score,
        len(told) if published else None,
        sum(move.inside_notice for move in told) if published else None,
        _waiting(problem, [move for move in told if not move.inside_notice]),
    )


def differing(one: Outcome, other: Outcome) -> list[tuple[Place, str | None, str | None]]:
    """The cells in which two plans differ, by cycle, with what each has there."""
    first, second = (
        {(a.apprentice, a.cycle): a.placement for a in plan.proposal.assignments} for plan in (one, other)
    )
    order = {cycle.cycle: number for number, cycle in enumerate(one.base.data.programme.cycles)}
    places = [place for place in first | second if first.get(place) != second.get(place)]
    places.sort(key=lambda place: order.get(place[1], -1))
    return [(place, first.get(place), second.get(place)) for place in places]


def _wishes(problem: Problem, outcome: Outcome) -> tuple[int, int]:
    """How many wishes a plan meets at least once, and how many there are."""
    teams: dict[str, set[str]] = {}
    for cell in outcome.proposal.assignments:
        teams.setdefault(cell.apprentice, set()).add(cell.placement)
    people = problem.programme.apprentices
    asked = [(teams.get(who, set()), wish) for who in people for wish in problem.preferred(who)]
    return sum(bool(there & wish) for there, wish in asked), len(asked)


def _waiting(problem: Problem, later: list[Move]) -> Waiting | None:
    """When the next of these changes come inside a notice."""
    days = Counter(_last_day(problem, move) for move in later)
    coming = sorted(day for day in days if day >= problem.today)
    return Waiting(coming[0], days[coming[0]]) if coming else None


def _last_day(problem: Problem, move: Move) -> date:
    """The last day on which a change is told in time for its hosts and the person."""
    weeks = parameters(RULES["PLAN-NOTICE"], problem.programme.settings)
    teams = problem.programme.placements
    hosts = [teams[code].host if code in teams else "" for code in (move.before, move.after) if code]
    asked = [problem.facts.notice_of(host, weeks["weeks"]) for host in hosts]
    cycle = problem.programme.cycles[problem.board.cycle_index[move.cycle]]
    return cycle.starts_on - timedelta(days=max([*asked, weeks["apprentice_weeks"]]) * DAYS_A_WEEK)
