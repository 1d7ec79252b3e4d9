"""Measures as they are handed out: by host and in all, with what has to be hidden already hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from apprentices.calendar import Days
from apprentices.measures.declared import Measure

# Neither is a code: no host is called so.
ALL, UNKNOWN = "all hosts", "not known"


class Hidden(Enum):
    """Stands where a number is that nobody is to see."""

    HIDDEN = auto()


HIDDEN = Hidden.HIDDEN
Figure = int | Decimal | Hidden | None  # None: not known


@dataclass(frozen=True)
class Row:
    """One measure; figures by column, of which those are left out that the measure has nothing to do with."""

    measure: Measure
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Table:
    """The measures of a period. `columns` are codes of hosts, UNKNOWN where a host isn't known, and ALL."""

    period: Days
    columns: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[str] = ()

    @property
    def hosts(self) -> list[str]:
        """The hosts that have a column."""
        return [column for column in self.columns if column not in (ALL, UNKNOWN)]

    def only(self, host: str) -> "Table":
        """The column of one host: what is hidden in the whole table is hidden here."""
        rows = [Row(row.measure, {host: row.figures[host]}) for row in self.rows if host in row.figures]
        return replace(self, columns=(host,), rows=rows)
