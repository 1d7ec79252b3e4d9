"""The measures as a matrix, and the marked one in full: how it is counted, and a bar for each host."""

from collections.abc import Iterator

from textual.content import Content

from apprentices.measures.tables import HIDDEN, Row, Table, bar, written
from apprentices.programme import Programme
from screens.shared import plain
from screens.shared.looks import host_looks
from screens.shared.matrix import Shown
from screens.shared.paragraph import Paragraph
from screens.shared.words import fit

BAR, NAME, FIGURE = 16, 9, 10  # columns in the panel
_BY = {"employer": "by employer", "host": "by host", "programme": "of all together"}


def shown(table: Table, programme: Programme) -> Shown:
    """A row for each measure, a column for each host and for all."""
    looks = host_looks(programme)

    def head(column: str) -> Content:
        look = looks.get(column)
        symbol = (f"{look.symbol} ", look.colour) if look else ("", "")
        return plain.text(symbol, (column, "bold"))

    def cell(row: int, column: int) -> Content:
        name = table.columns[column]
        text = figure(table.rows[row], name)
        return plain.text((text, "$text-muted" if text in ("*", "–") else ""))

    def name(row: int, width: int) -> Content:
        measure = table.rows[row].measure
        title, unit = f" {measure.title}", f"  {measure.unit}"
        fits = len(title) + len(unit) <= width
        return plain.text(title, (unit if fits else "", "$text-muted"))

    return Shown(len(table.rows), name, [*map(head, table.columns)], cell, (35, 52), (11, 18), True)


def figure(row: Row, column: str) -> str:
    """A figure as it is read; empty where the measure has nothing to do with the column."""
    return written(row.figures[column], row.measure.unit) if column in row.figures else ""


def about(row: Row, table: Table) -> list[Paragraph]:
    """One measure: its definition, beside its figures."""
    measure = row.measure
    told = [
        Paragraph((plain.text((measure.title, "bold")), plain.text(f"{measure.unit}, {_BY[measure.by]}"))),
        Paragraph((plain.text(measure.definition),), pressing=True),
        Paragraph(tuple(_bars(row)), joined=False, pressing=True),
        Paragraph(tuple(plain.text((line, "$text-muted")) for line in table.legend)),
    ]
    if measure.source:
        told.append(Paragraph((plain.text((f"Source: {measure.source}", "$text-muted")),)))
    return [paragraph for paragraph in told if paragraph.parts]


def _bars(row: Row) -> Iterator[Content]:
    for column, value in row.figures.items():
        words = "hidden" if value is HIDDEN else "not known" if value is None else figure(row, column)
        style = "$text-muted" if value is HIDDEN or value is None else "bold"
        yield plain.text(
            (f"{fit(column, NAME)} ", "$text-muted"), (fit(words, FIGURE), style), bar(row, column, BAR)
        )
