"""Before something large is taken back: what would go with it, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from apprentices.rules.words import count, join
from apprentices.store import Event, RowChange
from screens.dialog import GraveQuestion

# Rows that are not called by the name of their table.
ROWS = {
    "seats": ("other number of seats", "other numbers of seats"),
    "sequence": ("order of placements", "orders of placements"),
    "travel": ("travel time", "travel times"),
    "rule_data": ("figure of your own", "figures of your own"),
}


def question(event: Event, changes: Sequence[RowChange]) -> GraveQuestion:
    """Asks whether an import is to be taken back."""
    return GraveQuestion("Take back the import?", _said(event, changes), "take back")


def _said(event: Event, changes: Sequence[RowChange]) -> str:
    when = event.at.astimezone()
    parts = {
        "remove": [change.table for change in changes if change.before is None],
        "change back": [change.table for change in changes if change.before and change.after],
        "put back": [change.table for change in changes if change.after is None],
    }
    would = [f"{verb} {_rows(tables)}" for verb, tables in parts.items() if tables]
    return (
        f"{event.label}: by {event.actor} on {when.day} {when:%B %Y at %H:%M}.\n\n"
        f"To take it back would {join(would)}: {count(len(changes), 'row')} in all.\n\n"
        "ctrl+r makes it again, as long as you change nothing else."
    )


def _rows(tables: Iterable[str]) -> str:
    return join(_counted(table, number) for table, number in Counter(tables).most_common())


def _counted(table: str, number: int) -> str:
    one, many = ROWS.get(table, (table.removesuffix("s"), table))
    return count(number, one, many).replace("_", " ")
