"""One line of a plan in full: a move and why, what would have to give, or what is newly found."""

from apprentices.called import person_name
from apprentices.planner.proposal import Move, Proposal, Relaxation
from apprentices.planning import said
from apprentices.programme import Programme
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from apprentices.rules.words import cycle_name, team_name
from apprentices.workspace import Workspace
from screens.shared.advice import how
from screens.shared.paragraph import Paragraph, finding_said, onward
from screens.shared.phrase import phrase

Told = Move | Relaxation | Finding


def about(told: Told, proposal: Proposal, workspace: Workspace) -> list[Paragraph]:
    """Everything about one line."""
    if isinstance(told, Relaxation):
        return _about_relaxation(told, proposal)
    if isinstance(told, Finding):
        said = finding_said(told, goes_there=False)  # it is of the plan, not of the draft
        return [Paragraph((*said, *onward(told)), joined=False)]
    return _about_move(told, workspace)


def _about_relaxation(told: Relaxation, proposal: Proposal) -> list[Paragraph]:
    rule = RULES.get(told.rule)
    parts = [phrase((told.message, "bold"))]
    if told.owner:
        parts.append(phrase(f"Ask {told.owner}."))
    if told.step:
        parts.append(phrase(how(told.step)))
    paragraphs = [Paragraph(tuple(parts))]
    if rule is not None:
        paragraphs.append(Paragraph((phrase((f"{told.rule}: {rule.says}.", "$text-muted")),)))
    if proposal.relax_proved:
        paragraphs.append(Paragraph((phrase(("Less would not do.", "$text-muted")),)))
    return paragraphs


def _about_move(move: Move, workspace: Workspace) -> list[Paragraph]:
    programme = workspace.programme
    cycle = next((cycle for cycle in programme.cycles if cycle.cycle == move.cycle), None)
    paragraphs = [
        Paragraph(
            (
                phrase(
                    (person_name(programme, move.apprentice), "bold"), (f" {move.apprentice}", "$text-muted")
                ),
                phrase(cycle_name(cycle) if cycle else move.cycle),
            )
        ),
        Paragraph(
            (
                phrase(("From ", "$text-muted"), team_of(programme, move.before)),
                phrase(("To ", "$text-muted"), team_of(programme, move.after)),
            )
        ),
        Paragraph((phrase(("Why: ", "$text-muted"), move.why),)),
    ]
    points = [workspace.score.points(move.apprentice, code) for code in (move.before, move.after) if code]
    if len(points) == 2 and move.apprentice in programme.apprentices:
        text = f"{points[0]} now, {points[1]} with the plan."
        paragraphs.append(Paragraph((phrase(("Points by wish: ", "$text-muted"), text),)))
    if move.inside_notice:
        text = "Inside the notice of a host: it begins sooner than the host wants to know of changes."
        paragraphs.append(Paragraph((phrase((text, "$text-warning")),)))
    return paragraphs


def line_said(told: Told, programme: Programme) -> str:
    """One line of a plan as it is read aloud."""
    if isinstance(told, Relaxation):
        return said(told)
    if isinstance(told, Finding):
        return f"{told.severity.capitalize()}: {told.problem}"
    return f"{moved_said(told, programme)}; {told.tag}"


def moved_said(move: Move, programme: Programme) -> str:
    """Who moves, whence and where to: Bo Adeyemi in C1: from Archives (COL) to Benefits (LBH)."""
    before, after = (team_of(programme, code) for code in (move.before, move.after))
    return f"{person_name(programme, move.apprentice)} in {move.cycle}: from {before} to {after}"


def team_of(programme: Programme, code: str | None) -> str:
    """A placement's team and host, or its code where it is gone; None is no placement."""
    if code is None:
        return "no placement"
    team = programme.placements.get(code)
    return team_name(team) if team else code
