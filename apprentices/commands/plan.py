"""Commands that plan: propose a plan with its proof, say why somebody isn't somewhere, what has to give.

Here is what they ask; `plan_told.py` has how the answers are told.
"""

from collections.abc import Callable, Mapping
from math import isnan
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import click

from apprentices.board import Edit
from apprentices.commands.codes import APPRENTICES, CYCLES, PLACEMENTS
from apprentices.commands.command import Command, Line
from apprentices.commands.exits import DONE, NO, STOPPED
from apprentices.commands.plan_told import (
    explanation_json,
    held,
    is_unanswered,
    planning_said,
    print_counts,
    print_explanation,
    print_plan,
    print_why,
    progress_shown,
    proof_said,
    proposal_json,
    proving_said,
    why_json,
)
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.exchange.files import refuse_unwritable, write_file
from apprentices.names import find_apprentice, find_cycle, find_host, find_placement
from apprentices.planner.certificate import certify, with_certificate
from apprentices.planner.parent import start_early
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.proposal import Kind, PlannerFailed, Status, Stop
from apprentices.planner.propose import after, explain
from apprentices.planner.run import SECONDS, SEED, Asked, Outcome, run
from apprentices.planner.why import why
from apprentices.planning import (
    LEAST_SECONDS,
    MOST_SECONDS,
    NOTHING_FOUND,
    apply,
    base_of,
    moved_on,
    stopped_by_the_user,
    words_of,
)
from apprentices.scenarios import insist_on_a_free_name, left_out_said, plan_of
from apprentices.scenarios import keep as keep_as_scenario
from apprentices.workspace import Workspace


class _Seconds(click.FloatRange):
    """A time; `nan` is none, although it is a float that no range refuses."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if isnan(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


_LIMIT = _Seconds(min=LEAST_SECONDS, max=MOST_SECONDS)
_NEVER = f"What must not be relaxed: any of {','.join(kind.value for kind in Kind)}."


@click.command("plan", cls=Command, example="plan --keep published --seconds 30 --dry-run")
@click.option(
    "--keep",
    type=click.Choice([keep.value for keep in Keep]),
    default=Keep.PINS.value,
    show_default=True,
    help="What stays: nothing, pinned cells, or pins and as much as can be of the draft (which mends it) or "
    "of the publication.",
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
@click.option(
    "--save",
    metavar="NAME",
    type=Line(),
    help="Keep the plan under this name as a scenario (`scenarios`), and leave the draft as it is.",
)
@click.option(
    "--proof",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a proof that others can check (`verify`); takes at most --seconds more.",
)
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
    save: str | None,
    proof: Path | None,
) -> int:
    """Propose the best plan, with a proof of how good it is, and make the draft so.

    Cycles that are past or under way only change when --cycle names them. Ctrl+C keeps the best plan found.
    Leaves with 1 when no full plan was found; what would have to give is told then.
    """
    if proof:
        refuse_unwritable(proof)
    start_early()  # what it loads takes as long as reading the programme
    with session.workspace() as workspace:
        scope = _scope(workspace, Keep(keep), cycles, hosts, people)
        asked = Asked(scope, seconds, seed, _kinds(never))
        if save:
            save = insist_on_a_free_name(workspace, save)
        with stopped_by_the_user() as stopped, progress_shown() as show:
            base = base_of(workspace, scope)
            outcome = run(asked, base, stopped, on_progress=lambda best: show(planning_said(best)))
            proving = _proving(outcome, proof, seconds, stopped, show)
            outcome = proving.outcome
        if stopped() and not outcome.found:
            say(NOTHING_FOUND, err=True)
            return STOPPED
        merged, warnings = None, []
        if save and outcome.found:
            kept = keep_as_scenario(workspace, outcome, save)
            warnings = left_out_said([plan_of(workspace, kept)])
        elif outcome.against_draft and not (dry_run or save):
            merged, _ = apply(workspace, outcome)
            warnings = moved_on(merged, workspace.programme)
    proposal = merged.proposal if merged else outcome.proposal
    if session.json:
        print_json(proposal_json(proposal) | ({"scenario": save} if save else {}))
    else:
        print_plan(outcome, merged, never, dry_run, save)
    if proving.said:
        say(proving.said, err=session.json or not proving.done)
    for warning in warnings:
        say(warning, err=True)
    if stopped():
        say("Stopped: the best plan found so far was kept.", err=True)
        return STOPPED
    return DONE if proposal.status in (Status.OPTIMAL, Status.FEASIBLE) and proving.done else NO


@click.command("explain", cls=Command, example="explain --never pins")
@click.option("--seconds", type=_LIMIT, default=SECONDS, show_default=True, help="When to stop.")
@click.option("--never", metavar="KINDS", help=_NEVER)
@click.pass_obj
def explain_command(session: Session, seconds: float, never: str | None) -> int:
    """Tell the fewest things to relax so that a full plan exists, and whom to ask.

    Leaves with 0 when nothing has to give, with 1 when something has.
    """
    with session.workspace() as workspace:
        programme = workspace.programme
        told = (lambda counts: None) if session.json else print_counts
        found = explain(workspace.problem(Scope()), after(seconds), never=_kinds(never), on_counts=told)
    answer = DONE if found.full and found.proved and not (found.relax or found.counts) else NO
    if session.json:
        print_json(explanation_json(found))
    else:
        print_explanation(found, programme, never)
    return answer


@click.command("why", cls=Command, example="why A07 C3 COL-FIN")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.argument("placement", metavar="P", shell_complete=PLACEMENTS)
@click.option("--seconds", type=_LIMIT, default=30.0, show_default=True, help="When to stop.")
@click.pass_obj
def why_command(session: Session, apprentice: str, cycle: str, placement: str, seconds: float) -> int:
    """Tell why a person isn't or can't be in a placement, and what it would take.

    The rules that forbid it now, or that it breaks where the person is there already; what it would mend;
    and, unless a rule about the cell forbids it in any plan, what would move and how the score would change.
    """
    with session.workspace() as workspace:
        edit = Edit(
            find_apprentice(workspace.programme, apprentice),
            find_cycle(workspace.programme, cycle),
            find_placement(workspace.programme, placement),
        )
        found = why(
            workspace.board,
            workspace.today,
            workspace.published,
            edit,
            after(seconds),
            statements=workspace.statements,
        )
        of_the_cell = list(held(workspace, edit))
        there = workspace.board.at(edit.apprentice, edit.cycle)
        stands = there is not None and there.placement == edit.placement
    if session.json:
        print_json(why_json(edit, found))
    else:
        for line in of_the_cell:
            say(line)
        print_why(edit, found, stands)
    return NO if found.proposal is None or is_unanswered(found.proposal) else DONE


class _Proving(NamedTuple):
    """A plan with what its proof proves; what became of the proof, in words; whether it was written."""

    outcome: Outcome
    said: str
    done: bool


def _proving(
    outcome: Outcome, file: Path | None, seconds: float, stopped: Stop, show: Callable[[str], None]
) -> _Proving:
    """Prove a plan and write the proof, if one is asked for; where that fails, the plan is as it was."""
    if file is None:
        return _Proving(outcome, "", True)
    if not outcome.found:
        return _Proving(outcome, "There is no proof, since there is no plan to prove.", False)
    over, began = after(seconds), monotonic()

    def told(proved: Mapping[str, int]) -> None:
        show(proving_said(monotonic() - began, proved))

    told({})
    try:
        problem = outcome.base.data.problem()
        certificate = certify(problem, outcome.proposal, lambda: stopped() or over(), told)
        write_file(file, certificate.text)
    except (PlannerFailed, UsageError) as error:
        more = " Give it more with --seconds." if over() and not stopped() else ""
        return _Proving(outcome, f"{error}{more}", False)
    proved = outcome._replace(proposal=with_certificate(outcome.proposal, certificate))
    return _Proving(proved, proof_said(str(file), certificate), True)


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
