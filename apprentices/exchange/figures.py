"""Shared measures as rows to hand out: one row a measure and host, each with how it is counted."""

from apprentices.exchange.sheets import Cell, Sheet
from apprentices.measures.tables import HIDDEN, Figure, Table

HEADER = ("measure", "title", "host", "from", "to", "figure", "hidden", "unit", "by", "definition", "source")


def sheet(table: Table) -> Sheet:
    """The figures of a table; empty where one is not known, or is hidden: which of them, stands beside it."""
    rows: list[list[Cell]] = []
    for row in table.rows:
        about = row.measure
        for column, figure in row.figures.items():
            place: list[Cell] = [about.id, about.title, column, table.period.first, table.period.last]
            told = [about.unit.value, about.by.value, about.definition, about.source]
            rows.append([*place, _cell(figure), figure is HIDDEN, *told])
    return Sheet("Measures", HEADER, rows)


def _cell(figure: Figure) -> Cell:
    return None if figure is HIDDEN else figure
