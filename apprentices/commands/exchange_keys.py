"""Keys of the exchange: one's own, and the public halves that other hosts have given."""

from pathlib import Path
from typing import Any

import click

from apprentices.commands.command import Group
from apprentices.commands.printing import print_json, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.cells import read_code
from apprentices.exchange.incoming import read_file
from apprentices.exchange.parcels.keys import OwnKey, PublicKey, new_key, own_host, own_key, save
from apprentices.host_keys import add_key, end_key, known_key, replace_key
from apprentices.shared import LOST, key_file

_COMPARE = "Read these words to each other over the telephone before you trust it:"
_GIVE = "Give this line to the other hosts; it is no secret:"


class HostCode(click.ParamType[str]):
    """The code of a host, which need not be in the programme yet."""

    name = "host"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the code; fails with a usage error for what is none."""
        try:
            return read_code(str(value))
        except ValueError as wrong:
            self.fail(f"{wrong}.", param, ctx)


HOST = HostCode()


@click.group("key", cls=Group, epilog="Example: apprentices exchange key make COL")
def key_group() -> None:
    """Make and show your host's key; take, replace or end those of other hosts."""


@key_group.command("make", example="exchange key make COL")
@click.argument("host", type=HOST)
@click.pass_obj
def make_command(session: Session, host: str) -> None:
    """Make the key of the host that this copy is of: once.

    It lies in a file beside the database, for you alone to read, and in no backup. Who has it can open what
    is sealed for your host, and sign in its name: keep a copy where only your host can get at it.
    """
    if key_file(session.path).exists():
        raise UsageError(
            f"There is a key already, in {key_file(session.path)}. To make a new one in its place: "
            "`apprentices exchange key replace`."
        )
    with session.workspace(create=True):
        pass  # so that there is a database for it to lie beside
    _keep(session, new_key(host))


@key_group.command("show", example="exchange key show")
@click.argument("host", type=HOST, required=False)
@click.pass_obj
def show_command(session: Session, host: str | None) -> None:
    """Show your host's public key, or that of HOST as it is known here, with its words."""
    if host is None:
        _show(session, own_key(session.path).public)
        return
    with session.workspace() as workspace:
        _show(session, known_key(workspace, host))


@key_group.command("add", example="exchange key add ELFT key-of-elft.txt")
@click.argument("host", type=HOST)
@click.argument("key", metavar="FILE|TEXT")
@click.pass_obj
def add_command(session: Session, host: str, key: str) -> None:
    """Take the public key that another host gave you: a file that holds it, or the line itself."""
    given = _given(host, key)
    with session.workspace(create=True) as workspace:
        add_key(workspace, given, own_host(session.path))
    _show(session, given, f"Took the key of {host}. {_COMPARE}")


@key_group.command("replace", example="exchange key replace ELFT new-key-of-elft.txt")
@click.argument("host", type=HOST, required=False)
@click.argument("key", metavar="[FILE|TEXT]", required=False)
@click.pass_obj
def replace_command(session: Session, host: str | None, key: str | None) -> None:
    """Take HOST's new public key; what its old one signs is refused from then on.

    Without HOST, make a new key for your own host: give it to all others, who replace the old one. Parcels
    that were sealed for the old one can't be opened any more: ask for them anew.
    """
    if host is None:
        _keep(session, new_key(own_key(session.path).host))
        return
    if key is None:
        raise UsageError(f"Give the new key of {host}: a file that holds it, or the line itself.")
    given = _given(host, key)
    with session.workspace() as workspace:
        replace_key(workspace, given, own_host(session.path))
    _show(session, given, f"Replaced the key of {host}. {_COMPARE}")


@key_group.command("lost", example="exchange key lost ELFT")
@click.argument("host", type=HOST)
@click.pass_obj
def lost_command(session: Session, host: str) -> None:
    """HOST has lost its key, or somebody else may have it: nothing is taken or sealed by it any more."""
    with session.workspace() as workspace:
        end_key(workspace, host, LOST, own_host(session.path))
    if session.json:
        print_json({"host": host, "state": LOST})
    else:
        say(
            f"The key of {host} is not taken any more. To take a new one: `apprentices exchange key replace "
            f"{host} FILE`."
        )


def _keep(session: Session, key: OwnKey) -> None:
    save(key, session.path)
    _show(session, key.public, f"Made a key for {key.host}, in {key_file(session.path)}. {_GIVE}")


def _given(host: str, key: str) -> PublicKey:
    """The key in a file, or in the text itself. Raises `UsageError`, also where it is another host's."""
    try:
        text = key if PublicKey.begins(key) else read_file(Path(key), key).decode()
    except FileNotFoundError as error:
        raise UsageError(f"There is no file {key}, and it is no key itself.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{key} can't be read as a key.") from error
    found = PublicKey.read(text)
    if found.host != host:
        raise UsageError(f"This is a key of {found.host}, not of {host}.", ErrorKind.OTHER)
    return found


def _show(session: Session, key: PublicKey, title: str = "") -> None:
    if session.json:
        print_json({"host": key.host, "key": str(key), "words": key.words})
        return
    if title:
        say(title)
    say(str(key))
    say_wrapped(key.words)
