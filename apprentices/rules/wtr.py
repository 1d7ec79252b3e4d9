"""WTR rules: working time by the day, as people turn 18.

Cell rules, from the hours of the placement. The faults of a placement's hours are found once; a look then
only asks whether the person has the age they are faults for on days of the stay that are still to come.
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from math import ceil

from apprentices.calendar import ONE_DAY, Days, birthday, say
from apprentices.programme import Apprentice, Placement
from apprentices.rules.due import AHEAD, is_near
from apprentices.rules.facts import Facts
from apprentices.rules.follows import OFFENCE, TRIBUNAL, Follows
from apprentices.rules.rule import STAY, Look, Parameter, Params, cell_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import cycle_name, figure, join, team_name

YOUNG_RISK = "young-risk-assessment"  # the clearance that proves it
REGULATIONS = "Working Time Regulations 1998"
HOURS = ("weekly_hours", "daily_hours", "starts_at", "ends_at")
DAY_MINUTES, HOUR, DAY_HOURS, WEEK_DAYS = 24 * 60, 60, 24, 7
ADULT = Parameter("age", 18, "years", "The birthday from which the rules for adults hold.", most=100)

Faults = Callable[[Placement], list[str]]


def shift_of(starts_at: time | None, ends_at: time | None) -> tuple[int, int] | None:
    """First minute and number of minutes of the working day, over midnight where it ends earlier."""
    if starts_at is None or ends_at is None:
        return None
    return _minutes(starts_at), (_minutes(ends_at) - _minutes(starts_at) - 1) % DAY_MINUTES + 1


def _minutes(at: time) -> int:
    return at.hour * HOUR + at.minute


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, HOUR)
    return f"{hours} hours {rest} minutes" if rest else f"{hours} hours"


def _young(person: Apprentice, days: Days, age: int) -> Days | None:
    """The days before the birthday."""
    if person.date_of_birth is None:
        return None
    grown = birthday(person.date_of_birth, age)
    last = min(days.last, grown - ONE_DAY)
    return Days(days.first, last) if days.first <= last else None


def _adult(person: Apprentice, days: Days, age: int) -> Days | None:
    """The days from the birthday on."""
    if person.date_of_birth is None:
        return None
    first = max(days.first, birthday(person.date_of_birth, age))
    return Days(first, days.last) if first <= days.last else None


def _judge(facts: Facts, age: int, young: bool, faults: Faults, mend: str) -> Look | None:
    """Tell the faults of placements to people under (or from) an age."""
    faulty = {
        team.placement: found for team in facts.programme.placements.values() if (found := faults(team))
    }
    if not faulty:
        return None
    of_age = _young if young else _adult

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        found = faulty.get(team.placement)
        stay = facts.still_to_come(person, index) if found else None
        days = of_age(person, stay, age) if stay else None
        if not found or days is None:
            return None
        return Said(
            f"From {days} {person.name} is {'under' if young else 'at least'} {age} and in {team_name(team)} "
            f"in {cycle_name(facts.programme.cycles[index])}: {join(found)}.",
            mend,
        )

    return look


def _rest_faults(team: Placement, params: Params) -> list[str]:
    """What is wrong with daily rest, weekly rest and breaks."""
    found, times = [], shift_of(team.starts_at, team.ends_at)
    shift = times[1] if times else None
    rest, days_off, pause = params["rest"], params["week_rest"], params["break"]
    present = shift if shift is not None else team.daily_hours and int(team.daily_hours * HOUR)
    if present and DAY_MINUTES - present < rest * HOUR:
        found.append(f"{_hours(DAY_MINUTES - present)} of rest in 24, against {rest}")
    if team.weekly_hours and team.daily_hours:
        days = ceil(team.weekly_hours / team.daily_hours)
        off = (WEEK_DAYS - days) * DAY_HOURS
        if off < days_off:
            found.append(f"{days} working days leave {off} hours of rest in a week, against {days_off}")
    if shift is not None and team.daily_hours is not None:
        worked = team.daily_hours * HOUR
        if worked > params["over"] and shift - worked < pause:
            found.append(f"{figure(shift - worked)} minutes of break in {figure(team.daily_hours)} hours of "
                         f"work, against {pause}")  # fmt: skip
    return found


@cell_rule(
    id="WTR-YOUNG-HOURS",
    severity=Severity.CONFLICT,
    says="someone under 18 works too many hours a day or a week",
    source=f"{REGULATIONS}, regulation 5A",
    follows=OFFENCE,
    next_step="The host's supervisor agrees shorter hours, and the employer adds up the hours of all jobs.",
    help="Compares the daily and weekly hours of the placement, for the days of the stay before the 18th "
    "birthday. No averaging and no opting out; hours with another employer are not known to the program. "
    "Days that are past are not judged.",
    example="A team works 9 hours a day. Born on 11 February 2009 and there from 7 December 2026 to 5 March "
    "2027: from 7 December 2026 to 10 February 2027, 9 hours a day against 8.",
    parameters=(
        Parameter("day", 8, "hours", "Most hours a day.", most=24),
        Parameter("week", 40, "hours", "Most hours a week.", most=168),
        ADULT,
    ),
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth"),
    of_team=("daily_hours", "weekly_hours"),
)
def young_hours(facts: Facts, params: Params) -> Look | None:
    def faults(team: Placement) -> list[str]:
        found = (("a day", team.daily_hours, params["day"]), ("a week", team.weekly_hours, params["week"]))
        return [
            f"{figure(hours)} hours {per}, against {most}"
            for per, hours, most in found
            if hours is not None and hours > most
        ]

    return _judge(facts, params["age"], True, faults, "agree shorter days with the team, or choose another.")


@cell_rule(
    id="WTR-YOUNG-REST",
    severity=Severity.CONFLICT,
    says="someone under 18 has too little rest",
    source=f"{REGULATIONS}, regulations 10, 11 and 12",
    follows=TRIBUNAL,
    next_step="The host's supervisor agrees other hours, and tells the employer.",
    help="From the placement's hours, for the days of the stay before the 18th birthday: rest in each 24 "
    "hours, days off a week (weekly hours / daily hours, rounded up, are working days) and the break in a "
    "day (from start to end, less the hours worked).",
    example="09:00 to 17:00 with 7.5 hours worked leaves 30 minutes of break, enough; with 7.6 hours, 24 "
    "minutes, too few. 40 hours at 6.5 a day are 7 days: no day off.",
    parameters=(
        Parameter("rest", 12, "hours", "Least rest in each 24 hours.", most=24),
        Parameter("week_rest", 48, "hours", "Least rest in each week.", most=168),
        Parameter("break", 30, "minutes", "Least break in a long day.", most=1_440),
        Parameter("over", 270, "minutes", "A day is long when more than this is worked.", most=1_440),
        ADULT,
    ),
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth"),
    of_team=HOURS,
)
def young_rest(facts: Facts, params: Params) -> Look | None:
    return _judge(
        facts,
        params["age"],
        True,
        lambda team: _rest_faults(team, params),
        "agree other hours with the team, or choose another.",
    )


@cell_rule(
    id="WTR-YOUNG-NIGHT",
    severity=Severity.CONFLICT,
    says="someone under 18 works at night",
    source=f"{REGULATIONS}, regulations 6A and 7",
    follows=OFFENCE,
    next_step="The host's supervisor agrees hours in the day, and tells the employer.",
    help="No part of the placement's working day may lie in the night, for the days of the stay before the "
    "18th birthday. Where the contract says so the night is 23:00 to 07:00. A hospital may only make an "
    "exception with supervision and where no adult could do the work.",
    example="A day that ends at 22:00 is fine, at 22:01 not. One that starts at 06:00 is fine, at 05:59 not. "
    "20:00 to 08:00 lies over the whole night.",
    parameters=(
        Parameter("from", 22, "o'clock", "Hour at which the night starts.", most=23),
        Parameter("until", 6, "o'clock", "Hour at which the night ends.", most=23),
        ADULT,
    ),
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth"),
    of_team=("starts_at", "ends_at"),
)
def young_night(facts: Facts, params: Params) -> Look | None:
    night = params["from"] * HOUR
    ends = params["until"] * HOUR + (DAY_MINUTES if params["until"] <= params["from"] else 0)

    def faults(team: Placement) -> list[str]:
        times = shift_of(team.starts_at, team.ends_at)
        if times is None:
            return []
        start, minutes = times
        # The night before, the one that follows, and that after a day over midnight.
        nights = ((night + turn, ends + turn) for turn in (-DAY_MINUTES, 0, DAY_MINUTES))
        if not any(start < last and first < start + minutes for first, last in nights):
            return []
        return [
            f"work from {team.starts_at:%H:%M} to {team.ends_at:%H:%M}, against none from "
            f"{params['from']:02}:00 to {params['until']:02}:00"
        ]

    return _judge(
        facts,
        params["age"],
        True,
        faults,
        "agree hours in the day with the team, or choose another; at a hospital, only with supervision and "
        "where no adult could do it.",
    )


@cell_rule(
    id="WTR-ADULT-REST",
    severity=Severity.CONFLICT,
    says="someone of 18 or over has too little rest",
    source=f"{REGULATIONS}, regulations 10, 11 and 12",
    follows=TRIBUNAL,
    next_step="The host's supervisor agrees other hours, and tells the employer.",
    help="As WTR-YOUNG-REST with the figures for adults, for the days of the stay from the 18th birthday. "
    "Two days off a fortnight may stand for one a week: the program knows weeks alone.",
    example="20:00 to 09:00 are 13 hours: 11 hours of rest, enough; to 09:01 it is a minute less. 6 hours "
    "without a break are allowed, 6.5 hours need 20 minutes.",
    parameters=(
        Parameter("rest", 11, "hours", "Least rest in each 24 hours.", most=24),
        Parameter("week_rest", 24, "hours", "Least rest in each week.", most=168),
        Parameter("break", 20, "minutes", "Least break in a long day.", most=1_440),
        Parameter("over", 360, "minutes", "A day is long when more than this is worked.", most=1_440),
        ADULT,
    ),
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth"),
    of_team=HOURS,
)
def adult_rest(facts: Facts, params: Params) -> Look | None:
    return _judge(
        facts,
        params["age"],
        False,
        lambda team: _rest_faults(team, params),
        "agree other hours with the team, or choose another.",
    )


@cell_rule(
    id="WTR-YOUNG-RISK",
    severity=Severity.WARNING,
    says="a young person's risk assessment is due at this host",
    source="Management of Health and Safety at Work Regulations 1999, regulations 3(4), 3(5) and 19",
    follows=Follows(
        "the work may not begin",
        "Management of Health and Safety at Work Regulations 1999, regulation 3(4)",
    ),
    next_step="The host makes the assessment with the supervisor, and sends it to the employer.",
    help="Someone who is under 18 on the first day of a stay needs a risk assessment before that day, done "
    f"again at each host. The clearance `{YOUNG_RISK}` at that host (clearances.csv), issued by the "
    "first day, is the proof. Told from `weeks` before that day; stays that are over are not judged.",
    example="Born on 22 April 2009, at ELFT from 8 March 2027: due before 8 March 2027. Born on 8 March "
    "2009: 18 on that day, so none is due.",
    parameters=(ADULT, AHEAD),
    needs=("date_of_birth",),
    of_person=(*STAY, "status", "date_of_birth", "clearances"),
    of_team=("host",),
)
def young_risk(facts: Facts, params: Params) -> Look | None:
    grown: Mapping[str, date] = {
        person.apprentice: when
        for person in facts.current
        if person.date_of_birth and (when := birthday(person.date_of_birth, params["age"])) > person.starts_on
    }
    if not grown:
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        when = grown.get(person.apprentice)
        if when is None:
            return None
        stay = facts.stays(person)[index]
        if stay is None or stay.first >= when or stay.last < facts.today:
            return None
        if not is_near(facts, stay.first, params):
            return None
        for row in facts.held.get(person.apprentice, {}).get(YOUNG_RISK, ()):
            if row.host == team.host and (row.issued_on is None or row.issued_on <= stay.first):
                return None
        return Said(
            f"{person.name} is under {params['age']} on {say(stay.first)}, the first day in "
            f"{team_name(team)}, and no young person's risk assessment by {team.host} is recorded.",
            f"let {team.host} make it {'now' if stay.first <= facts.today else f'before {say(stay.first)}'}, "
            f"and record it in clearances.csv as {YOUNG_RISK}.",
            due_on=stay.first,
        )

    return look
