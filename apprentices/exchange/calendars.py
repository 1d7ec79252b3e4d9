"""Calendars (RFC 5545): who is where, training days and change-overs, as all-day events.

An event's UID is made of codes alone, so that two copies of a programme give the same one, and a calendar
that is imported again updates what is there; SEQUENCE rises with the number of the publication, and what an
earlier one told and this one doesn't is cancelled. A publication gives the same bytes at any time: its own
moment is its stamp. Training days are no part of what was told: they are of the programme as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from apprentices.calendar import ONE_DAY, Days, say, training_days
from apprentices.programme import Programme
from apprentices.telling import Span, Telling
from apprentices.text import natural
from apprentices.told import Told

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MAKER = "-//Rotating apprenticeships//EN"
_NAMESPACE = "rotating-apprenticeships"  # stands behind the @ of every UID
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
_MARKS = {CONFIRMED: "", TENTATIVE: "Draft: ", CANCELLED: "Cancelled: "}  # programs that show no status exist


class Whose(NamedTuple):
    """Whose calendar it is: only what is about all of these; without any, everybody's."""

    apprentice: str | None = None
    host: str | None = None
    placement: str | None = None
    supervisor: str | None = None  # as the publication or the draft has the name

    def takes(self, row: Told) -> bool:
        """Whether an assignment is in this calendar."""
        mine = (getattr(row, field) for field in self._fields)
        return all(asked in (None, there) for asked, there in zip(self, mine, strict=True))

    def __str__(self) -> str:
        return ", ".join(filter(None, self)) or "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one event of a calendar says; `days` has both ends in it.

    A `rule` repeats it from the first of `days` on, but on the days `lost`.
    """

    uid: str
    category: str
    summary: str
    days: Days
    place: str | None = None
    description: str = ""
    rule: str | None = None
    lost: tuple[date, ...] = ()


def calendar(
    telling: Telling, earlier: Sequence[Telling], whose: Whose, programme: Programme, now: datetime
) -> bytes | None:
    """What a file of the calendar holds; None where nothing is in it.

    `earlier` are the publications before what is told, the newest first, whose events are cancelled where
    they are gone; a draft cancels nothing. `now` stamps a draft.
    """
    entries = {entry.uid: (entry, _status(telling)) for entry in entries_of(telling, whose, programme)}
    for old in earlier if telling.of else ():
        for entry in entries_of(old, whose, programme):
            entries.setdefault(entry.uid, (entry, CANCELLED))
    if not entries:
        return None
    book = _book(f"Rotations of {whose}: {telling}")
    stamp, sequence = _stamp(telling, earlier, now)
    for entry, status in sorted(entries.values(), key=lambda found: (found[0].days.first, found[0].uid)):
        book.add_component(_event(entry, status, stamp, sequence))
    return bytes(book.to_ical())


def entries_of(telling: Telling, whose: Whose, programme: Programme) -> Iterator[Entry]:
    """The placements, training days and change-overs in somebody's calendar."""
    rows = [row for row in telling.rows if whose.takes(row)]
    for row in rows:
        if row.starts_on and row.ends_on:  # else nobody comes
            stay = Days(row.starts_on, row.ends_on)
            yield _placement(row, stay)
            yield from _training(row, stay, programme)
    there = {row.cycle for row in rows}
    for before, after in pairwise(telling.cycles):
        if there & {before.cycle, after.cycle}:
            yield from _change_over(before, after)


def _uid(kind: str, *codes: str) -> str:
    """Codes have no + in them."""
    return f"{'+'.join([kind, *codes])}@{_NAMESPACE}"


def _placement(row: Told, stay: Days) -> Entry:
    """One assignment. A move ends one event and begins another, so that no two teams' calendars collide."""
    lines = [f"Placement {row.placement}, cycle {row.cycle}: {stay}."]
    if row.supervisor:
        lines.append(f"Supervisor: {row.supervisor}.")
    return Entry(
        uid=_uid("assignment", row.apprentice, row.cycle, row.placement),
        category="Placement",
        summary=f"{row.name or row.apprentice}: {row.team or row.placement}, {row.host}",
        days=stay,
        place=row.site,
        description="\n".join(lines),
    )


def _training(row: Told, stay: Days, programme: Programme) -> Iterator[Entry]:
    """The training days within one assignment, as they are today: a series of its own, to be told anew."""
    person = programme.apprentices.get(row.apprentice)
    if person is None or not person.training_days:
        return
    series = training_days(person.training_days, person.starts_on, person.ends_on)
    days = [day for day in series if day in stay]
    if days:
        yield Entry(
            uid=_uid("training", row.apprentice, row.cycle, row.placement),
            category="Training",
            summary=f"{row.name or row.apprentice}: training day",
            days=Days(days[0], days[0]),
            description="Away from the placement for training.",
            rule=_until(person.training_days, days[-1]),
            lost=tuple(day for day in days if day in programme.bank_holidays),
        )


def _until(rule: str, last: date) -> str:
    """The rule, counted from a day of its own, up to its last day in an assignment."""
    parts = (part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    return ";".join([*parts, f"UNTIL={last:%Y%m%d}"])


def _change_over(before: Span, after: Span) -> Iterator[Entry]:
    """From the last day of one cycle to the first of the next: when teams hand people over."""
    last, first = before.ends_on, after.starts_on
    if last is None or first is None or first <= last:  # cycles that overlap have no day between them
        return
    yield Entry(
        uid=_uid("change-over", before.cycle, after.cycle),
        category="Change-over",
        summary=f"Change-over from {before.cycle} to {after.cycle}",
        days=Days(last, first),
        description=f"Last day of {before.cycle}: {say(last)}.\nFirst day of {after.cycle}: {say(first)}.",
    )


def _status(telling: Telling) -> str:
    return CONFIRMED if telling.of else TENTATIVE


def _stamp(telling: Telling, earlier: Sequence[Telling], now: datetime) -> tuple[datetime, int]:
    """The moment of what is told, and its place in the order of all: a draft is after what was published."""
    if telling.of:
        return telling.of.at.astimezone(UTC), 2 * telling.of.number
    last = max((old.of.number for old in earlier if old.of), default=0)
    return now.astimezone(UTC), 2 * last + 1


def _book(name: str) -> "Calendar":
    from icalendar import Calendar

    book = Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("method", "PUBLISH")):
        book.add(key, value)
    book.add("name", name)
    book.add("x-wr-calname", name)  # the same for programs older than RFC 7986
    return book


def _event(entry: Entry, status: str, stamp: datetime, sequence: int) -> "Event":
    from icalendar import Event, vRecur

    values: dict[str, Any] = {
        "uid": entry.uid,
        "dtstamp": stamp,
        "dtstart": entry.days.first,
        "dtend": entry.days.last + ONE_DAY,  # the first day after it
        "summary": _MARKS[status] + entry.summary,
        "location": entry.place,
        "description": entry.description,
        "categories": [entry.category],
        "sequence": sequence,
        "status": status,
        "transp": "TRANSPARENT",  # nobody's day is taken up by it
        "rrule": entry.rule and vRecur.from_ical(entry.rule),
        "exdate": list(entry.lost),
    }
    event = Event()
    for key, value in values.items():
        if value or value == 0:
            event.add(key, value)
    return event


def hosts_and_people(tellings: Iterable[Telling]) -> list[Whose]:
    """Everybody's calendar, and one for each host and each apprentice that any of these tells of."""
    rows = [row for telling in tellings for row in telling.rows]
    hosts = sorted({row.host for row in rows if row.host}, key=natural)
    people = sorted({row.apprentice for row in rows}, key=natural)
    return [Whose(), *(Whose(host=host) for host in hosts), *(Whose(apprentice=code) for code in people)]
