"""One cell: how its text becomes a value of the programme, and the value its text again."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from apprentices.bounds import NOTE
from apprentices.calendar import YEARS, parse_rule
from apprentices.canonical import moment_text
from apprentices.columns import NAME, Column, Kind, beyond, first_digits
from apprentices.exchange.damage import damaged, day_of_number
from apprentices.exchange.wording import did_you_mean, quoted
from apprentices.programme import BREAK
from apprentices.text import one_line, unfit

Reader = Callable[[str], Any]

PLACES = ("host", "area", "skill", "placement")  # what a `what` may start with
EVERYONE = "all"  # as a `who`
_PENCE = Decimal("0.01")

_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
_WHOLE = re.compile(r"([+-]?)([0-9]+)(?:\.0*)?")  # with .0: a workbook's numbers have a fraction
_DECIMAL = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_UK_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: 00:00(?::00)?)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_POSTCODE = re.compile(r"([A-Z](?:[0-9]|[0-9]{2}|[A-Z][0-9]{1,2}|[0-9][A-Z]|[A-Z][0-9][A-Z]))([0-9][A-Z]{2})")
_CLEARANCE = re.compile(r"[a-z0-9-]+(?::[a-z0-9-]+)?")
_ULN_AS_NUMBER = re.compile(r"([0-9]{10})\.0*")
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "1.0"), True),
    **dict.fromkeys(("no", "n", "false", "0", "0.0"), False),
}
ABSENCES = (BREAK, "leave", "annual leave", "sickness", "parental", "other")
_BREAKS = (BREAK, "break in learning", "break-in-learning")
_WRITE_DAY = "write it in full, such as 2027-02-28"
_MOST_PLACES = 15  # as many as a spreadsheet keeps


def reader(table: str, column: Column) -> Reader:
    """What turns the text of one cell of this column, stripped and not empty, into its value.

    It raises ValueError, saying what is wrong with the text, when there is no such value, or a spreadsheet
    has damaged it.
    """
    return partial(_read_whole_cell, _reader(table, column))


def _read_whole_cell(read: Reader, text: str) -> Any:
    refuse_damaged(text)
    return read(text)


def refuse_damaged(text: str, is_number: bool = False) -> None:
    """Raises ValueError where a spreadsheet has damaged the cell, saying how."""
    wrong = damaged(text, is_number)
    if wrong:
        raise ValueError(wrong)


def _reader(table: str, column: Column) -> Reader:
    own = _OWN_READERS.get((table, column.name))
    if own:
        return own
    match column.kind:
        case Kind.TEXT:
            return partial(read_text, column.longest)
        case Kind.WORDS:
            return partial(_read_words, column.longest, read_code if column.refers else _read_name)
        case Kind.CHOICE:
            return partial(_read_choice, column.choices)
        case kind if kind in _NUMBERS:
            return partial(_read_number, _NUMBERS[kind], column.least, column.most)
        case kind:
            return _READERS[kind]


def write_cell(kind: Kind, value: Any) -> str:
    """The text of a value, as every file and form shows it; of None, nothing."""
    return "" if value is None else _WRITERS.get(kind, str)(value)


def read_whole(text: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`. Raises ValueError."""
    number: int = _read_number(_read_points, least, most, text)
    return number


def read_yes_no(text: str) -> bool:
    """Yes or no, in the forms that people and spreadsheets write. Raises ValueError."""
    try:
        return _YES_NO[text.lower()]
    except KeyError:
        raise ValueError(f"{quoted(text)} is neither yes nor no") from None


def read_text(longest: int, text: str) -> str:
    """One line of text that can be shown and has at most so many characters. Raises ValueError."""
    line = one_line(text)
    wrong = unfit(line)
    if wrong:
        raise ValueError(f"{quoted(text)} {wrong}")
    if len(line) > longest:
        raise ValueError(f"{quoted(text)} has {len(line):,} characters; {longest:,} are the most")
    return line


_read_name = partial(read_text, NAME)


def _read_number(read: Reader, least: int, most: int | None, text: str) -> Any:
    number = read(text)
    wrong = beyond(number, least, most)
    if wrong:
        raise ValueError(f"{quoted(text)} {wrong}")
    return number


def read_code(text: str) -> str:
    """A short code. Raises ValueError."""
    if not _CODE.fullmatch(text):
        raise ValueError(
            f'{quoted(text)} is not a code; use 1 to 32 letters, digits, ".", "_" or "-", no spaces'
        )
    return text


def _read_date(text: str) -> date:
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _UK_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
        if month > 12 >= day:
            raise ValueError(f"{quoted(text)} is not a date with the day first; {_WRITE_DAY}")
    elif _SHORT_YEAR.fullmatch(text):
        raise ValueError(f"{quoted(text)} leaves the century open; {_WRITE_DAY}")
    elif number := day_of_number(text):
        message = f"is a spreadsheet's number for {number}; format the column there as a date"
        raise ValueError(f"{quoted(text)} {message}")
    else:
        raise ValueError(f"{quoted(text)} is not a date; {_WRITE_DAY}")
    if year not in YEARS:
        raise ValueError(f"{quoted(text)} is not in the years {YEARS[0]} to {YEARS[-1]}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a date; {_WRITE_DAY}") from None


def _read_points(text: str) -> int:
    match = _WHOLE.fullmatch(text)
    if not match:
        raise ValueError(f"{quoted(text)} is not a whole number")
    return int(match[1] + first_digits(match[2]))


def _read_decimal(text: str) -> Decimal:
    match = _DECIMAL.fullmatch(text)
    if not match:
        raise ValueError(f"{quoted(text)} is not a number; write it as 37.5")
    # Without trailing zeros, so that a number is the same whether a CSV or a workbook brought it.
    places = (match[2] or "").rstrip("0")
    if len(places) > _MOST_PLACES:
        raise ValueError(f"{quoted(text)} has more than {_MOST_PLACES} decimal places")
    return Decimal(f"{first_digits(match[1])}.{places}")


def _read_money(text: str) -> Decimal:
    match = _DECIMAL.fullmatch(text.removeprefix("£").lstrip())
    if not match:
        raise ValueError(f"{quoted(text)} is not an amount in pounds; write it as 12.71")
    if len(match[2] or "") > 2:
        raise ValueError(f"{quoted(text)} has more than two decimal places")
    return Decimal(f"{first_digits(match[1])}.{match[2] or ''}").quantize(_PENCE)


def _read_time(text: str) -> time:
    match = _TIME.fullmatch(text)
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise ValueError(f"{quoted(text)} is not a time; write it as 08:30")


def _read_choice(choices: tuple[str, ...], text: str) -> str:
    choice = text.lower()
    if choice not in choices:
        raise ValueError(f"{quoted(text)} is none of {', '.join(choices)}")
    return choice


def _read_words(longest: int, read_word: Reader, text: str) -> tuple[str, ...]:
    if len(text) > longest:
        raise ValueError(f"{quoted(text)} has {len(text):,} characters; {longest:,} are the most")
    words = (word.strip() for word in text.split(";"))
    return tuple(dict.fromkeys(read_word(word) for word in words if word))


def _read_who(text: str) -> str:
    return EVERYONE if text.lower() == EVERYONE else read_code(text)


def _read_what(places: tuple[str, ...], text: str) -> str:
    prefix, _, name = text.partition(":")
    place, name = prefix.strip().lower(), name.strip()
    if place not in places or not name:
        forms = [f"{place}:{'NAME' if place in ('area', 'skill') else 'CODE'}" for place in places]
        raise ValueError(f"{quoted(text)} is not a place here; write {', '.join(forms[:-1])} or {forms[-1]}")
    return f"{place}:{_read_name(name) if place in ('area', 'skill') else read_code(name)}"


@lru_cache(maxsize=256)  # many people share one rule, and reading one is slow
def _read_rule(text: str) -> str:
    try:
        return parse_rule(text)
    except ValueError as wrong:
        raise ValueError(f"{quoted(text)} is not a recurrence rule: {wrong}") from None


def _read_postcode(text: str) -> str:
    match = _POSTCODE.fullmatch("".join(text.upper().split()))
    if not match:
        raise ValueError(f"{quoted(text)} is not a UK postcode; write it as E8 1EA")
    return f"{match[1]} {match[2]}"


def _read_absence_kind(text: str) -> str:
    kind: str = _read_name(text.lower())
    if kind in _BREAKS:
        return BREAK
    # Other kinds are the user's own; but a slip of the pen must not end a break in learning.
    meant = "" if kind in ABSENCES else did_you_mean(kind, ABSENCES)
    if meant:
        raise ValueError(f"{quoted(text)} is not a kind of absence{meant}")
    return kind


def _read_uln(text: str) -> str:
    """A rule judges the check digit; here only a spreadsheet's fraction comes off."""
    refuse_damaged(text, is_number=True)
    number = _ULN_AS_NUMBER.fullmatch(text)
    return number[1] if number else read_text(NAME, text)


def _read_clearance(text: str) -> str:
    clearance = text.lower()
    if len(clearance) > NAME or not _CLEARANCE.fullmatch(clearance):
        raise ValueError(f"{quoted(text)} is not a clearance; write it like right-to-work or dbs:enhanced")
    return clearance


_NUMBERS: dict[Kind, Reader] = {
    Kind.WHOLE: _read_points,
    Kind.POINTS: _read_points,
    Kind.HOURS: _read_decimal,
    Kind.MONEY: _read_money,
}
_READERS: dict[Kind, Reader] = {
    Kind.CODE: read_code,
    Kind.DATE: _read_date,
    Kind.YES_NO: read_yes_no,
    Kind.TIME: _read_time,
    Kind.WHAT: partial(_read_what, PLACES),
    Kind.WHO: _read_who,
    Kind.RRULE: _read_rule,
    Kind.POSTCODE: _read_postcode,
}
_read_step = partial(_read_what, ("area", "placement"))
_OWN_READERS: dict[tuple[str, str], Reader] = {
    ("absences", "kind"): _read_absence_kind,
    ("apprentices", "uln"): _read_uln,
    ("clearances", "clearance"): _read_clearance,
    ("placements", "clearances"): partial(_read_words, NOTE, _read_clearance),
    ("sequence", "before"): _read_step,
    ("sequence", "after"): _read_step,
}
_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.DATE: date.isoformat,
    Kind.HOURS: lambda value: format(value, "f"),
    Kind.MONEY: lambda value: format(value, "f"),
    Kind.YES_NO: lambda value: "yes" if value else "no",
    Kind.WORDS: ";".join,
    Kind.TIME: lambda value: value.strftime("%H:%M"),
    Kind.MOMENT: moment_text,
}
