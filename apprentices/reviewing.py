"""The review sheet of a meeting: what is due, and what was said, published and changed since the last one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from apprentices import registering, waiving
from apprentices.calendar import say
from apprentices.deeds import finding_said, sentence
from apprentices.errors import UsageError
from apprentices.rules.words import count, join
from apprentices.statements import Ending, Entry, Statement, Waiver, codes_of, in_time
from apprentices.store import PUBLISH, STATE, Deed
from apprentices.text import with_capital
from apprentices.workspace import Workspace

AHEAD = timedelta(days=28)  # what ends in these days is told as due
_CHANGES = 40  # that are told one by one


class Section(NamedTuple):
    """A heading, and what is told under it, a line each."""

    title: str
    lines: tuple[str, ...]


class Review(NamedTuple):
    """What is due on a day, and what was done from the day `since` up to it."""

    since: date
    on: date
    sections: tuple[Section, ...]


def review(workspace: Workspace, since: date) -> Review:
    """The sheet of a meeting today; the last one was on the day `since`.

    Raises `UsageError` where that day is still to come.
    """
    if since > workspace.today:
        raise UsageError(f"The last meeting can't have been on {say(since)}: that day is still to come.")
    parts = {
        "Due": _due(workspace),
        "Said": _said(workspace, since),
        "Published": _published(workspace, since),
        "Changed": _changed(workspace, since),
    }
    return Review(since, workspace.today, tuple(Section(title, tuple(parts[title])) for title in parts))


def in_words(one: Statement, workspace: Workspace) -> str:
    """A statement in a line: what was said, by whom and when."""
    role = f", {one.role}" if one.role else ""
    return f"{_what(one, workspace)} ({one.by}{role}, {say(one.on)})"


def _what(one: Statement, workspace: Workspace) -> str:
    said = {other.statement: other for other in workspace.statements}
    match one:
        case Entry():
            before = said.get(one.follows or "")
            follows = f", after “{before.title}”" if isinstance(before, Entry) else ""
            paper = f", on {one.paper}" if one.paper else ""
            return f"{one.kind.capitalize()}: {one.title}{follows}{paper}"
        case Waiver():
            accepted = finding_said(one.finding, workspace.name_of)
            return f"Waived until {say(one.until_on)}: {accepted}: {one.why}"
        case Ending():
            ended = said.get(one.ends)
            what = _what(ended, workspace) if ended else one.ends
            return f"Ended: {what}: {one.why}"
    return sentence(Deed(STATE, codes_of(one)), workspace.name_of).rstrip(".")


def _due(workspace: Workspace) -> Iterator[str]:
    soon = workspace.today + AHEAD
    checker = workspace.checker
    yield (
        f"{count(checker.conflicts, 'conflict')} and {count(checker.warnings, 'warning')} stand; "
        f"{checker.waived} waived."
    )
    for one in registering.listed(workspace):
        entry = one.entry
        if one.is_open and entry.due_on and entry.due_on <= soon:
            who = join(filter(None, (entry.person, entry.host))) or "nobody in particular"
            late = "overdue since" if one.state is registering.State.OVERDUE else "due on"
            yield f"{entry.kind.capitalize()}: {entry.title}: {late} {say(entry.due_on)}, by {who}."
    for held in waiving.listed(workspace):
        waiver = held.waiver
        if held.state is waiving.State.STANDS and waiver.until_on <= soon:
            accepted = finding_said(waiver.finding, workspace.name_of)
            yield f"The waiver of {accepted} ends on {say(waiver.until_on)}: {waiver.why}."
    yield from (f.problem for f in workspace.findings() if f.rule.startswith(("SIGN-", "WAIVER-")))


def _said(workspace: Workspace, since: date) -> Iterator[str]:
    for one in in_time(workspace.statements):
        if since <= one.on <= workspace.today:
            yield f"{in_words(one, workspace)}."


def _published(workspace: Workspace, since: date) -> Iterator[str]:
    for head in reversed(workspace.publications()):
        if since <= head.at.astimezone().date() <= workspace.today:
            more = "".join(f"; {text}" for text in (head.note, head.despite) if text)
            yield f"{with_capital(str(head))}: {count(head.count, 'assignment')}{more}."


def _changed(workspace: Workspace, since: date) -> Iterator[str]:
    """The changes that stand, statements and publications apart, oldest first."""
    there = [
        event
        for event in reversed(workspace.history())
        if since <= event.at.astimezone().date() <= workspace.today
    ]
    numbers = {event.id for event in there}
    events = [
        event
        for event in there
        # What was done since and taken back is nothing; what was done before and taken back since is told.
        if event.kind not in (STATE, PUBLISH) and not event.undone and event.undoes not in numbers
    ]
    for event in events[:_CHANGES]:
        yield f"{workspace.told_as_sentence(event).rstrip('.')} ({event.actor})."
    if len(events) > _CHANGES:
        yield f"And {len(events) - _CHANGES} more, as the history has them."
