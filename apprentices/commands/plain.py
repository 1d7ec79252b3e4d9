"""The app in plain lines, on standard input and output."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from apprentices.commands.session import Session, is_empty

if TYPE_CHECKING:
    from screens.beginning.ways import Begun


def talk_about(session: Session, notice: str = "") -> bool:
    """Talk about the programme in the session's database; False, saying nothing, where that is empty.

    Raises `DatabaseMissing` where there is none.
    """
    from plainly.app import run

    with session.workspace() as workspace:
        if is_empty(workspace):
            return False
        run(workspace, sys.stdin, sys.stdout, notice or workspace.store.notice or "")
    return True


def ask_how_to_begin(why: str) -> "Begun | None":
    """Have somebody choose how to begin; None where they leave."""
    from plainly.beginning import begin

    return begin(why, sys.stdin, sys.stdout)


def talk_about_new(session: Session, bring: Path | None) -> None:
    """Talk about a database that is made if it isn't there, beginning with what is to be imported."""
    from plainly.app import run

    with session.workspace(create=True) as workspace:
        run(workspace, sys.stdin, sys.stdout, bring=bring)
