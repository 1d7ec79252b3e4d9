"""What came of a run of the planner, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Status
from apprentices.planner.run import Outcome
from apprentices.planning import NOTHING_FOUND, headline, moved_on, moves_said, verdict
from apprentices.programme import Programme
from apprentices.rules.said import Consequence
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.shared.phrase import Phrase, phrase

PINNED_ELSEWHERE = (
    "The scenario has it elsewhere. What moves is pinned no longer; what stays is left out of it."
)
NONE_APPLIED = "Nothing was applied: others have changed these cells meanwhile. The draft is as they left it."
SURE, OPEN, POOR = "$text-success", "$text-warning", "$text-error"
MARKS = {
    Status.OPTIMAL: ("✓", SURE),
    Status.FEASIBLE: ("✓", SURE),
    Status.INCOMPLETE: ("!", POOR),
    Status.INFEASIBLE: ("!", POOR),
}


class Standing(NamedTuple):
    """How the draft stands."""

    score: int
    worst_off: int
    conflicts: int
    warnings: int


def standing_of(workspace: Workspace) -> Standing:
    """How the draft stands now."""
    score, checker = workspace.score, workspace.checker
    return Standing(score.total, score.worst_off, checker.conflicts, checker.warnings)


def headline_said(outcome: Outcome, stopped: bool) -> Phrase:
    """What came of a run, or what a scenario is, in a line."""
    proposal = outcome.proposal
    if outcome.kept_as:
        mark, style = ("!", OPEN) if proposal.gaps or outcome.conflicts else ("✓", SURE)
        said = f'Scenario "{outcome.kept_as}": {headline(proposal)}'
        return phrase((f"{mark} ", f"bold {style}"), (said, "bold"))
    if not outcome.found or (proposal.trouble and not outcome.against_draft):
        text = NOTHING_FOUND if stopped else "No plan was found"
        return phrase(("! ", f"bold {POOR}"), (text, "bold"))
    mark, style = MARKS[proposal.status]
    if style == SURE and outcome.conflicts:
        mark, style = "!", OPEN
    said = verdict(proposal, outcome.left)
    open_end = proposal.status in (Status.FEASIBLE, Status.INCOMPLETE)
    text = f"Stopped. {said}" if stopped and open_end else said
    return phrase((f"{mark} ", f"bold {style}"), (text, "bold"))


def trouble_said(outcome: Outcome) -> Phrase:
    """What went wrong on the way, and what that means for the plan."""
    stands = " Nothing is lost: this is the best plan until then." if outcome.against_draft else ""
    return phrase(("! ", f"bold {POOR}"), f"{outcome.proposal.trouble}{stands}")


def figures_said(outcome: Outcome, draft: Standing) -> list[str]:
    """Draft and plan side by side, figure by figure: conflicts first, then warnings."""
    proposal = outcome.proposal
    return [
        _from_to("conflicts", draft.conflicts, outcome.conflicts),
        _from_to("warnings", draft.warnings, outcome.warnings),
        _from_to("worst off", draft.worst_off, proposal.worst_off),
        _from_to("score", draft.score, proposal.score),
    ]


def _from_to(what: str, before: int, after: int) -> str:
    return f"{what} {before}" if before == after else f"{what} {before} → {after}"


def came_of_it(outcome: Outcome, merged: Merged) -> Iterator[Phrase]:
    """What is to be known of a plan besides its figures."""
    if outcome.note:
        yield phrase(("! ", f"bold {OPEN}"), outcome.note)
    if outcome.found and outcome.left.conflicts and not outcome.kept_as:
        yield phrase(("! ", f"bold {OPEN}"), f"{outcome.left.said()}.")
    if moves := moves_said(outcome.proposal, outcome.asked.scope.keep):
        yield phrase(moves)
    if merged.stay:
        text = f"{changed_said(len(merged.stay))} and will stay so: the proof is of the draft as it was."
        yield phrase((text, OPEN))
    if merged.other_data:
        text = "Rules or data have changed since the planner began: better plan again."
        yield phrase((text, OPEN))


def changed_said(cells: int) -> str:
    """How many cells of the draft are otherwise than the planner saw them."""
    return f"{count(cells, 'cell')} of the draft {'was' if cells == 1 else 'were'} changed meanwhile"


def warning(merged: Merged, programme: Programme, alone: Consequence | None) -> str:
    """What to know before a plan is applied to a draft that is no longer as the planner saw it, and what the
    cells that are chosen break without the others."""
    broke = [finding.problem for finding in alone.broke if not finding.waived] if alone else []
    said = ["Without the other changes, these break something:", *broke] if broke else []
    return "\n\n".join([*said, *moved_on(merged, programme)])


def applied_part(merged: Merged, of: int) -> str:
    """What was done with some changes of a plan."""
    return f"Applied: {len(merged.against_draft)} of {count(of, 'change')} made to the draft."


def applied(merged: Merged) -> str:
    """What was done with a plan."""
    said = [f"Applied: {count(len(merged.against_draft), 'change')} made to the draft."]
    if merged.proposal.gaps:
        said.append(f"{count(merged.proposal.gaps, 'gap')} left.")
    if merged.stay:
        said.append(f"{count(len(merged.stay), 'cell')} as people changed them.")
    return " ".join(said)
