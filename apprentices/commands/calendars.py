"""`export calendar`: who is where, for programs that keep calendars."""

from pathlib import Path

import click

from apprentices.commands.command import Command
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.commands.told import LATEST, choice_of_board, telling
from apprentices.errors import UsageError
from apprentices.exchange.calendars import Whose, hosts_and_people
from apprentices.exchange.files import make_folder, write_files
from apprentices.exporting import calendar_name, calendars_of
from apprentices.names import find_apprentice, find_host, find_placement, find_supervisor
from apprentices.programme import Programme
from apprentices.rules.words import count
from apprentices.telling import Telling
from apprentices.workspace import Workspace

ENDING = ".ics"


@click.command("calendar", cls=Command, example="export calendar --host ELFT -o elft.ics")
@click.option("--apprentice", metavar="A", help="Only this person's.")
@click.option("--host", metavar="H", help="Only this host's.")
@click.option("--placement", metavar="P", help="Only this placement's.")
@click.option("--supervisor", metavar="NAME", help="Only those of this supervisor, as the name is told.")
@choice_of_board
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, which ends in .ics; or a folder, for one file each host and each apprentice.",
)
@click.pass_obj
def export_calendar(
    session: Session,
    apprentice: str | None,
    host: str | None,
    placement: str | None,
    supervisor: str | None,
    published: str | None,
    draft: bool,
    output: Path,
) -> None:
    """Write placements, training days, change-overs and sign-offs due as a calendar (iCalendar).

    What was last published, or the draft while nothing is. Import the file again after each publication: what
    is in the calendar is brought up to date, and what is no longer so is cancelled. A draft says that it is
    one, and cancels nothing. All events are of whole days. A change-over lasts from the last day of a cycle
    to the first of the next. Training days are as they are recorded today, but for bank holidays; export anew
    once they have changed, too. No personal data but names.
    """
    asked = (apprentice, host, placement, supervisor)
    with session.workspace() as workspace:
        programme = workspace.programme
        calendars = calendars_of(workspace, _told(workspace, published, draft))
        told = calendars.telling
        known = [told, *calendars.earlier]
        if output.suffix.lower() == ENDING:
            chosen = {output: _whose(programme, known, *asked)}
        elif any(asked):
            raise UsageError("One calendar is a file: name one that ends in .ics.")
        else:
            chosen = {output / calendar_name(whose): whose for whose in hosts_and_people(known)}
    made = {path: calendars.of(whose) for path, whose in chosen.items()}
    _write(session, {path: data for path, data in made.items() if data}, told, output)


def _told(workspace: Workspace, published: str | None, draft: bool) -> Telling:
    """What is to be in the calendar."""
    if workspace.published and not draft:
        published = published or LATEST
    return telling(workspace, published, draft)


def _whose(
    programme: Programme,
    known: list[Telling],
    apprentice: str | None,
    host: str | None,
    placement: str | None,
    supervisor: str | None,
) -> Whose:
    rows = [row for telling in known for row in telling.rows]
    return Whose(
        apprentice and find_apprentice(programme, apprentice, (row.apprentice for row in rows)),
        host and find_host(programme, host, (row.host for row in rows if row.host)),
        placement and find_placement(programme, placement, (row.placement for row in rows)),
        supervisor and find_supervisor((row.supervisor for row in rows if row.supervisor), supervisor),
    )


def _write(session: Session, made: dict[Path, bytes], told: Telling, output: Path) -> None:
    if not made:
        raise UsageError("Nothing would be in this calendar.")
    if output not in made:
        make_folder(output)
    write_files(made)
    if session.json:
        print_json({"telling": told.name, "files": [str(path) for path in made]})
    else:
        say(f"Wrote {count(len(made), 'calendar')} of {told} to {output}.", err=True)
