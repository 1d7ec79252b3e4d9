"""What rules look at: a programme, the day of judging, the latest publication and what was said, with what
follows from them worked out once."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from apprentices.calendar import DAYS_A_WEEK, Days, days_in, is_working_day, training_days
from apprentices.conditions import Separation
from apprentices.programme import (
    BREAK,
    Apprentice,
    Clearance,
    Closure,
    Placement,
    Programme,
)
from apprentices.rules.data import Data
from apprentices.rules.places import Over, Place
from apprentices.rules.seats import Seats
from apprentices.statements import NOTHING_SAID, Statements
from apprentices.text import natural
from apprentices.told import Publication


class Facts:
    """A programme as of `today`. Cycles are meant by their index in order of time."""

    def __init__(
        self,
        programme: Programme,
        today: date,
        published: Publication | None = None,
        statements: Statements = NOTHING_SAID,
    ) -> None:
        self.programme = programme
        self.not_told = programme.not_told
        self.today = today
        self.published = published
        self.statements = statements
        self.needed: dict[str, list[str]] = {}  # ids of rules in force by the column of apprentices.csv
        self.unusable: Mapping[str, str] = {}  # what is wrong with settings that are left aside, by key
        self.data = Data(programme.rule_data)
        self.cycle_days = tuple(cycle.span for cycle in programme.cycles)
        self._stays: dict[tuple[date, date], tuple[Days | None, ...]] = {}
        self._mostly: dict[tuple[date, date], tuple[bool, ...]] = {}  # by practical period, as are the stays
        self._never = (False,) * len(self.cycle_days)
        self._active: dict[str, tuple[bool, ...]] = {}  # of those who have breaks in learning
        self._closed: dict[tuple[str, date, date], tuple[date, ...]] = {}
        self._matching: dict[str, frozenset[str]] = {}

    def stays(self, person: Apprentice) -> tuple[Days | None, ...]:
        """For each cycle, its days clipped to the practical period; None where nothing is left."""
        key = (person.starts_on, person.ends_on)
        found = self._stays.get(key)
        if found is None:
            found = tuple(days.clip(person.period) for days in self.cycle_days)
            self._stays[key] = found
        return found

    def active(self, person: Apprentice) -> tuple[bool, ...]:
        """For each cycle, whether the person should be in a placement.

        So when the practical period covers more than half of the cycle's days, the status is active and
        no break in learning covers more than half.
        """
        if person.status != "active":
            return self._never
        mostly = self._mostly_in(person)
        if person.apprentice not in self.breaks:
            return mostly
        found = self._active.get(person.apprentice)
        if found is None:
            found = tuple(
                on and not self.mostly_on_break(person.apprentice, index) for index, on in enumerate(mostly)
            )
            self._active[person.apprentice] = found
        return found

    def _mostly_in(self, person: Apprentice) -> tuple[bool, ...]:
        """For each cycle, whether the practical period covers more than half of its days."""
        key = (person.starts_on, person.ends_on)
        found = self._mostly.get(key)
        if found is None:
            found = self._mostly[key] = tuple(
                stay is not None and len(stay) * 2 > len(days)
                for stay, days in zip(self.stays(person), self.cycle_days, strict=True)
            )
        return found

    def still_to_come(self, person: Apprentice, index: int) -> Days | None:
        """The days of a stay from the day of judging on: what is past can't be mended any more."""
        stay = self.stays(person)[index]
        if stay is None or stay.first >= self.today:
            return stay
        return Days(self.today, stay.last) if stay.last >= self.today else None

    @cached_property
    def current(self) -> tuple[Apprentice, ...]:
        """The people who are on the programme now or will be: not withdrawn, not completed.

        Without those of whom another host keeps that, and nearly all else, to itself.
        """
        everybody, gone = self.programme.apprentices.values(), ("withdrawn", "completed")
        told = (person for person in everybody if person.apprentice not in self.not_told.people)
        return tuple(person for person in told if person.status not in gone)

    @cached_property
    def on_apprenticeships(self) -> tuple[Apprentice, ...]:
        """The current people, without those who follow a unit."""
        return tuple(person for person in self.current if not is_unit(person))

    @cached_property
    def held(self) -> dict[str, dict[str, list[Clearance]]]:
        """The clearances by apprentice, then by what they are, in small letters."""
        found: dict[str, dict[str, list[Clearance]]] = {}
        for row in self.programme.clearances:
            found.setdefault(row.apprentice, {}).setdefault(row.clearance.casefold(), []).append(row)
        return found

    @cached_property
    def nhs_hosts(self) -> frozenset[str]:
        """The hosts that are NHS bodies: those whose kind has the word NHS in it."""
        return frozenset(
            code
            for code, host in self.programme.hosts.items()
            if "nhs" in (host.kind or "").casefold().replace("-", " ").split()
        )

    @cached_property
    def breaks(self) -> dict[str, list[Days]]:
        """The breaks in learning by apprentice."""
        found: dict[str, list[Days]] = {}
        for absence in self.programme.absences:
            if absence.kind == BREAK:
                days = Days(absence.starts_on, absence.ends_on)
                found.setdefault(absence.apprentice, []).append(days)
        return found

    def mostly_on_break(self, apprentice: str, index: int) -> bool:
        """Whether breaks in learning cover more than half of the cycle's days."""
        breaks = self.breaks.get(apprentice)
        if not breaks:
            return False
        cycle = self.cycle_days[index]
        return len(days_in(breaks, cycle)) * 2 > len(cycle)

    def learning_days(self, person: Apprentice, first: date, last: date) -> int:
        """How many days from first to last are no break in learning; 0 where last comes before first."""
        if last < first:
            return 0
        breaks, within = self.breaks.get(person.apprentice), Days(first, last)
        return len(within) - (len(days_in(breaks, within)) if breaks else 0)

    def training_time(self, person: Apprentice) -> int:
        """Days of the practical period that are no break in learning."""
        return self.learning_days(person, person.starts_on, person.ends_on)

    @cached_property
    def _closures_by(self) -> dict[tuple[str | None, str | None], list[Closure]]:
        found: dict[tuple[str | None, str | None], list[Closure]] = {}
        for closure in self.programme.closures:
            # A closure of a placement may name its host as well; the placement is what closes.
            host = None if closure.placement else closure.host
            found.setdefault((host, closure.placement), []).append(closure)
        return found

    def closed_days(self, team: Placement, stay: Days) -> tuple[date, ...]:
        """The days of a stay on which the placement is closed, in order."""
        if team.placement not in self._closing:
            return ()
        key = (team.placement, stay.first, stay.last)
        found = self._closed.get(key)
        if found is None:
            found = self._closed[key] = tuple(sorted(days_in(self._closing[team.placement], stay)))
        return found

    def closures_of(self, team: Placement) -> Iterator[Closure]:
        """When a placement is closed: for itself, with its host or with everybody."""
        for key in ((None, None), (team.host, None), (None, team.placement)):
            yield from self._closures_by.get(key, ())

    @cached_property
    def _closing(self) -> dict[str, list[Days]]:
        """The days of these, of the placements that have any."""
        found: dict[str, list[Days]] = {}
        for code, team in self.programme.placements.items():
            for closure in self.closures_of(team):
                found.setdefault(code, []).append(Days(closure.starts_on, closure.ends_on))
        return found

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no bank holiday."""
        return is_working_day(day, self.programme.bank_holidays)

    def training_on(self, person: Apprentice, index: int) -> tuple[date, ...]:
        """The person's training days in a cycle; empty where they are not known."""
        stay = self.stays(person)[index]
        return self.training_in(person, stay) if stay else ()

    def training_in(self, person: Apprentice, within: Days) -> tuple[date, ...]:
        """The person's training days among these days; empty where they are not known."""
        if not person.training_days:
            return ()
        days = training_days(person.training_days, person.starts_on, person.ends_on)
        return days[bisect_left(days, within.first) : bisect_right(days, within.last)]

    def matching(self, what: str) -> frozenset[str]:
        """The placements that `host:CODE`, `area:NAME`, `skill:NAME` or `placement:CODE` means."""
        found = self._matching.get(what)
        if found is None:
            kind, _, name = what.partition(":")
            found = frozenset(
                code for code, team in self.programme.placements.items() if _matches(team, kind, name)
            )
            self._matching[what] = found
        return found

    @cached_property
    def visits(self) -> dict[str, int]:
        """The placements in which a visit lasts several cycles in a row, with how many."""
        lengths = {code: team.stay_cycles for code, team in self.programme.placements.items()}
        return {code: length for code, length in lengths.items() if length is not None and length > 1}

    @cached_property
    def groups(self) -> dict[Over, dict[object, tuple[str, ...]]]:
        """The placements that are counted together, by what they are counted in."""
        found: dict[Over, dict[object, list[str]]] = {over: {} for over in Over}
        for code, team in self.programme.placements.items():
            for over, key in self.counted_in(team):
                found[over].setdefault(key, []).append(code)
        return {over: {key: tuple(codes) for key, codes in by.items()} for over, by in found.items()}

    def counted(self, over: Over) -> Collection[Any]:
        """All that people are counted in, cycle by cycle: teams, hosts, supervisors, or pairs kept apart."""
        return self.programme.separations if over is Over.PAIR else self.groups[over]

    def teams_at(self, host: str) -> tuple[str, ...]:
        """The placements of a host, in the order of the programme."""
        return self.groups[Over.HOST].get(host, ())

    def counted_in(self, team: Placement) -> Iterable[tuple[Over, object]]:
        """The groups whose count changes when someone comes to or leaves a placement."""
        yield Over.PLACEMENT, team.placement
        yield Over.HOST, team.host
        if team.supervisor:
            yield Over.SUPERVISOR, supervisor_key(team)

    def place_code(self, place: Place) -> str:
        """What tells a place from others of its kind, codes alone: for a supervisor, those of the teams."""
        match place.key:
            case Separation(apprentice=one, other=other):
                return f"{one} {other}"
            case (_, _):
                return " ".join(sorted(self.groups[place.over][place.key], key=natural))
            case code:
                return str(code)

    def notice(self, index: int, hosts: Iterable[str], weeks: int, own: int = 0) -> int | None:
        """The weeks of notice inside which a cycle starts, for a change that concerns hosts; None: in time.

        The longest notice of these hosts counts, and the person's `own`; `weeks` is that of hosts that have
        none of their own.
        """
        longest = max((self.notice_of(host, weeks) for host in hosts), default=0)
        longest = max(longest, own)
        start = self.programme.cycles[index].starts_on
        return longest if is_inside(start, self.today, longest) else None

    def notice_of(self, host: str, weeks: int) -> int:
        """The weeks of notice of a host; `weeks` where it has none of its own, or is no longer there."""
        known = self.programme.hosts.get(host)
        return weeks if known is None or known.notice_weeks is None else known.notice_weeks

    @cached_property
    def travel(self) -> dict[tuple[str, str], int]:
        """Minutes from home, one way, by apprentice and site (as in `sites`)."""
        return {(row.apprentice, row.site.casefold()): row.minutes for row in self.programme.travel}

    @cached_property
    def sites(self) -> dict[str, str]:
        """The site of each placement in small letters; "" where none is recorded."""
        return {code: (team.site or "").casefold() for code, team in self.programme.placements.items()}

    @cached_property
    def seats(self) -> Seats:
        """How many people teams and hosts take and ask for."""
        return Seats(self.programme)

    @cached_property
    def person_order(self) -> dict[str, int]:
        """The position of each apprentice in the programme."""
        return {code: number for number, code in enumerate(self.programme.apprentices)}

    @cached_property
    def team_order(self) -> dict[str, int]:
        """The position of each placement by its code, as people count."""
        return _positions(self.programme.placements)

    @cached_property
    def host_order(self) -> dict[str, int]:
        """The position of each host by its code, as people count."""
        return _positions(self.programme.hosts)


def is_inside(start: date, day: date, weeks: int) -> bool:
    """Whether a day is so near a start, or past it, that what is told then comes inside the notice."""
    return (start - day).days < weeks * DAYS_A_WEEK


def _positions(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(sorted(codes, key=natural))}


def is_unit(person: Apprentice) -> bool:
    """Whether it is a Growth and Skills unit that somebody follows, which is no apprenticeship."""
    return (person.standard or "").startswith("AU")


def supervisor_key(team: Placement) -> tuple[str, str]:
    """A supervisor is one person at one host, whatever the case of the name."""
    return (team.host, (team.supervisor or "").casefold())


def _matches(team: Placement, kind: str, name: str) -> bool:
    if kind == "host":
        return team.host == name
    if kind == "placement":
        return team.placement == name
    if kind == "area":
        return (team.area or "").casefold() == name.casefold()
    return name.casefold() in (skill.casefold() for skill in team.skills)
