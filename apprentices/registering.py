"""The register: barriers, decisions and lessons; entered, followed, closed, and how each of them stands."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from apprentices.errors import UsageError
from apprentices.statements import Ending, Entry, stated
from apprentices.stating import chosen, end, insist_on_whose, state
from apprentices.workspace import Workspace

_CARRIED_ON = ("host", "person", "due_on")  # where a following entry says nothing else


class State(StrEnum):
    """How an entry stands on a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    FOLLOWED = "followed"
    CLOSED = "closed"


class Listed(NamedTuple):
    """An entry, its number in the order in which they came in, and how it stands; `next` follows it."""

    number: int
    entry: Entry
    state: State
    next: Entry | None
    ending: Ending | None

    @property
    def is_open(self) -> bool:
        """Whether nothing has closed or followed it."""
        return self.state in (State.OVERDUE, State.OPEN)


def enter(workspace: Workspace, entry: Entry, own: str | None = None) -> Entry:
    """Keep an entry that somebody makes; `own` is the host that has its key here.

    Raises `UsageError` for a barrier without host, person and day, and for another host's.
    """

    def make() -> Entry:
        lacking = [name for name in ("host", "person", "due_on") if getattr(entry, name) is None]
        if entry.kind == "barrier" and lacking:
            raise UsageError(
                "A barrier needs a host that owns it, a person who sees to it, and a day on which it is due."
            )
        _insist_on_whose(workspace, entry, own, "enters")
        return entry

    return state(workspace, make)


def follow(
    workspace: Workspace, which: str, title: str, by: str, own: str | None = None, **more: Any
) -> Entry:
    """Follow an entry, given by its number or code, with another one of its kind.

    Host, person and day are as they were where `more` leaves them out, or has them as None; `own` is the host
    that has its key here. Raises `UsageError` where there is no such entry, where it was closed or followed
    already, and where it, or what follows it, is another host's.
    """

    def make() -> Entry:
        before = _open_entry(workspace, which)
        _insist_on_whose(workspace, before, own, "follows")
        kept = {name: getattr(before, name) for name in _CARRIED_ON}
        said = {name: value for name, value in more.items() if value is not None}
        about = {"kind": before.kind, "follows": before.statement, **kept, **said}
        entry = stated(Entry, title=title, by=by, **about)
        _insist_on_whose(workspace, entry, own, "enters")
        return entry

    return state(workspace, make)


def close(
    workspace: Workspace, which: str, by: str, why: str, role: str | None = None, own: str | None = None
) -> Ending:
    """Close an entry, given by its number or code: what stood in the way is gone, or a decision is void.

    `own` is the host that has its key here. Raises `UsageError` where there is no such entry, where it was
    closed or followed already, and where it is another host's.
    """
    entry = _open_entry(workspace, which)
    _insist_on_whose(workspace, entry, own, "closes")
    return end(workspace, entry.statement, by, why, role)


def listed(workspace: Workspace, kind: str | None = None) -> list[Listed]:
    """The entries (of a kind): overdue ones first, then open ones, by day and in the order they came in."""
    found = [
        Listed(number, entry, _state(workspace, entry), said.followed.get(entry.statement), ending)
        for said in (workspace.statements,)
        for number, entry in enumerate(said.register, 1)
        for ending in (said.ended.get(entry.statement),)
        if kind in (None, entry.kind)
    ]
    order = list(State)
    return sorted(found, key=lambda one: (order.index(one.state), one.entry.due_on or date.max, one.number))


def _state(workspace: Workspace, entry: Entry) -> State:
    said = workspace.statements
    if entry.statement in said.ended:
        return State.CLOSED
    if entry.statement in said.followed:
        return State.FOLLOWED
    late = entry.due_on is not None and entry.due_on < workspace.today
    return State.OVERDUE if late else State.OPEN


def _insist_on_whose(workspace: Workspace, entry: Entry, own: str | None, does: str) -> None:
    """Raise `UsageError` where an entry is another host's; what no host owns is the lead host's."""
    insist_on_whose(workspace, own, entry.host or workspace.lead_host, f"{does} “{entry.title}”")


def _open_entry(workspace: Workspace, which: str) -> Entry:
    entry = chosen(workspace.statements.register, which, "entry of the register")
    there = _state(workspace, entry)
    if there in (State.CLOSED, State.FOLLOWED):
        raise UsageError(f"{entry.title}: that was {there} already.")
    return entry
