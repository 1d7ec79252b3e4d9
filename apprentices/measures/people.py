"""Who came, stayed and left, what they are paid, where they live, and what became of their wishes."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from apprentices.calendar import ONE_DAY, Days
from apprentices.measures.tally import Known, Tally
from apprentices.programme import Apprentice
from apprentices.rules.data import DataRow
from apprentices.rules.facts import is_unit


def count_people(known: Known, period: Days, tally: Tally) -> None:
    """Count who was there at the start, came, left and is there at the end, and what is told of these."""
    rate, places = living_wage(known, period), local_places(known)
    for person in _there(known, period):
        for measure in _course(person, period):
            tally.add(measure, person.employer, person.apprentice)
        if rate is not None and rate.value is not None and _is_on(person, period.last):
            tally.add(_paid(person, rate.value), person.employer, person.apprentice)
        if places and person.starts_on in period:
            tally.add(_home(person, places), person.employer, person.apprentice)


def count_wishes(known: Known, period: Days, tally: Tally) -> dict[str, int]:
    """Count who has wishes and whose are met; returns how satisfied each of them is, by code."""
    wishes: dict[str, list[str]] = {}
    for row in known.facts.programme.preferences:
        if row.points > 0:
            wishes.setdefault(row.apprentice, []).append(row.what)
    satisfied = {}
    for person in _there(known, period):
        asked = wishes.get(person.apprentice)
        if asked:
            rotation = known.board.row(person.apprentice)
            there = {cell.placement for cell in rotation if cell}
            met = sum(1 for what in asked if there & known.facts.matching(what))
            kept = "wishes_met" if 2 * met >= len(asked) else "wishes_not_met"
            for measure in ("wished", kept):
                tally.add(measure, person.employer, person.apprentice)
            satisfied[person.apprentice] = known.score.satisfaction(person.apprentice, rotation)
    return satisfied


def living_wage(known: Known, period: Days) -> DataRow | None:
    """The London Living Wage of the last day of a period, or None where none is known."""
    return known.facts.data.on("living-wage", "london", period.last)


def local_places(known: Known) -> frozenset[str]:
    """The postcode districts and areas that count as local; none: not known."""
    text = known.facts.programme.settings.get("local_postcodes") or ""
    return frozenset(word.strip().upper() for word in text.split(";") if word.strip())


def _there(known: Known, period: Days) -> Iterator[Apprentice]:
    """The apprentices who were on the programme just before the period, or came in it."""
    for person in known.facts.programme.apprentices.values():
        if not is_unit(person) and (_is_on(person, period.first - ONE_DAY) or _is_new(person, period)):
            yield person


def _is_on(person: Apprentice, day: date) -> bool:
    return person.starts_on <= day <= person.ends_on


def _is_new(person: Apprentice, period: Days) -> bool:
    return person.starts_on in period and person.starts_on <= person.ends_on


def _course(person: Apprentice, period: Days) -> tuple[str, str]:
    """Where somebody comes from, and where to."""
    came = "new" if _is_new(person, period) else "at_start"
    if _is_on(person, period.last):
        return came, "at_end"
    return came, person.status if person.status in ("completed", "withdrawn") else "ended"


def _paid(person: Apprentice, rate: Decimal) -> str:
    if person.hourly_pay is None:
        return "pay_not_known"
    return "living_wage" if person.hourly_pay >= rate else "below_living_wage"


def _home(person: Apprentice, places: Collection[str]) -> str:
    if person.postcode is None:
        return "home_not_known"
    outward = person.postcode.upper().split()[0]
    district = outward.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # EC1 of EC1A
    area = district.rstrip("0123456789")
    return "local" if {outward, district, area} & set(places) else "not_local"
