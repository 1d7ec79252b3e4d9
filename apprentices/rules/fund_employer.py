"""FUND rules about the employment behind an apprenticeship: agreement, employers, absences, time away."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from apprentices.calendar import ONE_DAY, Days, add_months, days_in, say
from apprentices.programme import BREAK, Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.fund import chains
from apprentices.rules.limits import Breach, Row, Share
from apprentices.rules.rule import Parameter, Params, RowLimits, programme_rule, row_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, host_name

LEAVE = ("leave", "annual leave")  # the kinds of absence that never need a break in learning


@row_rule(
    id="FUND-FJAA",
    severity=Severity.CONFLICT,
    says="over half of the practical period away from an employer that is not on the flexi-job register",
    source="DfE: flexi-job apprenticeship agency register guidance, 17 February 2025",
    help="Counts the days of the stays at other hosts than the employer, breaks in learning taken out, "
    "against the days of the practical period. Silent while the employer is on the register "
    "(fjaa_registered in hosts.csv). Empty cells count as not away.",
    example="Equal thirds at three hosts are two thirds away from the employer: 356 of 544 days are 65 %. "
    "272 of 544 days are 50 % and allowed, 273 are not.",
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
            f"({breach.found * 100 // days} %) away from {employer}, the employer: over "
            f"{params['percent']} %. Only an employer on the register of flexi-job apprenticeship agencies "
            f"may place an apprentice with others for so long, and {employer} is not recorded as one.",
            f"plan more time at {employer}, let it enter the register (fjaa_registered in hosts.csv), or "
            "make portable agreements: another employer with each rotation.",
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
    says="a long absence that is not recorded as a break in learning",
    source="Breaks in learning guidance, 31 August 2022",
    help="Joins neighbouring absences, annual leave aside, and counts the days that are no break in "
    "learning. (What is planned inside a break is CAL-ABSENCE's.)",
    example="Sickness from 1 to 28 March is 28 days and needs no break in learning; to 29 March, 29 days, "
    "it does. Annual leave never does.",
    parameters=(Parameter("days", 28, "days", "Longest absence without a break in learning.", most=3_660),),
)
def absences(facts: Facts, params: Params) -> Iterator[Said]:
    by_person: dict[str, list[Days]] = {}
    for row in facts.programme.absences:
        if row.kind != BREAK and row.kind.casefold() not in LEAVE:
            by_person.setdefault(row.apprentice, []).append(Days(row.starts_on, row.ends_on))
    for code, ranges in by_person.items():
        person = facts.programme.apprentices[code]
        away = days_in(ranges, person.period) - days_in(facts.breaks.get(code, ()), person.period)
        for days in _runs(away):
            if len(days) > params["days"]:
                yield Said(
                    f"{person.name} is away from {days}, {count(len(days), 'day')}, without a break in "
                    f"learning; over {count(params['days'], 'day')} needs one.",
                    "record the absence as a break in learning (kind break in absences.csv).",
                    apprentice=code,
                    subject=str(days.first),
                )


def _runs(days: set[date]) -> Iterator[Days]:
    """Days as ranges without a gap."""
    for first in sorted(day for day in days if day - ONE_DAY not in days):
        last = first
        while last + ONE_DAY in days:
            last += ONE_DAY
        yield Days(first, last)


@programme_rule(
    id="FUND-EMPLOYER-GAP",
    severity=Severity.CONFLICT,
    says="too many days between two employers",
    source="Funding rules, paragraph 225.1",
    help="Looks at records with the same learner number and standard. Between two employers up to `days` "
    "are fine. More needs a break in learning: a warning unless one is recorded for all of the gap. Over "
    "`weeks` is a withdrawal: a conflict.",
    example="One employer to 30 June 2027, the next from 31 July 2027: 30 days, fine. From 1 August: 31 "
    "days, a warning. Over 84 days, a conflict.",
    parameters=(
        Parameter("days", 30, "days", "Longest gap without a break in learning.", most=3_660),
        Parameter("weeks", 12, "weeks", "Longest gap that is no withdrawal.", most=520),
    ),
)
def employer_gap(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        for one, other in pairwise(records):
            gap = (other.starts_on - one.ends_on).days - 1
            if one.employer == other.employer or gap <= params["days"]:
                continue
            between = Days(one.ends_on + ONE_DAY, other.starts_on - ONE_DAY)
            withdrawal = gap > params["weeks"] * 7
            covered = [*facts.breaks.get(one.apprentice, ()), *facts.breaks.get(other.apprentice, ())]
            if not withdrawal and len(days_in(covered, between)) == gap:
                continue
            limit = count(params["weeks"], "week") if withdrawal else count(params["days"], "day")
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
    help="Where one apprenticeship (one learner number and standard) has several employers, each agreement "
    "has to last this long. That all together reach the minimum length is FUND-DURATION's.",
    example="An agreement from 7 December 2026 lasts three months when it ends on 6 March 2027; one that "
    "ends on 5 March is too short.",
    parameters=(Parameter("months", 3, "months", "Shortest agreement with one employer.", most=120),),
)
def portable(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        if len({record.employer for record in records if record.employer}) < 2:
            continue
        for record in records:
            needed = add_months(record.starts_on, params["months"]) - ONE_DAY
            if record.ends_on < needed and record.status != "completed":
                yield Said(
                    f"{record.name}'s agreement with {_employer(facts, record)} is from "
                    f"{say(record.starts_on)} to {say(record.ends_on)}; each agreement of a portable "
                    f"apprenticeship lasts {count(params['months'], 'month')} or more, here to "
                    f"{say(needed)}.",
                    "lengthen it, or join it with a neighbouring one at the same employer.",
                    apprentice=record.apprentice,
                )


@programme_rule(
    id="FUND-AGREEMENT",
    severity=Severity.CONFLICT,
    says="no apprenticeship agreement was signed by the first day",
    source="ESFA apprenticeship agreement template",
    help="The agreement states standard, dates, practical period and planned hours, and is signed by the "
    "first day. Missing before the start, it is a warning; missing after it, or signed late, a conflict.",
    example="Start on 7 December 2026: signed on that day is in time, on 8 December late. Not signed, as of "
    "6 December: a warning; as of 7 December: a conflict.",
)
def agreement(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        signed, start = person.agreement_on, person.starts_on
        if signed is None:
            begun = start <= facts.today
            yield Said(
                f"No apprenticeship agreement is recorded for {person.name}, who "
                f"{'started' if begun else 'starts'} on {say(start)}.",
                "have it signed, with standard, dates, practical period and planned hours, and record "
                "agreement_on in apprentices.csv.",
                severity=None if begun else Severity.WARNING,
                apprentice=person.apprentice,
            )
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
    source="das-commitments: overlapping training dates",
    help="Compares the practical periods of all records with the same learner number by day. Records of "
    "people who withdrew don't count.",
    example="One apprenticeship to 4 June 2027, another from 4 June 2027: one day overlaps. From 5 June "
    "2027: none does.",
    needs=("uln",),
)
def overlap(facts: Facts, params: Params) -> Iterator[Said]:
    by_uln: dict[str, list[Apprentice]] = {}
    for person in facts.programme.apprentices.values():
        if person.uln and person.status != "withdrawn":
            by_uln.setdefault(person.uln, []).append(person)
    for records in by_uln.values():
        for one, other in combinations(sorted(records, key=lambda record: record.starts_on), 2):
            both = one.period.clip(other.period)
            if both:
                yield Said(
                    f"{other.name} ({other.apprentice}) and {one.name} ({one.apprentice}) have the learner "
                    f"number {one.uln} and are both on an apprenticeship from {both}, "
                    f"{count(len(both), 'day')}.",
                    f"end {one.apprentice} by {say(other.starts_on - timedelta(days=1))}, or correct the "
                    "learner number.",
                    apprentice=other.apprentice,
                    subject=one.apprentice,
                )
