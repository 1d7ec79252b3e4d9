"""A row as somebody has filled it in becomes part of the programme, as one event."""

from collections.abc import Sequence
from typing import Any

from apprentices.calendar import bank_holidays
from apprentices.columns import Table
from apprentices.deeds import ROW, ROW_ADDED, row_deed
from apprentices.store import RowChange
from apprentices.tables import BANK_HOLIDAYS, BankHoliday
from apprentices.workspace import Workspace


def save(workspace: Workspace, table: Table, seen: Any | None, new: Any) -> list[str]:
    """Write a row that was changed, or (with none `seen`) added; gives the columns that differ then.

    Where another key was filled in, the row that was seen gives way. Raises `ChangedElsewhere` where somebody
    has changed it since, or has added one with that key, and `UsageError` where a rule could not judge any
    more; nothing is written then.
    """
    also = new_bank_holidays(workspace, table, [new])
    if seen is None:
        deed = row_deed(ROW_ADDED, table, new, {"table": table.name})
        workspace.write(deed, table, [new], new=[new], also=also)
        return [column.name for column in table.columns]
    names = [c.name for c in table.columns if getattr(new, c.name) != getattr(seen, c.name)]
    deed = row_deed(ROW, table, seen, {"columns": names})
    moved = table.key_of(new) != table.key_of(seen)
    if moved:
        workspace.write(deed, table, [new], removals=[seen], new=[new], also=also)
    else:
        workspace.write(deed, table, [new], seen=[seen], also=also)
    return names


def new_bank_holidays(workspace: Workspace, table: Table, rows: Sequence[Any]) -> list[RowChange]:
    """The bank holidays of years that the programme comes to with these rows, as it had none of."""
    if table.name not in ("cycles", "apprentices"):
        return []
    known = {day.year for day in workspace.programme.bank_holidays}
    years = {year for row in rows for year in range(row.starts_on.year, row.ends_on.year + 1)} - known
    found = bank_holidays(sorted(years)) if years else {}
    return [RowChange.of(BANK_HOLIDAYS, None, BankHoliday(date=day, name=found[day])) for day in found]
