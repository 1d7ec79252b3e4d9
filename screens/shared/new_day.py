"""The app stays open over midnight: it judges as of the day that it is then."""

from collections.abc import Iterator, Sequence
from datetime import date

from apprentices.calendar import say
from apprentices.new_day import begin_day
from apprentices.rules.said import Consequence, Finding
from apprentices.rules.words import count
from apprentices.workspace import Workspace


def has_begun(workspace: Workspace) -> bool:
    """Whether it is another day than the one as of which all is judged."""
    return date.today() != workspace.today  # noqa: DTZ011 - a day is local


def begin(workspace: Workspace) -> Iterator[str]:
    """What is to be said of a new day, as of which all is judged from now on.

    It comes after steps of which nothing is to be said, and not at all where something is changed between
    them. What others have written is to be taken in before, or it is told as what the day has brought.
    Raises `DatabaseUnusable` where what is stored can't be read just now. The next look does it then.
    """
    day = date.today()  # noqa: DTZ011 - a day is local
    for came_of_it in begin_day(workspace, day):
        yield f"It is {day:%A} {say(day)} now: {_said(came_of_it)}." if came_of_it else ""


def _said(came_of_it: Consequence) -> str:
    new = _counted(came_of_it.broke, "new")
    gone = _counted(came_of_it.mended, "gone")
    return ", ".join(filter(None, (new, gone))) or "the rules find what they found before"


def _counted(findings: Sequence[Finding], what: str) -> str:
    """So many are new: 2 warnings new; findings, where they are of both kinds. It fits in 80 columns."""
    conflicts = sum(finding.is_conflict for finding in findings)
    noun = {0: "warning", len(findings): "conflict"}.get(conflicts, "finding")
    return f"{count(len(findings), noun)} {what}" if findings else ""
