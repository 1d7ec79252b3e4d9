"""Everything that can go wrong: a title, what happened and where, and its kind.

What to do about it on the command line, or on the screens, is for each of them to say: they have their advice
by kind.
"""

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from apprentices.store import Event

# What values raise that nobody could mean and that are not refused yet, such as a day after the year 9999.
ABSURD = (ArithmeticError, LookupError, TypeError, ValueError)


class ErrorKind(StrEnum):
    """What an error is about, where a front end has advice on that."""

    OTHER = auto()
    CONFLICTS_STAND = auto()
    NOT_AGREED = auto()  # sign-offs are missing
    NOT_ASKED = auto()  # for a sign-off
    NO_SUCH_CHANGE = auto()
    NO_SUCH_FIGURE = auto()
    NO_SUCH_PUBLICATION = auto()
    NO_SUCH_STATEMENT = auto()
    REASON_MISSING = auto()
    DAY_MISSING = auto()
    IN_THE_WAY = auto()  # files that would be overwritten
    NO_DATABASE = auto()
    NOT_OURS = auto()  # another program's file, or one that is out of reach
    DAMAGED = auto()
    NOT_WHOLE = auto()  # not, or no longer, a database
    CHANGED_BY_HAND = auto()
    NO_KEY = auto()  # of one's own host
    KEY_NOT_KNOWN = auto()  # of another host
    KEY_KNOWN = auto()  # another one, of that host
    NO_LEAD = auto()  # no lead host is named
    BASE_NOT_KNOWN = auto()  # of a parcel
    NO_PDF = auto()  # can be laid out here


class ProgramError(Exception):
    """The base of all errors that a person gets to read; `str()` of it says what happened, and where.

    `about` is what it is about, for the advice: a path, a rule.
    """

    title: ClassVar[str] = "That can't be done"
    kind: ErrorKind = ErrorKind.OTHER

    def __init__(self, happened: str, kind: ErrorKind | None = None, about: str = "") -> None:
        super().__init__(happened)
        self.kind = kind or self.kind
        self.about = about


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

    title = "Nothing was imported"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ParcelRefused(UsageError):
    """A parcel that can't be taken in; nothing was changed."""

    title = "The parcel was refused"


class RowRefused(UsageError):
    """Rows that a store can't hold, such as one that refers to a code that isn't there."""


class ChangedElsewhere(ProgramError):
    """Somebody else changed the same thing first; nothing was changed here."""

    title = "Somebody else was first"


class NotPublished(ProgramError):
    """The draft isn't fit to be published, and nobody said to publish it all the same."""

    title = "Nothing was published"


class NothingToUndo(ProgramError):
    """There is no change left that this undo or redo could take back."""

    title = "Nothing to take back"


class NeedsNaming(ProgramError):
    """The newest change is an import: too large to be taken back by a slip, so it has to be named."""

    title = "Too large to be taken back by a slip"

    def __init__(self, event: "Event", said: str) -> None:
        self.event = event
        super().__init__(f"Change {event.id} ({said}) is only taken back when it is named.")


class DatabaseMissing(UsageError):
    """There is no database at that path yet."""

    title = "There is no database"
    kind = ErrorKind.NO_DATABASE


class DatabaseUnusable(ProgramError):
    """The database can't be used: locked, damaged, newer than the program, read-only, disk full."""

    title = "The database can't be used"


class DatabaseBusy(DatabaseUnusable):
    """Another program has it locked; the same step may work a moment later."""

    title = "The database is in use"


class DatabaseGone(DatabaseUnusable):
    """The file was deleted, moved or replaced while it was open: what is written now would be lost.

    What the program still has of it can be saved elsewhere.
    """

    title = "The database's file is gone"
