"""Rows edited, added and copied in a form, each written as one event."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from textual.app import App

from apprentices.called import NOUNS, called, title
from apprentices.columns import Table
from apprentices.exchange.cells import write_cell
from apprentices.programme import CODED
from apprentices.rules.words import join
from apprentices.saving import save
from screens.shared.form import NO_TEXTS, Form
from screens.shared.the_app import TheApp, Then, nothing
from screens.shared.words import brief

Texts = Mapping[str, str]
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


class Framed(Protocol):
    """A screen or dialog from which rows are edited."""

    frame: TheApp

    @property
    def app(self) -> App[Any]:
        """The app as Textual knows it."""
        ...


def edit(
    screen: Framed,
    table: Table,
    row: Any,
    texts: Texts = NO_TEXTS,
    begin: str | None = None,
    then: Then[Any] = nothing,
) -> None:
    """Have a row edited in a form; `texts` are typed already, by column, and `begin` is where to begin.

    `then` is given the row where it was saved.
    """
    name = called(screen.frame.workspace.programme, table, row)
    about = f"{name} ({table.key_of(row)[0]})" if table.name in CODED else f"{NOUNS[table.name][0]}: {name}"
    _open(screen, about[:1].upper() + about[1:], table, row, texts, begin, then)


def add(
    screen: Framed,
    table: Table,
    texts: Texts = NO_TEXTS,
    begin: str | None = None,
    then: Then[Any] = nothing,
) -> None:
    """Have a new row filled in; what `texts` say by column stands there already."""
    empty = next((c.name for c in table.columns if not texts.get(c.name)), None)
    _open(screen, f"New {NOUNS[table.name][0]}", table, None, texts, begin or empty, then)


def copy(screen: Framed, table: Table, row: Any, then: Then[Any] = nothing) -> None:
    """Have a new row filled in that is like another, but for its code and what is each one's own."""
    fresh = {*(table.key if table.name in CODED else ()), *OWN.get(table.name, ())}
    texts = {
        column.name: write_cell(column.kind, getattr(row, column.name))
        for column in table.columns
        if column.name not in fresh
    }
    begin = table.key[0] if table.name in CODED else table.key[-1]
    add(screen, table, texts, begin, then)


def _open(
    screen: Framed,
    about: str,
    table: Table,
    row: Any | None,
    texts: Texts,
    begin: str | None,
    then: Then[Any],
) -> None:
    """Push the form; where it is saved, say so and go on."""
    frame = screen.frame

    def write(seen: Any | None, new: Any, done: Callable[[], object]) -> None:
        def written(names: list[str]) -> None:
            done()
            name = brief(called(frame.workspace.programme, table, new))
            frame.show_change(
                f"{name} added." if seen is None else f"{name}: {join(map(title, names))} changed."
            )

        frame.attempt(partial(save, frame.workspace, table, seen, new), written)

    def left(saved: Any | None) -> None:
        if saved is not None:
            then(saved)

    screen.app.push_screen(Form(frame, about, table, row, write, texts, begin), left)
