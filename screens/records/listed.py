"""What a list shows of a table: its rows in order, as many columns as fit, and what the filter finds."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from apprentices.called import name_of_code
from apprentices.columns import Column, Kind, Table, title
from apprentices.programme import Programme
from apprentices.text import plain_letters
from screens.records.tables import in_order
from screens.shared import plain
from screens.shared.column_words import said, stands_for
from screens.shared.filtering import day_of
from screens.shared.looks import HostLook, host_looks
from screens.shared.words import fit, fit_right

Key = tuple[Any, ...]
GAP = 2  # columns between two
WIDEST, NARROWEST = 28, 12  # of a column of text, where others need room
NAME = "name"  # of a person, in place of given and family name
# What stands first in a list, where that is not the order of the file.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "apprentices": ("apprentice", NAME, "employer", "standard", "cohort", "starts_on", "ends_on", "status"),
    "placements": ("placement", "team", "host", "seats", "area", "site", "supervisor", "opens_on"),
    "hosts": ("host", "name", "seats", "min_seats", "notice_weeks", "sponsor", "hr_lead"),
    "clearances": ("apprentice", "clearance", "host", "expires_on"),
}
_LEFT_OUT = {"apprentices": ("given_names", "family_name")}
_NOT_FOUND = (Kind.DATE, Kind.YES_NO, Kind.RRULE, Kind.TIME)  # by the filter, as numbers are not
_NUMBERS = (Kind.WHOLE, Kind.POINTS, Kind.HOURS, Kind.MONEY)


class Listed:
    """One table of a programme, as it was when this was made."""

    def __init__(self, programme: Programme, table: Table, rows: list[Any]) -> None:
        self.table = table
        self.rows = in_order(table, rows)
        self.by_key: dict[Key, Any] = dict(zip(map(table.key_of, self.rows), self.rows, strict=True))
        self._programme = programme
        self._looks = host_looks(programme)
        self._columns = [_Shown(name, column) for name, column in _shown(table)]
        self._days = [column.name for column in table.columns if column.kind is Kind.DATE]
        self._layouts: dict[int, list[tuple[_Shown, int]]] = {}
        self._rooms: dict[str, int] = {}  # by column, of those that came near to being in sight

    def head(self, width: int) -> Content:
        """The titles of the columns, over lines of that width."""
        titles = [fit(column.title, room) for column, room in self._layout(width)]
        return plain.text(" " * GAP, ((" " * GAP).join(titles), "$text-muted"))

    def line(self, row: Any, mark: tuple[str, str], width: int) -> Content:
        """A row in one line of that width; the `mark` of its findings, and its colour, in front."""
        cells = (plain.text(self._cell(column, row, room)) for column, room in self._layout(width))
        return plain.text((f"{mark[0]:<{GAP}}", mark[1]), plain.row(cells, " " * GAP))

    def in_full(self, row: Any) -> str:
        """A row as it is read aloud: each column that is known, by its title. Team: Archives; Host: COL."""
        texts = ((column.title, self._text(column, getattr(row, column.name))) for column in self._columns)
        return "; ".join(f"{head}: {text}" for head, text in texts if text)

    def has(self, row: Any, words: tuple[str, ...], said: str = "") -> bool:
        """Whether a row, or what is `said` of it, has all these words of a filter, or the day they say."""
        if (day := day_of(words)) is not None and any(getattr(row, name) == day for name in self._days):
            return True
        text = f"{self._found_by[self.table.key_of(row)]} {said}"
        return all(word in text for word in words)

    def read_ahead(self) -> None:
        """Make what the filter looks at."""
        _ = self._found_by

    @cached_property
    def _found_by(self) -> dict[Key, str]:
        """The text that the filter looks at, by row: what is no number or day, and what codes stand for."""
        columns = [column for column in self.table.columns if column.kind not in (*_NUMBERS, *_NOT_FOUND)]
        parts = [self._plain(column, [getattr(row, column.name) for row in self.rows]) for column in columns]
        return {key: " ".join(texts) for key, *texts in zip(self.by_key, *parts, strict=True)}

    def _plain(self, column: Column, values: list[Any]) -> list[str]:
        """The values of a column as the filter looks for them; each that repeats itself is made once."""
        texts = {value: plain_letters(self._found_as(column, value)) for value in set(values)}
        return [texts[value] for value in values]

    def _found_as(self, column: Column, value: Any) -> str:
        """A value, and what it stands for where it is a code."""
        if value is None:
            return ""
        return f"{said(column, value)} {stands_for(self._programme, column, value)}"

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
            return fit_right(text, room)
        look = self._look(column, row)
        if look is not None:
            return (fit(f"{look.symbol} {text}", room), look.colour)
        return fit(text, room)

    def _look(self, column: "_Shown", row: Any) -> HostLook | None:
        return self._looks.get(getattr(row, column.name)) if column.is_host else None

    def _layout(self, width: int) -> list[tuple["_Shown", int]]:
        """The columns that fit, each with its room; worked out once for a width."""
        if width not in self._layouts:
            self._layouts[width] = self._laid_out(width - GAP)
        return self._layouts[width]

    def _laid_out(self, width: int) -> list[tuple["_Shown", int]]:
        found: list[tuple[_Shown, int]] = []
        for column in self._columns:
            needed = self._needed(column)
            if needed > width >= NARROWEST and not column.right:
                needed = width  # a text is cut
            if needed > width:
                break
            found.append((column, needed))
            width -= needed + GAP
        return list(self._widened(found, width + GAP))

    def _widened(self, laid_out: list[tuple["_Shown", int]], spare: int) -> Iterator[tuple["_Shown", int]]:
        """What is left of a line goes to columns that would be cut, the first of them first."""
        for column, room in laid_out:
            more = max(0, min(spare, self._wanted(column) - room))
            spare -= more
            yield column, room + more

    def _needed(self, column: "_Shown") -> int:
        """The room that a column takes before there is any to spare."""
        return min(self._wanted(column), max(WIDEST, cell_len(column.title)))

    def _wanted(self, column: "_Shown") -> int:
        """The room in which nothing of it is cut; one that holds nothing is as wide as its title."""
        if column.name not in self._rooms:
            self._rooms[column.name] = self._room(column)
        return self._rooms[column.name]

    def _room(self, column: "_Shown") -> int:
        symbol = 2 if column.is_host else 0
        values = {getattr(row, column.name) for row in self.rows}
        widest = max((cell_len(self._text(column, value)) + symbol for value in values), default=0)
        return max(cell_len(column.title), widest)


class _Shown(NamedTuple):
    """One column of a list; the name of a person has none of its own in the file."""

    name: str
    column: Column | None

    @property
    def title(self) -> str:
        """What stands above it."""
        return "Name" if self.column is None else title(self.name)

    @property
    def is_host(self) -> bool:
        """Whether it holds codes of hosts, which have their symbols in front."""
        return self.column is not None and (self.column.refers == "hosts" or self.name == "host")

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
