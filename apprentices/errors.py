"""Everything that can go wrong in words: what happened, where, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from apprentices.store import Event


class ProgramError(Exception):
    """The base of all errors that a person gets to read; `str()` of it is the whole message."""


class UsageError(ProgramError):
    """What was asked for makes no sense, such as an unknown code; nothing was changed."""


class Problem(NamedTuple):
    """One thing wrong in a file. `row` is the line in the file, the header being line 1."""

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = [self.file, *(str(part) for part in (self.row, self.column) if part is not None)]
        return f"{':'.join(place)}: {self.message}"


class BadInput(ProgramError):
    """Files that can't be imported as they are: every problem found, nothing imported."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RowRefused(UsageError):
    """Rows that a store can't hold, such as one that refers to a code that isn't there."""


class ChangedElsewhere(ProgramError):
    """Somebody else changed the same thing first; nothing was changed here."""


class NotPublished(ProgramError):
    """The draft isn't fit to be published, and nobody said to publish it all the same."""


class NothingToUndo(ProgramError):
    """There is no change left that this undo or redo could take back."""


class NeedsNaming(ProgramError):
    """The newest change is an import: too large to be taken back by a slip, so it has to be named."""

    def __init__(self, event: "Event", said: str) -> None:
        self.event = event
        super().__init__(
            f"Change {event.id} ({said}, {event.changes} rows) is only taken back when it is named."
        )


class DatabaseMissing(UsageError):
    """There is no database at that path yet."""


class DatabaseUnusable(ProgramError):
    """The database can't be used: locked, damaged, newer than the program, read-only, disk full."""


class DatabaseBusy(DatabaseUnusable):
    """Another program has it locked; the same step may work a moment later."""


class DatabaseGone(DatabaseUnusable):
    """The file was deleted, moved or replaced while it was open: what is written now would be lost.

    What the program still has of it can be saved elsewhere.
    """
