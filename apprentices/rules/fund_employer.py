"""FUND rules about the employment behind an apprenticeship: agreement, employers, absences, time away."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from math import inf

from apprentices.calendar import MONTHS, ONE_DAY, Days, days_in, last_of_months, say
from apprentices.programme import BREAK, Apprentice
from apprentices.rules.chains import chains
from apprentices.rules.due import AHEAD, as_due
from apprentices.rules.facts import Facts, is_unit
from apprentices.rules.follows import NOT_FUNDED, Follows
from apprentices.rules.limits import Breach, Row, Share
from apprentices.rules.rule import Parameter, Params, RowLimits, programme_rule, row_rule
from apprentices.rules.said import ChangeRow, Said, Severity
from apprentices.rules.words import count, host_name, join
from apprentices.text import natural

LEAVE = (
    "leave",
    "annual leave",
    "holiday",
    "holidays",
)  # the kinds of absence that never need a break in learning


@row_rule(
    id="FUND-FJAA",
    severity=Severity.CONFLICT,
    says="over half of the practical period away from an employer that is not on the flexi-job register",
    source="DfE: flexi-job apprenticeship agency register guidance, 17 February 2025",
    follows=Follows(
        "so long a time with others is allowed to none but employers on the register",
        "DfE: flexi-job apprenticeship agency register guidance, 17 February 2025",
    ),
    next_step="The employer and the hosts agree more time at the employer, or portable agreements with "
    "each of them.",
    help="Counts the days of the stays at other hosts than the employer, breaks in learning taken out, "
    "against the days of the practical period. Silent while the employer is on the register "
    "(fjaa_registered in hosts.csv), which closed to new entries on 31 May 2023 (75 % sure). Empty cells "
    "count as not away.",
    example="Equal thirds at three hosts are two thirds away from the employer: 356 of 544 days are 65.4 %. "
    "272 of 544 days are 50.0 % and allowed, 273 are not.",
    parameters=(Parameter("percent", 50, "per cent", "Most of the practical period spent away.", most=100),),
    needs=("employer",),
)
def away(facts: Facts, params: Params) -> RowLimits | None:
    hosts = facts.programme.hosts
    elsewhere = {
        code: {team.placement: 1 for team in facts.programme.placements.values() if team.host != code}
        for code, host in hosts.items()
        if not host.fjaa_registered
    }
    if not elsewhere:
        return None

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        days = facts.training_time(person)
        employer = host_name(facts.programme, person.employer or "")
        return Said(
            f"{person.name} spends {breach.found} of the {days} days of the practical period "
            f"({breach.found * 100 / days:.1f} %) away from {employer}, the employer: over "
            f"{params['percent']} %. Only an employer on the register of flexi-job apprenticeship agencies "
            f"may place an apprentice with others for so long, and {employer} is not recorded as one.",
            f"plan more time at {employer}, or make portable agreements: another employer with each "
            "rotation; the register takes nobody new.",
            host=person.employer,
            excess=breach.found,
        )

    def limits(person: Apprentice) -> list[Share]:
        each = elsewhere.get(person.employer or "")
        if each is None:
            return []
        stays = facts.stays(person)
        days = [facts.learning_days(person, stay.first, stay.last) if stay else 0 for stay in stays]
        return [Share(days, each, facts.training_time(person) * params["percent"] // 100, tell)]

    return limits


@programme_rule(
    id="FUND-BREAK",
    severity=Severity.CONFLICT,
    says="an absence that leaves no learning in a calendar month, and is no recorded break in learning",
    source="Skills for Health, 26 October 2023; funding rules 2025-26, paragraphs 88 and 89",
    follows=NOT_FUNDED,
    next_step="The employer tells the training provider of the absence, which records a break in learning.",
    help="Since August 2023 everybody learns in every calendar month. Absences that touch, or are parted "
    "only by weekends, bank holidays and closures (of everybody, or of the employer), are one absence; "
    "annual leave, holidays and breaks in learning are none. Told where an absence of `absence-days` "
    "(figures of `breaks`) or more leaves no working day in a whole month of the practical period. (What "
    "is planned inside a break is CAL-ABSENCE's.)",
    example="Sickness from 1 to 28 February 2027 leaves no working day in February: it needs a break in "
    "learning. From 10 March to 9 April 2027 is longer, but both months have days of learning. Annual leave "
    "never needs one.",
    data=("breaks",),
)
def absences(facts: Facts, params: Params) -> Iterator[Said]:
    by_person: dict[str, list[Days]] = {}
    for row in facts.programme.absences:
        if row.kind != BREAK and row.kind.casefold() not in LEAVE:
            by_person.setdefault(row.apprentice, []).append(Days(row.starts_on, row.ends_on))
    for person in facts.on_apprenticeships:
        if person.apprentice not in by_person:
            continue
        away = days_in(by_person[person.apprentice], person.period)
        away -= days_in(facts.breaks.get(person.apprentice, ()), person.period)
        closed = _closed(facts, person)
        for days in _joined(facts, away, closed):
            months = [
                month
                for month in _whole_months(days, person.period)
                if len(days) >= (facts.data.value("breaks", "absence-days", month.first) or inf)
                and all(day in away or _is_free(facts, day, closed) for day in month)
            ]
            if months:
                yield _without_learning(person, days, months)


def _without_learning(person: Apprentice, days: Days, months: Sequence[Days]) -> Said:
    named = join(f"{MONTHS[month.first.month - 1]} {month.first.year}" for month in months)
    return Said(
        f"{person.name} is away from {days}, {count(len(days), 'day')}, with no day of learning in {named} "
        "and without a break in learning.",
        "record the absence as a break in learning (kind break in absences.csv), or agree learning in each "
        "month.",
        apprentice=person.apprentice,
        subject=str(days.first),
    )


def _closed(facts: Facts, person: Apprentice) -> set[date]:
    """The days of the practical period on which everybody, or the person's employer, is closed."""
    ranges = [
        Days(row.starts_on, row.ends_on)
        for row in facts.programme.closures
        if row.placement is None and row.host in (None, person.employer)
    ]
    return days_in(ranges, person.period)


def _is_free(facts: Facts, day: date, closed: set[date]) -> bool:
    return day in closed or not facts.is_working_day(day)


def _joined(facts: Facts, away: set[date], closed: set[date]) -> Iterator[Days]:
    """Days away as ranges, joined over days on which nobody works."""
    days = sorted(away)
    first = 0
    for at, (day, after) in enumerate(zip(days, [*days[1:], None], strict=False)):
        between = Days(day + ONE_DAY, after - ONE_DAY) if after else None
        if between is None or not all(_is_free(facts, free, closed) for free in between):
            yield Days(days[first], day)
            first = at + 1


def _whole_months(days: Days, period: Days) -> Iterator[Days]:
    """The calendar months that days lie in, if all of the month lies in the period."""
    first = days.first.replace(day=1)
    while first <= days.last:
        month = Days(first, last_of_months(first, 1))
        if month.clip(period) == month:
            yield month
        first = month.last + ONE_DAY


@programme_rule(
    id="FUND-EMPLOYER-GAP",
    severity=Severity.CONFLICT,
    says="too many days between two employers",
    source="Funding rules, paragraphs 225.1 and P264; funding rules 2026-27, paragraphs 306.1 and 306.2",
    follows=Follows(
        "the gap counts as a withdrawal once it is too long",
        "Funding rules, paragraph P264; 2026-27, paragraph 306.2",
    ),
    next_step="The second employer starts earlier, or the training provider records a break in learning.",
    help="Looks at records with the same learner number and standard; how long a gap may be goes by the "
    "start of the apprenticeship (figures of `breaks`). Up to `gap-days` are fine. More needs a break in "
    "learning: a warning unless one is recorded for all of the gap. Over `withdrawal-days` is a withdrawal: "
    "a conflict.",
    example="Begun in September 2025: 30 days between two employers are fine, 31 a warning, over 84 a "
    "conflict. Begun in August 2026: 28 days are fine and 29 a warning.",
    data=("breaks",),
)
def employer_gap(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        fine = facts.data.value("breaks", "gap-days", records[0].starts_on)
        most = facts.data.value("breaks", "withdrawal-days", records[0].starts_on)
        if fine is None or most is None:
            continue
        for one, other in pairwise(records):
            gap = (other.starts_on - one.ends_on).days - 1
            if one.employer == other.employer or gap <= min(fine, most):
                continue
            between = Days(one.ends_on + ONE_DAY, other.starts_on - ONE_DAY)
            withdrawal = gap > most
            covered = [*facts.breaks.get(one.apprentice, ()), *facts.breaks.get(other.apprentice, ())]
            if not withdrawal and len(days_in(covered, between)) == gap:
                continue
            limit = count(int(most if withdrawal else fine), "day")
            means = "counts as a withdrawal" if withdrawal else "needs a break in learning"
            way_out = "" if withdrawal else ", or record a break in learning"
            yield Said(
                f"{count(gap, 'day')}, {between}, lie between {other.name}'s time with "
                f"{_employer(facts, one)} and with {_employer(facts, other)}; over {limit} {means}.",
                f"let the second employer start earlier{way_out}.",
                severity=None if withdrawal else Severity.WARNING,
                apprentice=other.apprentice,
                subject=one.apprentice,
            )


def _employer(facts: Facts, person: Apprentice) -> str:
    return host_name(facts.programme, person.employer) if person.employer else "an employer not known"


@programme_rule(
    id="FUND-PORTABLE",
    severity=Severity.CONFLICT,
    says="an agreement of a portable flexi-job apprenticeship is too short",
    source="SI 2022/86",
    follows=Follows(
        "the agreement is too short for a portable apprenticeship",
        "SI 2022/86",
    ),
    next_step="The employer and the apprentice sign an agreement that lasts longer.",
    help="Each agreement that is marked `portable` in apprentices.csv has to last this long. An ordinary "
    "change of employer has no such minimum. They are for listed standards: the list is not known here, and "
    "one warning says so. That all together reach the minimum length is FUND-DURATION's.",
    example="A portable agreement from 7 December 2026 lasts three months when it ends on 6 March 2027; one "
    "that ends on 5 March is too short.",
    parameters=(Parameter("months", 3, "months", "Shortest agreement with one employer.", most=120),),
)
def portable(facts: Facts, params: Params) -> Iterator[Said]:
    portables = [record for record in facts.current if record.portable]
    for record in portables:
        needed = last_of_months(record.starts_on, params["months"])
        if record.ends_on < needed:
            yield Said(
                f"{record.name}'s agreement with {_employer(facts, record)} is from "
                f"{say(record.starts_on)} to {say(record.ends_on)}; each agreement of a portable "
                f"apprenticeship lasts {count(params['months'], 'month')} or more, here to {say(needed)}.",
                "lengthen it, or join it with a neighbouring one at the same employer.",
                apprentice=record.apprentice,
            )
    if standards := sorted({record.standard for record in portables if record.standard}, key=natural):
        yield Said(
            f"Portable apprenticeships are for listed standards; whether {join(standards)} "
            f"{'is' if len(standards) == 1 else 'are'} listed is not known here.",
            "ask the training provider, and take `portable` back in apprentices.csv where it is not.",
            severity=Severity.WARNING,
            subject="portable",
            judged=False,
        )


@programme_rule(
    id="FUND-AGREEMENT",
    severity=Severity.CONFLICT,
    says="no apprenticeship agreement was signed by the first day",
    source="ASCLA 2009, section A1; funding rules 2026-27, paragraphs 70 to 72",
    follows=NOT_FUNDED,
    next_step="The employer and the apprentice sign it, and the employer's HR lead records the day.",
    help="The agreement states standard, dates, practical period and planned hours, and is signed by the "
    "first day. Missing, it is a warning from `weeks` before the first day, and a conflict from that day; "
    "signed late, a conflict.",
    example="Start on 7 December 2026: signed on that day is in time, on 8 December late. Not signed: a "
    "warning from 14 September 2026, 12 weeks before, and a conflict from 7 December.",
    parameters=(AHEAD,),
)
def agreement(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.on_apprenticeships:
        signed, start = person.agreement_on, person.starts_on
        if signed is None:
            begun = start <= facts.today
            yield from as_due(facts, start, params, Said(
                f"No apprenticeship agreement is recorded for {person.name}, who "
                f"{'started' if begun else 'starts'} on {say(start)}.",
                "have it signed, with standard, dates, practical period and planned hours, and record "
                "agreement_on in apprentices.csv.",
                apprentice=person.apprentice,
                step=ChangeRow("apprentices", person.apprentice, "agreement_on"),
            ))  # fmt: skip
        elif signed > start:
            yield Said(
                f"The apprenticeship agreement of {person.name} was signed on {say(signed)}, after the "
                f"start on {say(start)}.",
                "move the start to the day of signing, or correct agreement_on.",
                apprentice=person.apprentice,
            )


@programme_rule(
    id="FUND-OVERLAP",
    severity=Severity.CONFLICT,
    says="one learner has two apprenticeships at once",
    source="Funding rules 2026-27, paragraph 34.4; das-commitments: overlapping training dates",
    follows=Follows(
        "one of the two is refused, and where one starts later it is that one",
        "Funding rules 2026-27, paragraph 34.4",
    ),
    next_step="The training providers of both agree when the first ends and the second starts.",
    help="Compares the practical periods of all records with the same learner number by day, and tells both "
    "records: the one that starts later is the one that is refused; of two that start on the same day, one. "
    "A record of somebody who withdrew counts for the days that it ran; one that ended on its first day ran "
    "none. Units are no apprenticeships.",
    example="One apprenticeship to 4 June 2027, another from 4 June 2027: one day overlaps. From 5 June "
    "2027: none does.",
    needs=("uln",),
)
def overlap(facts: Facts, params: Params) -> Iterator[Said]:
    by_uln: dict[str, list[Apprentice]] = {}
    for person in facts.programme.apprentices.values():
        ran = person.status != "withdrawn" or person.ends_on > person.starts_on
        if person.uln and ran and not is_unit(person):
            by_uln.setdefault(person.uln, []).append(person)
    for records in by_uln.values():
        for one, other in combinations(sorted(records, key=lambda record: record.starts_on), 2):
            both = one.period.clip(other.period)
            if both:
                for told, named in ((other, one), (one, other)):
                    yield Said(
                        f"{told.name} ({told.apprentice}) and {named.name} ({named.apprentice}) have the "
                        f"learner number {one.uln} and are both on an apprenticeship from {both}, "
                        f"{count(len(both), 'day')}; {_refused(one, other)} refused.",
                        f"start {_later(one, other)}, or correct the learner number.",
                        apprentice=told.apprentice,
                        subject=named.apprentice,
                    )


def _refused(one: Apprentice, other: Apprentice) -> str:
    """Which of two is refused, the first of which starts no later."""
    if one.starts_on == other.starts_on:
        return "both start on the same day, and one of them is"
    return f"{other.apprentice} starts later and is"


def _later(one: Apprentice, other: Apprentice) -> str:
    if one.starts_on == other.starts_on:
        return "one of them after the end of the other"
    return f"{other.apprentice} after the end of {one.apprentice}"
