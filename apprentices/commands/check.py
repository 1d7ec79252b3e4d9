"""Checking: the findings about the draft."""

from datetime import date
from typing import Any

import click

from apprentices.calendar import say as say_day
from apprentices.commands.codes import APPRENTICES, CYCLES, HOSTS
from apprentices.commands.command import Command, Day
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import (
    counted,
    finding_json,
    print_csv,
    print_finding,
    print_findings,
    print_json,
    say,
    say_wrapped,
    waived_said,
)
from apprentices.commands.session import Session
from apprentices.names import find_apprentice, find_cycle, find_host, find_rule
from apprentices.rules.said import Finding
from apprentices.rules.words import count, join
from apprentices.to_do import By, Task, ToDo
from apprentices.workspace import Workspace


@click.command("check", cls=Command, example="check --host ELFT --cycle C3")
@click.option("--host", shell_complete=HOSTS, metavar="H", help="Only findings at this host.")
@click.option("--cycle", shell_complete=CYCLES, metavar="C", help="Only findings in this cycle.")
@click.option(
    "--apprentice", shell_complete=APPRENTICES, metavar="A", help="Only findings about this person."
)
@click.option("--rule", metavar="R", help="Only findings of this rule.")
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    help="As a list of what to do, in groups, what is due first in front: by rule, apprentice, host (that "
    "sees to it), cycle or week (in which it is due).",
)
@click.option("--on", type=Day(), metavar="DATE", help="Judge as of this day. Default: today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="--json is short for --format json.",
)
@click.pass_obj
def check_command(
    session: Session,
    host: str | None,
    cycle: str | None,
    apprentice: str | None,
    rule: str | None,
    by: str | None,
    on: date | None,
    form: str,
) -> int:
    """Check the draft against every rule.

    Leaves with 0 when no conflict stands, with 1 when one does; neither warnings count nor what is waived.
    """
    with session.workspace(on) as workspace:
        wanted = _wanted(workspace, host, cycle, apprentice, rule)
        found = _concerning(workspace, wanted)
        today, to_do = workspace.today, ToDo(workspace.programme, workspace.today, found)
        idle = 0 if wanted else _idle_waivers(workspace)
    conflicts, warnings = sum(f.is_conflict for f in found), sum(f.is_warning for f in found)
    waived = len(found) - conflicts - warnings
    if session.json or form == "json":
        print_json(
            {
                "findings": [_json(to_do.task(finding)) for finding in found],
                "conflicts": conflicts,
                "warnings": warnings,
                "waived": waived,
            }
        )
    elif form == "csv":
        _print_csv(
            [_json(to_do.task(one)) | {"waived": one.waived and waived_said(one.waived)} for one in found]
        )
    else:
        _print_groups(to_do, By(by)) if by else print_findings(found)
        only = f" for {join(wanted.values())}" if wanted else ""
        say(f"{counted(conflicts, warnings, waived)}{only}, as of {say_day(today)}.")
        if idle:
            fits = count(idle, "waiver fits", "waivers fit")
            say(f"{fits} nothing any more: `apprentices waivers` lists them.")
    return NO if conflicts else DONE


def _concerning(workspace: Workspace, wanted: dict[str, str]) -> list[Finding]:
    """The findings that are wanted; a person's are also those about places where the person is."""
    fields = {name: value for name, value in wanted.items() if name != "apprentice"}
    found = [
        finding
        for finding in workspace.findings()
        if all(getattr(finding, name) == value for name, value in fields.items())
    ]
    person = wanted.get("apprentice")
    if person is None:
        return found
    checker, cycles = workspace.checker, range(len(workspace.board.cycles))
    about = {*checker.of_row(person), *(f for index in cycles for f in checker.at(person, index))}
    return [finding for finding in found if finding in about]


def _idle_waivers(workspace: Workspace) -> int:
    """How many waivers fit nothing any more."""
    if not workspace.statements.waivers:
        return 0
    from apprentices.waiving import fitting_nothing  # where nothing is waived, nothing of it is needed

    return len(fitting_nothing(workspace))


def _wanted(
    workspace: Workspace,
    host: str | None,
    cycle: str | None,
    apprentice: str | None,
    rule: str | None,
) -> dict[str, str]:
    from apprentices.rules.catalogue import RULES

    programme = workspace.programme
    wanted = {
        "host": host and find_host(programme, host),
        "cycle": cycle and find_cycle(programme, cycle),
        "apprentice": apprentice and find_apprentice(programme, apprentice),
        "rule": rule and find_rule(RULES, rule),
    }
    return {name: value for name, value in wanted.items() if value}


def _json(task: Task) -> dict[str, Any]:
    """A finding as scripts read it, with the host that sees to it, and the day by which."""
    return finding_json(task.finding) | {"owner": task.host, "due": task.due_on and task.due_on.isoformat()}


def _print_groups(to_do: ToDo, by: By) -> None:
    for group in to_do.groups(to_do.tasks, by):
        say(f"{group.title}{f' ({group.code})' if group.code else ''}: {len(group.tasks)}", bold=True)
        for task in group.tasks:
            print_finding(task.finding)
            whose = f"For {task.host}" if task.host else "For nobody in particular"
            say_wrapped(f"{whose}{f', by {say_day(task.due_on)}' if task.due_on else ''}.")


def _print_csv(found: list[dict[str, Any]]) -> None:
    from apprentices.exchange.sheets import Sheet

    header = (
        "rule", "severity", "shape", "apprentice", "cycle", "placement", "host", "message", "source",
        "waived", "judged", "follows", "next_step", "owner", "due",
    )  # fmt: skip
    print_csv(Sheet("findings", header, [tuple(one.values()) for one in found]))
