"""Exchange with other hosts: parcels out and in, and who is known."""

from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

import click

from apprentices.commands.command import Group
from apprentices.commands.exchange_keys import HOST, key_group
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import print_json, print_table, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.exchange.files import PRIVATE, write_file
from apprentices.exchange.incoming import read_file
from apprentices.exchange.parcels.keys import PublicKey, own_host, own_key
from apprentices.exchange.parcels.merge import Collision
from apprentices.exchanging import Choices, TakenIn, looked_again, parcel_for, taken_in
from apprentices.host_keys import host_keys, leave, set_lead
from apprentices.rules.words import count
from apprentices.shared import LEFT

_SIDES = ("as it was", "here", "there")


@click.group("exchange", cls=Group, epilog="Example: apprentices exchange export --for ELFT")
def exchange_command() -> None:
    """Exchange signed and sealed parcels with other hosts, without a server.

    A parcel is a file for one host: you hand it over as you like. docs/exchange.md says what it holds.
    """


exchange_command.add_command(key_group)


@exchange_command.command("export", example="exchange export --for ELFT -o for-elft.parcel")
@click.option("--for", "receiver", type=HOST, required=True, metavar="HOST", help="The host that it is for.")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: a new one here, whose name tells nothing.",
)
@click.pass_obj
def export_parcel(session: Session, receiver: str, output: Path | None) -> None:
    """Write a parcel for one host: its own people and teams in full, of others what the rotation needs."""
    own = own_key(session.path)
    with session.workspace() as workspace:
        parcel = parcel_for(workspace, receiver, own)
    path = output or Path(f"{token_hex(4)}.parcel")
    write_file(path, parcel, PRIVATE)
    if session.json:
        print_json({"path": str(path), "for": receiver, "bytes": len(parcel)})
    else:
        say(f"Wrote {path}: only {receiver} can open it.")


@exchange_command.command("import", example="exchange import from-col.parcel --theirs apprentices:A7")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--ours", multiple=True, metavar="KEY", help="Of what collides: leave this as it is here.")
@click.option(
    "--theirs",
    multiple=True,
    metavar="KEY",
    help="Take this as it is there. KEY: as listed, a table, or all.",
)
@click.option("--restored", is_flag=True, help="They went back to a backup: this is what they say now.")
@click.pass_obj
def import_parcel(
    session: Session,
    file: Path,
    dry_run: bool,
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    restored: bool,
) -> int:
    """Take in a parcel: what does not collide, as one event that `undo` takes back when it is named.

    What collides is shown side by side and stays as it is here, with exit code 1, until you choose: once more
    with --ours or --theirs. Rows of your own host never change without that. A parcel that is refused changes
    nothing. A publication whose number is taken here is told, with exit code 1; all else is taken in.
    """
    own = own_key(session.path)
    parcel = _read(file)
    with session.workspace() as workspace:
        done = taken_in(workspace, parcel, own, Choices(ours, theirs), dry_run, restored)
    if session.json:
        print_json(_json(done, dry_run))
    else:
        _tell(done, dry_run)
    return NO if done.collisions or done.clashing else DONE


@exchange_command.command("collisions", example="exchange collisions --ours assignments:A7:C2")
@click.option("--ours", multiple=True, metavar="KEY", help="Leave this as it is here.")
@click.option(
    "--theirs",
    multiple=True,
    metavar="KEY",
    help="Take this as it is there. KEY: as listed, a table, or all.",
)
@click.pass_obj
def collisions_command(session: Session, ours: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """List what still collides of the parcels that were taken in, side by side, or choose of it."""
    own = own_key(session.path)
    with session.workspace() as workspace:
        done = looked_again(workspace, own, Choices(ours, theirs))
    if session.json:
        print_json({"collisions": list(map(_collision_json, done.collisions))})
    elif done.collisions:
        _tell_side_by_side("Changed on both sides; choose with --ours KEY or --theirs KEY:", done.collisions)
    else:
        say("Nothing collides.")
    return NO if done.collisions else DONE


def _read(file: Path) -> bytes:
    try:
        return read_file(file, file.name)
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}.") from error


def _tell(done: TakenIn, dry_run: bool) -> None:
    if done.older:
        say(f"Nothing to do: a later parcel of {done.sender} has been taken in already.")
        return
    if done.counts:
        rows = [[table, *(str(kinds[kind] or "") for kind in kinds)] for table, kinds in done.counts.items()]
        print_table(["", "new", "changed", "removed"], rows)
    for number in done.published:
        say(f"Publication {number} was not here.")
    for number in done.clashing:
        say_wrapped(
            f"Publication {number} was not taken in: one with that number is here already, and says "
            f"something else. Ask {done.sender} which of the two was told."
        )
    if done.said:
        say(f"{count(done.said, 'statement')} that {'was' if done.said == 1 else 'were'} not here.")
    done_so = "Would take in" if dry_run else "Took in"
    new = done.counts or done.said or done.published
    say(f"{done_so} the parcel of {done.sender}{'' if new else ': it changes nothing'}.")
    _tell_side_by_side("Changed on both sides; choose with --ours KEY or --theirs KEY:", done.collisions)
    _tell_side_by_side(f"Your own rows, as {done.sender} has them; --theirs KEY takes one:", done.offered)
    if done.waiting:
        say(f"{count(len(done.waiting), 'row waits', 'rows wait')} for what they name, which isn't here yet:")
        say_wrapped(", ".join(sorted(" ".join((table, *key)) for table, key in done.waiting)))


def _tell_side_by_side(title: str, collisions: Sequence[Collision]) -> None:
    if collisions:
        say(title, bold=True)
        print_table(["KEY", "column", *_SIDES], map(_line, collisions))


def _line(collision: Collision) -> list[str]:
    sides = (collision.base, collision.ours, collision.theirs)
    absent = "no row" if collision.column is None else "not known"
    return [collision.name, collision.column or "", *(absent if text is None else text for text in sides)]


def _json(done: TakenIn, dry_run: bool) -> dict[str, object]:
    return {
        "from": done.sender,
        "dry_run": dry_run,
        "older": done.older,
        "tables": done.counts,
        "statements": done.said,
        "publications": done.published,
        "clashing": done.clashing,
        "collisions": list(map(_collision_json, done.collisions)),
        "offered": list(map(_collision_json, done.offered)),
        "waiting": [{"table": table, "key": list(key)} for table, key in done.waiting],
    }


def _collision_json(collision: Collision) -> dict[str, str | None]:
    return {
        "key": collision.name,
        "column": collision.column,
        "base": collision.base,
        "ours": collision.ours,
        "theirs": collision.theirs,
    }


@exchange_command.command("hosts", example="exchange hosts")
@click.pass_obj
def hosts_command(session: Session) -> None:
    """List the hosts whose keys are known here, with the words of each key, and what became of it."""
    with session.workspace() as workspace:
        lead = workspace.lead_host
        found = [(row, PublicKey.read(row.key).words) for row in host_keys(workspace)]
    if session.json:
        hosts = [
            {"host": row.host, "state": row.state, "key": row.key, "words": words} for row, words in found
        ]
        print_json({"lead": lead, "hosts": hosts})
        return
    say(
        f"The lead host is {lead}."
        if lead
        else "No lead host is named: `apprentices exchange lead HOST` does."
    )
    if found:
        print_table(["host", "key", "its words"], [[row.host, row.state, words] for row, words in found])
    else:
        say("No other host's key is known yet.")


@exchange_command.command("lead", example="exchange lead COL")
@click.argument("host", type=HOST)
@click.pass_obj
def lead_command(session: Session, host: str) -> None:
    """Name the lead host: calendar, standards, requirements, draft and publications are its.

    All hosts name the same one, each in its own copy, before the first parcel.
    """
    with session.workspace(create=True) as workspace:
        set_lead(workspace, host)
    print_json({"lead": host}) if session.json else say(f"{host} is the lead host here.")


@exchange_command.command("leave", example="exchange leave LBH")
@click.argument("host", type=HOST)
@click.pass_obj
def leave_command(session: Session, host: str) -> None:
    """A host leaves the programme: no parcel is made for it or taken from it any more.

    Its rows stay as they were last told, and are the lead host's from now on. Every host says so in its own
    copy; the one that leaves hands over its last parcels first, since none is made or taken in there then.
    The lead host can't leave before another is named. `undo` with its number takes it back.
    """
    is_mine = host == own_host(session.path)
    with session.workspace() as workspace:
        leave(workspace, host, own_key(session.path).public if is_mine else None)
    if session.json:
        print_json({"host": host, "state": LEFT})
    elif is_mine:
        say("You have left: no parcel is made or taken in here any more. All other hosts enter it as well.")
    else:
        say(f"{host} has left: its rows stay here, and are the lead host's now.")
