"""What somebody else changes in a row while it is open in a form, in words."""

from collections.abc import Collection, Mapping

from apprentices.moved_on import by_whom
from apprentices.rules.words import join
from apprentices.store import Event

EMPTY = "not known"
REMOVED = "Somebody else has removed this meanwhile: it can't be saved any more."


class Meanwhile:
    """By column, what stood there when the form was opened, and what stands there now; in a file's texts."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.columns: dict[str, tuple[str, str]] = {}
        self.is_removed = False
        self._titles = titles
        self._last: Event | None = None

    def changed(self, name: str, was: str, now: str) -> None:
        """Keep that a column was changed, perhaps once more; back to what it was is no change."""
        first, _ = self.columns.pop(name, (was, ""))
        if now != first:
            self.columns[name] = (first, now)

    def was_by(self, last: Event | None) -> None:
        """Keep what the newest change of the row was."""
        self._last = last

    def said(self, contested: Collection[str]) -> str:
        """All of it in a few sentences; `contested` are the columns that were changed here, too: what can be
        done about these is for the form to say, behind the last word."""
        if self.is_removed:
            return REMOVED
        if not self.columns:
            return ""
        changes = (
            f"{self._titles[name]} from {was or EMPTY} to {now or EMPTY}"
            for name, (was, now) in self.columns.items()
        )
        said = f"Changed {by_whom(self._last)}: {join(changes)}."
        if not contested:
            return said
        names = join(self._titles[name] for name in contested)
        return f"{said} What you entered stays in {names}"

    def note(self, name: str) -> str:
        """What stands beside the field of a column; nothing where it was not changed."""
        was, now = self.columns.get(name, ("", ""))
        return f"theirs: {now or EMPTY}; before: {was or EMPTY}" if name in self.columns else ""

    def instead(self, texts: Mapping[str, str], contested: Collection[str]) -> str:
        """What saving would put in the place of what they entered."""
        changes = (
            f"{self._titles[name]} from {self.columns[name][1] or EMPTY} to {texts[name] or EMPTY}"
            for name in contested
        )
        return f"{self.said(())}\n\nThis would change {join(changes)}."
