"""PAY rules: hourly pay against the rates of the days of the practical period."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from apprentices.calendar import ONE_DAY, add_months, birthday, last_of_months, say
from apprentices.programme import Apprentice, Host
from apprentices.rules.chains import chains
from apprentices.rules.facts import Facts
from apprentices.rules.follows import Follows
from apprentices.rules.rule import Parameter, Params, programme_rule
from apprentices.rules.said import EnterFigure, Said, Severity
from apprentices.rules.words import count, host_name, join, pounds

APPRENTICE, LONDON = "apprentice", "london"
APPRENTICES, STAFF = "apprentices", "staff"  # whom a promise of the living wage covers
RATE_MONTHS = Parameter(
    "months", 12, "months", "After so long the next rate is due, and said to be not known.", most=120, least=1
)


class Rate(NamedTuple):
    """What is to be paid an hour from `first` on, until it is amended; after `due` that is overdue."""

    item: str
    first: date
    due: date
    pounds: Decimal


class Rates:
    """The known rates of a kind: each holds until a later row of its item, which may end it."""

    def __init__(self, facts: Facts, kind: str, months: int) -> None:
        self._by_item: dict[str, list[tuple[date, Rate | None]]] = {}  # the latest first
        for row in reversed(facts.data.rows(kind)):
            if row.from_on:
                due = last_of_months(row.from_on, months)
                rate = None if row.value is None else Rate(row.item, row.from_on, due, row.value)
                self._by_item.setdefault(row.item, []).append((row.from_on, rate))
        everything = [rate for rows in self._by_item.values() for _, rate in rows if rate]
        self.items = tuple(self._by_item)
        self.starts = min((rate.first for rate in everything), default=date.max)
        self.highest = max((rate.pounds for rate in everything), default=Decimal(0))
        self.changes = {first for rows in self._by_item.values() for first, _ in rows}
        self.changes |= {rate.due + ONE_DAY for rate in everything}

    def on(self, item: str, day: date) -> Rate | None:
        """The rate of an item that stands on a day, the last known one where the next is due."""
        return next((rate for first, rate in self._by_item.get(item, ()) if first <= day), None)


class Unknown:
    """The rates that are due and not known: from when, for whom, which ones and the last that stand."""

    def __init__(self) -> None:
        self.first = date.max
        self.people: dict[str, None] = {}
        self.items: dict[str, Decimal] = {}

    def add(self, rate: Rate) -> None:
        """A rate that is overdue."""
        self.first = min(self.first, rate.due + ONE_DAY)
        self.items[rate.item] = rate.pounds

    def said(self, what: str, kind: str, rates: Rates, today: date) -> Iterator[Said]:
        """One warning for all of it; where nobody's pay is judged, for what is overdue today."""
        if not self.people:
            for rate in filter(None, (rates.on(item, today) for item in reversed(rates.items))):
                if today > rate.due:
                    self.add(rate)
        if self.items:
            whose = f"from then the pay of {count(len(self.people), 'person', 'people')} is judged by "
            judged = f"{whose if self.people else ''}the last known"
            old = "" if today < self.first else ", so that the rates here are older than a year"
            least = join(f"{pounds(rate)} ({_item_name(item)})" for item, rate in self.items.items())
            yield Said(
                f"{what} from {say(self.first)} is not known yet{old}; {judged}: at least {least}.",
                f"enter {join(self.items)} from {say(self.first)} when "
                f"{'it is' if len(self.items) == 1 else 'they are'} published.",
                severity=Severity.WARNING,
                subject=kind,
                judged=False,
                step=EnterFigure(kind, next(iter(self.items)), self.first),
            )


def underpaid(
    person: Apprentice,
    pay: Decimal,
    rates: Rates,
    cuts: Iterable[date],
    item_on: Callable[[date], str | None],
    unknown: Unknown,
    counts_from: Callable[[date], date] = lambda day: day,
) -> dict[Rate, date]:
    """The rates that the pay is under, each with its first day; those that are overdue go to `unknown`.

    `cuts` are the days on which another item may come to hold; `item_on` says which one holds;
    `counts_from`, from which day on a change counts.
    """
    found: dict[Rate, date] = {}
    first, last = max(person.starts_on, rates.starts), person.ends_on
    changes = {counts_from(day) for day in {*cuts, *rates.changes} if day > first}
    for day in sorted(day for day in {first, *changes} if first <= day <= last):
        item = item_on(day)
        rate = rates.on(item, day) if item else None
        if rate and day > rate.due:
            unknown.people[person.apprentice] = None
            unknown.add(rate)
        if rate and pay < rate.pounds:
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


def _item_name(item: str) -> str:
    return f"ages {item}" if _youngest(item) else item


def _youngest(item: str) -> int | None:
    """The youngest age of a band such as 16-17 or 23+; None for what is no band of ages."""
    low = item.removesuffix("+").partition("-")[0]
    return int(low) if low.isdigit() else None


@programme_rule(
    id="PAY-NMW",
    severity=Severity.CONFLICT,
    says="paid less than the National Minimum Wage",
    source="National Minimum Wage Regulations 2015 (SI 2015/621), regulations 4 to 6; GOV.UK: rates",
    follows=Follows(
        "the employer may have to pay what is owed and a penalty of twice that, up to £20,000 a person, and "
        "the funding ends too",
        "National Minimum Wage Act 1998, sections 19 and 19A; funding rules 2026-27, paragraph 76.1",
    ),
    next_step="The employer's HR lead has payroll raise the pay, and asks what is owed for days that are "
    "past.",
    help="Judges each day of the practical period: the apprentice rate while under 19 or in the first year "
    "with the employer, then the rate of the age, of the bands that there are on that day. A birthday and "
    "the end of the first year count from the next pay period; between the two it is a warning, as pay "
    "periods may be shorter. A rate stands until it is amended: where the next is due and not known, the "
    "last known one is judged by, and one warning says so; once the rates are older than a year also where "
    "nobody's pay is known. Days before the first known rate are not judged.",
    example="21 years old and in the first year: £7.55 an hour from 1 April 2025. The same person after the "
    "first year: £12.21. Somebody whose first year ends on 7 September 2026: the rate of the age from 1 "
    "October 2026.",
    parameters=(
        Parameter("age", 19, "years", "Under this age the apprentice rate holds.", most=100),
        Parameter("year", 12, "months", "How long it holds from the start at any age.", most=120),
        Parameter("pay_day", 1, "(day of a month)", "On which pay periods begin.", least=1, most=28),
        RATE_MONTHS,
    ),
    needs=("hourly_pay", "date_of_birth"),
    data=("pay",),
)
def minimum_wage(facts: Facts, params: Params) -> Iterator[Said]:
    if not facts.current:
        return
    rates, unknown = Rates(facts, "pay", params["months"]), Unknown()
    ages = [(age, item) for item in rates.items if (age := _youngest(item)) is not None]
    begun = _begun(facts)
    for person, pay, born in _paid(facts):
        bands = _bands(born, begun.get(person.apprentice), ages, params)
        judge = partial(underpaid, person, pay, rates, bands.cuts, partial(bands.on, rates))
        if short := judge(unknown, partial(_pay_period_from, params["pay_day"])):
            yield from _said(person, pay, short, _band_name)
        elif pay < rates.highest and (early := judge(Unknown())):
            yield _in_pay_period(person, pay, early)
    yield from unknown.said("The National Minimum Wage", "pay", rates, facts.today)


def _begun(facts: Facts) -> dict[str, date]:
    """The first day of each person's apprenticeship with the employer, by apprentice."""
    found: dict[str, date] = {}
    for records in chains(facts):
        for before, record in zip([None, *records], records, strict=False):
            same = before is not None and before.employer is not None and before.employer == record.employer
            found[record.apprentice] = found[before.apprentice] if before and same else record.starts_on
    return found


def _pay_period_from(pay_day: int, day: date) -> date:
    """The first day of the pay period that begins on the day or next."""
    begins = day.replace(day=pay_day)
    return begins if begins >= day else add_months(begins, 1)


def _in_pay_period(person: Apprentice, pay: Decimal, early: dict[Rate, date]) -> Said:
    """What holds only from the next pay period, and that begins after the end."""
    said = next(_said(person, pay, early, _band_name))
    return said._replace(
        problem=f"{said.problem} That counts from the next pay period, which may begin after the end, on "
        f"{say(person.ends_on)}.",
        mend=f"ask payroll when the pay period begins, or {said.mend}",
        severity=Severity.WARNING,
    )


def _paid(facts: Facts) -> list[tuple[Apprentice, Decimal, date]]:
    """The people whose pay and age are known, with both."""
    return [
        (person, person.hourly_pay, person.date_of_birth)
        for person in facts.current
        if person.hourly_pay is not None and person.date_of_birth is not None
    ]


class Bands(NamedTuple):
    """When the apprentice rate ends for somebody, and from when the band of each age may hold."""

    apprentice_until: date  # the first day on which it holds no more
    reached: list[tuple[date, str]]

    @property
    def cuts(self) -> set[date]:
        """The days on which another band may come to hold."""
        return {self.apprentice_until, *(day for day, _ in self.reached)}

    def on(self, rates: Rates, day: date) -> str | None:
        """The band that holds on a day, of those that have a rate then."""
        if day < self.apprentice_until:
            return APPRENTICE
        reached = ((when, item) for when, item in self.reached if when <= day and rates.on(item, day))
        return max(reached, default=(day, None))[1]


def _bands(born: date, begun: date | None, ages: list[tuple[int, str]], params: Params) -> Bands:
    """The bands of somebody whose apprenticeship began on a day; without one, those of the age alone."""
    until = born
    if begun:
        until = max(birthday(born, params["age"]), last_of_months(begun, params["year"]) + ONE_DAY)
    return Bands(until, [(birthday(born, age), item) for age, item in ages])


def _band_name(rate: Rate) -> str:
    return f"rate for ages {rate.item}" if _youngest(rate.item) else "apprentice rate"


@programme_rule(
    id="PAY-LLW",
    severity=Severity.WARNING,
    says="paid less than the London Living Wage that the employer has promised",
    source="Living Wage Foundation: London Living Wage (voluntary; accreditation leaves apprentices out)",
    follows=Follows(
        "the employer breaks its promise, and no law",
        "Living Wage Foundation: voluntary",
    ),
    next_step="The employer's HR lead raises the pay, or says that the promise does not cover apprentices.",
    help="For people of 18 and over whose employer has promised it for apprentices "
    "(living_wage_apprentices in hosts.csv), from the day by which each year's rate is to be paid. Where "
    "living_wage alone is recorded, it is not known whether the promise covers apprentices, and said so. "
    "Where the next rate is due and not known, the last known one is judged by, and one warning says so.",
    example="£13.85 an hour is enough to 30 April 2026; from 1 May 2026 £14.80 is to be paid. Someone who "
    "turns 18 on 3 June 2026 is judged from that day.",
    parameters=(Parameter("age", 18, "years", "From this birthday the rate holds.", most=100), RATE_MONTHS),
    needs=("hourly_pay", "date_of_birth"),
    data=("living-wage",),
)
def living_wage(facts: Facts, params: Params) -> Iterator[Said]:
    promises = {code: covers for code, host in facts.programme.hosts.items() if (covers := _covers(host))}
    if not any(person.employer in promises for person in facts.current):
        return
    rates, unknown = Rates(facts, "living-wage", params["months"]), Unknown()
    for person, pay, born in _paid(facts):
        if person.employer not in promises:
            continue
        grown = birthday(born, params["age"])
        short = underpaid(person, pay, rates, (grown,), partial(_london, grown), unknown)
        for said in _said(person, pay, short, lambda rate: "London Living Wage"):
            yield said if promises[person.employer or ""] == APPRENTICES else _unsure(facts, person, said)
    yield from unknown.said("The London Living Wage", "living-wage", rates, facts.today)


def _covers(host: Host) -> str | None:
    """Whom a host's promise of the living wage covers, as far as that is known; None: no apprentice."""
    if host.living_wage_apprentices:
        return APPRENTICES
    return STAFF if host.living_wage and host.living_wage_apprentices is None else None


def _unsure(facts: Facts, person: Apprentice, said: Said) -> Said:
    employer = host_name(facts.programme, person.employer or "")
    return said._replace(
        problem=f"{said.problem} Whether the promise of {employer} covers apprentices is not recorded.",
        mend=f"record that (living_wage_apprentices in hosts.csv), or {said.mend}",
        judged=False,
    )


def _london(grown: date, day: date) -> str | None:
    return LONDON if day >= grown else None
