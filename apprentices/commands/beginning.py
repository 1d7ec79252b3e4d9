"""The app without a command; before there is a programme, a screen that offers ways to begin."""

from typing import TYPE_CHECKING

from apprentices.commands.board_alone import on_terminal
from apprentices.commands.opening import open_board, run_app, run_new_board
from apprentices.commands.session import Session
from apprentices.errors import DatabaseMissing

if TYPE_CHECKING:
    from screens.beginning.ways import Begun


def open_or_begin(session: Session) -> None:
    """Open the board; where there is no programme yet, have somebody choose how to begin.

    Nothing is made before they have. Without a terminal, raises `DatabaseMissing`, but in plain lines.
    """
    try:
        if not open_board(session):
            _begin(session, f"The programme in {session.path} is empty.")
    except DatabaseMissing:
        if session.json or not (session.is_plain or on_terminal()):
            raise
        _begin(session, f"There is no programme in {session.path} yet.")


def _begin(session: Session, why: str) -> None:
    from screens.beginning.ways import Way

    begun = _asked_plainly(why) if session.is_plain else _asked(session, why)
    if begun is None:
        return
    if begun.way is Way.DEMO:
        from apprentices.commands.demo import show_demo

        show_demo(session)
    else:
        run_new_board(session, begun.path)


def _asked(session: Session, why: str) -> "Begun | None":
    from screens.beginning.app import BeginningApp

    app = BeginningApp(why, session.config)
    run_app(app)
    if app.left_with:
        raise SystemExit(app.left_with)
    return app.begun


def _asked_plainly(why: str) -> "Begun | None":
    from apprentices.commands.plain import ask_how_to_begin

    return ask_how_to_begin(why)
