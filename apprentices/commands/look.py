"""Commands that look: the board and the findings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from apprentices.calendar import say as say_day
from apprentices.commands.command import Command
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import (
    counted,
    finding_json,
    print_csv,
    print_findings,
    print_json,
    print_table,
    say,
)
from apprentices.commands.session import Session
from apprentices.commands.told import choice_of_board, tell_what_was_kept, telling
from apprentices.names import find_apprentice, find_cycle, find_host, find_rule
from apprentices.rules.said import Finding, Severity
from apprentices.rules.words import join
from apprentices.telling import Team, Telling
from apprentices.text import natural
from apprentices.workspace import Workspace


class Day(click.ParamType[date]):
    """A day, as 2027-02-03 or 03/02/2027."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; fails with a usage error."""
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            if text.count("/") == 2:
                day, month, year = (int(part) for part in text.split("/"))
                return date(year, month, day)
            return date.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(f'"{value}" is not a day; write it as 2027-02-03.', param, ctx)


@click.command("board", cls=Command, example="board --by host --cycle C3")
@click.option(
    "--by",
    type=click.Choice(["apprentice", "host"]),
    default="apprentice",
    show_default=True,
    help="A row for each apprentice, or for each team of each host.",
)
@click.option("--cycle", metavar="C", help="Only this cycle.")
@choice_of_board
@click.pass_obj
def board_command(session: Session, by: str, cycle: str | None, published: str | None, draft: bool) -> None:
    """Show who is where: a row for each apprentice, or for each host.

    The draft, unless --published asks for what was told.
    """
    with session.workspace() as workspace:
        told = telling(workspace, published, draft)
        print_board(session, workspace, told, by, cycle)
    if told.of:
        tell_what_was_kept(told.of)
        say(f"This is {told}.", err=True)


def print_board(
    session: Session, workspace: Workspace, told: Telling, by: str = "apprentice", cycle: str | None = None
) -> None:
    """Print a board in one of its two directions."""
    codes = [span.cycle for span in told.cycles]
    if cycle:
        codes = [find_cycle(workspace.programme, cycle, codes)]
    if by == "host":
        _print_by_host(session, told, codes)
    else:
        _print_by_apprentice(session, workspace, told, codes)


def _print_by_apprentice(session: Session, workspace: Workspace, told: Telling, codes: list[str]) -> None:
    cells = {(row.apprentice, row.cycle): row.placement for row in told.rows}
    if session.json:
        rows = [
            {
                "apprentice": person.apprentice,
                "name": person.name,
                "cells": {code: cells.get((person.apprentice, code)) for code in codes},
            }
            for person in told.people
        ]
        print_json({"cycles": codes, "rows": rows})
        return
    empty = {} if told.of else dict.fromkeys(_active(workspace), "(gap)")
    shown = dict.fromkeys(((p.apprentice, c) for p in told.people for c in codes), "–") | empty | cells
    print_table(
        ["", "apprentice", *codes],
        [[p.apprentice, p.name or "", *(shown[p.apprentice, code] for code in codes)] for p in told.people],
    )


def _active(workspace: Workspace) -> set[tuple[str, str]]:
    """The cells of the draft in which somebody should have a placement."""
    return {
        (person.apprentice, code)
        for person in workspace.programme.apprentices.values()
        for code, on in zip(workspace.board.cycles, workspace.facts.active(person), strict=True)
        if on
    }


def _print_by_host(session: Session, told: Telling, codes: list[str]) -> None:
    teams = _teams_by_host(told)

    def people(here: Iterable[Team], code: str) -> list[str]:
        return [row.apprentice for team in here for row in told.there(team.placement, code)]

    if session.json:
        hosts = [
            {"host": host, "cycles": {code: people(here, code) for code in codes}}
            for host, here in teams.items()
        ]
        print_json({"hosts": hosts})
        return
    print_table(
        ["host", "team", *codes],
        [
            [host or "", team.team or team.placement, *(", ".join(people([team], code)) for code in codes)]
            for host, here in teams.items()
            for team in here
        ],
    )


def _teams_by_host(told: Telling) -> dict[str | None, list[Team]]:
    teams: dict[str | None, list[Team]] = {host: [] for host in told.hosts}
    for team in sorted(told.teams, key=lambda team: natural(team.placement)):
        teams.setdefault(team.host, []).append(team)
    return teams


@click.command("check", cls=Command, example="check --host ELFT --cycle C3")
@click.option("--host", metavar="H", help="Only findings at this host.")
@click.option("--cycle", metavar="C", help="Only findings in this cycle.")
@click.option("--apprentice", metavar="A", help="Only findings about this person.")
@click.option("--rule", metavar="R", help="Only findings of this rule.")
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
    on: date | None,
    form: str,
) -> int:
    """Check the draft against every rule.

    Leaves with 0 when no conflict stands, with 1 when one does; warnings don't count.
    """
    with session.workspace(on) as workspace:
        wanted = _wanted(workspace, host, cycle, apprentice, rule)
        found = _concerning(workspace, wanted)
        today = workspace.today
    conflicts = sum(finding.severity is Severity.CONFLICT for finding in found)
    if session.json or form == "json":
        print_json(
            {
                "findings": [finding_json(finding) for finding in found],
                "conflicts": conflicts,
                "warnings": len(found) - conflicts,
                "waived": 0,
            }
        )
    elif form == "csv":
        _print_csv(found)
    else:
        print_findings(found)
        only = f" for {join(wanted.values())}" if wanted else ""
        say(f"{counted(conflicts, len(found) - conflicts)}{only}, as of {say_day(today)}.")
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
    checker, columns = workspace.checker, range(len(workspace.board.cycles))
    about = {*checker.of_row(person), *(f for column in columns for f in checker.at(person, column))}
    return [finding for finding in found if finding in about]


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


def _print_csv(found: list[Finding]) -> None:
    from apprentices.exchange.sheets import Sheet

    rows = [tuple(finding_json(finding).values()) for finding in found]
    header = (
        "rule", "severity", "shape", "apprentice", "cycle", "placement", "host", "message", "source",
        "waived", "judged",
    )  # fmt: skip
    print_csv(Sheet("findings", header, rows))
