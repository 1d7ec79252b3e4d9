"""A row that is edited, added or copied, in words."""

from typing import Any

from apprentices.called import NOUNS, called
from apprentices.columns import Table, title
from apprentices.exchange.cells import write_cell
from apprentices.programme import CODED, Programme
from apprentices.rules.words import join
from apprentices.text import with_capital

# What is each one's own, by table, and not taken along when a row is copied.
OWN = {
    "apprentices": (
        "given_names",
        "family_name",
        "date_of_birth",
        "uln",
        "agreement_on",
        "training_plan_on",
        "english_maths_on",
        "prior_learning_hours",
        "postcode",
        "step_free",
        "opted_out_48h",
        "support",
    ),
    "placements": ("team",),
    "hosts": ("name", "sponsor", "sponsor_role", "hr_lead", "contact"),
    "standards": ("title",),
    "cycles": ("name",),
}


def title_of(programme: Programme, table: Table, row: Any) -> str:
    """Which row it is: Amara Nwachukwu (A01)."""
    name = called(programme, table, row)
    title = f"{name} ({table.key_of(row)[0]})" if table.name in CODED else f"{NOUNS[table.name][0]}: {name}"
    return with_capital(title)


def title_of_new(table: Table) -> str:
    """What is to be filled in: New apprentice."""
    return f"New {NOUNS[table.name][0]}"


def texts_of_copy(table: Table, row: Any) -> dict[str, str]:
    """By column, what a copy of a row takes along."""
    fresh = {*(table.key if table.name in CODED else ()), *OWN.get(table.name, ())}
    return {
        column.name: write_cell(column.kind, getattr(row, column.name))
        for column in table.columns
        if column.name not in fresh
    }


def saved_said(is_new: bool, name: str, columns: list[str]) -> str:
    """What was done to a row that is called so now, in a sentence."""
    return f"{name} added." if is_new else f"{name}: {join(map(title, columns))} changed."
