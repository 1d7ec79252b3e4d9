"""Something is imported: what it would do is told before anything is written, and that is what is written."""

from functools import partial
from pathlib import Path

from apprentices.errors import BadInput
from apprentices.exchange.kinds import Holds, kind_of
from apprentices.importing import Import, prepare
from apprentices.previewing import Difference, Does, differences, overwritten, rows_now, write_as_prepared
from apprentices.text import shown
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.places import ask_path
from screens.files.preview_about import Overwritten, about, about_problem, change, changed_rows, counted
from screens.shared.phrase import in_a_row


def bring_in(desk: Desk) -> None:
    """Ask where it is, and show what it would do."""
    show(desk, ask_path(desk.talk, desk.folder, "Import which folder, workbook, CSV file or parcel?"))


def show(desk: Desk, path: Path) -> None:
    """What a file or folder would do, and then that."""
    kind = kind_of(path)
    desk.folder = path.parent
    if kind is Holds.PARCEL:
        from plainly.parcel import stay_with_parcel  # with what opens them

        stay_with_parcel(desk, path)
        return
    stay(desk, _Preview(desk, path, dfe=kind is Holds.PEOPLE).page)


def item_of(desk: Desk, one: Difference, lost: Overwritten) -> Item:
    """A row that would be new, changed or removed, in a line; and in full, where it is chosen."""
    told = about(one, lost)
    cells = f" {'; '.join(map(change, one.cells))}" if one.does is Does.CHANGED else ""
    heading = "Work that would be lost" if one in lost else f"{one.does} in {one.table}".capitalize()
    return Item(f"{in_a_row(told[0].parts)}{cells}", partial(desk.talk.tell, told), heading)


class _Preview:
    """Files as they would be imported upon the programme as it was when they were read."""

    def __init__(self, desk: Desk, path: Path, dfe: bool) -> None:
        self._desk, self._path, self._dfe = desk, path, dfe
        self._replaces = False
        self._ready: Import | None = None
        self._problems: list[Item] = []
        self._is_done = False

    def page(self) -> Page | None:
        """What it comes to, row by row; or all that is wrong with it. None once it is imported."""
        if self._is_done:
            return None
        if self._ready is None and not self._problems:
            self._read()
        title = f"Import {shown(self._path.name)}"
        again = Letter("a", "Read again", self._forget, "Read the files again, once they are mended.")
        if self._ready is None:
            told = ["Nothing can be imported before all of this is mended."]
            return Page(title, told, self._problems, [again])
        given = differences(self._ready)
        lost = overwritten(self._ready, given, self._desk.workspace.last_change)
        told = [f"{counted(self._ready) or 'The files hold no rows'}."]
        write = Letter("y", "Import", partial(self._write, self._ready), "Write it as one change.")
        letters = [*([write] if changed_rows(self._ready) else []), again]
        if not self._dfe:
            letters.append(self._replace_letter())
        lost_first = sorted(given, key=lambda one: one not in lost)
        return Page(title, told, [item_of(self._desk, one, lost) for one in lost_first], letters)

    def _replace_letter(self) -> Letter:
        title = "Keep the rest" if self._replaces else "Remove the rest"
        return Letter("r", title, self._turn, "Also remove what the files no longer hold, or keep that.")

    def _read(self) -> None:
        paths, dfe = ([], self._path) if self._dfe else ([self._path], None)
        try:
            self._ready = prepare(paths, rows_now(self._desk.workspace), self._replaces, dfe)
        except BadInput as error:
            tell = self._desk.talk.tell
            self._problems = [
                Item(str(problem), partial(tell, about_problem(problem))) for problem in error.problems
            ]

    def _forget(self) -> None:
        self._ready, self._problems = None, []

    def _turn(self) -> None:
        self._replaces = not self._replaces
        self._forget()

    def _write(self, ready: Import) -> None:
        try:
            self._desk.try_to(partial(write_as_prepared, self._desk.workspace, ready))
        finally:
            self._forget()  # what was read holds for the programme as it was
        self._is_done = True
        self._desk.talk.say(f"Imported: {changed_rows(ready)}.")
