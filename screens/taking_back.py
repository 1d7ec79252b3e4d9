"""Before something large is taken back: what would go with it, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from apprentices.rules.words import count, join
from apprentices.store import Event, RowChange

# What a person knows the programme by; the rows of other tables are only counted.
KNOWN_BY = {
    "apprentices": "apprentice",
    "placements": "placement",
    "hosts": "host",
    "cycles": "cycle",
    "standards": "standard",
    "assignments": "assignment",
}


def taking_back(event: Event, what: str, changes: Sequence[RowChange]) -> str:
    """What taking back an import (`what` it was, in words) would do."""
    when = event.at.astimezone()
    parts = {
        "remove": [change.table for change in changes if change.before is None],
        "change back": [change.table for change in changes if change.before and change.after],
        "put back": [change.table for change in changes if change.after is None],
    }
    would = [f"{verb} {_rows(tables)}" for verb, tables in parts.items() if tables]
    return (
        f"{what}: by {event.actor} on {when.day} {when:%B %Y at %H:%M}.\n\n"
        f"This would {join(would)}: {count(len(changes), 'row')} in all.\n\n"
        "Redo makes it again, as long as you change nothing else."
    )


def _rows(tables: Iterable[str]) -> str:
    numbers = Counter(tables)
    said = [count(numbers[table], one) for table, one in KNOWN_BY.items() if table in numbers]
    others = sum(number for table, number in numbers.items() if table not in KNOWN_BY)
    if others:
        said.append(count(others, "other row" if said else "row"))
    return join(said)
