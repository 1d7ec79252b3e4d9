"""From a finding to what mends it: the field, the cell or the sign-off."""

from collections.abc import Iterable

from apprentices.programme import TABLE
from apprentices.rules.said import ChangeRow, Finding, SignCycle, Step, Unpin
from plainly.desk import Desk
from plainly.forms import fill_in
from plainly.leaving import ask_to_leave
from screens.records.leads import first_step, key_named, leads_somewhere, row_named
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
        case ChangeRow(table, name, column, value) if leads_somewhere(desk.workspace, step):
            _change(desk, table, name, column, {column: value} if column and value else {})
        case _:
            desk.talk.say(how(step))


def _change(desk: Desk, table: str, name: str, column: str | None, texts: dict[str, str]) -> None:
    """Ask for the field of the row of that name, or for a new row."""
    row = row_named(desk.workspace, TABLE[table], name)
    if row is None:
        fill_in(desk, TABLE[table], None, key_named(TABLE[table], name) | texts)
    elif column is None:
        ask_to_leave(desk, TABLE[table], row)
    else:
        fill_in(desk, TABLE[table], row, texts, only=column)
