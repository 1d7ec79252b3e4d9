"""One change in full: when, by whom, what became of it, and each row before and after."""

from collections.abc import Iterator, Mapping
from typing import Any

from apprentices.columns import Column, Kind, title
from apprentices.deeds import rows_said
from apprentices.programme import DRAFT
from apprentices.rules.words import count
from apprentices.statements import STATEMENTS, WAIVER
from apprentices.store import IMPORT, UNDO, Event, RowChange
from apprentices.workspace import Workspace
from screens.agreement.waivers import waived
from screens.shared.column_words import said
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase

LISTED = 1000  # changes that are listed, the newest
MOST = 100  # rows that are told of one change
READ = 1000  # rows of one change that are looked at
NOTHING = "—"
STATED = {table.name: table for table in STATEMENTS}
# Columns of statements that are not told one by one, besides codes: for the program alone, or told already.
UNTOLD = ("digest", "rows", "excess", "finding", "from_on", "by", "role")


def event_said(workspace: Workspace, event: Event) -> str:
    """A change in one line."""
    when = event.at.astimezone()
    undone = "undone: " if event.undone else ""
    said = f"{undone}{workspace.told(event)}"
    return f"change {event.id}, {when.day} {when:%b %Y %H:%M}, {event.actor}: {said}"


def takes_back_an_import(event: Event) -> bool:
    """Whether to undo it takes back an import, which is asked before."""
    return event.kind != UNDO and event.deed.first.kind == IMPORT


def about_event(workspace: Workspace, event: Event) -> Paragraph:
    """When, by whom, and what became of it; how many rows where these are too many to be told."""
    when = event.at.astimezone()
    parts = [
        phrase((f"{event.id}. {workspace.told(event)}", "bold")),
        phrase(f"{when:%A} {when.day} {when:%B %Y, %H:%M} by {event.actor}"),
    ]
    if event.undoes is not None:
        parts.append(phrase(f"It undoes change {event.undoes}."))
    if event.undone:
        parts.append(phrase("It was undone later."))
    if event.changes > READ:
        parts.append(phrase(rows_said(event)))
    return Paragraph(tuple(parts))


def about_rows(workspace: Workspace, changes: list[RowChange]) -> Paragraph:
    """Each row, before and after."""
    return Paragraph(tuple(_before_and_after(workspace, changes)), joined=False)


def _before_and_after(workspace: Workspace, changes: list[RowChange]) -> Iterator[Phrase]:
    """A line for each row, cells of the draft first: who and when, what it was, what it is then."""
    cells_first = sorted(changes, key=lambda change: change.table != DRAFT.name)
    for change in cells_first[:MOST]:
        if change.table == DRAFT.name:
            yield _cell(workspace, change)
        elif change.table in STATED and change.after:
            yield from _statement(workspace, change.table, change.after)
        else:
            yield from _row(change)
    if len(changes) > MOST:
        yield phrase(f"and {count(len(changes) - MOST, 'row')} more")


def _cell(workspace: Workspace, change: RowChange) -> Phrase:
    apprentice, cycle = change.key
    who = f"{workspace.name_of(apprentice)} in {cycle}: "
    return phrase((who, "$text-muted"), f"{_held(change.before)} → {_held(change.after)}")


def _held(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "no placement"
    return f"{row['placement']}, pinned" if row.get("pinned") else str(row["placement"])


def _statement(workspace: Workspace, name: str, values: Mapping[str, Any]) -> Iterator[Phrase]:
    """What somebody accepts, who it was, and what else they said, column by column."""
    if name == WAIVER.name:
        accepted = ", ".join(filter(None, waived(values["finding"], workspace)))
        yield phrase(("Accepts: ", "$text-muted"), accepted)
    yield phrase(("By: ", "$text-muted"), ", ".join(filter(None, (values["by"], values["role"]))))
    for column in STATED[name].columns:
        if (value := values.get(column.name)) is not None and _is_read(column):
            yield phrase((f"{title(column.name.removesuffix('_on'))}: ", "$text-muted"), said(column, value))


def _is_read(column: Column) -> bool:
    is_code = column.kind in (Kind.CODE, Kind.CHOICE, Kind.MOMENT)
    return not is_code and column.name not in UNTOLD


def _row(change: RowChange) -> Iterator[Phrase]:
    key = " ".join(str(part) for part in change.key if part is not None)
    if change.before is None or change.after is None:
        yield phrase((f"{change.table} {key}: ", "$text-muted"), "removed" if change.before else "added")
        return
    for column, new in change.after.items():
        old = change.before.get(column)
        if old != new:
            told = f"{NOTHING if old is None else old} → {NOTHING if new is None else new}"
            yield phrase((f"{change.table} {key}, {title(column)}: ", "$text-muted"), told)
