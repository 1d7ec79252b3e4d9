"""`serve`: the app in a web browser on this computer."""

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from apprentices.commands.command import Command
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError

NOT_INSTALLED = (
    "What shows the app in a browser is not installed here: it is the extra `serve`. In the program's "
    "folder: .venv/bin/pip install -c constraints.txt '.[serve]'"
)
PORTS = click.IntRange(1024, 65535)  # those below belong to the system


@click.command("serve", cls=Command, example="serve --open")
@click.option("--port", type=PORTS, help="The port; without it, one that is free.")
@click.option("--open", "opens", is_flag=True, help="Open the address in your browser, too.")
@click.pass_obj
def serve_command(session: Session, port: int | None, opens: bool) -> None:
    """Show the app in a web browser on this computer, until you end it with ctrl+c.

    Nobody else gets in: it answers to this computer alone, and to whoever has the address that it prints,
    which is good for one browser. Each tab is the app anew, on the same programme; closing one ends it there.
    """
    if find_spec("textual_serve") is None:
        raise UsageError(NOT_INSTALLED)
    from apprentices.commands.browser.server import serve

    def ready(address: str) -> None:
        if session.json:
            print_json({"address": address})
        else:
            say(f"The app is at {address}", bold=True)
            say("Open that in a browser on this computer. ctrl+c ends it.")
        sys.stdout.flush()
        if opens:
            click.launch(address)

    def used(address: str) -> None:
        say(f"A browser has used the address. For another one: {address}", err=True)

    serve(_command(session.path.absolute()), port or 0, ready, used)


def _command(path: Path) -> list[str]:
    """How the app is started for a tab: by this Python, or by the program itself where it is frozen."""
    python = (
        [] if getattr(sys, "frozen", False) else ["-P", "-m", "apprentices"]
    )  # -P: nothing from where one is
    return [sys.executable, *python, "--db", str(path)]
