"""What a column of a programme table may hold.

The row classes in `programme.py` annotate each field with a `Column`; the database schema, the readers
of files, the templates and the documentation are derived from, or tested against, those annotations.
"""

from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from typing import Any, NamedTuple, TypeVar, dataclass_transform, get_args

from apprentices.text import with_capital

T = TypeVar("T")
NAME = 200  # characters of a text, where its column says nothing else
_ACRONYMS = ("uln", "hr", "fjaa")
_MOST_DIGITS = 12  # no bound has as many


class Row:
    """What all rows share: they are compared, hashed and shown by their values."""

    __slots__: tuple[str, ...] = ()

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass_transform(kw_only_default=True, frozen_default=True)
def row_class(cls: type[T]) -> type[T]:
    """Make a subclass of `Row` a dataclass with slots and keyword arguments only.

    It is frozen for the type checker alone, and inherits comparison: generating these methods for each
    class would take a third of the time that a command needs to start.
    """
    return dataclass(slots=True, kw_only=True, eq=False, repr=False)(cls)


class Kind(Enum):
    """The kinds of value, each read and written in one way everywhere."""

    CODE = auto()  # 1-32 letters, digits, `.`, `_`, `-`
    TEXT = auto()
    DATE = auto()
    WHOLE = auto()  # a whole number
    POINTS = auto()  # a whole number, also below 0
    HOURS = auto()  # a decimal number
    MONEY = auto()  # pounds with at most two decimal places
    YES_NO = auto()
    WORDS = auto()  # a list separated by `;`
    TIME = auto()  # HH:MM
    MOMENT = auto()  # a moment in UTC, to the millisecond
    CHOICE = auto()  # one of `Column.choices`
    WHAT = auto()  # host:CODE, area:NAME, skill:NAME or placement:CODE
    WHO = auto()  # an apprentice, a standard or `all`
    RRULE = auto()  # an iCalendar recurrence rule
    POSTCODE = auto()


class Column(NamedTuple):
    """How one field is read, and what it is for in words an HR lead understands.

    A number is from `least` to `most`, and its column says so; a text has at most `longest` characters.
    """

    kind: Kind
    help: str
    refers: str | None = None  # the table whose code this is
    choices: tuple[str, ...] = ()
    name: str = ""
    required: bool = False
    least: int = 0
    most: int | None = None
    longest: int = NAME


def beyond(number: int | Decimal, least: int, most: int | None) -> str | None:
    """What is wrong with a number that is not from `least` to `most`, in words to follow it."""
    if number < least:
        return f"is less than {least:,}"
    if most is not None and number > most:
        return f"is more than {most:,}"
    return None


def first_digits(digits: str) -> str:
    """Digits without leading noughts, and of a number beyond all bounds no more than show that it is."""
    return digits.lstrip("0")[:_MOST_DIGITS] or "0"


def whole(text: str) -> int | None:
    """The whole number that plain digits say; None for another text."""
    return int(first_digits(text)) if text.isascii() and text.isdigit() else None


class Truth(Enum):
    """The kinds of truth, never mixed in one table."""

    PROGRAMME = auto()  # reference data
    DRAFT = auto()  # the board that is worked on
    PUBLICATION = auto()  # what hosts and apprentices were told; never changed
    STATEMENT = auto()  # what a named person said on a day; never changed, only followed by another
    SCENARIO = auto()  # a plan that was kept, neither worked on nor told; never changed, only removed


@cache
def _columns(row: Any) -> tuple[Column, ...]:
    return tuple(_column(row, field.name, _required(field)) for field in fields(row))


class Table(NamedTuple):
    """One table of the programme: a CSV file, a sheet, a database table, a list of `row`s.

    `key` names the columns that tell one row from another, in all copies of a programme.
    """

    name: str
    row: type[Any]
    key: tuple[str, ...]
    help: str
    truth: Truth = Truth.PROGRAMME

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns in the order of the file."""
        return _columns(self.row)  # type: ignore[arg-type]  # a class is hashable

    def key_of(self, row: Any) -> tuple[Any, ...]:
        """The values that tell this row from the others (codes as they are written)."""
        return tuple(getattr(row, name) for name in self.key)

    def values_of(self, row: Any) -> dict[str, Any]:
        """The values of a row by column."""
        return {name: getattr(row, name) for name in self.row.__slots__}


def _required(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _column(row: type[Any], name: str, required: bool) -> Column:
    for extra in get_args(row.__annotations__[name])[1:]:
        if isinstance(extra, Column):
            return extra._replace(name=name, required=required)
    raise TypeError(f"{row.__name__}.{name} has no Column annotation")


def title(column: str) -> str:
    """A column's name as people read it: Date of birth."""
    words = [word.upper() if word in _ACRONYMS else word for word in column.split("_")]
    return with_capital(" ".join(words))
