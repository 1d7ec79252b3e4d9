"""The root of the command line: what commands there are, and what all of them share.

A command's module is imported when it is run (or listed), so that `check` starts like a shell tool.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from apprentices import __version__
from apprentices.text import one_line, unfit

# Where each command lives: module in this package, name in it. The order is that of `--help`.
_HOMES = {
    "demo": "app",
    "import": "files",
    "template": "files",
    "board": "look",
    "check": "look",
    "rules": "rules",
    "assign": "edits",
    "clear": "edits",
    "pin": "edits",
    "unpin": "edits",
    "swap": "edits",
    "plan": "plan",
    "why": "plan",
    "explain": "plan",
    "publish": "publications",
    "publications": "publications",
    "diff": "publications",
    "export": "files",
    "history": "changes",
    "undo": "changes",
    "redo": "changes",
    "backup": "database",
    "restore": "database",
    "doctor": "database",
    "info": "database",
}


NUMBER = click.IntRange(min=1, max=2**63 - 1)  # of what is counted from 1, as far as SQLite counts


class Line(click.ParamType[str]):
    """Text that is kept and shown: one line of letters, white space of any kind being one space."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the text; fails with a usage error for what can't be shown."""
        text = one_line(str(value))
        wrong = unfit(text)
        if wrong:
            self.fail(f"The text {wrong}.", param, ctx)
        return text


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(context.obj, name, value)

    return keep


def shared_options() -> list[click.Parameter]:
    """`--db` and `--json`, which stand before or after any command."""
    return [
        click.Option(
            ["--db"],
            type=click.Path(path_type=Path, dir_okay=False, readable=False),
            metavar="FILE",
            expose_value=False,
            callback=_keep("db"),
            help="The database; else $APPRENTICES_DB, else the one in the user data folder.",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_keep("json"),
            help="Print JSON on standard output, and nothing else there.",
        ),
    ]


class Command(click.Command):
    """A command with the shared options and, in its help, an example."""

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.epilog = f"Example: apprentices {example}"
        self.params += shared_options()

    def invoke(self, ctx: click.Context) -> Any:
        """Do it; a fault is then told of under its name."""
        ctx.obj.doing = ctx.command_path
        return super().invoke(ctx)


class Group(click.Group):
    """A group of commands that carries the shared options as well."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += shared_options()


class _Root(Group):
    """The commands by name, each imported from its home when it is needed."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _HOMES:
            return None
        module = import_module(f"apprentices.commands.{_HOMES[name]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command


@click.group(
    cls=_Root,
    invoke_without_command=True,
    epilog="Example: apprentices import my-programme, then: apprentices",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="apprentices")
@click.pass_context
def root(context: click.Context) -> None:
    """Plan, check and export one apprenticeship programme that rotates across several employers.

    Without a command, opens the board.
    """
    if context.invoked_subcommand is None:
        from apprentices.commands.app import open_board

        open_board(context.obj)
