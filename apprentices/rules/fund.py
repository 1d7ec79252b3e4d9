"""FUND rules about one apprenticeship: how long it lasts, its training, who may start it on which day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import ceil
from typing import NamedTuple

from apprentices.calendar import ONE_DAY, add_months, birthday, say, training_days
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.rule import Parameter, Params, Said, Severity, programme_rule
from apprentices.rules.words import count, figure, join

WEEKS_A_YEAR, DAYS_A_WEEK, WORKDAYS_A_WEEK = 52, 7, 5
FRIDAY, SATURDAY = 4, 5


def chains(facts: Facts) -> Iterator[list[Apprentice]]:
    """The records that make up one apprenticeship, in order of time.

    They share learner number and standard: a person has a new record with each employer. A person
    without a learner number stands alone; records of people who withdrew don't count.
    """
    found: dict[object, list[Apprentice]] = {}
    for person in facts.programme.apprentices.values():
        if person.status != "withdrawn":
            key = (person.uln, person.standard) if person.uln else person.apprentice
            found.setdefault(key, []).append(person)
    for records in found.values():
        yield sorted(records, key=lambda record: record.starts_on)


class Length(NamedTuple):
    """How long an apprenticeship is, in days without breaks in learning, and must be at least."""

    found: int
    asked: int
    months: int
    since: date | None  # the starts to which the minimum applies

    @property
    def rule(self) -> str:
        """The minimum in words."""
        starts = f"apprenticeships that start from {say(self.since)}" if self.since else "earlier starts"
        return f"{count(self.months, 'month')} (the minimum for {starts})"


def length(facts: Facts, records: list[Apprentice]) -> Length | None:
    """The length of one apprenticeship, made up of those records; None when no minimum is known."""
    starts_on = records[0].starts_on
    row = facts.data.on("duration", "months", starts_on)
    if row is None or row.value is None:
        return None
    months = int(row.value)
    asked = (add_months(starts_on, months) - starts_on).days
    return Length(sum(_training_time(facts, record) for record in records), asked, months, row.from_on)


def _training_time(facts: Facts, person: Apprentice) -> int:
    """Days of the practical period that are no break in learning."""
    return facts.learning_days(person, person.starts_on, person.ends_on)


def _to_last(short: int, person: Apprentice) -> str:
    """How to make a practical period that many days longer."""
    return f"let it last to {say(person.ends_on + timedelta(days=short))} or longer"


@programme_rule(
    id="FUND-DURATION",
    severity=Severity.CONFLICT,
    says="the practical period is shorter than the minimum",
    source="SI 2017/1310 as amended by SI 2025/599; funding rules 2025-26",
    help="Compares the days of the practical period, breaks in learning taken out, with the minimum for "
    "the day of the start. Records with the same learner number and standard (one with each employer) "
    "count as one apprenticeship. Told at the last record.",
    example="A start on 7 September 2026 asks for 8 months: a practical period to 6 May 2027 is long "
    "enough, one to 5 May 2027 is not. A start on 31 July 2025 asks for 12 months.",
    data=("duration",),
)
def duration(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        known = length(facts, records)
        last = records[-1]
        if known and last.status != "completed" and known.found < known.asked:
            yield Said(
                f"The practical period of {last.name} from {say(records[0].starts_on)} has "
                f"{count(known.found, 'day')} of training to {say(last.ends_on)}, against "
                f"{known.asked}: {known.rule}.",
                f"{_to_last(known.asked - known.found, last)}.",
                apprentice=last.apprentice,
            )


@programme_rule(
    id="FUND-PART-TIME",
    severity=Severity.CONFLICT,
    says="the practical period is too short for the hours worked, or should be looked at for them",
    source="Funding rules 2023-24, paragraphs 65 to 67; funding rules 2025-26, version 2",
    help="For starts to which the part-time rule applies, the minimum length grows with "
    "part-time hours / weekly hours: a conflict where it is missed. For later starts nothing grows by "
    "itself: a warning for everyone under `hours` a week, to check that the length is realistic.",
    example="Started on 1 September 2024 with 24 hours a week: 365 days x 30 / 24 = 456.25, so 457 days; "
    "456 are too few. Started on 7 December 2026 with 24 hours a week: a warning.",
    parameters=(
        Parameter("hours", 30, "hours", "Under these weekly hours later starts are warned about.", most=168),
    ),
    needs=("weekly_hours",),
    data=("duration",),
)
def part_time(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        hours, known = person.weekly_hours, length(facts, [person])
        if not hours or known is None:
            continue
        full = facts.data.value("duration", "part-time-hours", person.starts_on)
        works = f"{person.name} works {figure(hours)} hours a week"
        if full and hours < full:
            asked = ceil(known.asked * full / hours)
            if known.found < asked:
                yield Said(
                    f"{works}, under {figure(full)}, so that the practical period has to last "
                    f"{asked} days; it has {known.found}.",
                    f"{_to_last(asked - known.found, person)}.",
                    apprentice=person.apprentice,
                )
        elif not full and hours < params["hours"]:
            yield Said(
                f"{works}, under {params['hours']}. For a start on {say(person.starts_on)} the minimum "
                f"length does not grow with that, so {say(person.ends_on)} has to be agreed as late enough.",
                "agree with the training provider that the length is realistic, and keep a note of it.",
                severity=Severity.WARNING,
                apprentice=person.apprentice,
            )


class Hours(NamedTuple):
    """The off-the-job hours asked of a person, and by what."""

    asked: int
    why: str
    published: bool  # the standard's own hours are known, or not needed


def off_the_job(facts: Facts, person: Apprentice, params: Params) -> Hours | None:
    """The off-the-job hours that the funding rules ask; None where nothing is known for the start."""
    value, start = facts.data.value, person.starts_on
    weekly = value("off-the-job", "hours-a-week", start)
    if weekly:
        return _by_week(facts, person, params, weekly)
    least = value("off-the-job", "least-hours", start)
    if least is None:
        return None
    standard = facts.programme.standards.get(person.standard or "")
    published: Decimal | int | None = standard.off_the_job_hours if standard else None
    if published is None and person.standard:
        published = value("off-the-job", person.standard, start)
    if published is not None and published >= least:
        return Hours(int(published), f"published for {person.standard}", True)
    return Hours(int(least), "the least for any standard", published is not None)


def _by_week(facts: Facts, person: Apprentice, params: Params, weekly: Decimal) -> Hours | None:
    """So many hours a week on average, or of a part-timer's hours, without statutory leave."""
    at_work = WEEKS_A_YEAR - Decimal(params["leave_days"]) / WORKDAYS_A_WEEK
    weeks = Decimal(_training_time(facts, person)) / DAYS_A_WEEK * at_work / WEEKS_A_YEAR
    why = f"{figure(weekly)} hours a week"
    if person.weekly_hours is None:
        return None
    if person.weekly_hours < params["part_time"]:
        percent = facts.data.value("off-the-job", "part-time-percent", person.starts_on)
        if percent is None:
            return None
        weekly = person.weekly_hours * percent / 100
        why = f"{figure(percent)} % of {figure(person.weekly_hours)} hours a week"
    return Hours(int(weeks * weekly), f"{why} over {weeks:.1f} weeks without leave", True)


_OFF_THE_JOB = (
    Parameter(
        "leave_days", 28, "days", "Statutory leave a year, taken out of the weeks (older starts).", most=260
    ),
    Parameter("part_time", 30, "hours", "Under these weekly hours a share counts (older starts).", most=168),
)


@programme_rule(
    id="FUND-OTJ",
    severity=Severity.CONFLICT,
    says="fewer off-the-job hours are planned than are asked",
    source="Funding rules 2024-25 and 2025-26; das-commitments default",
    help="Starts from 1 August 2022 to 31 July 2025: so many hours a week over the practical period less "
    "statutory leave (part-time: a share of the hours), rounded down. Later starts: the hours published "
    "for the standard (standards.csv, or `rules data`), and never under the floor. Where they are not "
    "known, the floor alone is checked and one warning says so.",
    example="52 weeks from 2 September 2024: 52 less 5.6 weeks of leave x 6 hours = 278.4, so 278. "
    "A start on 7 September 2026 on a standard whose hours are not known: at least 187.",
    parameters=_OFF_THE_JOB,
    needs=("off_the_job_hours", "weekly_hours"),
    data=("off-the-job",),
)
def off_the_job_hours(facts: Facts, params: Params) -> Iterator[Said]:
    unknown: dict[str, None] = {}
    for person in facts.current:
        hours = off_the_job(facts, person, params)
        if person.standard and (hours is None or not hours.published) and person.weekly_hours is not None:
            unknown[person.standard] = None
        planned = person.off_the_job_hours
        if hours and planned is not None and planned < hours.asked:
            yield Said(
                f"{planned} off-the-job hours are planned for {person.name}, against {hours.asked} "
                f"({hours.why}).",
                f"plan {count(hours.asked - planned, 'hour')} more with the training provider.",
                apprentice=person.apprentice,
            )
    if unknown:
        titles = facts.programme.standards
        named = (f"{titles[code].title} ({code})" if code in titles else code for code in unknown)
        yield Said(
            f"The published off-the-job hours of {join(named)} are not known: only what holds for every "
            "standard was checked.",
            "enter them as off_the_job_hours in standards.csv.",
            severity=Severity.WARNING,
        )


@programme_rule(
    id="FUND-PAID-TRAINING",
    severity=Severity.WARNING,
    says="training may fall outside paid hours",
    source="Funding rules P36.3: training is in paid hours",
    help="The program knows no timesheets. It says so when training days fall on a Saturday or Sunday, and "
    "when more off-the-job hours are planned than the weekly hours over the practical period come to.",
    example="Training on every Saturday: a warning with the number of days and the first of them. "
    "400 off-the-job hours in 10 weeks of 36 paid hours: 360 are paid.",
    needs=("training_days", "weekly_hours", "off_the_job_hours"),
)
def paid_training(facts: Facts, params: Params) -> Iterator[Said]:
    @cache
    def at_weekends(rule: str, first: date, last: date) -> list[date]:
        return [day for day in training_days(rule, first, last) if day.weekday() >= SATURDAY]

    for person in facts.current:
        rule, hours, planned = person.training_days, person.weekly_hours, person.off_the_job_hours
        weekend = at_weekends(rule, person.starts_on, person.ends_on) if rule else ()
        if weekend:
            yield Said(
                f"{count(len(weekend), 'training day')} of {person.name} "
                f"{'falls' if len(weekend) == 1 else 'fall'} on a weekend, first on {say(weekend[0])}; "
                "training has to be in paid hours.",
                "agree that these days are worked and paid, or move them into the week.",
                apprentice=person.apprentice,
            )
        time = _training_time(facts, person)
        if planned is not None and hours is not None and planned * DAYS_A_WEEK > hours * time:
            paid = int(hours * time / DAYS_A_WEEK)
            yield Said(
                f"{planned} off-the-job hours are planned for {person.name}, and only {paid} hours are "
                f"paid in the whole practical period ({figure(hours)} a week).",
                "correct the planned or the weekly hours.",
                apprentice=person.apprentice,
            )


@programme_rule(
    id="FUND-GATEWAY",
    severity=Severity.WARNING,
    says="the gateway comes before the minimum length or the off-the-job hours are reached",
    source="Funding rules; general knowledge, 90 % sure",
    help="Compares the gateway with the day on which the minimum length is reached (FUND-DURATION, breaks "
    "in learning taken out), and the planned with the asked off-the-job hours (FUND-OTJ). How many hours "
    "will be done by the gateway is not known to the program.",
    example="A start on 7 September 2026 reaches 8 months on 6 May 2027: a gateway on that day is fine, "
    "one on 5 May 2027 is not.",
    parameters=_OFF_THE_JOB,
    data=("duration", "off-the-job"),
)
def gateway(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person, known = records[-1], length(facts, records)
        if person.gateway_on is None or person.status == "completed":
            continue
        comes = f"The gateway of {person.name} on {say(person.gateway_on)} comes before"
        if known:
            # Days of training up to and with the gateway: those planned, less those after it.
            left = facts.learning_days(person, person.gateway_on + ONE_DAY, person.ends_on)
            if known.found - left < known.asked and known.found >= known.asked:
                reached = person.gateway_on + timedelta(days=known.asked - known.found + left)
                yield Said(
                    f"{comes} the minimum length is reached: {known.found - left} days of training "
                    f"against {known.asked}, {known.rule}.",
                    f"move the gateway to {say(reached)} or later.",
                    apprentice=person.apprentice,
                )
        hours, planned = off_the_job(facts, person, params), person.off_the_job_hours
        if hours and planned is not None and planned < hours.asked:
            yield Said(
                f"{comes} the off-the-job hours are reached: {planned} are planned, against {hours.asked} "
                f"({hours.why}).",
                "plan the missing hours before the gateway.",
                apprentice=person.apprentice,
            )


@programme_rule(
    id="FUND-SCHOOL-AGE",
    severity=Severity.CONFLICT,
    says="the apprenticeship starts before the person may leave school",
    source="Funding rules P62.1",
    help="Nobody starts before the last Friday of June, or on it, in the school year of the 16th birthday. "
    "A school year starts in September.",
    example="Born on 31 August 2010: 16 in the school year to August 2026, whose last Friday of June is "
    "26 June 2026, so from 27 June 2026. Born a day later: from 26 June 2027.",
    parameters=(
        Parameter("age", 16, "years", "The birthday that counts.", most=100),
        Parameter("month", 6, "(number of a month)", "Whose last Friday counts.", least=1, most=12),
        Parameter("year_starts", 9, "(number of a month)", "In which school years start.", least=1, most=12),
    ),
    needs=("date_of_birth",),
)
def school_age(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        if person.date_of_birth is None:
            continue
        leaves = _last_friday(birthday(person.date_of_birth, params["age"]), params)
        if person.starts_on <= leaves:
            yield Said(
                f"{person.name} starts on {say(person.starts_on)}, but may leave school only on "
                f"{say(leaves)}.",
                f"start after {say(leaves)}, or correct the date of birth.",
                apprentice=person.apprentice,
            )


def _last_friday(reached: date, params: Params) -> date:
    """The last Friday of the month that counts, in the school year of a birthday."""
    month, year_starts = params["month"], params["year_starts"]
    first_year = reached.year - (reached.month < year_starts)  # in which the school year starts
    last = add_months(date(first_year + (month < year_starts), month, 1), 1) - ONE_DAY
    return last - timedelta(days=(last.weekday() - FRIDAY) % DAYS_A_WEEK)


@programme_rule(
    id="FUND-WITHDRAWN",
    severity=Severity.CONFLICT,
    says="the standard is no longer funded for new starts",
    source="DfE list 2026, disputed in the press: standards.csv and `rules data withdrawn`",
    help="Compares the start with the day from which the standard is withdrawn, as standards.csv or the "
    "list in `rules data withdrawn` has it. Nothing is shipped in that list.",
    example="A standard withdrawn on 1 August 2026: a start on 31 July 2026 is funded, one on 1 August is "
    "not.",
    needs=("standard",),
    data=("withdrawn",),
)
def withdrawn(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        standard = facts.programme.standards.get(person.standard or "")
        listed = facts.data.on("withdrawn", person.standard, person.starts_on) if person.standard else None
        days = (standard.withdrawn_on if standard else None, listed.from_on if listed else None)
        since = min((day for day in days if day and day <= person.starts_on), default=None)
        if since:
            title = standard.title if standard else person.standard
            yield Said(
                f"{person.name} starts {title} on {say(person.starts_on)}; it is not funded for those who "
                f"start on {say(since)} or later.",
                "choose another standard, or correct the day of withdrawal.",
                apprentice=person.apprentice,
            )
