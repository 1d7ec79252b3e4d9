"""The period that the measures are of."""

from datetime import date

from apprentices.calendar import Days
from apprentices.columns import Column, Kind
from apprentices.errors import UsageError
from screens.shared.to_say import Ask, ToSay


def to_choose(period: Days) -> ToSay:
    """Somebody says which days the measures are of, and gets these."""
    first, last = (day.isoformat() for day in (period.first, period.last))
    fields = {"first": _day("First day", first), "last": _day("Last day", last)}
    words = ["The figures of a period: both days are in it."]
    return ToSay("Measures of which days?", words, fields, "count", _days, is_kept=False)


def _day(title: str, value: str) -> Ask:
    return Ask("", Column(Kind.DATE, f"{title} of the period."), title, True, value)


def _days(first: date, last: date) -> Days:
    """The period. Raises `UsageError` for one that ends before it begins."""
    if last < first:
        raise UsageError("The period ends before it begins.")
    return Days(first, last)
