"""One row as a form has it, checked as the rows of a file are."""

from collections.abc import Mapping
from typing import Any

from apprentices.columns import Table, Truth
from apprentices.exchange.read import Batch, Refused
from apprentices.exchange.references import Rows, check_references
from apprentices.exchange.rows import CellProblem, identity, read_row
from apprentices.programme import CODED, TABLES
from apprentices.rules.catalogue import check_rule_setting

_HERE = ("", 1)
# What a form can take from other rows: codes stay as they are; areas, skills and sites are a placement's.
_LOSING = {
    "placements": [table for table in TABLES if table.truth is Truth.PROGRAMME and table.name not in CODED]
}


def check_row(
    table: Table, cells: Mapping[str, str], existing: Rows, instead: Any | None = None
) -> tuple[Any | None, list[CellProblem]]:
    """The row that the texts of its cells make (None where they make none), and all that is wrong with it.

    `existing` are the rows of the programme, by table; `instead` is the one of them that the row is to take
    the place of. Of what would be wrong elsewhere in them, the column is empty.
    """
    row, wrong = read_row(table, cells, check_rule_setting)
    batch = Batch()
    if row is not None:
        batch.tables[table.name], batch.lines[table.name] = [row], [_HERE]
    else:
        batch.refused.append(Refused(table, _HERE, dict(cells)))
    losing = () if instead in (None, row) else _LOSING.get(table.name, ())
    for problem in check_references(batch, existing, existing, losing, typed=True):
        here = problem.file == _HERE[0]
        wrong.append((problem.column or "", problem.message) if here else ("", str(problem)))
    if row is not None and _is_there(table, row, existing, instead):
        wrong.append((table.key[0], "is there already: that row can be edited"))
    return row, wrong


def _is_there(table: Table, row: Any, existing: Rows, instead: Any | None) -> bool:
    """Whether another row is about the same."""
    its_own = None if instead is None else table.key_of(instead)
    if table.key_of(row) == its_own:
        return False
    about = identity(table, row)
    others = (other for other in existing.get(table.name, ()) if table.key_of(other) != its_own)
    return any(identity(table, other) == about for other in others)
