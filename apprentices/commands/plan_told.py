"""How `plan`, `explain` and `why` tell their answers: in words, or as JSON."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from apprentices.board import Edit
from apprentices.commands.advice import how
from apprentices.commands.printing import finding_json, print_findings, print_table, say
from apprentices.planner.certificate import Certificate
from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Explanation, Move, Progress, Proposal, Relaxation, Status, TooMuch
from apprentices.planner.run import Left, Outcome
from apprentices.planner.why import Why
from apprentices.planning import NOTHING_FOUND, moves_said, no_full_plan, past_gaps, said, to_give, verdict
from apprentices.programme import Programme
from apprentices.rules.said import Step
from apprentices.rules.words import count
from apprentices.workspace import Workspace

_MOVES_SHOWN = 40


# --- plan -------------------------------------------------------------------------------------------


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Shows how far it has come on one line of a terminal's standard error, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    yield lambda text: click.echo(f"\r\x1b[K{text}", nl=False, err=True)
    click.echo("\r\x1b[K", nl=False, err=True)


def planning_said(best: Progress) -> str:
    """The best plan so far, in a line."""
    bound = "" if best.bound is None else f" of at most {best.bound}"
    return f"{best.seconds:5.1f} s  {count(best.gaps, 'gap')}, score {best.score}{bound}"


def proving_said(seconds: float, proved: Mapping[str, int]) -> str:
    """What is proved so far for others to check, in a line."""
    bounds = ", ".join(f"{level} {bound}" for level, bound in proved.items())
    return f"{seconds:5.1f} s  proving{f': {bounds}' if bounds else ' …'}"


def print_plan(
    outcome: Outcome, merged: Merged | None, never: str | None, dry_run: bool, saved: str | None
) -> None:
    """What was planned, and what became of the draft; `merged` is the plan as it was applied, `saved` the
    name under which it is kept instead."""
    if not outcome.found:
        say(outcome.proposal.trouble or NOTHING_FOUND, err=True)
        return
    _print_outcome(outcome, never)
    if saved:
        say(f'Kept as the scenario "{saved}"; the draft is as it was. `apprentices scenarios` lists them.')
    else:
        say(_ending(outcome, merged, dry_run))


def _print_outcome(outcome: Outcome, never: str | None) -> None:
    proposal = outcome.proposal
    say(verdict(proposal, outcome.left))
    if moves := moves_said(proposal, outcome.asked.scope.keep):
        say(moves)
    _print_moves(proposal.moved)
    if proposal.relax:
        _print_relaxations(proposal.relax, proposal.relax_full, proposal.relax_proved)
    if not proposal.relax_full and proposal.relax_proved:
        say(no_full_plan(_ruled_out(never)))
    if proposal.trouble:
        say(proposal.trouble, err=True)
    if outcome.left.conflicts:
        say(left_said(outcome.left))


def left_said(left: Left) -> str:
    """The conflicts that a plan leaves, why they stand, and what could be done about them."""
    said = [f"{left.said()}: `apprentices check` lists them."]
    if left.open:
        said.append(
            f"`apprentices plan --seconds {max(1, round(2 * left.seconds))}` looks for twice as long."
        )
    if left.locked:
        said.append(
            "`apprentices unpin A C` frees a cell that is pinned, `apprentices plan --cycle C` a past one."
        )
    return " ".join(said)


def _print_moves(moves: tuple[Move, ...]) -> None:
    if not moves:
        return
    shown = moves[:_MOVES_SHOWN]
    why = ["why", "in full"] if any(move.why for move in moves) else []  # only a repair has reasons
    rows = [[m.apprentice, m.cycle, m.before or "–", m.after or "–", m.tag, m.why] for m in shown]
    head = ["", "cycle", "from", "to", *why]
    print_table(head, [row[: len(head)] for row in rows])
    if len(moves) > len(shown):
        say(f"… and {len(moves) - len(shown)} more.")


def _ending(outcome: Outcome, merged: Merged | None, dry_run: bool) -> str:
    """What became of the draft."""
    if not outcome.against_draft:
        return "The draft is that already; nothing was changed."
    if dry_run:
        return "The draft is as it was: this was a dry run."
    if merged and not merged.against_draft:
        return "Nothing of the plan is left to be done; nothing was changed."
    so = "so now, but for what others changed" if merged and merged.stay else "so now"
    return f"The draft is {so}; `undo` goes back."


def proof_said(file: str, certificate: Certificate) -> str:
    """What a proof that was written proves."""
    check = f"`apprentices verify {file}` checks it."
    if certificate.found["proved"] and "warnings" in certificate.bounds:
        return f"{file} proves it in whole numbers: {check}"
    within = [
        f"{level['name']} {level['value']}, bound {level['bound']}" for level in certificate.found["levels"]
    ]
    return f"{file} proves bounds in whole numbers ({'; '.join(within)}): {check}"


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A plan for other programs."""
    return {
        "status": proposal.status.value,
        "gaps": proposal.gaps,
        "moves": proposal.moves,
        "score": proposal.score,
        "bound": proposal.bound,
        "worst_off": proposal.worst_off,
        "warnings": proposal.warnings,
        "seconds": round(proposal.seconds, 3),
        "proof": proposal.proof.value,
        "assignments": [
            {"apprentice": a.apprentice, "cycle": a.cycle, "placement": a.placement, "pinned": a.pinned}
            for a in proposal.assignments
        ],
        "moved": _moved_json(proposal),
        "relax": [_relaxation_json(relaxation) for relaxation in proposal.relax],
    }


def _moved_json(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "apprentice": m.apprentice,
            "cycle": m.cycle,
            "from": m.before,
            "to": m.after,
            "tag": m.tag,
            "why": m.why,
        }
        for m in proposal.moved
    ]


# --- explain ----------------------------------------------------------------------------------------


def print_counts(counts: tuple[TooMuch, ...]) -> None:
    """What counting alone says, before a solver has begun."""
    for line in counts:
        say(f"{line.message} {how(line.step)}")


def print_explanation(found: Explanation, programme: Programme, never: str | None) -> None:
    """What has to give for a full plan, and whom to ask, after what counting says."""
    if found.past:
        cycle = found.past[0][1]
        say(f"{past_gaps(programme, found.past)} `apprentices plan --cycle {cycle}` would.")
    if found.relax:
        _print_relaxations(found.relax, found.full, found.proved)
    if not found.full and found.proved:
        say(no_full_plan(_ruled_out(never)))
    elif not programme.apprentices:
        say("There are no apprentices yet, so there is nothing to plan.")
    elif not found.relax and found.proved:
        what = "all other cells can be filled" if found.past else "a full plan exists"
        nothing = "Nothing else has to give" if found.counts else "Nothing has to give"
        say(f"{nothing}: {what}. `apprentices plan` finds it.")
    elif not found.relax:
        what = "Nothing more" if found.counts else "No answer"
        say(f"{what} was found in the time. Give it more with --seconds.")
    if found.trouble:
        say(found.trouble, err=True)


def explanation_json(found: Explanation) -> dict[str, Any]:
    """The same for other programs."""
    relax = [_relaxation_json(relaxation) for relaxation in found.relax]
    return {
        "counts": [{"message": line.message, "step": _step_json(line.step)} for line in found.counts],
        "relax": relax,
        "proved": found.proved,
        "full": found.full and not found.past,
        "past": [{"apprentice": who, "cycle": cycle} for who, cycle in found.past],
    }


def _print_relaxations(relax: tuple[Relaxation, ...], full: bool, proved: bool) -> None:
    say(to_give(full, proved), bold=True)
    for relaxation in relax:
        step = f" {how(relaxation.step)}" if relaxation.step else ""
        say(f"{said(relaxation)}{step}", lead="  ")


def _ruled_out(never: str | None) -> str:
    return f"--never {never}" if never else ""


def _relaxation_json(relaxation: Relaxation) -> dict[str, Any]:
    return {
        "rule": relaxation.rule,
        "apprentice": relaxation.apprentice,
        "cycle": relaxation.cycle,
        "placement": relaxation.placement,
        "message": relaxation.message,
        "owner": relaxation.owner,
        "people": list(relaxation.people),
        "step": _step_json(relaxation.step) if relaxation.step else None,
    }


def _step_json(step: Step) -> dict[str, Any]:
    """What would do it, by its parts and in words."""
    parts = {name: None if part is None else str(part) for name, part in step._asdict().items()}
    return {"do": type(step).__name__, **parts, "how": how(step)}


# --- why --------------------------------------------------------------------------------------------


def held(workspace: Workspace, edit: Edit) -> Iterator[str]:
    """What to know of the cell itself: `plan` may have to leave it alone."""
    there = workspace.board.at(edit.apprentice, edit.cycle)
    if there and there.placement == edit.placement:
        yield f"{edit.apprentice} is in {edit.placement} in {edit.cycle} already."
    if there and there.pinned:
        yield f"{edit.apprentice} is pinned to {there.placement} in {edit.cycle}: `plan` leaves that so."
    cycle = workspace.programme.cycles[workspace.board.cycle_index[edit.cycle]]
    if cycle.starts_on <= workspace.today:
        yield f"{edit.cycle} is past or under way: `plan` leaves it as it is unless --cycle names it."


def is_unanswered(proposal: Proposal) -> bool:
    """Whether the time was over before any plan was found: the proposal is only the board then."""
    return proposal.status is Status.INCOMPLETE and proposal.trouble is not None and not proposal.moved


def _is_proved(proposal: Proposal) -> bool:
    best = proposal.bound == proposal.score and proposal.moves_bound == proposal.moves
    return proposal.status is Status.OPTIMAL or (proposal.status is Status.INFEASIBLE and best)


def print_why(edit: Edit, found: Why, stands: bool) -> None:
    """What stands against a placement (which `stands` already), and what it would mend and take."""
    where = f"{edit.apprentice} in {edit.placement} in {edit.cycle}"
    if found.forbids:
        say(f"{where} {'breaks now' if stands else 'would break'}:", bold=True)
        print_findings(found.forbids)
    else:
        say(f"No rule stands against {where}.")
    for title, findings in (("It would mend:", found.mends), ("It would not mend:", found.keeps)):
        if findings:
            say(title, bold=True)
            print_findings(findings)
    if found.proposal is None:
        say("No plan can have it while these rules and facts stand.")
    elif is_unanswered(found.proposal):
        say("No answer was found in the time. Give it more with --seconds.")
    else:
        _print_cost(found.proposal, found.score_change or 0)


def _print_cost(proposal: Proposal, score_change: int) -> None:
    """What a plan that has it would change."""
    moved = proposal.moved
    best = "the best plan" if (proved := _is_proved(proposal)) else "the plan that was found"
    open_end = "" if proved else " (not proved best)"
    gaps = f", with {count(proposal.gaps, 'gap')}" if proposal.gaps else ""
    say(f"With it, {best} changes the score by {score_change:+d}{gaps}{open_end}.")
    if moved:
        say(f"It takes {count(len(moved), 'other move')}:")
        print_table(
            ["", "cycle", "from", "to"],
            [[m.apprentice, m.cycle, m.before or "–", m.after or "–"] for m in moved],
        )


def why_json(edit: Edit, found: Why) -> dict[str, Any]:
    """The same for other programs."""
    answered = found.proposal is not None and not is_unanswered(found.proposal)
    possible = None if found.proposal is not None and not answered else answered  # None: not known
    return {
        "apprentice": edit.apprentice,
        "cycle": edit.cycle,
        "placement": edit.placement,
        "forbids": [finding_json(finding) for finding in found.forbids],
        "mends": [finding_json(finding) for finding in found.mends],
        "keeps": [finding_json(finding) for finding in found.keeps],
        "possible": possible,
        "proved": found.proposal is None or (answered and _is_proved(found.proposal)),
        "score_change": found.score_change if answered else None,
        "moved": _moved_json(found.proposal) if found.proposal else [],
    }
