"""PLAN rules about one apprentice in one cycle in one placement."""

from apprentices.calendar import say
from apprentices.conditions import Exclusion
from apprentices.programme import Apprentice, Placement
from apprentices.rules.facts import Facts
from apprentices.rules.follows import Follows
from apprentices.rules.rule import HOST, NOBODY, STAY, Cells, Look, Parameter, Params, cell_rule
from apprentices.rules.said import ChangeRow, Said, Severity
from apprentices.rules.words import count, cycle_name, team_name, told_host, told_name, what_said

DESIGN = "The three hosts' rotation design"
CODE_OF_PRACTICE = (
    "Code of practice for doctors' rotations: the host is told 12 weeks before the start, the person 8"
)


@cell_rule(
    id="PLAN-GAP",
    severity=Severity.CONFLICT,
    says="an active cell has no placement",
    source=DESIGN,
    help="Everyone who is on the programme for more than half of a cycle, and not on a break in "
    "learning, needs a placement in it. Of somebody whose absences another host keeps to itself, the lead "
    "host's copy tells it all the same, since the gap is its own to fill; in others' it can't be judged.",
    example="Ayo is on the programme from 7 September 2026 and has nothing in C2: a gap. On a break in "
    "learning for over half of C2: none.",
    cells=Cells.VACANT,
)
def gap(facts: Facts, params: Params) -> Look:
    def look(person: Apprentice, index: int, nowhere: None) -> Said:
        cycle, keeper = facts.programme.cycles[index], facts.not_told.people.get(person.apprentice)
        problem = f"{person.name} has no placement in {cycle_name(cycle)}"
        if keeper and not facts.not_told.is_of_lead:
            return _not_told(problem, "they are away", keeper)
        why = f"ask {keeper} whether they are away" if keeper else "record why they are away"
        return Said(f"{problem}.", f"place them in a team with a free seat, or {why}.")

    return look


def _not_told(problem: str, whether: str, host: str) -> Said:
    """What only that host can judge."""
    return Said(
        f"{problem}; whether {whether}, {host} keeps to itself.",
        f"ask {host}.",
        severity=Severity.WARNING,
        judged=False,
    )


@cell_rule(
    id="PLAN-OUTSIDE",
    severity=Severity.CONFLICT,
    says="a placement in a cycle in which the apprentice is not active",
    source=DESIGN,
    help="A placement only makes sense while the person's status is active and the practical period "
    "covers more than half of the cycle. (Breaks in learning are CAL-ABSENCE's.)",
    example="A practical period that ends on 20 October 2026 covers 44 of the 89 days of C1 (from 7 "
    "September): a placement there is outside. To 21 October it covers 45, and the cell is active.",
    cells=Cells.OUTSIDE,
)
def outside(facts: Facts, params: Params) -> Look:
    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        cycle = facts.programme.cycles[index]
        stay = facts.stays(person)[index]
        if person.status != "active":
            why = f"their status is “{person.status}”"
        elif stay is None or len(stay) * 2 <= len(cycle.span):
            why = f"their practical period is {person.period}"
        else:
            return None
        return Said(
            f"{person.name} is in {team_name(team)} in {cycle_name(cycle)}, but {why}.",
            "clear the cell, or correct the person's dates or status.",
        )

    return look


@cell_rule(
    id="PLAN-CLOSED",
    waivable=HOST,
    severity=Severity.CONFLICT,
    says="the team or host is closed for too much of the cycle, or not yet or no longer open",
    source=DESIGN,
    help="A placement counts as closed when the stay begins before its opens_on, ends after its "
    "closes_on, or loses more working days than this to closures of the team, its host or everybody.",
    example="A library that is closed for 10 working days of a stay can be used; closed for 11 it can't.",
    parameters=(Parameter("days", 10, "working days", "Most working days closed in one stay.", most=3_660),),
    of_person=STAY,
)
def closed(facts: Facts, params: Params) -> Look:
    most = params["days"]

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        stay = facts.stays(person)[index]
        if stay is None:
            return None
        mend = "choose another team for this cycle."
        if team.opens_on and stay.first < team.opens_on:
            why = f"the team only opens on {say(team.opens_on)}"
            mend = "choose another team for this cycle, or an earlier opening."
        elif team.closes_on and stay.last > team.closes_on:
            why = f"the team closes for good on {say(team.closes_on)}"
        else:
            closed = facts.closed_days(team, stay)
            lost = sum(map(facts.is_working_day, closed)) if len(closed) > most else 0
            if lost <= most:
                return None
            why = f"it is closed on {count(lost, 'working day')} of it (at most {most} are allowed)"
        cycle = cycle_name(facts.programme.cycles[index])
        return Said(f"{person.name} is in {team_name(team)} in {cycle}, but {why}.", mend)

    return look


@cell_rule(
    id="PLAN-STANDARD",
    waivable=HOST,
    severity=Severity.CONFLICT,
    says="the team does not take this standard",
    source="The placement's own list of standards (placements.csv)",
    help="A team may list the standards it can train for. A team without a list takes all.",
    example="A team that takes ST0070 and ST0239 doesn't take someone on ST0072.",
    needs=("standard",),
    of_person=("standard",),
    of_team=("standards",),
)
def standard(facts: Facts, params: Params) -> Look | None:
    if not any(team.standards for team in facts.programme.placements.values()):
        return None
    titles = {code: row.title for code, row in facts.programme.standards.items()}

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        if not team.standards or not person.standard or person.standard in team.standards:
            return None
        title = titles.get(person.standard, person.standard)
        return Said(
            f"{person.name} follows {title} ({person.standard}), which {team_name(team)} does not "
            f"take; it takes {', '.join(team.standards)}.",
            "choose a team that takes this standard, or ask the team to take it.",
        )

    return look


@cell_rule(
    id="PLAN-EXCLUDED",
    severity=Severity.CONFLICT,
    says="an exclusion matches",
    source="The person's exclusions (exclusions.csv)",
    help="An exclusion says where a person must not be, in one cycle or in any, and why.",
    example="An exclusion of area:HR in C2 forbids every HR team in C2, and none in C3.",
    of_person=("exclusions",),
)
def excluded(facts: Facts, params: Params) -> Look | None:
    rows: dict[str, list[tuple[Exclusion, frozenset[str]]]] = {}
    for row in facts.programme.exclusions:
        rows.setdefault(row.apprentice, []).append((row, facts.matching(row.what)))
    if not rows:
        return None

    def look(person: Apprentice, index: int, team: Placement) -> list[Said] | None:
        if person.apprentice not in rows:
            return None
        cycle = facts.programme.cycles[index].cycle
        found: dict[str, Said] = {}  # one for each thing that is excluded, in this cycle or in any
        for row, placements in rows[person.apprentice]:
            if team.placement in placements and row.cycle in (None, cycle):
                found.setdefault(row.what, _excluded(person, row, team, cycle))
        return list(found.values()) or None

    return look


def _excluded(person: Apprentice, row: Exclusion, team: Placement, cycle: str) -> Said:
    why = f": {row.reason}" if row.reason else ""
    when = f"in {row.cycle}" if row.cycle else "in any cycle"
    return Said(
        f"{person.name} must not be in {what_said(row.what)} {when}{why}, but is in {team_name(team)} in "
        f"{cycle}.",
        "choose another team, or end the exclusion.",
        subject=row.what,
    )


@cell_rule(
    id="PLAN-ACCESS",
    owner=HOST,
    waivable=NOBODY,
    severity=Severity.CONFLICT,
    says="the person needs step-free access and the site is not step-free",
    source="Equality Act 2010, duty to make reasonable adjustments",
    follows=Follows(
        "a failure to make reasonable adjustments is discrimination, and the apprentice may complain to an "
        "employment tribunal, which may order compensation",
        "Equality Act 2010, sections 20, 21, 120 and 124",
    ),
    next_step="The host and the employer's HR lead ask the apprentice what is needed, and have the site "
    "adjusted or agree another team.",
    help="A placement whose step_free is empty is not recorded as step-free and is not offered to "
    "someone who needs it.",
    example="A person who needs step-free access is in a team whose step_free is no or empty.",
    of_person=("step_free",),
    of_team=("step_free",),
)
def access(facts: Facts, params: Params) -> Look | None:
    if not any(person.step_free for person in facts.programme.apprentices.values()):
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        if not person.step_free or team.step_free:
            return None
        if keeper := facts.not_told.placements.get(team.placement):
            problem = f"{person.name} needs step-free access"
            return _not_told(problem, f"{team_name(team)} has it", keeper)
        state = "is not step-free" if team.step_free is False else "is not recorded as step-free"
        site = f" at {team.site}" if team.site else ""
        return Said(
            f"{person.name} needs step-free access, and {team_name(team)}{site} {state}.",
            "choose a step-free site, or have the site adjusted and record it as step-free.",
            judged=team.step_free is not None,
            step=ChangeRow("placements", team.placement, "step_free"),
        )

    return look


@cell_rule(
    id="PLAN-TRAVEL",
    severity=Severity.WARNING,
    says="the way from home is too long",
    source="NHS Graduate Management Training Scheme: at most 90 minutes' travel",
    help="Compares the minutes of travel.csv for this person and site.",
    example="90 minutes from home are fine, 91 are not.",
    parameters=(Parameter("minutes", 90, "minutes", "Longest way from home, one way.", most=1_440),),
    of_person=("travel",),
    of_team=("site",),
)
def travel(facts: Facts, params: Params) -> Look | None:
    most = params["minutes"]
    long = {key: minutes for key, minutes in facts.travel.items() if minutes > most}
    if not long:
        return None
    sites = facts.sites

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        minutes = long.get((person.apprentice, sites[team.placement]))
        if minutes is None:
            return None
        return Said(
            f"{person.name} travels {minutes} minutes to {team.site} for {team_name(team)} "
            f"in {facts.programme.cycles[index].cycle}; at most {most} is meant.",
            "choose a nearer team, or ask the person.",
        )

    return look


@cell_rule(
    id="PLAN-LENGTH",
    severity=Severity.WARNING,
    says="too little time in the placement",
    source="Rotations in use elsewhere: 13 to 26 weeks; 12 as the least",
    help="Counts the days of the cycle that lie in the practical period.",
    example="84 days are 12 weeks and long enough; 83 are not.",
    parameters=(Parameter("weeks", 12, "weeks", "Shortest stay that makes sense.", most=520),),
    of_person=STAY,
    of_team=(),
)
def length(facts: Facts, params: Params) -> Look:
    least = params["weeks"] * 7

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        stay = facts.stays(person)[index]
        if stay is None or len(stay) >= least:
            return None
        return Said(
            f"{person.name} is in {team_name(team)} for only {count(len(stay), 'day')} "
            f"({stay}); {count(params['weeks'], 'week')} is the least that is meant.",
            "join the time to a neighbouring cycle, or accept it.",
        )

    return look


@cell_rule(
    id="PLAN-NOTICE",
    waivable=HOST,
    severity=Severity.WARNING,
    says="differs from the publication and starts inside the host's notice",
    source=CODE_OF_PRACTICE,
    help="Hosts and apprentices have been told of the latest publication. A change that starts within "
    "the host's notice_weeks (or `weeks`, where the host has none), or within the apprentice's own weeks, "
    "needs their agreement; the longest of them counts.",
    example="A host with 8 weeks of notice and a cycle that starts on 18 January 2027: a change is in time "
    "on 23 November 2026, and not on 24 November.",
    parameters=(
        Parameter("weeks", 12, "weeks", "Notice of a host that has none of its own.", most=520),
        Parameter("apprentice_weeks", 8, "weeks", "Notice of the apprentice.", most=520),
    ),
    cells=Cells.VACANT | Cells.PLACED | Cells.OUTSIDE | Cells.REST,
)
def notice(facts: Facts, params: Params) -> Look | None:
    if facts.published is None:
        return None
    told = {(row.apprentice, row.cycle): row for row in facts.published.rows}
    programme, number = facts.programme, facts.published.number

    def look(person: Apprentice, index: int, team: Placement | None) -> Said | None:
        cycle = programme.cycles[index]
        before = told.get((person.apprentice, cycle.cycle))
        if (before and before.placement) == (team and team.placement):
            return None
        hosts = [team.host] if team else []
        if before:
            hosts.append(told_host(before, programme))
        weeks = facts.notice(index, hosts, params["weeks"], params["apprentice_weeks"])
        if weeks is None:
            return None
        was = told_name(before, programme) if before else "no placement"
        now = team_name(team) if team else "no placement"
        return Said(
            f"{person.name} has {now} in {cycle_name(cycle)}; publication {number} says {was}, and "
            f"the cycle starts inside the notice of {count(weeks, 'week')}.",
            "agree the change with the host and the person, or go back to what was published.",
            host=hosts[0] or None,
        )

    return look
