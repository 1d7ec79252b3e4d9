"""The program in plain lines: the main page, and from the first line to the last."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from apprentices.rules.words import count
from apprentices.workspace import Workspace
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.talk import Left, Talk
from screens.modes import MODES

NOTHING_YET = "Nothing is here yet: i imports a programme."
LEFT = "Left."
# By mode, the module here and what stays there; loaded when somebody first goes there, as screens are.
PLACES = {
    "board": ("board", "stay_on_board"),
    "people": ("person", "stay_with_people"),
    "placements": ("records", "stay_with_placements"),
    "calendar": ("calendar", "stay_with_calendar"),
    "findings": ("findings", "stay_with_findings"),
    "plan": ("plan", "stay_at_planner"),
    "agreement": ("agreement", "stay_with_agreement"),
    "measures": ("measures", "stay_with_measures"),
    "history": ("history", "stay_in_history"),
    "import": ("bringing_in", "bring_in"),
    "export": ("handing_out", "stay_with_files"),
    "cell": ("board", "stay_in_cell"),
    "sign-off": ("agreement", "stay_at"),
    "preview": ("bringing_in", "show"),
}


def _go(place: str, desk: Desk, *where: Any) -> None:
    """To a place, and `where` there."""
    module, name = PLACES[place]
    getattr(import_module(f"plainly.{module}"), name)(desk, *where)


def run(
    workspace: Workspace, answers: TextIO, lines: TextIO, notice: str = "", bring: Path | None = None
) -> None:
    """Talk until somebody leaves, or nobody answers any more. `bring` is what is to be imported first."""
    talk = Talk(answers, lines)
    desk = Desk(talk, workspace, partial(_go, "cell"), partial(_go, "sign-off"))
    try:
        talk.say(f"Rotating apprenticeships in plain lines{f' ({notice})' if notice else ''}.")
        if bring is not None:
            _go("preview", desk, bring)
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
    items = [Item(f"{mode.title}. {mode.help}", partial(_go, mode.name, desk)) for mode in MODES]
    return Page(programme.settings.name or "Rotating apprenticeships", told, items, list(_letters(desk)))


def _letters(desk: Desk) -> Iterator[Letter]:
    yield Letter("i", "Import", partial(_go, "import", desk), "What it would do is told first.")
    yield Letter("e", "Write to files", partial(_go, "export", desk), "Packs, letters, rotations, calendars.")
    if desk.workspace.last_undo():
        yield Letter("r", "Redo", desk.redo, "Make again what you have just taken back.")
