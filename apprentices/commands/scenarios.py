"""Scenarios: plans kept under a name. They are listed, laid side by side, applied and removed."""

from typing import Any

import click

from apprentices.commands.command import Line, ListingGroup
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import print_consequence, print_json, print_table, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.planner.problem import Keep
from apprentices.planner.run import Outcome
from apprentices.planning import apply, changes_said, headline
from apprentices.scenario import Scenario
from apprentices.scenarios import (
    KEPT_BACK,
    Figures,
    differing,
    draft_of,
    figures_of,
    find_scenario,
    left_out,
    left_out_said,
    plan_of,
    remove,
    scenarios,
)

DRAFT = "draft"
_SHOWN = 40  # cells in which two scenarios differ


@click.group(
    "scenarios", cls=ListingGroup, epilog="Example: apprentices scenarios", options_metavar="[OPTIONS]"
)
def scenarios_command() -> None:
    """List the plans that are kept under a name; lay two side by side, apply or remove one."""


@scenarios_command.command("list", example="scenarios list")
@click.pass_obj
def list_(session: Session) -> None:
    """List every scenario: who kept it and when, and what applying it would change."""
    with session.workspace() as workspace:
        found = [(one, plan_of(workspace, one)) for one in scenarios(workspace)]
    if session.json:
        print_json({"scenarios": [{**_json(one), **_figures_json(figures_of(plan))} for one, plan in found]})
    elif not found:
        say("No plan is kept under a name. `apprentices plan --save NAME` keeps one.")
    else:
        header = ["name", "kept on", "by", "plan", "changes to the draft", "note"]
        print_table(header, [_line(one, plan) for one, plan in found])


@scenarios_command.command("compare", example='scenarios compare "Fewest moves" "Best wishes"')
@click.argument("one", metavar="A", type=Line())
@click.argument("other", metavar="[B]", type=Line(), required=False)
@click.pass_obj
def compare_command(session: Session, one: str, other: str | None) -> None:
    """Lay two scenarios side by side, or one and the draft: what each comes to, and where they differ."""
    with session.workspace() as workspace:
        plans = {DRAFT: draft_of(workspace)}
        found = [find_scenario(workspace, name) for name in (one, other) if name is not None]
        if found[1:] == found[:1]:
            raise UsageError(f'"{found[0].name}" and "{found[0].name}" are one and the same: name two.')
        plans |= {_beside(scenario): plan_of(workspace, scenario) for scenario in found}
    figures = {name: figures_of(plan) for name, plan in plans.items()}
    first, second = list(plans)[-2:]
    cells = differing(plans[first], plans[second])
    if session.json:
        differ = [{"apprentice": p[0], "cycle": p[1], first: a, second: b} for p, a, b in cells]
        print_json({"figures": {name: _figures_json(f) for name, f in figures.items()}, "differ": differ})
        return
    said = {name: each.said() for name, each in figures.items()}
    print_table(["", *plans], [[what, *(each[what] for each in said.values())] for what in said[DRAFT]])
    for sentence in left_out_said(plans.values()):
        say(sentence)
    say(f"They differ in {len(cells)} cells." if cells else "They differ in no cell.")
    if cells:
        rows = [[who, cycle, a or "–", b or "–"] for (who, cycle), a, b in cells[:_SHOWN]]
        print_table(["", "cycle", first, second], rows)
    if len(cells) > _SHOWN:
        say(f"… and {len(cells) - _SHOWN} more.")


@scenarios_command.command("apply", example='scenarios apply "Fewest moves"')
@click.argument("name", metavar="A", type=Line())
@click.option(
    "--keep",
    type=click.Choice([Keep.NONE.value, Keep.PINS.value]),
    default=Keep.PINS.value,
    show_default=True,
    help="What stays: pinned cells, or not even these.",
)
@click.pass_obj
def apply_command(session: Session, name: str, keep: str) -> int:
    """Make the draft what a scenario says, as one change that can be undone; the scenario stays.

    Pinned cells and those past or under way stay as they are in the draft. Leaves with 1 when gaps are left.
    """
    with session.workspace() as workspace:
        scenario = find_scenario(workspace, name)
        outcome = plan_of(workspace, scenario, Keep(keep))
        merged, consequence = apply(workspace, outcome)
    out = left_out(outcome, scenario.cells)
    if session.json:
        print_json({**_json(scenario), **_figures_json(figures_of(outcome)), "left_out": out})
    else:
        say(
            f'Scenario "{scenario.name}": {headline(outcome.proposal)}. {changes_said(merged.against_draft)}.'
        )
        if outcome.note:
            say(outcome.note)
        print_consequence(consequence)
    return NO if merged.proposal.gaps else DONE


@scenarios_command.command("remove", example='scenarios remove "Fewest moves"')
@click.argument("name", metavar="A", type=Line())
@click.pass_obj
def remove_command(session: Session, name: str) -> None:
    """Keep a scenario no longer; `undo` brings it back."""
    with session.workspace() as workspace:
        scenario = find_scenario(workspace, name)
        remove(workspace, scenario)
    if session.json:
        print_json({"removed": scenario.name})
    else:
        say(f'Removed the scenario "{scenario.name}"; `undo` brings it back.')


def _beside(scenario: Scenario) -> str:
    """Its name beside the draft; one that was kept before such names were kept back is told apart."""
    return f'"{scenario.name}"' if scenario.name.casefold() in KEPT_BACK else scenario.name


def _line(one: Scenario, plan: Outcome) -> list[str]:
    day = one.at.astimezone().date().isoformat()
    return [one.name, day, one.by, headline(plan.proposal), str(len(plan.against_draft)), one.note or ""]


def _json(one: Scenario) -> dict[str, Any]:
    return {"name": one.name, "at": one.at.isoformat(), "by": one.by, "note": one.note}


def _figures_json(figures: Figures) -> dict[str, Any]:
    waiting = figures.waiting
    costs = waiting and {"until": waiting.until.isoformat(), "more_inside_notice": waiting.more}
    return {**figures._asdict(), "waiting": costs}
