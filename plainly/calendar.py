"""The calendar: what is on when, for a person or a team."""

from collections.abc import Iterator
from functools import partial

from apprentices.board import Place
from apprentices.calendar import Days
from apprentices.diary import Diary, Entry, What
from apprentices.programme import Apprentice
from apprentices.rules.words import cycle_name, host_name, team_name
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from screens.calendar.about import TITLES, entry_said
from screens.calendar.scale import One
from screens.shared.words import day_month


class _Looking:
    """Whether teams are looked at, or people."""

    def __init__(self) -> None:
        self.is_teams = False

    def turn(self) -> None:
        self.is_teams = not self.is_teams


def stay_with_calendar(desk: Desk) -> None:
    """Everybody, or all teams."""
    stay(desk, partial(_page, desk, _Looking()))


def _page(desk: Desk, looking: _Looking) -> Page:
    programme = desk.workspace.programme
    spans = [f"{cycle_name(cycle)}" for cycle in programme.cycles]
    turn = Letter("t", "People or teams", looking.turn, "Teams in place of people, and back.")
    if looking.is_teams:
        teams = programme.placements.values()
        items = [
            Item(team_name(team), partial(_stay_with, desk, team), host_name(programme, team.host))
            for team in teams
        ]
    else:
        items = [
            Item(f"{code} {person.name}", partial(_stay_with, desk, person))
            for code, person in programme.apprentices.items()
        ]
    return Page("Calendar", spans, items, [turn])


def _stay_with(desk: Desk, one: One) -> None:
    stay(desk, partial(_one_page, desk, one))


def _one_page(desk: Desk, one: One) -> Page:
    """All that is on, in order of time, in each cycle."""
    title = one.name if isinstance(one, Apprentice) else team_name(one)
    return Page(title, items=list(_entries(desk, one)))


def _entries(desk: Desk, one: One) -> Iterator[Item]:
    workspace = desk.workspace
    diary = Diary(workspace.facts, workspace.board)
    for cycle in workspace.programme.cycles:
        heading = cycle_name(cycle)
        holidays = [
            f"{name}, {day_month(day)}"
            for day, name in workspace.programme.bank_holidays.items()
            if day in cycle.span
        ]
        for entry in _of(diary, one, cycle.span):
            who = one.apprentice if isinstance(one, Apprentice) else entry.apprentice
            do = partial(_open, desk, (who, cycle.cycle) if who else None)
            yield Item(f"{TITLES[entry.what]}: {entry_said(workspace, entry)}", do, heading)
        if training := _training(diary, one, cycle.span):
            yield Item(training, partial(_open, desk, None), heading)
        if holidays:
            yield Item(f"Bank holidays: {'; '.join(holidays)}", partial(_open, desk, None), heading)


def _of(diary: Diary, one: One, within: Days) -> list[Entry]:
    """What is on, but for training days, of which there are many."""
    found = diary.of_person(one, within) if isinstance(one, Apprentice) else diary.of_team(one, within)
    return [entry for entry in found if entry.what is not What.TRAINING]


def _training(diary: Diary, one: One, within: Days) -> str:
    """A person's training days, together."""
    if not isinstance(one, Apprentice):
        return ""
    days = [entry.days.first for entry in diary.of_person(one, within) if entry.what is What.TRAINING]
    return f"{TITLES[What.TRAINING]}: {', '.join(map(day_month, days))}" if days else ""


def _open(desk: Desk, place: Place | None) -> None:
    if place is None:
        desk.talk.say("There is no more to be said of it.")
    else:
        desk.show_cell(*place)
