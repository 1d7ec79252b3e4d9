"""CLEAR rules about being at a host: the agreement with it, and people under 18 on its wards."""

from collections.abc import Iterable
from datetime import date

from apprentices.calendar import ONE_DAY, birthday, say
from apprentices.programme import Apprentice, Clearance, Placement
from apprentices.rules.due import AHEAD, as_due, is_near
from apprentices.rules.facts import Facts
from apprentices.rules.follows import Follows
from apprentices.rules.rule import STAY, Look, Parameter, Params, cell_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import cycle_name, host_name, team_name

HOST_AGREEMENT, YOUNG_WARD, WARD = "host-agreement", "young-ward-conditions", "ward"


def _holds(rows: Iterable[Clearance], host: str, by: date) -> bool:
    """Whether one of the records at a host (or at all) is there by a day."""
    return any(
        row.host in (None, host)
        and (row.issued_on is None or row.issued_on <= by)
        and (row.expires_on is None or row.expires_on >= by)
        for row in rows
    )


@cell_rule(
    id="CLEAR-HOST",
    severity=Severity.CONFLICT,
    says="no agreement with a host that is not the employer",
    source="Funding rules 2026-27, paragraphs 69 and 148; employers' liability stays the employer's",
    follows=Follows(
        "the person works at the host with nothing agreed; to insure them stays the employer's duty",
        "Funding rules 2026-27, paragraphs 69 and 148",
    ),
    next_step="Employer, host and apprentice sign, and the employer's HR lead records the day.",
    help="Before the first day at another host than the employer, employer, host and apprentice sign an "
    "agreement on duties, insurance, safety and data: the clearance `host-agreement` at that host "
    "(clearances.csv), issued by the first day. In force once such an agreement is recorded for anybody. "
    "Told from `weeks` before the first day as a warning, from that day as a conflict; stays that are over "
    "are not judged.",
    example="Employed by ELFT and at LBH from 7 December 2026: without the agreement a warning from 14 "
    "September 2026, a conflict from 7 December.",
    parameters=(AHEAD,),
    of_person=(*STAY, "employer", "clearances"),
    of_team=("host",),
)
def host_agreement(facts: Facts, params: Params) -> Look | None:
    if not any(HOST_AGREEMENT in held for held in facts.held.values()):
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        stay = facts.stays(person)[index]
        if stay is None or person.employer in (None, team.host) or not facts.today <= stay.last:
            return None
        rows = facts.held.get(person.apprentice, {}).get(HOST_AGREEMENT, ())
        if _holds(rows, team.host, stay.first):
            return None
        host = host_name(facts.programme, team.host)
        said = Said(
            f"{person.name} is at {host} from {say(stay.first)}, in {team_name(team)}, and no agreement of "
            "employer, host and apprentice is recorded by then.",
            f"have all three sign it, and record {HOST_AGREEMENT} at {team.host} in clearances.csv.",
        )
        return next(as_due(facts, stay.first, params, said), None)

    return look


@cell_rule(
    id="CLEAR-YOUNG-WARD",
    severity=Severity.WARNING,
    says="someone under 18 on a ward, and the trust's own conditions are not recorded as met",
    source="NHS Employers, 3 March 2023: the trust's own safeguarding conditions",
    follows=Follows(
        "the trust need not let the person on the ward; no law bars it",
        "NHS Employers, 3 March 2023",
    ),
    next_step="The employer's HR lead asks the trust's for its conditions, and both see that they are met.",
    help="No law bars people of 16 and 17 from wards; trusts set conditions of their own. On a team of an "
    "NHS host with the word ward in its area or name, somebody who is under 18 on the first day needs the "
    "clearance `young-ward-conditions` at that host by then (clearances.csv). Told from `weeks` before that "
    "day; stays that are over are not judged.",
    example="Born on 8 March 2009 and on a ward from 8 March 2027: 18 on that day, nothing is asked. Born on "
    "9 March 2009: told.",
    parameters=(Parameter("age", 18, "years", "From this birthday nothing is asked.", most=100), AHEAD),
    needs=("date_of_birth",),
    of_person=(*STAY, "date_of_birth", "clearances"),
    of_team=("host", "area", "team"),
)
def young_ward(facts: Facts, params: Params) -> Look | None:
    wards = {
        team.placement
        for team in facts.programme.placements.values()
        if team.host in facts.nhs_hosts and WARD in f"{team.area or ''} {team.team}".casefold().split()
    }
    if not wards:
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        stay = facts.still_to_come(person, index) if team.placement in wards else None
        if stay is None or person.date_of_birth is None:
            return None
        grown = birthday(person.date_of_birth, params["age"])
        rows = facts.held.get(person.apprentice, {}).get(YOUNG_WARD, ())
        if stay.first >= grown or not is_near(facts, stay.first, params):
            return None
        if _holds(rows, team.host, stay.first):
            return None
        last = min(grown - ONE_DAY, stay.last)
        return Said(
            f"{person.name} is under {params['age']} to {say(last)} and on a ward, "
            f"{team_name(team)}, in {cycle_name(facts.programme.cycles[index])}; that the conditions of "
            f"{host_name(facts.programme, team.host)} for it are met is not recorded.",
            f"ask the trust for its conditions, and record {YOUNG_WARD} at {team.host} in clearances.csv.",
            due_on=stay.first,
        )

    return look
