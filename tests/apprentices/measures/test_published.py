"""Tables of random programmes: right where they show, and silent where a reader adds and subtracts.

`APPRENTICES_TABLES=1000` measures more programmes; `benchmarks/hidden.py` does, with whole numbers.
"""

import os
from decimal import Decimal

import pytest

from apprentices.measures.counting import measures
from apprentices.measures.declared import LINKED, Unit
from apprentices.measures.hiding import Count, hidden
from apprentices.measures.tables import HIDDEN, Figure
from tests.apprentices.measures.attack import fewest, known_sums, recovered
from tests.apprentices.measures.programmes import counted, drawn, is_of_few

TABLES = int(os.environ.get("APPRENTICES_TABLES", "30"))
COUNTED = (Unit.PEOPLE, Unit.ASSIGNMENTS, Unit.POUNDS)


def as_counted(figure: Figure) -> object:
    return int(figure * 100) if isinstance(figure, Decimal) else figure


@pytest.mark.parametrize("seed", range(TABLES))
def test_what_is_shown_is_right_and_what_is_hidden_stays_hidden(seed: int) -> None:
    known, period = drawn(seed)
    table, true = measures(known, period), counted(known, period)
    found = recovered(table)
    for row in table.rows:
        for column, figure in row.figures.items() if row.measure.unit in COUNTED else ():
            cell = (row.measure.id, column)
            parts = true.get(cell, [])
            value = sum(parts)
            if figure is HIDDEN:
                least, most = found[cell]
                # What a reader must still find possible: 1 to 4, or half as much to half as much again.
                low, high = (1, 4) if value < 5 else (value / 2, value * 1.5)
                assert not is_of_few(parts) or (least <= low and (most is None or most >= high)), cell
            else:
                assert as_counted(figure) == value, cell
                assert not is_of_few(parts), cell


def test_whole_numbers_tell_a_reader_no_more() -> None:
    table = measures(*drawn(0))
    assert recovered(table, whole=True) == recovered(table)


def test_shares_and_means_are_made_of_shown_figures() -> None:
    for seed in range(3):
        table = measures(*drawn(seed))
        figures = {row.measure.id: row.figures for row in table.rows}
        for row in table.rows:
            for column, figure in row.figures.items() if row.measure.share else ():
                share = row.measure.share
                assert share is not None
                parts = [figures[id_].get(column) for id_ in (share.part, *share.whole)]
                assert (HIDDEN in parts) == (figure is HIDDEN)


def test_a_reader_would_find_what_only_its_own_smallness_hides() -> None:
    """The attack is worth something: of a table that hides small counts alone, it finds some to the unit."""
    known, period = drawn(13)
    table, true = measures(known, period), counted(known, period)
    small = {cell for cell, parts in true.items() if is_of_few(parts)}
    for row in table.rows:
        for column in row.figures:
            cell = (row.measure.id, column)
            row.figures[column] = HIDDEN if cell in small else sum(true.get(cell, []))  # type: ignore[index]
    found = recovered(table, whole=True)
    assert any(ends == (sum(true[cell]), sum(true[cell])) for cell, ends in found.items())


@pytest.mark.parametrize("seed", range(3))
def test_no_fewer_would_do(seed: int) -> None:
    """An outside model of the smaller groups of measures: as many hidden, to the figure."""
    known, period = drawn(seed)
    columns = measures(known, period).columns
    true = counted(known, period)
    for linked in LINKED[1:]:
        cells = [(id_, column) for id_ in linked.measures for column in columns]
        counts = {cell: Count.of(true.get(cell, [])) for cell in cells}
        guarded = {cell: count.range for cell, count in counts.items() if count.is_of_few}
        sums = known_sums(linked.measures, columns)
        found = hidden(counts, sums)
        assert len(found) == fewest({cell: count.value for cell, count in counts.items()}, guarded, sums)
