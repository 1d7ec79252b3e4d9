"""The board: by person, or by cycle and team; and one cell, with what can be done there."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from apprentices.board import Place
from apprentices.errors import UsageError
from apprentices.programme import TABLE
from apprentices.rules.said import Consequence
from apprentices.rules.words import count, host_name, team_name
from plainly.choosing import choose, whose_said, with_whom
from plainly.desk import Desk
from plainly.forms import fill_in
from plainly.mending import mend_first
from plainly.page import Item, Letter, Page, letter, stay
from plainly.person import stay_with
from plainly.talk import Back
from screens.board.commands import BOARD
from screens.board.details import details
from screens.board.edits import CHANGED_MEANWHILE, Seen, held, now_said, pinned_at, pins_said
from screens.board.in_lines import mark_said, row_said, team_said
from screens.board.offers import people_for, placements, while_known
from screens.board.view import BoardView, Shown, Target
from screens.shared.paragraph import read_aloud
from screens.shared.words import days_short, outcome


class _Looking:
    """Which board is looked at, and whether by cycle and team."""

    def __init__(self) -> None:
        self.shown = Shown.DRAFT
        self.turned = False

    def next_version(self) -> None:
        self.shown = self.shown.next

    def turn(self) -> None:
        self.turned = not self.turned


def stay_on_board(desk: Desk) -> None:
    """Who is where when."""
    stay(desk, partial(_board_page, desk, _Looking()))


def _view(desk: Desk, shown: Shown = Shown.DRAFT) -> BoardView:
    view = BoardView(desk.workspace)
    view.shown = shown if desk.workspace.published else Shown.DRAFT
    return view


def _board_page(desk: Desk, looking: _Looking) -> Page:
    view = _view(desk, looking.shown)
    published = desk.workspace.published
    letters = [letter(BOARD, "board.turn", looking.turn, "t")]
    if published:
        letters.append(letter(BOARD, "board.version", looking.next_version))
    items = list(_by_cycle(desk, view) if looking.turned else _by_person(desk, view))
    what = view.shown if published else "draft, nothing is published"
    return Page("Board", [f"The {what}.", *filter(None, [view.remark()])], items, letters)


# -- by person


def _by_person(desk: Desk, view: BoardView) -> Iterator[Item]:
    for code in desk.workspace.programme.apprentices:
        do = partial(_stay_in_row, desk, view.shown, code)
        yield Item(row_said(view, code), do, found_by=view.person_text(code))


def _stay_in_row(desk: Desk, shown: Shown, code: str) -> None:
    stay(desk, partial(_row_page, desk, shown, code))


def _row_page(desk: Desk, shown: Shown, code: str) -> Page | None:
    view = _view(desk, shown)
    person = desk.workspace.programme.apprentices.get(code)
    if person is None:
        return None
    stays = desk.workspace.facts.stays(person)
    items = []
    for index, cycle in enumerate(desk.workspace.programme.cycles):
        days = stays[index] or cycle.span
        there = view.at(code, index)
        team = desk.workspace.programme.placements.get(there.placement) if there else None
        where = team_name(team) if team else view.state(code, index)
        pin = "pinned" if there and there.pinned else ""
        held = ", ".join(filter(None, (where, pin, mark_said(view, code, index))))
        title = f"{cycle.cycle}, {days_short(days.first, days.last)}: {held}"
        items.append(Item(title, partial(stay_in_cell, desk, code, cycle.cycle, shown)))
    page = letter(BOARD, "board.page", partial(stay_with, desk, code))
    return Page(person.name, [f"In the {view.shown}."], items, [page])


# -- by cycle and team


def _by_cycle(desk: Desk, view: BoardView) -> Iterator[Item]:
    for cycle in desk.workspace.programme.cycles:
        index = view.board.cycle_index[cycle.cycle]
        taken = sum(len(view.board.there(index, code)) for code in desk.workspace.programme.placements)
        days = days_short(cycle.starts_on, cycle.ends_on)
        title = f"{cycle.cycle}, {days}: {count(taken, 'person placed', 'people placed')}"
        yield Item(title, partial(_stay_in_cycle, desk, view.shown, cycle.cycle))


def _stay_in_cycle(desk: Desk, shown: Shown, cycle: str) -> None:
    stay(desk, partial(_cycle_page, desk, shown, cycle))


def _cycle_page(desk: Desk, shown: Shown, cycle: str) -> Page | None:
    view = _view(desk, shown)
    if cycle not in view.board.cycle_index:
        return None
    return Page(f"Teams in {cycle}", [f"In the {view.shown}."], list(_teams(desk, view, cycle)))


def _teams(desk: Desk, view: BoardView, cycle: str) -> Iterator[Item]:
    programme = desk.workspace.programme
    index = view.board.cycle_index[cycle]
    for team in programme.placements.values():
        target = Target(cycle, None, team.placement, team.host)
        do = partial(_stay_in_team, desk, view.shown, target)
        heading, text = host_name(programme, team.host), view.team_text(team.placement)
        yield Item(team_said(view, team, cycle), do, heading, text)
    for code, person in programme.apprentices.items():
        if view.state(code, index) == "gap":
            yield Item(person.name, partial(stay_in_cell, desk, code, cycle, view.shown), "No placement")


def _stay_in_team(desk: Desk, shown: Shown, target: Target) -> None:
    stay(desk, partial(_team_page, desk, shown, target))


def _team_page(desk: Desk, shown: Shown, target: Target) -> Page | None:
    view = _view(desk, shown)
    if not view.knows(target):
        return None
    programme, index = desk.workspace.programme, view.board.cycle_index[target.cycle]
    there = view.board.there(index, target.placement or "")
    items = [
        Item(programme.apprentices[code].name, partial(stay_in_cell, desk, code, target.cycle, shown))
        for code in there
    ]
    title = f"{team_name(programme.placements[target.placement or ''])} in {target.cycle}"
    return Page(title, read_aloud(details(view, target)), items, _letters(desk, view, target))


# -- one cell


def stay_in_cell(desk: Desk, apprentice: str, cycle: str, shown: Shown = Shown.DRAFT) -> None:
    """One person in one cycle."""
    stay(desk, partial(_cell_page, desk, shown, (apprentice, cycle)))


def _cell_page(desk: Desk, shown: Shown, place: Place) -> Page | None:
    view = _view(desk, shown)
    if not view.knows(Target(place[1], place[0])):
        return None
    there = view.at(place[0], view.board.cycle_index[place[1]])
    team = desk.workspace.programme.placements.get(there.placement) if there else None
    target = Target(place[1], place[0], team.placement if team else None, team.host if team else None)
    who, *told = read_aloud(details(view, target))
    return Page(f"{who} in {place[1]}", told, letters=_letters(desk, view, target))


class _At(NamedTuple):
    """A cell as the commands of the board look at it."""

    view: BoardView
    target: Target
    is_panel_as_usual: bool = True
    is_filtering: bool = False

    @property
    def is_draft(self) -> bool:
        return self.view.shown is Shown.DRAFT


def _letters(desk: Desk, view: BoardView, target: Target) -> list[Letter]:
    """What can be done here, as the board's own commands say."""
    does: dict[str, Callable[[], object]] = {
        "board.place": partial(_place, desk, view, target),
        "board.clear": partial(_clear, desk, target),
        "board.pin": partial(_pin, desk, target),
        "board.swap": partial(_swap, desk, view, target),
        "board.mend": partial(mend_first, desk, view.of_target(target)),
        "board.page": partial(stay_with, desk, target.apprentice or ""),
        "board.person": partial(_edit_person, desk, target),
    }
    there = _At(view, target)
    known = {command.id: command for command in BOARD if command.id in does}
    return [letter(BOARD, name, do) for name, do in does.items() if known[name].when(there)]


def _edit_person(desk: Desk, target: Target) -> None:
    table, code = TABLE["apprentices"], target.apprentice or ""
    fill_in(desk, table, desk.workspace.programme.apprentices[code])


def _place(desk: Desk, view: BoardView, target: Target) -> None:
    """Choose a placement for the cell, or a person for the seat."""
    workspace, seen = desk.workspace, Seen(desk.workspace.board)
    if target.apprentice:
        title = f"Where is {workspace.name_of(target.apprentice)} in {target.cycle}?"
        offers = while_known(view, [target], partial(placements, view, target))
        chosen = choose(desk, view, title, offers)
        person, team = target.apprentice, chosen
    else:
        found = workspace.programme.placements[target.placement or ""]
        title = f"Who comes to {found.team} ({found.host}) in {target.cycle}?"
        chosen = choose(desk, view, title, while_known(view, [target], partial(people_for, view, target)))
        person, team = chosen, found.placement
    places = [(person, target.cycle)]
    _insist_on(desk, seen, places)
    there = seen.at(places[0])
    _once_sure(desk, places if there and there.placement != team else [])
    _edit(desk, places, lambda: workspace.assign(person, target.cycle, team))


def _clear(desk: Desk, target: Target) -> None:
    place = (target.apprentice or "", target.cycle)
    _once_sure(desk, [place])
    _edit(desk, [place], lambda: desk.workspace.clear(*place))


def _pin(desk: Desk, target: Target) -> None:
    place = (target.apprentice or "", target.cycle)
    there = desk.workspace.board.at(*place)
    pinned = there is not None and there.pinned
    _edit(desk, [place], lambda: desk.workspace.pin(*place, not pinned))


def _swap(desk: Desk, view: BoardView, target: Target) -> None:
    seen = Seen(desk.workspace.board)
    people, cycles = with_whom(desk, view, target.apprentice or "", target.cycle)
    places = [(who, cycle) for cycle in cycles for who in people]
    _insist_on(desk, seen, places)
    _once_sure(desk, places)
    _edit(desk, places, lambda: desk.workspace.swap(people, cycles))


def _insist_on(desk: Desk, seen: Seen, places: list[Place]) -> None:
    """Raise `UsageError` where one of these cells is no longer as it was when somebody began to choose."""
    if not seen.is_still(places, desk.workspace.board):
        raise UsageError(CHANGED_MEANWHILE)


def _once_sure(desk: Desk, places: list[Place]) -> None:
    """Ask where somebody is pinned in one of these cells. Raises `Back` where it stays so."""
    pinned = pinned_at(desk.workspace, places)
    if pinned:
        desk.talk.say(*pins_said(desk.workspace, pinned))
        if not desk.talk.is_sure("Change it all the same?"):
            raise Back


def _edit(desk: Desk, places: list[Place], do: Callable[[], Consequence]) -> None:
    """Make an edit, and say what stands there now, what it broke and what it mended."""
    before = held(desk.workspace, places)
    consequence = desk.try_to(do)
    said = [outcome(consequence)]
    if len({person for person, _ in places}) > 1:
        said = list(whose_said(desk.workspace.programme, consequence)) or said
    desk.talk.say(" ".join([now_said(desk.workspace, before), *said]))
