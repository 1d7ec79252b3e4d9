"""A run whose words click parses: all but one that only opens the board (`board_alone.py`)."""

import click

from apprentices.commands.exits import BAD_USAGE, DONE
from apprentices.commands.root import root
from apprentices.commands.session import Session
from apprentices.commands.stderr import tell


def run_command(args: list[str] | None, session: Session) -> int:
    """Do what the words say (None: the program's own); returns the exit code.

    Bad usage is told here; `ProgramError` and `KeyboardInterrupt` are left to the outer edge.
    """
    try:
        code = root.main(args, prog_name="apprentices", standalone_mode=False, obj=session)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return BAD_USAGE
    except click.ClickException as error:
        tell(*_bad_usage(error))
        return BAD_USAGE
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else DONE


def _bad_usage(error: click.ClickException) -> list[str]:
    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = [context.get_usage(), f"Try `{context.command_path} --help`."] if context else []
    return [*usage, f"Error: {error.format_message()}"]
