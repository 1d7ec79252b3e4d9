"""PAY rules: hourly pay against the rates of the days of the practical period."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from apprentices.calendar import ONE_DAY, add_months, birthday, say
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.rule import Parameter, Params, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, join, pounds

APPRENTICE, LONDON = "apprentice", "london"
RATE_MONTHS = Parameter(
    "months", 12, "months", "How long a rate holds while no later one is known.", most=120, least=1
)


class Rate(NamedTuple):
    """What is to be paid an hour on the days from `first` to `last`."""

    item: str
    first: date
    last: date
    pounds: Decimal


class Rates:
    """The known rates of a kind. A rate ends when the next begins, or after a year: none is carried on."""

    def __init__(self, facts: Facts, kind: str, months: int) -> None:
        self._by_item: dict[str, list[Rate]] = {}  # the latest first
        for row in reversed(facts.data.rows(kind)):
            if row.from_on and row.value is not None:
                last = add_months(row.from_on, months) - ONE_DAY
                rate = Rate(row.item, row.from_on, last, row.value)
                self._by_item.setdefault(row.item, []).append(rate)
        everything = [rate for rates in self._by_item.values() for rate in rates]
        self.items = tuple(self._by_item)
        self.starts = min((rate.first for rate in everything), default=date.max)
        self.changes = {day for rate in everything for day in (rate.first, rate.last + ONE_DAY)}

    def on(self, item: str, day: date) -> Rate | None:
        """The rate of an item on a day; None when it is not known."""
        for rate in self._by_item.get(item, ()):
            if rate.first <= day:
                return rate if day <= rate.last else None
        return None


class Unknown:
    """What can't be judged because a rate is not known: from when, for whom, which rates."""

    def __init__(self) -> None:
        self.first = date.max
        self.people: dict[str, None] = {}
        self.items: dict[str, None] = {}

    def said(self, what: str, kind: str) -> Iterator[Said]:
        """One warning for all of it."""
        if self.people:
            yield Said(
                f"{what} from {say(self.first)} is not known yet, so that the pay of "
                f"{count(len(self.people), 'person', 'people')} is not checked from then.",
                f"enter {join(self.items)} when they are published: `apprentices rules data {kind} add "
                f"{next(iter(self.items))} POUNDS --from {self.first}`.",
                severity=Severity.WARNING,
                subject=kind,
                judged=False,
            )


def underpaid(
    person: Apprentice,
    pay: Decimal,
    rates: Rates,
    cuts: Iterable[date],
    item_on: Callable[[date], str | None],
    unknown: Unknown,
) -> dict[Rate, date]:
    """The rates that the pay is under, each with its first day; what is not known goes to `unknown`.

    `cuts` are the days on which another item may come to hold; `item_on` says which one holds.
    """
    found: dict[Rate, date] = {}
    first, last = max(person.starts_on, rates.starts), person.ends_on
    for day in sorted(day for day in {first, *cuts, *rates.changes} if first <= day <= last):
        item = item_on(day)
        rate = rates.on(item, day) if item else None
        if item and rate is None:
            unknown.first = min(unknown.first, day)
            unknown.people[person.apprentice] = unknown.items[item] = None
        elif rate and pay < rate.pounds:
            found.setdefault(rate, day)
    return found


def _said(
    person: Apprentice, pay: Decimal, short: dict[Rate, date], name: Callable[[Rate], str]
) -> Iterator[Said]:
    if short:
        parts = [
            f"from {say(day)} against {pounds(rate.pounds)} ({name(rate)} from {say(rate.first)})"
            for rate, day in short.items()
        ]
        yield Said(
            f"{person.name} is paid {pounds(pay)} an hour: {join(parts)}.",
            f"raise the pay to {pounds(max(rate.pounds for rate in short))} or more.",
            apprentice=person.apprentice,
        )


def _youngest(item: str) -> int | None:
    """The youngest age of a band such as 16-17 or 23+; None for what is no band of ages."""
    low = item.removesuffix("+").partition("-")[0]
    return int(low) if low.isdigit() else None


@programme_rule(
    id="PAY-NMW",
    severity=Severity.CONFLICT,
    says="paid less than the National Minimum Wage",
    source="National Minimum Wage Act 1998; GOV.UK: National Minimum Wage rates",
    help="Judges each day of the practical period: the apprentice rate while under 19 or in the first year "
    "of the apprenticeship, then the rate of the age. A rate that is not known yet is said to be not known, "
    "once, and is not guessed. Days before the first known rate are not judged.",
    example="21 years old and in the first year: £7.55 an hour from 1 April 2025. The same person after the "
    "first year: £12.21.",
    parameters=(
        Parameter("age", 19, "years", "Under this age the apprentice rate holds.", most=100),
        Parameter("year", 12, "months", "How long it holds from the start at any age.", most=120),
        RATE_MONTHS,
    ),
    needs=("hourly_pay", "date_of_birth"),
    data=("pay",),
)
def minimum_wage(facts: Facts, params: Params) -> Iterator[Said]:
    if not (people := _paid(facts)):
        return
    rates, unknown = Rates(facts, "pay", params["months"]), Unknown()
    bands = [(age, item) for item in rates.items if (age := _youngest(item)) is not None]
    for person, pay, born in people:
        short = underpaid(person, pay, rates, *_bands(person, born, bands, params), unknown)
        yield from _said(person, pay, short, _band_name)
    yield from unknown.said("The National Minimum Wage", "pay")


def _paid(facts: Facts) -> list[tuple[Apprentice, Decimal, date]]:
    """The people whose pay and age are known, with both."""
    return [
        (person, person.hourly_pay, person.date_of_birth)
        for person in facts.current
        if person.hourly_pay is not None and person.date_of_birth is not None
    ]


def _bands(
    person: Apprentice, born: date, bands: list[tuple[int, str]], params: Params
) -> tuple[set[date], Callable[[date], str | None]]:
    """When a person's band changes, and which holds on a day."""
    grown = birthday(born, params["age"])
    year_over = add_months(person.starts_on, params["year"])
    reached = [(birthday(born, age), item) for age, item in bands]

    def item_on(day: date) -> str | None:
        if day < grown or day < year_over:
            return APPRENTICE
        return max(((when, item) for when, item in reached if when <= day), default=(day, None))[1]

    return {grown, year_over, *(when for when, _ in reached)}, item_on


def _band_name(rate: Rate) -> str:
    return f"rate for ages {rate.item}" if _youngest(rate.item) else "apprentice rate"


@programme_rule(
    id="PAY-LLW",
    severity=Severity.WARNING,
    says="paid less than the London Living Wage that the employer has promised",
    source="Living Wage Foundation: London Living Wage (voluntary)",
    help="For people of 18 and over whose employer is marked living_wage in hosts.csv, from the day by "
    "which each year's rate is to be paid. A rate that is not known yet is said to be not known, once.",
    example="£13.85 an hour is enough to 30 April 2026; from 1 May 2026 £14.80 is to be paid. Someone who "
    "turns 18 on 3 June 2026 is judged from that day.",
    parameters=(Parameter("age", 18, "years", "From this birthday the rate holds.", most=100), RATE_MONTHS),
    needs=("hourly_pay", "date_of_birth", "employer"),
    data=("living-wage",),
)
def living_wage(facts: Facts, params: Params) -> Iterator[Said]:
    promised = {code for code, host in facts.programme.hosts.items() if host.living_wage}
    people = [known for known in _paid(facts) if known[0].employer in promised]
    if not people:
        return
    rates, unknown = Rates(facts, "living-wage", params["months"]), Unknown()
    for person, pay, born in people:
        grown = birthday(born, params["age"])
        short = underpaid(person, pay, rates, (grown,), partial(_london, grown), unknown)
        yield from _said(person, pay, short, lambda rate: "London Living Wage")
    yield from unknown.said("The London Living Wage", "living-wage")


def _london(grown: date, day: date) -> str | None:
    return LONDON if day >= grown else None
