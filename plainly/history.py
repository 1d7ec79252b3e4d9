"""Every change, the newest first; any one that still stands can be taken back."""

from functools import partial

from apprentices.store import IMPORT, UNDO, Event
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, letter, stay
from screens.history.changes import READ, about_event, about_rows, event_said
from screens.history.commands import HISTORY
from screens.shared.phrase import aloud

MOST = 1000  # events that are listed


def stay_in_history(desk: Desk) -> None:
    """All changes."""
    stay(desk, partial(_page, desk))


def _page(desk: Desk) -> Page:
    events = desk.workspace.history(MOST)
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
    event = next((event for event in workspace.history(MOST) if event.id == number), None)
    if event is None:
        return None
    told = [about_event(workspace, event)]
    if event.changes <= READ:
        told.append(about_rows(workspace, workspace.changes(number)))
    lines = [aloud(part) for paragraph in told for part in paragraph.parts]
    undo = [] if event.undone else [letter(HISTORY, "history.undo-this", partial(_undo, desk, event))]
    return Page(f"Change {number}", lines, letters=undo)


def _undo(desk: Desk, event: Event) -> None:
    if event.kind != UNDO and event.deed.first.kind == IMPORT:
        desk.ask_to_take_back(event)
    else:
        desk.say_done(desk.try_to(partial(desk.workspace.undo, event.id)))
