"""Days: stays in cycles, working days, bank holidays, training days. Every range includes both ends."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from apprentices.recurrence import DAYS_A_TURN, PARTS, Recurrence, expand, read

ONE_DAY = timedelta(days=1)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
YEARS = range(1900, 2200)  # of every day that is recorded
MOST_OFTEN = 999
LOOKED_AT = (date(2000, 1, 3), date(2008, 1, 2))  # eight years, with a 29 February in each half
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


def is_working_day(day: date, bank_holidays: Mapping[date, str]) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays


def say(day: date) -> str:
    """A day in words: 3 February 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


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
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """Bank holidays of England and Wales in those years, from the `holidays` package."""
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=list(years), language="en_GB")
    return {day: name for day, name in sorted(found.items()) if day.weekday() < 5}


def parse_rule(text: str) -> str:
    """Check a recurrence rule for training days and return it tidied.

    Raises ValueError, saying what is wrong, for one that can't be read, that comes more than once a day, or
    that hardly ever comes.
    """
    tidy = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts = dict(part.partition("=")[::2] for part in tidy.split(";"))
    if parts.get("FREQ") not in DAYS_A_TURN:
        raise ValueError(f"a rule starts with FREQ= and one of {', '.join(DAYS_A_TURN)}")
    if parts.keys() - PARTS or len(tidy.split()) > 1:
        raise ValueError(f"a rule for training days has only {', '.join(PARTS)}")
    if len(parts) <= tidy.count(";"):
        raise ValueError("each part of a rule stands in it once")
    for name in ("INTERVAL", "COUNT"):
        number = parts.get(name, "1")
        if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:4]) <= MOST_OFTEN:
            raise ValueError(f"{name} is a whole number from 1 to {MOST_OFTEN}")
    if int(parts.get("INTERVAL", "1")) > 1:
        needless = {name for name in parts if name.startswith("BY")} - WITH_INTERVAL[parts["FREQ"]]
        if needless:
            raise ValueError(f"{parts['FREQ']} with an INTERVAL goes without {', '.join(sorted(needless))}")
    rule = read(tidy)
    _check_numbers(rule)
    if next(expand(rule, *LOOKED_AT), None) is None:
        raise ValueError("no day is ever meant by this rule, or hardly ever one")
    return tidy


def _check_numbers(rule: Recurrence) -> None:
    """Refuse numbers of months, days, weekdays and positions that there never are."""
    turn = DAYS_A_TURN[rule.frequency]
    if any(not 1 <= month <= 12 for month in rule.months):
        raise ValueError("BYMONTH is from 1 to 12")
    if any(not 1 <= abs(day) <= 31 for day in rule.month_days):
        raise ValueError("BYMONTHDAY is from 1 to 31, or from -31 to -1")
    if rule.positions and not (rule.months or rule.month_days or rule.weekdays):
        raise ValueError("BYSETPOS counts the days of another part: add BYDAY or BYMONTHDAY")
    if any(not 1 <= abs(position) <= turn for position in rule.positions):
        raise ValueError(f"BYSETPOS of {rule.frequency} is from 1 to {turn}, or from -{turn} to -1")
    numbers = [abs(which) for which, _ in rule.weekdays if which]
    if numbers and turn <= 7:
        raise ValueError(f"BYDAY of {rule.frequency} has weekdays without numbers")
    most = 53 if rule.frequency == "YEARLY" and not rule.months else 5
    if any(number > most for number in numbers):
        raise ValueError(f"BYDAY has weekdays with numbers from 1 to {most}, or from -{most} to -1")


@lru_cache(maxsize=4096)
def training_days(rule: str, starts_on: date, ends_on: date) -> tuple[date, ...]:
    """The training days from `starts_on` (where the rule starts counting) to `ends_on`."""
    return tuple(expand(read(rule), starts_on, ends_on))
