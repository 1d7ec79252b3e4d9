"""Several rows of a list at once, pasted or from a file: what they come to is told before it is written."""

from functools import partial
from pathlib import Path

from apprentices.columns import Table
from apprentices.errors import BadInput, Problem, UsageError
from apprentices.exchange.csv_files import decode, read_lines
from apprentices.exchange.incoming import read_file
from apprentices.exchange.sheets import Sheet, to_tsv
from apprentices.importing import Import, prepare_pasted
from apprentices.pasting import paste
from apprentices.previewing import differences
from apprentices.text import shown
from plainly.bringing_in import item_of
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from screens.files.places import typed
from screens.records.paste_words import comes_to, pasted_said, place_of, refused

HOW = "Paste rows as a spreadsheet copies them, then an empty line; or type the path of a file with rows."


def paste_rows(desk: Desk, table: Table) -> None:
    """Have rows pasted, and show what they would do."""
    titles = ", ".join(column.name for column in table.columns)
    desk.talk.say(HOW, f"The first line may have the titles of columns. Else they are: {titles}.")
    stay(desk, _Pasted(desk, table, _rows(desk)).page)


def _rows(desk: Desk) -> str:
    """What is pasted, or is in the file that is named.

    Raises `UsageError` for a file that can't be read, and `BadInput` for one with no rows of text.
    """
    first = desk.talk.ask_as_typed("Rows, or a file:")
    path = _file_named(first, desk.folder)
    if path is not None:
        return _in_file(path)
    lines = [first]
    while line := desk.talk.further():
        lines.append(line)
    return "\n".join(lines)


def _file_named(line: str, folder: Path) -> Path | None:
    """The file that the line is the path of; None for a row, which may be no path at all."""
    try:
        path = typed(line, folder).path
        return path if "\t" not in line and path.is_file() else None
    except (OSError, ValueError):
        return None


def _in_file(path: Path) -> str:
    """The rows of a CSV file, or of one whose cells are parted by tabs, as a spreadsheet hands them on."""
    name = shown(path.name)
    try:
        data = read_file(path, name)
    except OSError as error:
        raise UsageError(f"{name} can't be read: {error.strerror}.") from error
    text = decode(data, name)
    first = next(filter(str.strip, text.splitlines()), "")
    if "\t" in first and path.suffix.lower() != ".csv":
        return text
    lines = [cells for _, cells in read_lines(data, name)]
    return to_tsv(Sheet(name, lines[0], lines[1:])) if lines else ""


class _Pasted:
    """Rows as they would be written upon the programme as it is."""

    def __init__(self, desk: Desk, table: Table, text: str) -> None:
        self._desk, self._table, self._text = desk, table, text
        self._is_done = False

    def page(self) -> Page | None:
        """What they come to, row by row; or what is wrong with them. None once they are written."""
        if self._is_done:
            return None
        title = f"Paste into {self._table.name}"
        try:
            found = prepare_pasted(self._table, self._text, self._desk.workspace.rows)
        except BadInput as error:
            problems = list(error.problems)
            return Page(title, [refused(problems)], list(map(self._problem, problems)))
        given = differences(found)
        write = Letter("y", "Write", partial(self._write, found), "Write all of it as one change.")
        items = [item_of(self._desk, one, {}) for one in given]
        return Page(title, [comes_to(found, self._table)], items, [write] if given else [])

    def _problem(self, problem: Problem) -> Item:
        said = f"{place_of(problem)}: {problem.message}"
        return Item(said, partial(self._desk.talk.say, said))

    def _write(self, found: Import) -> None:
        self._desk.try_to(partial(paste, self._desk.workspace, self._table, found))
        self._desk.talk.say(f"{pasted_said(found, self._table)} u takes it back.")
        self._is_done = True
