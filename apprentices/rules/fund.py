"""FUND rules about one apprenticeship: how long it lasts, and who may start it on which day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from apprentices.calendar import DAYS_A_WEEK, ONE_DAY, Days, add_months, birthday, last_of_months, say
from apprentices.programme import Apprentice
from apprentices.rules.chains import chains, training_times
from apprentices.rules.facts import Facts
from apprentices.rules.follows import NOT_FUNDED, Follows
from apprentices.rules.fund_hours import hours_of
from apprentices.rules.rule import Parameter, Params, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, figure

FRIDAY = 4


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
    asked = len(Days(starts_on, last_of_months(starts_on, months)))
    return Length(sum(training_times(facts, records)), asked, months, row.from_on)


def _to_last(short: int, person: Apprentice) -> str:
    """How to make a practical period that many days longer."""
    return f"let it last to {say(person.ends_on + timedelta(days=short))} or longer"


@programme_rule(
    id="FUND-DURATION",
    severity=Severity.CONFLICT,
    says="the practical period is shorter than the minimum",
    source="SI 2017/1310 as amended by SI 2025/599; funding rules 2025-26",
    follows=NOT_FUNDED,
    next_step="The employer and the training provider agree a later end, and all parties sign the "
    "training plan again.",
    help="Compares the days of the practical period, breaks in learning taken out, with the minimum for "
    "the day of the start: months that end on the day before the corresponding date, or with the last day "
    "of a month that has no such date. Records with the same learner number and standard (one with each "
    "employer) count as one apprenticeship, and a day that two of them have counts once. Told at the last "
    "record.",
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
    source="Funding rules 2023-24, paragraph 67.1; funding rules 2025-26, version 2",
    follows=NOT_FUNDED,
    next_step="The training provider and the employer agree an end that the hours worked allow for.",
    help="For starts to which the part-time rule applies, the minimum is 12 x 30 / weekly hours months, or "
    "52 x 30 / weekly hours weeks; to reach one of the two is enough, and to miss both a conflict. For "
    "later starts nothing grows by itself: a warning for everyone under `hours` a week, to check that the "
    "length is realistic. Records of one apprenticeship count together, at the hours of the last.",
    example="Started on 2 September 2024 with 24 hours a week: 12 x 30 / 24 = 15 months, to 1 December "
    "2025, or 52 x 30 / 24 = 65 weeks, to 30 November 2025, which is enough; 29 November is too early. "
    "Started on 7 December 2026 with 24 hours a week: a warning.",
    parameters=(
        Parameter("hours", 30, "hours", "Under these weekly hours later starts are warned about.", most=168),
    ),
    needs=("weekly_hours",),
    data=("duration",),
)
def part_time(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person, starts_on = records[-1], records[0].starts_on
        hours, known = person.weekly_hours, length(facts, records)
        if not hours or known is None or person.status == "completed":
            continue
        full = facts.data.value("duration", "part-time-hours", starts_on)
        works = f"{person.name} works {figure(hours)} hours a week"
        if full and hours < full:
            asked = _part_time_days(facts, starts_on, known.months, full, hours)
            if known.found < asked:
                yield Said(
                    f"{works}, under {figure(full)}, so that the practical period has to last "
                    f"{asked} days; it has {known.found}.",
                    f"{_to_last(asked - known.found, person)}.",
                    apprentice=person.apprentice,
                )
        elif not full and hours < params["hours"]:
            yield Said(
                f"{works}, under {params['hours']}. For a start on {say(starts_on)} the minimum "
                f"length does not grow with that, so {say(person.ends_on)} has to be agreed as late enough.",
                "agree with the training provider that the length is realistic, and keep a note of it.",
                severity=Severity.WARNING,
                apprentice=person.apprentice,
            )


def _part_time_days(facts: Facts, starts_on: date, months: int, full: Decimal, hours: Decimal) -> int:
    """The days that a part-timer's training has to last: in months or in weeks, whichever is less."""
    by_months = len(Days(starts_on, last_of_months(starts_on, ceil(months * full / hours))))
    weeks = facts.data.value("duration", "part-time-weeks", starts_on)
    return by_months if weeks is None else min(by_months, ceil(weeks * DAYS_A_WEEK * full / hours))


@programme_rule(
    id="FUND-GATEWAY",
    severity=Severity.WARNING,
    says="the gateway comes before the minimum length or the off-the-job hours are reached",
    source="Funding rules; general knowledge, 90 % sure",
    follows=NOT_FUNDED,
    next_step="The training provider moves the gateway, and tells the employer.",
    help="Compares the gateway with the day on which the minimum length is reached (FUND-DURATION, breaks "
    "in learning taken out), and the planned with the asked off-the-job hours (FUND-OTJ). How many hours "
    "will be done by the gateway is not known to the program.",
    example="A start on 7 September 2026 reaches 8 months on 6 May 2027: a gateway on that day is fine, "
    "one on 5 May 2027 is not.",
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
                    subject="duration",
                )
        hours = hours_of(facts, records)
        if hours and hours.missing:
            yield Said(
                f"{comes} the off-the-job hours are reached: {hours.planned} are planned, "
                f"against {hours.asked} ({hours.why}).",
                "plan the missing hours before the gateway.",
                apprentice=person.apprentice,
                subject="off-the-job",
            )


@programme_rule(
    id="FUND-SCHOOL-AGE",
    severity=Severity.CONFLICT,
    says="the apprenticeship starts before the person may leave school",
    source="Funding rules P62.1 and P110.1; funding rules 2026-27, paragraph 33",
    follows=NOT_FUNDED,
    next_step="The employer moves the start, and tells the training provider.",
    help="Nobody starts before the last Friday of June, or on it, in the school year of the 16th birthday. "
    "A school year starts in September, so that somebody who is still 15 after that Friday may start: "
    "they are 16 by 31 August.",
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
                f"{person.name} starts on {say(person.starts_on)}, but may leave school and start only "
                f"after {say(leaves)}.",
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
    source="Apprenticeship service help centre, 34005626548626; standards.csv",
    follows=Follows(
        "the start is not funded",
        "Apprenticeship service help centre, 34005626548626",
    ),
    next_step="The training provider says whether a place is left, or the employer chooses another standard.",
    help="Compares the start of the apprenticeship with the day from which the standard is withdrawn, as "
    "standards.csv or the figures of `withdrawn` have it. Where programmes that exist may take people on for "
    "a while, capped in number (to the day before that in the figures of `closed`), it is a warning until "
    "then.",
    example="Team leader is withdrawn from 1 September 2026: a start on 31 August 2026 is funded. One on 1 "
    "September or up to 17 December 2026 is a warning, one on 18 December a conflict.",
    needs=("standard",),
    data=("withdrawn", "closed"),
)
def withdrawn(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person, starts_on = records[-1], records[0].starts_on
        standard = facts.programme.standards.get(person.standard or "")
        if person.standard is None or person.status == "completed":
            continue
        listed = facts.data.on("withdrawn", person.standard, starts_on)
        days = (standard.withdrawn_on if standard else None, listed.from_on if listed else None)
        since = min((day for day in days if day and day <= starts_on), default=None)
        if since:
            title = standard.title if standard else person.standard
            closes = _closes(facts, person.standard)
            said = Said(
                f"{person.name} starts {title} on {say(starts_on)}; it is not funded for those who "
                f"start on {say(since)} or later.",
                "choose another standard, or correct the day of withdrawal.",
                apprentice=person.apprentice,
            )
            yield _capped(said, closes) if closes and starts_on < closes else said


def _capped(said: Said, closes: date) -> Said:
    """A withdrawn standard that programmes which exist may still start people under."""
    return said._replace(
        problem=f"{said.problem} Programmes that exist may start some before {say(closes)}, capped in "
        "number.",
        mend="ask the training provider for one of these places, or choose another standard.",
        severity=Severity.WARNING,
    )


def _closes(facts: Facts, standard: str) -> date | None:
    """The first day on which programmes of a withdrawn standard that exist start nobody either."""
    rows = facts.data.rows("closed")
    return next((row.from_on for row in rows if row.item == standard), None)
