"""CLEAR rules: what a host asks for before day one.

All but CLEAR-AGE are one look, that of `clearances.py`. What is missing far ahead can still be got, and is a
warning; close to the day it is a conflict.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from apprentices.calendar import age_on, birthday, last_of_months, say
from apprentices.programme import Apprentice, Clearance, Placement
from apprentices.rules.clear_host import HOST_AGREEMENT, YOUNG_WARD
from apprentices.rules.clearances import TRAINING, WEEKS, Ask, Lacking, LastDay, Refusal, look_for
from apprentices.rules.facts import Facts
from apprentices.rules.follows import NOT_TAKEN, Follows
from apprentices.rules.rule import LEAD, STAY, Look, Parameter, Params, cell_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, cycle_name, host_name, team_name
from apprentices.rules.wtr import YOUNG_RISK

NHS_EMPLOYERS = "NHS Employers: employment check standards"
RIGHT_TO_WORK, BPSS = "right-to-work", "bpss"
DBS = "dbs"
DBS_LEVELS = ("dbs:basic", "dbs:standard", "dbs:enhanced", "dbs:enhanced-barred")  # each more than the last
NHS_SIX = (
    "identity",
    "employment-history",
    "references",
    "occupational-health",
    "work-health",
    "registration",
)
RECORDS, ASKED = (*STAY, "clearances"), ("host", "clearances")  # what most of these rules go by
TO_WORK_IN_NHS = ("honorary-contract", "secondment", "secondment-agreement", "letter-of-authority")
_AHEAD = " Missing more than `weeks` ahead it is a warning. Days that are past are not judged."


def _words(team: Placement) -> Iterable[str]:
    return dict.fromkeys(word.casefold() for word in team.clearances)


@cell_rule(
    id="CLEAR-RTW",
    severity=Severity.CONFLICT,
    says="the right to work does not cover every day of the placement",
    source="Immigration, Asylum and Nationality Act 2006; NHS Employers",
    follows=Follows(
        "the person may not work on those days, and an employer of somebody without the right to work may "
        "have to pay a civil penalty of up to £45,000, or £60,000 where it is not the first",
        "Immigration, Asylum and Nationality Act 2006, section 15; the most since 13 February 2024",
    ),
    next_step="The employer's HR lead checks it again before it ends, and tells the host.",
    help="Where a placement asks for right-to-work, and for everyone whose right to work is recorded, it has "
    f"to hold on every day of the stay.{_AHEAD}",
    example="A right to work that ends on 31 July 2027, in a stay from 7 June to 3 September 2027: it is "
    "missing from 1 August 2027.",
    parameters=(WEEKS,),
    of_person=RECORDS,
    of_team=ASKED,
)
def right_to_work(facts: Facts, params: Params) -> Look | None:
    ask = Ask.of(RIGHT_TO_WORK)
    asking = {team.placement for team in facts.programme.placements.values() if RIGHT_TO_WORK in _words(team)}
    recorded = {code for code, held in facts.held.items() if RIGHT_TO_WORK in held}
    everywhere = look_for(facts, params, lambda team: (ask,))
    if everywhere is None or not (asking or recorded):
        return None
    look, people = everywhere, facts.programme.apprentices
    # Most people have theirs for good, and are not looked at further.
    settled = {
        code
        for code, held in facts.held.items()
        for row in held.get(RIGHT_TO_WORK, ())
        if row.host is None
        and row.expires_on is None
        and (row.issued_on is None or row.issued_on <= people[code].starts_on)
    }

    def either(person: Apprentice, index: int, team: Placement) -> list[Said] | None:
        if person.apprentice in settled:
            return None
        if team.placement in asking or person.apprentice in recorded:
            return look(person, index, team)
        return None

    return either


@cell_rule(
    id="CLEAR-NHS6",
    severity=Severity.CONFLICT,
    says="a check of NHS Employers' standards is missing",
    source=NHS_EMPLOYERS,
    follows=Follows(
        "the trust asks for it before day one, and need not take the person without it",
        "NHS Employers: employment check standards",
    ),
    next_step="The employer's HR lead sends the trust's recruitment team what there is, and gets what is "
    "missing.",
    help="At hosts whose kind has the word NHS: identity, employment-history, references, "
    "occupational-health, work-health and registration, where the placement asks for them. (Right to work "
    f"and criminal record have rules of their own.){_AHEAD}",
    example="A ward asks for occupational-health: someone without it is told from the first day there.",
    parameters=(WEEKS,),
    of_person=RECORDS,
    of_team=ASKED,
)
def nhs_six(facts: Facts, params: Params) -> Look | None:
    def asks(team: Placement) -> list[Ask]:
        if team.host not in facts.nhs_hosts:
            return []
        return [Ask.of(word) for word in _words(team) if word in NHS_SIX]

    return look_for(facts, params, asks)


@cell_rule(
    id="CLEAR-DBS",
    severity=Severity.CONFLICT,
    says="no DBS check at the level that the placement asks",
    source="DBS employer guide",
    follows=NOT_TAKEN,
    next_step="The employer applies for the check, itself or through a DBS umbrella body, and the "
    "apprentice shows the host the certificate.",
    help="A higher level covers a lower: basic, standard, enhanced, enhanced-barred. A check with no host "
    "may be used at every host (same workforce, with consent). A certificate has no statutory end: without "
    "expires_on it counts for the recheck period, after which a new check is due, a warning. One issued "
    f"before the age of 16 doesn't count.{_AHEAD}",
    example="dbs:enhanced is asked: dbs:enhanced-barred will do, dbs:standard will not. Issued on 10 August "
    "2026, a recheck is due from 10 August 2029.",
    parameters=(
        Parameter("years", 3, "years", "Recheck period, counted from issued_on.", most=20, least=1),
        Parameter("age", 16, "years", "Youngest age at which a check is issued.", most=100),
        WEEKS,
    ),
    of_person=(*RECORDS, "date_of_birth"),
    of_team=ASKED,
)
def dbs(facts: Facts, params: Params) -> Look | None:
    looking = partial(look_for, facts, params, _dbs_asked, refusal=_too_young(params["age"]))
    gone = looking()
    old = looking(
        last_day=_recheck(params["years"]),
        mend="ask the host whether it wants a new check by then, and record {word} in clearances.csv.",
    )
    return _gone_or_old(gone, old) if gone and old else None


def _gone_or_old(gone: Lacking, old: Lacking) -> Look:
    """What is missing altogether, and as a warning what is only due again."""

    def look(person: Apprentice, index: int, team: Placement) -> list[Said] | None:
        overdue = old(person, index, team)
        if overdue is None:
            return None
        lacking = {said.subject: said for said in gone(person, index, team) or ()}
        return [lacking.get(said.subject) or said._replace(severity=Severity.WARNING) for said in overdue]

    return look


def _recheck(years: int) -> LastDay:
    """The day before a new check is due."""

    def last_day(person: Apprentice, row: Clearance) -> date | None:
        if row.expires_on or row.issued_on is None:
            return row.expires_on
        return last_of_months(row.issued_on, years * 12)

    return last_day


def _too_young(age: int) -> Refusal:
    """Refuses a check that was issued before the person was of age."""

    def refusal(person: Apprentice, row: Clearance) -> str | None:
        born, issued = person.date_of_birth, row.issued_on
        if born is None or issued is None or issued >= birthday(born, age):
            return None
        return f"it was issued on {say(issued)}, before the age of {age}"

    return refusal


def _dbs_asked(team: Placement) -> Iterable[Ask]:
    for word in _words(team):
        if word in DBS_LEVELS:
            yield Ask.of(word, also=DBS_LEVELS[DBS_LEVELS.index(word) + 1 :])
        elif word.partition(":")[0] == DBS:
            yield Ask.of(word, also=DBS_LEVELS if word == DBS else ())


@cell_rule(
    id="CLEAR-TRAINING",
    severity=Severity.CONFLICT,
    says="training that the placement asks is missing or out of date",
    source="Skills for Health: Core Skills Training Framework; refreshers 80 % sure",
    follows=NOT_TAKEN,
    next_step="The apprentice takes the course, and the employer's HR lead sends the host the record.",
    help="A record with expires_on holds to that day; one without holds for the subject's refresher period "
    f"from issued_on; one without either counts as in date.{_AHEAD}",
    example="Information governance of 10 August 2026, refreshed every 12 months: in date to 9 August 2027, "
    "missing from 10 August.",
    parameters=(WEEKS,),
    data=("training",),
    of_person=RECORDS,
    of_team=ASKED,
)
def training(facts: Facts, params: Params) -> Look | None:
    def refresh(person: Apprentice, row: Clearance) -> date | None:
        if row.expires_on or row.issued_on is None:
            return row.expires_on
        subject = row.clearance.casefold().removeprefix(TRAINING)
        known = facts.data.value("training", subject, row.issued_on)
        months = known if known is not None else facts.data.value("training", "other", row.issued_on)
        return None if months is None else last_of_months(row.issued_on, int(months))

    def asks(team: Placement) -> Iterable[Ask]:
        return (Ask.of(word) for word in _words(team) if word.startswith(TRAINING))

    return look_for(facts, params, asks, last_day=refresh)


@cell_rule(
    id="CLEAR-PASSPORT",
    severity=Severity.CONFLICT,
    says="someone whose employer is no NHS body has no honorary contract, secondment or letter of authority "
    "at an NHS host",
    source="NHS England: NHS Digital Staff Passport toolkit, 2024",
    follows=Follows(
        "no staff passport covers the person, and the trust need not take them",
        "NHS England: NHS Digital Staff Passport toolkit, 2024",
    ),
    next_step="The employer's HR lead and the trust's agree one of the three and have it signed.",
    help="The staff passport moves staff between NHS bodies only. At hosts whose kind has the word NHS, "
    "everyone with another employer needs honorary-contract, secondment or letter-of-authority for every "
    "day of the stay. "
    f"{_AHEAD.strip()}",
    example="Employed by Hackney Council and on a ward of ELFT: needs one. Employed by ELFT: doesn't.",
    parameters=(WEEKS,),
    needs=("employer",),
    of_person=(*RECORDS, "employer"),
    of_team=("host",),
)
def passport(facts: Facts, params: Params) -> Look | None:
    contract, *also = TO_WORK_IN_NHS

    def asks(team: Placement) -> Iterable[Ask]:
        if team.host in facts.nhs_hosts:
            host = host_name(facts.programme, team.host)
            yield Ask.of(
                contract, f"an honorary contract, secondment or letter of authority with {host}", also
            )

    def applies(person: Apprentice) -> bool:
        return person.employer is not None and person.employer not in facts.nhs_hosts

    return look_for(
        facts,
        params,
        asks,
        applies,
        mend="agree one of them in time and record it in clearances.csv (honorary-contract, secondment or "
        "letter-of-authority).",
    )


@cell_rule(
    id="CLEAR-BPSS",
    severity=Severity.CONFLICT,
    says="the baseline check that the placement asks is missing",
    source="Cabinet Office: Baseline Personnel Security Standard",
    follows=NOT_TAKEN,
    next_step="The employer's HR lead makes the check, and tells the host.",
    help="Where a placement asks for bpss: identity, right to work, three years' history and unspent "
    f"convictions, as one check.{_AHEAD}",
    example="Democratic services asks for bpss. A person with bpss at LBH from 10 August 2026 has it there, "
    "and not at another host.",
    parameters=(WEEKS,),
    of_person=RECORDS,
    of_team=ASKED,
)
def bpss(facts: Facts, params: Params) -> Look | None:
    ask = Ask.of(BPSS)
    return look_for(facts, params, lambda team: (ask,) if BPSS in _words(team) else ())


@cell_rule(
    id="CLEAR-OTHER",
    severity=Severity.CONFLICT,
    says="another check that the placement asks is missing",
    source="The placement's own list of clearances (placements.csv)",
    follows=NOT_TAKEN,
    next_step="The employer's HR lead asks the host what it wants to see, and gets it.",
    help="Whatever a placement asks for that no other CLEAR rule judges, so that no word in the list is "
    f"passed over.{_AHEAD}",
    example="A council's team asks for driving-licence: a person without it is told.",
    parameters=(WEEKS,),
    of_person=RECORDS,
    of_team=ASKED,
)
def other(facts: Facts, params: Params) -> Look | None:
    def asks(team: Placement) -> Iterable[Ask]:
        elsewhere = {RIGHT_TO_WORK, BPSS, YOUNG_RISK, DBS, HOST_AGREEMENT, YOUNG_WARD}
        if team.host in facts.nhs_hosts:
            elsewhere.update(NHS_SIX, TO_WORK_IN_NHS)
        for word in _words(team):
            if word not in elsewhere and not word.startswith((TRAINING, f"{DBS}:")):
                yield Ask.of(word)

    return look_for(facts, params, asks)


@cell_rule(
    id="CLEAR-AGE",
    owner=LEAD,
    severity=Severity.CONFLICT,
    says="younger than the placement takes",
    source="NHS Employers, 3 March 2023; the placement's own minimum (min_age in placements.csv)",
    follows=Follows(
        "the host does not take the person so young; no law bars it",
        "NHS Employers, 3 March 2023",
    ),
    next_step="Who plans the rotation chooses another team or cycle.",
    help="No law bars people of 16 and 17 from clinical work; trusts set 18 for inpatient wards. Judged on "
    "the first day of the stay that is still to come.",
    example="A ward takes people from 18. Born on 8 March 2009 and there from 8 March 2027: 18 on that day. "
    "Born on 9 March 2009: still 17.",
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth"),
    of_team=("min_age",),
)
def youngest(facts: Facts, params: Params) -> Look | None:
    asked = {team.placement: team.min_age for team in facts.programme.placements.values() if team.min_age}
    if not asked:
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        least, born = asked.get(team.placement), person.date_of_birth
        if least is None or born is None:
            return None
        days = facts.still_to_come(person, index)
        if days is None or age_on(born, days.first) >= least:
            return None
        return Said(
            f"{person.name} is {count(age_on(born, days.first), 'year')} old on {say(days.first)} in "
            f"{team_name(team)} in {cycle_name(facts.programme.cycles[index])}, which takes people from "
            f"{least}; they reach it on {say(birthday(born, least))}.",
            "choose another team for this cycle, or a later one for this team.",
        )

    return look
