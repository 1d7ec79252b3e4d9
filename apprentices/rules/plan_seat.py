"""PLAN rules about places: seats, hosts, supervisors and people kept apart, cycle by cycle."""

from collections.abc import Iterable

from apprentices.conditions import Separation
from apprentices.programme import Placement
from apprentices.rules.facts import Facts
from apprentices.rules.limits import Apart, Heads, SeatLimit
from apprentices.rules.places import Over, Place
from apprentices.rules.rule import LEAD, Params, SeatLimits, seat_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, join, team_name

OFFER = "The seats that hosts offer (placements.csv, hosts.csv, seats.csv)"


@seat_rule(
    id="PLAN-SEATS",
    severity=Severity.CONFLICT,
    says="more people than seats in a team",
    source=OFFER,
    help="A row of seats.csv for the team and cycle wins over the team's own number.",
    example="Three people in a team with 2 seats in that cycle.",
    over=Over.PLACEMENT,
)
def seats(facts: Facts, params: Params) -> SeatLimits:
    def limits(place: Place) -> Iterable[SeatLimit]:
        team = facts.programme.placements[place.key]
        cycle = facts.programme.cycles[place.cycle_index].cycle
        most = facts.seats.of_team(team, cycle)

        def tell(people: list[str]) -> Said:
            return Said(
                f"{team_name(team)} has {count(most, 'seat')} in {cycle}, and {_are(people)} there: "
                f"{_names(facts, people)}.",
                f"move {count(len(people) - most, 'person', 'people')} to another team, or ask the "
                "team for more seats.",
                placement=team.placement,
                host=team.host,
                excess=len(people) - most,
            )

        yield Heads(place.cycle_index, (team.placement,), tell, most=most)

    return limits


@seat_rule(
    id="PLAN-MIN-SEATS",
    severity=Severity.WARNING,
    says="fewer people in a team than it asks for",
    source=OFFER,
    help="A team's fewest counts where anyone is there; a fewest in seats.csv counts always.",
    example="One person in a team that takes at least 2, or nobody where seats.csv asks for 2 in that cycle.",
    over=Over.PLACEMENT,
)
def min_seats(facts: Facts, params: Params) -> SeatLimits:
    def limits(place: Place) -> Iterable[SeatLimit]:
        team = facts.programme.placements[place.key]
        cycle = facts.programme.cycles[place.cycle_index].cycle
        least, always = facts.seats.fewest_of_team(team, cycle)
        if not least:
            return

        def tell(people: list[str]) -> Said:
            return Said(
                f"{team_name(team)} asks for at least {count(least, 'apprentice')} in {cycle}, and "
                f"{_are(people)} there{': ' if people else ''}{_names(facts, people)}.",
                "move someone there, or leave nobody there.",
                placement=team.placement,
                host=team.host,
                excess=least - len(people),
            )

        yield Heads(place.cycle_index, (team.placement,), tell, least=least, always=always)

    return limits


@seat_rule(
    id="PLAN-HOST-SEATS",
    severity=Severity.CONFLICT,
    says="more people at a host than it takes in a cycle; fewer than its fewest is a warning",
    source=OFFER,
    help="Counts everyone at the host in the cycle, over all its teams. A host's fewest counts where "
    "anyone is there, one in seats.csv always.",
    example="Ten people over all teams of a host with 9 seats in that cycle.",
    over=Over.HOST,
)
def host_seats(facts: Facts, params: Params) -> SeatLimits:
    def limits(place: Place) -> Iterable[SeatLimit]:
        host = facts.programme.hosts[place.key]
        cycle = facts.programme.cycles[place.cycle_index].cycle
        most = facts.seats.of_host(host, cycle)
        least, always = facts.seats.fewest_of_host(host, cycle)
        codes = facts.teams_at(host.host)

        def tell(people: list[str]) -> Said:
            over = most is not None and len(people) > most
            limit = most if over else least
            asked = f"takes at most {limit}" if over else f"asks for at least {limit}"
            return Said(
                f"{host.name} {asked} in {cycle}, and {_are(people)} there.",
                "move people to another host." if over else "move people there, or leave nobody there.",
                host=host.host,
                subject="most" if over else "least",
                excess=abs(len(people) - (limit or 0)),
            )

        if most is not None:
            yield Heads(place.cycle_index, codes, tell, most=most)
        if least:
            yield Heads(place.cycle_index, codes, tell, least=least, always=always, severity=Severity.WARNING)

    return limits


@seat_rule(
    id="PLAN-SUPERVISOR",
    severity=Severity.CONFLICT,
    says="a supervisor with too many people across teams",
    source="The placement's supervisor_seats (placements.csv)",
    help="Counts everyone in all teams of one supervisor at one host. Where their teams state different "
    "numbers, the smallest counts.",
    example="One supervisor of two teams looks after 3 at most, and has 2 people in each: 4.",
    over=Over.SUPERVISOR,
)
def supervisor(facts: Facts, params: Params) -> SeatLimits | None:
    teams_of = {
        key: [facts.programme.placements[code] for code in codes]
        for key, codes in facts.groups[Over.SUPERVISOR].items()
    }
    spans = {
        key: min(stated)
        for key, teams in teams_of.items()
        if (stated := [t.supervisor_seats for t in teams if t.supervisor_seats is not None])
    }
    if not spans:
        return None

    def limits(place: Place) -> Iterable[SeatLimit]:
        if place.key not in spans:
            return
        teams, most = teams_of[place.key], spans[place.key]
        cycle = facts.programme.cycles[place.cycle_index].cycle

        def tell(people: list[str]) -> Said:
            return Said(
                f"{teams[0].supervisor} looks after {len(people)} in {cycle} "
                f"({join(team_name(team) for team in teams)}): {_names(facts, people)}; "
                f"at most {most} at once.",
                "move someone to a team with another supervisor.",
                host=teams[0].host,
                subject=facts.place_code(place),
                excess=len(people) - most,
            )

        yield Heads(place.cycle_index, facts.groups[Over.SUPERVISOR][place.key], tell, most=most)

    return limits


@seat_rule(
    id="PLAN-APART",
    waivable=LEAD,
    severity=Severity.CONFLICT,
    says="two people who are kept apart meet",
    source="The programme's separations (separations.csv)",
    help="Two people may be kept out of one placement, one host or one site at the same time.",
    example="Two people to be kept apart within a host are in different teams of one host in the same cycle.",
    over=Over.PAIR,
)
def apart(facts: Facts, params: Params) -> SeatLimits | None:
    if not facts.programme.separations:
        return None
    teams = facts.programme.placements

    def limits(place: Place) -> Iterable[SeatLimit]:
        pair: Separation = place.key
        cycle = facts.programme.cycles[place.cycle_index].cycle

        def group(placement: str) -> object:
            return _group(teams[placement], pair.within)

        def tell(placements: list[str]) -> Said:
            team, other = (teams[placement] for placement in placements)
            where = f"both in {team_name(team)}"
            if team is not other:
                where = f"in {team_name(team)} and {team_name(other)}"
            within = {"host": f"at {team.host}", "team-site": f"at {team.site}"}
            one, two = (facts.programme.apprentices[code].name for code in (pair.apprentice, pair.other))
            return Said(
                f"{one} and {two} are {where} in {cycle}, but are to "
                f"be kept apart {within.get(pair.within, 'in each placement')}.",
                "move one of the two elsewhere in this cycle.",
                apprentice=pair.apprentice,
                placement=team.placement,
                host=team.host,
                subject=pair.other,
            )

        yield Apart(place.cycle_index, pair.apprentice, pair.other, group, tell)

    return limits


def _group(team: Placement, within: str) -> object:
    if within == "host":
        return team.host
    if within == "team-site" and team.site:
        return (team.host, team.site.casefold())
    return team.placement


def _are(people: list[str]) -> str:
    return {0: "nobody is", 1: "1 person is"}.get(len(people), f"{len(people)} are")


def _names(facts: Facts, people: list[str]) -> str:
    """Names in the order of the programme, so that messages don't depend on who came first."""
    ordered = sorted(people, key=facts.person_order.__getitem__)
    return join(facts.programme.apprentices[code].name for code in ordered) if people else ""
