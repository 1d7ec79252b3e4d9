"""The program in plain lines: the main page, and from the first line to the last."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from apprentices.columns import Table
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from plainly.agreement import stay_at, stay_with_agreement
from plainly.board import stay_in_cell, stay_on_board
from plainly.bringing_in import bring_in, show
from plainly.calendar import stay_with_calendar
from plainly.desk import Desk
from plainly.findings import stay_with_findings
from plainly.handing_out import stay_with_files
from plainly.history import stay_in_history
from plainly.measures import stay_with_measures
from plainly.page import Item, Letter, Page, stay
from plainly.person import stay_with
from plainly.plan import stay_at_planner
from plainly.records import open_row, stay_in_tables
from plainly.talk import Left, Talk
from screens.modes import MODES
from screens.records.tables import OF_PEOPLE, OF_PLACEMENTS

NOTHING_YET = "Nothing is here yet: i imports a programme."
LEFT = "Left. Every change is saved."
PLACES: dict[str, Callable[[Desk], None]] = {
    "board": stay_on_board,
    "people": lambda desk: stay_in_tables(desk, "People", OF_PEOPLE, _open),
    "placements": lambda desk: stay_in_tables(desk, "Placements", OF_PLACEMENTS, open_row),
    "calendar": stay_with_calendar,
    "findings": stay_with_findings,
    "plan": stay_at_planner,
    "agreement": stay_with_agreement,
    "measures": stay_with_measures,
    "history": stay_in_history,
}


def run(
    workspace: Workspace, answers: TextIO, lines: TextIO, notice: str = "", bring: Path | None = None
) -> None:
    """Talk until somebody leaves, or nobody answers any more. `bring` is what is to be imported first."""
    talk = Talk(answers, lines)
    desk = Desk(talk, workspace, stay_in_cell, stay_at)
    try:
        talk.say(f"Rotating apprenticeships in plain lines{f' ({notice})' if notice else ''}.")
        if bring is not None:
            show(desk, bring)
        while True:
            stay(desk, partial(_page, desk))
            talk.say("This is the first page: q leaves the program.")
    except Left:
        talk.say(LEFT)


def _page(desk: Desk) -> Page:
    """The screens, under the numbers that they have in the app."""
    workspace = desk.workspace
    programme = workspace.programme
    people, teams = len(programme.apprentices), len(programme.placements)
    told = [
        f"{count(people, 'apprentice')}, {count(teams, 'placement')}." if people or teams else NOTHING_YET
    ]
    if counts := workspace.counts():
        told.append(f"{count(counts[0], 'conflict')}, {count(counts[1], 'warning')}.")
    if last := workspace.published:
        told.append(f"Last told: {last}.")
    items = [Item(f"{mode.title}. {mode.help}", partial(PLACES[mode.name], desk)) for mode in MODES]
    return Page(programme.settings.name or "Rotating apprenticeships", told, items, list(_letters(desk)))


def _letters(desk: Desk) -> Iterator[Letter]:
    yield Letter("i", "Import", partial(bring_in, desk), "What it would do is told before it is written.")
    yield Letter(
        "e", "Write to files", partial(stay_with_files, desk), "Packs, letters, rotations, calendars."
    )
    if desk.workspace.can_redo():
        yield Letter("r", "Redo", desk.redo, "Make again what you have just taken back.")


def _open(desk: Desk, table: Table, row: Any) -> None:
    """A person's page, or the row of another list."""
    if table.name == OF_PEOPLE[0]:
        stay_with(desk, row.apprentice)
    else:
        open_row(desk, table, row)
