"""From a finding to what mends it: the field, the cell or the sign-off."""

from collections.abc import Iterable

from apprentices.rules.said import ChangeRow, Finding, SignCycle, Step, Unpin
from plainly.desk import Desk
from plainly.forms import fill_in
from plainly.leaving import ask_to_leave
from screens.records.leads import Lead, first_step, lead
from screens.shared.advice import how


def mend_first(desk: Desk, findings: Iterable[Finding]) -> None:
    """Go to what mends the gravest finding that a form or a cell mends."""
    step = first_step(desk.workspace, findings)
    if step is None:
        desk.talk.say("No form mends what the rules say here.")
    else:
        go_to(desk, step)


def go_to(desk: Desk, step: Step) -> None:
    """Go where a step is done; what is done on the command line alone is told."""
    match step:
        case Unpin(apprentice, cycle):
            desk.show_cell(apprentice, cycle)
        case SignCycle(host, cycle):
            desk.show_sign_off(host, cycle)
        case ChangeRow() if (there := lead(desk.workspace, step)) is not None:
            _change(desk, there)
        case _:
            desk.talk.say(how(step))


def _change(desk: Desk, there: Lead) -> None:
    """Ask for the field of the row, or for a new row."""
    if there.row is None:
        fill_in(desk, there.table, None, there.texts)
    elif there.column is None:
        ask_to_leave(desk, there.table, there.row)
    else:
        fill_in(desk, there.table, there.row, there.texts, only=there.column)
