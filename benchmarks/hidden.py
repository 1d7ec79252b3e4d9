"""Tables with hidden counts of random programmes: is any of them found, and are more hidden than need be?

    nice -n 10 .venv/bin/python -m benchmarks.hidden 1000

A second number is that of the first programme.

A reader with an optimiser asks of each hidden figure between which numbers it must lie. Of every fifth
programme it insists on whole numbers; and where that has at most three hosts, another model of the same
optimiser says how many figures have to be hidden at least.
"""

import sys
from collections.abc import Mapping
from time import process_time

from apprentices.measures.counting import equations, measures
from apprentices.measures.declared import LINKED
from apprentices.measures.hiding import Count, hidden
from apprentices.measures.tables import HIDDEN, Table
from tests.apprentices.measures.attack import fewest, recovered
from tests.apprentices.measures.programmes import counted, drawn

SMALL = 4  # columns: three hosts and all
CLOSER = 5  # every so many programmes, what takes long
Counts = Mapping[tuple[str, str], Count]


def found_out(table: Table, counts: Counts, whole: bool) -> list[str]:
    """The hidden figures of few people that a reader can narrow down further than the rule allows."""
    wrong = []
    for cell, (least, most) in recovered(table, whole).items():
        count = counts.get(cell, Count(0, 0))
        low, high = count.range
        if count.is_of_few and (least > low or (most is not None and most < high)):
            wrong.append(f"{cell}: {count.value}, known to be {least} to {most}")
    return wrong


def hidden_and_fewest(table: Table, counts: Counts) -> tuple[int, int]:
    """How many figures are hidden in a table, and how many have to be."""
    many = least = 0
    there = {row.measure.id for row in table.rows if None not in row.figures.values()}
    for linked in LINKED:
        measured = [id_ for id_ in linked.measures if id_ in there]
        cells = {(id_, c): counts.get((id_, c), Count(0, 0)) for id_ in measured for c in table.columns}
        sums = equations(linked, measured, table.columns)
        guarded = {cell: count.range for cell, count in cells.items() if count.is_of_few}
        many += len(hidden(cells, sums))
        least += fewest({cell: count.value for cell, count in cells.items()}, guarded, sums)
    return many, least


def main(number: int, first: int = 0) -> None:
    """Measure so many programmes, from one on, and print what was found."""
    wrong = figures = many = least = worse = small = 0
    seconds = 0.0
    for seed in range(first, first + number):
        known, period = drawn(seed)
        start = process_time()
        table = measures(known, period)
        seconds += process_time() - start
        figures += sum(figure is HIDDEN for row in table.rows for figure in row.figures.values())
        counts = {cell: Count.of(parts) for cell, parts in counted(known, period).items()}
        for told in found_out(table, counts, whole=seed % CLOSER == 0):
            wrong += 1
            print(f"programme {seed}: {told}")
        if seed % CLOSER == 0 and len(table.columns) <= SMALL:
            one, other = hidden_and_fewest(table, counts)
            small, many, least, worse = small + 1, many + one, least + other, worse + (one > 1.1 * other)
        if seed % 100 == 99:
            print(f"{seed + 1} programmes, {wrong} figures found out", file=sys.stderr, flush=True)
    print(f"{number} tables, {figures} figures hidden, {wrong} found out")
    print(f"{small} small tables: {many} hidden, {least} have to be; {worse} tables over by more than 10 %")
    print(f"{1000 * seconds / number:.0f} ms CPU a table")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or (100,)))
