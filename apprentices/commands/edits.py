"""Commands that edit the draft. They refuse nothing that a person may decide, but say what it does."""

from collections.abc import Sequence

import click

from apprentices.commands.codes import APPRENTICES, CYCLES, PLACEMENTS
from apprentices.commands.command import Command
from apprentices.commands.printing import (
    consequence_json,
    counted,
    print_consequence,
    print_json,
    say,
)
from apprentices.commands.session import Session
from apprentices.names import find_apprentice, find_cycle, find_placement
from apprentices.rules.said import Consequence
from apprentices.workspace import Workspace


@click.command("assign", cls=Command, example="assign A07 C3 COL-FIN")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.argument("placement", metavar="P", shell_complete=PLACEMENTS)
@click.pass_obj
def assign_command(session: Session, apprentice: str, cycle: str, placement: str) -> None:
    """Put an apprentice in a placement for a cycle.

    A is a code or a name that only one has, C a cycle, P a placement or a team's name.
    """
    with session.workspace() as workspace:
        person = find_apprentice(workspace.programme, apprentice)
        code = find_cycle(workspace.programme, cycle)
        team = find_placement(workspace.programme, placement)
        _report(session, workspace, [person], [code], workspace.assign(person, code, team))


@click.command("clear", cls=Command, example="clear A07 C3")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.pass_obj
def clear_command(session: Session, apprentice: str, cycle: str) -> None:
    """Empty an apprentice's cell in a cycle."""
    with session.workspace() as workspace:
        person = find_apprentice(workspace.programme, apprentice)
        code = find_cycle(workspace.programme, cycle)
        _report(session, workspace, [person], [code], workspace.clear(person, code))


@click.command("pin", cls=Command, example="pin A07 C3")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.pass_obj
def pin_command(session: Session, apprentice: str, cycle: str) -> None:
    """Pin a cell: the planner leaves it as it is."""
    _set_pin(session, apprentice, cycle, True)


@click.command("unpin", cls=Command, example="unpin A07 C3")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.pass_obj
def unpin_command(session: Session, apprentice: str, cycle: str) -> None:
    """Unpin a cell: the planner may change it."""
    _set_pin(session, apprentice, cycle, False)


def _set_pin(session: Session, apprentice: str, cycle: str, pinned: bool) -> None:
    with session.workspace() as workspace:
        person = find_apprentice(workspace.programme, apprentice)
        code = find_cycle(workspace.programme, cycle)
        _report(session, workspace, [person], [code], workspace.pin(person, code, pinned))


@click.command("swap", cls=Command, example="swap A07 A12 C3")
@click.argument("apprentice", metavar="A", shell_complete=APPRENTICES)
@click.argument("other", metavar="B", shell_complete=APPRENTICES)
@click.argument("cycle", metavar="C", shell_complete=CYCLES)
@click.option("--third", metavar="D", help="Among three: A gets what B has, B what D has, D what A has.")
@click.option("--to", "last", metavar="CYCLE", help="In all cycles from C to this one.")
@click.pass_obj
def swap_command(
    session: Session, apprentice: str, other: str, cycle: str, third: str | None, last: str | None
) -> None:
    """Exchange what two apprentices have in a cycle."""
    with session.workspace() as workspace:
        names = (apprentice, other, third) if third else (apprentice, other)
        people = [find_apprentice(workspace.programme, name) for name in names]
        first, end = (find_cycle(workspace.programme, code) for code in (cycle, last or cycle))
        cycles = workspace.board.cycles_from(first, end)
        _report(session, workspace, people, cycles, workspace.swap(people, cycles))


def _report(
    session: Session, workspace: Workspace, people: list[str], cycles: Sequence[str], done: Consequence
) -> None:
    cells = [(person, cycle, workspace.board.at(person, cycle)) for cycle in cycles for person in people]
    conflicts, warnings = workspace.checker.conflicts, workspace.checker.warnings
    if session.json:
        assignments = [
            {
                "apprentice": person,
                "cycle": cycle,
                "placement": cell.placement if cell else None,
                "pinned": cell.pinned if cell else False,
            }
            for person, cycle, cell in cells
        ]
        counts = {"conflicts": conflicts, "warnings": warnings}
        print_json({"assignments": assignments, **consequence_json(done), **counts})
        return
    for person, cycle, cell in cells:
        team = workspace.programme.placements[cell.placement] if cell else None
        where = f"{team.team} ({team.placement})" if team else "no placement"
        pinned = ", pinned" if cell and cell.pinned else ""
        name = workspace.programme.apprentices[person].name
        say(f"{name} ({person}) now has {where} in {cycle}{pinned}.")
    print_consequence(done)
    say(f"The draft has {counted(conflicts, warnings)}.")
