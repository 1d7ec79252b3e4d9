"""Retention: who is past the period for which people are kept, and clearances that nobody needs any more."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from apprentices.calendar import add_months
from apprentices.programme import Apprentice, Clearance
from apprentices.workspace import Workspace

MONTHS = "retention_months"


class Past(NamedTuple):
    """Somebody whose apprenticeship ended so long ago that they are to be forgotten."""

    person: Apprentice
    since: date  # the first day past the period


class Unneeded(NamedTuple):
    """A clearance that has expired, or of somebody whose apprenticeship is over."""

    clearance: Clearance
    name: str
    why: str


class Retention(NamedTuple):
    """`months` is None where the period is not set: then nobody is known to be past it."""

    months: int | None
    past: tuple[Past, ...]
    clearances: tuple[Unneeded, ...]


def retention(workspace: Workspace) -> Retention:
    """As of the workspace's day.

    Months are counted from the last day of the practical period. When somebody left before that day is not
    recorded, so that those who withdrew are counted from it too.
    """
    programme, today = workspace.programme, workspace.today
    months = programme.settings.limit(MONTHS)
    people = programme.apprentices.values()
    past: list[Past] = []
    if months is not None:
        ended = (Past(person, add_months(person.ends_on, months)) for person in people)
        past = sorted((one for one in ended if one.since < today), key=lambda one: one.since)
    return Retention(months, tuple(past), tuple(_unneeded(workspace)))


def _unneeded(workspace: Workspace) -> Iterator[Unneeded]:
    people, today = workspace.programme.apprentices, workspace.today
    for one in workspace.programme.clearances:
        person = people[one.apprentice]
        if person.ends_on < today:
            yield Unneeded(one, person.name, "the apprenticeship is over")
        elif person.status in ("withdrawn", "completed"):
            yield Unneeded(one, person.name, person.status)
        elif one.expires_on and one.expires_on < today:
            yield Unneeded(one, person.name, "expired")
