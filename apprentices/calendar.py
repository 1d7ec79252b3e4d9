"""Days: stays in cycles, working days, bank holidays, training days. Every range includes both ends."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
DAYS_A_WEEK = 7
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
YEARS = range(1900, 2200)  # of every day that is recorded
_SAID = re.compile("(?:([a-z]+) )?([0-9]{1,2}) ([a-z]+) ([0-9]{2}|[0-9]{4})")
MOST_OFTEN = 999
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
RULE_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
# dateutil looks for the next day of a rule up to the year 9999. From here that is soon over, and long enough
# for every day of the month to have been every day of the week.
LATE = date(9960, 1, 1)
EARLY = date(2000, 1, 3)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Rules as most people have them: of such days, with one of these before each. They come for ever, and are
# told from the calendar alone: dateutil takes a while to import.
USUAL: Mapping[str, tuple[str, ...]] = {"FREQ=WEEKLY": ("",), "FREQ=MONTHLY": ("1", "2", "3", "4")}
# With other parts, a rule that skips may never come, depending on where it starts.
WITH_INTERVAL: Mapping[str, frozenset[str]] = {
    "DAILY": frozenset(),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days; `last` is in it."""

    first: date
    last: date

    def __len__(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def __iter__(self) -> Iterator[date]:
        for number in range(self.first.toordinal(), self.last.toordinal() + 1):
            yield date.fromordinal(number)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{say(self.first)} to {say(self.last)}"

    def clip(self, other: "Days") -> "Days | None":
        """The days that are in both, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


def days_in(ranges: Iterable[Days], within: Days) -> set[date]:
    """The days of `within` that any of the ranges covers."""
    found: set[date] = set()
    for days in ranges:
        common = days.clip(within)
        if common:
            found.update(common)
    return found


def weeks(within: Days) -> tuple[Days, ...]:
    """The weeks, Monday to Sunday, that have a day of `within`, whole at both ends."""
    first = within.first.toordinal() - within.first.weekday()
    starts = range(first, within.last.toordinal() + 1, DAYS_A_WEEK)
    return tuple(Days(date.fromordinal(start), date.fromordinal(start + DAYS_A_WEEK - 1)) for start in starts)


def months(within: Days) -> tuple[Days, ...]:
    """The months that have a day of `within`, whole at both ends."""
    first = within.first.replace(day=1)
    number = (within.last.year - first.year) * 12 + within.last.month - first.month + 1
    starts = (add_months(first, ahead) for ahead in range(number))
    return tuple(Days(start, last_of_months(start, 1)) for start in starts)


def is_working_day(day: date, bank_holidays: Mapping[date, str]) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays


def say(day: date) -> str:
    """A day in words: 3 February 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(text: str) -> date | None:
    """The day that a text says as the program writes days: 4 January 2027, 4 Jan 2027, Mon 4 Jan 27.

    Two figures are a year of this century. None for any other text, and for a weekday that it is not.
    """
    match = _SAID.fullmatch(" ".join(text.casefold().split()))
    if not match:
        return None
    weekday, day, month, year = match.groups()
    number = next(
        (n for n, name in enumerate(MONTHS, 1) if month in (name.casefold(), name[:3].casefold())), 0
    )
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
    name = f"{found:%A}".casefold()
    return found if weekday in (None, name, name[:3]) else None


def age_on(born: date, day: date) -> int:
    """Age in whole years. Someone born on 29 February comes of age on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age: `age_on` is lower the day before."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return date(born.year + age, 3, 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(f"year {year} is out of range")
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def last_of_months(first: date, months: int) -> date:
    """The last day of so many months that begin with `first`: the day before the corresponding date.

    Where the month has no such day, its last: 8 months from 30 June end on 28 February.
    """
    later = add_months(first, months)
    return later if later.day < first.day else later - ONE_DAY


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """Bank holidays of England and Wales in those years, from the `holidays` package."""
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=list(years), language="en_GB")
    return {day: name for day, name in sorted(found.items()) if day.weekday() < 5}


def parse_rule(text: str) -> str:
    """Check a recurrence rule for training days and return it tidied.

    Raises ValueError, saying what is wrong, for one that can't be read, that comes more than once a day, or
    that never comes.
    """
    tidy = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts = dict(part.partition("=")[::2] for part in tidy.split(";"))
    _insist_on_form(tidy, parts)
    _insist_on_counts(parts)
    if not _comes(tidy) or next(iter(_rrule(tidy, EARLY)), None) is None:
        raise ValueError("no day is ever meant by this rule")
    return tidy


def _insist_on_form(tidy: str, parts: Mapping[str, str]) -> None:
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"a rule starts with FREQ= and one of {', '.join(FREQUENCIES)}")
    if parts.keys() - set(RULE_PARTS) or len(tidy.split()) > 1:
        raise ValueError(f"a rule for training days has only {', '.join(RULE_PARTS)}")
    if len(parts) <= tidy.count(";") or not all(parts.values()):
        raise ValueError("each part of a rule stands in it once, and says something")
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise ValueError("a rule ends by COUNT or by UNTIL, not by both")
    if len({word[:-2] == "" for word in parts.get("BYDAY", "").split(",")}) > 1:
        raise ValueError("BYDAY has weekdays all with a number or all without")
    if _is_beyond(tidy):
        raise ValueError("BYDAY counts weekdays up to 5, or up to 53 in a year")


def _insist_on_counts(parts: Mapping[str, str]) -> None:
    for name in ("INTERVAL", "COUNT"):
        number = parts.get(name, "1")
        if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:4]) <= MOST_OFTEN:
            raise ValueError(f"{name} is a whole number from 1 to {MOST_OFTEN}")
    if int(parts.get("INTERVAL", "1")) > 1:
        needless = {name for name in parts if name.startswith("BY")} - WITH_INTERVAL[parts["FREQ"]]
        if needless:
            raise ValueError(f"{parts['FREQ']} with an INTERVAL goes without {', '.join(sorted(needless))}")


def insist_on_rule(rule: str) -> None:
    """Raise ValueError for a stored rule that can't be read, or would never be done with."""
    if re.search("INTERVAL=0*(;|$)", rule):
        raise ValueError("INTERVAL is 0")
    _comes(rule)


def is_in_the_week(rule: str) -> bool:
    """Whether a rule names its days of the week, and certainly neither Saturday nor Sunday."""
    return "BYDAY=" in rule and "SA" not in rule and "SU" not in rule


@lru_cache(maxsize=4096)
def training_days(rule: str, starts_on: date, ends_on: date) -> tuple[date, ...]:
    """The training days from `starts_on` (where the rule starts counting) to `ends_on`."""
    if _is_usual(rule):
        return tuple(sorted(_usual_days(rule, Days(starts_on, ends_on))))
    if not _comes(rule):  # it was stored before such rules were refused
        return ()
    found = _rrule(rule, starts_on).between(
        datetime.combine(starts_on, time()), datetime.combine(ends_on, time()), inc=True
    )
    return tuple(moment.date() for moment in found)


@lru_cache(maxsize=256)
def _comes(rule: str) -> bool:
    """Whether there is a day that the rule means, its end aside."""
    if _is_usual(rule):
        return True
    if _is_beyond(rule):
        return False
    endless = ";".join(part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    return next(iter(_rrule(endless, LATE)), None) is not None


def _is_usual(rule: str) -> bool:
    frequency, _, days = rule.partition(";BYDAY=")
    return frequency in USUAL and all(
        day[:-2] in USUAL[frequency] and day[-2:] in WEEKDAYS for day in days.split(",")
    )


def _usual_days(rule: str, within: Days) -> Iterator[date]:
    """The days of a rule as in `USUAL`, one of its weekdays after the other."""
    for word in set(rule.partition(";BYDAY=")[2].split(",")):
        number, weekday = word[:-2], WEEKDAYS.index(word[-2:])
        ahead = (weekday - within.first.weekday()) % 7
        for ordinal in range(within.first.toordinal() + ahead, within.last.toordinal() + 1, 7):
            day = date.fromordinal(ordinal)
            if not number or (day.day + 6) // 7 == int(number):
                yield day


def _is_beyond(rule: str) -> bool:
    """Whether it counts more weekdays than a month or a year has, which dateutil can't."""
    most = 53 if "FREQ=YEARLY" in rule and "BYMONTH=" not in rule else 5
    return any(int(number) > most for number in re.findall("[=,][+-]?([0-9]+)(?=[A-Z])", rule))


def _rrule(rule: str, starts_on: date):  # type: ignore[no-untyped-def]
    from dateutil.rrule import rrulestr

    return rrulestr(rule, dtstart=datetime.combine(starts_on, time()))
