"""The review sheet of a meeting, to be read."""

from collections.abc import Callable
from datetime import date, timedelta

from apprentices.calendar import say
from apprentices.columns import Column, Kind
from apprentices.reviewing import Review, review
from screens.shared.frame import ModeScreen
from screens.shared.saying import Ask, Saying

_SINCE = Column(Kind.DATE, "The day of the last meeting.", name="since", required=True)
_USUAL = timedelta(days=28)  # between two meetings


def ask_since(screen: ModeScreen, read: Callable[[str, Callable[[], str]], object]) -> None:
    """Ask when the last meeting was; `read` shows what has happened since."""
    workspace = screen.workspace
    usual = (workspace.today - _USUAL).isoformat()

    def sheet(since: date) -> Review:
        return review(workspace, since)

    def made(found: Review | None) -> None:
        if found is not None:
            read(f"Review of {say(found.since)} to {say(found.on)}", lambda: _in_lines(found))

    words = ["What is due, and what was said, published and changed since the last meeting."]
    ask = {"since": Ask("", _SINCE, "Last meeting", True, usual)}
    screen.app.push_screen(Saying(screen.frame, "Review sheet", words, ask, "read", sheet), made)


def _in_lines(sheet: Review) -> str:
    parts = []
    for section in sheet.sections:
        parts += [section.title.upper(), *(f"  {line}" for line in section.lines or ("Nothing.",)), ""]
    return "\n".join(parts).rstrip()
