"""Publications: freeze the draft, list what was published, tell what differs."""

from typing import Any

import click

from apprentices.board import placed
from apprentices.commands.command import Command, Line
from apprentices.commands.printing import print_json, print_table, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.store import Publication
from apprentices.workspace import Workspace

DRAFT = "draft"


@click.command("publish", cls=Command, example='publish --by "Ruth Adeyemi" --note "Agreed on 3 June"')
@click.option("--by", type=Line(), required=True, metavar="NAME", help="Who publishes.")
@click.option("--note", type=Line(), metavar="TEXT", help="A note that stays with the publication.")
@click.option("--despite", is_flag=True, help="Publish although conflicts stand; needs --why.")
@click.option("--why", type=Line(), metavar="TEXT", help="The reason for --despite, kept in the history.")
@click.pass_obj
def publish_command(session: Session, by: str, note: str | None, despite: bool, why: str | None) -> None:
    """Freeze the draft as the next publication: what hosts and apprentices are told.

    Refused, with exit code 1, while conflicts stand, unless --despite --why says why not to wait.
    """
    if not by:
        raise UsageError("Say who publishes: --by needs a name.")
    if despite != (why is not None):
        raise UsageError("--despite and --why go together.")
    with session.workspace() as workspace:
        made = workspace.publish(by, note, why)
    if session.json:
        print_json(_publication_json(made))
    else:
        say(f"Published as number {made.number}: {len(made.assignments)} assignments.")


@click.command("publications", cls=Command, example="publications")
@click.pass_obj
def publications_command(session: Session) -> None:
    """List what was published, the newest first."""
    with session.store() as store:
        found = store.publications()
    if session.json:
        print_json({"publications": [_publication_json(one) for one in found]})
    elif not found:
        say("Nothing has been published yet.")
    else:
        print_table(
            ["number", "when", "by", "assignments", "note"],
            [
                [
                    str(p.number),
                    f"{p.at.astimezone():%Y-%m-%d %H:%M}",
                    p.by,
                    str(len(p.assignments)),
                    p.note or "",
                ]
                for p in found
            ],
        )


def _publication_json(made: Publication) -> dict[str, object]:
    return {
        "publication": made.number,
        "at": made.at.isoformat(),
        "by": made.by,
        "note": made.note,
        "assignments": len(made.assignments),
    }


@click.command("diff", cls=Command, example="diff 1 draft")
@click.argument("before", metavar="[FROM]", required=False)
@click.argument("after", metavar="[TO]", default=DRAFT)
@click.pass_obj
def diff_command(session: Session, before: str | None, after: str) -> None:
    """Tell what changes from one publication to another, or to the draft.

    FROM is the number of a publication (default: the latest), TO another or `draft` (the default).
    """
    with session.workspace() as workspace:
        if before is None:
            if workspace.published is None:
                raise UsageError("Nothing has been published yet, so there is nothing to compare with.")
            before = str(workspace.published.number)
        one, two = _cells(workspace, before), _cells(workspace, after)
        changes = [(cell, one.get(cell), two.get(cell)) for cell in _in_order(workspace, one | two)]
        changes = [change for change in changes if change[1] != change[2]]
        names = {code: person.name for code, person in workspace.programme.apprentices.items()}
    if session.json:
        print_json({"from": before, "to": after, "changes": [_change_json(change) for change in changes]})
    elif not changes:
        say(f"Nothing differs between {before} and {after}.")
    else:
        rows = [[a, names.get(a, ""), c, was or "–", now or "–"] for (a, c), was, now in changes]
        print_table(["", "apprentice", "cycle", before, after], rows)


def _change_json(change: tuple[tuple[str, str], str | None, str | None]) -> dict[str, Any]:
    (apprentice, cycle), was, now = change
    return {"apprentice": apprentice, "cycle": cycle, "from": was, "to": now}


def _cells(workspace: Workspace, which: str) -> dict[tuple[str, str], str]:
    if which.casefold() == DRAFT:
        assignments = list(workspace.board.assignments())
    elif which.isascii() and which.isdecimal() and len(which) < 10:
        assignments = list(workspace.publication(int(which)).assignments)
    else:
        raise UsageError(f'"{which}" is neither the number of a publication nor "{DRAFT}".')
    return placed(assignments)


def _in_order(workspace: Workspace, cells: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    people, cycles = workspace.facts.person_order, workspace.board.cycle_index
    last = len(people) + len(cycles)  # whoever is no longer in the programme comes at the end
    return sorted(cells, key=lambda cell: (people.get(cell[0], last), cycles.get(cell[1], last), cell))
