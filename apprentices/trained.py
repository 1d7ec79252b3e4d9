"""Earlier training days and bank holidays, as the history has them: calendars may still hold these."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from apprentices.store import RowChange


class Training(NamedTuple):
    """A person's training days: the rule, and the stay in which it gives days; None gives none."""

    rule: str | None
    starts_on: date
    ends_on: date


class Trained(NamedTuple):
    """What training days somebody had before, how often they changed, and when that was last.

    `entered` is when the person was.
    """

    before: tuple[Training, ...] = ()
    changed: int = 0
    at: datetime | None = None
    entered: datetime | None = None

    def then(self, last: Training | None, at: datetime) -> "Trained":
        """With one more change, of the last ones."""
        before = (*self.before, last) if last and last not in self.before else self.before
        return self._replace(before=before, changed=self.changed + 1, at=at)


_COLUMNS = ("training_days", "starts_on", "ends_on")  # of a person, as `Training` has them
NEVER_CHANGED = Trained()


def trained(changes: Iterable[tuple[datetime, RowChange]]) -> dict[str, Trained]:
    """By person, from the changes of the rows of people, the oldest first. To be entered is no change."""
    last: dict[str, Training | None] = {}
    found: dict[str, Trained] = {}
    for at, change in changes:
        (person,) = change.key
        row = change.after
        now = None if row is None else Training(*(row[name] for name in _COLUMNS))
        known = found.setdefault(person, Trained(entered=at))
        if last.setdefault(person, now) != now:
            found[person] = known.then(last[person], at)
            last[person] = now
    return found


def holidays_moved(changes: Iterable[tuple[datetime, RowChange]]) -> list[datetime]:
    """When days became bank holidays or ceased to be some, in order, from the changes of their rows."""
    return sorted(at for at, change in changes if None in (change.before, change.after))
