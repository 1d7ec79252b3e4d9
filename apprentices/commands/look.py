"""Commands that look: the board and the findings."""

from datetime import date
from typing import Any

import click

from apprentices.board import placed
from apprentices.calendar import say as say_day
from apprentices.commands.command import Command
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import (
    counted,
    finding_json,
    print_csv,
    print_finding,
    print_json,
    print_table,
    say,
)
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.names import find_apprentice, find_cycle, find_host, find_rule
from apprentices.rules.rule import Finding, Severity
from apprentices.rules.words import join
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
@click.option("--published", is_flag=True, help="The latest publication instead of the draft.")
@click.pass_obj
def board_command(session: Session, by: str, cycle: str | None, published: bool) -> None:
    """Show who is where: a row for each apprentice, or for each host."""
    with session.workspace() as workspace:
        print_board(session, workspace, by, cycle, published)


def print_board(
    session: Session,
    workspace: Workspace,
    by: str = "apprentice",
    cycle: str | None = None,
    published: bool = False,
) -> None:
    """Print the board in one of its two directions."""
    codes = list(workspace.board.cycles)
    if cycle:
        codes = [find_cycle(workspace.programme, cycle)]
    cells = _cells(workspace, published)
    if by == "host":
        _print_by_host(session, workspace, codes, cells)
    else:
        _print_by_apprentice(session, workspace, codes, cells)


def _cells(workspace: Workspace, published: bool) -> dict[tuple[str, str], str]:
    if not published:
        return placed(workspace.board.assignments())
    if workspace.published is None:
        raise UsageError("Nothing has been published yet; leave out --published to see the draft.")
    return placed(workspace.published.assignments)


def _print_by_apprentice(
    session: Session, workspace: Workspace, codes: list[str], cells: dict[tuple[str, str], str]
) -> None:
    people = workspace.programme.apprentices.values()
    if session.json:
        rows = [
            {
                "apprentice": person.apprentice,
                "name": person.name,
                "cells": {code: cells.get((person.apprentice, code)) for code in codes},
            }
            for person in people
        ]
        print_json({"cycles": codes, "rows": rows})
        return
    active = {
        (person.apprentice, code)
        for person in people
        for code, on in zip(workspace.board.cycles, workspace.facts.active(person), strict=True)
        if on
    }

    def shown(key: tuple[str, str]) -> str:
        return cells.get(key) or ("(gap)" if key in active else "–")

    print_table(
        ["", "apprentice", *codes],
        [[p.apprentice, p.name, *(shown((p.apprentice, code)) for code in codes)] for p in people],
    )


def _print_by_host(
    session: Session, workspace: Workspace, codes: list[str], cells: dict[tuple[str, str], str]
) -> None:
    programme = workspace.programme
    there: dict[tuple[str, str], list[str]] = {}
    for (apprentice, code), placement in cells.items():
        there.setdefault((placement, code), []).append(apprentice)
    for people in there.values():
        people.sort(key=natural)
    placements = sorted(programme.placements.items(), key=lambda item: natural(item[0]))
    if session.json:
        hosts = [
            {
                "host": host,
                "cycles": {
                    code: [
                        apprentice
                        for placement, team in placements
                        if team.host == host
                        for apprentice in there.get((placement, code), ())
                    ]
                    for code in codes
                },
            }
            for host in programme.hosts
        ]
        print_json({"hosts": hosts})
        return
    rows = [
        [host, team.team, *(", ".join(there.get((placement, code), ())) for code in codes)]
        for host in programme.hosts
        for placement, team in placements
        if team.host == host
    ]
    print_table(["host", "team", *codes], rows)


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
        for finding in found:
            print_finding(finding)
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
        "waived",
    )  # fmt: skip
    print_csv(Sheet("findings", header, rows))
