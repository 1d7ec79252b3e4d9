"""The calendar: what is on when, for a person or a team."""

from collections.abc import Iterator
from functools import partial

from apprentices.board import Place
from apprentices.programme import TABLE, Apprentice
from apprentices.rules.words import cycle_name, host_name, team_name
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, nothing_more, stay
from plainly.records import row_now
from screens.calendar.in_lines import in_lines
from screens.calendar.scale import One


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
    turn = Letter("t", "People or teams", looking.turn, "Teams in place of people, and back.")
    if looking.is_teams:
        teams = programme.placements.values()
        items = [
            Item(
                team_name(team),
                partial(_stay_with, desk, "placements", team.placement),
                host_name(programme, team.host),
            )
            for team in teams
        ]
    else:
        items = [
            Item(f"{code} {person.name}", partial(_stay_with, desk, "apprentices", code))
            for code, person in programme.apprentices.items()
        ]
    return Page("Calendar", list(map(cycle_name, programme.cycles)), items, [turn])


def _stay_with(desk: Desk, table: str, code: str) -> None:
    stay(desk, partial(_one_page, desk, table, code))


def _one_page(desk: Desk, table: str, code: str) -> Page | None:
    """All that is on, in order of time, in each cycle; None once the person or team is gone."""
    one = row_now(desk, TABLE[table], (code,))
    if one is None:
        return None
    title = one.name if isinstance(one, Apprentice) else team_name(one)
    return Page(title, items=list(_entries(desk, one)))


def _entries(desk: Desk, one: One) -> Iterator[Item]:
    for said in in_lines(desk.workspace, one):
        place = (said.apprentice, said.cycle) if said.apprentice else None
        yield Item(said.text, partial(_open, desk, place), said.heading)


def _open(desk: Desk, place: Place | None) -> None:
    if place is None:
        nothing_more(desk)
    else:
        desk.show_cell(*place)
