"""What would do what has to give: a row of a file, or the program itself, for each rule that can be eased."""

from apprentices.planner.model.linear import Origin
from apprentices.planner.problem import Problem
from apprentices.programme import Apprentice, Placement
from apprentices.rules.limits import Breach, Heads
from apprentices.rules.places import Over, Place
from apprentices.rules.rule import Rule
from apprentices.rules.said import ChangeRow, LookAtRule, Said, Step

FAMILY_OF_RECORDS = "CLEAR"  # rules that ask for a record in clearances.csv


def to_seat(place: Place, limit: Heads, team: Placement, cycle: str, value: int | None) -> Step:
    """Where other numbers of seats are entered; `value` is how many there have to be, None for fewer people
    than the fewest."""
    if place.over is Over.SUPERVISOR:
        return ChangeRow("placements", ", ".join(limit.placements), "supervisor_seats", _text(value))
    whole = place.over is Over.HOST
    code = team.host if whole else team.placement
    if value is None and not limit.always:
        return ChangeRow("hosts" if whole else "placements", code, "min_seats")
    column = "min_seats" if value is None else "seats"
    return ChangeRow(
        "seats", f"{'host' if whole else 'placement'} {code}, cycle {cycle}", column, _text(value)
    )


def to_excuse(origin: Origin, person: Apprentice, said: Said, breach: Breach, team: Placement | None) -> Step:
    """What eases a rule about a whole rotation that says so, at a breach, where the person is in `team`."""
    rule, limit = origin.active.rule, origin.limit
    match rule.id:
        case "PLAN-REPEAT":
            return ChangeRow("settings", "allow_repeat_placement", "value", "yes")
        case "PLAN-RUN":
            return ChangeRow("settings", "max_run_at_host", "value", str(breach.found))
        case "PLAN-STAY" if team:
            return ChangeRow("placements", team.placement, "stay_cycles")
        case "PLAN-REQUIRES":
            column = "min_cycles" if limit.most is None or breach.found <= limit.most else "max_cycles"
            return ChangeRow("requirements", said.subject, column, str(breach.found))
        case "PLAN-SEQUENCE":
            return ChangeRow("sequence", said.subject)
        case "PLAN-GATEWAY":
            return ChangeRow("apprentices", person.apprentice, "gateway_on")
    return said.step or LookAtRule(rule.id)


def to_allow(
    problem: Problem, rule: Rule, person: Apprentice, index: int, team: Placement, said: Said
) -> Step:
    """What makes a placement possible that a rule forbids in a cell."""
    match rule.id:
        case "PLAN-EXCLUDED":
            return ChangeRow("exclusions", f"{person.apprentice} {said.subject}")
        case "PLAN-STANDARD":
            return ChangeRow("placements", team.placement, "standards")
        case "PLAN-CLOSED":
            return _to_open(problem, person, index, team)
    if rule.family == FAMILY_OF_RECORDS and said.subject:
        return ChangeRow("clearances", f"{person.apprentice} {said.subject}", "issued_on")
    return said.step or LookAtRule(rule.id)


def _to_open(problem: Problem, person: Apprentice, index: int, team: Placement) -> Step:
    stay = problem.facts.stays(person)[index]
    if stay and team.opens_on and stay.first < team.opens_on:
        return ChangeRow("placements", team.placement, "opens_on")
    if stay and team.closes_on and stay.last > team.closes_on:
        return ChangeRow("placements", team.placement, "closes_on")
    return ChangeRow("closures", team.placement, "ends_on")


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
