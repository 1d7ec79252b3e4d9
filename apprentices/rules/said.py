"""What a rule says, and the finding that this becomes: at a place, with a severity and a stable name."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from apprentices.statements import Waiver


class Severity(StrEnum):
    """A conflict must be mended; a warning should be looked at."""

    CONFLICT = "conflict"
    WARNING = "warning"


class Shape(StrEnum):
    """What a rule looks at, and so what has to be looked at again after an edit."""

    CELL = "cell"
    ROW = "row"
    SEAT = "seat"
    PROGRAMME = "programme"


class EnterFigure(NamedTuple):
    """A figure of that kind and item is to be entered once it is published, from that day."""

    kind: str
    item: str
    from_on: date


class TakeFigureAway(NamedTuple):
    """A figure of the user's own is to be taken away, or given anew."""

    kind: str
    item: str
    from_on: date | None


class SetAnew(NamedTuple):
    """A setting is to be set anew, or removed."""

    setting: str


class LookAtRule(NamedTuple):
    """What is set of a rule is to be looked at."""

    rule: str


class Unpin(NamedTuple):
    """A cell's pin is to be taken off."""

    apprentice: str
    cycle: str


class ChangeRow(NamedTuple):
    """A row of a table, named by its keys and made where there is none, is to be changed.

    `column` None: the row is to go. `value` None: what is to stand there is for people to decide.
    """

    table: str
    row: str
    column: str | None = None
    value: str | None = None


class SignCycle(NamedTuple):
    """A host's agreement to a cycle is to be recorded."""

    host: str
    cycle: str


# What is to be done with the program itself: each front end says how.
Step = EnterFigure | TakeFigureAway | SetAnew | LookAtRule | Unpin | ChangeRow | SignCycle


class Said(NamedTuple):
    """What a rule has to say: what is wrong, and what would mend it, each a whole sentence.

    The place is filled in by the shape (a cell rule's cell, a limit's place) unless given here; a severity
    given here may only be milder than the rule's. `subject` tells findings of one rule at one place apart by
    a code or key (a requirement's `what`, another person's code, an ISO date), never by prose. `excess` says
    how far over its limit a thing is, so that worse can be told from better. `due_on` is the day by which it
    has to be there, where it is something that has to be there by a day. What is not `judged` breaks
    nothing that is known: something is missing that would tell. `mend` names no command and no key: where one
    of the program's own is needed, `step` says for what.
    """

    problem: str
    mend: str
    severity: Severity | None = None
    apprentice: str | None = None
    cycle: str | None = None
    placement: str | None = None
    host: str | None = None
    subject: str = ""
    excess: int = 0
    judged: bool = True
    step: Step | None = None
    due_on: date | None = None


class Name(NamedTuple):
    """What tells a finding from all others of a check, whatever its words and figures are just now.

    Codes alone, so that it outlives rewording and renaming. Its text, such as
    `PLAN-SEATS/cycle=C3/placement=LBH-ASC/host=LBH`, is what is kept of it; `read` takes that back.
    """

    rule: str
    apprentice: str | None = None
    cycle: str | None = None
    placement: str | None = None
    host: str | None = None
    subject: str = ""

    def __str__(self) -> str:
        parts = zip(self._fields[1:], self[1:], strict=True)
        return "/".join([self.rule, *(f"{key}={_escaped(value)}" for key, value in parts if value)])

    @classmethod
    def read(cls, text: str) -> "Name":
        """The name that a text stands for. Raises `ValueError` for one that is no name's text."""
        rule, *parts = text.split("/")
        found = {key: _unescaped(value) for key, _, value in (part.partition("=") for part in parts)}
        if not set(found) <= set(cls._fields[1:]) or str(name := cls(rule, **found)) != text:
            raise ValueError(f'"{text}" is not the name of a finding')
        return name


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("/", "%2F")


def _unescaped(value: str) -> str:
    return value.replace("%2F", "/").replace("%25", "%")


class Finding(NamedTuple):
    """What a rule says about one place in the plan; `None` where no single one is meant.

    `follows` and `next_step` are the rule's, as of the day of judging; empty where it has none, and where
    nothing was judged. `waived` is the waiver by which somebody accepts it on that day.
    """

    rule: str
    severity: Severity
    shape: Shape
    apprentice: str | None
    cycle: str | None
    placement: str | None
    host: str | None
    problem: str
    mend: str
    source: str
    subject: str = ""
    excess: int = 0
    judged: bool = True
    follows: str = ""
    next_step: str = ""
    step: Step | None = None
    due_on: date | None = None
    waived: Waiver | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether it must be mended: a conflict that nobody accepts."""
        return self.severity is Severity.CONFLICT and self.waived is None

    @property
    def is_warning(self) -> bool:
        """Whether it should be looked at: a warning that nobody accepts."""
        return self.severity is Severity.WARNING and self.waived is None

    @property
    def name(self) -> Name:
        """What tells this finding from others."""
        return Name(self.rule, self.apprentice, self.cycle, self.placement, self.host, self.subject)


class Consequence(NamedTuple):
    """What an edit changes: findings that are new or worse, gone, or still there with other words.

    `unasked` are gone and not mended: of a cell that was cleared, or of a rotation with a gap, less is asked.
    """

    broke: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()
    unasked: tuple[Finding, ...] = ()
