"""One row as a form has it, checked as the rows of a file are."""

from collections.abc import Mapping
from typing import Any

from apprentices.columns import Table
from apprentices.exchange.read import Batch, Refused
from apprentices.exchange.references import Rows, check_references
from apprentices.exchange.rows import CellProblem, read_row

_HERE = ("", 1)


def check_row(table: Table, cells: Mapping[str, str], existing: Rows) -> tuple[Any | None, list[CellProblem]]:
    """The row that the texts of its cells make (None where they make none), and all that is wrong with it.

    `existing` are the rows of the programme, by table. Of what would be wrong elsewhere in them, the column
    is empty.
    """
    row, wrong = read_row(table, cells)
    batch = Batch()
    if row is not None:
        batch.tables[table.name], batch.lines[table.name] = [row], [_HERE]
    else:
        batch.refused.append(Refused(table, _HERE, dict(cells)))
    for problem in check_references(batch, existing, existing):
        here = problem.file == _HERE[0]
        wrong.append((problem.column or "", problem.message) if here else ("", str(problem)))
    return row, wrong
