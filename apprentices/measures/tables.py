"""Measures as they are handed out: by host and in all, with what has to be hidden already hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from apprentices.calendar import Days
from apprentices.measures.declared import Measure, Unit

# Neither is a code: no host is called so.
ALL, UNKNOWN = "all hosts", "not known"


class Hidden(Enum):
    """Stands where a number is that nobody is to see."""

    HIDDEN = auto()


HIDDEN = Hidden.HIDDEN
Figure = int | Decimal | Hidden | None  # None: not known, or nothing to count
MARKS: Mapping[Figure, str] = {HIDDEN: "*", None: "–"}
_MEANING: Mapping[Figure, str] = {
    HIDDEN: "hidden: of fewer than five people, nearly all of one, or giving such a figure away.",
    None: "not known, or nothing to count.",
}


@dataclass(frozen=True)
class Row:
    """One measure; figures by column, of which those are left out that the measure has nothing to do with."""

    measure: Measure
    figures: Mapping[str, Figure]

    def written(self, column: str) -> str:
        """A figure as people read it: with its pence where it is money, or the mark of what is not shown.

        Empty where the measure has nothing to do with the column.
        """
        if column not in self.figures:
            return ""
        figure = self.figures[column]
        if figure is None or isinstance(figure, Hidden):
            return MARKS[figure]
        return f"{figure:,.2f}" if self.measure.unit is Unit.POUNDS else f"{figure:,}"


_FULL, _HALF = "█", "▌"


def bar(row: Row, column: str, most: int) -> str:
    """A bar beside those of the other columns, of at most so many columns of a terminal.

    The longest is of the largest figure that is shown; what is hidden, or not known, has none.
    """
    longest = max((_size(figure) for figure in row.figures.values()), default=0.0)
    halves = round(2 * most * _size(row.figures[column]) / longest) if longest else 0
    return _FULL * (halves // 2) + _HALF * (halves % 2)


def _size(figure: Figure) -> float:
    return 0.0 if figure is None or isinstance(figure, Hidden) else max(0.0, float(figure))


@dataclass(frozen=True)
class Table:
    """The measures of a period. `columns` are codes of hosts, UNKNOWN where a host isn't known, and ALL."""

    period: Days
    columns: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[str] = ()

    @property
    def legend(self) -> list[str]:
        """What the marks in it mean, and what its figures were measured by."""
        there = {figure for row in self.rows for figure in row.figures.values()}
        return [*(f"{MARKS[mark]} {means}" for mark, means in _MEANING.items() if mark in there), *self.notes]

    @property
    def hosts(self) -> list[str]:
        """The hosts that have a column."""
        return [column for column in self.columns if column not in (ALL, UNKNOWN)]

    def only(self, host: str) -> "Table":
        """The column of one host: what is hidden in the whole table is hidden here."""
        rows = [Row(row.measure, {host: row.figures[host]}) for row in self.rows if host in row.figures]
        return replace(self, columns=(host,), rows=rows)
