"""Every change, the newest first; any one that still stands can be taken back."""

from functools import partial

from apprentices.store import Event
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, letter, stay
from screens.history.changes import (
    LISTED,
    READ,
    about_event,
    about_rows,
    event_said,
    takes_back_an_import,
)
from screens.history.commands import HISTORY
from screens.shared.paragraph import read_aloud


def stay_in_history(desk: Desk) -> None:
    """All changes."""
    stay(desk, partial(_page, desk))


def _page(desk: Desk) -> Page:
    events = desk.workspace.history(LISTED)
    items = [Item(event_said(desk.workspace, event), partial(_stay_at, desk, event.id)) for event in events]
    redo = [Letter("r", "Redo", desk.redo, "Make again what you have just taken back.")]
    return Page(
        "History",
        [] if items else ["Nothing has changed yet."],
        items,
        redo if desk.workspace.last_undo() else [],
    )


def _stay_at(desk: Desk, number: int) -> None:
    stay(desk, partial(_event_page, desk, number))


def _event_page(desk: Desk, number: int) -> Page | None:
    workspace = desk.workspace
    event = next((event for event in workspace.history(LISTED) if event.id == number), None)
    if event is None:
        return None
    told = [about_event(workspace, event)]
    if event.changes <= READ:
        told.append(about_rows(workspace, workspace.changes(number)))
    undo = [] if event.undone else [letter(HISTORY, "history.undo-this", partial(_undo, desk, event))]
    return Page(f"Change {number}", read_aloud(told), letters=undo)


def _undo(desk: Desk, event: Event) -> None:
    if takes_back_an_import(event):
        desk.ask_to_take_back(event)
    else:
        desk.say_done(desk.try_to(partial(desk.workspace.undo, event.id)))
