"""WTR rules that count over weeks and years: the average week, and leave."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from apprentices.calendar import ONE_DAY, Days, add_months, birthday, days_in, last_of_months
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.follows import OFFENCE, TRIBUNAL
from apprentices.rules.fund_employer import LEAVE
from apprentices.rules.limits import Breach, Row, Share
from apprentices.rules.rule import EMPLOYER, Parameter, Params, RowLimits, programme_rule, row_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, figure
from apprentices.rules.wtr import ADULT, HOUR, REGULATIONS

WORKDAYS, MONTHS_A_YEAR = 5, 12


@row_rule(
    id="WTR-ADULT-48",
    owner=EMPLOYER,
    severity=Severity.CONFLICT,
    says="more than 48 hours a week on average, without opting out",
    source=f"{REGULATIONS}, regulations 4 and 5",
    follows=OFFENCE,
    next_step="The employer's HR lead asks the apprentice, who may opt out in writing or not, or agrees "
    "shorter weeks with the host.",
    help="The weekly hours of the placements, a fifth for each day from Monday to Friday, averaged over any "
    "17 weeks of the practical period from the 18th birthday on (over all of it where it is shorter). "
    "Absences are not taken out. Silent for people who opted out in writing (opted_out_48h). A window "
    "that ends before the day of judging is not judged.",
    example="13 weeks at 50 hours and 4 weeks at 40 are 810 hours in 17 weeks, 47.6 a week: fine. 17 weeks "
    "at 49 hours are not.",
    parameters=(
        Parameter("hours", 48, "hours", "Most hours a week on average.", most=168),
        Parameter("weeks", 17, "weeks", "Over how many weeks the average is taken.", most=520, least=1),
        ADULT,
    ),
    needs=("date_of_birth",),
)
def average_week(facts: Facts, params: Params) -> RowLimits | None:
    most, weeks = params["hours"], params["weeks"]
    teams = [team for team in facts.programme.placements.values() if team.weekly_hours is not None]
    if not any(team.weekly_hours > most for team in teams if team.weekly_hours is not None):
        return None
    each = {team.placement: int(team.weekly_hours * HOUR) for team in teams if team.weekly_hours is not None}

    def limits(person: Apprentice) -> list[Share]:
        if person.opted_out_48h or person.date_of_birth is None:
            return []
        first = max(person.starts_on, birthday(person.date_of_birth, params["age"]))
        return [
            _average(facts, person, window, each, most) for window in _windows(facts, person, first, weeks)
        ]

    return limits


def _windows(facts: Facts, person: Apprentice, first: date, weeks: int) -> Iterator[Days]:
    """The windows with the highest averages: hours only change where a stay starts or ends."""
    span = timedelta(weeks=weeks)
    latest = max(first, person.ends_on + ONE_DAY - span)
    stays = [stay for stay in facts.stays(person) if stay]
    starts = {first, *(stay.first for stay in stays), *(stay.last + ONE_DAY - span for stay in stays)}
    for start in sorted(start for start in starts if first <= start <= latest):
        last = min(start + span - ONE_DAY, person.ends_on)
        if max(start, facts.today) <= last:
            yield Days(start, last)


def _average(facts: Facts, person: Apprentice, window: Days, each: dict[str, int], most: int) -> Share:
    """Minutes a week times working days: the hours of a week stand for five days."""
    stays = [stay.clip(window) if stay else None for stay in facts.stays(person)]
    days = [workdays(stay) if stay else 0 for stay in stays]
    whole = workdays(window)

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        average = round(breach.found / whole / HOUR, 1)
        return Said(
            f"{person.name} works {average:g} hours a week on average from {window}, against {most}, and "
            "has not opted out.",
            "choose a team with shorter weeks, or have the person opt out in writing.",
            subject=str(window.first),
            excess=breach.found,
        )

    return Share(days, each, most * HOUR * whole, tell)


def workdays(days: Days) -> int:
    """Days from Monday to Friday, bank holidays counted."""
    weeks, rest = divmod(len(days), 7)
    return weeks * WORKDAYS + sum((days.first.weekday() + n) % 7 < WORKDAYS for n in range(rest))


@programme_rule(
    id="WTR-LEAVE",
    owner=EMPLOYER,
    severity=Severity.WARNING,
    says="less leave is recorded for a year than the law gives",
    source=f"{REGULATIONS}, regulations 13 and 13A: 5.6 weeks, 28 days for five days a week",
    follows=TRIBUNAL,
    next_step="The employer's HR lead and the apprentice agree when the leave is taken, and tell the host.",
    help="For each full year of the practical period that has ended by the day of judging: the days from "
    "Monday to Friday covered by absences of kind leave or holiday, bank holidays counted in, against a "
    "share of `days` for those who work fewer than five days a week (days_a_week; or weekly hours by the "
    "longest day of the employer's teams; or, where none is known and under 30 hours are worked, not judged)."
    " Only judged for people with leave recorded at all; for others it is not known.",
    example="A year from 7 September 2026 has 8 bank holidays: with 20 more days of leave recorded it is "
    "28, enough; with 19 it is a warning on 7 September 2027. At 3 days a week 28 x 3 / 5 = 16.8 are asked: "
    "17 are enough, 16 are not.",
    parameters=(
        Parameter("days", 28, "days", "Least days of leave in a year at five days a week.", most=3_660),
        Parameter("full_time", 30, "hours", "From these weekly hours five days a week are taken.", most=168),
    ),
)
def leave(facts: Facts, params: Params) -> Iterator[Said]:
    by_person: dict[str, list[Days]] = {}
    for row in facts.programme.absences:
        if row.kind.casefold() in LEAVE:
            by_person.setdefault(row.apprentice, []).append(Days(row.starts_on, row.ends_on))
    holidays = sorted(facts.programme.bank_holidays)
    for person in facts.current:
        ranges = by_person.get(person.apprentice)
        at_work = _days_a_week(facts, person, params["full_time"]) if ranges else None
        if at_work is None:
            continue
        asked = params["days"] * min(at_work, Decimal(WORKDAYS)) / WORKDAYS
        for year in _years(person, facts.today):
            free = {day for day in days_in(ranges or (), year) if day.weekday() < WORKDAYS}
            free.update(
                holidays[bisect_left(holidays, year.first) : bisect_left(holidays, year.last + ONE_DAY)]
            )
            if len(free) < asked:
                yield Said(
                    f"{count(len(free), 'day')} of leave and bank holidays are recorded for {person.name} "
                    f"from {year}, against {figure(asked)}.",
                    "record leave that was taken, or agree when the rest is taken.",
                    apprentice=person.apprentice,
                    subject=str(year.first),
                )


def _days_a_week(facts: Facts, person: Apprentice, full_time: int) -> Decimal | None:
    """How many days a week somebody works at the least; None where that is not known."""
    if person.days_a_week is not None:
        return person.days_a_week
    hours = person.weekly_hours
    teams = (facts.programme.placements[code] for code in facts.teams_at(person.employer or ""))
    longest = max((team.daily_hours or Decimal(0) for team in teams), default=Decimal(0))
    if hours is not None and longest:
        return hours / longest
    return None if hours is not None and hours < full_time else Decimal(WORKDAYS)


def _years(person: Apprentice, today: date) -> Iterator[Days]:
    """The full years of the practical period that are over."""
    number = 0
    while True:
        first = add_months(person.starts_on, number * MONTHS_A_YEAR)
        last = last_of_months(person.starts_on, (number + 1) * MONTHS_A_YEAR)
        if last > person.ends_on or last >= today:
            return
        yield Days(first, last)
        number += 1
