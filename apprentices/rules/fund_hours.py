"""FUND rules about off-the-job training: how many hours there have to be, and that they are paid."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from apprentices.calendar import DAYS_A_WEEK, is_in_the_week, say, training_days
from apprentices.programme import Apprentice
from apprentices.rules.chains import chains, training_times
from apprentices.rules.facts import Facts
from apprentices.rules.follows import NOT_FUNDED
from apprentices.rules.rule import Params, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, figure, join

WEEKS_A_YEAR, WORKDAYS_A_WEEK, SATURDAY = 52, 5, 5


class Hours(NamedTuple):
    """The off-the-job hours asked of an apprenticeship, by what, and those planned in all its records."""

    asked: int
    why: str
    published: bool  # the standard's own hours are known, or not needed
    planned: int | None  # None where a record has none
    prior: int = 0  # made up for by what was learned before
    floor: int | None = None  # the fewest, whatever was learned before; None: nothing makes up for fewer

    @property
    def missing(self) -> int:
        """How many hours are planned too few; prior learning makes up for some, down to the floor."""
        if self.planned is None:
            return 0
        return max(0, self.asked - self.prior - self.planned, (self.floor or 0) - self.planned)


def hours_of(facts: Facts, records: list[Apprentice]) -> Hours | None:
    """The off-the-job hours of one apprenticeship; None where nothing is known for its start.

    Planned hours add up over the records. Prior learning was assessed once, however many of them say so.
    """
    value, start, standard = facts.data.value, records[0].starts_on, records[0].standard
    each = [record.off_the_job_hours for record in records]
    known = [hours for hours in each if hours is not None]
    planned = sum(known) if len(known) == len(each) else None
    weekly = value("off-the-job", "hours-a-week", start)
    if weekly:
        return _by_week(facts, records, weekly, planned)
    least = value("off-the-job", "least-hours", start)
    if least is None:
        return None
    published = _published(facts, standard, start)
    prior = max(record.prior_learning_hours or 0 for record in records)
    if published is not None and published >= least:
        return Hours(int(published), f"published for {standard}", True, planned, prior, int(least))
    why = "the least for any standard"
    return Hours(int(least), why, published is not None, planned, prior, int(least))


def _published(facts: Facts, standard: str | None, start: date) -> Decimal | int | None:
    """The hours published for a standard: as standards.csv has them, or else the figures."""
    row = facts.programme.standards.get(standard or "")
    if row and row.off_the_job_hours is not None:
        return row.off_the_job_hours
    return facts.data.value("off-the-job", standard, start) if standard else None


def _by_week(facts: Facts, records: list[Apprentice], weekly: Decimal, planned: int | None) -> Hours | None:
    """So many hours a week on average, or of a part-timer's hours, without statutory leave."""
    start = records[0].starts_on
    leave = facts.data.value("off-the-job", "leave-days", start) or Decimal(0)
    at_work = WEEKS_A_YEAR - leave / WORKDAYS_A_WEEK
    weeks: dict[Rate, Decimal] = {}
    for record, days in zip(records, training_times(facts, records), strict=True):
        rate = _rate(facts, record, weekly, start)
        if rate is None:
            return None
        weeks[rate] = weeks.get(rate, Decimal(0)) + Decimal(days) / DAYS_A_WEEK * at_work / WEEKS_A_YEAR
    asked = sum(rate.hours * long for rate, long in weeks.items())
    why = join(f"{rate.why} over {long:.1f} weeks" for rate, long in weeks.items())
    return Hours(int(asked), f"{why} without leave", True, planned)


class Rate(NamedTuple):
    """The off-the-job hours asked for a week at work, and by what."""

    hours: Decimal
    why: str


def _rate(facts: Facts, record: Apprentice, weekly: Decimal, start: date) -> Rate | None:
    """What a record's weekly hours ask for; None where that is not known."""
    value = facts.data.value
    if record.weekly_hours is None:
        return None
    if record.weekly_hours >= (value("off-the-job", "part-time-hours", start) or 0):
        return Rate(weekly, f"{figure(weekly)} hours a week")
    percent = value("off-the-job", "part-time-percent", start)
    if percent is None:
        return None
    why = f"{figure(percent)} % of {figure(record.weekly_hours)} hours a week"
    return Rate(record.weekly_hours * percent / 100, why)


@programme_rule(
    id="FUND-OTJ",
    severity=Severity.CONFLICT,
    says="fewer off-the-job hours are planned than are asked",
    source="Funding rules 2024-25; 2025-26, Annex C; 2026-27, paragraphs 85 to 89",
    follows=NOT_FUNDED,
    next_step="The training provider plans the missing hours, or records the prior learning that makes up "
    "for them.",
    help="Starts from 1 August 2022 to 31 July 2025: so many hours a week over the practical period less "
    "statutory leave (part-time: a share of the hours), rounded down. Later starts: the hours published "
    "for the standard (standards.csv, or figures). Under the floor is a conflict; from there on fewer "
    "than published are a warning, unless recorded prior learning makes up for them "
    "(prior_learning_hours). Where the published hours are not known, the floor alone is checked and one "
    "warning says so. Records with the same learner number and standard are one apprenticeship, judged by "
    "its first day: their planned hours add up. Nothing is checked for starts before August 2022.",
    example="52 weeks from 2 September 2024: 52 less 5.6 weeks of leave x 6 hours = 278.4, so 278. "
    "A start on 7 September 2026 as an adult care worker, 300 hours: 299 are a warning, 299 with 1 of "
    "prior learning are enough, and 186 are a conflict whatever was learned before: at least 187.",
    needs=("off_the_job_hours", "weekly_hours"),
    data=("off-the-job",),
)
def off_the_job_hours(facts: Facts, params: Params) -> Iterator[Said]:
    unknown: dict[str, None] = {}
    for records in chains(facts):
        hours, person = hours_of(facts, records), records[-1]
        if hours is None or person.status == "completed":
            continue
        if person.standard and not hours.published:
            unknown[person.standard] = None
        if hours.missing:
            yield _too_few(records, hours)
    if unknown:
        yield _not_known(facts, unknown)


def _too_few(records: list[Apprentice], hours: Hours) -> Said:
    person, planned, missing = records[-1], hours.planned or 0, hours.missing
    together = f" ({join(record.apprentice for record in records)} together)" if len(records) > 1 else ""
    planned_for = f"{planned} off-the-job hours are planned for {person.name}{together}"
    problem = f"{planned_for}, against {hours.asked} ({hours.why})"
    more = f"plan {count(missing, 'hour')} more with the training provider"
    if hours.floor is None or planned < hours.floor:
        never = f", and never under {hours.floor}" if hours.floor not in (None, hours.asked) else ""
        return Said(f"{problem}{never}.", f"{more}.", apprentice=person.apprentice)
    prior = hours.prior
    recorded = f"{count(prior, 'hour')} of that" if prior else "no hour of that"
    return Said(
        f"{problem}; fewer are for what somebody has learned before, and {recorded} "
        f"{'are' if prior > 1 else 'is'} recorded.",
        f"{more}, or record the prior learning that was assessed (prior_learning_hours in apprentices.csv).",
        severity=Severity.WARNING,
        apprentice=person.apprentice,
    )


def _not_known(facts: Facts, standards: Iterable[str]) -> Said:
    titles = facts.programme.standards
    named = (f"{titles[code].title} ({code})" if code in titles else code for code in standards)
    return Said(
        f"The published off-the-job hours of {join(named)} are not known: only what holds for every "
        "standard was checked.",
        "enter them as off_the_job_hours in standards.csv.",
        severity=Severity.WARNING,
        subject="off-the-job",
        judged=False,
    )


@programme_rule(
    id="FUND-PAID-TRAINING",
    severity=Severity.WARNING,
    says="training may fall outside paid hours",
    source="Funding rules P36.3: training is in paid hours",
    follows=NOT_FUNDED,
    next_step="The employer and the training provider agree when the training is, in hours that are paid.",
    help="The program knows no timesheets. It says so when training days fall on a Saturday or Sunday, and "
    "when more off-the-job hours are planned than the weekly hours over the practical period come to.",
    example="Training on every Saturday: a warning with the number of days and the first of them. "
    "400 off-the-job hours in 10 weeks of 36 paid hours: 360 are paid.",
    needs=("weekly_hours", "off_the_job_hours"),
)
def paid_training(facts: Facts, params: Params) -> Iterator[Said]:
    @cache
    def at_weekends(rule: str, first: date, last: date) -> list[date]:
        if is_in_the_week(rule):
            return []
        return [day for day in training_days(rule, first, last) if day.weekday() >= SATURDAY]

    for person in facts.current:
        rule, hours, planned = person.training_days, person.weekly_hours, person.off_the_job_hours
        weekend = at_weekends(rule, person.starts_on, person.ends_on) if rule else ()
        if weekend:
            yield _at_weekends(person, weekend)
        time = facts.training_time(person)
        if planned is not None and hours is not None and planned * DAYS_A_WEEK > hours * time:
            paid = int(hours * time / DAYS_A_WEEK)
            yield Said(
                f"{planned} off-the-job hours are planned for {person.name}, and only {paid} hours are "
                f"paid in the whole practical period ({figure(hours)} a week).",
                "correct the planned or the weekly hours.",
                apprentice=person.apprentice,
                subject="off_the_job_hours",
            )


def _at_weekends(person: Apprentice, days: Sequence[date]) -> Said:
    return Said(
        f"{count(len(days), 'training day')} of {person.name} {'falls' if len(days) == 1 else 'fall'} on a "
        f"weekend, first on {say(days[0])}; training has to be in paid hours.",
        "agree that these days are worked and paid, or move them into the week.",
        apprentice=person.apprentice,
        subject="training_days",
    )
