"""Who is where: the board as a table."""

from collections.abc import Iterable

import click

from apprentices.board import placed
from apprentices.commands.command import Command
from apprentices.commands.printing import (
    print_json,
    print_table,
    say,
)
from apprentices.commands.session import Session
from apprentices.commands.told import choice_of_board, tell_what_was_kept, telling
from apprentices.names import find_cycle
from apprentices.telling import Team, Telling
from apprentices.text import natural
from apprentices.workspace import Workspace


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
    cells = placed(told.rows)
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
