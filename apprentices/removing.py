"""A row leaves the programme, with all that is only about it; what else needs it stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.called import called, counted
from apprentices.columns import Column, Kind, Table
from apprentices.deeds import ROW_REMOVED, row_deed
from apprentices.errors import UsageError
from apprentices.exchange.read import Batch
from apprentices.exchange.references import check_references
from apprentices.programme import DRAFT, TABLE, TABLES
from apprentices.rules.words import join
from apprentices.store import RowChange
from apprentices.workspace import Workspace

Rows = Mapping[str, Sequence[Any]]
_STAYING = tuple(table for table in TABLES if table is not DRAFT)  # what can need a row that is not its own
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
    staying = {name: [one for one in kept if id(one) not in gone] for name, kept in rows.items()}
    problems = check_references(Batch(), staying, rows, _STAYING)
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
    counts: dict[str, int] = {}
    for other in TABLES:
        columns = [column for column in other.columns if _word(column, table, row)]
        tests = [(column, _word(column, table, row)) for column in columns]
        found = [one for one in rows.get(other.name, ()) if any(_has(one, *test) for test in tests)]
        if found:
            counts[other.name] = len(found)
    return join(counted(name, number) for name, number in counts.items()) if counts else ""


def _about(rows: Rows, table: Table, row: Any) -> Iterator[tuple[Table, list[Any]]]:
    """By table, the rows that say nothing without this one: it is in their key, or needed."""
    for other in TABLES:
        for column in other.columns:
            word = _word(column, table, row) if column.required or column.name in other.key else None
            if word:
                yield other, [one for one in rows.get(other.name, ()) if _has(one, column, word)]


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


def _has(row: Any, column: Column, word: str | None) -> bool:
    value = getattr(row, column.name)
    return word in value if isinstance(value, tuple) else value == word
