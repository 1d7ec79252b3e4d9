"""The command line: parse, call the workspace, print.

`main` is the console script. It turns every error that a person should read into its message on standard
error and its exit code; what a command prints stays on standard output.
"""

import gc
import os
import sys

import click

from apprentices.errors import BadInput, DatabaseUnusable, ProgramError, UsageError

DONE, NO, BAD_USAGE, UNUSABLE, STOPPED = 0, 1, 2, 3, 130
PROBLEMS_SHOWN = 200
_PIPE_CLOSED = 141  # what a shell reports for a program whose reader went away


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Most commands live for a tenth of a second; the collector would take a twentieth of that.
    gc.set_threshold(100_000)
    sys.exit(run())


def run(args: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        from apprentices.commands.root import root
        from apprentices.commands.session import Session

        code = root.main(args, prog_name="apprentices", standalone_mode=False, obj=Session())
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return BAD_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return STOPPED
    except ProgramError as error:
        click.echo(_shown(error), err=True)
        return _code(error)
    except BrokenPipeError:
        # Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:  # a folder that can't be entered, a full disk behind standard output
        click.echo(f"{error.filename or 'The output'}: {error.strerror}. Nothing was changed.", err=True)
        return UNUSABLE
    return code if isinstance(code, int) else DONE


def _code(error: ProgramError) -> int:
    if isinstance(error, DatabaseUnusable):
        return UNUSABLE
    return BAD_USAGE if isinstance(error, BadInput | UsageError) else NO


def _shown(error: ProgramError) -> str:
    if not isinstance(error, BadInput):
        return str(error)
    lines = [str(problem) for problem in error.problems[:PROBLEMS_SHOWN]]
    more = len(error.problems) - len(lines)
    if more:
        lines.append(f"… and {more} more.")
    many = len(error.problems) != 1
    lines.append(f"{len(error.problems)} problem{'s' if many else ''} found; nothing was imported.")
    return "\n".join(lines)
