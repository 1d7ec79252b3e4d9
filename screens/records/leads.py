"""Which row what would mend a finding leads to."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from apprentices.columns import Table
from apprentices.programme import TABLE
from apprentices.rules.said import ChangeRow, Finding, Step, Unpin
from apprentices.workspace import Workspace
from screens.records.told import gravity


class Lead(NamedTuple):
    """A row to be changed, and where to begin: `texts` stand there already, and are not saved yet."""

    table: Table
    row: Any | None  # None: a new one
    column: str | None  # None: the row is to go
    texts: dict[str, str]


def lead(workspace: Workspace, step: ChangeRow) -> Lead | None:
    """The row that a step is about; None where no form is for it."""
    table, column = TABLE.get(step.table), step.column
    if table is None:
        return None
    row = _row_named(workspace, table, step.row)
    key = {} if row is not None else _key_named(table, step.row)
    if row is None and not (key and column):
        return None
    return Lead(table, row, column, key | ({column: step.value} if column and step.value else {}))


def leads_somewhere(workspace: Workspace, step: Step | None) -> bool:
    """Whether there is a form or a cell for a step."""
    match step:
        case Unpin():
            return True
        case ChangeRow():
            return lead(workspace, step) is not None
    return False


def first_step(workspace: Workspace, findings: Iterable[Finding]) -> Step | None:
    """The step of the gravest finding that leads to a form or a cell; None where there is none."""
    steps = (finding.step for finding in sorted(findings, key=gravity) if not finding.waived)
    return next((step for step in steps if step and leads_somewhere(workspace, step)), None)


def _row_named(workspace: Workspace, table: Table, name: str) -> Any | None:
    """The row whose key is written like that; of several that begin so, the first."""
    rows = workspace.rows.get(table.name, ())
    written = {_written(table, row): row for row in rows}
    begins = (row for text, row in written.items() if text.startswith(f"{name} "))
    return written.get(name) or next(begins, None)


def _written(table: Table, row: Any) -> str:
    return " ".join(str(part) for part in table.key_of(row) if part is not None)


def _key_named(table: Table, name: str) -> dict[str, str]:
    """The key that a name says, as far as it goes; nothing for what is no name of a row."""
    parts = name.split(" ", len(table.key) - 1)
    needed = [column.name for column in table.columns if column.required and column.name in table.key]
    is_code = "," not in parts[0] and (len(table.key) == 1) == (" " not in name)
    return dict(zip(table.key, parts, strict=False)) if is_code and len(parts) >= len(needed) else {}
