"""Statements: what a named person said on a day, in a role. They are never edited.

A sign-off is withdrawn, a waiver ended, a barrier closed: each by an `Ending`, which is a statement too; a
decision is followed by another. They stand below the rules, which look at them; what is done with them is
in `agreement/`.

The code of a statement follows from all that it says and when (`stated`), so that two copies of a programme
never give one code to two statements, and the same one coming from both is one row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from math import inf
from typing import Annotated, Any, Literal, TypeVar, get_args

from apprentices.canonical import canonical_json
from apprentices.columns import Column, Kind, Row, Table, Truth, row_class

WORDS = 1_000  # characters of a reason or a text
_MOST_ROWS = 4_000_000  # characters of the rows of a sign-off: some 10,000 people
_MOST_OVER = 10_000  # as many as anything has seats
_DIGITS = 16  # of the SHA-256 in a code

EntryKind = Literal["barrier", "decision", "lesson"]
ENTRY_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


class Statement(Row):
    """What all statements share."""

    __slots__ = ()

    statement: str
    by: str
    role: str | None
    at: datetime

    @property
    def on(self) -> date:
        """The day on which it was said, where the program runs."""
        return self.at.astimezone().date()


_Code = Annotated[str, Column(Kind.CODE, "Its code, made from all that it says.")]
_By = Annotated[str, Column(Kind.TEXT, "The person who says it.")]
_Role = Annotated[str | None, Column(Kind.TEXT, "Such as HR lead.")]
_At = Annotated[datetime, Column(Kind.MOMENT, "When it was said.")]


@row_class
class SignOff(Statement):
    """A host agrees to a cycle exactly as it stood."""

    statement: _Code
    host: Annotated[str, Column(Kind.CODE, "The host that agrees.")]
    cycle: Annotated[str, Column(Kind.CODE, "The cycle it agrees to.")]
    digest: Annotated[str, Column(Kind.TEXT, "The digest of what it agrees to.", longest=64)]
    rows: Annotated[
        str,
        Column(Kind.TEXT, "What it agrees to, as canonical JSON of what is told.", longest=_MOST_ROWS),
    ]
    by: _By
    role: _Role = None
    at: _At
    note: Annotated[str | None, Column(Kind.TEXT, "A note that stays with it.", longest=WORDS)] = None


@row_class
class Request(Statement):
    """A host was asked to sign a cycle."""

    statement: _Code
    host: Annotated[str, Column(Kind.CODE, "The host that is asked.")]
    cycle: Annotated[str, Column(Kind.CODE, "The cycle it is to sign.")]
    due_on: Annotated[date, Column(Kind.DATE, "The day by which an answer is asked for.")]
    by: _By
    role: _Role = None
    at: _At
    note: Annotated[str | None, Column(Kind.TEXT, "A note that goes with it.", longest=WORDS)] = None


@row_class
class Waiver(Statement):
    """Somebody accepts one finding, for a reason and a time."""

    statement: _Code
    finding: Annotated[str, Column(Kind.TEXT, "The name of the finding, in codes.", longest=WORDS)]
    why: Annotated[str, Column(Kind.TEXT, "The reason.", longest=WORDS)]
    from_on: Annotated[date, Column(Kind.DATE, "First day on which it holds.")]
    until_on: Annotated[date, Column(Kind.DATE, "Last day on which it holds.")]
    by: _By
    role: _Role = None
    at: _At
    excess: Annotated[
        int | None,
        Column(Kind.WHOLE, "How far over its limit that was: no more is accepted.", most=_MOST_OVER),
    ] = None

    def accepts(self, excess: int) -> bool:
        """Whether it accepts what it names while that is so far over its limit."""
        return self.excess is None or excess <= self.excess


@row_class
class Entry(Statement):
    """An entry of the register: a barrier, a decision or a lesson."""

    statement: _Code
    kind: Annotated[EntryKind, Column(Kind.CHOICE, "What it is.", choices=ENTRY_KINDS)]
    title: Annotated[str, Column(Kind.TEXT, "What it is about, in a line.")]
    text: Annotated[str | None, Column(Kind.TEXT, "What there is to say of it.", longest=WORDS)] = None
    host: Annotated[str | None, Column(Kind.CODE, "The host that owns it.")] = None
    person: Annotated[str | None, Column(Kind.TEXT, "Who sees to it.")] = None
    due_on: Annotated[date | None, Column(Kind.DATE, "The day by which it is to be done.")] = None
    paper: Annotated[str | None, Column(Kind.TEXT, "The paper on which it was decided.")] = None
    follows: Annotated[str | None, Column(Kind.CODE, "The statement that it follows.")] = None
    by: _By
    role: _Role = None
    at: _At


@row_class
class Ending(Statement):
    """Another statement ends: a sign-off or request is withdrawn, a waiver ended, a barrier closed."""

    statement: _Code
    ends: Annotated[str, Column(Kind.CODE, "The statement that it ends.")]
    why: Annotated[str, Column(Kind.TEXT, "The reason.", longest=WORDS)]
    by: _By
    role: _Role = None
    at: _At


def _table(name: str, row: type[Statement], tells: str) -> Table:
    return Table(name, row, ("statement",), tells, Truth.STATEMENT)


SIGNOFF = _table("signoff", SignOff, "Hosts agreed to cycles.")
REQUEST = _table("request", Request, "Hosts were asked to sign.")
WAIVER = _table("waiver", Waiver, "Findings that somebody accepts.")
REGISTER = _table("register", Entry, "Barriers, decisions and lessons.")
ENDING = _table("ending", Ending, "What ended another statement.")
STATEMENTS: tuple[Table, ...] = (SIGNOFF, REQUEST, WAIVER, REGISTER, ENDING)
TABLE_OF: Mapping[type[Statement], Table] = {table.row: table for table in STATEMENTS}
# The first letter of a code.
_LETTERS = {"signoff": "s", "request": "q", "waiver": "w", "register": "r", "ending": "e"}

Said = TypeVar("Said", bound=Statement)


def stated(kind: type[Said], /, *, at: datetime | None = None, **said: Any) -> Said:
    """The statement of that kind that says this, with its code; said now where no moment is given."""
    moment = at or datetime.now(UTC)
    to_the_millisecond = moment.replace(microsecond=moment.microsecond // 1000 * 1000)  # as it is kept
    make: Any = kind
    row = make(statement="", at=to_the_millisecond, **said)
    return make(**TABLE_OF[kind].values_of(row) | {"statement": code_of(row)})  # type: ignore[no-any-return]


def code_of(statement: Statement) -> str:
    """The code that follows from all that a statement says: another one was changed on its way."""
    from hashlib import sha256  # only where something is said

    table = TABLE_OF[type(statement)]
    said = table.values_of(statement)
    del said["statement"]
    if said.get("excess") is None:  # a column that came later: without it, the code is what it was
        said.pop("excess", None)
    digest = sha256(canonical_json({"table": table.name, **said}).encode()).hexdigest()
    return _LETTERS[table.name] + digest[:_DIGITS]


def codes_of(statement: Statement, ended: Statement | None = None) -> dict[str, str]:
    """What the history keeps of a statement: its table and the codes in it, and no words of anybody.

    Of one that ends another, which is `ended`, also the table `of` that one and the codes in it.
    """
    table = TABLE_OF[type(statement)]
    codes = [column.name for column in table.columns if column.kind in (Kind.CODE, Kind.CHOICE)]
    said = {name: value for name in (*codes, "finding") if (value := getattr(statement, name, None))}
    before = {**codes_of(ended), "of": TABLE_OF[type(ended)].name} if ended else {}
    return {**before, "table": table.name, **said}


@dataclass(frozen=True)
class Statements:
    """All that was said of a programme, each kind in the order in which it came in; which of it stands."""

    signoffs: Sequence[SignOff] = ()
    requests: Sequence[Request] = ()
    waivers: Sequence[Waiver] = ()
    register: Sequence[Entry] = ()
    endings: Sequence[Ending] = ()

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[Any]]) -> "Statements":
        """Those among the rows of all tables."""
        return cls(*(rows.get(table.name, ()) for table in STATEMENTS))

    def __iter__(self) -> Iterator[Statement]:
        """Every statement."""
        return chain(self.signoffs, self.requests, self.waivers, self.register, self.endings)

    @cached_property
    def ended(self) -> Mapping[str, Ending]:
        """What ended a statement, by the code of that; of several, the first."""
        return {ending.ends: ending for ending in reversed(in_time(self.endings))}

    def standing(self, said: Iterable[Said]) -> list[Said]:
        """Those that nothing has ended, in order of time."""
        return in_time(one for one in said if one.statement not in self.ended)

    @cached_property
    def signed(self) -> Mapping[tuple[str, str], SignOff]:
        """The last sign-off of each host and cycle, where nobody has withdrawn it.

        It took the place of those before it: its end brings none of them back.
        """
        return {place: one for place, one in self._last.items() if one.statement not in self.ended}

    @cached_property
    def withdrawn(self) -> Mapping[tuple[str, str], Ending]:
        """What withdrew the last sign-off of a host and cycle."""
        return {
            place: self.ended[one.statement]
            for place, one in self._last.items()
            if one.statement in self.ended
        }

    @cached_property
    def _last(self) -> Mapping[tuple[str, str], SignOff]:
        return {(one.host, one.cycle): one for one in in_time(self.signoffs)}

    @cached_property
    def asked(self) -> Mapping[tuple[str, str], Request]:
        """The first request to each host and cycle that stands and that no standing sign-off has answered."""
        found: dict[tuple[str, str], Request] = {}
        for one in self.standing(self.requests):
            answer = self.signed.get((one.host, one.cycle))
            if answer is None or answer.at < one.at:
                found.setdefault((one.host, one.cycle), one)
        return found

    def waived(self, day: date) -> Mapping[str, Waiver]:
        """The waivers that hold on a day, by the name of the finding; of several, what accepts most."""
        holding = (one for one in self.standing(self.waivers) if one.from_on <= day <= one.until_on)
        return {one.finding: one for one in sorted(holding, key=_reach)}

    def lapsed(self, day: date) -> list[Waiver]:
        """The waivers that nobody ended and whose last day is past, where none that holds accepts as much."""
        held = self.waived(day)
        past = [
            one
            for one in self.standing(self.waivers)
            if one.until_on < day and (one.finding not in held or _most(held[one.finding]) < _most(one))
        ]
        return list({one.finding: one for one in sorted(past, key=lambda one: one.until_on)}.values())

    @cached_property
    def followed(self) -> Mapping[str, Entry]:
        """What follows an entry of the register, by the code of that; of several, the last.

        It took the place of the one before: its end brings that not back.
        """
        return {one.follows: one for one in in_time(self.register) if one.follows}

    @cached_property
    def open_entries(self) -> list[Entry]:
        """The entries of the register that nothing has closed or followed, in order of time."""
        return [one for one in self.standing(self.register) if one.statement not in self.followed]


NOTHING_SAID = Statements()


def _most(waiver: Waiver) -> float:
    """How far over its limit it accepts what it names."""
    return inf if waiver.excess is None else waiver.excess


def _reach(waiver: Waiver) -> tuple[float, date]:
    return _most(waiver), waiver.until_on


def in_time(said: Iterable[Said]) -> list[Said]:
    """Statements in order of time."""
    return sorted(said, key=lambda one: (one.at, one.statement))
