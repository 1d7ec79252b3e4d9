"""The command line: open the board or parse, call the workspace, print.

`main` is the console script. It turns every error that a person should read into its message on standard
error and its exit code; what a command prints stays on standard output. This is the program's one outer
edge: what nobody expected becomes a sentence and a log (`faults`), and never a traceback, which may hold
personal data.
"""

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING

from apprentices.commands.exits import BAD_USAGE, DONE, NO, STOPPED, UNUSABLE
from apprentices.commands.stderr import tell
from apprentices.errors import BadInput, DatabaseUnusable, ProgramError, UsageError
from apprentices.planner import CHILD

if TYPE_CHECKING:
    from apprentices.commands.session import Session

_OF_OUTPUT = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT)  # they name no file
_PIPE_CLOSED = 141  # what a shell reports for a program whose reader went away


def main() -> None:
    """Run the command line and leave with its exit code.

    Called by itself as the planner's child, which only a frozen program does, it is that instead.
    """
    if sys.argv[1:] == [CHILD]:
        from apprentices.planner.child import main as be_the_child

        be_the_child()
        return
    # Most commands live for a tenth of a second; the collector would take a twentieth of that.
    gc.set_threshold(100_000)
    _have_streams()
    code = run()
    gc.freeze()  # all ends here: Python need not look through it once more
    sys.exit(code)


def run(args: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    from apprentices.commands.session import Session

    session = Session()
    try:
        code = _run(args, session)
    except BrokenPipeError:
        code = _PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the one outer edge: a traceback may hold personal data
        code = _told(error, session.doing)
    _let_go_of_output()
    return code


def _told(error: Exception, doing: str) -> int:
    """Say what nobody foresaw: a fault of the disk, or one of the program."""
    if isinstance(error, OSError) and (error.filename or error.errno in _OF_OUTPUT):
        where = error.filename or "The output"
        tell(f"{where}: {error.strerror}. `apprentices history` says what was done before that.")
        return UNUSABLE
    from apprentices import faults

    tell(faults.record(error, doing))
    return faults.CODE


def _run(args: list[str] | None, session: "Session") -> int:
    from apprentices.commands.board_alone import asks_for_board_alone

    try:
        code = _board(session) if asks_for_board_alone(args, session) else _parsed(args, session)
        sys.stdout.flush()
    except KeyboardInterrupt:
        tell("Stopped.")
        return STOPPED
    except ProgramError as error:
        from apprentices.commands.advice import said

        tell(*said(error))
        return _code(error)
    return code


def _board(session: "Session") -> int:
    from apprentices.commands.beginning import open_or_begin

    try:
        open_or_begin(session)
    except KeyboardInterrupt:
        tell("")  # the terminal's ^C stands in a line of its own, as it does with click
        raise
    return DONE


def _parsed(args: list[str] | None, session: "Session") -> int:
    from apprentices.commands.parsing import run_command

    return run_command(args, session)


def _have_streams() -> None:
    """Where a shell closed a standard stream (`>&-`), nothing is read or goes nowhere.

    Otherwise the next file that is opened would take its number: what is printed could end in the database.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no arrows
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # what is typed in another encoding


def _let_go_of_output() -> None:
    """What can't be written by now never will be; Python would try again, and complain, at exit."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _code(error: ProgramError) -> int:
    if isinstance(error, DatabaseUnusable):
        return UNUSABLE
    return BAD_USAGE if isinstance(error, BadInput | UsageError) else NO
