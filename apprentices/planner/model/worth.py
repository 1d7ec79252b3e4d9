"""Moves and score as objectives of the linear model."""

from apprentices.planner.ledger import most
from apprentices.planner.level import Level
from apprentices.planner.model.linear import About, Model, Objective, less


def add_worth(model: Model) -> None:
    """Add the objectives of moves and score, with the variables that they need."""
    _moves(model)
    settings = model.problem.programme.settings
    satisfaction = {code: _satisfaction(model, code) for code in model.problem.locked}
    terms: dict[int, int] = {}
    constant = sum(own.constant for own in satisfaction.values())
    for own in satisfaction.values():
        terms |= own.terms
    fairness = settings.whole("fairness_weight")
    if fairness and satisfaction:
        least = min(map(_least, satisfaction.values()))
        highest = min(
            most(model.problem, who) if own.terms else own.constant for who, own in satisfaction.items()
        )
        worst = model.variable(highest, least, means=About("the least satisfaction of anybody"))
        terms[worst] = fairness
        for who, own in satisfaction.items():
            if own.terms:
                about = About("nobody's satisfaction is less than the least", who)
                model.at_most([(worst, 1), *less(own.terms.items())], own.constant, about=about)
    model.objective[Level.SCORE] = Objective(constant, {c: f for c, f in terms.items() if f})


def _moves(model: Model) -> None:
    problem = model.problem
    terms: dict[int, int] = {}
    constant = 0
    for (who, index), old in problem.before.items():
        own = model.x.get((who, index))
        if own is None:
            if problem.is_active(who, index):
                constant += problem.move_cost(who, index, problem.locked[who][index])
            continue
        for code, x in own.items():
            if code != old:
                terms[x] = problem.move_cost(who, index, code)
        if (who, index) in model.s:
            terms[model.s[who, index]] = problem.move_cost(who, index, None)
    model.objective[Level.MOVES] = Objective(constant, terms)


def _satisfaction(model: Model, who: str) -> Objective:
    problem = model.problem
    row = problem.locked[who]
    constant = sum(problem.value(who, code) for code in row if code is not None)
    terms: dict[int, int] = {}
    for index in problem.free.get(who, ()):
        for code, x in model.x[who, index].items():
            value = problem.value(who, code)
            if value:
                terms[x] = value
    weight = problem.programme.settings.whole("host_change_weight")
    if weight:
        for index in range(len(row) - 1):
            changes, surely = _changes(model, who, index)
            constant -= weight * surely
            terms |= dict.fromkeys(changes, -weight)
    return Objective(constant, terms)


def _changes(model: Model, who: str, index: int) -> tuple[list[int], int]:
    """The variables of which one is 1 when the host changes after a cycle; and 1 if locked cells change it.

    A variable a host, as for somebody who leaves that host: `here - there - gap <= changed`. One variable for
    all hosts would leave the relaxation free to be half at each of two hosts and never change.
    """
    row = model.problem.locked[who]
    next_cell = (who, index + 1)
    if next_cell not in model.x and row[index + 1] is None:
        return [], 0
    gap = [(model.s[next_cell], -1)] if next_cell in model.s else []
    changes = []
    surely = 0
    for host, teams in model.problem.teams_by_host.items():
        here, locked = model.there(who, index, teams)
        stays, more = model.there(who, index + 1, teams)
        if not here and next_cell not in model.x:
            surely += max(locked - more, 0)
        elif here or locked:
            about = About("leaves the host after this cycle", who, index, host)
            changed = model.variable(owner=who, means=about)
            terms = [*((x, 1) for x in here), *((x, -1) for x in stays), *gap, (changed, -1)]
            model.at_most(terms, more - locked, about=about)
            model.changes[who, index, host] = changed
            changes.append(changed)
    return changes, surely


def _least(own: Objective) -> int:
    """What a person's satisfaction is not below in any plan."""
    return own.constant + sum(factor for factor in own.terms.values() if factor < 0)
