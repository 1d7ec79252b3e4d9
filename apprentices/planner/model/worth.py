"""Moves and score as objectives of the linear model."""

from apprentices.planner.model.linear import Level, Model, Objective, Terms


def add_worth(model: Model) -> None:
    """Add the objectives of moves and score, with the columns that they need."""
    _moves(model)
    settings = model.problem.programme.settings
    satisfaction = {code: _satisfaction(model, code) for code in model.problem.locked}
    terms: dict[int, int] = {}
    constant = 0
    for own in satisfaction.values():
        constant += own.constant
        terms |= own.terms
    fairness = settings.whole("fairness_weight")
    if fairness and satisfaction:
        least = min(_range(model, own)[0] for own in satisfaction.values())
        most = min(_range(model, own)[1] for own in satisfaction.values())
        worst = model.column(most, least)
        terms[worst] = fairness
        for own in satisfaction.values():
            if own.terms:
                row: Terms = [(column, -factor) for column, factor in own.terms.items()]
                model.at_most([(worst, 1), *row], own.constant)
    model.objective[Level.SCORE] = Objective(constant, {c: f for c, f in terms.items() if f})


def _moves(model: Model) -> None:
    problem = model.problem
    terms: dict[int, int] = {}
    constant = 0
    for (who, column), old in problem.before.items():
        own = model.x.get((who, column))
        if own is None:
            if problem.facts.active(problem.programme.apprentices[who])[column]:
                constant += problem.move_cost(who, column, problem.locked[who][column])
            continue
        for code, x in own.items():
            if code != old:
                terms[x] = problem.move_cost(who, column, code)
        if (who, column) in model.s:
            terms[model.s[who, column]] = problem.move_cost(who, column, None)
    model.objective[Level.MOVES] = Objective(constant, terms)


def _satisfaction(model: Model, who: str) -> Objective:
    problem = model.problem
    row = problem.locked[who]
    constant = sum(problem.value(who, code) for code in row if code is not None)
    terms: dict[int, int] = {}
    for column in problem.free.get(who, ()):
        for code, x in model.x[who, column].items():
            value = problem.value(who, code)
            if value:
                terms[x] = value
    weight = problem.programme.settings.whole("host_change_weight")
    if weight:
        for column in range(len(row) - 1):
            changes, surely = _changes(model, who, column)
            constant -= weight * surely
            terms |= dict.fromkeys(changes, -weight)
    return Objective(constant, terms)


def _changes(model: Model, who: str, column: int) -> tuple[list[int], int]:
    """The columns of which one is 1 when the host changes after a cycle; and 1 if locked cells change it.

    A column a host, as somebody who leaves that host: `here - there - gap <= changed`. One column for all
    hosts would leave the relaxation free to be half at each of two hosts and never change.
    """
    row = model.problem.locked[who]
    next_cell = (who, column + 1)
    if next_cell not in model.x and row[column + 1] is None:
        return [], 0
    gap = [(model.s[next_cell], -1)] if next_cell in model.s else []
    changes = []
    surely = 0
    for teams in model.problem.teams_by_host.values():
        here, locked = model.there(who, column, teams)
        stays, more = model.there(who, column + 1, teams)
        if not here and next_cell not in model.x:
            surely += max(locked - more, 0)
        elif here or locked:
            changed = model.column(owner=who)
            terms = [*((x, 1) for x in here), *((x, -1) for x in stays), *gap, (changed, -1)]
            model.at_most(terms, more - locked)
            changes.append(changed)
    return changes, surely


def _range(model: Model, own: Objective) -> tuple[int, int]:
    """Bounds on a person's satisfaction that hold for any plan."""
    low = sum(factor for factor in own.terms.values() if factor < 0)
    high = sum(factor for factor in own.terms.values() if factor > 0)
    return own.constant + low, own.constant + high
