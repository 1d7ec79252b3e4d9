"""Rows that were pasted from a spreadsheet become part of the programme, as one event."""

from apprentices.columns import Table
from apprentices.deeds import PASTED
from apprentices.importing import Import
from apprentices.saving import new_bank_holidays
from apprentices.store import Deed
from apprentices.workspace import Workspace


def paste(workspace: Workspace, table: Table, ready: Import) -> None:
    """Write what `importing.prepare_pasted` has worked out.

    Raises `ChangedElsewhere` where somebody has changed one of the rows since, and `UsageError` where a rule
    could not judge any more; nothing is written then.
    """
    new, changed = ready.new[table.name], ready.changed[table.name]
    deed = Deed(PASTED, {"table": table.name, "new": len(new), "changed": len(changed)})
    seen = [before for before, after in changed if table.key_of(before) == table.key_of(after)]
    moved = [after for before, after in changed if table.key_of(before) != table.key_of(after)]
    rows = ready.upserts[table.name]
    workspace.write(
        deed,
        table,
        rows,
        removals=ready.removals.get(table.name, ()),
        seen=seen,
        new=[*new, *moved],
        also=new_bank_holidays(workspace, table, rows),
    )
