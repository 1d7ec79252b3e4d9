"""All that is on for a person or in a team, cycle by cycle, a line each."""

from collections.abc import Iterator
from typing import NamedTuple

from apprentices.calendar import Days
from apprentices.diary import Diary, Entry, What
from apprentices.programme import Apprentice
from apprentices.rules.words import cycle_name
from apprentices.workspace import Workspace
from screens.calendar.about import TITLES, entry_said
from screens.calendar.scale import One
from screens.shared.words import day_month


class Said(NamedTuple):
    """One line, below the heading of its cycle; `apprentice` is whom it is about, if anybody."""

    heading: str
    text: str
    cycle: str
    apprentice: str | None = None


def in_lines(workspace: Workspace, one: One) -> Iterator[Said]:
    """In order of time; training days and bank holidays, of which there are many, last and together."""
    diary = Diary(workspace.facts, workspace.board)
    for cycle in workspace.programme.cycles:
        heading = cycle_name(cycle)
        for entry in _entries(diary, one, cycle.span):
            who = one.apprentice if isinstance(one, Apprentice) else entry.apprentice
            text = f"{TITLES[entry.what]}: {entry_said(workspace, entry)}"
            yield Said(heading, text, cycle.cycle, who)
        if training := _training(diary, one, cycle.span):
            yield Said(heading, training, cycle.cycle)
        if holidays := _holidays(workspace, cycle.span):
            yield Said(heading, holidays, cycle.cycle)


def _entries(diary: Diary, one: One, within: Days) -> list[Entry]:
    found = diary.of_person(one, within) if isinstance(one, Apprentice) else diary.of_team(one, within)
    return [entry for entry in found if entry.what is not What.TRAINING]


def _training(diary: Diary, one: One, within: Days) -> str:
    """A person's training days."""
    if not isinstance(one, Apprentice):
        return ""
    days = [entry.days.first for entry in diary.of_person(one, within) if entry.what is What.TRAINING]
    return f"{TITLES[What.TRAINING]}: {', '.join(map(day_month, days))}" if days else ""


def _holidays(workspace: Workspace, within: Days) -> str:
    there = workspace.programme.bank_holidays.items()
    named = [f"{name}, {day_month(day)}" for day, name in there if day in within]
    return f"Bank holidays: {'; '.join(named)}" if named else ""
