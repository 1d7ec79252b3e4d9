"""Commands that plan: propose a plan with its proof, say why somebody isn't somewhere, what has to give."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from types import FrameType
from typing import Any

import click

from apprentices.board import Edit
from apprentices.commands.command import Command
from apprentices.commands.exits import DONE, NO, STOPPED
from apprentices.commands.printing import finding_json, print_finding, print_json, print_table, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.names import find_apprentice, find_cycle, find_host, find_placement
from apprentices.planner.merge import Merged
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.proposal import Kind, Progress, Proposal, Relaxation, Status, Stop
from apprentices.planner.propose import after, explain
from apprentices.planner.run import SECONDS, SEED, Asked, Outcome, run
from apprentices.planner.why import Why, why
from apprentices.planning import (
    LEAST_SECONDS,
    MOST_SECONDS,
    NOTHING_FOUND,
    apply,
    base_of,
    moved_on,
    moves_said,
    no_full_plan,
    said,
    to_give,
    verdict,
    words_of,
)
from apprentices.rules.words import count
from apprentices.workspace import Workspace


class _Seconds(click.FloatRange):
    """A time; `nan` is none, although it is a float that no range refuses."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if isnan(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


_LIMIT = _Seconds(min=LEAST_SECONDS, max=MOST_SECONDS)
_MOVES_SHOWN = 40
_NEVER = f"What must not be relaxed: any of {','.join(kind.value for kind in Kind)}."


@click.command("plan", cls=Command, example="plan --keep published --seconds 30 --dry-run")
@click.option(
    "--keep",
    type=click.Choice([keep.value for keep in Keep]),
    default=Keep.PINS.value,
    show_default=True,
    help="What stays: nothing, pinned cells, or pins and as much of the publication as can be.",
)
@click.option("--seconds", type=_LIMIT, default=SECONDS, show_default=True, help="When to stop looking.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Decides between equally good plans.")
@click.option(
    "--cycle", "cycles", metavar="C", multiple=True, help="Only cells of this cycle; may be repeated."
)
@click.option("--host", "hosts", metavar="H", multiple=True, help="Only cells at this host; may be repeated.")
@click.option(
    "--apprentice", "people", metavar="A", multiple=True, help="Only cells of this person; may be repeated."
)
@click.option("--never", metavar="KINDS", help=_NEVER)
@click.option("--dry-run", is_flag=True, help="Only propose; leave the draft as it is.")
@click.pass_obj
def plan_command(
    session: Session,
    keep: str,
    seconds: float,
    seed: int,
    cycles: tuple[str, ...],
    hosts: tuple[str, ...],
    people: tuple[str, ...],
    never: str | None,
    dry_run: bool,
) -> int:
    """Propose the best plan, with a proof of how good it is, and make the draft so.

    Cycles that are past or under way only change when --cycle names them. Ctrl+C keeps the best plan found.
    Leaves with 1 when no full plan was found; what would have to give is told then.
    """
    with session.workspace() as workspace:
        scope = _scope(workspace, Keep(keep), cycles, hosts, people)
        asked = Asked(scope, seconds, seed, _kinds(never))
        with _stopped_by_the_user() as stopped, _progress() as show:
            outcome = run(asked, base_of(workspace, scope), stopped, on_progress=show)
        if stopped() and not outcome.found:
            say(NOTHING_FOUND, err=True)
            return STOPPED
        merged = None
        if outcome.against_draft and not dry_run:
            merged, _ = apply(workspace, outcome)
        programme = workspace.programme
    proposal = merged.proposal if merged else outcome.proposal
    if session.json:
        print_json(_proposal_json(proposal))
    elif outcome.found:
        _report(outcome, never)
        say(_ending(outcome, merged, dry_run))
    else:
        say(outcome.proposal.trouble or NOTHING_FOUND, err=True)
    for told in moved_on(merged, programme) if merged else ():
        say(told, err=True)
    if stopped():
        say("Stopped: the best plan found so far was kept.", err=True)
        return STOPPED
    return DONE if proposal.status in (Status.OPTIMAL, Status.FEASIBLE) else NO


@click.command("explain", cls=Command, example="explain --never pins")
@click.option("--seconds", type=_LIMIT, default=SECONDS, show_default=True, help="When to stop.")
@click.option("--never", metavar="KINDS", help=_NEVER)
@click.pass_obj
def explain_command(session: Session, seconds: float, never: str | None) -> int:
    """Tell the fewest things to relax so that a full plan exists, and whom to ask.

    Leaves with 0 when nothing has to give, with 1 when something has.
    """
    with session.workspace() as workspace:
        found = explain(workspace.problem(Scope()), after(seconds), forbidden=_kinds(never))
    answer = DONE if found.full and found.proved and not (found.relax or found.counts) else NO
    if session.json:
        relax = [_relaxation_json(relaxation) for relaxation in found.relax]
        print_json({"counts": list(found.counts), "relax": relax, "proved": found.proved, "full": found.full})
        return answer
    for line in found.counts:
        say(line)
    if found.relax:
        _print_relaxations(found.relax, found.full, found.proved)
    if not found.full and found.proved:
        say(no_full_plan(_ruled_out(never)))
    elif not found.relax and found.proved:
        say("Nothing has to give: a full plan exists. `apprentices plan` finds it.")
    elif not found.relax:
        say("No answer was found in the time. Give it more with --seconds.")
    if found.trouble:
        say(found.trouble, err=True)
    return answer


@click.command("why", cls=Command, example="why A07 C3 COL-FIN")
@click.argument("apprentice", metavar="A")
@click.argument("cycle", metavar="C")
@click.argument("placement", metavar="P")
@click.option("--seconds", type=_LIMIT, default=30.0, show_default=True, help="When to stop.")
@click.pass_obj
def why_command(session: Session, apprentice: str, cycle: str, placement: str, seconds: float) -> int:
    """Tell why a person isn't or can't be in a placement, and what it would take.

    The rules that forbid it now; and, unless a rule about the cell forbids it in any plan, what would move
    and how the score would change.
    """
    with session.workspace() as workspace:
        edit = Edit(
            find_apprentice(workspace.programme, apprentice),
            find_cycle(workspace.programme, cycle),
            find_placement(workspace.programme, placement),
        )
        found = why(workspace.board, workspace.today, workspace.published, edit, after(seconds))
        held = list(_held(workspace, edit))
    if session.json:
        print_json(_why_json(edit, found))
    else:
        for line in held:
            say(line)
        _print_why(edit, found)
    return NO if found.proposal is None or _is_unanswered(found.proposal) else DONE


def _held(workspace: Workspace, edit: Edit) -> Iterator[str]:
    """What to know of the cell itself: `plan` may have to leave it alone."""
    there = workspace.board.at(edit.apprentice, edit.cycle)
    if there and there.placement == edit.placement:
        yield f"{edit.apprentice} is in {edit.placement} in {edit.cycle} already."
    if there and there.pinned:
        yield f"{edit.apprentice} is pinned to {there.placement} in {edit.cycle}: `plan` leaves that so."
    cycle = workspace.programme.cycles[workspace.board.cycle_index[edit.cycle]]
    if cycle.starts_on <= workspace.today:
        yield f"{edit.cycle} is past or under way: `plan` leaves it as it is unless --cycle names it."


def _is_unanswered(proposal: Proposal) -> bool:
    """Whether the time was over before any plan was found: the proposal is only the board then."""
    return proposal.status is Status.INCOMPLETE and proposal.trouble is not None and not proposal.moved


def _is_proved(proposal: Proposal) -> bool:
    best = proposal.bound == proposal.score and proposal.moves_bound == proposal.moves
    return proposal.status is Status.OPTIMAL or (proposal.status is Status.INFEASIBLE and best)


def _scope(
    workspace: Workspace,
    keep: Keep,
    cycles: tuple[str, ...],
    hosts: tuple[str, ...],
    people: tuple[str, ...],
) -> Scope:
    programme = workspace.programme
    if keep is Keep.PUBLISHED and workspace.published is None:
        raise UsageError("Nothing has been published yet: --keep published has nothing to keep.")
    return Scope(
        keep,
        frozenset(find_cycle(programme, word) for word in words_of(cycles)),
        frozenset(find_host(programme, word) for word in words_of(hosts)),
        frozenset(find_apprentice(programme, word) for word in words_of(people)),
    )


def _kinds(never: str | None) -> frozenset[Kind]:
    known = {kind.value for kind in Kind}
    given = {word.strip().casefold() for word in words_of([never or ""])}
    if given - known:
        raise UsageError(
            f'--never knows {", ".join(sorted(known))}, not "{", ".join(sorted(given - known))}".'
        )
    return frozenset(map(Kind, given))


@contextmanager
def _stopped_by_the_user() -> Iterator[Stop]:
    """Says whether ctrl+c was pressed, instead of ending the program at once."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress() -> Iterator[Any]:
    """Shows the best plan so far on one line of a terminal's standard error."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(best: Progress) -> None:
        bound = "" if best.bound is None else f" of at most {best.bound}"
        text = f"{best.seconds:5.1f} s  {count(best.gaps, 'gap')}, score {best.score}{bound}"
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    yield show
    click.echo("\r\x1b[K", nl=False, err=True)


def _report(outcome: Outcome, never: str | None) -> None:
    proposal = outcome.proposal
    say(verdict(proposal, outcome.left))
    if outcome.asked.scope.keep is Keep.PUBLISHED:
        say(moves_said(proposal))
    if proposal.moved:
        shown = proposal.moved[:_MOVES_SHOWN]
        rows = [[m.apprentice, m.cycle, m.before or "–", m.after or "–", m.why] for m in shown]
        print_table(["", "cycle", "from", "to", "why"], rows)
        more = len(proposal.moved) - len(shown)
        if more:
            say(f"… and {more} more.")
    if proposal.relax:
        _print_relaxations(proposal.relax, proposal.relax_full, proposal.relax_proved)
    if not proposal.relax_full and proposal.relax_proved:
        say(no_full_plan(_ruled_out(never)))
    if proposal.trouble:
        say(proposal.trouble, err=True)
    if outcome.left.conflicts:
        say(f"{outcome.left.said()}: `apprentices check` lists them.")


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


def _ruled_out(never: str | None) -> str:
    return f"--never {never}" if never else ""


def _print_relaxations(relax: tuple[Relaxation, ...], full: bool, proved: bool) -> None:
    say(to_give(full, proved), bold=True)
    for relaxation in relax:
        say(said(relaxation), lead="  ")


def _print_why(edit: Edit, found: Why) -> None:
    where = f"{edit.apprentice} in {edit.placement} in {edit.cycle}"
    if found.forbids:
        say(f"{where} would break:", bold=True)
        for finding in found.forbids:
            print_finding(finding)
    else:
        say(f"No rule stands against {where}.")
    if found.proposal is None:
        say("No plan can have it while these rules and facts stand.")
        return
    if _is_unanswered(found.proposal):
        say("No answer was found in the time. Give it more with --seconds.")
        return
    moved = found.proposal.moved
    best = "the best plan" if (proved := _is_proved(found.proposal)) else "the plan that was found"
    open_end = "" if proved else " (not proved best)"
    gaps = f", with {count(found.proposal.gaps, 'gap')}" if found.proposal.gaps else ""
    say(f"With it, {best} changes the score by {found.score_change:+d}{gaps}{open_end}.")
    if moved:
        say(f"It takes {count(len(moved), 'other move')}:")
        print_table(
            ["", "cycle", "from", "to"],
            [[m.apprentice, m.cycle, m.before or "–", m.after or "–"] for m in moved],
        )


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "status": proposal.status.value,
        "gaps": proposal.gaps,
        "moves": proposal.moves,
        "score": proposal.score,
        "bound": proposal.bound,
        "worst_off": proposal.worst_off,
        "seconds": round(proposal.seconds, 3),
        "assignments": [
            {"apprentice": a.apprentice, "cycle": a.cycle, "placement": a.placement, "pinned": a.pinned}
            for a in proposal.assignments
        ],
        "moved": _moved_json(proposal),
        "relax": [_relaxation_json(relaxation) for relaxation in proposal.relax],
    }


def _moved_json(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {"apprentice": m.apprentice, "cycle": m.cycle, "from": m.before, "to": m.after, "why": m.why}
        for m in proposal.moved
    ]


def _relaxation_json(relaxation: Relaxation) -> dict[str, Any]:
    return {
        "rule": relaxation.rule,
        "apprentice": relaxation.apprentice,
        "cycle": relaxation.cycle,
        "placement": relaxation.placement,
        "message": relaxation.message,
    }


def _why_json(edit: Edit, found: Why) -> dict[str, Any]:
    answered = found.proposal is not None and not _is_unanswered(found.proposal)
    possible = None if found.proposal is not None and not answered else answered  # None: not known
    return {
        "apprentice": edit.apprentice,
        "cycle": edit.cycle,
        "placement": edit.placement,
        "forbids": [finding_json(finding) for finding in found.forbids],
        "possible": possible,
        "proved": found.proposal is None or (answered and _is_proved(found.proposal)),
        "score_change": found.score_change if answered else None,
        "moved": _moved_json(found.proposal) if found.proposal else [],
    }
