"""What a rule is: one of four shapes, declared once, and what it finds.

A rule is written as a function that is called once for a programme, prepares what it needs, and returns
the function that looks: at a cell, at a person (whose rotation it limits), at a place, or at nothing more
(programme). It returns None when the programme holds nothing for it to look at. Cell rules and the limits
of row and seat rules never read the board themselves, so a planner can ask them about any placement.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from apprentices.programme import Apprentice
from apprentices.text import shown

if TYPE_CHECKING:
    from apprentices.rules.facts import Facts
    from apprentices.rules.limits import Place, RowLimit, SeatLimit


# What values raise that nobody could mean and that are not refused yet, such as a day after the year 9999.
ABSURD = (ArithmeticError, LookupError, TypeError, ValueError)
NOT_JUDGED = "not judged"  # the subject of findings that say so


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


class Parameter(NamedTuple):
    """A whole number from `least` to `most` that a user may set with `rules set ID KEY VALUE`."""

    key: str
    default: int
    unit: str
    help: str
    most: int
    least: int = 0


class Said(NamedTuple):
    """What a rule has to say: what is wrong, and what would mend it, each a whole sentence.

    The place is filled in by the shape (a cell rule's cell, a limit's place) unless given here;
    a severity given here is for this finding alone. `subject` tells findings of one rule at one place
    apart (which requirement, which other person); `excess` says how far over its limit a thing is, so that
    worse can be told from better.
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


def unjudged(rule: "Rule", where: str, wrong: Exception) -> Said:
    """What is said where a rule raises one of `ABSURD`: that nobody judged, for what and why."""
    return Said(
        f"{rule.id} could not be judged for {where}: a day or figure there can't be reckoned with "
        f"({shown(str(wrong)[:100])}).",
        f"look for a slip of the pen there, or in `apprentices rules {rule.id}`.",
        severity=Severity.WARNING,
        subject=NOT_JUDGED,
    )


class Finding(NamedTuple):
    """What a rule says about one place in the plan; `None` where no single one is meant."""

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

    @property
    def message(self) -> str:
        """The problem and the way out, as one text."""
        return f"{self.problem} To mend: {self.mend}"

    @property
    def place(self) -> tuple[str | None, ...]:
        """What tells this finding from others, whatever its figures are just now."""
        return (self.rule, self.apprentice, self.cycle, self.placement, self.host, self.subject)


Params = Mapping[str, int]


@dataclass(kw_only=True, eq=False, repr=False)
class Rule:
    """One rule of the catalogue, with a worked example in a sentence or two.

    `needs` are columns of apprentices.csv it can't judge without; `data` the kinds of dated data
    (`data.py`) that it takes its figures from.
    """

    shape: ClassVar[Shape]

    id: str
    severity: Severity
    says: str
    source: str
    help: str
    example: str
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first word of the id, such as PLAN."""
        return self.id.partition("-")[0]


class Cells(Flag):
    """The states a cell can be in."""

    VACANT = auto()  # active, nobody has decided yet: a gap
    PLACED = auto()  # active, with a placement
    OUTSIDE = auto()  # inactive, but with a placement
    REST = auto()  # inactive and empty, as it should be


# (person, index of the cycle, placement); the placement is None where the cell is empty.
Look = Callable[[Apprentice, int, Any], Said | None]


RowLimits = Callable[[Apprentice], Iterable["RowLimit"]]
SeatLimits = Callable[["Place"], Iterable["SeatLimit"]]


@dataclass(kw_only=True, eq=False, repr=False)
class CellRule(Rule):
    """Looks at one apprentice in one cycle in one placement."""

    shape: ClassVar[Shape] = Shape.CELL
    make: Callable[["Facts", Params], Look | None]
    cells: Cells = Cells.PLACED


@dataclass(kw_only=True, eq=False, repr=False)
class RowRule(Rule):
    """Limits one apprentice's whole rotation."""

    shape: ClassVar[Shape] = Shape.ROW
    make: Callable[["Facts", Params], RowLimits | None]


class Over(Enum):
    """What a seat rule counts people in, cycle by cycle."""

    PLACEMENT = auto()
    HOST = auto()
    SUPERVISOR = auto()
    PAIR = auto()


@dataclass(kw_only=True, eq=False, repr=False)
class SeatRule(Rule):
    """Limits who may be in one place in one cycle."""

    shape: ClassVar[Shape] = Shape.SEAT
    make: Callable[["Facts", Params], SeatLimits | None]
    over: Over


@dataclass(kw_only=True, eq=False, repr=False)
class ProgrammeRule(Rule):
    """Looks at people, calendar and agreements: whatever no edit of a cell changes."""

    shape: ClassVar[Shape] = Shape.PROGRAMME
    make: Callable[["Facts", Params], Iterable[Said]]


def cell_rule(**declared: Any) -> Callable[[Callable[["Facts", Params], Look | None]], CellRule]:
    """Declare the decorated maker as a cell rule; takes the fields of `CellRule`."""
    return lambda make: CellRule(make=make, **declared)


def row_rule(
    **declared: Any,
) -> Callable[[Callable[["Facts", Params], RowLimits | None]], RowRule]:
    """Declare the decorated maker as a row rule; takes the fields of `RowRule`."""
    return lambda make: RowRule(make=make, **declared)


def seat_rule(
    **declared: Any,
) -> Callable[[Callable[["Facts", Params], SeatLimits | None]], SeatRule]:
    """Declare the decorated maker as a seat rule; takes the fields of `SeatRule`."""
    return lambda make: SeatRule(make=make, **declared)


def programme_rule(
    **declared: Any,
) -> Callable[[Callable[["Facts", Params], Iterable[Said]]], ProgrammeRule]:
    """Declare the decorated function as a programme rule; takes the fields of `ProgrammeRule`."""
    return lambda make: ProgrammeRule(make=make, **declared)
