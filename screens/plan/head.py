"""What the eye meets first: how things stand, and the key to press next."""

from collections.abc import Callable, Iterator

from textual.content import Content

from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Progress
from apprentices.planner.run import Asked, Outcome
from apprentices.planning import COUNTED, Findings
from apprentices.rules.said import Consequence
from apprentices.rules.words import count
from screens.plan.outcome import (
    OPEN,
    POOR,
    SURE,
    Standing,
    came_of_it,
    changed_said,
    figures_said,
    headline_said,
    trouble_said,
)
from screens.plan.progress import Heard, figures
from screens.plan.so_far import so_far
from screens.shared import plain
from screens.shared.command import Way
from screens.shared.phrase import Phrase

WayTo = Callable[[str, str], Way]  # one of the screen's commands, and what it does


class PlanHead(plain.Words):
    """A few lines; the keys in them can be clicked."""

    def show(self, *lines: Content) -> None:
        """Show other lines."""
        self.update(plain.lines(lines))


def idle(way: WayTo, news: Phrase, trouble: str) -> list[Content]:
    """Before a run: what this is for."""
    first = plain.text(*(news or ("Plan the rotations",))).stylize("bold")
    if trouble:
        first = plain.text(("! ", f"bold {POOR}"), (trouble, "bold"))
    start = way("plan.start", "starts the planner.")
    kept = way("plan.scenarios", "shows the plans that are kept under a name, and compares them.")
    return [first, plain.text(start, " The draft stays as it is until you apply a plan."), plain.text(kept)]


def running(
    way: WayTo, heard: Heard, asked: Asked, seconds: float, stopping: bool, changed: int
) -> list[Content]:
    """While it works: how far it is, and how to stop."""
    limit = f"of at most {asked.seconds:g} s" if asked.seconds else "without a limit"
    doing = "Stopping" if stopping else "Planning"
    lines = [plain.text((f"{doing} … ", "bold"), (f"{seconds:.1f} s", "bold"), f" {limit}")]
    if stopping:
        lines.append(plain.text("The best plan so far is being counted again."))
    else:
        stop = way("plan.stop", "stops it and keeps the best so far.")
        lines.append(plain.text(stop, " You may use other screens meanwhile."))
    lines += _so_far(heard.last, asked)
    lines.append(plain.text((heard.free.said() if heard.free else "", "$text-muted")))
    if changed:
        lines.append(plain.text((f"{changed_said(changed)}: what people do stays.", OPEN)))
    return lines


def _so_far(best: Progress | None, asked: Asked) -> list[Content]:
    if best is None:
        return [plain.text("No plan yet."), plain.text("")]
    counts_moves = asked.scope.keep in COUNTED
    return [plain.text((so_far(best, counts_moves), "bold")), figures(best, counts_moves)]


def finished(
    way: WayTo,
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
    following = _next_alone(way, chosen, merged, alone) if alone else _next(way, merged)
    lines = [plain.text(*headline_said(outcome, stopped)), following]
    if outcome.found or not stopped:
        lines += _came_of_it(way, outcome, merged, draft, findings)
    return lines


def _came_of_it(
    way: WayTo, outcome: Outcome, merged: Merged, draft: Standing, findings: Findings
) -> Iterator[Content]:
    if outcome.proposal.trouble:
        yield plain.text(*trouble_said(outcome))
    if outcome.found:
        yield _figures(way, outcome, draft, findings)
    yield from (plain.text(*line) for line in came_of_it(outcome, merged))


def _figures(way: WayTo, outcome: Outcome, draft: Standing, findings: Findings) -> Content:
    """Draft and plan side by side."""
    first, second, *others = (plain.text(said) for said in figures_said(outcome, draft))
    new = way("plan.new-findings", f"{len(findings.new)} new") if findings.new else "none new"
    return plain.row([first, second, plain.text(new), *others], " · ")


def _next(way: WayTo, merged: Merged) -> Content:
    if not merged.against_draft:
        back = way("plan.discard", "goes back to the options")
        return plain.text("Nothing to apply: the draft stays as it is. ", back, ".")
    changes = count(len(merged.against_draft), "change")
    apply = way("plan.apply", f"applies {changes} to the draft")
    discard = way("plan.discard", "discards it")
    return plain.text(apply, ", ", way("plan.keep", "keeps it under a name"), ", ", discard, ".")


def _next_alone(way: WayTo, chosen: int, merged: Merged, alone: Consequence) -> Content:
    of = count(len(merged.against_draft), "change")
    apply = way("plan.apply", f"applies {chosen} of {of} alone")
    others = way("plan.mark-others", "marks the others")
    broke = sum(finding.waived is None for finding in alone.broke)
    breaks = (f" (breaks {broke}, mends {len(alone.mended)})", POOR if broke else SURE)
    return plain.text(apply, breaks, ", ", others, ".")
