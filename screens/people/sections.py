"""What stands on a person's page: sections of lines, each line something that can be gone to or changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from apprentices.called import NOUNS, called
from apprentices.columns import Column, Kind, title
from apprentices.programme import TABLE, Apprentice, Assignment, Programme
from apprentices.rules.said import Finding
from apprentices.rules.words import team_name
from apprentices.store import Event
from apprentices.text import with_capital
from apprentices.workspace import Workspace
from screens.records.told import NAMING, finding_in_full, gravest, gravity, told
from screens.shared.column_words import said
from screens.shared.command import Command, Way
from screens.shared.looks import host_looks
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import days_short, fit, marked, says

NEW = Command("page.new", "n", "New", "Fill in a new row of the section that is marked.")
TABLES = ("clearances", "absences", "preferences", "exclusions", "separations", "requirements", "travel")
EVENTS = 1000  # of the newest changes, those about the person are told
ENDS = "expires_on"  # is told first of a row: where there is little room, what is last is cut
LABEL, WIDE_LABEL = 24, 32  # columns of what stands in front


@dataclass(frozen=True)
class Item:
    """What a line of the page stands for; two are the same where all that is compared is."""

    table: str = ""  # of the row, or of the one that could be added
    key: Any = None  # of the row
    column: str | None = None  # of the person
    cycle: str | None = None  # of the rotation; `key` is its index
    apprentice: str = ""
    finding: Finding | None = None
    event: Event | None = None
    row: Any = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self._compared == other._compared

    def __hash__(self) -> int:
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[Any, ...]:
        finding, event = self.finding and self.finding.name, self.event and self.event.id
        return self.table, self.key, self.column, self.cycle, finding, event

    def told(self, workspace: Workspace) -> list[Paragraph]:
        """What the panel tells of it."""
        if self.finding is not None:
            return [finding_in_full(self.finding)]
        if self.event is not None:
            when = self.event.at.astimezone()
            by = f"{when:%A} {when.day} {when:%B %Y, %H:%M} by {self.event.actor}"
            return [Paragraph((phrase((workspace.told(self.event), "bold")), phrase(by)))]
        if self.cycle is not None:
            return list(_of_cell(workspace, self.apprentice, self.key))
        if self.row is not None:
            return told(workspace.programme, TABLE[self.table], self.row, [])
        return []


def _of_cell(workspace: Workspace, apprentice: str, index: int) -> Iterator[Paragraph]:
    """What is found in a cell of the draft, then the team."""
    found = workspace.checker.at(apprentice, index)
    yield from (finding_in_full(finding) for finding in sorted(found, key=gravity))
    there = workspace.board.row(apprentice)[index]
    if there is not None:
        team = workspace.programme.placements[there.placement]
        yield from told(workspace.programme, TABLE["placements"], team, [])


class Said(NamedTuple):
    """One line, and what it stands for."""

    text: Phrase
    item: Item


class Section(NamedTuple):
    """A heading, and its lines."""

    title: str
    lines: list[Said]


def sections(workspace: Workspace, person: Apprentice, events: Iterable[Event]) -> list[Section]:
    """All about a person, the most pressing first; `events` are the newest changes, of whomever."""
    page = _Page(workspace, person)
    about = [event for event in events if person.apprentice in event.deed.first.codes.values()]
    found = [
        Section("Rotation", list(page.rotation())),
        Section("Findings", list(page.findings())),
        *(page.table(name) for name in TABLES),
        Section("The person", list(page.facts())),
        Section("History", [_of_event(workspace, event) for event in about]),
    ]
    return [section for section in found if section.lines]


class _Page:
    def __init__(self, workspace: Workspace, person: Apprentice) -> None:
        self.workspace = workspace
        self.person = person
        self.looks = host_looks(workspace.programme)

    def rotation(self) -> Iterator[Said]:
        """A line for each cycle: the days that the person is there, team and worst finding."""
        facts, board = self.workspace.facts, self.workspace.board
        stays, row = facts.stays(self.person), board.row(self.person.apprentice)
        for index, cycle in enumerate(self.workspace.programme.cycles):
            mark, colour = gravest(self.workspace.checker.at(self.person.apprentice, index))
            days = stays[index] or cycle.span
            front = f"{fit(cycle.cycle, 5)} {fit(days_short(days.first, days.last), LABEL)} "
            where = self._where(row[index], facts.active(self.person)[index])
            item = Item(key=index, cycle=cycle.cycle, apprentice=self.person.apprentice)
            yield Said(phrase((f" {mark} ", colour), front, *where), item)

    def _where(self, there: Assignment | None, active: bool) -> Phrase:
        if there is None:
            return phrase(("·· gap ··", "$text-error") if active else ("not active", "$text-muted"))
        team = self.workspace.programme.placements[there.placement]
        look = self.looks[team.host]
        pin = ", pinned" if there.pinned else ""
        return phrase((f"{look.symbol} ", look.colour), f"{team_name(team)}{pin}")

    def findings(self) -> Iterator[Said]:
        """What the rules say of the person, the gravest first, with the cycle that it is about."""
        found = self.workspace.checker.about("apprentice", self.person.apprentice)
        for finding in sorted(found, key=gravity):
            mark, colour = marked(finding)
            front = f"{fit(finding.cycle or '', 5)} "
            rule = (f"  {finding.rule}", "$text-muted")
            yield Said(phrase((f" {mark} ", colour), front, says(finding), rule), Item(finding=finding))

    def table(self, name: str) -> Section:
        """What a table records about the person; where it has nothing, a line to begin with."""
        rows = _by_person(self.workspace.programme, name).get(self.person.apprentice, ())
        lines = [self._of_row(name, row) for row in rows]
        none = Said(phrase(("   none: ", "$text-muted"), Way(NEW, "adds one")), Item(name))
        return Section(with_capital(NOUNS[name][1]), lines or [none])

    def _of_row(self, name: str, row: Any) -> Said:
        """What it is called without the person, then the rest."""
        table = TABLE[name]
        key = called(self.workspace.programme, table, row)
        front = key.removeprefix(self.person.name).removeprefix(self.person.apprentice).lstrip(", ")
        rest = [c for c in table.columns if c.name not in table.key and getattr(row, c.name) is not None]
        rest.sort(key=lambda column: column.name != ENDS)
        more = [f"{title(column.name).lower()} {said(column, getattr(row, column.name))}" for column in rest]
        text = phrase(f"   {fit(front, WIDE_LABEL)}  ", (", ".join(more), "$text-muted"))
        return Said(text, Item(name, table.key_of(row), row=row))

    def facts(self) -> Iterator[Said]:
        """The columns of the person's own row, a line each; what is not known says so."""
        table = TABLE["apprentices"]
        for column in table.columns:
            if column.name not in (*table.key, *NAMING["apprentices"]):
                yield self._fact(column)

    def _fact(self, column: Column) -> Said:
        value = getattr(self.person, column.name)
        text = ("not known", "$text-muted") if value in (None, ()) else said(column, value)
        item = Item("apprentices", self.person.apprentice, column.name, row=self.person)
        return Said(phrase("   ", (fit(title(column.name), LABEL), "$text-muted"), text), item)


@lru_cache(maxsize=len(TABLES))
def _by_person(programme: Programme, name: str) -> Mapping[str, Sequence[Any]]:
    """The rows of a table by the people they name: of thousands of people it takes a while."""
    found: dict[str, list[Any]] = {}
    for column in TABLE[name].columns:
        if column.refers == "apprentices" or column.kind is Kind.WHO:
            named = attrgetter(column.name)
            for row in getattr(programme, name):
                found.setdefault(named(row), []).append(row)
    return found


def _of_event(workspace: Workspace, event: Event) -> Said:
    when = event.at.astimezone()
    tone = "$text-disabled" if event.undone else ""
    undone = "  (undone)" if event.undone else ""
    front = f"   {when.day:2} {when:%b %Y %H:%M}  {fit(event.actor, 18)} "
    text = phrase((front, "$text-muted"), (f"{workspace.told(event)}{undone}", tone))
    return Said(text, Item(event=event))
