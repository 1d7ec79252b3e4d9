"""What would have to give for a plan without gaps, in words for those who decide, and whom to ask.

What it is that has to give comes from the model (`search/elastic.py`); simple counting says a little without.
"""

from apprentices.planner.model.linear import Origin
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.planner.proposal import Kind, Relaxation
from apprentices.programme import Host, Placement
from apprentices.rules.limits import Count, Heads, Over, Row
from apprentices.rules.words import count, team_name


def unpinned(problem: Problem, cell: Cell, code: str) -> Relaxation:
    """A pin that is released; `code` is the placement that it held."""
    who, index = cell
    team = problem.programme.placements[code]
    cycle = problem.board.cycles[index]
    name = problem.programme.apprentices[who].name
    message = f"Unpin {name} in {cycle} (now {team_name(team)})."
    return Relaxation(Kind.PINS, "", who, cycle, code, team.host, message, _owner(problem, team.host))


def allowed(problem: Problem, kind: Kind, origin: Origin, number: int, plan: Plan) -> Relaxation:
    """What is allowed beyond a limit or a rule, `number` times; `plan` is what this makes possible."""
    if origin.apprentice is not None:
        return _excused(problem, kind, origin, origin.apprentice, plan)
    assert origin.place is not None, "a limit of seats is about a place"
    cycle = problem.board.cycles[origin.place.cycle_index]
    if origin.place.over is Over.PAIR:
        return _together(problem, kind, origin, cycle)
    return _more(problem, kind, origin, cycle, number)


def counts(problem: Problem) -> list[str]:
    """What simple counting says: rotations that must hold more than fits, and cycles with too few seats."""
    said = _too_much(problem)
    programme = problem.programme
    for index, cycle in enumerate(programme.cycles):
        people = [p for p in programme.apprentices.values() if problem.facts.active(p)[index]]
        seats = _seats(problem, index)
        if len(people) > seats:
            said.append(
                f"In {cycle.cycle}, {count(len(people), 'apprentice')} need a place, and all teams "
                f"together have {count(seats, 'seat')}."
            )
    return said


# --- inside ---------------------------------------------------------------------------------------


def _too_much(problem: Problem) -> list[str]:
    """Who must do more than there are cycles for; a line for all of whom the same is asked."""
    alike: dict[tuple[int, int], list[str]] = {}
    for who, person in problem.programme.apprentices.items():
        cycles, needed = sum(problem.facts.active(person)), _needed(problem, who)
        if cycles and needed > cycles:
            alike.setdefault((needed, cycles), []).append(person.name)
    return [
        f"What {names[0] if len(names) == 1 else f'each of {len(names)} apprentices'} must do adds up to "
        f"{count(needed, 'cycle')}, and there {'is' if cycles == 1 else 'are'} {cycles}"
        f"{'.' if len(names) == 1 else f' ({names[0]}, for one).'}"
        for (needed, cycles), names in alike.items()
    ]


def _needed(problem: Problem, who: str) -> int:
    """The fewest cycles that a rotation's minimums come to: those that share no placement, added up."""
    limits = [limit for _, limit in problem.row_limits(who) if isinstance(limit, Count) and limit.least]
    taken: set[str] = set()
    total = 0
    for limit in sorted(limits, key=lambda limit: -(limit.least or 0)):
        if not taken & limit.placements:
            taken |= limit.placements
            total += limit.least or 0
    return total


def _excused(problem: Problem, kind: Kind, origin: Origin, who: str, plan: Plan) -> Relaxation:
    """One person for whom a rule does not hold."""
    rule = origin.active.rule
    cycle = None if origin.cycle_index is None else problem.board.cycles[origin.cycle_index]
    name = problem.programme.apprentices[who].name
    code = None if origin.cycle_index is None else plan.get((who, origin.cycle_index))
    team = problem.programme.placements.get(code or "")
    host = team.host if team else None
    if kind is Kind.WAIVERS:
        where = f" in {team_name(team)}" if team else ""
        message = f"Waive {rule.id} ({rule.says}) for {name}{where} in {cycle}."
        if rule.id == "PLAN-ACCESS" and team and team.step_free is None:
            message = f"Find out whether {team_name(team)} is step-free, for {name} in {cycle}."
    else:
        message = f"Excuse {name} from {rule.id}: {_broken_by(problem, origin, who, plan)}"
    return Relaxation(kind, rule.id, who, cycle, code, host, message, _owner(problem, host))


def _broken_by(problem: Problem, origin: Origin, who: str, plan: Plan) -> str:
    """What the rule itself says about the rotation that would be possible."""
    person = problem.programme.apprentices[who]
    codes = [plan.get((who, index), there) for index, there in enumerate(problem.locked[who])]
    row = Row([problem.programme.placements.get(code or "") for code in codes], full=True)
    for breach in origin.limit.breaches(row):
        if origin.cycle_index in (None, breach.cycle_index):
            return str(origin.limit.tell(person, row, breach).problem)
    return f"{origin.active.rule.says}."


def _together(problem: Problem, kind: Kind, origin: Origin, cycle: str) -> Relaxation:
    """Two people who may meet."""
    pair = origin.limit
    one, other = (problem.programme.apprentices[code].name for code in (pair.one, pair.other))
    message = f"Let {one} and {other} meet in {cycle}."
    return Relaxation(kind, origin.active.rule.id, pair.one, cycle, None, None, message)


def _more(problem: Problem, kind: Kind, origin: Origin, cycle: str, number: int) -> Relaxation:
    """More people in one place, or fewer."""
    assert origin.place is not None, "a limit of seats is about a place"
    over, rule = origin.place.over, origin.active.rule.id
    team = problem.programme.placements[origin.limit.placements[0]]
    host = problem.programme.hosts[team.host]
    message = f"{_needs(over, team, host, number, fewer=origin.limit.most is None)} in {cycle}."
    code = team.placement if over is Over.PLACEMENT else None
    return Relaxation(kind, rule, None, cycle, code, host.host, message, host.hr_lead, number)


def _needs(over: Over, team: Placement, host: Host, number: int, fewer: bool) -> str:
    if fewer:
        return f"{team.team} at {host.name} would have to accept fewer people than its fewest"
    if over is Over.SUPERVISOR:
        people = count(number, "person", "people")
        return f"{team.supervisor} at {host.name} would have to look after {people} more"
    more = f"{number} more seat{'' if number == 1 else 's'}"
    return f"{host.name if over is Over.HOST else f'{team.team} at {host.name}'} needs {more}"


def _owner(problem: Problem, host: str | None) -> str | None:
    return problem.programme.hosts[host].hr_lead if host else None


def _seats(problem: Problem, index: int) -> int:
    """The seats of all teams in a cycle, no more at any host than the host itself takes."""
    limits = [limit for _, place, limit in problem.seat_limits if place.cycle_index == index]
    heads = [limit for limit in limits if isinstance(limit, Heads) and limit.most is not None]
    teams = {h.placements[0]: h.most or 0 for h in heads if len(h.placements) == 1}
    unlimited = len(problem.programme.apprentices)
    total = 0
    for codes in problem.teams_by_host.values():
        whole = [h.most or 0 for h in heads if frozenset(h.placements) == codes]
        total += min([sum(teams.get(code, unlimited) for code in codes), *whole])
    return total
