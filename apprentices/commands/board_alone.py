"""Which runs only open the board: these don't wait for click."""

import os
import sys
from pathlib import Path

from apprentices.commands.session import Session

COMPLETION = "_APPRENTICES_COMPLETE"  # with it, a shell asks click how words go on


def asks_for_board_alone(args: list[str] | None, session: Session) -> bool:
    """Whether the words (None: the program's own) only open the board; the session is then told its `--db`.

    All else is for click, and so is whatever it would refuse or change in these words: a folder in place of a
    file, what Windows leaves to programs (~ and *), a shell that asks how words go on.
    """
    words = sys.argv[1:] if args is None else args
    if os.name == "nt" or COMPLETION in os.environ or session.is_plain or not on_terminal():
        return False
    # Path.is_dir raises where it can't look.
    if len(words) == 2 and words[0] == "--db" and not os.path.isdir(words[1]):  # noqa: PTH112
        session.db = Path(words[1])
        return True
    return not words


def on_terminal() -> bool:
    """Whether somebody can see the board and press its keys."""
    return in_browser() or (sys.stdin.isatty() and sys.stdout.isatty())


def in_browser() -> bool:
    """Whether a browser draws the app, at the other end of the pipes that this run has for a terminal."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
