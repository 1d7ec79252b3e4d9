"""What an import would do, row by row, as a person looks it over before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from apprentices.columns import Table
from apprentices.errors import ChangedElsewhere
from apprentices.exchange.cells import write_cell
from apprentices.importing import Import, Rows, write
from apprentices.programme import DRAFT, TABLES
from apprentices.store import IMPORT, Event
from apprentices.workspace import Workspace

LastChange = Callable[[str, tuple[Any, ...]], Event | None]  # of a row, by table and key
_NAMES = {"hosts": "name", "placements": "team", "standards": "title", "cycles": "name"}


class Does(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


class CellChange(NamedTuple):
    """One cell: its texts as files have them, empty where nothing is known."""

    column: str
    before: str
    after: str


class Difference(NamedTuple):
    """What would become of one row. `key` is that of the row that is there; `name` is for people."""

    does: Does
    table: str
    key: tuple[Any, ...]
    name: str  # A01 Amara Nwachukwu, C2
    cells: tuple[CellChange, ...]  # of a row that comes or goes, those that are filled in


def rows_now(workspace: Workspace) -> Rows:
    """The rows as they are stored now, whatever is in memory: what an import is worked out against."""
    return workspace.store.load().rows


def write_as_prepared(workspace: Workspace, ready: Import) -> None:
    """Write an import that somebody has looked at, as one event, but only upon the rows that they saw.

    Raises `ChangedElsewhere` where the programme is otherwise now, so that it might do something else.
    """
    with workspace.store.alone():
        now = rows_now(workspace)
        if any([*now.get(table.name, ())] != [*ready.existing.get(table.name, ())] for table in TABLES):
            raise ChangedElsewhere(
                "The programme has changed since this was looked at, so that it might do something else. "
                "Look at it again; nothing was imported."
            )
        write(workspace.store, ready)
    workspace.forget()


def differences(found: Import) -> list[Difference]:
    """Every row that would be new, changed or removed, in the order of the tables."""
    people = {row.apprentice: row.name for row in _people(found)}
    return [difference for table in TABLES for difference in _of_table(table, found, people)]


def overwritten(
    found: Import, given: Iterable[Difference], last_change: LastChange
) -> dict[Difference, Event | None]:
    """Work of people that would be lost, with the change that it was, where the history has one.

    That is every cell of the draft that would hold something else or nothing, and every row that was changed
    or removed by hand since it was last imported.
    """
    if not any(found.existing.values()):
        return {}  # and nobody looks up each row of a first import
    lost: dict[Difference, Event | None] = {}
    for one in given:
        event = last_change(one.table, one.key)
        by_hand = event if event and event.deed.first.kind != IMPORT else None
        if by_hand or (one.table == DRAFT.name and one.does is not Does.NEW):
            lost[one] = by_hand
    return lost


def _people(found: Import) -> Iterator[Any]:
    yield from found.upserts.get("apprentices", ())
    yield from found.existing.get("apprentices", ())  # who is there goes by the name that is known


def _of_table(table: Table, found: Import, people: Mapping[str, str]) -> Iterator[Difference]:
    def told(does: Does, before: Any | None, after: Any | None) -> Difference:
        there = after if before is None else before
        name = _name(table, there, people)
        return Difference(does, table.name, table.key_of(there), name, _cells(table, before, after))

    changed = found.changed.get(table.name, ())
    yield from (told(Does.NEW, None, row) for row in found.new.get(table.name, ()))
    yield from (told(Does.CHANGED, before, after) for before, after in changed)
    superseded = {table.key_of(before) for before, _ in changed}
    for row in found.removals.get(table.name, ()):
        if table.key_of(row) not in superseded:
            yield told(Does.REMOVED, row, None)


def _cells(table: Table, before: Any | None, after: Any | None) -> tuple[CellChange, ...]:
    was, then = _texts(table, before), _texts(table, after)
    pairs = zip(was.items(), then.values(), strict=True)
    return tuple(CellChange(column, old, new) for (column, old), new in pairs if old != new)


def _texts(table: Table, row: Any | None) -> dict[str, str]:
    return {
        column.name: "" if row is None else write_cell(column.kind, getattr(row, column.name))
        for column in table.columns
    }


def _name(table: Table, row: Any, people: Mapping[str, str]) -> str:
    """The key, with the names of people, and a table's own name for what its code stands for."""
    texts = _texts(table, row)
    parts = [_with_person(column, texts[column], people) for column in table.key if texts[column]]
    words = texts.get(_NAMES.get(table.name, ""), "")
    return " ".join(filter(None, (", ".join(parts), words)))


def _with_person(column: str, text: str, people: Mapping[str, str]) -> str:
    return f"{text} {people[text]}" if column in ("apprentice", "other", "who") and text in people else text
