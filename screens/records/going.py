"""From what would mend a finding to the very field: a form that begins there, or the cell on the board."""

from apprentices.columns import Table
from apprentices.programme import TABLE
from apprentices.rules.said import ChangeRow, Step, Unpin
from screens.records.editing import Framed, add, edit
from screens.records.leads import key_named, leads_somewhere, row_named
from screens.records.leaving import ask_to_leave
from screens.shared.advice import how


def go_to(screen: Framed, step: Step) -> None:
    """Go where a step is done: to a form that begins with its column, or to its cell on the board.

    What is done on the command line alone is told.
    """
    match step:
        case Unpin(apprentice, cycle):
            screen.frame.show_cell(apprentice, cycle)
        case ChangeRow(table, name, column, value) if leads_somewhere(screen.frame.workspace, step):
            _change(screen, TABLE[table], name, column, {column: value} if column and value else {})
        case _:
            screen.frame.tell(how(step))


def _change(screen: Framed, table: Table, name: str, column: str | None, texts: dict[str, str]) -> None:
    """Open the row of that name, or a new one; `texts` stand there already, and are not saved yet."""
    row = row_named(screen.frame.workspace, table, name)
    if row is None:
        add(screen, table, {**key_named(table, name), **texts}, column)
    elif column is None:
        ask_to_leave(screen, table, row)
    else:
        edit(screen, table, row, texts, column)
