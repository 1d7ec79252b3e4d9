"""PLAN rules about one apprentice's whole rotation."""

from collections.abc import Callable

from apprentices.calendar import say
from apprentices.conditions import Requirement, Sequence
from apprentices.programme import Apprentice, Placement, Standard
from apprentices.rules.facts import Facts
from apprentices.rules.limits import Before, Breach, Count, Row, RowLimit, Run, SameHost, Stay, Times, Visits
from apprentices.rules.rule import HOST, Parameter, Params, RowLimits, row_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, cycle_name, join, team_name, what_said


@row_rule(
    id="PLAN-REPEAT",
    severity=Severity.CONFLICT,
    says="the same placement twice",
    source="The three hosts' rotation design",
    help="Each placement is visited once. Several cycles in a row are one visit where the team's stay_cycles "
    "says so. The setting allow_repeat_placement lifts this.",
    example="In COL-FIN in C2 and again in C4: told at C4.",
)
def repeat(facts: Facts, params: Params) -> RowLimits | None:
    if facts.programme.settings.yes("allow_repeat_placement"):
        return None

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        _, team = _there(row, breach)
        visits = Visits(facts.visits, facts.active(person))
        lasts = team.placement in facts.visits
        times = [
            cycle.cycle
            for index, cycle in enumerate(facts.programme.cycles)
            if row.teams[index] is team and (not lasts or visits.begins(row, index))
        ]
        return Said(
            f"{person.name} is in {team_name(team)} more than once: {'from' if lasts else 'in'} {join(times)}"
            f"{' on' if lasts else ''}.",
            "choose another team in one of these cycles.",
        )

    return lambda person: (Times(1, tell, Visits(facts.visits, facts.active(person))),)


@row_rule(
    id="PLAN-STAY",
    waivable=HOST,
    severity=Severity.CONFLICT,
    says="a visit shorter or longer than the team's stay_cycles",
    source="The placement's stay_cycles (placements.csv)",
    help="A visit is a run of neighbouring cycles in one team. A cycle in which the person is not active, or "
    "the end of the practical period, ends a visit: one that is cut short so is told too, since it is not as "
    "long as the team asks. Next to an empty cell a visit may become longer, so it isn't judged yet.",
    example="Visits of 2 cycles: C2 and C3 are one; C2 alone is told at C2, and C2 to C4 at C4.",
)
def stay(facts: Facts, params: Params) -> RowLimits | None:
    if not facts.visits:
        return None

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        index, team = _there(row, breach)
        length = facts.visits[team.placement]
        first = index if breach.found < length else index - length
        cycles = facts.programme.cycles[first : first + breach.found]
        return Said(
            f"{person.name} is in {team_name(team)} for {count(breach.found, 'cycle')} in a row "
            f"({join(c.cycle for c in cycles)}); a visit there lasts {count(length, 'cycle')}.",
            "place them there for so many neighbouring cycles, or elsewhere.",
            excess=abs(breach.found - length),
        )

    return lambda person: (Stay(Visits(facts.visits, facts.active(person)), tell),)


@row_rule(
    id="PLAN-RUN",
    severity=Severity.CONFLICT,
    says="too many cycles in a row at one host",
    source="The three hosts' rotation design; the setting max_run_at_host",
    help="Counts neighbouring cycles at one host. An empty cell ends the run. Without the setting "
    "max_run_at_host there is no limit.",
    example="With max_run_at_host at 2, a third neighbouring cycle at one host is told at that third cycle.",
)
def run(facts: Facts, params: Params) -> RowLimits | None:
    most = facts.programme.settings.limit("max_run_at_host")
    if most is None:
        return None

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        index, team = _there(row, breach)
        cycles = facts.programme.cycles[index - most : index - most + breach.found]
        return Said(
            f"{person.name} stays at {facts.programme.hosts[team.host].name} for "
            f"{count(breach.found, 'cycle')} in a row ({join(c.cycle for c in cycles)}); "
            f"at most {most} are allowed.",
            "place them at another host in one of these cycles.",
            excess=breach.found - most,
        )

    limits = (Run(most, tell),)
    return lambda person: limits


@row_rule(
    id="PLAN-REQUIRES",
    severity=Severity.CONFLICT,
    says="a required number of cycles is missed",
    source="The programme's requirements (requirements.csv)",
    help="A requirement says how many cycles a person, everyone on a standard, or all spend at a host, "
    "in an area or placement, or learning a skill. The fewest is judged once the rotation is full.",
    example="Everyone spends a cycle at ELFT: a full rotation without ELFT misses it; one with an empty "
    "cell may still meet it.",
)
def requires(facts: Facts, params: Params) -> RowLimits | None:
    by_who: dict[str, list[RowLimit]] = {}
    for row in facts.programme.requirements:
        limit = Count(facts.matching(row.what), row.min_cycles, row.max_cycles, _requirement_tell(facts, row))
        by_who.setdefault(row.who, []).append(limit)
    if not by_who:
        return None

    def limits(person: Apprentice) -> list[RowLimit]:
        whos = ("all", person.standard or "", person.apprentice)
        return [limit for who in whos for limit in by_who.get(who, ())]

    return limits


def _requirement_tell(facts: Facts, row: Requirement) -> Callable[[Apprentice, Row, Breach], Said]:
    kind, _, name = row.what.partition(":")
    host = facts.programme.hosts.get(name) if kind == "host" else None
    where = host.name if host else what_said(row.what)

    def tell(person: Apprentice, rotation: Row, breach: Breach) -> Said:
        over = row.max_cycles is not None and breach.found > row.max_cycles
        limit = row.max_cycles if over else row.min_cycles
        asked = f"at {'most' if over else 'least'} {limit}"
        why = f" ({row.reason})" if row.reason else ""
        found = count(breach.found, "cycle") if breach.found else "no cycle"
        return Said(
            f"{person.name} has {found} in {where}; {asked} is required{why}.",
            f"move one of the other cycles {'out of' if over else 'to'} {where}, or change the requirement.",
            host=name if host else None,
            subject=f"{row.who} {row.what}",
            excess=abs(breach.found - (limit or 0)),
        )

    return tell


@row_rule(
    id="PLAN-SEQUENCE",
    severity=Severity.CONFLICT,
    says="a placement is reached before the one that must come first",
    source="The programme's sequence (sequence.csv)",
    help="`after` may only be reached once `before` was done in an earlier cycle.",
    example="Business administration comes before data: data in C3 with business administration only in C4 "
    "is told at C3.",
)
def sequence(facts: Facts, params: Params) -> RowLimits | None:
    limits: list[RowLimit] = []
    for pair in facts.programme.sequence:
        tell = _sequence_tell(facts, pair)
        limits.append(Before(facts.matching(pair.before), facts.matching(pair.after), tell))
    return (lambda person: limits) if limits else None


def _sequence_tell(facts: Facts, pair: Sequence) -> Callable[[Apprentice, Row, Breach], Said]:
    before, after = what_said(pair.before), what_said(pair.after)

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        index, team = _there(row, breach)
        return Said(
            f"{person.name} is in {team_name(team)} in {facts.programme.cycles[index].cycle} without "
            f"{before} in an earlier cycle, which comes before {after}.",
            f"place them in {before} earlier, or here later.",
            subject=f"{pair.before} {pair.after}",
        )

    return tell


@row_rule(
    id="PLAN-SKILLS",
    severity=Severity.WARNING,
    says="a skill of the standard that no placement of the rotation offers",
    source="The standard's list of skills (standards.csv)",
    help="Judged once the rotation is full: every skill of the person's standard should be offered by "
    "at least one of its placements.",
    example="The standard asks for cataloguing and no team of a full rotation offers it.",
)
def skills(facts: Facts, params: Params) -> RowLimits | None:
    by_standard = {
        code: [_skill_limit(facts, row, skill) for skill in dict.fromkeys(row.skills)]
        for code, row in facts.programme.standards.items()
        if row.skills
    }
    return (lambda person: by_standard.get(person.standard or "", ())) if by_standard else None


def _skill_limit(facts: Facts, standard: Standard, skill: str) -> Count:
    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        return Said(
            f"No placement in {person.name}'s rotation offers {skill}, needed for {standard.title}.",
            f"swap in a team that offers {skill}.",
            subject=skill,
        )

    return Count(facts.matching(f"skill:{skill}"), 1, None, tell)


@row_rule(
    id="PLAN-GATEWAY",
    severity=Severity.WARNING,
    says="a new host shortly before the gateway",
    source="Code of practice for doctors' rotations, applied to the gateway",
    help="A change of host in the last weeks before the gateway takes time from the assessment. A row "
    "rule, because whether a host is new depends on the cycle before.",
    example="A gateway on 3 March 2028 and a new host from 7 January 2028, 56 days before: told. From 6 "
    "January: not told.",
    parameters=(Parameter("weeks", 8, "weeks", "How long before the gateway hosts stay.", most=520),),
)
def gateway(facts: Facts, params: Params) -> RowLimits | None:
    before = params["weeks"] * 7

    def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
        index, team = _there(row, breach)
        day = say(person.gateway_on) if person.gateway_on else ""
        return Said(
            f"{person.name} comes to a new host, {team_name(team)}, in "
            f"{cycle_name(facts.programme.cycles[index])}, less than {count(params['weeks'], 'week')} "
            f"before the gateway on {day}.",
            "keep the person at the same host, or move the gateway.",
        )

    def limits(person: Apprentice) -> list[RowLimit]:
        gateway_on = person.gateway_on
        if gateway_on is None:
            return []
        return [
            SameHost(index, tell)
            for index, stay in enumerate(facts.stays(person))
            if stay is not None and 0 < (gateway_on - stay.first).days <= before
        ]

    return limits


def _there(row: Row, breach: Breach) -> tuple[int, Placement]:
    assert breach.cycle_index is not None, "the rotation as a whole is told otherwise"
    team = row.teams[breach.cycle_index]
    assert team is not None, "a breach at a cycle stands on a filled cell"
    return breach.cycle_index, team
