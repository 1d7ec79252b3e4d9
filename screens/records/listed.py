"""What a list shows of a table: its rows in order, as many columns as fit, and what the filter finds."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from apprentices.called import name_of_code
from apprentices.columns import Column, Kind, Table
from apprentices.programme import Programme
from apprentices.text import natural, plain_letters
from screens.shared import plain
from screens.shared.column_words import said, title
from screens.shared.looks import HostLook, host_looks
from screens.shared.words import fit

Key = tuple[Any, ...]
GAP = 2  # columns between two
WIDEST, NARROWEST = 28, 12  # of a column of text
NAME = "name"  # of a person, in place of given and family name
# What stands first in a list, where that is not the order of the file.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "apprentices": ("apprentice", NAME, "employer", "standard", "cohort", "starts_on", "ends_on", "status"),
    "placements": ("placement", "team", "host", "seats", "area", "site", "supervisor", "opens_on"),
    "hosts": ("host", "name", "seats", "min_seats", "notice_weeks", "sponsor", "hr_lead"),
}
_LEFT_OUT = {"apprentices": ("given_names", "family_name")}
_AS_IN_FILE = ("hosts", "standards", "placements")
_NOT_FOUND = (Kind.DATE, Kind.YES_NO, Kind.RRULE, Kind.TIME)  # by the filter, as numbers are not
_natural = lru_cache(maxsize=100_000)(natural)
_NUMBERS = (Kind.WHOLE, Kind.POINTS, Kind.HOURS, Kind.MONEY)


class Listed:
    """One table of a programme, as it was when this was made."""

    def __init__(self, programme: Programme, table: Table, rows: list[Any]) -> None:
        self.table = table
        self.rows = rows if table.name in _AS_IN_FILE else sorted(rows, key=self._order)
        self.by_key: dict[Key, Any] = {table.key_of(row): row for row in self.rows}
        self._programme = programme
        self._looks = host_looks(programme)
        self._columns = [_Shown(name, column) for name, column in _shown(table)]
        self._layouts: dict[int, list[tuple[_Shown, int]]] = {}

    def head(self, width: int) -> Content:
        """The titles of the columns, over lines of that width."""
        titles = [fit(column.title, room) for column, room in self._layout(width)]
        return plain.text(" " * GAP, ((" " * GAP).join(titles), "$text-muted"))

    def line(self, row: Any, mark: tuple[str, str], width: int) -> Content:
        """A row in one line of that width; the `mark` of its findings, and its colour, in front."""
        cells = (plain.text(self._cell(column, row, room)) for column, room in self._layout(width))
        return plain.text((f"{mark[0]:<{GAP}}", mark[1]), plain.row(cells, " " * GAP))

    def has(self, row: Any, words: tuple[str, ...], said: str = "") -> bool:
        """Whether a row, or what is `said` of it, has all these words of a filter."""
        text = f"{self._found_by[self.table.key_of(row)]} {said}"
        return all(word in text for word in words)

    @cached_property
    def _found_by(self) -> dict[Key, str]:
        """The text that the filter looks at, by row: what is no number or day, and what codes stand for."""
        columns = [column for column in self.table.columns if column.kind not in (*_NUMBERS, *_NOT_FOUND)]
        parts = [self._plain(column, [getattr(row, column.name) for row in self.rows]) for column in columns]
        return {key: " ".join(texts) for key, *texts in zip(self.by_key, *parts, strict=True)}

    def _plain(self, column: Column, values: list[Any]) -> list[str]:
        """The values of a column as the filter looks for them; each that repeats itself is made once."""
        texts = {value: plain_letters(self._in_full(column, value)) for value in set(values)}
        return [texts[value] for value in values]

    def _in_full(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        named = column.refers and column.kind is not Kind.WORDS
        name = name_of_code(self._programme, column.refers or "", value) if named else ""
        return f"{said(column, value)} {name}"

    def _order(self, row: Any) -> tuple[Any, ...]:
        if self.table.name == "cycles":
            return (row.starts_on, _natural(row.cycle))
        return tuple(_natural("" if part is None else str(part)) for part in self.table.key_of(row))

    def _text(self, column: "_Shown", value: Any) -> str:
        """What stands in a cell."""
        if value is None or column.column is None:
            return value or ""
        if column.column.refers == "apprentices":
            return name_of_code(self._programme, "apprentices", value) or str(value)
        return said(column.column, value)

    def _cell(self, column: "_Shown", row: Any, room: int) -> plain.Piece:
        text = self._text(column, getattr(row, column.name))
        if column.right:
            return fit(text.rjust(room), room)
        look = self._look(column, row)
        if look is not None:
            return (fit(f"{look.symbol} {text}", room), look.colour)
        return fit(text, room)

    def _look(self, column: "_Shown", row: Any) -> HostLook | None:
        is_host = column.column is not None and (column.column.refers == "hosts" or column.name == "host")
        return self._looks.get(getattr(row, column.name)) if is_host else None

    def _layout(self, width: int) -> list[tuple["_Shown", int]]:
        """The columns that fit, each with its room; worked out once for a width."""
        if width not in self._layouts:
            self._layouts[width] = self._laid_out(width - GAP)
        return self._layouts[width]

    def _laid_out(self, width: int) -> list[tuple["_Shown", int]]:
        found: list[tuple[_Shown, int]] = []
        for column in self._columns:
            needed = self._needed[column.name]
            if needed > width >= NARROWEST and not column.right:
                needed = width  # a text is cut
            if needed > width:
                break
            found.append((column, needed))
            width -= needed + GAP
        return found

    @cached_property
    def _needed(self) -> dict[str, int]:
        """The room that each column takes; none that holds nothing is wider than its title."""
        return {column.name: self._room(column) for column in self._columns}

    def _room(self, column: "_Shown") -> int:
        symbol = 2 if column.column and (column.column.refers == "hosts" or column.name == "host") else 0
        values = {getattr(row, column.name) for row in self.rows}
        widest = max((cell_len(self._text(column, value)) + symbol for value in values), default=0)
        return max(cell_len(column.title), min(WIDEST, widest))


class _Shown(NamedTuple):
    """One column of a list; the name of a person has none of its own in the file."""

    name: str
    column: Column | None

    @property
    def title(self) -> str:
        """What stands above it."""
        return "Name" if self.column is None else title(self.column)

    @property
    def right(self) -> bool:
        """Whether it holds numbers, which stand one below the other."""
        return self.column is not None and self.column.kind in (*_NUMBERS, Kind.DATE)


def _shown(table: Table) -> list[tuple[str, Column | None]]:
    columns: dict[str, Column | None] = {column.name: column for column in table.columns}
    first = _FIRST.get(table.name, ())
    left_out = _LEFT_OUT.get(table.name, ())
    rest = [name for name in columns if name not in first and name not in left_out]
    return [(name, columns.get(name)) for name in (*first, *rest)]
