"""Apprenticeships as chains of records: a person has a new record with each employer."""

from collections.abc import Iterator
from datetime import date

from apprentices.calendar import days_in
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts, is_unit


def chains(facts: Facts) -> Iterator[list[Apprentice]]:
    """The records that make up one apprenticeship, in order of time.

    They share learner number and standard. A person without a learner number stands alone; records of
    people who withdrew, and units, don't count, nor do those that another host keeps to itself.
    """
    found: dict[object, list[Apprentice]] = {}
    for person in facts.programme.apprentices.values():
        kept = person.apprentice in facts.not_told.people
        if person.status != "withdrawn" and not is_unit(person) and not kept:
            key = (person.uln, person.standard) if person.uln else person.apprentice
            found.setdefault(key, []).append(person)
    for records in found.values():
        yield sorted(records, key=lambda record: record.starts_on)


def training_times(facts: Facts, records: list[Apprentice]) -> list[int]:
    """The days of training that each record adds to one apprenticeship; a day that two have counts once."""
    if len(records) == 1:
        return [facts.training_time(records[0])]
    found: set[date] = set()
    times = []
    for record in records:
        before = len(found)
        found |= set(record.period) - days_in(facts.breaks.get(record.apprentice, ()), record.period)
        times.append(len(found) - before)
    return times
