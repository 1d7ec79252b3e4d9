"""Recurrence rules of training days, after RFC 5545: read part by part, and expanded between two days.

The expansion goes through the days, weeks, months or years between the two and never past them: it ends soon,
whatever a rule says.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
# The most days that one turn of each frequency can hold.
DAYS_A_TURN = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_DAY = re.compile(rf"([+-]?[0-9]{{1,2}})?({'|'.join(DAYS)})")
_UNTIL = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T[0-9]{6}Z?)?")


class Recurrence(NamedTuple):
    """One rule. Days of the month and numbers of weekdays below 0 are counted from the end."""

    frequency: str
    interval: int
    times: int | None  # how often it comes in all; None: for ever
    until: date | None
    week_starts: int
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]  # (which one, weekday); 0: every one
    positions: tuple[int, ...]


def read(text: str) -> Recurrence:
    """A rule from its text, in capitals. Raises ValueError for parts that can't be read."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    if parts.get("FREQ") not in DAYS_A_TURN:
        raise ValueError(f"a rule starts with FREQ= and one of {', '.join(DAYS_A_TURN)}")
    return Recurrence(
        parts["FREQ"],
        int(parts.get("INTERVAL", "1")),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        _until(parts["UNTIL"]) if "UNTIL" in parts else None,
        _weekday("WKST", parts.get("WKST", "MO"))[1],
        _numbers("BYMONTH", parts),
        _numbers("BYMONTHDAY", parts),
        tuple(_weekday("BYDAY", word) for word in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        _numbers("BYSETPOS", parts),
    )


def _numbers(name: str, parts: dict[str, str]) -> tuple[int, ...]:
    if name not in parts:
        return ()
    words = parts[name].split(",")
    if not all(re.fullmatch(r"[+-]?[0-9]{1,3}", word) for word in words):
        raise ValueError(f"{name} is a list of whole numbers, separated by commas")
    return tuple(map(int, words))


def _weekday(name: str, word: str) -> tuple[int, int]:
    found = _DAY.fullmatch(word)
    if not found:
        raise ValueError(f"{name} has only {', '.join(DAYS)}, with a number before them where one is meant")
    return int(found[1] or 0), DAYS.index(found[2])


def _until(text: str) -> date:
    found = _UNTIL.fullmatch(text)
    if not found:
        raise ValueError("UNTIL is a day, written as 20270723")
    return date(*map(int, found.groups()))


def expand(rule: Recurrence, starts_on: date, ends_on: date) -> Iterator[date]:
    """The days of the rule from `starts_on`, where it starts counting, to `ends_on`, in order."""
    last = min(ends_on, rule.until or ends_on)
    is_meant, left = _meaning(rule, starts_on), rule.times
    for turn in _turns(rule, starts_on, last):
        days = [day for day in turn if is_meant(day)]
        if rule.positions:
            days = sorted(
                {days[at] for position in rule.positions if (at := _place(position, days)) is not None}
            )
        for day in days:
            if day > last or left == 0:
                return
            if day >= starts_on:
                yield day
                left = None if left is None else left - 1


def _turns(rule: Recurrence, first: date, last: date) -> Iterator[list[date]]:
    """The days of every turn that has a day between the two."""
    step = rule.interval
    if rule.frequency in ("MONTHLY", "YEARLY"):
        months = 1 if rule.frequency == "MONTHLY" else 12
        begin = first.year * 12 + (first.month - 1 if months == 1 else 0)
        for number in range(begin, last.year * 12 + last.month, step * months):
            yield [day for month in range(number, number + months) for day in _month(*divmod(month, 12))]
        return
    length = DAYS_A_TURN[rule.frequency]
    begin = first.toordinal() - ((first.weekday() - rule.week_starts) % 7 if length > 1 else 0)
    for number in range(begin, last.toordinal() + 1, step * length):
        yield [date.fromordinal(day) for day in range(number, number + length)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month + 1, day + 1) for day in range(monthrange(year, month + 1)[1])]


def _place(position: int, days: list[date]) -> int | None:
    """Where a position stands among the days of a turn; None where there are not so many."""
    at = position - 1 if position > 0 else len(days) + position
    return at if 0 <= at < len(days) else None


def _meaning(rule: Recurrence, starts_on: date) -> Callable[[date], bool]:
    """Whether a day has the months, days of the month and weekdays of a rule, or else those of its start."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not month_days and not weekdays:
        if rule.frequency == "WEEKLY":
            weekdays = ((0, starts_on.weekday()),)
        elif rule.frequency != "DAILY":
            month_days = (starts_on.day,)
            if rule.frequency == "YEARLY":
                months = months or (starts_on.month,)
    numbered = rule.frequency in ("MONTHLY", "YEARLY")  # elsewhere a number before a weekday says nothing
    every = {day for which, day in weekdays if not which or not numbered}
    some = {(which, day) for which, day in weekdays if which and numbered}
    in_year = rule.frequency == "YEARLY" and not months

    def is_meant(day: date) -> bool:
        if months and day.month not in months:
            return False
        if month_days and not (day.day in month_days or day.day - _days_in_month(day) - 1 in month_days):
            return False
        if not weekdays or day.weekday() in every:
            return True
        return any(day.weekday() == weekday and which in _which(day, in_year) for which, weekday in some)

    return is_meant


def _which(day: date, in_year: bool) -> tuple[int, int]:
    """Which of its weekdays in the month, or in the year, a day is: from the start and from the end."""
    if in_year:
        number, of = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    else:
        number, of = day.day, _days_in_month(day)
    return (number - 1) // 7 + 1, -((of - number) // 7 + 1)


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
