"""The cells of an Apprenticeship Service bulk upload: the forms they are read in, and what to enter instead.

Each reader takes the text of a cell, stripped and not empty, and raises ValueError with the message.
Excel rewrites what it takes for a date or a number, so its forms are read as well.
"""

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from apprentices.bounds import TRAINING_HOURS
from apprentices.exchange.cells import reader, refuse_damaged
from apprentices.exchange.damage import SHORTENED
from apprentices.exchange.lars import lars_codes
from apprentices.exchange.wording import quoted
from apprentices.programme import TABLE
from apprentices.rules.person import is_uln

MOST_LETTERS = 100  # of a name, as the Apprenticeship Service has it
EARLIEST_START = date(2017, 5, 1)  # when the service opened

ENTER_ULN = "Enter a 10-digit unique learner number"
ENTER_FAMILY, ENTER_GIVEN = "Enter the family name", "Enter the given names"
ENTER_BIRTH = "Enter the apprentice's date of birth using the format yyyy-mm-dd, for example 2001-04-23"
ENTER_START = "Enter the start date using the format yyyy-mm-dd, for example 2026-09-07"
ENTER_END = "Enter the end date using the format yyyy-mm, for example 2028-03"
ENTER_STANDARD = "Enter the standard code, for example 196 or ST0070"

_ULN = re.compile(r"([1-9][0-9]{9})(?:\.0*)?")
_STANDARD = re.compile(r"(?:ST|FA|AU)[0-9]{4}")
_LARS_CODE = re.compile(r"0*([0-9]{1,5})(?:\.0*)?")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_AMERICAN_MONTH = re.compile(r"(?:[2-9]|0[2-9]|1[0-2])/0?1/[0-9]{4}")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})[- ]((?:20)?[0-9]{2})")
_MONTHS = {
    name.casefold(): number for names in (month_abbr, month_name) for number, name in enumerate(names) if name
} | {"sept": 9}
_YEARS = range(2000, 2100)


class DfeColumn(NamedTuple):
    """A column of the file. Without `field`, it may be there and is not looked at."""

    title: str
    field: str | None = None
    read: Callable[[str], Any] = str
    enter: str | None = None  # said about an empty cell; None: it may be empty


def _own(column: str) -> Callable[[str], Any]:
    """How a column of apprentices.csv is read."""
    return reader("apprentices", next(c for c in TABLE["apprentices"].columns if c.name == column))


def _read_uln(text: str) -> str:
    text = "".join(text.split())
    if SHORTENED.fullmatch(text):
        raise ValueError(
            f"Excel has shortened the unique learner number to {quoted(text)}, and its last digits are lost; "
            "in Excel, format the column as Number with 0 decimal places, enter the numbers again and save"
        )
    refuse_damaged(text)
    match = _ULN.fullmatch(text)
    if not match:
        raise ValueError(f"{ENTER_ULN}; {quoted(text)} is none")
    if not is_uln(match[1]):
        raise ValueError(
            f"The unique learner number {match[1]} isn't valid: its last digit does not fit the others; "
            "compare it with the training provider's record"
        )
    return match[1]


def _read_day(enter: str, text: str) -> date:
    try:
        day: date = _own("starts_on")(text)
    except ValueError as wrong:
        reason, _, _ = str(wrong).partition("; write it")
        raise ValueError(f"{enter}; {reason}") from None
    return day


def _read_name(column: str, enter: str, text: str) -> str:
    name: str = _own(column)(text)
    if len(name) > MOST_LETTERS:
        raise ValueError(f"{enter} in no more than {MOST_LETTERS} letters; these are {len(name)}")
    return name


def _read_birth(text: str) -> date:
    return _read_day(ENTER_BIRTH, text)


def _read_start(text: str) -> date:
    start = _read_day(ENTER_START, text)
    if start < EARLIEST_START:
        raise ValueError("The start date must not be earlier than May 2017")
    return start


def _read_end(text: str) -> date:
    """The last day of the month. Where Excel has put a day to the month, it means nothing."""
    if _AMERICAN_MONTH.fullmatch(text):
        raise ValueError(f"{ENTER_END}; {quoted(text)} has the day first or the month first, nobody can tell")
    year, month = _month(text)
    if month not in range(1, 13) or year not in _YEARS:
        raise ValueError(f"{ENTER_END}; {quoted(text)} is not a month")
    return date(year, month, monthrange(year, month)[1])


def _month(text: str) -> tuple[int, int]:
    """Year and month in any of the forms; raises ValueError where it is in none."""
    if match := _YEAR_MONTH.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := _MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1])
    if match := _NAMED_MONTH.fullmatch(text):
        return 2000 + int(match[2]) % 100, _MONTHS.get(match[1].casefold(), 0)
    day = _read_day(ENTER_END, text)
    return day.year, day.month


def _read_standard(text: str) -> str:
    refuse_damaged(text)
    if _STANDARD.fullmatch(text.upper()):
        return text.upper()
    match = _LARS_CODE.fullmatch(text)
    if not match:
        raise ValueError(f"{ENTER_STANDARD}; {quoted(text)} is none")
    if match[1] not in lars_codes():
        raise ValueError(
            f"The standard code {match[1]} is not among the LARS codes that this program knows; "
            "enter the reference of the standard instead, for example ST0070"
        )
    return lars_codes()[match[1]]


def _read_hours(text: str) -> int:
    enter = f"Enter the hours as a whole number between 0 and {TRAINING_HOURS:,}"
    try:
        hours: int = _own("off_the_job_hours")(text)
    except ValueError as wrong:
        raise ValueError(f"{enter}; {wrong}") from None
    return hours


# In the order of the service's own template. What has no field here is not stored: nobody needs it to
# plan a rotation.
COLUMNS = (
    DfeColumn("CohortRef", "cohort", _own("cohort")),
    DfeColumn("AgreementId"),
    DfeColumn("ULN", "uln", _read_uln, ENTER_ULN),
    DfeColumn("FamilyName", "family_name", partial(_read_name, "family_name", ENTER_FAMILY), ENTER_FAMILY),
    DfeColumn("GivenNames", "given_names", partial(_read_name, "given_names", ENTER_GIVEN), ENTER_GIVEN),
    DfeColumn("DateOfBirth", "date_of_birth", _read_birth, ENTER_BIRTH),
    DfeColumn("EmailAddress"),
    DfeColumn("StdCode", "standard", _read_standard, ENTER_STANDARD),
    DfeColumn("StartDate", "starts_on", _read_start, ENTER_START),
    DfeColumn("EndDate", "ends_on", _read_end, ENTER_END),
    DfeColumn("TotalPrice"),
    DfeColumn("EPAOrgID"),
    DfeColumn("ProviderRef"),
    DfeColumn("RecognisePriorLearning"),
    DfeColumn("DurationReducedBy"),
    DfeColumn("PriceReducedBy"),
    DfeColumn("TrainingTotalHours", "total_hours", _read_hours),
    DfeColumn("IsDurationReducedByRPL"),
    DfeColumn("TrainingHoursReduction", "less_hours", _read_hours),
)
