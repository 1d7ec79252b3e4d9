"""The review sheet of a meeting, to be read."""

from datetime import date, timedelta

from apprentices.calendar import say
from apprentices.columns import Column, Kind
from apprentices.reviewing import Review, review
from apprentices.workspace import Workspace
from screens.shared.to_say import Ask, ToSay

_SINCE = Column(Kind.DATE, "The day of the last meeting.", name="since", required=True)
_USUAL = timedelta(days=28)  # between two meetings


def to_review(workspace: Workspace) -> ToSay:
    """Somebody says when the last meeting was, and gets the sheet."""
    usual = (workspace.today - _USUAL).isoformat()

    def sheet(since: date) -> Review:
        return review(workspace, since)

    words = ["What is due, and what was said, published and changed since the last meeting."]
    ask = {"since": Ask("", _SINCE, "Last meeting", True, usual)}
    return ToSay("Review sheet", words, ask, "read", sheet)


def review_title(sheet: Review) -> str:
    """What the sheet is of."""
    return f"Review of {say(sheet.since)} to {say(sheet.on)}"


def review_in_lines(sheet: Review) -> str:
    """The sheet, to be read."""
    parts = []
    for section in sheet.sections:
        parts += [section.title.upper(), *(f"  {line}" for line in section.lines or ("Nothing.",)), ""]
    return "\n".join(parts).rstrip()
