"""What stands in the way of a change: a row that somebody has changed since, in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from apprentices.calendar import say
from apprentices.columns import Column, Kind
from apprentices.errors import ChangedElsewhere, RowRefused
from apprentices.store import Event, RowChange
from apprentices.tables import KEPT


class MovedOn(ChangedElsewhere):
    """The row with that key is not as a change expects it; `now` is what is there, `by` who left it so."""

    def __init__(self, change: RowChange, now: Mapping[str, Any] | None, last: Event | None) -> None:
        self.key, self.now, self.by = change.key, now, by_whom(last)
        name = " ".join(str(value) for value in change.key if value is not None)
        state = _state(change, now)
        super().__init__(f"{name} in {change.table} {state}, {self.by}. Nothing was changed.")


def by_whom(event: Event | None) -> str:
    """By whom and when: by Ruth on 3 June 2026 at 09:30."""
    if event is None:
        return "by somebody"
    at = event.at.astimezone()
    return f"by {event.actor} on {say(at.date())} at {at:%H:%M}"


@contextmanager
def later_changes() -> Iterator[None]:
    """What was there when the caller looked may have gone, or may be in use by now."""
    try:
        yield
    except RowRefused as error:
        raise ChangedElsewhere(f"Later changes stand in the way. {error}") from error


def _state(change: RowChange, now: Mapping[str, Any] | None) -> str:
    if now is None:
        return "is no longer there"
    table, expected = KEPT[change.table], change.before
    other = [
        f"{column.name} {_said(column, now[column.name])}"
        for column in table.columns
        if column.name not in table.key and (expected is None or now[column.name] != expected[column.name])
    ]
    return f"now has {', '.join(other)}" if other else "was entered anew"


def _said(column: Column, value: Any) -> str:
    from apprentices.exchange.cells import write_cell  # only where something stands in the way

    if column.kind is Kind.YES_NO and value is not None:
        return "yes" if value else "no"
    return write_cell(column.kind, value) or "empty"
