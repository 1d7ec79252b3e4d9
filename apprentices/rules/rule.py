"""What a rule is: one of four shapes, declared once.

A rule is written as a function that is called once for a programme, prepares what it needs, and returns
the function that looks: at a cell, at a person (whose rotation it limits), at a place, or at nothing more
(programme). It returns None when the programme holds nothing for it to look at. Cell rules and the limits
of row and seat rules never read the board themselves, so a planner can ask them about any placement.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any, ClassVar, NamedTuple

from apprentices.board import Board
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.follows import Follows
from apprentices.rules.limits import RowLimit, SeatLimit
from apprentices.rules.places import Over, Place
from apprentices.rules.said import Said, Severity, Shape


class Parameter(NamedTuple):
    """A whole number from `least` to `most` that a user may set with `rules set ID KEY VALUE`."""

    key: str
    default: int
    unit: str
    help: str
    most: int
    least: int = 0


Params = Mapping[str, int]

# Who may waive what a rule says. What families of law and safety say, nobody may, nor what only needs doing.
LEAD, HOST, NOBODY = "the lead host", "the host that is concerned", ""
EMPLOYER = "the employer"
# Who sees to what a family's rules say; of all others the lead host, whose plan it is.
_OWNERS = dict.fromkeys(("FUND", "PAY", "CLEAR", "PERSON"), EMPLOYER) | dict.fromkeys(
    ("WTR", "SIGN", "REGISTER"), HOST
)
_NEVER_WAIVED = ("FUND", "WTR", "PAY", "CLEAR", "PERSON", "SIGN", "WAIVER")

STAY = ("starts_on", "ends_on")  # the columns of a person that the days of a stay follow from


@dataclass(kw_only=True, eq=False, repr=False)
class Rule:
    """One rule of the catalogue, with a worked example in a sentence or two.

    `waivable` is who may accept a finding of it, in words, where that is not as `waived_by` derives it.
    `owner` is who sees to it, where that is not as `owned_by` derives it.
    `follows` is what follows if nothing is done, and `next_step` who does what next, a whole sentence:
    rules of law have both. `needs` are columns of apprentices.csv it can't judge without; `data` the kinds
    of dated data (`data.py`) that it takes its figures from.
    """

    shape: ClassVar[Shape]

    id: str
    severity: Severity
    says: str
    source: str
    help: str
    example: str
    waivable: str | None = None
    owner: str | None = None
    follows: Follows | None = None
    next_step: str = ""
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first word of the id, such as PLAN."""
        return self.id.partition("-")[0]

    @property
    def waived_by(self) -> str:
        """Who may waive what it says, in words; "": nobody, since law, access or safety makes the rule."""
        if self.waivable is not None:
            return self.waivable
        if self.family in _NEVER_WAIVED:
            return NOBODY
        return HOST if self.shape is Shape.SEAT else LEAD

    @property
    def owned_by(self) -> str:
        """Who sees to what it says, in words."""
        return self.owner or _OWNERS.get(self.family, LEAD)

    def follows_said(self, funder: str) -> str:
        """What follows if nothing is done, in the days of a funder; "" where that is not declared."""
        return self.follows.said(funder) if self.follows else ""


class Cells(Flag):
    """The states a cell can be in."""

    VACANT = auto()  # active, nobody has decided yet: a gap
    PLACED = auto()  # active, with a placement
    OUTSIDE = auto()  # inactive, but with a placement
    REST = auto()  # inactive and empty, as it should be


# (person, index of the cycle, placement); the placement is None where the cell is empty. A list where several
# things may be wrong at once, each a finding of its own.
Look = Callable[[Apprentice, int, Any], Said | list[Said] | None]


HostLook = Callable[[str, int, Board], Said | None]  # (host, index of the cycle, the draft)
RowLimits = Callable[[Apprentice], Iterable[RowLimit]]
SeatLimits = Callable[[Place], Iterable[SeatLimit]]


@dataclass(kw_only=True, eq=False, repr=False)
class CellRule(Rule):
    """Looks at one apprentice in one cycle in one placement.

    `of_person` and `of_team` name all of a person and of a placement that decides what it says (its words
    apart): columns of theirs, and tables with rows about the person. `None`: it may be anything. A planner
    asks once for people and placements that are the same in that.
    """

    shape: ClassVar[Shape] = Shape.CELL
    make: Callable[[Facts, Params], Look | None]
    cells: Cells = Cells.PLACED
    of_person: tuple[str, ...] | None = None
    of_team: tuple[str, ...] | None = None


@dataclass(kw_only=True, eq=False, repr=False)
class RowRule(Rule):
    """Limits one apprentice's whole rotation."""

    shape: ClassVar[Shape] = Shape.ROW
    make: Callable[[Facts, Params], RowLimits | None]


@dataclass(kw_only=True, eq=False, repr=False)
class SeatRule(Rule):
    """Limits who may be in one place in one cycle."""

    shape: ClassVar[Shape] = Shape.SEAT
    make: Callable[[Facts, Params], SeatLimits | None]
    over: Over


@dataclass(kw_only=True, eq=False, repr=False)
class HostRule(Rule):
    """Looks at what one host is told of one cycle: an agreement, told with those of the programme.

    It reads the board, and no planner asks it: a plan is proposed first, and agreed to afterwards.
    """

    shape: ClassVar[Shape] = Shape.PROGRAMME
    make: Callable[[Facts, Params], HostLook | None]


@dataclass(kw_only=True, eq=False, repr=False)
class ProgrammeRule(Rule):
    """Looks at people, calendar and agreements: whatever no edit of a cell changes."""

    shape: ClassVar[Shape] = Shape.PROGRAMME
    make: Callable[[Facts, Params], Iterable[Said]]


def cell_rule(**declared: Any) -> Callable[[Callable[[Facts, Params], Look | None]], CellRule]:
    """Declare the decorated maker as a cell rule; takes the fields of `CellRule`."""
    return lambda make: CellRule(make=make, **declared)


def row_rule(
    **declared: Any,
) -> Callable[[Callable[[Facts, Params], RowLimits | None]], RowRule]:
    """Declare the decorated maker as a row rule; takes the fields of `RowRule`."""
    return lambda make: RowRule(make=make, **declared)


def seat_rule(
    **declared: Any,
) -> Callable[[Callable[[Facts, Params], SeatLimits | None]], SeatRule]:
    """Declare the decorated maker as a seat rule; takes the fields of `SeatRule`."""
    return lambda make: SeatRule(make=make, **declared)


def host_rule(**declared: Any) -> Callable[[Callable[[Facts, Params], HostLook | None]], HostRule]:
    """Declare the decorated maker as a rule about a host and a cycle; takes the fields of `HostRule`."""
    return lambda make: HostRule(make=make, **declared)


def programme_rule(
    **declared: Any,
) -> Callable[[Callable[[Facts, Params], Iterable[Said]]], ProgrammeRule]:
    """Declare the decorated function as a programme rule; takes the fields of `ProgrammeRule`."""
    return lambda make: ProgrammeRule(make=make, **declared)
