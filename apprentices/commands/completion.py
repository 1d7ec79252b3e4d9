"""`completion install`: the shell completes commands, options and codes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from apprentices.commands.board_alone import COMPLETION
from apprentices.commands.command import Command, Group
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError

NAME = "apprentices"


class _Place(NamedTuple):
    """Where a shell looks for the completion of a command: in a folder of the user's, under a name."""

    base: str  # the variable that names the folder
    otherwise: str  # the folder below the home folder, where the variable is not set
    path: str
    more: str = ""  # what is still to be done; FOLDER stands for where it lies


_PLACES: Mapping[str, _Place] = {
    "bash": _Place("XDG_DATA_HOME", ".local/share", f"bash-completion/completions/{NAME}"),
    "zsh": _Place(
        "XDG_DATA_HOME",
        ".local/share",
        f"zsh/site-functions/_{NAME}",
        "If zsh doesn't look there yet, put this line above `compinit` in ~/.zshrc: fpath=(FOLDER $fpath)",
    ),
    "fish": _Place("XDG_CONFIG_HOME", ".config", f"fish/completions/{NAME}.fish"),
}


@click.group("completion", cls=Group, epilog="Example: apprentices completion install --shell bash")
def completion_command() -> None:
    """Have the shell complete commands, options and codes with the tab key."""


@completion_command.command("install", cls=Command, example="completion install --shell bash")
@click.option("--shell", type=click.Choice(list(_PLACES)), help="For which shell; else the one of $SHELL.")
@click.pass_context
def install(context: click.Context, shell: str | None) -> None:
    """Write the script that completes words to where the shell looks for it, and say how to undo that.

    With bash, the package bash-completion has to be there.
    """
    from apprentices.exchange.files import write_file

    session: Session = context.obj
    shell = shell or _shell_of_the_user()
    path = _path(_PLACES[shell])
    write_file(path, _script(context.find_root().command, shell))
    if session.json:
        print_json({"shell": shell, "file": str(path)})
        return
    say(f"Wrote {path}: {shell} completes {NAME} in the next shell that you open.")
    if more := _PLACES[shell].more:
        say(more.replace("FOLDER", str(path.parent)))
    say("Removing that file undoes it.")


def _shell_of_the_user() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name not in _PLACES:
        raise UsageError(f"Which shell is meant? --shell can be {', '.join(_PLACES)}.")
    return name


def _path(place: _Place) -> Path:
    base = os.environ.get(place.base)
    path = (Path(base) if base else Path.home() / place.otherwise) / place.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} can't be made: {error.strerror}") from error
    return path


def _script(root: click.Command, shell: str) -> str:
    """The script that click has for the shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    text = kind(root, {}, NAME, COMPLETION).source()
    return f"{text}\n"
