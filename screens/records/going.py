"""From what would mend a finding to the very field: a form that begins there, or the cell on the board."""

from apprentices.rules.said import ChangeRow, Step, Unpin
from screens.records.editing import Framed, add, edit
from screens.records.leads import Lead, lead
from screens.records.leaving import ask_to_leave
from screens.shared.advice import how


def go_to(screen: Framed, step: Step) -> None:
    """Go where a step is done: to a form that begins with its column, or to its cell on the board.

    What is done on the command line alone is told.
    """
    match step:
        case Unpin(apprentice, cycle):
            screen.frame.show_cell(apprentice, cycle)
        case ChangeRow() if (there := lead(screen.frame.workspace, step)) is not None:
            _change(screen, there)
        case _:
            screen.frame.tell(how(step))


def _change(screen: Framed, there: Lead) -> None:
    if there.row is None:
        add(screen, there.table, there.texts, there.column)
    elif there.column is None:
        ask_to_leave(screen, there.table, there.row)
    else:
        edit(screen, there.table, there.row, there.texts, there.column)
