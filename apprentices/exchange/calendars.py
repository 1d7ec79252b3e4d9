"""Calendars (RFC 5545): who is where, training days, change-overs and sign-offs due, as all-day events.

An event's UID is made of codes alone, so that two copies of a programme give the same one, and a calendar
that is imported again updates what is there; SEQUENCE rises with the number of the publication, and what an
earlier one told and this one doesn't is cancelled. A publication gives the same bytes at any time: its own
moment is its stamp. Training days are no part of what was told: they are of the programme as it is, rise with
each change of them and of bank holidays too, and are cancelled where there were some and are none.
Sign-offs that are due are of what was said, and each rises with what is said of it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from apprentices.calendar import ONE_DAY, Days, say, training_days
from apprentices.programme import Programme
from apprentices.statements import Request, Statement, Statements, in_time
from apprentices.telling import Span, Telling
from apprentices.text import natural, shown
from apprentices.told import Told
from apprentices.trained import NEVER_CHANGED, Trained, Training

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


class Issue(NamedTuple):
    """As what an event goes out: what holds of it, since when, and how often that has changed."""

    status: str
    stamp: datetime
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one event of a calendar says; `days` has both ends in it.

    A `rule` repeats it from the first of `days` on, but on the days `lost`; of training days, `trains` is
    the person's code.
    """

    uid: str
    category: str
    summary: str
    days: Days
    place: str | None = None
    description: str = ""
    rule: str | None = None
    lost: tuple[date, ...] = ()
    trains: str = ""


@dataclass(frozen=True, kw_only=True)
class Calendars:
    """What calendars are made of.

    `earlier` are the publications before what is told, the newest first, whose events are cancelled where
    they are gone; so are those of earlier training days, which `trained` has by person. `holidays` are the
    moments, in order, at which a day became a bank holiday or ceased to be one. A draft cancels nothing.
    `now` stamps a draft.
    """

    telling: Telling
    earlier: Sequence[Telling]
    programme: Programme
    statements: Statements
    now: datetime
    trained: Mapping[str, Trained] = field(default_factory=dict)
    holidays: Sequence[datetime] = ()

    def of(self, whose: Whose) -> bytes | None:
        """What a file of somebody's calendar holds; None where nothing is in it."""
        issued = self._issued(whose)
        if not issued:
            return None
        book = _book(f"Rotations of {whose}: {self.telling}")
        for entry, issue in sorted(issued.values(), key=lambda found: (found[0].days.first, found[0].uid)):
            book.add_component(_event(entry, issue))
        return bytes(book.to_ical())

    def _issued(self, whose: Whose) -> dict[str, tuple[Entry, Issue]]:
        """The events by UID."""
        now = self._issue(TENTATIVE if self.telling.of is None else CONFIRMED)
        issued = {
            entry.uid: (entry, self._risen(entry, now))
            for entry in entries_of(self.telling, whose, self.programme)
        }
        if self.telling.of:
            gone = now._replace(status=CANCELLED)
            for entry in self._told_before(whose):
                issued.setdefault(entry.uid, (entry, self._risen(entry, gone)))
        return issued | {entry.uid: (entry, issue) for entry, issue in _due(self.statements, whose)}

    def _told_before(self, whose: Whose) -> Iterator[Entry]:
        """All that earlier publications told, and the training days that people had before."""
        for old in self.earlier:
            yield from entries_of(old, whose, self.programme)
        for telling in (self.telling, *self.earlier):
            for row, stay in _stays(telling, whose):
                for training in self.trained.get(row.apprentice, NEVER_CHANGED).before:
                    yield from _training(row, stay, training, self.programme)

    def _risen(self, entry: Entry, issue: Issue) -> Issue:
        """As what it goes out with the changes of training days, of which no publication tells.

        Each bank holiday that moved counts, on whatever day: those among the training days alone would be
        fewer once training has another day, and a calendar ignores what falls.
        """
        of = self.trained.get(entry.trains)
        if of is None or of.entered is None:
            return issue
        moved = self.holidays[bisect_right(self.holidays, of.entered) :]
        stamp = max([issue.stamp, *moved[-1:], *filter(None, [of.at])])
        return issue._replace(stamp=stamp, sequence=issue.sequence + of.changed + len(moved))

    def _issue(self, status: str) -> Issue:
        """The moment of what is told, and its place in the order: a draft comes after what was published."""
        if self.telling.of:
            return Issue(status, self.telling.of.at, 2 * self.telling.of.number)
        last = max((old.of.number for old in self.earlier if old.of), default=0)
        return Issue(status, self.now, 2 * last + 1)


def entries_of(telling: Telling, whose: Whose, programme: Programme) -> Iterator[Entry]:
    """The placements, training days and change-overs in somebody's calendar."""
    for row, stay in _stays(telling, whose):
        yield _placement(row, stay)
        person = programme.apprentices.get(row.apprentice)
        if person:
            now = Training(person.training_days, person.starts_on, person.ends_on)
            yield from _training(row, stay, now, programme)
    there = {row.cycle for row in telling.rows if whose.takes(row)}
    for before, after in pairwise(telling.cycles):
        if there & {before.cycle, after.cycle}:
            yield from _change_over(before, after)


def _stays(telling: Telling, whose: Whose) -> Iterator[tuple[Told, Days]]:
    """Who comes, each with the days."""
    for row in telling.rows:
        if whose.takes(row) and row.starts_on and row.ends_on:  # else nobody comes
            yield row, Days(row.starts_on, row.ends_on)


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


def _training(row: Told, stay: Days, training: Training, programme: Programme) -> Iterator[Entry]:
    """The training days within one assignment: a series of its own, to be told anew."""
    if not training.rule:
        return
    series = training_days(training.rule, training.starts_on, training.ends_on)
    days = [day for day in series if day in stay]
    if days:
        yield Entry(
            uid=_uid("training", row.apprentice, row.cycle, row.placement),
            category="Training",
            summary=f"{row.name or row.apprentice}: training day",
            days=Days(days[0], days[0]),
            description="Away from the placement for training.",
            rule=_until(training.rule, days[-1]),
            lost=tuple(day for day in days if day in programme.bank_holidays),
            trains=row.apprentice,
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


def _due(statements: Statements, whose: Whose) -> Iterator[tuple[Entry, Issue]]:
    """The sign-offs that hosts were asked for, each on the day it is due; cancelled once nothing is due."""
    if whose._replace(host=None) != Whose():
        return  # a host signs, not one person or team of it
    asked: dict[tuple[str, str], list[Request]] = {}
    for request in in_time(statements.requests):
        if whose.host in (None, request.host):
            asked.setdefault((request.host, request.cycle), []).append(request)
    for place, requests in asked.items():
        signed = [one for one in statements.signoffs if (one.host, one.cycle) == place]
        said: list[Statement] = [*requests, *signed]
        said += [statements.ended[one.statement] for one in said if one.statement in statements.ended]
        due = statements.asked.get(place)
        issue = Issue(CONFIRMED if due else CANCELLED, max(one.at for one in said), len(said))
        yield _sign_off(due or requests[-1]), issue


def _sign_off(request: Request) -> Entry:
    return Entry(
        uid=_uid("sign-off", request.host, request.cycle),
        category="Sign-off",
        summary=f"{request.host}: sign-off of {request.cycle} is due",
        days=Days(request.due_on, request.due_on),
        description=f"Asked for by {request.by} on {say(request.on)}.",
    )


def _book(name: str) -> "Calendar":
    from icalendar import Calendar

    book = Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("method", "PUBLISH")):
        book.add(key, value)
    name = shown(name)
    book.add("name", name)
    book.add("x-wr-calname", name)  # the same for programs older than RFC 7986
    return book


def _event(entry: Entry, issue: Issue) -> "Event":
    from icalendar import Event, vRecur

    values: dict[str, Any] = {
        "uid": entry.uid,
        "dtstamp": issue.stamp.astimezone(UTC),
        "dtstart": entry.days.first,
        "dtend": entry.days.last + ONE_DAY,  # the first day after it
        "summary": _MARKS[issue.status] + shown(entry.summary),
        "location": entry.place and shown(entry.place),
        "description": "\n".join(map(shown, entry.description.split("\n"))),
        "categories": [entry.category],
        "sequence": issue.sequence,
        "status": issue.status,
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
