"""FUND rules about the person: who is funded at which age, and what is signed or reached by which day."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from apprentices.calendar import DAYS_A_WEEK, ONE_DAY, age_on, say
from apprentices.programme import Apprentice
from apprentices.rules.chains import chains
from apprentices.rules.due import AHEAD, as_due
from apprentices.rules.facts import Facts, is_unit
from apprentices.rules.follows import NOT_FUNDED, Follows
from apprentices.rules.rule import Params, programme_rule
from apprentices.rules.said import ChangeRow, Said, Severity
from apprentices.rules.words import count

# The support that counts at some ages, by the kind of apprenticeship as the figures of `starts` name it.
SUPPORT = {
    "level-7": frozenset({"ehcp", "care-leaver"}),
    "foundation": frozenset({"ehcp", "care-leaver", "prison"}),
}


def _if_recorded(facts: Facts, column: str, what: str, found: Iterable[Said]) -> Iterator[Said]:
    """What was found missing, or where the column is empty for everybody, once, that it is not known."""
    missing = list(found)
    if not missing or any(getattr(p, column) is not None for p in facts.programme.apprentices.values()):
        yield from missing
    else:
        yield Said(
            f"Whether {what} is not recorded for anybody, and so not known for "
            f"{count(len(missing), 'person', 'people')} for whom it is due.",
            f"fill in {column} in apprentices.csv.",
            severity=Severity.WARNING,
            subject=column,
            judged=False,
        )


@programme_rule(
    id="FUND-AGE",
    severity=Severity.CONFLICT,
    says="not funded at the person's age at the start",
    source="Skills England and DfE 2025: level 7; funding rules 2026-27: foundation apprenticeships",
    follows=Follows(
        "the apprenticeship is not funded",
        "Skills England and DfE 2025; funding rules 2026-27",
    ),
    next_step="The employer asks the apprentice whether there is such support, or chooses another standard.",
    help="Standards of level 7 (standards.csv) from January 2026 and foundation apprenticeships (codes that "
    "begin with FA) are funded up to an age at the start, and some years longer for people with an "
    "education, health and care plan, as care leavers, or (foundation) from prison: `support` in "
    "apprentices.csv. The ages are in the figures of `starts`.",
    example="Level 7, started on 7 September 2026: born on 8 September 2004, still 21, is funded; born a day "
    "earlier, 22, only with support; 25 not at all.",
    needs=("date_of_birth",),
    data=("starts",),
)
def age(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person, starts_on = records[-1], records[0].starts_on
        kind, born = _kind(facts, person), person.date_of_birth
        if kind is None or born is None or person.status == "completed":
            continue
        most = facts.data.value("starts", f"{kind}-age", starts_on)
        supported = facts.data.value("starts", f"{kind}-age-supported", starts_on)
        old = age_on(born, starts_on)
        has_support = any(word.casefold() in SUPPORT[kind] for word in person.support)
        if most is None or old <= most or (has_support and supported is not None and old <= supported):
            continue
        more = f", or {supported} with support that is not recorded" if old <= (supported or most) else ""
        yield Said(
            f"{person.name} is {old} at the start on {say(starts_on)}; {kind.replace('-', ' ')} "
            f"apprenticeships are funded up to {most}{more}.",
            f"record the support ({', '.join(sorted(SUPPORT[kind]))}) in apprentices.csv, or choose another "
            "standard."
            if more
            else "choose another standard, or pay for the training without funding.",
            apprentice=person.apprentice,
        )


def _kind(facts: Facts, person: Apprentice) -> str | None:
    """The kind of apprenticeship whose funding ends with an age."""
    code = person.standard or ""
    standard = facts.programme.standards.get(code)
    if code.startswith("FA"):
        return "foundation"
    return "level-7" if standard and standard.level == 7 else None


@programme_rule(
    id="FUND-UNIT",
    severity=Severity.CONFLICT,
    says="a Growth and Skills unit for somebody too young, or too long",
    source="Growth and Skills units, 2026",
    follows=Follows(
        "it is no unit that is funded",
        "Growth and Skills units, 2026",
    ),
    next_step="The training provider corrects the days, or the employer chooses an apprenticeship.",
    help="A unit (a code that begins with AU) is no apprenticeship: it lasts from 1 week to `unit-weeks`, "
    "for people of `unit-age` and over (figures of `starts`). Minimum length, off-the-job hours, agreement "
    "and training plan of apprenticeships are not asked of it.",
    example="16 weeks from 7 September 2026 end on 27 December 2026; to 28 December is too long, and to 12 "
    "September, 6 days, too short.",
    needs=("date_of_birth",),
    data=("starts",),
)
def unit(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        if not is_unit(person):
            continue
        weeks = facts.data.value("starts", "unit-weeks", person.starts_on)
        least = facts.data.value("starts", "unit-age", person.starts_on)
        days, born = len(person.period), person.date_of_birth
        if weeks is not None and not DAYS_A_WEEK <= days <= weeks * DAYS_A_WEEK:
            yield Said(
                f"The unit of {person.name} lasts {count(days, 'day')}; a unit lasts 1 to {weeks} weeks.",
                "correct starts_on or ends_on, or choose an apprenticeship.",
                apprentice=person.apprentice,
                subject="ends_on",
            )
        if least is not None and born and age_on(born, person.starts_on) < least:
            yield Said(
                f"{person.name} is {age_on(born, person.starts_on)} at the start on {say(person.starts_on)}; "
                f"units are for people of {least} and over.",
                "choose an apprenticeship, or a later start.",
                apprentice=person.apprentice,
                subject="date_of_birth",
            )


@programme_rule(
    id="FUND-PLAN",
    severity=Severity.CONFLICT,
    says="no training plan signed by all parties by its day",
    source="Funding rules 2026-27, paragraphs 99 and 103",
    follows=NOT_FUNDED,
    next_step="The training provider has all parties sign, and the employer's HR lead records the day.",
    help="From starts in August 2026 on the training plan is signed by apprentice, employer and provider by "
    "day `training-plan-days` (figures of `starts`; the first day is day 1), and signed again when employer, "
    "standard or dates change: a new employer's record needs a day of its own. Recorded later it is a "
    "warning, as that may be the second signature. Where no plan is recorded for anybody, it says so once.",
    example="Start on 7 September 2026: day 42 is 18 October. Not signed, as of 17 October: a warning; as of "
    "18 October: a conflict.",
    parameters=(AHEAD,),
    data=("starts",),
)
def training_plan(facts: Facts, params: Params) -> Iterator[Said]:
    yield from _if_recorded(
        facts, "training_plan_on", "all parties have signed the training plan", _plans(facts, params)
    )


def _plans(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        for before, person in zip([None, *records], records, strict=False):
            days = facts.data.value("starts", "training-plan-days", records[0].starts_on)
            if days is None or person.status == "completed":
                continue
            due = person.starts_on + timedelta(days=int(days)) - ONE_DAY
            signed = person.training_plan_on
            if signed is not None and before and before.training_plan_on == signed:
                signed = None  # the plan with the employer before
            if signed is None:
                yield from as_due(facts, due, params, Said(
                    f"No training plan that all parties have signed is recorded for {person.name}; it is due "
                    f"by day {days}, {say(due)}.",
                    "have apprentice, employer and training provider sign it, and record training_plan_on in "
                    "apprentices.csv.",
                    apprentice=person.apprentice,
                    step=ChangeRow("apprentices", person.apprentice, "training_plan_on"),
                ))  # fmt: skip
            elif signed > due:
                yield Said(
                    f"The training plan of {person.name} was signed on {say(signed)}, after day {days}, "
                    f"{say(due)}.",
                    "keep a note of the first signature where this is a later one.",
                    severity=Severity.WARNING,
                    apprentice=person.apprentice,
                )


@programme_rule(
    id="FUND-EMPLOYED",
    severity=Severity.WARNING,
    says="employment has to last until the end-point assessment is done",
    source="Funding rules 2026-27, paragraphs 69 and 148",
    follows=NOT_FUNDED,
    next_step="The employer lets the employment last until the assessment is done.",
    help="The practical period ends before the end-point assessment, and the apprentice is employed until "
    "that is done, not only to the gateway. The program does not know until when somebody is employed: it "
    "says so from `weeks` before the practical period ends until the status is completed.",
    example="A practical period to 31 March 2027: told from 6 January 2027, 12 weeks before.",
    parameters=(AHEAD,),
)
def employed(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person = records[-1]
        if person.status == "completed":
            continue
        reminder = Said(
            f"The practical period of {person.name} {'ended' if person.ends_on < facts.today else 'ends'} on "
            f"{say(person.ends_on)}; whether the employment "
            "lasts until the end-point assessment is done is not recorded here.",
            "agree it with the employer, and set the status to completed when the assessment is done.",
            apprentice=person.apprentice,
        )
        yield from as_due(facts, person.ends_on, params, reminder)


@programme_rule(
    id="FUND-ENGLISH-MATHS",
    severity=Severity.CONFLICT,
    says="English and maths are not reached before the gateway",
    source="DfE, 11 February 2025: English and maths in apprenticeships",
    follows=Follows(
        "the apprentice can't go through the gateway",
        "DfE, 11 February 2025",
    ),
    next_step="The training provider plans both subjects before the gateway, outside the off-the-job hours.",
    help="Who is up to `english-maths-age` at the start (figures of `starts`) reaches English and maths "
    "before the gateway (the end of the practical period, where none is recorded), outside the off-the-job "
    "hours; for older people they are optional. Where english_maths_on is recorded for nobody, it says so "
    "once.",
    example="18 at the start, gateway on 1 March 2027: without english_maths_on a warning from 7 December "
    "2026 and a conflict from 1 March 2027. 19 at the start: nothing is asked.",
    parameters=(AHEAD,),
    needs=("date_of_birth",),
    data=("starts",),
)
def english_maths(facts: Facts, params: Params) -> Iterator[Said]:
    yield from _if_recorded(
        facts, "english_maths_on", "English and maths are reached", _english_maths(facts, params)
    )


def _english_maths(facts: Facts, params: Params) -> Iterator[Said]:
    for records in chains(facts):
        person, starts_on = records[-1], records[0].starts_on
        most = facts.data.value("starts", "english-maths-age", starts_on)
        born, gateway = person.date_of_birth, person.gateway_on or person.ends_on
        if most is None or born is None or person.status == "completed" or age_on(born, starts_on) > most:
            continue
        reached = min((r.english_maths_on for r in records if r.english_maths_on), default=None)
        if reached is None or reached > gateway:
            after = f"reached only on {say(reached)}" if reached else "not recorded as reached"
            yield from as_due(facts, gateway, params, Said(
                f"{person.name} was {age_on(born, starts_on)} at the start, and English and maths are "
                f"{after}; they come before the gateway on {say(gateway)}.",
                "reach both before the gateway and record english_maths_on in apprentices.csv, or move the "
                "gateway.",
                apprentice=person.apprentice,
                step=ChangeRow("apprentices", person.apprentice, "english_maths_on"),
            ))  # fmt: skip
