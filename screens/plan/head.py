"""What the eye meets first: how things stand, and the key to press next."""

from typing import NamedTuple

from textual.content import Content

from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Progress, Status
from apprentices.planner.run import Asked, Outcome
from apprentices.planning import COUNTED, NOTHING_FOUND, moved_on, moves_said, verdict
from apprentices.programme import Programme
from apprentices.rules.words import count
from screens.plan.progress import Heard, figures, room_left
from screens.shared import plain
from screens.shared.keys import Keys, key

PURPOSE = (
    "It fills the cells that may change: no rule broken, fewest gaps, then the best for everyone. "
    "It says what would change and why, and how good the plan is proved to be."
)
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


class PlanHead(Keys):
    """A few lines; the keys in them can be clicked."""

    def show(self, *lines: Content) -> None:
        """Show other lines."""
        self.update(plain.lines(lines))


def idle(news: str, trouble: str) -> list[Content]:
    """Before a run: what this is for."""
    first = plain.text((news or "Plan the rotations", "bold"))
    if trouble:
        first = plain.text(("! ", f"bold {POOR}"), (trouble, "bold"))
    start = key("enter", "start", "starts the planner.")
    return [
        first,
        plain.text(start, " The draft stays as it is until you apply a plan."),
        plain.text(""),
        plain.text((PURPOSE, "$text-muted")),
    ]


def running(heard: Heard, asked: Asked, seconds: float, stopping: bool, changed: int) -> list[Content]:
    """While it works: how far it is, and how to stop."""
    limit = f"of at most {asked.seconds:g} s" if asked.seconds else "without a limit"
    doing = "Stopping" if stopping else "Planning"
    lines = [plain.text((f"{doing} … ", "bold"), (f"{seconds:.1f} s", "bold"), f" {limit}")]
    if stopping:
        lines.append(plain.text("The best plan so far is being counted again."))
    else:
        keys = key("s", "stop", "stops it and keeps the best so far.")
        lines.append(plain.text(keys, " You may use other screens meanwhile."))
    lines.append(plain.text((heard.free.said() if heard.free else "", "$text-muted")))
    lines.append(plain.text(""))
    lines += _so_far(heard.last, asked)
    if changed:
        lines.append(plain.text((f"{_changed(changed)}: what people do stays.", OPEN)))
    return lines


def _so_far(best: Progress | None, asked: Asked) -> list[Content]:
    if best is None:
        return [plain.text("No plan yet."), plain.text("")]
    return [figures(best, asked.scope.keep in COUNTED), plain.text(room_left(best))]


def finished(outcome: Outcome, merged: Merged, draft: Standing, stopped: bool) -> list[Content]:
    """When it is over: what came of it, what is proved, and what can be done with it."""
    proposal = outcome.proposal
    lines = [_headline(outcome, stopped)]
    if not outcome.found and stopped:
        return [*lines, _next(merged)]
    if proposal.trouble:
        stands = " Nothing is lost: this is the best plan until then." if outcome.against_draft else ""
        lines.append(plain.text(("! ", f"bold {POOR}"), f"{proposal.trouble}{stands}"))
    if outcome.found:
        lines.append(_figures(outcome, draft))
    if outcome.found and outcome.left.conflicts:
        lines.append(plain.text(("! ", f"bold {OPEN}"), f"{outcome.left.said()}."))
    if moves := moves_said(proposal, outcome.asked.scope.keep):
        lines.append(plain.text(f"  {moves}"))
    if merged.stay:
        text = f"{_changed(len(merged.stay))} and will stay so: the proof is of the draft as it was."
        lines.append(plain.text((text, OPEN)))
    if merged.other_data:
        text = "Rules or data have changed since the planner began: better plan again."
        lines.append(plain.text((text, OPEN)))
    lines.append(_next(merged))
    return lines


def _headline(outcome: Outcome, stopped: bool) -> Content:
    proposal = outcome.proposal
    if not outcome.found or (proposal.trouble and not outcome.against_draft):
        text = NOTHING_FOUND if stopped else "No plan was found"
        return plain.text(("! ", f"bold {POOR}"), (text, "bold"))
    mark, style = MARKS[proposal.status]
    if style == SURE and outcome.conflicts:
        mark, style = "!", OPEN
    said = verdict(proposal, outcome.left)
    open_end = proposal.status in (Status.FEASIBLE, Status.INCOMPLETE)
    text = f"Stopped. {said}" if stopped and open_end else said
    return plain.text((f"{mark} ", f"bold {style}"), (text, "bold"))


def _figures(outcome: Outcome, draft: Standing) -> Content:
    """Draft and plan side by side."""
    proposal = outcome.proposal
    parts = [
        f"Score {draft.score} → {proposal.score}",
        f"worst off {draft.worst_off} → {proposal.worst_off}",
        f"conflicts {draft.conflicts} → {outcome.conflicts}",
        f"warnings {draft.warnings} → {outcome.warnings}",
    ]
    return plain.text("  ", (" · ".join(parts), "$text-muted"))


def _changed(cells: int) -> str:
    return f"{count(cells, 'cell')} of the draft {'was' if cells == 1 else 'were'} changed meanwhile"


def _next(merged: Merged) -> Content:
    discard = key("d", "discard", "discards it")
    if not merged.against_draft:
        back = key("d", "discard", "goes back to the options")
        return plain.text("  Nothing to apply: the draft stays as it is. ", back, ".")
    changes = count(len(merged.against_draft), "change")
    apply = key("a", "apply", f"applies {changes} to the draft")
    return plain.text("  ", apply, ", ", discard, ".")


def warning(merged: Merged, programme: Programme) -> str:
    """What to know before a plan is applied to a draft that is no longer as the planner saw it."""
    return "\n\n".join(moved_on(merged, programme))


def applied(merged: Merged) -> str:
    """What was done with a plan."""
    said = [f"Applied: {count(len(merged.against_draft), 'change')} made to the draft. u takes them back."]
    if merged.proposal.gaps:
        said.append(f"{count(merged.proposal.gaps, 'gap')} left.")
    if merged.stay:
        said.append(f"{count(len(merged.stay), 'cell')} as people changed them.")
    return " ".join(said)
