"""From what would mend a finding to the very field: a form that begins there, or the cell on the board."""

from collections.abc import Iterable
from typing import Any

from apprentices.columns import Table
from apprentices.programme import TABLE
from apprentices.rules.said import ChangeRow, Finding, Step, Unpin
from screens.records.editing import Framed, add, edit
from screens.records.leaving import ask_to_leave
from screens.records.told import gravity
from screens.shared.advice import how


def leads_somewhere(screen: Framed, step: Step | None) -> bool:
    """Whether `go_to` has a form or a cell for a step."""
    match step:
        case Unpin():
            return True
        case ChangeRow(table, row, column):
            there = table in TABLE and _row_of(screen, TABLE[table], row) is not None
            return there or (table in TABLE and column is not None and bool(_key(TABLE[table], row)))
    return False


def first_step(screen: Framed, findings: Iterable[Finding]) -> Step | None:
    """The step of the gravest finding that `go_to` leads from; None where there is none."""
    steps = (finding.step for finding in sorted(findings, key=gravity) if not finding.waived)
    return next((step for step in steps if step and leads_somewhere(screen, step)), None)


def go_to(screen: Framed, step: Step) -> None:
    """Go where a step is done: to a form that begins with its column, or to its cell on the board.

    What is done on the command line alone is told.
    """
    match step:
        case Unpin(apprentice, cycle):
            screen.frame.show_cell(apprentice, cycle)
        case ChangeRow(table, name, column, value) if leads_somewhere(screen, step):
            _change(screen, TABLE[table], name, column, {column: value} if column and value else {})
        case _:
            screen.frame.tell(how(step))


def _change(screen: Framed, table: Table, name: str, column: str | None, texts: dict[str, str]) -> None:
    """Open the row of that name, or a new one; `texts` stand there already, and are not saved yet."""
    row = _row_of(screen, table, name)
    if row is None:
        add(screen, table, {**_key(table, name), **texts}, column)
    elif column is None:
        ask_to_leave(screen, table, row)
    else:
        edit(screen, table, row, texts, column)


def _row_of(screen: Framed, table: Table, name: str) -> Any | None:
    """The row whose key is written like that; of several that begin so, the first."""
    rows = screen.frame.workspace.rows.get(table.name, ())
    written = {_written(table, row): row for row in rows}
    begins = (row for text, row in written.items() if text.startswith(f"{name} "))
    return written.get(name) or next(begins, None)


def _written(table: Table, row: Any) -> str:
    return " ".join(str(part) for part in table.key_of(row) if part is not None)


def _key(table: Table, name: str) -> dict[str, str]:
    """The key that a name says, as far as it goes; nothing for what is no name of a row."""
    parts = name.split(" ", len(table.key) - 1)
    needed = [column.name for column in table.columns if column.required and column.name in table.key]
    is_code = "," not in parts[0] and (len(table.key) == 1) == (" " not in name)
    return dict(zip(table.key, parts, strict=False)) if is_code and len(parts) >= len(needed) else {}
