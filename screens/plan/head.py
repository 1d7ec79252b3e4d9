"""What the eye meets first: how things stand, and the key to press next."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Progress, Status
from apprentices.planner.run import Asked, Outcome
from apprentices.planning import COUNTED, NOTHING_FOUND, Findings, headline, moved_on, moves_said, verdict
from apprentices.programme import Programme
from apprentices.rules.said import Consequence
from apprentices.rules.words import count
from screens.plan.progress import Heard, figures, so_far
from screens.shared import plain
from screens.shared.keys import Keys, key

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
    kept = key("c", "scenarios", "shows the plans that are kept under a name, and compares them.")
    return [first, plain.text(start, " The draft stays as it is until you apply a plan."), kept]


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
    lines += _so_far(heard.last, asked)
    lines.append(plain.text((heard.free.said() if heard.free else "", "$text-muted")))
    if changed:
        lines.append(plain.text((f"{_changed(changed)}: what people do stays.", OPEN)))
    return lines


def _so_far(best: Progress | None, asked: Asked) -> list[Content]:
    if best is None:
        return [plain.text("No plan yet."), plain.text("")]
    counts_moves = asked.scope.keep in COUNTED
    return [plain.text((so_far(best, counts_moves), "bold")), figures(best, counts_moves)]


def finished(
    outcome: Outcome,
    merged: Merged,
    draft: Standing,
    findings: Findings,
    stopped: bool,
    chosen: int = 0,
    alone: Consequence | None = None,
) -> list[Content]:
    """When it is over: what came of it, what is proved, and what can be done with it.

    `findings` are the plan's beside the draft's; `chosen` cells are to be applied alone, with what follows.
    """
    lines = [_headline(outcome, stopped), _next_alone(chosen, merged, alone) if alone else _next(merged)]
    if outcome.found or not stopped:
        lines += _came_of_it(outcome, merged, draft, findings)
    return lines


def _came_of_it(outcome: Outcome, merged: Merged, draft: Standing, findings: Findings) -> Iterator[Content]:
    proposal = outcome.proposal
    if proposal.trouble:
        stands = " Nothing is lost: this is the best plan until then." if outcome.against_draft else ""
        yield plain.text(("! ", f"bold {POOR}"), f"{proposal.trouble}{stands}")
    if outcome.found:
        yield _figures(outcome, draft, findings)
    if outcome.note:
        yield plain.text(("! ", f"bold {OPEN}"), outcome.note)
    if outcome.found and outcome.left.conflicts and not outcome.kept_as:
        yield plain.text(("! ", f"bold {OPEN}"), f"{outcome.left.said()}.")
    if moves := moves_said(proposal, outcome.asked.scope.keep):
        yield plain.text(moves)
    if merged.stay:
        text = f"{_changed(len(merged.stay))} and will stay so: the proof is of the draft as it was."
        yield plain.text((text, OPEN))
    if merged.other_data:
        text = "Rules or data have changed since the planner began: better plan again."
        yield plain.text((text, OPEN))


def _headline(outcome: Outcome, stopped: bool) -> Content:
    proposal = outcome.proposal
    if outcome.kept_as:
        mark, style = ("!", OPEN) if proposal.gaps or outcome.conflicts else ("✓", SURE)
        said = f'Scenario "{outcome.kept_as}": {headline(proposal)}'
        return plain.text((f"{mark} ", f"bold {style}"), (said, "bold"))
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


def _figures(outcome: Outcome, draft: Standing, findings: Findings) -> Content:
    """Draft and plan side by side."""
    proposal = outcome.proposal
    new = key("n", "new_findings", f"{len(findings.new)} new") if findings.new else plain.text("none new")
    parts = [
        plain.text(_from_to("conflicts", draft.conflicts, outcome.conflicts)),
        plain.text(_from_to("warnings", draft.warnings, outcome.warnings)),
        new,
        plain.text(_from_to("worst off", draft.worst_off, proposal.worst_off)),
        plain.text(_from_to("score", draft.score, proposal.score)),
    ]
    return plain.row(parts, " · ")


def _from_to(what: str, before: int, after: int) -> str:
    return f"{what} {before}" if before == after else f"{what} {before} → {after}"


def _changed(cells: int) -> str:
    return f"{count(cells, 'cell')} of the draft {'was' if cells == 1 else 'were'} changed meanwhile"


def _next(merged: Merged) -> Content:
    discard = key("d", "discard", "discards it")
    if not merged.against_draft:
        back = key("d", "discard", "goes back to the options")
        return plain.text("Nothing to apply: the draft stays as it is. ", back, ".")
    changes = count(len(merged.against_draft), "change")
    apply = key("a", "apply", f"applies {changes} to the draft")
    return plain.text(apply, ", ", key("w", "keep", "keeps it under a name"), ", ", discard, ".")


def _next_alone(chosen: int, merged: Merged, alone: Consequence) -> Content:
    of = count(len(merged.against_draft), "change")
    apply = key("a", "apply", f"applies {chosen} of {of} alone")
    others = key("o", "mark_others", "marks the others")
    broke = sum(finding.waived is None for finding in alone.broke)
    breaks = (f" (breaks {broke}, mends {len(alone.mended)})", POOR if broke else SURE)
    return plain.text(apply, breaks, ", ", others, ".")


def warning(merged: Merged, programme: Programme, alone: Consequence | None) -> str:
    """What to know before a plan is applied to a draft that is no longer as the planner saw it, and what the
    cells that are chosen break without the others."""
    broke = [finding.problem for finding in alone.broke if not finding.waived] if alone else []
    said = ["Without the other changes, these break something:", *broke] if broke else []
    return "\n\n".join([*said, *moved_on(merged, programme)])


NONE_APPLIED = "Nothing was applied: others have changed these cells meanwhile. The draft is as they left it."


def applied_part(merged: Merged, of: int) -> str:
    """What was done with some changes of a plan."""
    return (
        f"Applied: {len(merged.against_draft)} of {count(of, 'change')} made to the draft. u takes them back."
    )


def applied(merged: Merged) -> str:
    """What was done with a plan."""
    said = [f"Applied: {count(len(merged.against_draft), 'change')} made to the draft. u takes them back."]
    if merged.proposal.gaps:
        said.append(f"{count(merged.proposal.gaps, 'gap')} left.")
    if merged.stay:
        said.append(f"{count(len(merged.stay), 'cell')} as people changed them.")
    return " ".join(said)
