"""What an import would do, before anything is written: all that is wrong, or each row as it would be."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from apprentices.errors import BadInput, Problem, ProgramError
from apprentices.importing import Import, Rows, prepare
from apprentices.previewing import Difference, Does, differences, overwritten, rows_now, write_as_prepared
from apprentices.rules.words import count, join
from apprentices.text import shown, with_capital
from screens.files.preview import Preview
from screens.files.preview_about import Overwritten, about, about_problem, changed_rows, counted
from screens.files.preview_lines import preview, refused
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.command import Command, bindings
from screens.shared.keys import PARTED
from screens.shared.moves import moves
from screens.shared.question import GraveQuestion
from screens.shared.rows import Line, RowList
from screens.shared.the_app import TheApp

Shown = Difference | Problem


def _is_ready(preview: "ImportPreview") -> bool:
    return preview.ready is not None


def _can_replace(preview: "ImportPreview") -> bool:
    return preview.can_replace


class ImportPreview(Preview[Shown]):
    """Reads files, shows what would become of each row, and writes that and nothing else."""

    WHERE = "In the preview of an import"
    TITLE = "Import"
    DECLARED = (
        Command("import.write", "enter", "Import", "Write it as one change.", when=_is_ready),
        Command(
            "import.replace",
            "r",
            "Remove the rest, or keep it",
            "Also remove what the files no longer hold, or only add and update.",
            when=_can_replace,
        ),
        Command("import.again", "a", "Read again", "Read the files again, once they are mended."),
        Command("import.panel", "space", "Larger panel", "Give what is told of the row more room, or less."),
        Command("import.leave", "escape", "Leave", "Go back; nothing is imported."),
        *moves("import"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp, path: Path, dfe: bool = False) -> None:
        """`dfe`: it is an Apprenticeship Service bulk upload, which only adds and updates people."""
        super().__init__(frame, path)
        self.can_replace = not dfe
        self._replaces = False
        self.ready: Import | None = None
        self._given: list[Difference] = []
        self._lost: Overwritten = {}

    def on_mount(self) -> None:
        """Read the files."""
        self.action_again()

    # -- reading

    def action_again(self) -> None:
        """Read the files, upon the programme as it is now."""
        self.ready = None
        self._show(f"Reading {shown(self._path.name)} …", [])
        self._frame.look(partial(rows_now, self._frame.workspace), self._read)

    def _read(self, existing: Rows) -> None:
        self.run_worker(self._prepare(existing), exclusive=True)

    async def _prepare(self, existing: Rows) -> None:
        """In a thread: a large programme takes seconds. What is read once it was left is thrown away."""
        try:
            ready, given = await asyncio.to_thread(self._worked_out, existing)
        except BadInput as error:
            self._show_refused(error.problems)
        except ProgramError as error:
            self._show(f"! {said(error)}", [])
        else:
            last_change = self._frame.workspace.last_change
            self._frame.look(
                partial(overwritten, ready, given, last_change), partial(self._show_ready, ready, given)
            )

    def _worked_out(self, existing: Rows) -> tuple[Import, list[Difference]]:
        paths, dfe = ([self._path], None) if self.can_replace else ([], self._path)
        ready = prepare(paths, existing, self._replaces, dfe)
        return ready, differences(ready)

    # -- showing

    def _show_refused(self, problems: Sequence[Problem]) -> None:
        found = f"! {count(len(problems), 'problem')}: nothing can be imported before all are mended."
        self._show(
            f"{found} Mend them in the files, save those, and press a to read them again.", refused(problems)
        )

    def _show_ready(self, ready: Import, given: list[Difference], lost: Overwritten) -> None:
        self.ready, self._given, self._lost = ready, given, lost
        counts = counted(ready)
        told = [f"{counts}. {self._rest_said()}" if counts else "No rows are filled in yet."]
        if self._lost:
            told.append(f"! Work of people would be lost: {count(len(self._lost), 'row')}, listed first.")
        if ready.left_out:
            columns = "; ".join(f"{file}: {', '.join(titles)}" for file, titles in ready.left_out.items())
            told.append(f"Columns of your own are left out ({columns}).")
        self._show("\n".join(told), preview(self._given, self._lost))

    def _rest_said(self) -> str:
        if not self.can_replace:
            return "People of the Apprenticeship Service: a bulk upload adds and updates, and removes nobody."
        if not self._replaces:
            return "What the files do not hold stays as it is."
        if self.ready is not None and len(self.ready.counts) == 1:
            return f"What the file no longer holds of {join(self.ready.counts)} is removed; all else stays."
        return "What the files no longer hold is removed."

    def _show(self, head: str, lines: Sequence[Line[Shown]]) -> None:
        self.head.update(plain.lines(map(_head_line, head.split("\n"))))
        self.rows.show([*lines])
        self.rows.mark(0)
        self.set_focus(self.rows)
        self.show_keys(self.keys, self._keys())

    def _keys(self) -> str:
        found = ["enter import"] if self.ready and self._given else []
        if self.can_replace:
            found.append(f"r {'keep' if self._replaces else 'remove'} the rest")
        return PARTED.join([*found, "a read again", "esc leave"])

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked row in full."""
        value = self.rows.value
        if isinstance(value, Difference):
            self.panel.show(about(value, self._lost))
        else:
            self.panel.show([] if value is None else about_problem(value))

    # -- keys

    def action_replace(self) -> None:
        """Remove the rest, or keep it; what that comes to is shown anew."""
        self._replaces = not self._replaces
        self.action_again()

    @on(RowList.Chosen)
    def action_write(self) -> None:
        """Write it; asks where something of people's would be lost."""
        if self.ready is None or not self._given:
            return
        lost = self._what_is_lost()
        if not lost:
            self._write(self.ready)
            return

        def answered(yes: bool | None) -> None:
            if yes and self.ready:
                self._write(self.ready)

        text = f"{lost}\n\nThe import is one change: it can be taken back as a whole."
        self.app.push_screen(GraveQuestion("Import all the same?", text, "import"), answered)

    def _what_is_lost(self) -> str:
        gone = [one.name for one in self._given if one.does is Does.REMOVED]
        over = [one.name for one in self._lost if one.does is not Does.REMOVED]
        parts = [("Removed", gone), ("Written over", over)]
        return "\n".join(f"{word}: {_some(names)}." for word, names in parts if names)

    def _write(self, ready: Import) -> None:
        def done(_: None) -> None:
            self.dismiss()
            self._frame.show_change(
                (
                    f"Imported {shown(self._path.name)}: {changed_rows(ready)}. ",
                    self._frame.way("app.undo", "takes it back"),
                    ".",
                )
            )

        write = partial(write_as_prepared, self._frame.workspace, ready)
        self._frame.attempt(write, done, self.action_again, at_length=True)


def _head_line(text: str) -> Content:
    style = "bold $text-warning" if text.startswith("!") else ""
    return plain.text((with_capital(text), style))


def _some(names: Sequence[str], most: int = 6) -> str:
    """The first few of them, and how many more there are."""
    more = len(names) - most
    return "; ".join(names[:most]) + (f"; and {more:,} more" if more > 0 else "")
