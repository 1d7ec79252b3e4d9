"""What all commands share: `--db` and `--json`, an example in the help, and kinds of arguments."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from apprentices.text import one_line, unfit

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


class Day(click.ParamType[date]):
    """A day, as 2027-02-03 or 03/02/2027."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; fails with a usage error."""
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            if text.count("/") == 2:
                day, month, year = (int(part) for part in text.split("/"))
                return date(year, month, day)
            return date.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(f'"{value}" is not a day; write it as 2027-02-03.', param, ctx)


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


plain_option = click.option(
    "--plain",
    is_flag=True,
    expose_value=False,
    callback=_keep("plain"),
    help="The app as numbered lines and questions, for screen readers and braille displays; "
    "$APPRENTICES_PLAIN=1 says so for good.",
)  # of what opens the app


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


class ListingGroup(Group):
    """A group that lists where no command of it is named: `waivers` is short for `waivers list`."""

    listing = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the listing first where no command is named."""
        if not {*args} & {*self.commands, *ctx.help_option_names}:
            args = [self.listing, *args]
        return super().parse_args(ctx, args)
