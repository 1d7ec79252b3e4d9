"""One measure in full: how it is counted, and a bar for each host."""

from collections.abc import Iterator

from apprentices.measures.tables import HIDDEN, MARKS, Row, Table, bar
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import fit

BAR, NAME, FIGURE = 16, 9, 10  # columns in the panel
SAID = {MARKS[HIDDEN]: "hidden", MARKS[None]: "not known"}  # in place of a mark, where a figure is said
_BY = {"employer": "by employer", "host": "by host", "programme": "of all together"}


def row_said(row: Row, table: Table) -> str:
    """A measure in one line: Moves, people: COL 3, LBH 4."""
    figures = (f"{column} {_figure(row, column)}" for column in table.columns if row.written(column))
    return f"{row.measure.title}, {row.measure.unit}: {', '.join(figures)}"


def legend_said(table: Table) -> Iterator[str]:
    """The legend for figures that are said: by the words that stand in place of marks."""
    for line in table.legend:
        mark, _, means = line.partition(" ")
        word = SAID.get(mark)
        yield f'Where a line says "{word}": {means.removeprefix(f"{word}: ")}' if word else line


def about(row: Row, table: Table) -> list[Paragraph]:
    """One measure: its definition, beside its figures."""
    measure = row.measure
    told = [
        Paragraph((phrase((measure.title, "bold")), phrase(f"{measure.unit}, {_BY[measure.by]}"))),
        Paragraph((phrase(measure.definition),), pressing=True),
        Paragraph(tuple(_bars(row)), joined=False, pressing=True),
        Paragraph(tuple(phrase((line, "$text-muted")) for line in table.legend)),
    ]
    if measure.source:
        told.append(Paragraph((phrase((f"Source: {measure.source}", "$text-muted")),)))
    return [paragraph for paragraph in told if paragraph.parts]


def _bars(row: Row) -> Iterator[Phrase]:
    for column, value in row.figures.items():
        words = _figure(row, column)
        style = "$text-muted" if value is HIDDEN or value is None else "bold"
        yield phrase(
            (f"{fit(column, NAME)} ", "$text-muted"), (fit(words, FIGURE), style), bar(row, column, BAR)
        )


def _figure(row: Row, column: str) -> str:
    written = row.written(column)
    return SAID.get(written, written)
