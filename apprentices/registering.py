"""The register: barriers, decisions and lessons; entered, followed, closed, and how each of them stands."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from apprentices.errors import UsageError
from apprentices.statements import Ending, Entry, stated
from apprentices.stating import chosen, end, state
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


def enter(workspace: Workspace, entry: Entry) -> Entry:
    """Keep an entry that somebody makes. Raises `UsageError` for a barrier without host, person and day."""

    def make() -> Entry:
        lacking = [name for name in ("host", "person", "due_on") if getattr(entry, name) is None]
        if entry.kind == "barrier" and lacking:
            raise UsageError(
                "A barrier needs a host that owns it, a person who sees to it, and a day on which it is due."
            )
        return entry

    return state(workspace, make)


def follow(workspace: Workspace, which: str, title: str, by: str, **more: Any) -> Entry:
    """Follow an entry, given by its number or code, with another one of its kind.

    Host, person and day are as they were where `more` leaves them out, or has them as None. Raises
    `UsageError` where there is no such entry, and where it was closed or followed already.
    """

    def make() -> Entry:
        before = _open_entry(workspace, which)
        kept = {name: getattr(before, name) for name in _CARRIED_ON}
        said = {name: value for name, value in more.items() if value is not None}
        return stated(Entry, kind=before.kind, title=title, by=by, follows=before.statement, **kept | said)

    return state(workspace, make)


def close(workspace: Workspace, which: str, by: str, why: str, role: str | None = None) -> Ending:
    """Close an entry, given by its number or code: what stood in the way is gone, or a decision is void.

    Raises `UsageError` where there is no such entry, and where it was closed or followed already.
    """
    return end(workspace, _open_entry(workspace, which).statement, by, why, role)


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


def _open_entry(workspace: Workspace, which: str) -> Entry:
    entry = chosen(workspace.statements.register, which, "entry of the register")
    there = _state(workspace, entry)
    if there in (State.CLOSED, State.FOLLOWED):
        raise UsageError(f"{entry.title}: that was {there} already.")
    return entry
