"""What would have to give for a plan without gaps, in words for those who decide, and whom to ask.

What it is that has to give comes from the model (`search/elastic.py`); simple counting says a little without.
"""

from collections.abc import Iterator, Sequence

from apprentices.board import Board, Edit
from apprentices.planner.counted import mendable
from apprentices.planner.ledger import Ledger
from apprentices.planner.model.linear import Origin
from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.planner.proposal import Kind, Relaxation, TooMuch
from apprentices.planner.steps import to_allow, to_excuse, to_seat
from apprentices.programme import Apprentice, Host, Placement
from apprentices.rules.judging import CellScope, Judge, RowScope, Scope
from apprentices.rules.limits import Count, Heads, Row
from apprentices.rules.places import Over, Place
from apprentices.rules.said import ChangeRow, Finding, LookAtRule, Said, Step, Unpin
from apprentices.rules.words import count, team_name


def unpinned(problem: Problem, cell: Cell, code: str) -> Relaxation:
    """A pin that is released; `code` is the placement that it held."""
    who, index = cell
    team = problem.programme.placements[code]
    cycle = problem.board.cycles[index]
    name = problem.programme.apprentices[who].name
    message = f"Unpin {name} in {cycle} (now {team_name(team)})."
    owner, step = _owner(problem, team.host), Unpin(who, cycle)
    return Relaxation(Kind.PINS, "", who, cycle, code, team.host, message, owner, step=step)


def allowed(problem: Problem, kind: Kind, origin: Origin, number: int, plan: Plan) -> Relaxation:
    """What is allowed beyond a limit or a rule, `number` times; `plan` is what this makes possible."""
    if origin.apprentice is not None:
        return _excused(problem, kind, origin, origin.apprentice, plan)
    assert origin.place is not None, "a limit of seats is about a place"
    cycle = problem.board.cycles[origin.place.cycle_index]
    if origin.place.over is Over.PAIR:
        return _together(problem, kind, origin, cycle)
    return _more(problem, kind, origin, cycle, number)


def as_one(relaxations: Sequence[Relaxation]) -> tuple[Relaxation, ...]:
    """The same with one line for all who miss the same requirement."""
    alike: dict[object, list[Relaxation]] = {}
    for one in relaxations:
        alike.setdefault(_requirement(one) or one, []).append(one)
    return tuple(_for_all(group) if len(group) > 1 else group[0] for group in alike.values())


def counts(problem: Problem) -> list[TooMuch]:
    """What simple counting says: what pins break by themselves, rotations that must hold more than fits, and
    cycles with too few seats."""
    said = [*_by_pins(problem), *_too_much(problem)]
    programme = problem.programme
    if programme.apprentices and not programme.placements:
        step = ChangeRow("placements", "of each team", "placement")
        return [*said, TooMuch("There are no teams yet, so nobody can have a place.", step)]
    for index, cycle in enumerate(programme.cycles):
        people = [p for p in programme.apprentices.values() if problem.facts.active(p)[index]]
        seats = _seats(problem, index)
        if len(people) > seats:
            need = count(len(people), "apprentice needs", "apprentices need")
            message = f"In {cycle.cycle}, {need} a place, and all teams together have {count(seats, 'seat')}."
            said.append(TooMuch(message, ChangeRow("seats", f"of a team, cycle {cycle.cycle}", "seats")))
    return said


def pins_in_the_way(problem: Problem) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """A pin for each conflict that pins make by themselves, as `counts` names it; and all that would mend
    one."""
    found = [pins for _, pins in _conflicts_of_pins(problem)]
    return frozenset(pins[-1] for pins in found), frozenset(cell for pins in found for cell in pins)


# --- inside ---------------------------------------------------------------------------------------


def _by_pins(problem: Problem) -> Iterator[TooMuch]:
    """Conflicts that pins make by themselves, with a pin that would go."""
    for found, pins in _conflicts_of_pins(problem):
        who, index = pins[-1]
        message = f"What is pinned breaks {found.rule} by itself: {found.problem}"
        yield TooMuch(message, Unpin(who, problem.board.cycles[index]))


def _conflicts_of_pins(problem: Problem) -> Iterator[tuple[Finding, list[Cell]]]:
    """Conflicts that stand before anything is planned and that no plan mends, with pins that are not past:
    each that would mend it, or else all of what it is about; the last is the one that is told.
    """
    judge = Judge(problem.binding, problem.board_with({}))
    could_be_mended = {
        (one.active.rule.id, one.place or RowScope(one.apprentice or ""), one.cycle_index)
        for one in mendable(Ledger(problem))
        if one.active
    }
    for scope in judge.scopes():
        for found in judge.judge(scope):
            index = judge.board.cycle_index.get(found.cycle or "")
            if not found.is_conflict or found.rule == "PLAN-GAP":
                continue
            if (found.rule, scope, index) in could_be_mended:
                continue
            pins = [cell for cell in _cells(judge, scope) if _is_pinned(problem, judge.board, *cell)]
            if pins:
                mend = [cell for cell in pins if _would_mend(judge, scope, found, *cell)] or pins
                yield found, sorted(mend, key=lambda cell: cell == (found.apprentice, index))


def _would_mend(judge: Judge, scope: Scope, found: Finding, who: str, index: int) -> bool:
    """Whether a conflict of a scope is gone when one cell is empty."""
    back = judge.board.put(Edit(who, judge.board.cycles[index], None))
    left = {one.name for one in judge.judge(scope)}
    judge.board.put(back)
    return found.name not in left


def _is_pinned(problem: Problem, board: Board, who: str, index: int) -> bool:
    """Whether a cell has a pin that could be released: it is not past."""
    there = board.row(who)[index]
    return there is not None and there.pinned and not problem.is_past(board.cycles[index])


def _cells(judge: Judge, scope: Scope) -> list[Cell]:
    """The cells that a scope looks at; of people in a place, those who are there."""
    match scope:
        case CellScope(who, index):
            return [(who, index)]
        case RowScope(who):
            return [(who, index) for index in range(len(judge.board.cycles))]
        case Place(Over.PAIR, index, pair):
            return [(pair.apprentice, index), (pair.other, index)]
        case Place(over, index, key):
            codes = judge.facts.groups[over][key]
            return [(who, index) for code in codes for who in judge.board.there(index, code)]
    return []


def _too_much(problem: Problem) -> list[TooMuch]:
    """Who must do more than there are cycles for; a line for all of whom the same is asked."""
    alike: dict[tuple[int, int], list[Apprentice]] = {}
    for who, person in problem.programme.apprentices.items():
        cycles, needed = sum(problem.facts.active(person)), sum(least for _, least in _needed(problem, who))
        if cycles and needed > cycles:
            alike.setdefault((needed, cycles), []).append(person)
    return [_adds_up(problem, people, *figures) for figures, people in alike.items()]


def _adds_up(problem: Problem, people: Sequence[Apprentice], needed: int, cycles: int) -> TooMuch:
    """That people must do more than fits; the step is about what asks for most of the first of them."""
    first, many = people[0], len(people) > 1
    message = (
        f"What {f'each of {len(people)} apprentices' if many else first.name} must do adds up to "
        f"{count(needed, 'cycle')}, and there {'is' if cycles == 1 else 'are'} {cycles}"
        f"{f' ({first.name}, for one)' if many else ''}."
    )
    return TooMuch(message, _needed(problem, first.apprentice)[0][0])


def _requirement(one: Relaxation) -> ChangeRow | None:
    """The requirement that is eased, if that is what has to give."""
    step = one.step
    return step._replace(value=None) if isinstance(step, ChangeRow) and step.table == "requirements" else None


def _for_all(alike: Sequence[Relaxation]) -> Relaxation:
    """What is required of all of them eased once, so far that it is enough for each."""
    first, steps = alike[0], [one.step for one in alike if isinstance(one.step, ChangeRow)]
    step = (min if steps[0].column == "min_cycles" else max)(steps, key=lambda step: int(step.value or 0))
    people = tuple(one.apprentice for one in alike if one.apprentice)
    message = f"Ease a requirement that {len(people)} apprentices would miss; for one: {first.problem}"
    return first._replace(apprentice=None, message=message, step=step, people=people)


def _needed(problem: Problem, who: str) -> list[tuple[Step, int]]:
    """A rotation's minimums that share no placement, the highest first: what eases it, and the cycles."""
    person, nowhere = problem.programme.apprentices[who], Row([None] * len(problem.board.cycles), full=True)
    limits = [
        (active, limit, limit.least)
        for active, limit in problem.row_limits(who)
        if isinstance(limit, Count) and limit.least
    ]
    taken: set[str] = set()
    found: list[tuple[Step, int]] = []
    for active, limit, least in sorted(limits, key=lambda asked: -asked[2]):
        if not taken & limit.placements:
            taken |= limit.placements
            breach = next(limit.breaches(nowhere))
            said = limit.tell(person, nowhere, breach)
            step = to_excuse(Origin(active, limit, who), person, said, breach, None)
            found.append((step._replace(value=None) if isinstance(step, ChangeRow) else step, least))
    return found


def _excused(problem: Problem, kind: Kind, origin: Origin, who: str, plan: Plan) -> Relaxation:
    """One person for whom a rule does not hold, or what has to be put right first where it is law."""
    rule, person = origin.active.rule, problem.programme.apprentices[who]
    cycle = None if origin.cycle_index is None else problem.board.cycles[origin.cycle_index]
    code = None if origin.cycle_index is None else plan.get((who, origin.cycle_index))
    team = problem.programme.placements.get(code or "")
    host = team.host if team else None
    is_waived = kind is Kind.WAIVERS
    said, step = (
        _forbidden(problem, origin, person, team) if is_waived else _missed(problem, origin, person, plan)
    )
    where = f"{person.name}{f' in {team_name(team)}' if team else ''}{f' in {cycle}' if cycle else ''}"
    if rule.id == "PLAN-ACCESS" and team and team.step_free is None:
        message = f"Find out whether {team_name(team)} is step-free, for {person.name} in {cycle}."
    elif not rule.waived_by:
        acts = rule.next_step or f"To mend: {said.mend}"
        message = (
            f"Only law, access or safety is left{f' in {cycle}' if cycle else ''}, and nobody may waive it "
            f"({rule.id}): {said.problem} {acts}"
        )
    elif is_waived:
        message = f"Waive {rule.id} ({rule.says}) for {where}."
    else:
        message = f"Excuse {person.name} from {rule.id}: {said.problem}"
    owner = _owner(problem, host)
    return Relaxation(kind, rule.id, who, cycle, code, host, message, owner, problem=said.problem, step=step)


def _forbidden(
    problem: Problem, origin: Origin, person: Apprentice, team: Placement | None
) -> tuple[Said, Step]:
    """What a cell rule says of somebody in a team, and what would make it possible."""
    rule, index = origin.active.rule, origin.cycle_index
    assert team is not None, "a placement is forbidden"
    assert index is not None, "it is forbidden in a cell"
    forbidding = problem.forbidding(person.apprentice, index, team.placement)
    said = next(said for active, said in forbidding if active.rule is rule)
    return said, to_allow(problem, rule, person, index, team, said)


def _missed(problem: Problem, origin: Origin, person: Apprentice, plan: Plan) -> tuple[Said, Step]:
    """What the rule itself says about the rotation that would be possible, and what would ease it."""
    who, rule, teams = person.apprentice, origin.active.rule, problem.programme.placements
    codes = [plan.get((who, index), there) for index, there in enumerate(problem.locked[who])]
    row = Row([teams.get(code or "") for code in codes], full=True)
    for breach in origin.limit.breaches(row):
        if origin.cycle_index in (None, breach.cycle_index):
            said = origin.limit.tell(person, row, breach)
            there = None if breach.cycle_index is None else row.teams[breach.cycle_index]
            return said, to_excuse(origin, person, said, breach, there)
    return Said(f"{rule.says}.", ""), LookAtRule(rule.id)


def _together(problem: Problem, kind: Kind, origin: Origin, cycle: str) -> Relaxation:
    """Two people who may meet."""
    pair = origin.limit
    one, other = (problem.programme.apprentices[code].name for code in (pair.one, pair.other))
    message = f"Let {one} and {other} meet in {cycle}."
    step = ChangeRow("separations", f"{pair.one} {pair.other}")
    return Relaxation(kind, origin.active.rule.id, pair.one, cycle, None, None, message, step=step)


def _more(problem: Problem, kind: Kind, origin: Origin, cycle: str, number: int) -> Relaxation:
    """More people in one place, or fewer."""
    assert origin.place is not None, "a limit of seats is about a place"
    over, rule = origin.place.over, origin.active.rule.id
    team = problem.programme.placements[origin.limit.placements[0]]
    host = problem.programme.hosts[team.host]
    most = origin.limit.most
    message = f"{_needs(over, team, host, number, fewer=most is None)} in {cycle}."
    code = team.placement if over is Over.PLACEMENT else None
    step = to_seat(origin.place, origin.limit, team, cycle, None if most is None else most + number)
    owner = _owner(problem, host.host)
    return Relaxation(kind, rule, None, cycle, code, host.host, message, owner, number, step=step)


def _needs(over: Over, team: Placement, host: Host, number: int, fewer: bool) -> str:
    if fewer:
        return f"{team.team} at {host.name} would have to accept fewer people than its fewest"
    if over is Over.SUPERVISOR:
        people = count(number, "person", "people")
        return f"{team.supervisor} at {host.name} would have to look after {people} more"
    more = f"{number} more seat{'' if number == 1 else 's'}"
    return f"{host.name if over is Over.HOST else f'{team.team} at {host.name}'} needs {more}"


def _owner(problem: Problem, host: str | None) -> str | None:
    """Whom to ask at a host, and how to reach them."""
    if host is None:
        return None
    row = problem.programme.hosts[host]
    if row.hr_lead and row.contact:
        return f"{row.hr_lead} ({row.contact})"
    return row.hr_lead or row.contact


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
