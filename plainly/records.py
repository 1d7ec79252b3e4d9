"""The lists of rows: each row in full, edited, copied, added, retired or removed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from apprentices.called import NOUNS, called, counted
from apprentices.columns import Table
from apprentices.programme import CODED, TABLE
from apprentices.rules.said import Finding
from apprentices.text import with_capital
from plainly.desk import Desk
from plainly.forms import fill_in
from plainly.leaving import ask_to_leave
from plainly.mending import mend_first
from plainly.page import Item, Letter, Page, letter, stay
from screens.records.commands import list_commands
from screens.records.row_words import texts_of_copy
from screens.records.tables import OF_PLACEMENTS, in_order
from screens.records.told import PLACE, told
from screens.shared.paragraph import read_aloud

OpenRow = Callable[[Desk, Table, Any], None]
COMMANDS = tuple(list_commands("rows", "Open the row."))


def stay_with_placements(desk: Desk) -> None:
    """The teams, and the lists of all else that rotations are made of."""
    stay_in_tables(desk, "Placements", OF_PLACEMENTS, open_row)


def stay_in_tables(desk: Desk, heading: str, names: Sequence[str], open_row: OpenRow) -> None:
    """The lists of a screen; `open_row` is for a row that is chosen in one of them."""
    stay(desk, partial(_tables_page, desk, heading, names, open_row))


def _tables_page(desk: Desk, heading: str, names: Sequence[str], open_row: OpenRow) -> Page:
    rows = desk.workspace.rows
    return Page(
        heading,
        items=[
            Item(counted(name, len(rows.get(name, ()))), partial(_stay_in_table, desk, TABLE[name], open_row))
            for name in names
        ],
    )


def _stay_in_table(desk: Desk, table: Table, open_row: OpenRow) -> None:
    stay(desk, partial(_table_page, desk, table, open_row))


def _table_page(desk: Desk, table: Table, open_row: OpenRow) -> Page:
    rows = in_order(table, list(desk.workspace.rows.get(table.name, ())))
    new = letter(COMMANDS, "rows.new", partial(fill_in, desk, table, None))._replace(
        help="Fill in a new row."
    )
    pasted = Letter("p", "Paste rows", partial(_paste, desk, table), "Several at once, or from a file.")
    return Page(
        with_capital(NOUNS[table.name][1]),
        [] if rows else ["There are none yet: n adds one, p several."],
        [
            Item(_label(desk, table, row), partial(open_row, desk, table, row), "", _text(table, row))
            for row in rows
        ],
        [new, pasted],
    )


def _paste(desk: Desk, table: Table) -> None:
    from plainly.pasting import paste_rows  # with all that reads files

    paste_rows(desk, table)


def _label(desk: Desk, table: Table, row: Any) -> str:
    """What a row is called, and whether the rules find something."""
    code = f"{table.key_of(row)[0]} " if table.name in CODED else ""
    found = _findings(desk, table, row)
    marks = ", conflict" if any(f.is_conflict for f in found) else ", warning" if found else ""
    value = f": {row.value}" if table.name == "settings" else ""
    return f"{code}{called(desk.workspace.programme, table, row)}{value}{marks}"


def _text(table: Table, row: Any) -> str:
    return " ".join(str(value) for value in table.values_of(row).values() if value is not None)


def _findings(desk: Desk, table: Table, row: Any) -> list[Finding]:
    """What the rules say of a row, less what is waived and what can't be judged yet."""
    place = PLACE.get(table.name)
    found = desk.workspace.checker.about(place, table.key_of(row)[0]) if place else ()
    return [finding for finding in found if not finding.waived and finding.judged]


def open_row(desk: Desk, table: Table, row: Any) -> None:
    """A row in full, and what can be done with it."""
    stay(desk, partial(_row_page, desk, table, table.key_of(row)))


def _row_page(desk: Desk, table: Table, key: tuple[Any, ...]) -> Page | None:
    row = row_now(desk, table, key)
    if row is None:
        return None
    findings = _findings(desk, table, row)
    title, *lines = read_aloud(told(desk.workspace.programme, table, row, findings))
    mends = [letter(COMMANDS, "rows.mend", partial(mend_first, desk, findings))] if findings else []
    return Page(title, lines, letters=[*row_letters(desk, table, row), *mends])


def row_now(desk: Desk, table: Table, key: tuple[Any, ...]) -> Any | None:
    """The row of that key as it is now; None where it is gone."""
    rows = desk.workspace.rows.get(table.name, ())
    return next((row for row in rows if table.key_of(row) == key), None)


def row_letters(desk: Desk, table: Table, row: Any) -> list[Letter]:
    """What can be done with any row."""
    return [
        letter(COMMANDS, "rows.edit", partial(fill_in, desk, table, row)),
        letter(COMMANDS, "rows.copy", lambda: fill_in(desk, table, None, texts_of_copy(table, row))),
        letter(COMMANDS, "rows.leaving", partial(ask_to_leave, desk, table, row)),
    ]
