"""The measures as a matrix."""

from textual.content import Content

from apprentices.measures.tables import MARKS, Table
from apprentices.programme import Programme
from screens.shared import plain
from screens.shared.looks import host_looks
from screens.shared.matrix import Shown


def shown(table: Table, programme: Programme) -> Shown:
    """A row for each measure, a column for each host and for all."""
    looks = host_looks(programme)

    def head(column: str) -> Content:
        look = looks.get(column)
        symbol = (f"{look.symbol} ", look.colour) if look else ("", "")
        return plain.text(symbol, (column, "bold"))

    def cell(row: int, column: int) -> Content:
        name = table.columns[column]
        text = table.rows[row].written(name)
        return plain.text((text, "$text-muted" if text in MARKS.values() else ""))

    def name(row: int, width: int) -> Content:
        measure = table.rows[row].measure
        title, unit = f" {measure.title}", f"  {measure.unit}"
        fits = len(title) + len(unit) <= width
        return plain.text(title, (unit if fits else "", "$text-muted"))

    return Shown(len(table.rows), name, [*map(head, table.columns)], cell, (26, 52), (11, 18), True)
