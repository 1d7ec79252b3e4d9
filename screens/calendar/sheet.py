"""The calendar as a matrix: its columns, its rows, and what stands in each cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from textual.content import Content

from apprentices.calendar import Days, months, weeks
from apprentices.diary import Diary, Entry, What
from apprentices.programme import Apprentice, Placement
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.calendar.scale import MARKS, One, Scale
from screens.shared import plain
from screens.shared.looks import host_looks
from screens.shared.matrix import Shown, Span

HOLIDAY, NOW, EDGE, GAP = "B", "▼", "▏", "·"
_STYLES = {
    What.ENDING: "bold $text-error",
    What.ABSENCE: "bold $text-warning",
    What.CLOSURE: "bold",
    What.TRAINING: "$text-muted",
}
LEGEND = f"e ends, a away, x closed, t training, {HOLIDAY} bank holiday"
NAMES, WEEK, MONTH = (20, 30), (3, 5), (5, 9)  # columns from least to most
BLOCK = 32  # columns, of which a row's cells are worked out together

Styled = tuple[str, str]  # letters and their style


class Sheet:
    """Rows and columns of a calendar. What a row shows is worked out when it first comes into sight."""

    def __init__(self, workspace: Workspace, ones: Sequence[One], is_teams: bool, scale: Scale) -> None:
        self._workspace = workspace
        self.ones, self._is_teams, self.scale = ones, is_teams, scale
        self.diary = Diary(workspace.facts, workspace.board)
        self.span = _span(workspace)
        self.columns = weeks(self.span) if scale is Scale.WEEKS else months(self.span)
        self._firsts = [days.first for days in self.columns]
        self._looks = host_looks(workspace.programme)
        self._blocks: dict[tuple[int, int], dict[int, list[Entry]]] = {}
        self._trained: dict[tuple[int, int], set[int]] = {}  # columns with training, by row and block
        self._cells: dict[tuple[int, int], Content] = {}

    def shown(self) -> Shown:
        """The matrix."""
        is_weeks = self.scale is Scale.WEEKS
        return Shown(
            len(self.ones),
            self._row_name,
            Heads(self.columns, self._head),
            self._cell,
            NAMES,
            WEEK if is_weeks else MONTH,
            above=(list(self._cycles()), list(self._months() if is_weeks else self._years())),
            corners=(plain.text(""), plain.text(""), plain.text(f" {self._counted()}")),
            now=self.column_of(self._workspace.today),
        )

    def column_of(self, day: date) -> int:
        """The column that has a day, or is nearest to it."""
        return max(0, bisect_right(self._firsts, day) - 1)

    def entries(self, one: One, within: Days, with_training: bool = True) -> list[Entry]:
        """What is on for somebody, or in a team."""
        if isinstance(one, Apprentice):
            return self.diary.of_person(one, within, with_training)
        return self.diary.of_team(one, within, with_training)

    def read(self, row: int, columns: Iterable[int]) -> bool:
        """Work out cells of a row before they come into sight; whether there were any."""
        unknown = [column for column in columns if (row, column) not in self._cells]
        for column in unknown:
            self._cell(row, column)
        return bool(unknown)

    # -- heads

    def _counted(self) -> str:
        if self._is_teams:
            return count(len(self.ones), "team")
        return count(len(self.ones), "person", "people")

    def _head(self, days: Days) -> Content:
        """The day of a week's Monday, or a month, with a mark behind it."""
        name = f"{days.first.day:>2}" if self.scale is Scale.WEEKS else f"{days.first:%b}"
        if self._workspace.today in days:
            return plain.text((f"{name}{NOW}", "bold reverse"))
        has_holiday = any(day in self._workspace.programme.bank_holidays for day in days)
        return plain.text(name, (HOLIDAY, "bold $text-warning") if has_holiday else "")

    def _cycles(self) -> Iterator[Span]:
        for cycle in self._workspace.programme.cycles:
            first, end = self.column_of(cycle.starts_on), self.column_of(cycle.ends_on) + 1
            yield Span(first, end, plain.text((f"{EDGE}{cycle.cycle}", "bold"), f" {cycle.name or ''}"))

    def _months(self) -> Iterator[Span]:
        for month in months(Days(self._firsts[0], self._firsts[-1])):
            yield self._over(month, f"{month.first:%b %Y}")

    def _years(self) -> Iterator[Span]:
        for year in range(self._firsts[0].year, self._firsts[-1].year + 1):
            yield self._over(Days(date(year, 1, 1), date(year, 12, 31)), f"{year}")

    def _over(self, days: Days, name: str) -> Span:
        """A name above the columns that begin in these days."""
        first, end = bisect_left(self._firsts, days.first), bisect_right(self._firsts, days.last)
        return Span(first, end, plain.text((f"{EDGE}{name}", "$text-muted")))

    # -- rows

    def _row_name(self, row: int, width: int) -> Content:
        one = self.ones[row]
        if isinstance(one, Apprentice):
            style = "" if one.status == "active" else "$text-disabled"
            name = plain.text((f" {one.name}", style))
        else:
            team = (one.team, "$text-muted")
            name = plain.text(" ", self._symbol(one.host), f" {one.placement}  ", team)
        return name.truncate(width, ellipsis=True)

    def _cell(self, row: int, column: int) -> Content:
        found = self._cells.get((row, column))
        if found is None:
            entries, trains = self._on_in(row, column)
            marks = self._marks({entry.what for entry in entries} | ({What.TRAINING} if trains else set()))
            found = self._cells[row, column] = _drawn(self._front(row, column, entries), marks)
        return found

    def _on_in(self, row: int, column: int) -> tuple[Sequence[Entry], bool]:
        """What is on in a cell, and whether training is; worked out for some columns at once."""
        place = row, column // BLOCK
        if place not in self._blocks:
            first = place[1] * BLOCK
            columns = range(first, min(first + BLOCK, len(self.columns)))
            within = Days(self.columns[first].first, self.columns[columns[-1]].last)
            self._blocks[place] = self._by_column(self.ones[row], columns, within)
            days = self.diary.training(self.ones[row], within)
            self._trained[place] = set(map(self.column_of, days))
        return self._blocks[place].get(column, ()), column in self._trained[place]

    def _by_column(self, one: One, columns: range, within: Days) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        first, last = columns[0], columns[-1]
        for entry in self.entries(one, within, with_training=False):  # of which a mark is all that is shown
            begin, end = self.column_of(entry.days.first), self.column_of(entry.days.last)
            for column in range(max(first, begin), min(last, end) + 1):
                found.setdefault(column, []).append(entry)
        return found

    def _front(self, row: int, column: int, entries: Sequence[Entry]) -> Styled:
        """Where a person is for most of the days; how many people are in a team."""
        if isinstance(self.ones[row], Placement):
            people = {entry.apprentice for entry in entries if entry.what is What.STAY}
            return (f"{len(people)}" if people else " "), ""
        stays = [entry for entry in entries if entry.what in (What.STAY, What.GAP)]
        if not stays:
            return " ", ""
        most = max(stays, key=lambda entry: len(entry.days.clip(self.columns[column]) or ()))
        return self._symbol(most.placement.host) if most.placement else (GAP, "$text-muted")

    def _symbol(self, host: str) -> Styled:
        look = self._looks[host]
        return look.symbol, look.colour

    def _marks(self, there: set[What]) -> tuple[What, ...]:
        """What matters most; where there is room, all there is."""
        found = tuple(what for what in MARKS if what in there)
        return found[:1] if self.scale is Scale.WEEKS else found


class Heads(Sequence[Content]):
    """The heads of columns, each made when it comes into sight."""

    def __init__(self, columns: Sequence[Days], make: Callable[[Days], Content]) -> None:
        self._columns, self._make = columns, cache(make)

    def __len__(self) -> int:
        return len(self._columns)

    def __getitem__(self, number: Any) -> Any:
        """One of them, or some."""
        found = self._columns[number]
        return self._make(found) if isinstance(found, Days) else [self._make(days) for days in found]


@lru_cache(maxsize=1024)
def _drawn(front: Styled, marks: tuple[What, ...]) -> Content:
    return plain.text(front, *((MARKS[what], _STYLES[what]) for what in marks))


def _span(workspace: Workspace) -> Days:
    """From the first day of the first cycle to the last of the last; today is in it."""
    spans = workspace.facts.cycle_days
    days = [workspace.today, *(days.first for days in spans), *(days.last for days in spans)]
    return Days(min(days), max(days))
