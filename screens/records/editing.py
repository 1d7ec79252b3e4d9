"""Rows edited, added and copied in a form, each written as one event."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from textual.app import App

from apprentices.called import called
from apprentices.columns import Table
from apprentices.programme import CODED
from apprentices.saving import save
from screens.records.row_words import saved_said, texts_of_copy, title_of, title_of_new
from screens.shared.form import NO_TEXTS, Form
from screens.shared.the_app import TheApp, Then, nothing
from screens.shared.words import brief

Texts = Mapping[str, str]


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
    _open(screen, title_of(screen.frame.workspace.programme, table, row), table, row, texts, begin, then)


def add(
    screen: Framed,
    table: Table,
    texts: Texts = NO_TEXTS,
    begin: str | None = None,
    then: Then[Any] = nothing,
) -> None:
    """Have a new row filled in; what `texts` say by column stands there already."""
    empty = next((c.name for c in table.columns if not texts.get(c.name)), None)
    _open(screen, title_of_new(table), table, None, texts, begin or empty, then)


def copy(screen: Framed, table: Table, row: Any, then: Then[Any] = nothing) -> None:
    """Have a new row filled in that is like another, but for its code and what is each one's own."""
    begin = table.key[0] if table.name in CODED else table.key[-1]
    add(screen, table, texts_of_copy(table, row), begin, then)


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
            frame.show_change(saved_said(seen is None, name, names))

        frame.attempt(partial(save, frame.workspace, table, seen, new), written, at_length=True)

    def left(saved: Any | None) -> None:
        if saved is not None:
            then(saved)

    screen.app.push_screen(Form(frame, about, table, row, write, texts, begin), left)
