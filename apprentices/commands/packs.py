"""What is handed out as files: a pack for each host, a letter for each apprentice."""

from collections.abc import Mapping
from pathlib import Path

import click

from apprentices.commands.codes import HOSTS
from apprentices.commands.command import Command
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.commands.told import LATEST, choice_of_board, publication
from apprentices.errors import UsageError
from apprentices.handing_out import HandOut
from apprentices.names import find_apprentice, find_host
from apprentices.rules.words import count
from apprentices.told import Publication
from apprentices.workspace import Workspace

ALL = "all"


@click.command("pack", cls=Command, example="export pack all packs")
@click.argument("host", metavar="HOST", shell_complete=HOSTS)
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@choice_of_board
@click.pass_obj
def export_pack(session: Session, host: str, target: Path, published: str | None, draft: bool) -> None:
    """Write a pack for a host, or for `all`: who comes when, what has changed, what is still missing.

    A workbook each, of what was last published: a first sheet with what changed since the publication before,
    then a sheet for each cycle that is not over. Of what people hold it says no more than what is missing for
    the host's own teams, as of today. Readable by you alone.
    """
    from apprentices.exporting import pack_files

    with session.workspace() as workspace:
        made = HandOut(workspace, _chosen(workspace, published, draft))
        hosts = made.hosts if host.casefold() == ALL else [find_host(workspace.programme, host, made.hosts)]
        files = {name: make() for name, make in pack_files(made, hosts).items()}
    _write(session, target, files, made, "pack")


@click.command("letters", cls=Command, example="export letters letters")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--apprentice", "who", metavar="A", multiple=True, help="Only this person, changed or not.")
@click.option("--all", "everybody", is_flag=True, help="Also those for whom nothing has changed.")
@choice_of_board
@click.pass_obj
def export_letters(
    session: Session, target: Path, who: tuple[str, ...], everybody: bool, published: str | None, draft: bool
) -> None:
    """Write a letter for each apprentice for whom something has changed: where they are when, what to bring.

    A page of HTML each, which stands alone and is laid out for a sheet of A4, of what was last published. It
    says what changed since the publication before, and below that the whole rotation. Readable by you alone.
    """
    from apprentices.exporting import letter_files

    if who and everybody:
        raise UsageError("Choose one of --apprentice and --all.")
    with session.workspace() as workspace:
        made = HandOut(workspace, _chosen(workspace, published, draft))
        named = [find_apprentice(workspace.programme, name) for name in who]
        people = named or (made.people if everybody else made.changed_people)
        files = {name: make() for name, make in letter_files(made, people).items()}
    _write(session, target, files, made, "letter")


def _chosen(workspace: Workspace, published: str | None, draft: bool) -> Publication | None:
    if draft and published:
        raise UsageError("Choose one of --published and --draft.")
    if draft:
        return None
    if published and published != LATEST:
        return publication(workspace, published)
    if workspace.published is None:
        raise UsageError(
            "Nothing has been published yet, so nobody has been told; --draft hands out the draft."
        )
    return workspace.published


def _write(
    session: Session, target: Path, files: Mapping[str, str | bytes], made: HandOut, noun: str
) -> None:
    from apprentices.exchange.files import PRIVATE, PRIVATE_FOLDER, make_folder, write_files

    if files:
        make_folder(target, PRIVATE_FOLDER)
        write_files({target / name: content for name, content in files.items()}, PRIVATE)
    if session.json:
        print_json({"folder": str(target), "of": made.name, "files": list(files)})
    elif files:
        say(f"Wrote {count(len(files), noun)} of {made} to {target}.", err=True)
    else:
        say(f"No {noun} was written: nothing has changed since {made.since}.", err=True)
