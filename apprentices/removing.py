"""A row leaves the programme, with all that is only about it; what else needs it stands in the way."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from apprentices.called import called, counted
from apprentices.columns import Column, Kind, Table
from apprentices.deeds import ROW_REMOVED, row_deed
from apprentices.errors import UsageError
from apprentices.exchange.read import Batch
from apprentices.exchange.references import check_references
from apprentices.programme import CODED, DRAFT, TABLE, TABLES
from apprentices.rules.words import join
from apprentices.store import RowChange
from apprentices.workspace import Workspace

Rows = Mapping[str, Sequence[Any]]
_NAMED = 3  # of what stands in the way


class Removal(NamedTuple):
    """A row that is to go, and by table what goes `along` because it says nothing without it.

    `in_the_way` has a sentence for each row that would stay and lose what it needs.
    """

    table: Table
    row: Any
    along: Mapping[str, list[Any]]
    in_the_way: list[str]

    @property
    def counted(self) -> list[str]:
        """What goes along, in words: 6 assignments, 3 clearances, 1 absence."""
        return [counted(name, len(rows)) for name, rows in self.along.items() if rows]


def rows_now(workspace: Workspace) -> Rows:
    """The rows by table as they are now: also of the draft, which is edited without being read again."""
    return {**workspace.rows, DRAFT.name: list(workspace.board.assignments())}


def removal(rows: Rows, table: Table, row: Any) -> Removal:
    """What the removal of a row would come to; nothing is changed."""
    along: dict[str, dict[tuple[Any, ...], Any]] = {table.name: {table.key_of(row): row}}
    todo = [(table, row)]
    while todo:
        for other, found in _about(rows, *todo.pop()):
            known = along.setdefault(other.name, {})
            new = {key: one for one in found if (key := other.key_of(one)) not in known}
            known.update(new)
            todo += [(other, one) for one in new.values()]
    gone = {id(one) for kept in along.values() for one in kept.values()}
    losing = _can_lose(along)
    looked_at = {*CODED, *(other.name for other in losing)}
    staying = {
        name: [one for one in kept if id(one) not in gone] if along.get(name) else kept
        for name, kept in rows.items()
        if name in looked_at
    }
    problems = check_references(Batch(), staying, rows, losing)
    del along[table.name][table.key_of(row)]
    ordered = {other.name: list(along[other.name].values()) for other in TABLES if along.get(other.name)}
    return Removal(table, row, ordered, [f"{problem.message}." for problem in problems])


def remove(workspace: Workspace, planned: Removal) -> None:
    """Make a removal, as one event.

    Raises `UsageError` where something stands in its way, and `ChangedElsewhere` where somebody has changed
    what is to go meanwhile; nothing is written then.
    """
    if planned.in_the_way:
        name = called(workspace.programme, planned.table, planned.row)
        raise UsageError(f"{name} can't be removed: {stands_in_the_way(planned)}")
    table, row = planned.table, planned.row
    along = {name: len(rows) for name, rows in planned.along.items()}
    deed = row_deed(ROW_REMOVED, table, row, {"table": table.name, "along": along})
    also = [RowChange.of(TABLE[name], one, None) for name, rows in planned.along.items() for one in rows]
    workspace.write(deed, table, removals=[row], also=also)


def stands_in_the_way(planned: Removal) -> str:
    """The first of what stands in the way, as sentences, and how much more there is."""
    more = len(planned.in_the_way) - _NAMED
    return " ".join([*planned.in_the_way[:_NAMED], *([f"And {more} more."] if more > 0 else [])])


def mentioned(rows: Rows, table: Table, row: Any) -> str:
    """What is recorded under a row's code, in words: 3 clearances and 6 assignments; empty: nothing."""
    counts = {
        other.name: sum(
            len(_having(rows, other, column, _word(column, table, row))) for column in other.columns
        )
        for other in TABLES
    }
    said = [counted(name, number) for name, number in counts.items() if number]
    return join(said) if said else ""


def _about(rows: Rows, table: Table, row: Any) -> Iterator[tuple[Table, list[Any]]]:
    """By table, the rows that say nothing without this one: it is in their key, or needed."""
    if table.name not in CODED:
        return
    for other in TABLES:
        for column in other.columns:
            if _says_nothing_without(other, column):
                yield other, _having(rows, other, column, _word(column, table, row))


def _says_nothing_without(table: Table, column: Column) -> bool:
    return column.required or column.name in table.key


def _having(rows: Rows, table: Table, column: Column, word: str | None) -> list[Any]:
    """The rows of a table that have a word in a column; none have None."""
    if word is None:
        return []
    value_of = attrgetter(column.name)
    if column.kind is Kind.WORDS:
        return [row for row in rows.get(table.name, ()) if word in value_of(row)]
    return [row for row in rows.get(table.name, ()) if value_of(row) == word]


def _can_lose(gone: Collection[str]) -> list[Table]:
    """The tables whose rows can need what goes from these, and stay: by a column that may be empty, or by the
    name of an area, skill or site."""
    names = "placements" in gone
    return [
        table
        for table in TABLES
        if any(
            (column.refers in gone and not _says_nothing_without(table, column))
            or (names and (column.kind is Kind.WHAT or (table.name, column.name) == ("travel", "site")))
            for column in table.columns
        )
    ]


def _word(column: Column, table: Table, row: Any) -> str | None:
    """What stands in a column that names a row of the table; None where it can't."""
    code = getattr(row, table.key[0])
    if column.refers == table.name:
        return str(code)
    if column.kind is Kind.WHO and table.name in ("apprentices", "standards"):
        return str(code)
    if column.kind is Kind.WHAT and table.name in ("hosts", "placements"):
        return f"{table.key[0]}:{code}"
    return None
