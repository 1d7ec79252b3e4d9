"""Dated figures that rules go by: shipped as files in `data/`, extended and corrected by the user.

A row holds from its day until a later row of the same kind and item takes over. The user's row replaces
the shipped one of the same kind, item and day. Each file is read when the first rule asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from apprentices.bounds import HOURLY_PAY, TRAINING_HOURS, WEEK
from apprentices.calendar import YEARS, add_months, say
from apprentices.columns import Kind, beyond
from apprentices.figures import RuleData
from apprentices.text import shown, unfit


class DataKind(NamedTuple):
    """A kind of dated figures, with what its items and values are.

    `items` has the patterns of its items, and the most that the figure of each may be.
    """

    help: str
    item: str
    value: str
    items: Mapping[str, int]
    dated: bool = True  # every row has a first day
    valued: bool = True  # every row has a figure
    yearly: bool = False  # a new figure is published every year
    read_as: Kind = Kind.HOURS


MONTHS_A_YEAR = 12
_STANDARD = "[A-Z]{2}[A-Za-z0-9]{1,30}"
KINDS: Mapping[str, DataKind] = {
    "pay": DataKind(
        "National Minimum Wage, pounds an hour.",
        "`apprentice`, or an age or span of ages such as 16-17 or 23+",
        "pounds an hour",
        {"apprentice|[0-9]{2}(-[0-9]{2}|[+])?": HOURLY_PAY},
        yearly=True,
        read_as=Kind.MONEY,
    ),
    "living-wage": DataKind(
        "London Living Wage, from the day by which the year's rate is to be paid.",
        "`london`",
        "pounds an hour",
        {"london": HOURLY_PAY},
        yearly=True,
        read_as=Kind.MONEY,
    ),
    "duration": DataKind(
        "Minimum length of an apprenticeship that starts on the day or later.",
        "`months`; or `part-time-hours`: the minimum grows below these weekly hours (0: it doesn't), from "
        "`months`, or from `part-time-weeks`, whichever is reached first",
        "months, weeks, or hours a week",
        {"months": 240, "part-time-weeks": 1_040, "part-time-hours": WEEK},
        dated=False,
    ),
    "off-the-job": DataKind(
        "Off-the-job training of an apprenticeship that starts on the day or later.",
        "`hours-a-week`, for which `leave-days` a year are taken out; `part-time-percent` of the hours of "
        "those under `part-time-hours`; `least-hours` in all; or a standard's code with its published hours",
        "hours, days or per cent",
        {
            "hours-a-week|part-time-hours": WEEK,
            "part-time-percent": 100,
            "leave-days": 260,
            f"least-hours|{_STANDARD}": TRAINING_HOURS,
        },
    ),
    "withdrawn": DataKind(
        "Standards that are no longer funded for those who start on the day or later.",
        "a standard's code",
        "none",
        {_STANDARD: 0},
        valued=False,
    ),
    "closed": DataKind(
        "Standards that are withdrawn and under which programmes that exist may start nobody either, from "
        "the day on.",
        "a standard's code",
        "none",
        {_STANDARD: 0},
        valued=False,
    ),
    "breaks": DataKind(
        "Time without learning of an apprenticeship that starts, or in a month that begins, on the day or "
        "later.",
        "`absence-days` without a break in learning, if a calendar month has no day of learning in it; "
        "`gap-days` between two employers without one; `withdrawal-days` between them that end it",
        "days",
        {"absence-days|gap-days|withdrawal-days": 3_660},
        dated=False,
    ),
    "starts": DataKind(
        "What is asked of those who start on the day or later: days, weeks and ages.",
        "`training-plan-days`, `unit-weeks`, `unit-age`, `english-maths-age`; the oldest, `level-7-age` and "
        "`foundation-age`, and with support `level-7-age-supported` and `foundation-age-supported`",
        "days, weeks or years",
        {
            "training-plan-days|unit-weeks": 3_660,
            "unit-age|english-maths-age|(level-7|foundation)-age(-supported)?": 100,
        },
        dated=False,
    ),
    "bodies": DataKind(
        "Who is responsible for the funding of apprenticeships in England from the day on.",
        "the name of the body as it stands in a sentence, with `the` where it has one",
        "none",
        {"[A-Za-z][A-Za-z -]{1,99}": 0},
        dated=False,
        valued=False,
    ),
    "training": DataKind(
        "After how many months a training subject is to be refreshed.",
        "the subject as clearances name it after `training:`, or `other`",
        "months",
        {"[a-z0-9-]{1,100}": 1_200},
        dated=False,
    ),
}


class DataRow(NamedTuple):
    """One dated figure. `own` ones are the user's; `checked_on` is None where nobody has compared it."""

    kind: str
    item: str
    from_on: date | None
    value: Decimal | None
    source: str
    checked_on: date | None
    own: bool

    def holds_on(self, day: date) -> bool:
        """Whether the row has begun to hold by that day."""
        return self.from_on is None or self.from_on <= day


class Data:
    """The shipped figures with the user's own laid over them, as far as these can be used."""

    def __init__(self, own: Iterable[RuleData] = ()) -> None:
        self._own = tuple(own)
        self._rows: dict[str, list[DataRow]] = {}

    def rows(self, kind: str) -> list[DataRow]:
        """All rows of a kind, by item in the order of the file, then by day."""
        found = self._rows.get(kind)
        if found is None:
            merged = {(row.item, row.from_on): row for row in shipped(kind)}
            merged |= {(row.item, row.from_on): _of_user(row) for row in self._usable if row.kind == kind}
            order = {item: number for number, item in enumerate(dict.fromkeys(item for item, _ in merged))}
            found = sorted(merged.values(), key=lambda row: (order[row.item], row.from_on or date.min))
            self._rows[kind] = found
        return found

    def on(self, kind: str, item: str, day: date) -> DataRow | None:
        """The row of an item that holds on a day, or None when none is known."""
        found = None
        for row in self.rows(kind):
            if row.item == item and row.holds_on(day):
                found = row
        return found

    def value(self, kind: str, item: str, day: date) -> Decimal | None:
        """The figure of an item on a day, or None when it is not known."""
        row = self.on(kind, item, day)
        return row.value if row else None

    def funder(self, day: date) -> str:
        """Who is responsible for the funding of apprenticeships on a day."""
        begun = [row for row in self.rows("bodies") if row.holds_on(day)]
        return max(begun, key=lambda row: (row.from_on or date.min, row.own)).item

    def awaited(self, kind: str) -> list[tuple[str, date]]:
        """The items whose next figure is not known yet, each with the day from which it will be asked for."""
        if not KINDS[kind].yearly:
            return []
        newest = {row.item: row for row in self.rows(kind)}
        return [
            (item, add_months(row.from_on, MONTHS_A_YEAR))
            for item, row in newest.items()
            if row.from_on and row.value is not None
        ]

    def unusable(self) -> Iterator[tuple[RuleData, str]]:
        """The user's rows that are left aside, each with what is wrong with it."""
        for row in self._own:
            wrong = _out_of_bounds(row)
            if wrong:
                yield row, wrong

    @cached_property
    def _usable(self) -> list[RuleData]:
        return [row for row in self._own if _out_of_bounds(row) is None]


def _of_user(row: RuleData) -> DataRow:
    return DataRow(row.kind, row.item, row.from_on, row.value, row.source or "", row.checked_on, True)


@cache
def shipped(kind: str) -> tuple[DataRow, ...]:
    """The rows of a kind that come with the program."""
    import csv  # only where dated figures are asked for

    path = Path(__file__).with_name("data") / f"{kind}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_row(kind, cells) for cells in csv.DictReader(file))


def _row(kind: str, cells: Mapping[str, str]) -> DataRow:
    return DataRow(
        kind,
        cells["item"],
        _day(cells["from"]),
        Decimal(cells["value"]) if cells["value"] else None,
        cells["source"],
        _day(cells["checked_on"]),
        False,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def lacks_a_day(row: RuleData) -> bool:
    """Whether a figure holds from some day on, and doesn't say which."""
    return KINDS[row.kind].dated and row.from_on is None


def check_row(row: RuleData) -> str | None:
    """What is wrong with a figure of the user's, or None."""
    wrong = _out_of_bounds(row)
    if wrong:
        return wrong
    kind = KINDS[row.kind]
    if lacks_a_day(row):
        return f"A figure of {row.kind} needs the first day on which it holds."
    if kind.valued and row.value is None:
        return f"A figure of {row.kind} needs a value: {kind.value}."
    if not kind.valued and row.value is not None:
        return f"A row of {row.kind} has no value: the day is all."
    if row.source is not None and (wrong := unfit(row.source)):
        return f"The source {wrong}."
    return None


def _out_of_bounds(row: RuleData) -> str | None:
    from re import fullmatch

    kind = KINDS.get(row.kind)
    if kind is None:
        return f'There is no kind of figures "{shown(row.kind[:40])}"; choose {", ".join(KINDS)}.'
    most = next((most for pattern, most in kind.items.items() if fullmatch(pattern, row.item)), None)
    if most is None:
        return f'"{shown(row.item[:40])}" is no item of {row.kind}; an item is {kind.item}.'
    for day in (row.from_on, row.checked_on):
        if day is not None and day.year not in YEARS:
            return f"{say(day)} is not in the years {YEARS[0]} to {YEARS[-1]}."
    if row.value is None or not kind.valued:
        return None
    if not row.value.is_finite():
        return f"{row.value} is not a figure."
    wrong = beyond(row.value, 0, most)
    return wrong and f"{row.value:.12g} {wrong}."


def row_name(row: RuleData) -> str:
    """A figure in words: pay 18-20 from 1 April 2027."""
    since = f" from {say(row.from_on)}" if row.from_on else ""
    return f"{row.kind} {row.item}{since}"
