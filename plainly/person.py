"""A person's page: rotation, findings, papers, absences, wishes, facts and history in one place."""

from functools import partial
from typing import Any

from apprentices.columns import Table
from apprentices.programme import TABLE, Apprentice
from plainly.desk import Desk
from plainly.forms import fill_in
from plainly.mending import go_to
from plainly.page import Item, Page, stay
from plainly.records import open_row, row_letters, stay_in_tables
from screens.people.sections import EVENTS, Said, sections
from screens.people.sections import Item as Line
from screens.records.tables import OF_PEOPLE
from screens.shared.phrase import aloud


def stay_with_people(desk: Desk) -> None:
    """The lists of people, and of what is recorded about them."""
    stay_in_tables(desk, "People", OF_PEOPLE, _open_row)


def _open_row(desk: Desk, table: Table, row: Any) -> None:
    """A person's page, or the row of another list."""
    if table.name == OF_PEOPLE[0]:
        stay_with(desk, row.apprentice)
    else:
        open_row(desk, table, row)


def stay_with(desk: Desk, apprentice: str) -> None:
    """All about one person."""
    stay(desk, partial(_page, desk, apprentice))


def _page(desk: Desk, apprentice: str) -> Page | None:
    person = desk.workspace.programme.apprentices.get(apprentice)
    if person is None:
        return None
    found = sections(desk.workspace, person, desk.workspace.history(EVENTS))
    items = [
        Item(_label(line), partial(_open, desk, person, line.item), section.title)
        for section in found
        for line in section.lines
    ]
    letters = row_letters(desk, TABLE["apprentices"], person)
    return Page(f"{person.name} ({apprentice})", items=items, letters=letters)


def _label(line: Said) -> str:
    is_to_add = line.item.table in TABLE and line.item.row is None
    return "none yet: this adds one" if is_to_add else aloud(line.text)


def _open(desk: Desk, person: Apprentice, item: Line) -> None:
    """To the cell, to what mends the finding, to the field, or to the row; a change is told."""
    if item.cycle is not None:
        desk.show_cell(person.apprentice, item.cycle)
    elif item.finding is not None:
        desk.talk.tell(item.told(desk.workspace))
        if item.finding.step is not None:
            go_to(desk, item.finding.step)
    elif item.event is not None:
        desk.talk.tell(item.told(desk.workspace))
    elif item.column is not None:
        fill_in(desk, TABLE["apprentices"], person, only=item.column)
    elif item.row is not None:
        open_row(desk, TABLE[item.table], item.row)
    else:
        table = TABLE[item.table]
        fill_in(desk, table, None, {table.key[0]: person.apprentice})
