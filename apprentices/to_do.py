"""Findings as a list of what to do: by when, whose each is, and in groups. For commands and screens alike."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from apprentices.calendar import say
from apprentices.programme import Cycle, Programme
from apprentices.rules.catalogue import RULES
from apprentices.rules.rule import EMPLOYER, HOST
from apprentices.rules.said import Finding, Severity
from apprentices.rules.words import host_name
from apprentices.settings import LEAD
from apprentices.text import with_capital


class By(StrEnum):
    """What the list is grouped by."""

    RULE = "rule"
    APPRENTICE = "apprentice"
    HOST = "host"  # that sees to it
    CYCLE = "cycle"
    WEEK = "week"  # in which it is due

    @property
    def next(self) -> "By":
        """The one after it; after the last the first."""
        every = list(By)
        return every[(every.index(self) + 1) % len(every)]


class Task(NamedTuple):
    """A finding, the host that sees to it, and the day by which: None where neither is known."""

    finding: Finding
    host: str | None
    due_on: date | None


class Group(NamedTuple):
    """Tasks under a heading; `code` is what it stands for, where that is one thing with a code."""

    title: str
    code: str
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        """What tells it from the other groups."""
        return self.code or self.title


WAIVED, UNJUDGED = "Waived", "Can't be judged yet"
_NO_DAY, _OVERDUE = date.max, date.min  # where weeks are sorted


class ToDo:
    """What the findings of a programme ask for, as of a day."""

    def __init__(self, programme: Programme, today: date, findings: Iterable[Finding]) -> None:
        self._programme, self._today = programme, today
        self._lead = programme.settings.get(LEAD) or None
        self._starts = {cycle.cycle: cycle.starts_on for cycle in programme.cycles}
        self._employers = {code: person.employer for code, person in programme.apprentices.items()}
        self._owners = {code: rule.owned_by for code, rule in RULES.items()}
        self.tasks = sorted(map(self.task, findings), key=_when)  # what is due first in front

    def task(self, finding: Finding) -> Task:
        """Whose a finding is, and by when: by its own day, or before its cycle begins."""
        due_on = finding.due_on or self._starts.get(finding.cycle or "")
        return Task(finding, self._host(finding), due_on)

    def _host(self, finding: Finding) -> str | None:
        """The host that sees to it; of the lead's where none is named, the one that it is about."""
        employer = self._employers.get(finding.apprentice or "")
        owner = self._owners[finding.rule]
        if owner == HOST:
            return finding.host or employer
        if owner == EMPLOYER:
            return employer or self._lead
        return self._lead or employer or finding.host

    def groups(self, tasks: Iterable[Task], by: By) -> list[Group]:
        """Some of the tasks in groups, each in the order given.

        What is waived, and what can't be judged yet, come last, each in a group of its own.
        """
        parted: dict[str, list[Task]] = {"": [], WAIVED: [], UNJUDGED: []}
        for task in tasks:
            finding = task.finding
            parted[WAIVED if finding.waived else "" if finding.judged else UNJUDGED].append(task)
        broken = parted.pop("")
        last = (Group(title, "", tuple(found)) for title, found in parted.items() if found)
        return [*self._grouped(broken, by), *last]

    def _grouped(self, tasks: list[Task], by: By) -> Iterator[Group]:
        match by:
            case By.RULE:
                said = {code: with_capital(rule.says) for code, rule in RULES.items()}
                yield from sorted(_by(tasks, "finding.rule", said, ""), key=_has_no_conflict)
            case By.APPRENTICE:
                people = {code: one.name for code, one in self._programme.apprentices.items()}
                yield from _by(tasks, "finding.apprentice", people, "About nobody in particular")
            case By.HOST:
                hosts = {code: host_name(self._programme, code) for code in self._programme.hosts}
                yield from _by(tasks, "host", hosts, "Nobody's in particular")
            case By.CYCLE:
                cycles = {cycle.cycle: _of(cycle) for cycle in self._programme.cycles}
                yield from _by(tasks, "finding.cycle", cycles, "In no cycle")
            case By.WEEK:
                yield from self._weeks(tasks)

    def _weeks(self, tasks: list[Task]) -> Iterator[Group]:
        weeks: dict[date, list[Task]] = {}
        for task in tasks:
            weeks.setdefault(self._week(task.due_on), []).append(task)
        for monday, there in sorted(weeks.items()):
            yield Group(self._week_said(monday), "", tuple(there))

    def _week(self, due_on: date | None) -> date:
        """The Monday of the week in which something is due."""
        if due_on is None:
            return _NO_DAY
        return _OVERDUE if due_on < self._today else due_on - timedelta(days=due_on.weekday())

    def _week_said(self, monday: date) -> str:
        if monday == _NO_DAY:
            return "By no day"
        if monday == _OVERDUE:
            return "Overdue, or begun"
        return f"{'This week,' if monday <= self._today else 'The week'} from {say(monday)}"


def _by(tasks: Iterable[Task], name: str, titles: Mapping[str, str], nothing: str) -> Iterator[Group]:
    """Groups in the order of `titles`; last what concerns none of them."""
    what = attrgetter(name)
    found: dict[str, list[Task]] = {}
    for task in tasks:
        code = what(task)
        found.setdefault(code if code in titles else "", []).append(task)
    for code, title in {**titles, "": nothing}.items():
        if code in found:
            yield Group(title, code, tuple(found[code]))


def _of(cycle: Cycle) -> str:
    """The name of a cycle, and its days."""
    return f"{cycle.name}, {cycle.span}" if cycle.name else str(cycle.span)


def _has_no_conflict(group: Group) -> bool:
    return all(task.finding.severity is not Severity.CONFLICT for task in group.tasks)


def _when(task: Task) -> date:
    return task.due_on or _NO_DAY
